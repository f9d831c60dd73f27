"""The alleles that a protein name can stand for.

Of one residue replaced, each smallest change of the codon; of any other kind, what `protein_search` finds.
"""

import re
from itertools import product

from cd40lg_annot.errors import NomenclatureError, one_line
from cd40lg_annot.locus import Locus, normalize, translate
from cd40lg_annot.model import Variant
from cd40lg_annot.variant.hgvs import ONE_LETTER
from cd40lg_annot.variant.protein_search import small_changes_behind

_SUBSTITUTION = re.compile(
    r"\(?(?P<old>[A-Z]{3}|[A-Z*])(?P<residue>\d+)(?P<new>Stop|[A-Z]{3}|[A-Z*=])\)?", re.IGNORECASE | re.ASCII
)

# A residue of the reference with its number; a number behind `fs` or `ext` is a distance.
_NAMED_RESIDUE = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2}|[A-Z*])(\d+)")


def alleles_of_protein_name(description: str, locus: Locus) -> tuple[Variant, ...]:
    """Give every allele of one codon that makes this residue change with the fewest bases changed.

    Args:
        description: what follows `p.`, like `Thr254Met`, `(T254M)`, `Trp140Ter`, `R11*`, `R11X`,
            `Ile53LysfsTer13`, `Met1?`, `Thr254=`.
        locus: the reference.

    Raises:
        NomenclatureError: the name leaves the allele open, no small change gives it, or the protein has
            another residue there.
    """
    parts = _SUBSTITUTION.fullmatch(description)
    old, new = (_one_letter(parts[key].capitalize()) if parts else None for key in ("old", "new"))
    if parts is None or old is None or new is None:
        return _searched(description, locus)
    residue = int(parts["residue"])
    _check_residue(old, residue, description, locus)
    if old == new:
        return _searched(f"{_three_letter(old)}{residue}=", locus)
    return _smallest_changes(residue, new, locus)


def _searched(description: str, locus: Locus) -> tuple[Variant, ...]:
    for named in _NAMED_RESIDUE.finditer(description):
        if old := _one_letter(named[1]):
            _check_residue(old, int(named[2]), description, locus)
    found = small_changes_behind(description, locus)
    if found:
        return found
    problem = "leaves open which change of the DNA it is" if found is None else "no small change gives it"
    message = f"p.{one_line(description, 60)}: {problem}; give the c. name"
    raise NomenclatureError(message)


def _check_residue(old: str, residue: int, description: str, locus: Locus) -> None:
    with_stop = locus.transcript.protein + "*"
    stands = with_stop[residue - 1] if 0 < residue <= len(with_stop) else None
    if stands != old:
        what = f"residue {residue} is {_three_letter(stands)}" if stands else f"there is no residue {residue}"
        message = (
            f"p.{one_line(description, 60)} contradicts the reference: {what}; "
            "check the residue and the numbering"
        )
        raise NomenclatureError(message)


def _smallest_changes(residue: int, new: str, locus: Locus) -> tuple[Variant, ...]:
    transcript = locus.transcript
    first = 3 * (residue - 1)
    codon = transcript.cds[first : first + 3]
    codons = ["".join(bases) for bases in product("ACGT", repeat=3)]
    candidates = [other for other in codons if translate(other) == new]
    distance = {other: sum(a != b for a, b in zip(codon, other, strict=True)) for other in candidates}
    smallest = min(distance.values())
    return tuple(
        sorted(
            _codon_change(first, codon, other, locus) for other in candidates if distance[other] == smallest
        )
    )


def _codon_change(first: int, codon: str, other: str, locus: Locus) -> Variant:
    """Variant that turns one codon into another, even where an intron parts it."""
    transcript = locus.transcript
    places = [transcript.pos_of_mrna_index(transcript.cds_start_in_mrna + first + i) for i in range(3)]
    changed = [i for i in range(3) if codon[i] != other[i]]
    start, end = places[changed[0]], places[changed[-1]]
    bases = list(locus.bases(start - 1, end))
    for i in changed:
        bases[places[i] - start] = other[i]
    return normalize(start, locus.bases(start - 1, end), "".join(bases), locus.sequence)


def _one_letter(residue: str) -> str | None:
    if residue in ("X", "*", "Stop"):
        return "*"
    return residue if len(residue) == 1 and residue in ONE_LETTER.values() else ONE_LETTER.get(residue)


def _three_letter(residue: str) -> str:
    return next(three for three, one in ONE_LETTER.items() if one == residue)
