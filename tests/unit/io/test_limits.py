"""Files that ask for more than they should are refused before they get it."""

import gzip
import io
import tracemalloc

import pysam
import pytest

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import limits
from cd40lg_annot.io.bgzf import refuse_damaged
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
