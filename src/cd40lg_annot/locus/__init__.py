"""Where: one coordinate axis for both builds, the transcript, and the normal form of alleles."""

from cd40lg_annot.locus.axis import Axis, Locus, reverse_complement
from cd40lg_annot.locus.change import Change, change_of, described_range, edited, rightmost
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.locus.transcript import CdsPosition, Exon, Transcript, translate

__all__ = [
    "Axis",
    "CdsPosition",
    "Change",
    "Exon",
    "Locus",
    "Transcript",
    "change_of",
    "described_range",
    "edited",
    "normalize",
    "reverse_complement",
    "rightmost",
    "translate",
]
