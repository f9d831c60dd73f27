"""Clinic data, as rows a clinician can read (tests/truth/clinic.tsv), and the reader of clinic.tsv."""

from itertools import pairwise

import pytest

from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.evidence.clinic import clinic_view, level_of
from cd40lg_annot.io.clinic import read_clinic, read_intervals
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import ClinicRecord, Level, ReferenceInterval, Sex, Surface
from cd40lg_annot.validation.classes import clinic_view_of

INTERVALS = read_intervals()


@pytest.mark.parametrize("row", read_truth("clinic"), ids=lambda row: row["case"].replace(" ", "_"))
def test_truth(row):
    view = clinic_view_of(row, INTERVALS)
    assert view.phenotype == (row["phenotype"] or None)
    assert view.esid == row["esid"]
    assert view.reasons


def test_intervals_of_one_analyte_meet_without_gap_or_overlap():
    for analyte in ("IgG", "IgA", "IgM"):
        mine = sorted((i.from_age, i.to_age) for i in INTERVALS if i.analyte == analyte)
        assert mine[0][0] == 0
        assert all(left[1] == right[0] for left, right in pairwise(mine))


@pytest.mark.parametrize(
    ("value", "level"), [(699, Level.LOW), (700, Level.NORMAL), (1600, Level.NORMAL), (1601, Level.HIGH)]
)
def test_the_ends_of_an_interval_are_normal(value, level):
    assert level_of("IgG", value, 40, INTERVALS)[0] is level


def test_raised_igm_is_never_required():
    for igm in (5, 90, 800, None):
        record = ClinicRecord("p", 2, 120, 5, igm)
        assert clinic_view(record, Sex.MALE, INTERVALS, carries_disease_variant=True).esid == "definitive"


def test_normal_flow_in_a_female_excludes_nothing():
    view = clinic_view(ClinicRecord("p", 30, cd40l=Surface.NORMAL), Sex.FEMALE, INTERVALS)
    assert any("does not exclude a carrier" in note for note in view.notes)


def test_a_percent_below_the_range_is_not_read_as_absent():
    record = ClinicRecord("p", 2, 120, 5, cd40l_percent=3, cd40l_normal_from=40)
    view = clinic_view(record, Sex.MALE, INTERVALS)
    assert view.phenotype == "low_igg_iga"
    assert any("not read as absent" in note for note in view.notes)


def test_the_infant_trough_is_told():
    view = clinic_view(ClinicRecord("p", 0.4, 250), Sex.MALE, INTERVALS)
    assert any("trough" in note for note in view.notes)


def test_units_are_converted(tmp_path):
    path = tmp_path / "clinic.tsv"
    path.write_text(
        "person\tage\tigg\tigg_unit\tneutrophils\tneutrophils_unit\tcd40l\thpo\n"
        "II-1\t2\t1.2\tg/L\t400\t/uL\tabsent\tHP:0004315, HP:0001875\n",
        encoding="utf-8",
    )
    (record,) = read_clinic(path)
    assert record.igg == pytest.approx(120)
    assert record.neutrophils == pytest.approx(0.4)
    assert (record.cd40l, record.hpo) == (Surface.ABSENT, ("HP:0004315", "HP:0001875"))


UNITS = [
    ("igg", "1.2", "g/L", 120), ("igg", "1,2", "g/l", 120), ("igg", "0,075", "g/L", 7.5),
    ("igg", "120", "MG/DL", 120), ("igg", "1.2", "mg/mL", 120), ("igg", "1200", "mg/L", 120),
    ("iga", "70", "ug/mL", 7), ("iga", "70", "µg/mL", 7), ("igm", "90", "mg / dL", 90),
    ("ige", "12,5", "IU/mL", 12.5), ("ige", "3", "kU/L", 3),
    ("neutrophils", "0,4", "10^9/L", 0.4), ("neutrophils", "400", "/µL", 0.4),
    ("neutrophils", "0.4", "G/L", 0.4), ("neutrophils", "400", "cells/mm3", 0.4),
    ("neutrophils", "0.4", "x10^3/uL", 0.4),
]  # fmt: skip


def records_of(tmp_path, columns, *rows):
    path = tmp_path / "clinic.tsv"
    path.write_text("\n".join("\t".join(row) for row in (columns, *rows)) + "\n", encoding="utf-8")
    return read_clinic(path)


@pytest.mark.parametrize(("column", "cell", "unit", "expected"), UNITS)
def test_every_unit_and_decimal_commas(tmp_path, column, cell, unit, expected):
    (record,) = records_of(tmp_path, ("person", column, f"{column}_unit"), ("p", cell, unit))
    assert getattr(record, column) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cell", "years"),
    [("4", 4), ("0.5", 0.5), ("0,5", 0.5), ("6 months", 0.5), ("6m", 0.5), ("18 mo", 1.5),
     ("10 days", 10 / 365.25), ("3w", 21 / 365.25), ("2y 6m", 2.5), ("2 Years", 2), ("", None),
     ("NA", None), ("unknown", None)],
)  # fmt: skip
def test_ages_as_clinics_write_them(tmp_path, cell, years):
    (record,) = records_of(tmp_path, ("person", "age"), ("p", cell))
    assert record.age == (years if years is None else pytest.approx(years))


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("igg", "1,200", "may be thousands or decimals"),
        ("igg", "low", "not a number"),
        ("igg", "-3", "not a number"),
        ("age", "3 moons", "days, weeks, months or years"),
        ("age", "2y and more", "days, weeks, months or years"),
        ("age", "1,500", "may be thousands"),
    ],
)
def test_what_may_mean_two_things_is_refused(tmp_path, column, cell, words):
    with pytest.raises(InputFaultsError) as caught:
        records_of(tmp_path, ("person", "age", "igg", "igg_unit"), _row(column, cell))
    assert words in str(caught.value)


