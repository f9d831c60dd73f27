"""The small changes of the DNA that can stand behind a protein name of any kind but a plain replacement.

A frameshift, a deletion or duplication of residues, an extension, a silent change or a lost start is looked
for among every substitution, every deletion and duplication of up to 4 bases or of as many codons as the name
says, and every inserted base; each is named, and those that give the name are kept. A short frameshift,
`Ile53fs`, fits every change that shifts the frame from that residue on.
"""

import re
from collections.abc import Iterator

from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.model import Variant
from cd40lg_annot.variant.hgvs import Namer
from cd40lg_annot.variant.stated_protein import says_the_same

SMALL = 4
# How far before the named residue a change may begin: the protein name stands 3'-most.
_BEFORE_CODONS = 6
_RESIDUE = r"(?:[A-Z][a-z]{2}|[A-Z*])"
_NAME = re.compile(
    rf"\(?{_RESIDUE}(?P<first>\d+)(?:_{_RESIDUE}(?P<last>\d+))?"
    rf"(?P<kind>{_RESIDUE}?fs(?:(?:Ter|\*|X)(?:\d+|\?)?)?|delins|del|dup|ins|{_RESIDUE}ext(?:Ter|\*|X)\d+|=|\?)"
    rf"(?P<new>{_RESIDUE}*)\)?"
)


def small_changes_behind(description: str, locus: Locus) -> tuple[Variant, ...] | None:
    """Every small change that gives a protein name, by position; None where the name is of no such kind.

    Args:
        description: what follows `p.`, like `Ile53LysfsTer13`, `(Lys96del)`, `Met1?`, `Thr254=`.
        locus: the reference.
    """
    parts = _NAME.fullmatch(description)
    if parts is None or (parts["kind"] == "?" and parts["first"] != "1"):
        return None
    first, last = int(parts["first"]), int(parts["last"] or parts["first"])
    if not 0 < first <= last <= len(locus.transcript.protein) + 1:
        return None
    namer = Namer(locus)
    sizes = _sizes(parts["kind"], last - first + 1, len(re.findall(_RESIDUE, parts["new"])))
    found = {
        variant
        for variant in _candidates(first, last, sizes, locus, single="=" in description or "?" in description)
        if says_the_same(f"p.{description}", namer.names(variant).hgvs_p)
    }
    return tuple(sorted(found))


def _sizes(kind: str, named: int, new: int) -> tuple[int, ...]:
    """Bases that a deletion or duplication can have to give the name."""
    if kind in ("del", "dup"):
        return (3 * named,)
    if kind == "ins":
        return (3 * new,)
    return (3 * abs(named - new),) if kind == "delins" else tuple(range(1, SMALL + 1))


def _candidates(
    first: int, last: int, sizes: tuple[int, ...], locus: Locus, *, single: bool
) -> Iterator[Variant]:
    transcript, bases = locus.transcript, locus.sequence
    begin = first - 1 if single else max(0, first - 1 - _BEFORE_CODONS - max(sizes) // 3)
    for index in range(3 * begin, 3 * last):
        pos = transcript.pos_of_mrna_index(transcript.cds_start_in_mrna + index)
        base = bases[pos - 1]
        yield from (normalize(pos, base, other, bases) for other in "ACGT" if other != base)
        if single:
            continue
        yield from (normalize(pos, base, base + new, bases) for new in "ACGT")
        before = bases[pos - 2]
        for size in sizes:
            if size:
                held = bases[pos - 1 : pos - 1 + size]
                yield normalize(pos - 1, before + held, before, bases)
                yield normalize(pos - 1, before, before + held, bases)
