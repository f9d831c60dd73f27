"""One relative's sheet says nothing of anybody else, and says it plainly."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_female, a_male, a_provenance, thr254met_family
from cd40lg_annot.io.records import as_json
from cd40lg_annot.model import PersonStatus, Risk, Sex, Status, Zygosity
from cd40lg_annot.report.extract import OwnTest, Subject, extract
from cd40lg_annot.report.extracts import extracts
from cd40lg_annot.report.page import extract_page
from cd40lg_annot.report.pdf import extract_pdf

_GRADE_WANTED = 8.0


def text_of(page):
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>", " ", page, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body)


def sheets(family):
    return {sheet.person: sheet for sheet in extracts(family, a_provenance(command="run BOY.vcf MOTHER.vcf"))}


def test_no_sheet_names_another_person_or_the_command_that_names_them():
    family = thr254met_family(name="FAMILYNAME")
    everyone = {person.person for person in family.people} | {"FAMILYNAME"}
    found = sheets(family)
    assert set(found) == everyone - {"GF", "GGF", "GGM", "GREATUNCLE", "FAMILYNAME"}
    for person, sheet in found.items():
        for text in (extract_page(sheet), as_json(sheet)):
            assert not [other for other in everyone - {person} if re.search(rf"\b{other}\b", text)]


@pytest.mark.parametrize("person", ["BOY", "MOTHER", "AUNT", "SISTER", "COUSIN"])
def test_a_sheet_does_not_change_when_everybody_else_does(person):
    """Whatever is found in the others, with one's own status and chances the same, the sheet is the same."""
    family = thr254met_family()
    others = tuple(
        status
        if status.person == person
        else PersonStatus(
            status.person, Status.HOMOZYGOUS, ("changed",), Zygosity.HOMOZYGOUS, "S", Risk(1, 1)
        )
        for status in family.statuses
    )
    people = tuple(
        item if item.person == person else replace(item, person=f"other{index}", father=None, mother=None)
        for index, item in enumerate(family.people)
    )
    changed = replace(family, statuses=others, people=people, samples=(), segregation=(), next_tests=())
    assert extract_page(sheets(changed)[person]) == extract_page(sheets(family)[person])


def test_a_silent_test_is_not_told_as_a_result():
    found = sheets(thr254met_family())
    assert "did not answer the question" in found["COUSIN"].answer
    assert "not a normal result" in " ".join(found["COUSIN"].meaning)
    assert "You have not had a test so far." in found["AUNT"].answer
    assert "your own test" in found["SISTER"].answer


def test_chances_are_framed_both_ways():
    aunt = sheets(thr254met_family())["AUNT"]
    assert aunt.chances == (
        "Your chance to carry the change is 1 in 2 (50%).",
        "Your chance not to carry it is 1 in 2 (50%).",
    )
    assert aunt.children.each_daughter == "1 in 4 (25%) to be a carrier; 3 in 4 (75%) not to be a carrier"


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("sex", Sex)
def test_every_status_has_a_sheet_and_it_reads_easily(status, sex):
    text = sheet_of(status, sex)
    assert grade(text) <= _GRADE_WANTED, f"grade {grade(text):.1f}: {text}"


@given(st.text(min_size=1, max_size=40))
def test_any_id_makes_a_page(person):
    subject = Subject(person, Sex.FEMALE, OwnTest.NONE)
    status = PersonStatus(person, Status.AT_RISK, ())
    assert "<h1>For " in extract_page(extract(subject, status, a_provenance(), variant="", hgvs=""))


def sheet_of(status, sex):
    risk = Risk(0.5, 0.0, 0.25, 0.25, 0.125)
    subject = Subject("P", sex, OwnTest.NONE)
    sheet = extract(subject, PersonStatus("P", status, (), risk=risk), a_provenance(), variant="", hgvs="")
    lines = [sheet.answer, *sheet.meaning, *sheet.chances, *sheet.advice, *sheet.limits]
    return " ".join([*lines, *(f"{word.meaning}" for word in sheet.words)])


def grade(text):
    """Flesch-Kincaid grade (Kincaid et al. 1975), syllables counted by groups of vowels."""
    sentences = len(re.findall(r"[.!?](?:\s|$)", text))
    words = re.findall(r"[A-Za-z]+(?:'[a-z]+)?", text)
    syllables = sum(syllables_in(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def syllables_in(word):
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


def test_the_pdf_is_one_page_and_says_the_same(tmp_path):
    for sheet in sheets(thr254met_family()).values():
        pdf = extract_pdf(sheet, as_json)
        assert pdf.startswith(b"%PDF")
        assert b"<xmpTPg:NPages>1</xmpTPg:NPages>" in pdf


def test_the_dead_and_the_unborn_get_no_sheet():
    family = thr254met_family()
    people = (replace(a_female("AUNT"), pregnancy=True), replace(a_male("BOY"), deceased=True))
    assert sheets(replace(family, people=people)) == {}
