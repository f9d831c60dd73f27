"""Depth files of mosdepth, bedtools and GATK, in every container; what does not fit is refused."""

import gzip

import pysam
import pytest

from cd40lg_annot.errors import BuildError, UnreadableFileError
from cd40lg_annot.io.depth_bed import read_depth_bed
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build

LOCUS = read_locus()
ON_38, ON_37 = LOCUS.axes[Build.GRCH38].offset, LOCUS.axes[Build.GRCH37].offset
LAST_38, LAST_37 = 156_040_895, 155_270_560


def whole(contig, offset, last):
    """Three lines over all of X, shallow for a hundred bases of the gene."""
    first, second = offset + 5000, offset + 5100
    return [f"{contig} 0 {first} 30", f"{contig} {first} {second} 7", f"{contig} {second} {last} 31"]


WHOLE, WHOLE_37 = whole("chrX", ON_38, LAST_38), whole("X", ON_37, LAST_37)


def write_bed(path, *lines):
    text = "".join("\t".join(line.split()) + "\n" for line in lines)
    if path.name.endswith(".bed"):
        path.write_text(text)
    elif path.name.endswith(".plain.gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        plain = path.with_name("plain")
        plain.write_text(text)
        pysam.tabix_compress(str(plain), str(path), force=True)
        if "unindexed" not in path.name:
            pysam.tabix_index(str(path), preset="bed", force=True, csi="csi" in path.name)
    return str(path)


def blocks(path, build=Build.GRCH38):
    found, notes = read_depth_bed(path, LOCUS, build)
    return [(block.start, block.end, block.depth, block.label) for block in found], notes


CONTAINERS = ["a.bed", "a.plain.gz", "a.bed.gz", "csi.bed.gz", "unindexed.bed.gz"]


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_container_gives_the_same_blocks(tmp_path, name):
    path = write_bed(tmp_path / name, "chr1 0 248956422 30", *WHOLE)

    assert set(blocks(path)[0]) == {(0, 5000, 30, ""), (5000, 5100, 7, ""), (5100, len(LOCUS), 31, "")}


@pytest.mark.parametrize("contig", ["chrX", "X", "23", "NC_000023.11"])
def test_every_spelling_of_x(tmp_path, contig):
    path = write_bed(tmp_path / "a.bed", *[line.replace("chrX", contig) for line in WHOLE])

    assert len(blocks(path)[0]) == 3


def test_the_other_build_has_its_own_places(tmp_path):
    found, _ = blocks(write_bed(tmp_path / "a.bed.gz", *WHOLE_37), Build.GRCH37)

    assert (5000, 5100, 7, "") in found


CLASSES = {
    "10:20": (10, "10:20"),
    "0:1": (0, "0:1"),
    "150:inf": (150, "150:inf"),
    "150:": (150, "150:"),
    "CALLABLE": (None, "CALLABLE"),
    "NO_COVERAGE": (None, "NO_COVERAGE"),
    "LOW_COVERAGE": (None, "LOW_COVERAGE"),
    "POOR_MAPPING_QUALITY": (None, "POOR_MAPPING_QUALITY"),
}


@pytest.mark.parametrize("text", CLASSES)
def test_classes_of_depth(tmp_path, text):
    path = write_bed(tmp_path / "a.bed", f"chrX {ON_38} {ON_38 + 100} {text}")

    assert blocks(path)[0] == [(0, 100, *CLASSES[text])]


def test_header_lines_are_passed_over(tmp_path):
    path = tmp_path / "a.bed"
    path.write_text(f"#made by\ntrack name=depth\n\nchrX\t{ON_38}\t{ON_38 + 9}\t12\r\n")

    assert blocks(str(path))[0] == [(0, 9, 12, "")]


def test_a_file_with_nothing_over_the_gene_is_noted(tmp_path):
    path = write_bed(tmp_path / "a.bed", "chrX 1000 2000 30", "chrX 150000000 150000100 30")

    assert blocks(path) == ([], ("the depth file has no line over the gene; depth is unknown there",))


def test_an_index_older_than_its_file_is_not_used(tmp_path):
    import os

    path = write_bed(tmp_path / "a.bed.gz", *WHOLE)
    os.utime(path + ".tbi", (1, 1))
    found, notes = blocks(path)

    assert len(found) == 3
    assert "older than its file" in notes[0]


GENE_37 = f"chrX {ON_37 + 5000} {ON_37 + 9000} 30"
GENE_38 = f"chrX {ON_38 + 5000} {ON_38 + 9000} 30"
REFUSED = {
    "no X": (["chr1 0 100 30"], Build.GRCH38, "no line of chromosome X"),
    "X stops before the gene": (["chrX 0 1000 30"], Build.GRCH38, "stops before the gene"),
    "whole X of GRCh37": (
        whole("chrX", ON_37, LAST_37), Build.GRCH38, "as in GRCh37, but the VCF is in GRCh38",
    ),
    "whole X of GRCh38": (WHOLE, Build.GRCH37, "as in GRCh38, but the VCF is in GRCh37"),
    "a line past the end of X": (
        [GENE_37, "chrX 155800000 155900000 30"], Build.GRCH37, "its X ends at 155900000",
    ),
    "the gene of GRCh37 alone": ([GENE_37], Build.GRCH38, "where GRCh37 has the gene"),
    "the gene of GRCh38 alone": ([GENE_38], Build.GRCH37, "where GRCh38 has the gene"),
    "accession of GRCh37": ([GENE_38.replace("chrX", "NC_000023.10")], Build.GRCH38, "GRCh37"),
    "mean depth": ([GENE_38 + ".25"], Build.GRCH38, "mean depth"),
    "no depth": ([GENE_38.removesuffix(" 30")], Build.GRCH38, "3 columns"),
    "a word": ([GENE_38.replace(" 30", " good")], Build.GRCH38, "'good'"),
    "a place that is no number": (["chrX a 100 30"], Build.GRCH38, "no interval"),
    "an interval that ends before it starts": (["chrX 200 100 30"], Build.GRCH38, "no interval"),
    "two names of X": ([GENE_38, GENE_38.replace("chrX", "X")], Build.GRCH38, "two names"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["a.bed", "a.bed.gz"])
@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_one_line(tmp_path, case, name):
    lines, build, words = REFUSED[case]
    if name == "a.bed.gz" and case.startswith(("a place", "an interval")):
        pytest.skip("tabix refuses to index it")
    path = write_bed(tmp_path / name, *lines)

    with pytest.raises((UnreadableFileError, BuildError)) as caught:
        blocks(path, build)

    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["a.plain.gz", "a.bed.gz"])
def test_a_truncated_file_is_refused(tmp_path, name):
    path = tmp_path / name
    write_bed(path, *[f"chrX {start} {start + 1} {start % 97}" for start in range(ON_38, ON_38 + 3000)])
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(UnreadableFileError):
        blocks(str(path))


@pytest.mark.parametrize("content", [b"", b"hello world\n"])
def test_what_is_no_depth_file_is_refused(tmp_path, content):
    path = tmp_path / "a.bed"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError):
        blocks(str(path))
