"""Changes of one residue as people and tables write them: `p.(Thr254Met)`, `Thr254Met`, `T254M`."""

import re

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.locus.transcript import Transcript

THREE_LETTERS = dict(
    zip(
        "ARNDCQEGHILKMFPSTWYV*",
        (
            *("Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile", "Leu"),
            *("Lys", "Met", "Phe", "Pro", "Ser", "Thr", "Trp", "Tyr", "Val", "Ter"),
        ),
        strict=True,
    )
)
_ONE_LETTER = {three: one for one, three in THREE_LETTERS.items()}
_CHANGE = re.compile(r"(?:p\.)?\(?([A-Z][a-z]{2}|[A-Z])(\d+)([A-Z][a-z]{2}|[A-Z*=])\)?")


def residue_change(text: str, transcript: Transcript) -> str:
    """One residue's change in three letters, checked against the protein; residues are 1-based.

    Raises:
        NomenclatureError: it is no change of one residue, or another residue stands there.

    >>> from cd40lg_annot.io.reference import read_locus
    >>> residue_change("T254M", read_locus().transcript)
    'Thr254Met'
    """
    found = _CHANGE.fullmatch(text.strip())
    old, new = (found[1], found[3]) if found else ("", "")
    new = old if new == "=" else new
    one_old, one_new = _ONE_LETTER.get(old, old), _ONE_LETTER.get(new, new)
    if found is None or one_old not in THREE_LETTERS or one_new not in THREE_LETTERS:
        message = f"{text!r} is no change of one residue; write it like p.(Thr254Met) or T254M"
        raise NomenclatureError(message)
    residue = int(found[2])
    held = transcript.protein[residue - 1 : residue] if residue else ""
    if held != one_old:
        there = THREE_LETTERS.get(held, "the end of the protein")
        message = f"{text!r} is not of this protein, which has {there} at residue {residue}; correct it"
        raise NomenclatureError(message)
    return f"{THREE_LETTERS[one_old]}{residue}{'=' if one_new == one_old else THREE_LETTERS[one_new]}"
