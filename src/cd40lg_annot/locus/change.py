"""The bases that an allele replaces, without the anchor that VCF writes, at either end of where it can stand.

In a repeat the same change can be written at several places. VCF takes the leftmost one
(`locus.normalize`), HGVS the rightmost one on a plus-strand gene (3' rule).
"""

from typing import NamedTuple

from cd40lg_annot.model import Variant


class Change(NamedTuple):
    """Bases `start` to `end` become `alt`; 0-based, half-open, locus axis.

    An insertion has `start == end` and stands before the base `start`; a deletion has no `alt`.
    """

    start: int
    end: int
    alt: str

    @property
    def is_insertion(self) -> bool:
        """Whether bases are added and none taken away."""
        return self.start == self.end

    @property
    def added(self) -> int:
        """How many bases longer the sequence becomes; negative if it becomes shorter."""
        return len(self.alt) - (self.end - self.start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a base of the interval is replaced, or the insertion stands inside it.

        An insertion at either edge of the interval is outside.
        """
        if self.is_insertion:
            return start < self.start < end
        return self.start < end and start < self.end


def change_of(variant: Variant) -> Change:
    """Give the change of a variant in normal form: leftmost, without anchor.

    >>> change_of(Variant(4, "GA", "G"))
    Change(start=4, end=5, alt='')
    """
    start, ref, alt = variant.pos - 1, variant.ref, variant.alt
    if len(ref) != len(alt) and ref[0] == alt[0]:
        start, ref, alt = start + 1, ref[1:], alt[1:]
    elif len(ref) != len(alt) and ref[-1] == alt[-1]:
        # Only at the first base of the locus is the anchor on the right.
        ref, alt = ref[:-1], alt[:-1]
    return Change(start, start + len(ref), alt)


def is_part(variant: Variant, longer: Variant) -> bool:
    """Whether a longer substitution makes, among others, the same bases of the same place.

    >>> [is_part(Variant(5, "C", alt), Variant(4, "GC", "AT")) for alt in "TA"]
    [True, False]
    """
    if len(variant.ref) != len(variant.alt) or len(longer.ref) != len(longer.alt):
        return False
    first = variant.pos - longer.pos
    last = first + len(variant.alt)
    return (
        first >= 0 and last <= len(longer.alt) != len(variant.alt) and longer.alt[first:last] == variant.alt
    )


def rightmost(change: Change, sequence: str) -> Change:
    """Move a pure insertion or deletion as far right as `sequence` allows; others stay.

    Source: HGVS recommendations 21.0, general, 3' rule.

    >>> rightmost(Change(4, 5, ""), "CATGAAAT")
    Change(start=6, end=7, alt='')
    """
    start, end, alt = change.start, change.end, change.alt
    if alt and start != end:
        return change
    if alt:
        moved, size = 0, len(alt)
        while start + moved < len(sequence) and sequence[start + moved] == alt[moved % size]:
            moved += 1
        shift = moved % size
        return Change(start + moved, end + moved, alt[shift:] + alt[:shift])
    while end < len(sequence) and sequence[start] == sequence[end]:
        start, end = start + 1, end + 1
    return Change(start, end, "")


def edited(change: Change, sequence: str) -> str:
    """Give the whole sequence with the change made."""
    return sequence[: change.start] + change.alt + sequence[change.end :]


def described_range(change: Change, sequence: str) -> tuple[int, int]:
    """First and last base that the HGVS name of a rightmost change mentions, 1-based inclusive.

    A duplication names the bases that are repeated, another insertion the two bases beside it.

    >>> described_range(Change(7, 7, "A"), "CATGAAAT"), described_range(Change(7, 7, "C"), "CATGAAAT")
    ((7, 7), (7, 8))
    """
    if not change.is_insertion:
        return change.start + 1, change.end
    repeated = change.start - len(change.alt)
    if repeated >= 0 and sequence[repeated : change.start] == change.alt:
        return repeated + 1, change.start
    return change.start, change.start + 1
