"""View data as HTML: one self-contained file each, every value escaped, no network, no foreign script."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cd40lg_annot.model import Provenance, Reads
from cd40lg_annot.report.cohort import CohortIndex
from cd40lg_annot.report.compare import Comparison
from cd40lg_annot.report.extract import Extract
from cd40lg_annot.report.family import CarrierReport
from cd40lg_annot.report.language import ENGLISH, Language
from cd40lg_annot.report.pictures import FamilyPictures, SamplePictures, cohort_pictures
from cd40lg_annot.report.sample import SampleReport
from cd40lg_annot.report.translated import translated
from cd40lg_annot.report.validation import ValidationReport
from cd40lg_annot.report.words import spaced


def sample_page(report: SampleReport, pictures: SamplePictures, language: Language = ENGLISH) -> str:
    """Lay out the report of one sample; `pictures` are drawn in `language`."""
    shown = translated(report, language)
    return _page("sample.html.jinja", report.provenance, language, report=shown, pictures=pictures)


def carrier_page(report: CarrierReport, pictures: FamilyPictures, language: Language = ENGLISH) -> str:
    """Lay out the carrier report of one family; `pictures` are drawn in `language`."""
    shown = translated(report, language)
    return _page("family.html.jinja", report.provenance, language, report=shown, pictures=pictures)


def extract_page(sheet: Extract, language: Language = ENGLISH) -> str:
    """Lay out the sheet that one relative takes home."""
    return _page("extract.html.jinja", sheet.provenance, language, sheet=translated(sheet, language))


def index_page(index: CohortIndex, language: Language = ENGLISH) -> str:
    """Lay out the front page of a results folder, with search and sorting that need no network."""
    people = sum(number for _, number in index.counts)
    shown = translated(index, language)
    return _page(
        "index.html.jinja",
        index.provenance,
        language,
        script="index.js",
        index=shown,
        people=people,
        pictures=cohort_pictures(shown, language),
    )


def compare_page(comparison: Comparison, provenance: Provenance, language: Language = ENGLISH) -> str:
    """Lay out what changed between two results folders."""
    shown = translated(comparison, language)
    return _page("compare.html.jinja", provenance, language, comparison=shown)


def validation_page(report: ValidationReport, language: Language = ENGLISH) -> str:
    """Lay out the report of a validation."""
    shown = translated(report, language)
    return _page("validation.html.jinja", report.provenance, language, report=shown)


def script_page(template: str, script: str, provenance: Provenance, **values: object) -> str:
    """Lay out a page of its own template and script; `values` are what the template shows."""
    return _page(template, provenance, ENGLISH, script=script, **values)


def breakable(text: str) -> str:
    """Let a list of identifiers break at its separators.

    >>> breakable("PMID:1;PMID:2; PMID:3")
    'PMID:1; PMID:2; PMID:3'
    """
    return text.replace("; ", ";").replace(";", "; ")


def reads_in_words(reads: Reads) -> str:
    """Say the reads behind a call; what the file does not give stays unsaid.

    >>> reads_in_words(Reads(depth=40, reference=0, alternate=40, fraction=1.0))
    '40 of 40 show the variant (100%)'
    >>> reads_in_words(Reads())
    'not given'
    """
    if reads.alternate is not None and reads.depth is not None:
        words = f"{reads.alternate} of {reads.depth} show the variant"
    elif reads.alternate is not None:
        words = f"{reads.alternate} show the variant"
    elif reads.depth is not None:
        words = f"{reads.depth} at the position"
    else:
        words = "" if reads.fraction is None else "share that shows the variant"
    share = "" if reads.fraction is None else f" ({100 * reads.fraction:.0f}%)"
    return f"{words}{share}" or "not given"


def _page(
    template: str, provenance: Provenance, language: Language, *, script: str = "", **values: object
) -> str:
    style = _asset("style.css")
    code = _asset(script) if script else ""
    return (
        _environment(language)
        .get_template(template)
        .render(
            policy=_policy(style, code),
            style=Markup(style),  # noqa: S704  our own file, named in the policy by its checksum
            code=Markup(code),  # noqa: S704
            provenance=translated(provenance, language),
            **values,
        )
    )


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("cd40lg_annot.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": language.fill, "ngettext": language.count, "language": language}
    environment.filters |= {
        "breakable": breakable,
        "date": language.date,
        "decimal": language.number,
        "reads": lambda reads: language.say(reads_in_words(reads)),
        "say": language.say,
        "spaced": spaced,
        "thousands": language.grouped,
    }
    environment.filters["drawing"] = Markup  # text of ours; `drawing.svg` escapes what it is given
    return environment


@cache
def _asset(name: str) -> str:
    return files("cd40lg_annot.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _policy(style: str, code: str) -> str:
    """Content-Security-Policy: nothing but this very style and this very script."""
    allowed_script = f"script-src {_digest(code)}; " if code else ""
    return (
        f"default-src 'none'; style-src {_digest(style)}; {allowed_script}base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
