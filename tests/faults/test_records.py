"""Records that break a rule of VCF: the right answer, or one line; never a traceback or a lost variant."""

import gzip
from pathlib import Path

import pytest

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import SampleRow, Variant
from vcfs import vcf_text, write_vcf

LOCUS = read_locus()
THR254MET = Variant(16214, "C", "T")
BOY = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99"


def extract(path, *columns):
    rows = [SampleRow(name, str(path), name, 2) for name in columns or ("S",)]
    return extracted_samples(rows, LOCUS)


@pytest.mark.parametrize("alt", ["C", "c"])
def test_an_alternate_that_is_the_reference_is_set_aside(tmp_path, alt):
    [sample] = extract(write_vcf(tmp_path / "a.vcf", f"chrX 136659390 . C {alt} 50 PASS . GT 1", BOY))

    assert [call.variant for call in sample.calls] == [THR254MET]
    assert [item.reason for item in sample.set_aside] == ["ALT C is what REF says, so it names no change"]


@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.bgz", "a.bcf"])
def test_a_record_without_genotypes_counts_nothing_and_stops_nothing(tmp_path, name, capfd):
    [sample] = extract(write_vcf(tmp_path / name, "chrX 136659390 . C T 50 PASS . DP 30"))

    assert [call.alleles for call in sample.calls] == [(None,)]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "columns", [("^S", "S"), ("S", "^S"), ("b", "a", "a,b"), ("a,b", "a"), ("-", "S"), ("a", "a,b")]
)
@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.bgz"])
def test_column_names_that_htslib_takes_for_orders_are_names(tmp_path, columns, name):
    values = " ".join(["1:0,30:30:99", *["0:30,0:30:99"] * (len(columns) - 1)])
    record = f"chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ {values}"
    path = write_vcf(tmp_path / name, record, samples=columns)

    for asked in (columns, columns[:1], columns[1:]):
        carriers = [sample.sample for sample in extract(path, *asked) if sample.calls]
        assert carriers == ([columns[0]] if columns[0] in asked else [])


def test_bytes_that_are_not_utf8_hinder_nothing(tmp_path):
    text = vcf_text(BOY.replace(" PASS . ", " PASS NOTE=\xe9 "), header=["##source=Universit\xe9"])
    (tmp_path / "a.vcf").write_bytes(
        text.replace("##source", "##contig=<ID=chrX,length=156040895>\n##source").encode("latin-1")
    )

    [sample] = extract(tmp_path / "a.vcf")

    assert [call.variant for call in sample.calls] == [THR254MET]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (BOY + " 0/1", "chrX:136659390 cannot be read: it has 11 columns where the header has 10"),
        (
            "chrX 136659390 . C T 50 PASS . GT",
            "chrX:136659390 cannot be read: it has 9 columns where the header has 10",
        ),
        (
            "chrX 136659390 . C T 50 PASS .",
            "chrX:136659390 cannot be read: it has 8 columns where the header has 10",
        ),
        ("chrX 136659390 . C T 50 PASS . GT:GT 0:1", "the first record cannot be read"),
        ("chrX 136659390 . C T 50 PASS . GT 2", "genotype 2 names an allele that ALT does not list"),
        ("chrX 136659390 . C T 50 PASS . GT -1", "the first record cannot be read"),
    ],
)
def test_a_damaged_record_stops_the_run_with_its_place(tmp_path, record, said):
    with pytest.raises(UnreadableFileError, match=said):
        extract(write_vcf(tmp_path / "a.vcf", record))


def test_negative_numbers_of_reads_are_no_numbers(tmp_path):
    [sample] = extract(write_vcf(tmp_path / "a.vcf", BOY.replace("1:0,30:30:99", "1:-5,-30:-30:-1")))

    assert sample.calls[0].reads.fraction is None
    assert sample.calls[0].genotype_quality is None


def test_a_line_longer_than_any_record_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("cd40lg_annot.io.limits.LONGEST_LINE", 2**12)
    path = tmp_path / "a.vcf"
    path.write_text(vcf_text(BOY) + "chr1" + "\0" * 2**13)

    with pytest.raises(UnreadableFileError, match="a line is longer than"):
        extract(path)


