"""Depth of whole chromosomes from a BAM's index and from mosdepth's summary."""

import gzip

import pysam
import pytest

from cd40lg_annot.calls.sex_sources import from_depth
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.io.chromosome_depths import read_chromosome_depths
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import CoverageKind, SampleRow
from vcfs import write_vcf

MAN = {**{f"chr{number}": 2000 for number in range(1, 23)}, "chrX": 1010, "chrY": 990, "chrM": 50}
HEAD = "chrom\tlength\tbases\tmean\tmin\tmax\n"


def write_bam(path, reads):
    header = {"HD": {"SO": "coordinate"}, "SQ": [{"SN": name, "LN": 10_000} for name in reads]}
    with pysam.AlignmentFile(str(path), "wb", header=header) as file:
        for contig, (_, count) in enumerate(reads.items()):
            segment = pysam.AlignedSegment(file.header)
            segment.query_name, segment.flag, segment.reference_id = "r", 0, contig
            segment.reference_start, segment.cigartuples, segment.query_sequence = 10, ((0, 4),), "ACGT"
            for _ in range(count):
                file.write(segment)
    pysam.index(str(path))
    return str(path)


def write_summary(folder, rows, suffix=""):
    lines = [
        f"{name}{suffix}\t100000000\t{round(mean * 10**8)}\t{mean:.2f}\t0\t99" for name, mean in rows.items()
    ]
    (folder / "S.mosdepth.summary.txt").write_text(HEAD + "\n".join(lines) + "\ntotal\t9\t9\t1.00\t0\t9\n")
    bed = folder / "S.per-base.bed"
    bed.write_text("chrX\t0\t156040895\t30\n")
    return str(bed)


def depths_of(means, **changed):
    return {**{f"chr{number}": means for number in range(1, 23)}, **changed}


def test_the_index_of_a_bam_counts_reads(tmp_path):
    found = read_chromosome_depths(write_bam(tmp_path / "a.bam", MAN), CoverageKind.ALIGNMENT)

    assert set(found.depths) == {*map(str, range(1, 23)), "X", "Y"}
    source = from_depth(found)
    assert (source.source, source.x_copies) == ("depth (a.bam)", 1)
    assert "X over the median autosome 0.51" in source.figures


def test_a_bam_of_the_gene_alone_says_nothing(tmp_path):
    path = write_bam(tmp_path / "a.bam", {**dict.fromkeys(MAN, 0), "chrX": 3000})

    assert from_depth(read_chromosome_depths(path, CoverageKind.ALIGNMENT)) is None


def test_a_bam_of_few_reads_says_nothing(tmp_path):
    path = write_bam(tmp_path / "a.bam", dict.fromkeys(MAN, 900))

    assert read_chromosome_depths(path, CoverageKind.ALIGNMENT) is None


def test_the_summary_beside_a_depth_file(tmp_path):
    bed = write_summary(tmp_path, depths_of(31.0, chrX=30.1, chrY=1.2))

    source = from_depth(read_chromosome_depths(bed, CoverageKind.DEPTH_FILE))

    assert (source.source, source.x_copies) == ("depth (S.mosdepth.summary.txt)", 2)
    assert "of X over the median autosome 0.97, of Y 0.04 (mean depth)" in source.figures


def test_depth_of_targets_goes_before_depth_of_chromosomes(tmp_path):
    """By whole chromosomes, an exome's X looks as if it were half."""
    bed = write_summary(tmp_path, depths_of(100.0, chrX=98.0), suffix="_region")
    summary = tmp_path / "S.mosdepth.summary.txt"
    whole = "".join(f"{name}\t100\t150000000\t1.50\t0\t9\n" for name in depths_of(1))
    summary.write_text(summary.read_text().replace(HEAD, HEAD + whole + "chrX\t100\t70000000\t0.70\t0\t9\n"))

    found = read_chromosome_depths(bed, CoverageKind.DEPTH_FILE)

    assert found.unit == "mean depth of the targets"
    assert from_depth(found).x_copies == 2


