"""The summary has a row for every finding and every sample, and no cell is a formula."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_provenance, thr254met_family
from cd40lg_annot.model import WarningKind
from cd40lg_annot.report.cohort import cohort_index, guarded, index_row, summary_rows
from cd40lg_annot.report.page import index_page
from cd40lg_annot.report.pictures import cohort_pictures
from cd40lg_annot.report.sample import sample_report

UNDATED = replace(a_provenance(), date="")


def reports():
    family = thr254met_family()
    return {item.sample: sample_report(item, family, a_provenance()) for item in family.samples}


def test_one_row_per_finding_and_one_for_a_sample_without():
    counts = {sample: len(summary_rows(report)) for sample, report in reports().items()}
    assert counts == {"BOY": 1, "MOTHER": 2, "SISTER": 1, "UNCLE": 1, "COUSIN": 1}


def test_a_silent_sample_is_not_listed_as_none():
    row = index_row(reports()["COUSIN"], sample_link="s", family_link="f")
    assert (row.findings, row.assessed) == ("not assessed", "0%")


def test_the_index_counts_findings_callability_and_warnings():
    family = replace(
        thr254met_family(),
        samples=tuple(
            replace(item, warnings=("a", "b"), warning_kinds=(WarningKind.DEPTH, WarningKind.SEX))
            for item in thr254met_family().samples
        ),
    )
    rows = [
        index_row(sample_report(item, family, UNDATED), sample_link="s", family_link="f")
        for item in family.samples
    ]
    index = cohort_index(rows, {}, UNDATED)
    assert dict(index.warnings) == {"sex does not fit, or not known": 5, "depth in doubt": 5}
    assert sum(number for _, number in index.assessed) == 5
    assert dict(index.assessed)["none"] == 1
    assert index.classes[0] == ("disease-causing", 2)
    pictures = cohort_pictures(index)
    assert [picture.caption.split(",")[0] for picture in pictures] == ["Findings", "Samples", "Warnings"]
    page = index_page(index)
    assert all(picture.svg in page for picture in pictures)


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
