"""What an ALT says: bases, an overlapping deletion, an unspecified allele, or a structural one."""

import re
from enum import Enum

_BASES = re.compile(r"[ACGT]+")
_UNSPECIFIED = frozenset({"<NON_REF>", "<*>", "<X>"})


class AlleleKind(Enum):
    """Kinds of ALT.

    SEQUENCE is spelt in bases. LOST is `*`, a base gone with a deletion recorded elsewhere.
    UNSPECIFIED stands for every allele not seen (`<NON_REF>`, `<*>`). STRUCTURAL is any other
    symbolic allele or a breakend. UNREADABLE holds ambiguous bases or anything else.
    """

    SEQUENCE = "sequence"
    LOST = "lost"
    UNSPECIFIED = "unspecified"
    STRUCTURAL = "structural"
    UNREADABLE = "unreadable"


def allele_kind(alt: str) -> AlleleKind:
    """Kind of one ALT value.

    >>> [allele_kind(alt).value for alt in ("AC", "*", "<*>", "<DEL>", "N]chr1:5]", "R")]
    ['sequence', 'lost', 'unspecified', 'structural', 'structural', 'unreadable']
    """
    if _BASES.fullmatch(alt):
        return AlleleKind.SEQUENCE
    if alt in {"*", "<DEL:*>", "<*:DEL>"}:
        return AlleleKind.LOST
    if alt in _UNSPECIFIED:
        return AlleleKind.UNSPECIFIED
    if alt.startswith("<") or "[" in alt or "]" in alt or (len(alt) > 1 and "." in (alt[0], alt[-1])):
        return AlleleKind.STRUCTURAL
    return AlleleKind.UNREADABLE
