"""Every row of tests/truth/genotype.tsv, from the text of a record to the state of a person."""

import csv
from pathlib import Path

import pytest

from cd40lg_annot.calls.callability import state_at
from cd40lg_annot.calls.extract import file_sites, sample_content
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import Build, ExtractedSample, Karyotype, Sex, VcfRecord

TABLE = Path(__file__).parents[2] / "truth" / "genotype.tsv"
LOCUS = read_locus()
# A T of the locus, so that every REF of the table is true; 1-based on GRCh38.
POS = 136_648_396
SAMPLE = "S"


def rows():
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def record_of(row):
    values = dict(item.split("=") for item in row["format"].split(";") if item)
    keys = (*(["GT"] if row["gt"] else []), *values)
    if row["gt"]:
        values["GT"] = row["gt"]
    return VcfRecord(
        contig="chrX",
        pos=POS,
        end=POS,
        ref="T",
        alts=tuple(row["alt"].split(",")),
        filters=tuple(row["filter"].split(";")) if row["filter"] else (),
        info={},
        format_keys=keys,
        formats={SAMPLE: {key: value for key, value in values.items() if value != "."}},
    )


def state_of(row):
    content = sample_content(file_sites("table.vcf", [record_of(row)], LOCUS, Build.GRCH38), SAMPLE)
    sample = ExtractedSample(
        SAMPLE, Build.GRCH38, "chrX", (), (), tuple(content.calls), tuple(content.blocks)
    )
    alt = row["alt"].split(",")[int(row["allele"]) - 1]
    variant = normalize(LOCUS.locus_pos(POS, Build.GRCH38), "T", alt, LOCUS.sequence)
    karyotype = Karyotype(row["karyotype"]) if row["karyotype"] else None
    return state_at(variant, sample, Sex(row["sex"]), karyotype, LOCUS)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_row(row):
    state = state_of(row)

    assert state.zygosity.value == row["expected"]
    assert row["says"] in "; ".join(state.notes)


def test_the_table_is_large_and_every_case_has_its_own_name():
    names = [row["case"] for row in rows()]

    assert len(names) >= 150
    assert len(set(names)) == len(names)


def test_the_documentation_shows_the_same_rows():
    page = (Path(__file__).parents[3] / "docs" / "genotypes.md").read_text()
    shown = [line for line in page.splitlines() if line.startswith("| `")]

    assert shown == [table_line(row) for row in rows()]


def table_line(row):
    cells = [f"`{row['case']}`", row["sex"], row["karyotype"], f"`{row['alt']}`", row["allele"]]
    cells += [f"`{row['gt'] or ' '}`".replace("|", "\\|"), f"`{row['format'] or ' '}`", row["filter"]]
    return f"| {' | '.join([*cells, row['expected']])} |"
