"""The Spanish sheet reads easily, by an index made for Spanish, and stays on one page."""

import re

import pytest

from builders import a_provenance, thr254met_family
from cd40lg_annot.io.language import read_language
from cd40lg_annot.io.records import as_json
from cd40lg_annot.model import PersonStatus, Risk, Sex, Status
from cd40lg_annot.report.extract import OwnTest, Subject, extract
from cd40lg_annot.report.extracts import extracts
from cd40lg_annot.report.language import language_of
from cd40lg_annot.report.pdf import extract_pdf
from cd40lg_annot.report.translated import translated

SPANISH = language_of("es", **read_language("es"))
# INFLESZ (Barrio-Cantalejo et al. 2008): from 65 on a text is "quite easy", from 80 on "very easy".
QUITE_EASY = 65.0
STRONG, WEAK = "aeoáéóíú", "iuü"


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("sex", Sex)
def test_every_sheet_reads_easily(status, sex):
    risk = Risk(0.5, 0.0, 0.25, 0.25, 0.125)
    subject = Subject("P", sex, OwnTest.NONE)
    sheet = extract(subject, PersonStatus("P", status, (), risk=risk), a_provenance(), variant="", hgvs="")
    shown = translated(sheet, SPANISH)
    lines = [shown.answer, *shown.meaning, *shown.chances, *shown.advice, *shown.limits]
    text = " ".join([*lines, *(word.meaning for word in shown.words)])
    assert not re.search(r"\b(the|you|your|change)\b", text)
    assert perspicuity(text) >= QUITE_EASY, f"{perspicuity(text):.1f}: {text}"


def test_the_index_tells_a_plain_sentence_from_a_learned_one():
    assert perspicuity("El gato come. La niña ve el mar.") > 80
    learned = "La inmunodeficiencia hereditaria condiciona susceptibilidad a microorganismos oportunistas."
    assert perspicuity(learned) < 20


def test_syllables_of_known_words():
    words = {"gato": 2, "tiene": 2, "día": 2, "aéreo": 4, "portadora": 4, "cuidado": 3, "familia": 3}
    assert {word: syllables(word) for word in words} == words


def test_a_spanish_sheet_is_one_page():
    for sheet in extracts(thr254met_family(), a_provenance()):
        assert b"<xmpTPg:NPages>1</xmpTPg:NPages>" in extract_pdf(sheet, as_json, SPANISH)


def perspicuity(text):
    """Szigriszt-Pazos 1993: 206.835 - 62.3 x syllables per word - words per sentence."""
    sentences = len(re.findall(r"[.!?](?:\s|$)", text))
    words = re.findall(r"[A-Za-záéíóúüñÁÉÍÓÚÑ]+", text)
    return 206.835 - 62.3 * sum(map(syllables, words)) / len(words) - len(words) / sentences


def syllables(word):
    """Groups of vowels; two strong ones, or an accented i or u, make two."""
    count = 0
    for group in re.findall(f"[{STRONG}{WEAK}]+", word.lower()):
        count += len(re.findall(f"[{WEAK}]?[{STRONG}][{WEAK}]?|[{WEAK}]+", group))
    return max(1, count)
