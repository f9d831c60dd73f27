"""Clinic data, as rows a clinician can read (tests/truth/clinic.tsv), and the reader of clinic.tsv."""

from itertools import pairwise

import pytest

from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.evidence.clinic import clinic_view, level_of
from cd40lg_annot.io.clinic import read_clinic, read_intervals
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import ClinicRecord, Level, Sex, Surface
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


def test_every_fault_is_told_at_once(tmp_path):
    path = tmp_path / "clinic.tsv"
    path.write_text(
        "person\tage\tigg\tigg_unit\tcd40l\tfindings\n"
        "a\t2,5\t120\t\tlow\tneutropenia\n"
        "a\t2\t120\tmmol\t\tfever\n",
        encoding="utf-8",
    )
    with pytest.raises(InputFaultsError) as caught:
        read_clinic(path)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "age"), (2, "igg_unit"), (2, "cd40l"), (3, "person"), (3, "igg_unit"), (3, "findings"),
    ]  # fmt: skip