def _row(column, cell):
    return tuple({"person": "p", "age": "2", "igg": "5", "igg_unit": "g/L", column: cell}.values())


@pytest.mark.parametrize(
    ("cell", "level", "judged"),
    [
        ("<0.07", Level.LOW, "below"),  # below 7 mg/dL, where 20 is the lower end
        ("<0,2", Level.LOW, "below"),
        ("<0.5", Level.UNKNOWN, "not judged"),  # may be 1 or 49
        ("<9", Level.UNKNOWN, "not judged"),
        (">9", Level.HIGH, "above"),
        (">0.5", Level.UNKNOWN, "not judged"),
    ],
)
def test_a_limit_of_the_assay_is_judged_only_where_all_beyond_it_is_the_same(tmp_path, cell, level, judged):
    columns = ("person", "age", "iga", "iga_unit")
    (record,) = records_of(tmp_path, columns, ("p", "2", cell, "g/L"))
    view = clinic_view(record, Sex.MALE, INTERVALS)
    assert view.levels["IgA"] is level
    (value,) = view.values
    assert (value.limit, value.judged) == (cell[0], judged)
    assert f"IgA {cell[0]}" in view.reasons[0]


def test_a_percent_may_have_its_sign_and_be_a_limit(tmp_path):
    columns = ("person", "cd40l_percent", "cd40l_normal_from")
    (record,) = records_of(tmp_path, columns, ("p", "<1%", "40%"))
    assert (record.cd40l_percent, record.cd40l_normal_from, record.limits) == (1, 40, {"cd40l_percent": "<"})


INFANT = ReferenceInterval("IgG", 0.25, 0.5, 240, 613, "constructed, 3 to 6 months")


@pytest.mark.parametrize(
    ("intervals", "igg", "level", "esid"),
    [
        (INTERVALS, 200, Level.LOW, "definitive"),
        (INTERVALS, 300, Level.UNKNOWN, "not_assessed"),
        (INTERVALS, 1500, Level.HIGH, "not_met"),
        ((INFANT,), 200, Level.LOW, "definitive"),
        ((INFANT,), 300, Level.NORMAL, "not_met"),
    ],
)
def test_one_band_for_the_first_year_never_says_that_igg_is_not_low(intervals, igg, level, esid):
    record = ClinicRecord("p", 0.4, igg, 5, 90)
    view = clinic_view(record, Sex.MALE, intervals, carries_disease_variant=True)
    assert (view.levels["IgG"], view.esid) == (level, esid)


def test_iga_in_a_band_that_begins_at_zero_leaves_pp4_open():
    """No value can lie below 0, so an infant's IgA is never low by it, and his phenotype is not excluded."""
    view = clinic_view(ClinicRecord("p", 0.4, 200, 5, 90), Sex.MALE, INTERVALS)
    assert (view.levels["IgA"], view.phenotype) == (Level.UNKNOWN, None)


def test_flow_of_whoever_has_two_x_excludes_nothing():
    for record in (
        ClinicRecord("p", cd40l=Surface.NORMAL),
        ClinicRecord("p", cd40l_percent=60, cd40l_normal_from=40),
    ):
        view = clinic_view(record, Sex.MALE, INTERVALS, has_two_x=True)
        assert any("does not exclude a carrier" in note for note in view.notes)
        alone = clinic_view(record, Sex.MALE, INTERVALS, has_two_x=False)
        assert not any("carrier" in note for note in alone.notes)


def test_vaccines_and_hpo_terms_are_told():
    record = ClinicRecord("p", vaccine_response="none to tetanus", hpo=("HP:0004315",))
    notes = clinic_view(record, Sex.MALE, INTERVALS).notes
    assert any("none to tetanus" in note for note in notes)
    assert any("HP:0004315" in note for note in notes)


def test_every_fault_is_told_at_once(tmp_path):
    path = tmp_path / "clinic.tsv"
    path.write_text(
        "person\tage\tigg\tigg_unit\tcd40l\tfindings\n"
        "a\t2,500\t120\t\tlow\tneutropenia\n"
        "a\t2\t120\tmmol\t\tfever\n",
        encoding="utf-8",
    )
    with pytest.raises(InputFaultsError) as caught:
        read_clinic(path)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "age"), (2, "igg_unit"), (2, "cd40l"), (3, "person"), (3, "igg_unit"), (3, "findings"),
    ]  # fmt: skip


def test_nothing_is_low_or_normal_in_an_interval_that_begins_at_zero():
    narrow = (ReferenceInterval("IgA", 0.25, 0.5, 0, 30, "constructed"),)
    assert level_of("IgA", 5, 0.4, narrow)[0] is Level.UNKNOWN
    assert level_of("IgA", 31, 0.4, narrow)[0] is Level.HIGH
