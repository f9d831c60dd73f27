"""Every row of tests/truth/structural.tsv, from a record to what it says about a person."""

from pathlib import Path

import pytest

from structural_rows import NOT_CARRIED, findings_of, rows, table_line


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_row(row):
    found = findings_of(row)

    assert (found[0].state.zygosity.value if found else "-") == row["zygosity"]
    if found and found[0].state.zygosity not in NOT_CARRIED:
        finding = found[0]
        assert finding.effect.takes == row["takes"]
        assert finding.relevance.value == row["relevance"]
        assert finding.effect.hgvs_c.removeprefix("NM_000074.3:") == row["name"]


def test_the_table_is_large_and_every_case_has_its_own_name():
    names = [row["case"] for row in rows()]

    assert len(names) >= 60
    assert len(set(names)) == len(names)


def test_the_documentation_shows_the_same_rows():
    page = (Path(__file__).parents[3] / "docs" / "structural.md").read_text()
    shown = [line for line in page.splitlines() if line.startswith("| `") and line.count("|") > 10]

    assert shown == [table_line(row) for row in rows()]