def test_an_allele_too_long_to_be_named_is_set_aside_as_carried(tmp_path):
    [sample] = extract(write_vcf(tmp_path / "a.vcf", f"chrX 136659390 . C C{'A' * 60_000} 50 PASS . GT 1"))

    assert sample.calls == ()
    assert [(item.carried, item.reason) for item in sample.set_aside] == [
        (True, "ALT has 60,001 bases, too many to be named")
    ]
    assert len(sample.set_aside[0].place.alt) == 200


LOST_BASE = "chrX 136659390 . C * 50 PASS . GT:AD:DP:GQ 1:0,0:0:99"
TAKEN = f"chrX 136659388 . {LOCUS.sequence[16211:16215]} {LOCUS.sequence[16211]} 50 PASS . GT"


@pytest.mark.parametrize(
    ("others", "told"),
    [([], True), ([f"{TAKEN} 1"], False), ([f"{TAKEN} 0"], True), ([f"{TAKEN} ."], True)],
)
def test_a_base_lost_with_a_deletion_that_the_file_does_not_list_is_told(tmp_path, others, told):
    [sample] = extract(write_vcf(tmp_path / "a.vcf", *others, LOST_BASE))

    found = [item for item in sample.set_aside if item.carried]
    assert [(item.place.pos, item.place.alt) for item in found] == ([(136659390, "*")] if told else [])
    assert sample.tally.read == sum(sample.tally.reported.values()) + sum(sample.tally.set_aside.values())


def test_a_base_lost_with_a_deletion_of_the_structural_file_needs_no_word(tmp_path):
    small = write_vcf(tmp_path / "a.vcf", LOST_BASE)
    header = ["##contig=<ID=chrX,length=156040895>", '##ALT=<ID=DEL,Description="deletion">']
    large = write_vcf(tmp_path / "b.vcf", "chrX 136659000 . G <DEL> . PASS END=136660000 GT 1", header=header)

    [sample] = extracted_samples([SampleRow("S", small, "S", 2, sv_vcf=large)], LOCUS)

    assert not [item for item in sample.set_aside if item.carried]


def test_a_binary_file_in_plain_gzip_is_refused_and_not_given_to_htslib(tmp_path):
    content = gzip.decompress(Path(write_vcf(tmp_path / "a.bcf", BOY)).read_bytes())
    (tmp_path / "b.bcf").write_bytes(gzip.compress(content))

    with pytest.raises(UnreadableFileError, match="a BCF that is not compressed in blocks"):
        extract(tmp_path / "b.bcf")


def test_a_first_block_that_only_begins_like_one_is_damage(tmp_path):
    path = Path(write_vcf(tmp_path / "a.vcf.bgz", BOY))
    content = bytearray(path.read_bytes())
    for byte in range(18):
        for bit in (0, 2):
            damaged = bytearray(content)
            damaged[byte] ^= 1 << bit
            path.write_bytes(damaged)
            try:
                [sample] = extract(path)
            except UnreadableFileError:
                continue
            assert [call.variant for call in sample.calls] == [THR254MET]


@pytest.mark.parametrize(
    ("pos", "genotype", "told"),
    [(136654400, "1", [True]), (136654400, "0", []), (136652000, "1", [False]), (136000000, "1", [])],
)
def test_a_tandem_repeat_that_is_carried_over_coding_bases_is_told(tmp_path, pos, genotype, told):
    header = ["##contig=<ID=chrX,length=156040895>", '##ALT=<ID=CNV:TR,Description="tandem repeat">']
    record = f"chrX {pos} . N <CNV:TR> . PASS SVLEN=30;RUS=AC;RUC=2 GT {genotype}"
    [sample] = extract(write_vcf(tmp_path / "a.vcf", record, header=header))

    assert [item.carried for item in sample.set_aside if "tandem repeat" in item.reason] == told
    assert sample.tally.read == sum(sample.tally.reported.values()) + sum(sample.tally.set_aside.values())
