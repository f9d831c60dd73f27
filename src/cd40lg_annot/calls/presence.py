"""Whether a file shows the gene at all: an empty result is checked, not believed."""

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.errors import BuildError, UnreadableFileError
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Build, VcfRecord, XReading


def refuse_without_x(path: str, reading: XReading) -> None:
    """Refuse a file without any record on chromosome X, whatever its build.

    Raises:
        UnreadableFileError: there is none.
    """
    if not reading.contig:
        problem = "no record on chromosome X (chrX, X, 23 or NC_000023), so it cannot show the gene"
        raise UnreadableFileError(path, problem, "give a file that covers the X chromosome, or a gVCF")


def refuse_without_gene(path: str, reading: XReading, locus: Locus, build: Build) -> None:
    """Refuse a file from which nothing can be said about the gene.

    Raises:
        UnreadableFileError: the last record on chromosome X stands before the gene.
        BuildError: no record reaches the gene, and the last one stands where the other build has it.
    """
    _refuse_other_build(path, reading, locus, build)
    first = locus.genomic_pos(1, build)
    if reading.highest_pos < first and not reading.records:
        problem = (
            f"chromosome X stops at or before position {reading.highest_pos}, the gene begins at {first} in "
            f"{build.value}"
        )
        raise UnreadableFileError(path, problem, "give the whole file, or a gVCF of the gene")


def _refuse_other_build(path: str, reading: XReading, locus: Locus, build: Build) -> None:
    """Refuse a gene-sized file of the other build, whose bases may be too few to tell."""
    other = next(candidate for candidate in Build if candidate is not build)
    here, there = (_gene(locus, candidate) for candidate in (build, other))
    if not there[0] <= reading.highest_pos <= there[1]:
        return
    if any(_reaches(record, *here) for record in reading.records):
        return
    problem = (
        f"labelled {build.value}, but X ends at position {reading.highest_pos}, where {other.value} has the "
        f"gene, and no record stands where {build.value} has it"
    )
    raise BuildError(path, problem, "give a file on GRCh37 or GRCh38 whose header and records agree")


def _gene(locus: Locus, build: Build) -> tuple[int, int]:
    return locus.genomic_pos(1, build), locus.genomic_pos(len(locus), build)


def _reaches(record: VcfRecord, first: int, last: int) -> bool:
    """Whether a record stands at the gene, or is structural and may reach it from anywhere."""
    if record.pos <= last and record.end >= first:
        return True
    return any(allele_kind(alt) is AlleleKind.STRUCTURAL for alt in record.alts)
