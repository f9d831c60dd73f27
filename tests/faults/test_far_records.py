"""Records that reach the gene from afar, which no index finds: found in a large file as in a small one."""

import pytest

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import SampleRow
from vcfs import write_vcf

LOCUS = read_locus()
HEADER = [
    "##contig=<ID=chr5,length=181538259>",
    "##contig=<ID=chrX,length=156040895>",
    '##ALT=<ID=DEL,Description="deletion">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="length">',
]
FAR = {
    "a deletion by SVLEN alone": "chrX 100000000 . T <DEL> . PASS SVTYPE=DEL;SVLEN=-40000000 GT",
    "END that is POS": "chrX 136000000 . T <DEL> . PASS SVTYPE=DEL;END=136000000;SVLEN=-900000 GT",
    "a breakend before the gene": "chrX 130000000 . T T[chrX:140000000[ . PASS SVTYPE=BND GT",
    "a breakend after the gene": "chrX 140000000 . T ]chrX:130000000]T . PASS SVTYPE=BND GT",
    "ALT left out": "chrX 136000000 . T N . PASS SVTYPE=DEL;SVLEN=-900000 GT",
    "REF left out": "chrX 136000000 . N TT . PASS SVTYPE=DUP;SVLEN=900000 GT",
}
PLAIN = [f"chrX {pos} . A C 50 PASS . GT" for pos in range(3_000_000, 130_000_000, 1_000_000)]


def extract(path, *columns):
    return extracted_samples([SampleRow(name, path, name, 2) for name in columns or ("S",)], LOCUS)


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.bgz", "a.bcf"])
@pytest.mark.parametrize("record", FAR.values(), ids=FAR)
def test_it_is_found(tmp_path, monkeypatch, name, record, small):
    if not small:
        monkeypatch.setattr("cd40lg_annot.io.vcf._SMALL_BYTES", 0)
    lines = sorted([*PLAIN, record], key=lambda line: int(line.split()[1]))
    path = write_vcf(tmp_path / name, *(f"{line} 0/1" for line in lines), header=HEADER)

    assert len(extract(path)[0].structural) == 1


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.bgz"])
@pytest.mark.parametrize("record", FAR.values(), ids=FAR)
def test_it_is_found_in_a_large_file_whose_header_declares_nothing_structural(
    tmp_path, monkeypatch, name, record, count
):
    monkeypatch.setattr("cd40lg_annot.io.vcf._SMALL_BYTES", 0)
    names = [f"S{number}" for number in range(count)]
    header = [line for line in HEADER if "SVTYPE" not in line and "##ALT" not in line]
    lines = sorted([*PLAIN, record], key=lambda line: int(line.split()[1]))
    text = [f"{line} {' '.join(['0/1'] * count)}" for line in lines]
    path = write_vcf(tmp_path / name, *text, header=header, samples=names)

    assert [len(sample.structural) for sample in extract(path, *names)] == [1] * count


def test_a_file_too_large_to_search_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("cd40lg_annot.io.vcf._SMALL_BYTES", 0)
    monkeypatch.setattr("cd40lg_annot.io.far_records._UNDECLARED_BYTES", 0)
    path = write_vcf(tmp_path / "a.vcf.bgz", *(f"{line} 0/1" for line in PLAIN))

    assert any("searched only near it" in note for note in extract(path)[0].notes)


@pytest.mark.parametrize("record", FAR.values(), ids=FAR)
def test_it_is_found_in_the_right_one_of_many_columns(tmp_path, record):
    names = [f"S{number}" for number in range(12)]
    genotypes = " ".join("0/1" if name == "S7" else "0/0" for name in names)
    path = write_vcf(tmp_path / "a.vcf.bgz", f"{record} {genotypes}", samples=names, header=HEADER)

    carriers = [
        sample.sample
        for sample in extract(path, *names)
        if any(1 in call.alleles for call in sample.structural)
    ]
    assert carriers == ["S7"]


def test_a_record_that_overlaps_the_gene_of_both_builds_is_read_once(tmp_path, monkeypatch):
    monkeypatch.setattr("cd40lg_annot.io.vcf._SMALL_BYTES", 0)
    block = "chrX 135000000 . T <NON_REF> . . END=137000000 GT:GQ:DP 0/0:99:40"

    assert len(extract(write_vcf(tmp_path / "a.vcf.bgz", block))[0].reference_blocks) == 1


@pytest.mark.parametrize(
    "record", ["chrX 5000000 . A C 50 PASS . GT:GT 0:1", "chrX 5000000 . A C 50 PASS . GT -1"]
)
def test_a_damaged_record_far_from_the_gene_of_a_small_file_is_not_passed_over(tmp_path, record):
    path = write_vcf(tmp_path / "a.vcf.bgz", record)

    with pytest.raises(UnreadableFileError, match=r"cannot be read|is not a genotype"):
        extract(path)
