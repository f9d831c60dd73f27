"""Reads of BAM and CRAM over the gene, without ever asking for a reference."""

import pytest

from alignments import OFFSET, a_read, write_alignment
from cd40lg_annot.errors import BuildError, UnreadableFileError
from cd40lg_annot.io.alignment import read_alignment
from cd40lg_annot.io.coverage import check_coverage, coverage_kind
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, CoverageKind

LOCUS = read_locus()
READS = [a_read(5072, "60M2D40M"), a_read(5100, "5S95M", mapping_quality=3), a_read(19_180, "50M")]


def read(path, build=Build.GRCH38, sample="S"):
    return read_alignment(path, LOCUS, build, sample)


@pytest.mark.parametrize("name", ["a.bam", "a.cram"])
def test_reads_are_placed_on_the_locus(tmp_path, name):
    reads, notes = read(write_alignment(tmp_path / name, *READS))

    assert [(item.start, item.cigar, item.mapping_quality) for item in reads] == [
        (5072, ((0, 60), (2, 2), (0, 40)), 60),
        (5100, ((4, 5), (0, 95)), 3),
        (19_180, ((0, 50),), 60),
    ]
    assert reads[0].qualities == bytes([30] * 100)
    assert notes == ()


def test_on_grch37(tmp_path):
    reads, _ = read(write_alignment(tmp_path / "a.bam", *READS, build="GRCh37", contig="X"), Build.GRCH37)

    assert reads[0].start == 5072


def test_another_persons_read_groups_are_noted(tmp_path):
    _, notes = read(write_alignment(tmp_path / "a.bam", *READS, sample="OTHER"))

    assert "OTHER" in notes[0]
    assert "same person" in notes[0]


@pytest.mark.parametrize("name", ["a.bam", "a.cram"])
def test_an_alignment_without_an_index_is_refused(tmp_path, name):
    path = write_alignment(tmp_path / name, *READS, index=False)

    with pytest.raises(UnreadableFileError, match="has no index"):
        read(path)
    with pytest.raises(UnreadableFileError, match="samtools index"):
        check_coverage(path)


def test_the_other_build_is_refused(tmp_path):
    path = write_alignment(tmp_path / "a.bam", *READS, build="GRCh37")

    with pytest.raises(BuildError, match="aligned to GRCh37"):
        read(path)


def test_another_genome_is_refused(tmp_path):
    path = write_alignment(tmp_path / "a.bam", *READS, length=156_000_000)

    with pytest.raises(BuildError, match="neither build"):
        read(path)


@pytest.mark.parametrize("name", ["a.bam", "a.cram"])
def test_a_truncated_file_is_refused_with_one_line(tmp_path, name):
    path = tmp_path / name
    write_alignment(path, *[a_read(5000 + index, name=f"r{index}") for index in range(3000)])
    path.write_bytes(path.read_bytes()[:-2000])

    with pytest.raises(UnreadableFileError) as caught:
        read(str(path))

    assert len(str(caught.value).splitlines()) == 1


def test_an_alignment_is_told_from_a_depth_file(tmp_path):
    bed = tmp_path / "a.bed"
    bed.write_text(f"chrX\t{OFFSET['GRCh38']}\t{OFFSET['GRCh38'] + 1}\t3\n")

    assert coverage_kind(write_alignment(tmp_path / "a.bam", *READS)) is CoverageKind.ALIGNMENT
    assert coverage_kind(write_alignment(tmp_path / "a.cram", *READS)) is CoverageKind.ALIGNMENT
    assert coverage_kind(str(bed)) is CoverageKind.DEPTH_FILE
