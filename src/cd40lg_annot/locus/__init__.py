"""Where: one coordinate axis for both builds, the transcript, and the normal form of alleles."""

from cd40lg_annot.locus.axis import Axis, Locus, reverse_complement
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.locus.transcript import CdsPosition, Exon, Transcript, translate

__all__ = [
    "Axis",
    "CdsPosition",
    "Exon",
    "Locus",
    "Transcript",
    "normalize",
    "reverse_complement",
    "translate",
]
