"""Families of any legal shape have a report: no members, no samples, nobody affected, loops, strangers."""

from dataclasses import replace

import pytest

from builders import a_male, a_provenance, a_sample, thr254met_family
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.records import as_json
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import FamilyInterpretation, PersonStatus, Risk, Status
from cd40lg_annot.report.condition import condition_from
from cd40lg_annot.report.extracts import extracts
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.page import carrier_page, extract_page, sample_page
from cd40lg_annot.report.pdf import carrier_pdf, sample_pdf
from cd40lg_annot.report.pictures import backdrop, family_pictures, sample_pictures
from cd40lg_annot.report.sample import sample_report
from gallery import GALLERY, people_of, random_pedigree

CONDITION = condition_from(read_condition())
SCENE = backdrop(read_locus().transcript, (), ())


def family_of(people, statuses=()):
    return FamilyInterpretation("G", tuple(people), tuple(statuses), (), (), ())


FAMILIES = {name: family_of(people_of(text)) for name, text in GALLERY.items()}
FAMILIES["nobody"] = family_of(())
FAMILIES["a parent outside the family"] = family_of([a_male("P", father="not there", mother="nor here")])
FAMILIES["sixty people"] = family_of(random_pedigree(5, 60))
FAMILIES["every status"] = family_of(
    [a_male(f"P{status.value}", family="G") for status in Status],
    [
        PersonStatus(f"P{status.value}", status, ("why",), risk=Risk(0.3, 0.1, 0.2, 0.1, 0.1))
        for status in Status
    ],
)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_a_page_and_a_json(name):
    family = FAMILIES[name]
    report = carrier_report(family, a_provenance(), CONDITION)
    page = carrier_page(report, family_pictures(report, family.people, SCENE))
    assert page.count('<tr><th scope="row">') >= len(family.people)
    assert len(report.people) == len(family.people)
    assert as_json(report)
    assert all(extract_page(sheet) for sheet in extracts(family, a_provenance()))


@pytest.mark.parametrize("name", ["nobody", "every status", "uncle and niece"])
def test_and_a_pdf(name):
    family = FAMILIES[name]
    report = carrier_report(family, a_provenance(), CONDITION)
    assert carrier_pdf(report, family_pictures(report, family.people, SCENE), as_json).startswith(b"%PDF")


def test_a_sample_with_nothing_known_has_a_report():
    family = thr254met_family()
    sample = a_sample(a_male("P"), callability=(), inputs=(), headline="")
    provenance = a_provenance(tables=(), date="", constructed_note="", command="")
    report = sample_report(sample, replace(family, statuses=(), variants=(), samples=(sample,)), provenance)
    pictures = sample_pictures(report, SCENE)
    assert "is not known" in sample_page(report, pictures)
    assert sample_pdf(report, pictures, as_json).startswith(b"%PDF")
