"""Whether a file shows the gene at all: an empty result is checked, not believed."""

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Build, XReading


def refuse_without_gene(path: str, reading: XReading, locus: Locus, build: Build) -> None:
    """Refuse a file from which nothing can be said about the gene.

    Raises:
        UnreadableFileError: no record on chromosome X, or the last one stands before the gene.
    """
    if not reading.contig:
        problem = "no record on chromosome X (chrX, X, 23 or NC_000023), so it cannot show the gene"
        raise UnreadableFileError(path, problem, "give a file that covers the X chromosome, or a gVCF")
    first = locus.genomic_pos(1, build)
    if reading.highest_pos < first and not reading.records:
        problem = (
            f"chromosome X stops at or before position {reading.highest_pos}, the gene begins at {first} in "
            f"{build.value}"
        )
        raise UnreadableFileError(path, problem, "give the whole file, or a gVCF of the gene")
