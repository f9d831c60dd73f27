"""Breakends: where the other side lies, and how the two sides are joined.

| ALT at position s    | what is joined                          | on one chromosome, p beyond s |
|----------------------|-----------------------------------------|-------------------------------|
| `t[p[`               | left of s to right of p                 | deletion-like                 |
| `]p]t`               | left of p to right of s                 | duplication-like              |
| `t]p]`, `[p[t`       | one side turned round                   | inversion-like                |
| `t.`, `.t`           | one side to something not identified    | single                        |

Source: VCF 4.3 specification, section 5.4.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cd40lg_annot.model import Junction

_BRACKETS = re.compile(
    r"(?P<before>[^\[\]]*)(?P<bracket>[\[\]])(?P<contig>.+):(?P<pos>\d+)[\[\]](?P<after>.*)"
)
# DELLY's CT, and STRANDS of LUMPY, SURVIVOR and GATK-SV, for the lower and the higher position.
_STRANDS = {
    "3to5": "+-", "5to3": "-+", "3to3": "++", "5to5": "--",
    "+-": "+-", "-+": "-+", "++": "++", "--": "--",
}  # fmt: skip
_JUNCTIONS = {
    "+-": Junction.DELETION_LIKE,
    "-+": Junction.DUPLICATION_LIKE,
    "++": Junction.INVERSION_LIKE,
    "--": Junction.INVERSION_LIKE,
}


@dataclass(frozen=True, slots=True)
class Breakend:
    """The other side of a junction; `strands` is + where the sequence left of a position is kept.

    The first sign belongs to the record's own position, the second to `pos`. All three are None
    where the partner is not identified.
    """

    contig: str | None
    pos: int | None
    strands: str | None

    def junction(self, own_pos: int, *, same_contig: bool) -> Junction:
        """How the sides are joined, seen from the lower position."""
        if self.pos is None:
            return Junction.SINGLE
        if not same_contig:
            return Junction.TRANSLOCATION
        if self.strands is None:
            return Junction.UNORIENTED
        strands = self.strands
        return _JUNCTIONS[strands if own_pos <= self.pos else strands[::-1]]


def breakend(alt: str, info: Mapping[str, str], own_contig: str) -> Breakend:
    """Read a breakend from ALT, or from CHR2, END and strands where ALT is symbolic.

    >>> breakend("N[chrX:500[", {}, "chrX")
    Breakend(contig='chrX', pos=500, strands='+-')
    >>> breakend("<TRA>", {"CHR2": "5", "END": "700", "CT": "3to3"}, "X")
    Breakend(contig='5', pos=700, strands='++')
    >>> breakend("A.", {}, "X").junction(5, same_contig=True)
    <Junction.SINGLE: 'to an unknown partner'>
    """
    match = _BRACKETS.fullmatch(alt)
    if match:
        own = "+" if match["before"] else "-"
        other = "-" if match["bracket"] == "[" else "+"
        return Breakend(match["contig"].strip("<>"), int(match["pos"]), own + other)
    contig = info.get("CHR2", own_contig)
    pos = next((info[key] for key in ("POS2", "END2", "END") if info.get(key, "").isdecimal()), None)
    if not alt.startswith("<") or pos is None:
        return Breakend(None, None, None)
    stated = info.get("CT") or info.get("STRANDS", "").split(":")[0]
    return Breakend(contig, int(pos), _STRANDS.get(stated))
