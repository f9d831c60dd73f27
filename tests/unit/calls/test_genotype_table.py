"""Every row of tests/truth/genotype.tsv, from the text of a record to the state of a person."""

from functools import partial
from pathlib import Path

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.validation.calls import genotype_state

rows = partial(read_truth, "genotype")
state_of = partial(genotype_state, locus=read_locus())


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
