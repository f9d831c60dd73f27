"""One relative's sheet says nothing of anybody else, and says it plainly."""

import re
import subprocess
from dataclasses import fields, is_dataclass, replace
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_female, a_male, a_provenance, thr254met_family
from cd40lg_annot.io.language import read_language
from cd40lg_annot.io.records import as_json
from cd40lg_annot.model import PersonStatus, Risk, Sex, Status, Zygosity
from cd40lg_annot.report.extract import OwnTest, Subject, extract
from cd40lg_annot.report.extracts import extracts
from cd40lg_annot.report.language import ENGLISH, language_of
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


_ELSEWHERE = "You had a test before."
_UNREADABLE = "its file could not be read"


@pytest.mark.parametrize(
    ("fields_of_status", "failed", "said"),
    [
        ({}, False, "You have not had a test so far."),
        ({}, True, _UNREADABLE),
        ({"tested_elsewhere": True}, False, _ELSEWHERE),
        ({"tested_elsewhere": True}, True, _ELSEWHERE),
        ({"zygosity": Zygosity.HETEROZYGOUS, "tested_elsewhere": True}, False, "your own test"),
        ({"zygosity": Zygosity.NO_CALL, "sample": "AUNT"}, False, "did not answer the question"),
        ({"zygosity": Zygosity.HETEROZYGOUS, "sample": "AUNT"}, False, "your own test"),
    ],
)
def test_the_answer_says_which_test_stands_behind_it(fields_of_status, failed, said):
    family = thr254met_family()
    statuses = tuple(
        replace(item, **fields_of_status) if item.person == "AUNT" else item for item in family.statuses
    )
    found = sheets(replace(family, statuses=statuses, failed=("AUNT",) if failed else ()))
    assert said in found["AUNT"].answer


def test_a_family_with_an_unreadable_file_is_told_that_results_are_open():
    """It is said of nobody: the mother's sheet does not tell whose file it is."""
    found = sheets(replace(thr254met_family(), failed=("AUNT",)))
    for sheet in found.values():
        assert sheet.limits[0] == "Not all results of your family are in. What this sheet says may change."
    assert _UNREADABLE not in found["MOTHER"].answer
    assert "AUNT" not in extract_page(found["MOTHER"])


_KEPT = {
    "Person": {"person", "father", "mother"},
    "PersonStatus": {"person"},
    "Provenance": {"version", "transcript", "date", "reference_sha256"},
    "AnnotatedVariant": {"variant", "names"},
}
_GOSSIP = "LEAK of Q, Q1 and J1"


def gossiping(value, kept=frozenset()):
    """The same with every text, but ids and names of variants, naming the whole family."""
    if isinstance(value, str):
        return _GOSSIP
    if isinstance(value, tuple):
        return tuple(gossiping(item) for item in value)
    if isinstance(value, dict):
        return dict.fromkeys([*value, _GOSSIP], _GOSSIP)
    if is_dataclass(value):
        kept = _KEPT.get(type(value).__name__, set())
        changed = {
            item.name: gossiping(getattr(value, item.name))
            for item in fields(value)
            if item.init and item.name not in kept
        }
        return replace(value, **changed)
    return value


@pytest.mark.parametrize("language", [ENGLISH, language_of("es", **read_language("es"))], ids=["en", "es"])
def test_no_text_of_an_input_reaches_a_sheet(language):
    """Notes, reasons, file names, commands: wherever a laboratory wrote of others, the sheet has none of it.

    Ids contain one another, as a search for whole names would not notice.
    """
    family = thr254met_family()
    new = {"MOTHER": "Q", "AUNT": "Q1", "BOY": "J", "SISTER": "J1"}
    people = tuple(replace(p, person=new.get(p.person, p.person)) for p in family.people)
    statuses = tuple(replace(s, person=new.get(s.person, s.person)) for s in family.statuses)
    told = gossiping(replace(family, people=people, statuses=statuses))
    provenance = gossiping(replace(a_provenance(command="run J.vcf"), constructed_note="constructed by Q1"))
    found = {sheet.person: sheet for sheet in extracts(told, provenance)}
    for person in new.values():
        page, pdf = extract_page(found[person], language), extract_pdf(found[person], as_json, language)
        head = re.search(rb"<dc:title>.*?</dc:title>", pdf, flags=re.DOTALL).group().decode()
        body = re.sub(r"<style>.*?</style>|content=.default-src.*?>", "", page, flags=re.DOTALL)
        # The whole page with its attributes, the data of the sheet, the document's title, and what it prints.
        for text in (body, as_json(found[person]), head, printed_text(pdf)):
            assert "LEAK" not in text
            assert not [other for other in {"Q1", "J1"} - {person} if other in text]
            assert not re.findall(rf"\b(?:{'|'.join(set('QJ') - {person})})\b", text)


def printed_text(pdf):
    """Every word that a document prints, as pdftotext reads them; none where it is not installed."""
    if which("pdftotext") is None:
        return ""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_no_printed_sheet_has_a_name_or_a_result_of_anybody_else():
    """Each sheet's words are its own and the template's: another person's results change none of them."""
    family = thr254met_family(name="FAMILYNAME")
    everyone = {person.person for person in family.people} | {"FAMILYNAME"}
    found = sheets(family)
    results = {p: {found[p].answer, *found[p].chances} for p in found}
    for person, sheet in found.items():
        pdf = printed_text(extract_pdf(sheet, as_json))
        text = " ".join(pdf.split()) if pdf else text_of(extract_page(sheet))
        assert sheet.answer in text
        assert not [other for other in everyone - {person} if re.search(rf"\b{other}\b", text)]
        told = set().union(*(results[other] for other in results if other != person)) - results[person]
        assert not [sentence for sentence in told if sentence in text]


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
