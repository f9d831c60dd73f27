"""View data as PDF: fonts from the typst wheel alone, the same bytes for the same data.

PDF/UA-1, and PDF/A-2a where the run has a date.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from cd40lg_annot.model import Provenance
from cd40lg_annot.report.drawing.svg import SANS
from cd40lg_annot.report.extract import Extract
from cd40lg_annot.report.family import CarrierReport
from cd40lg_annot.report.language import ENGLISH, Language
from cd40lg_annot.report.page import reads_in_words
from cd40lg_annot.report.pictures import FamilyPictures, Picture, SamplePictures
from cd40lg_annot.report.sample import SampleReport
from cd40lg_annot.report.translated import translated
from cd40lg_annot.report.validation import ValidationReport

ToJson = Callable[[object], str]
_ACCESSIBLE = "ua-1"
# PDF/A asks for the date of the document, and a document of ours has none but the one its run was given.
_ARCHIVED = ["a-2a", _ACCESSIBLE]
_FONT = "Libertinus Serif"
# Millimetres of paper for a pixel of the pedigree: its captions (11 pixels) are 9 points high, at least 6.
_PEDIGREE_SCALE = 0.29
_SMALLEST_PEDIGREE_SCALE = 0.192
# What a page leaves the pedigree, in mm: the first page beside the answer, then sheets of its own, A4 to A1.
_FIRST_PAGE = (174.0, 158.0)
_OWN_PAGES = (
    ("a4", (174.0, 225.0), False),
    ("a4", (261.0, 140.0), True),
    ("a3", (384.0, 225.0), True),
    ("a2", (558.0, 350.0), True),
    ("a1", (805.0, 520.0), True),
)
# What the fonts of the wheel cannot show, beside these ranges, is written as its number.
_SHOWN = (
    r"\n\x20-\x7E\u00A1-\u017F\u0391-\u03C9\u0400-\u045F\u2010-\u2015\u2018-\u201E"
    r"\u2026\u2032\u2033\u20AC\u2190-\u2193\u2212\u2264\u2265\u2248"
)
_FIRST_PRINTED = 0xA0
_NOT_SHOWN = re.compile(f"[^{_SHOWN}]")


def sample_pdf(
    report: SampleReport, pictures: SamplePictures, to_json: ToJson, language: Language = ENGLISH
) -> bytes:
    """Lay out the report of one sample; `to_json` writes a view as its JSON text."""
    shown = translated(report, language)
    values = {
        "reads": [language.say(reads_in_words(finding.reads)) for finding in report.reportable],
        "status_tone": _tone(report.status),
        "unseen": [asdict(group) for group in shown.callability.unseen],
        "pictures": [_drawn(item) for item in pictures.places],
        "callability": _drawn(pictures.callability) if pictures.callability else None,
    }
    footer = language.fill("CD40LG report, sample {sample}", sample=report.sample)
    return _document("sample.typ", shown, shown.provenance, footer, values, to_json, language)


def carrier_pdf(
    report: CarrierReport, pictures: FamilyPictures, to_json: ToJson, language: Language = ENGLISH
) -> bytes:
    """Lay out the carrier report of one family."""
    shown = translated(report, language)
    people = {person["person"]: person for person in json.loads(to_json(shown))["people"]}
    values = {
        "people": [people[person] | {"number": number} for person, number in pictures.numbers.items()],
        "pedigree": _drawn(pictures.pedigree),
        "pedigree_sheet": asdict(_sheet(*pictures.pedigree_size)),
        "pictures": [_drawn(item) for item in pictures.places],
        "reviewed": language.date(report.condition.reviewed),
    }
    footer = language.fill("CD40LG carrier report, family {family}", family=report.family)
    return _document("family.typ", shown, shown.provenance, footer, values, to_json, language)


def extract_pdf(sheet: Extract, to_json: ToJson, language: Language = ENGLISH) -> bytes:
    """Lay out the sheet that one relative takes home."""
    shown = translated(sheet, language)
    footer = language.fill("For {person}", person=sheet.person)
    return _document("extract.typ", shown, shown.provenance, footer, {}, to_json, language)


def validation_pdf(report: ValidationReport, to_json: ToJson, language: Language = ENGLISH) -> bytes:
    """Lay out the report of a validation."""
    footer = language.fill("Validation of cd40lg-annot {version}", version=report.provenance.version)
    shown = translated(report, language)
    return _document("validation.typ", shown, shown.provenance, footer, {}, to_json, language)


def shown(text: str) -> str:
    r"""Write characters that no font of ours has as their numbers, and controls not at all.

    >>> shown("Ünï 中\t\x00")
    'Ünï [U+4E2D] '
    """
    return _NOT_SHOWN.sub(_as_number, text)


def _as_number(match: re.Match[str]) -> str:
    character = match.group()
    if character.isspace():
        return " "
    return f"[U+{ord(character):04X}]" if ord(character) >= _FIRST_PRINTED else ""


def _document(
    template: str,
    report: object,
    provenance: Provenance,
    footer: str,
    values: dict[str, Any],
    to_json: ToJson,
    language: Language,
) -> bytes:
    release = language.fill(
        "{program}, research use until validated", program=f"cd40lg-annot {provenance.version}"
    )
    data = {
        **_words(language),
        "footer": f"{footer} · {release}",
        "date": language.date(provenance.date),
        "report": json.loads(to_json(report)),
        **values,
    }
    inputs = {"data": json.dumps(_shown_values(data), ensure_ascii=False)}
    standards = _ARCHIVED if provenance.date else _ACCESSIBLE
    compiled: bytes = _compiler().compile(input=_source(template), sys_inputs=inputs, pdf_standards=standards)
    return compiled


@cache
def _words(language: Language) -> dict[str, Any]:
    """What the typst files need of a language: its whole messages, and how it writes numbers."""
    templates = (files("cd40lg_annot.report") / "templates").iterdir()
    asked = "".join(file.read_text("utf-8") for file in templates if file.name.endswith(".typ"))
    return {
        "language": language.tag,
        "messages": {
            english: said
            for english, said in language.messages.items()
            if "{" not in english or f'"{english}"' in asked
        },
        "plurals": {many: forms for many, forms in language.plurals.items() if f'"{many}"' in asked},
        "plural_form": language.plural_form,
        "decimal": language.decimal,
        "thousands": language.thousands,
    }


def _shown_values(value: Any) -> Any:  # noqa: ANN401  plain JSON data
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list):
        return [_shown_values(item) for item in value]
    if isinstance(value, dict):
        return {key: _shown_values(item) for key, item in value.items()}
    return value


def _drawn(picture: Picture) -> dict[str, str]:
    return asdict(picture) | {"svg": picture.svg.replace(SANS, _FONT)}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where the pedigree is printed: on the first page or a sheet of its own; `width` in mm."""

    own: bool
    paper: str
    flipped: bool
    width: float


