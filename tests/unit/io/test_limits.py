"""Files that ask for more than they should are refused before they get it."""

import gzip
import io
import tracemalloc

import pysam
import pytest

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import limits
from cd40lg_annot.io.adapters.vcf_table import lines_of
from cd40lg_annot.io.bgzf import refuse_damaged
from cd40lg_annot.io.depth_bed import read_depth_bed
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.sites import read_sites
from cd40lg_annot.io.table_text import text_of
from cd40lg_annot.model import Build
from vcfs import write_vcf


def bgzipped(path, *pieces):
    with pysam.BGZFile(str(path), "wb") as file:
        for piece, times in pieces:
            for _ in range(times):
                file.write(piece)
    return str(path)


LINE, FILLER = b"chrX\t1\n", b"A" * (1 << 20)


@pytest.mark.parametrize("before", [0, 90])
def test_a_bgzipped_line_beyond_the_limit_is_refused_with_little_memory(tmp_path, before):
    lines = LINE * ((1 << 20) // len(LINE))
    path = bgzipped(tmp_path / "a.vcf.gz", (lines, before), (FILLER, 130), (b"\n", 1))
    tracemalloc.start()
    with pytest.raises(UnreadableFileError, match="a line is longer than 64 MiB; give a file"):
        refuse_damaged(path)
    assert tracemalloc.get_traced_memory()[1] < 1 << 22
    tracemalloc.stop()


def test_long_lines_within_the_limit_and_long_files_pass(tmp_path):
    refuse_damaged(bgzipped(tmp_path / "a.vcf.gz", *[(FILLER, 50), (b"\n", 1)] * 4))
    refuse_damaged(bgzipped(tmp_path / "b.vcf.gz", (LINE * (1 << 17), 100)))
    refuse_damaged(write_vcf(tmp_path / "c.vcf.bgz"))
    refuse_damaged(write_vcf(tmp_path / "d.bcf"))


def test_a_gzipped_text_that_grows_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "_GROWS_FREELY", 1 << 22)
    path = tmp_path / "a.vcf.gz"
    path.write_bytes(gzip.compress(LINE * (1 << 20)))
    with gzip.open(path) as file, pytest.raises(UnreadableFileError, match="more than 300 times its size"):
        list(limits.lines_within_limits(str(path), file, is_gzip=True))


def test_a_line_of_plain_text_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "LONGEST_LINE", 1 << 20)
    (tmp_path / "a.vcf").touch()
    with pytest.raises(UnreadableFileError, match="a line is longer than 1 MiB"):
        list(limits.lines_within_limits(str(tmp_path / "a.vcf"), io.BytesIO(FILLER)))


def endless(path, head=b""):
    """A gzipped text of one line of 64 MiB after its head: 64 KB of file."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(64):
            file.write(FILLER)
    return path


@pytest.mark.parametrize(
    "read",
    [
        lambda path: read_depth_bed(str(path), read_locus(), Build.GRCH38),
        lambda path: list(read_sites(path).records()),
        lambda path: list(lines_of(path)),
    ],
    ids=["depth file", "sites", "table"],
)
def test_every_reader_of_gzip_stops_at_an_endless_line(tmp_path, read):
    head = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    path = endless(tmp_path / "a.gz", head)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFileError, match="a line is longer than 16 MiB"):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < 150 << 20
    finally:
        tracemalloc.stop()


def test_a_table_larger_than_any_is_not_read(tmp_path):
    path = tmp_path / "a.tsv"
    with path.open("wb") as file:
        file.truncate(limits.MOST_TABLE_BYTES + 1)
    with pytest.raises(UnreadableFileError, match=r"larger than 256 MiB; give a table of this gene alone"):
        text_of(path)


def test_a_table_with_an_endless_cell_is_refused_and_a_long_note_is_not(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("note\n" + "x" * (1 << 20) + "\n")
    assert len(text_of(path)) > 1 << 20
    path.write_text("note\n" + "x" * ((1 << 24) + 1) + "\n")
    with pytest.raises(UnreadableFileError, match="a line is longer than 16 MiB"):
        text_of(path)
