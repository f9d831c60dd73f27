"""The summary has a row for every finding and every sample, and no cell is a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_provenance, thr254met_family
from cd40lg_annot.report.cohort import guarded, index_row, summary_rows
from cd40lg_annot.report.sample import sample_report


def reports():
    family = thr254met_family()
    return {item.sample: sample_report(item, family, a_provenance()) for item in family.samples}


def test_one_row_per_finding_and_one_for_a_sample_without():
    counts = {sample: len(summary_rows(report)) for sample, report in reports().items()}
    assert counts == {"BOY": 1, "MOTHER": 2, "SISTER": 1, "UNCLE": 1, "COUSIN": 1}


def test_a_silent_sample_is_not_listed_as_none():
    row = index_row(reports()["COUSIN"], sample_link="s", family_link="f")
    assert (row.findings, row.assessed) == ("not assessed", "0%")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\n=1"])
def test_a_formula_is_made_inert(text):
    assert guarded(text).startswith("'")


@given(st.text())
def test_no_cell_breaks_a_row_or_begins_a_formula(text):
    cell = guarded(text)
    assert "\t" not in cell
    assert len(cell.splitlines()) <= 1
    if cell[:1] in tuple("=+-@"):
        float(cell)
