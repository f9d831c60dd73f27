"""What a record of each caller says of the bases it covers; record shapes are the callers' own."""

import re
from pathlib import Path

import pytest

import vcfs
from cd40lg_annot.calls.base_states import base_states
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import Build, CallSet, SampleRow, Variant
from cd40lg_annot.validation.calls import LETTERS
from vcfs import CONTIG, write_vcf

LOCUS = read_locus()
# The first ten bases of the coding sequence, 1-based on GRCh38: ATGATCGAAA.
START = 136_648_249
OFFSET = 136_643_176
MORE = [
    CONTIG["GRCh38"],
    '##INFO=<ID=BLOCKAVG_min30p3a,Number=0,Type=Flag,Description="block">',
    '##INFO=<ID=MIN_DP,Number=1,Type=Integer,Description="least depth">',
    '##INFO=<ID=MinDP,Number=1,Type=Integer,Description="least depth">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">',
    '##INFO=<ID=DP4,Number=4,Type=Integer,Description="depths">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##INFO=<ID=REFLEN,Number=1,Type=Integer,Description="length">',
    '##FILTER=<ID=RefCall,Description="reference">',
    '##FILTER=<ID=LowGQX,Description="low">',
    '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="least depth">',
    '##FORMAT=<ID=GQX,Number=1,Type=Integer,Description="quality">',
    '##FORMAT=<ID=RGQ,Number=1,Type=Integer,Description="quality">',
    '##FORMAT=<ID=DPF,Number=1,Type=Integer,Description="filtered">',
    '##FORMAT=<ID=DPI,Number=1,Type=Integer,Description="depth">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">',
    '##FORMAT=<ID=SPL,Number=.,Type=Integer,Description="likelihoods">',
    '##FORMAT=<ID=ICNT,Number=2,Type=Integer,Description="counts">',
    '##FORMAT=<ID=VAF,Number=A,Type=Float,Description="share">',
    '##FORMAT=<ID=QR,Number=1,Type=Integer,Description="quality">',
    '##FORMAT=<ID=RO,Number=1,Type=Integer,Description="depth">',
    '##FORMAT=<ID=QA,Number=1,Type=Integer,Description="quality">',
    '##FORMAT=<ID=AO,Number=1,Type=Integer,Description="depth">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="copies">',
    '##FORMAT=<ID=SM,Number=1,Type=Float,Description="mean">',
    '##FORMAT=<ID=BC,Number=1,Type=Integer,Description="bins">',
]


def read(tmp_path, *records, samples=("S",)):
    rows = [
        SampleRow(name, write_vcf(tmp_path / "a.vcf.bgz", *records, header=MORE, samples=samples), name, 2)
        for name in samples[:1]
    ]
    return extracted_samples(rows, LOCUS)[0]


def picture(tmp_path, *records, samples=("S",), first=START, bases=10):
    """One letter for each of ten bases: R reference, V variant, D deleted, l low, 0 not covered, . silent."""
    sample = read(tmp_path, *records, samples=samples)
    states = base_states(sample, len(LOCUS)).states[first - OFFSET - 1 :][:bases]
    return "".join(LETTERS[state] for state in states)


def record_of(text):
    """A record of the table, at its place on GRCh38."""
    pos, ref, alt, filters, info, keys, values = text.split()
    info = re.sub(r"END=(\d+)", lambda match: f"END={int(match[1]) + START - 1}", info)
    return f"chrX {int(pos) + START - 1} . {ref} {alt} 50 {filters} {info} {keys} {values}"


@pytest.mark.parametrize("row", read_truth("callability"), ids=lambda row: row["case"])
def test_row(tmp_path, row):
    records = [record_of(text) for text in row["records"].split("; ")]

    assert picture(tmp_path, *records) == row["expected"]


def test_the_documentation_shows_the_same_rows():
    page = (Path(__file__).parents[3] / "docs" / "callability.md").read_text()
    table = page.partition("## The rules in rows")[2]
    shown = [line for line in table.splitlines() if line.endswith("` |")]

    assert shown == [table_line(row) for row in read_truth("callability")]


def table_line(row):
    records = "<br>".join(f"`{record}`" for record in row["records"].replace("|", "\\|").split("; "))
    return f"| {row['case']} | {records} | `{row['expected']}` |"


def test_depth_of_all_samples_together_is_not_one_samples_depth(tmp_path):
    record = "chrX 136648249 . A . 40 . DP=6 GT 0/0 0/0"
    block = read(tmp_path, record, samples=("S", "T")).reference_blocks[0]

    assert block.depth is None


def test_0_0_at_a_deletion_excludes_that_deletion(tmp_path):
    sample = read(tmp_path, "chrX 136648250 . TGA T 50 . . GT:AD:DP:GQ 0/0:30,0:30:90")

    assert sample.reference_blocks[0].excluded == (Variant(5074, "TGA", "T"),)


CALL_SETS = {
    "blocks": (["chrX 136648249 . A <NON_REF> . . END=136648253 GT:DP 0/0:30"], CallSet.GVCF),
    "blocks of Strelka": (["chrX 136648249 . A . . . END=136648253 GT:DP 0/0:30"], CallSet.GVCF),
    "every site": (["chrX 136648249 . A . . . . GT:DP 0/0:30"], CallSet.ALL_SITES),
    "variants alone": (["chrX 136648249 . A G . . . GT:DP 0/0:30"], CallSet.VARIANTS_ONLY),
    "blocks elsewhere, none at the gene": (
        ["chrX 100 . A <NON_REF> . . END=136600000 GT:DP 0/0:30"],
        CallSet.GVCF,
    ),
}


@pytest.mark.parametrize("suffix", ["vcf", "vcf.bgz"])
@pytest.mark.parametrize("case", CALL_SETS)
def test_what_a_file_lists(tmp_path, case, suffix):
    records, expected = CALL_SETS[case]
    path = write_vcf(tmp_path / f"a.{suffix}", *records, header=MORE)

    assert extracted_samples([SampleRow("S", path, "S", 2)], LOCUS)[0].call_set is expected


@pytest.mark.parametrize("suffix", ["vcf", "vcf.bgz", "bcf"])
def test_a_block_from_upstream_is_found_in_every_container(tmp_path, suffix):
    record = "chrX 136000000 . A <NON_REF> . . END=136648251 GT:GQ:DP 0/0:60:24"
    path = write_vcf(tmp_path / f"a.{suffix}", record)
    sample = extracted_samples([SampleRow("S", path, "S", 2)], LOCUS)[0]

    assert [(block.start, block.end) for block in sample.reference_blocks] == [(0, 5075)]


@pytest.mark.parametrize("suffix", ["vcf", "vcf.bgz"])
def test_a_block_from_upstream_is_found_though_the_header_does_not_declare_end(tmp_path, suffix, monkeypatch):
    monkeypatch.setattr(vcfs, "FORMATS", [line for line in vcfs.FORMATS if "ID=END" not in line])
    record = "chrX 136000000 . A <NON_REF> . . END=136648251 GT:GQ:DP 0/0:60:24"
    path = write_vcf(tmp_path / f"a.{suffix}", record)
    sample = extracted_samples([SampleRow("S", path, "S", 2)], LOCUS)[0]

    assert [(block.start, block.end) for block in sample.reference_blocks] == [(0, 5075)]


def test_the_ten_bases_of_the_pictures():
    assert LOCUS.bases(START - OFFSET - 1, START - OFFSET + 9) == "ATGATCGAAA"
    assert LOCUS.genomic_pos(1, Build.GRCH38) == OFFSET + 1