def _sheet(width: float, height: float) -> _Sheet:
    """Choose the smallest paper on which a pedigree of this many pixels can be read."""
    scale = min(_PEDIGREE_SCALE, _FIRST_PAGE[0] / width, _FIRST_PAGE[1] / height)
    if scale >= _SMALLEST_PEDIGREE_SCALE:
        return _Sheet(own=False, paper="a4", flipped=False, width=round(scale * width, 2))
    sheets = [
        _Sheet(own=True, paper=paper, flipped=flipped, width=width * min(_PEDIGREE_SCALE, *room))
        for paper, (across, down), flipped in _OWN_PAGES
        for room in [(across / width, down / height)]
    ]
    smallest = _SMALLEST_PEDIGREE_SCALE * width
    chosen = next((sheet for sheet in sheets if sheet.width >= smallest), sheets[-1])
    return replace(chosen, width=round(chosen.width, 2))


def _tone(status: str | None) -> str:
    if status in ("affected", "homozygous", "hemizygous_unaffected"):
        return "disease_causing"
    return "not_reportable" if status == "excluded" else "calm"


@cache
def _source(template: str) -> bytes:
    folder = files("cd40lg_annot.report") / "templates"
    return (folder / "common.typ").read_bytes() + b"\n" + (folder / template).read_bytes()


@cache
def _compiler() -> Any:  # noqa: ANN401  typst has no types of its own here
    import typst

    return typst.Compiler(ignore_system_fonts=True)
