"""An allele on the locus axis, and the place in a file that it was read from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """One alternate allele on the locus axis, in normal form.

    Trimmed and left-aligned as VCF writes it (`locus.normalize`), so that two spellings
    of one change compare equal whatever file or build they come from.
    `pos` is 1-based on the locus axis; `ref` and `alt` are upper-case bases, never empty.
    """

    pos: int
    ref: str
    alt: str


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where in an input file a record stands: contig, 1-based POS, REF and ALT as written."""

    contig: str
    pos: int
    ref: str
    alt: str
