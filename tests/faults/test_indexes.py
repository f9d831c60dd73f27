"""An index that is broken, old or another file's: the records are found all the same, and it is said."""

import os
from pathlib import Path

import pytest

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import SampleRow, Variant
from vcfs import vcf_text, write_vcf

LOCUS = read_locus()
BOY = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99"


def extract(path):
    return extracted_samples([SampleRow("S", str(path), "S", 2)], LOCUS)[0]


def of_another_file(index):
    other = index.with_name("other.vcf.bgz")
    header = ["##contig=<ID=chr1,length=248956422>"]
    write_vcf(other, "chr1 5 . A G . . . GT 0", header=header, beyond=False)
    return Path(f"{other}.tbi").read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda _: b"garbage", "cannot be read"),
        (lambda _: b"", "cannot be read"),
        (lambda index: index.read_bytes()[:-40], "cannot be read"),
        (of_another_file, "lists no chromosome X"),
    ],
)
def test_a_bad_index_is_not_used_and_named(tmp_path, content, said, capfd):
    path = write_vcf(tmp_path / "a.vcf.bgz", BOY)
    index = Path(f"{path}.tbi")
    index.write_bytes(content(index))
    os.utime(index, (2**31, 2**31))

    sample = extract(path)

    assert [call.variant for call in sample.calls] == [Variant(16214, "C", "T")]
    assert f"a.vcf.bgz.tbi {said}; it was not used" in sample.notes
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["-", "http:a.vcf.bgz", "s3:x.vcf.bgz"])
def test_a_name_is_no_address_and_no_standard_input(tmp_path, monkeypatch, name):
    Path(write_vcf(tmp_path / "a.vcf.bgz", BOY)).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)

    assert len(extract(name).calls) == 1


def test_a_plain_file_has_no_index(tmp_path):
    (tmp_path / "a.vcf").write_text(vcf_text(BOY))

    assert extract(tmp_path / "a.vcf").notes == ()
