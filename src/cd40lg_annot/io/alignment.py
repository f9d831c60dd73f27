"""BAM and CRAM: the reads over the locus, as far as depth needs them.

Bases are never asked for, so a CRAM is read without its reference: htslib then decodes flags,
positions, CIGARs and qualities, and fetches nothing from anywhere.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.errors import BuildError, UnreadableFileError
from cd40lg_annot.io.bgzf import refuse_damaged
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import X_LENGTH, build_of_accession, is_x
from cd40lg_annot.model import AlignedRead, Build

if TYPE_CHECKING:
    import pysam

# SAM fields by htslib's bits: QNAME, FLAG, RNAME, POS, MAPQ, CIGAR and QUAL; not SEQ.
_FIELDS = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x20 | 0x400
_CRAI_COLUMNS = 6
_INDEX = {"BAM": (".bai or .csi", "samtools index"), "CRAM": (".crai", "samtools index")}
_REMEDY_BUILD = "give the alignment that the VCF was called from"


def read_alignment(
    path: str, locus: Locus, build: Build, sample: str
) -> tuple[tuple[AlignedRead, ...], tuple[str, ...]]:
    """Reads that overlap the locus, on the locus axis, and why the file may be another person's.

    Args:
        path: an indexed BAM or CRAM.
        locus: the reference.
        build: the build of the sample's VCF.
        sample: the VCF's column, to compare with the read groups' samples.

    Raises:
        UnreadableFileError: no index, damaged, or no chromosome X.
        BuildError: aligned to the other build, or to neither.
    """
    with _opened(path) as file:
        contig = _contig(path, file, build)
        offset = locus.axes[build].offset
        reads = tuple(
            AlignedRead(
                name=read.query_name or "",
                flag=read.flag,
                start=read.reference_start - offset,
                mapping_quality=read.mapping_quality,
                cigar=tuple(read.cigartuples or ()),
                qualities=bytes(read.query_qualities or ()),
            )
            for read in file.fetch(contig, offset, offset + len(locus))
        )
        return reads, tuple(_sample_notes(file, sample))


def check_alignment(path: str) -> None:
    """Open an alignment and its index, and read nothing.

    Raises:
        UnreadableFileError: no index, or damaged.
    """
    with _opened(path):
        pass


def reads_by_contig(path: str) -> tuple[tuple[str, int, int], ...]:
    """Name, length and mapped reads of each contig, from a BAM's index; a CRAM's has no counts, so nothing.

    Raises:
        UnreadableFileError: no index, or damaged.
    """
    with _opened(path) as file:
        if file.is_cram:
            return ()
        lengths = dict(zip(file.references, file.lengths, strict=True))
        return tuple((item.contig, lengths[item.contig], item.mapped) for item in file.get_index_statistics())


def slice_sizes(path: str) -> tuple[tuple[str, int, int, int], ...]:
    """Name, length, slices and their bytes of each contig, from a CRAM's index; nothing of a BAM.

    A slice holds 10,000 reads as samtools writes it; one of several contigs counts for each.

    Raises:
        UnreadableFileError: no index, or damaged.
    """
    with _opened(path) as file:
        if not file.is_cram:
            return ()
        contigs = list(zip(file.references, file.lengths, strict=True))
    found = {number: [0, 0] for number in range(len(contigs))}
    with gzip.open(_crai(path), "rt", encoding="ascii") as index:
        for line in index:
            # Reference, start, span, offset of the container, offset and size of the slice.
            cells = line.split()
            if len(cells) == _CRAI_COLUMNS and int(cells[0]) in found:
                found[int(cells[0])][0] += 1
                found[int(cells[0])][1] += int(cells[5])
    return tuple((*contigs[number], slices, size) for number, (slices, size) in found.items())


def _crai(path: str) -> Path:
    beside = Path(path + ".crai")
    return beside if beside.exists() else Path(path).with_suffix(".crai")


@contextmanager
def _opened(path: str) -> Iterator["pysam.AlignmentFile"]:
    """Open a file, and turn every complaint of htslib about it into one line."""
    import pysam

    refuse_damaged(path)
    with Path(path).open("rb") as start:
        kind = "CRAM" if start.read(4) == b"CRAM" else "BAM"
    index, command = _INDEX[kind]
    before = pysam.set_verbosity(0)
    try:
        with pysam.AlignmentFile(path, format_options=[f"required_fields={_FIELDS}"]) as file:
            if not file.has_index():
                problem = f"the {kind} has no index ({index}) beside it"
                raise UnreadableFileError(path, problem, f"make one: {command} {Path(path).name}")
            yield file
    except (OSError, ValueError, EOFError) as error:
        problem = f"the {kind} or its index is damaged or truncated ({error})"
        raise UnreadableFileError(path, problem, "copy it again or write it again") from error
    finally:
        pysam.set_verbosity(before)


def _contig(path: str, file: "pysam.AlignmentFile", build: Build) -> str:
    """Name of chromosome X in the header, after its length has been compared with the build's."""
    lengths = {name: length for name, length in zip(file.references, file.lengths, strict=True) if is_x(name)}
    if len(lengths) != 1:
        problem = f"chromosome X stands under {len(lengths)} names in the header"
        raise UnreadableFileError(path, problem, "give an alignment with one chromosome X")
    ((contig, length),) = lengths.items()
    aligned_to = next((candidate for candidate in Build if X_LENGTH[candidate] == length), None)
    if aligned_to is not build or build_of_accession(contig) not in {None, build}:
        found = aligned_to.value if aligned_to else "neither build"
        problem = f"aligned to {found} (length of {contig} is {length}), but the VCF is in {build.value}"
        raise BuildError(path, problem, _REMEDY_BUILD)
    return contig


def _sample_notes(file: "pysam.AlignmentFile", sample: str) -> Iterator[str]:
    names = sorted({str(group["SM"]) for group in file.header.to_dict().get("RG", []) if "SM" in group})
    if names and sample not in names:
        yield (
            f"The alignment's read groups name the sample {' and '.join(names)}, "
            f"the VCF's column is {sample}: make sure that both are the same person."
        )
