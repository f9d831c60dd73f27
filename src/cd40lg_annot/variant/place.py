"""Where a variant stands: leftmost as VCF writes it, rightmost as HGVS names it, and what it does there.

Both halves of this room, names and effect, start from here, so that the work is done once.
"""

from typing import NamedTuple

from cd40lg_annot.locus import Change, Locus, Transcript, change_of, described_range, rightmost
from cd40lg_annot.model import Variant
from cd40lg_annot.variant.coding import CodingChange, Translation, coding_change, translation_after


class Place(NamedTuple):
    """One variant at both ends of where it can stand.

    `first`, `last`: the bases that its HGVS name mentions, 1-based inclusive, locus axis.
    `coding`: the rightmost change on the coding sequence, None if it is not wholly inside; then
    `translation` says what it makes of the protein.
    """

    variant: Variant
    left: Change
    right: Change
    first: int
    last: int
    coding: CodingChange | None
    translation: Translation | None

    def leaves_start(self, transcript: Transcript) -> bool:
        """Whether bases are inserted at the start codon so that it, and all behind it, stay as they are.

        The name begins 5' of the start codon or stands inside it, and the insertion can be written before it.
        """
        start = transcript.cds_start
        near = self.first <= start or self.right.start < start + 3
        return near and self.left.is_insertion and self.left.start <= start


def place_of(variant: Variant, locus: Locus) -> Place:
    """Place of a variant in normal form."""
    left = change_of(variant)
    right = rightmost(left, locus.sequence)
    first, last = described_range(right, locus.sequence)
    coding = coding_change(right, locus.transcript)
    translation = translation_after(coding, locus.transcript) if coding else None
    return Place(variant, left, right, first, last, coding, translation)


def read_where(place: Place, transcript: Transcript) -> Change:
    """Where the effect is read: leftmost as VEP does, rightmost where the HGVS name lies elsewhere.

    The rightmost place decides if the whole name lies in one kind of sequence (exon, intron,
    untranslated region) and the leftmost change in another, so that name and term agree.
    """
    if place.left == place.right:
        return place.right
    named = {_kind(place.first, transcript), _kind(place.last, transcript)}
    return place.right if len(named) == 1 and named != _kinds(place.left, transcript) else place.left


def _kinds(change: Change, transcript: Transcript) -> set[str]:
    if not change.is_insertion:
        return {_kind(change.start + 1, transcript), _kind(change.end, transcript)}
    before, after = _kind(change.start, transcript), _kind(change.start + 1, transcript)
    # VEP counts an insertion at the edge of an exon to the exon, at the edge of the CDS to the UTR.
    for kind in ("5' UTR", "3' UTR", "coding"):
        if kind in (before, after):
            return {kind}
    return {before, after}


def _kind(pos: int, transcript: Transcript) -> str:
    """Say what kind of sequence a 1-based locus position lies in."""
    if pos <= transcript.exons[0].start or pos > transcript.exons[-1].end:
        return "outside"
    if transcript.exon_at(pos) is None:
        return "intron"
    if pos <= transcript.cds_start:
        return "5' UTR"
    return "3' UTR" if pos > transcript.cds_end else "coding"
