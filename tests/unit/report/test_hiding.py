"""Hiding a name replaces the name, and never a figure or the name of a variant."""

from dataclasses import replace

from builders import a_provenance, thr254met_family
from cd40lg_annot.cli import main
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.records import InterpretFile, write_record
from cd40lg_annot.report.condition import condition_from
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.hiding import with_names_hidden

CONDITION = condition_from(read_condition())


def report_with(person, reason):
    family = thr254met_family()
    people = tuple(replace(item, person=person) if item.person == "AUNT" else item for item in family.people)
    statuses = tuple(
        replace(item, person=person, reasons=(reason,)) if item.person == "AUNT" else item
        for item in family.statuses
    )
    changed = replace(family, people=people, statuses=statuses, next_tests=())
    return carrier_report(changed, a_provenance(), CONDITION)


def test_a_name_is_replaced_as_a_word_only():
    report = report_with("Ana", "Ana is the sister of Anabel")
    shown = with_names_hidden(report, {"Ana": "III-4"})
    (aunt,) = [person for person in shown.people if person.person == "III-4"]
    assert aunt.reasons == ("III-4 is the sister of Anabel",)


def test_an_id_that_is_a_figure_or_a_letter_changes_no_figure_and_no_variant():
    for name in ("1", "T", "c", "50", "761C"):
        report = report_with(name, "carries c.761C>T with a chance of 1 in 2 (50%)")
        shown = with_names_hidden(report, {name: "III-4"})
        (aunt,) = [person for person in shown.people if person.person == "III-4"]
        assert aunt.risk.carrier_words == "1 in 2 (50%)"
        assert shown.variants == report.variants
        assert shown.condition == report.condition
        assert "1 in 2 (50%)" in aunt.reasons[0]


def test_a_sample_page_has_no_hidden_name_of_another_member(tmp_path):
    family = thr254met_family()
    people = tuple(replace(p, hidden_name=p.person in ("AUNT", "MOTHER")) for p in family.people)
    told = "Asked for by AUNT; MOTHER says that her sister AUNT is ill."
    samples = tuple(
        replace(
            sample,
            person=next(p for p in people if p.person == sample.person.person),
            notes=(told,),
            warnings=("AUNT and the sample do not fit.",),
            headline=f"{sample.headline} AUNT has it, too.",
        )
        for sample in family.samples
    )
    path = tmp_path / "B.json"
    commands = ("cd40lg-annot annotate AUNT.json data/AUNT_merged.json --batch F1",)
    provenance = replace(a_provenance(), commands=commands)
    write_record(InterpretFile(provenance, (replace(family, people=people, samples=samples),)), path)
    command = ["report", "--interpreted", str(path), "--results", str(tmp_path), "--no-pdf"]
    assert main(command) == 0
    page = (tmp_path / "samples/MOTHER/report.html").read_text(encoding="utf-8")
    assert "AUNT" not in page
    assert "_merged.json --batch F1" in page
    assert "MOTHER says that her sister" in page  # whose page it is, stands on it