@pytest.mark.parametrize("line", ["chrX\t9\t9\tmany\t0\t9", "chrX\t9\t9\t1.0", "chrX\t9\t-9\t1.00\t0\t9"])
def test_a_damaged_summary_is_told_with_its_row(tmp_path, line):
    bed = write_summary(tmp_path, {})
    (tmp_path / "S.mosdepth.summary.txt").write_text(HEAD + line + "\n")

    with pytest.raises(InputFaultsError, match=r"row 2, column mean"):
        read_chromosome_depths(bed, CoverageKind.DEPTH_FILE)


def test_another_file_of_that_name_is_refused(tmp_path):
    bed = write_summary(tmp_path, {})
    (tmp_path / "S.mosdepth.summary.txt").write_text("hello\n")

    with pytest.raises(InputFaultsError, match=r"row 1: does not begin"):
        read_chromosome_depths(bed, CoverageKind.DEPTH_FILE)


def test_a_depth_file_without_a_summary_is_not_read_for_it(tmp_path):
    bed = tmp_path / "S.per-base.bed"
    bed.write_text("chrX\t0\t156040895\t30\n")

    assert read_chromosome_depths(str(bed), CoverageKind.DEPTH_FILE) is None


def test_extract_keeps_the_depths_and_lists_the_summary(tmp_path):
    vcf = write_vcf(tmp_path / "a.vcf", "chrX 136648396 . T C 50 PASS . GT 0/1")
    bed = write_summary(tmp_path, depths_of(31.0, chrX=15.4, chrY=10.0))

    (sample,) = extracted_samples([SampleRow("S", vcf, "S", 2, coverage=bed)], read_locus())

    assert from_depth(sample.chromosome_depths).x_copies == 1
    assert [item.role for item in sample.inputs] == ["vcf", "coverage", "coverage_summary"]


def test_the_summary_may_be_named_itself(tmp_path):
    write_summary(tmp_path, {name: mean / 50 for name, mean in MAN.items()})
    vcf = write_vcf(tmp_path / "a.vcf", "chrX 136648396 . T C . PASS . GT 1")
    summary = str(tmp_path / "S.mosdepth.summary.txt")

    (sample,) = extracted_samples([SampleRow("S", vcf, "S", 2, coverage=summary)], read_locus())

    assert sample.coverage is None
    assert [file.role for file in sample.inputs] == ["vcf", "coverage_summary"]
    assert from_depth(sample.chromosome_depths).x_copies == 1


def write_cram(folder, slices):
    """A CRAM without reads, and an index of so many slices of 1,000 bytes for each contig."""
    header = {"HD": {"SO": "coordinate"}, "SQ": [{"SN": name, "LN": 10_000} for name in slices]}
    path = folder / "a.cram"
    with pysam.AlignmentFile(str(path), "wc", header=header, format_options=["no_ref=1"]):
        pass
    lines = [
        f"{number}\t1\t100\t500\t20\t1000\n"
        for number, count in enumerate(slices.values())
        for _ in range(count)
    ]
    (folder / "a.cram.crai").write_bytes(gzip.compress("".join(lines).encode()))
    return str(path)


@pytest.mark.parametrize(("on_x", "copies"), [(10, 1), (20, 2)])
def test_the_index_of_a_cram_gives_bytes(tmp_path, on_x, copies):
    slices = {**{f"chr{number}": 20 for number in range(1, 23)}, "chrX": on_x}
    depths = read_chromosome_depths(write_cram(tmp_path, slices), CoverageKind.ALIGNMENT)

    assert depths.unit == "compressed bytes of reads per base, from the index"
    assert from_depth(depths).x_copies == copies


def test_a_cram_with_few_slices_says_nothing(tmp_path):
    slices = {**{f"chr{number}": 20 for number in range(1, 23)}, "chrX": 9}

    assert read_chromosome_depths(write_cram(tmp_path, slices), CoverageKind.ALIGNMENT) is None
