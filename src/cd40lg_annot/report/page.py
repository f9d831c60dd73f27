"""View data as HTML: one self-contained file each, every value escaped, no network, no foreign script."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cd40lg_annot.model import Provenance, Reads
from cd40lg_annot.report.cohort import CohortIndex
from cd40lg_annot.report.extract import Extract
from cd40lg_annot.report.family import CarrierReport
from cd40lg_annot.report.pictures import FamilyPictures, SamplePictures
from cd40lg_annot.report.sample import SampleReport
from cd40lg_annot.report.words import spaced


def sample_page(report: SampleReport, pictures: SamplePictures) -> str:
    """Lay out the report of one sample."""
    return _page("sample.html.jinja", report.provenance, report=report, pictures=pictures)


def carrier_page(report: CarrierReport, pictures: FamilyPictures) -> str:
    """Lay out the carrier report of one family."""
    return _page("family.html.jinja", report.provenance, report=report, pictures=pictures)


def extract_page(sheet: Extract) -> str:
    """Lay out the sheet that one relative takes home."""
    return _page("extract.html.jinja", sheet.provenance, sheet=sheet)


def index_page(index: CohortIndex) -> str:
    """Lay out the front page of a results folder, with search and sorting that need no network."""
    people = sum(number for _, number in index.counts)
    return _page("index.html.jinja", index.provenance, script="index.js", index=index, people=people)


def script_page(template: str, script: str, provenance: Provenance, **values: object) -> str:
    """Lay out a page of its own template and script; `values` are what the template shows."""
    return _page(template, provenance, script=script, **values)


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


def _page(template: str, provenance: Provenance, *, script: str = "", **values: object) -> str:
    style = _asset("style.css")
    code = _asset(script) if script else ""
    return (
        _environment()
        .get_template(template)
        .render(
            policy=_policy(style, code),
            style=Markup(style),  # noqa: S704  our own file, named in the policy by its checksum
            code=Markup(code),  # noqa: S704
            provenance=provenance,
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cd40lg_annot.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spaced"] = spaced
    environment.filters["breakable"] = breakable
    environment.filters["reads"] = reads_in_words
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
