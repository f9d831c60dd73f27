"""PDFs are tagged (PDF/UA-1), say what the page says, and are the same on repeat."""

import re
import subprocess
from dataclasses import replace
from importlib.resources import files
from shutil import which

import pytest

from builders import (
    HOSTILE,
    a_finding,
    a_male,
    a_provenance,
    a_sample,
    benign_family,
    thr254met,
    thr254met_family,
)
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.records import as_json
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Zygosity
from cd40lg_annot.report.condition import condition_from
from cd40lg_annot.report.extracts import extracts
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.pdf import _sheet, carrier_pdf, extract_pdf, sample_pdf
from cd40lg_annot.report.pictures import backdrop, family_pictures, sample_pictures
from cd40lg_annot.report.sample import sample_report

SCENE = backdrop(read_locus().transcript, (), ())
needs_pdftotext = pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext is not installed here")
UNDATED = replace(a_provenance(), date="")
STRANGE = "中文 \u202eabc\u200d e\u0301 \U0001f9ec \x07 ﷽ ß ł Ω Ж"


def carrier(family, provenance=None):
    report = carrier_report(family, provenance or a_provenance(), condition_from(read_condition()))
    return carrier_pdf(report, family_pictures(report, family.people, SCENE), as_json)


def sample(item, family, provenance=None):
    report = sample_report(item, family, provenance or a_provenance())
    return sample_pdf(report, sample_pictures(report, SCENE), as_json)


def words(pdf, folder):
    path = folder / "x.pdf"
    path.write_bytes(pdf)
    result = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("family", [thr254met_family(), benign_family()], ids=["disease", "benign"])
def test_pdfs_are_tagged_and_the_same_on_repeat(family):
    for pdf in (carrier(family, UNDATED), *(sample(item, family, UNDATED) for item in family.samples)):
        assert b"pdfuaid" in pdf
        assert b"CreationDate" not in pdf
    assert carrier(family) == carrier(family)


@needs_pdftotext
def test_a_dated_run_gives_documents_for_the_archive():
    family, dated = thr254met_family(), replace(a_provenance(), date="2026-02-28")
    sheets = [extract_pdf(sheet, as_json) for sheet in extracts(family, dated)]
    assert len(sheets) > 3
    for pdf in (carrier(family, dated), sample(family.samples[0], family, dated), *sheets):
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
        assert b"<pdfaid:part>2</pdfaid:part>" in pdf
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
        assert b"<xmp:CreateDate>2026-02-28" in pdf
    assert b"pdfaid" not in carrier(family, UNDATED)


def test_a_pedigree_is_printed_as_large_as_it_can_be_read():
    small, wide, deep = (_sheet(*size) for size in ((400, 300), (2600, 700), (700, 1100)))
    assert (small.own, small.width) == (False, 116.0)
    assert (wide.own, wide.paper, wide.flipped) == (True, "a2", True)
    assert wide.width / 2600 >= 0.192
    assert (deep.own, deep.paper, deep.flipped) == (True, "a4", False)


@pytest.mark.skipif(which("pdfinfo") is None, reason="pdfinfo is not installed here")
def test_a_wide_pedigree_has_a_larger_sheet_of_its_own(tmp_path):
    path = tmp_path / "wide.pdf"
    family = thr254met_family()
    report = carrier_report(family, a_provenance(), condition_from(read_condition()))
    pictures = replace(family_pictures(report, family.people, SCENE), pedigree_size=(2600.0, 700.0))
    path.write_bytes(carrier_pdf(report, pictures, as_json))
    told = subprocess.run(["pdfinfo", "-l", "9", path], capture_output=True, text=True, check=True).stdout
    sizes = re.findall(r"Page +\d+ size: +(\d+)[.\d]* x (\d+)", told)
    assert set(sizes) == {("595", "841"), ("1683", "1190")}
    assert sizes[0] == sizes[-1] == ("595", "841")


def test_the_carrier_report_says_what_the_page_says(tmp_path):
    text = words(carrier(thr254met_family()), tmp_path)
    for phrase in (
        "NM_000074.3:c.761C>T",
        "daughter of an obligate carrier",
        "1 in 2 (50%)",
        "Constructed data",
    ):
        assert phrase in text
    assert "\u200b" not in text


@needs_pdftotext
@pytest.mark.parametrize("name", [HOSTILE, STRANGE, "#eval(1) *b* $x$ \\ [z] <l> @r", "n" * 200])
def test_hostile_and_strange_text_stays_text(name, tmp_path):
    person = a_male(name, family=name)
    finding = a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,), notes=(name,))
    item = a_sample(person, (finding,), warnings=(name,), headline=name)
    family = replace(thr254met_family(name=name), people=(person,), statuses=(), samples=(item,))
    text = words(sample(item, family), tmp_path)
    assert carrier(family).startswith(b"%PDF")
    if name.startswith("#eval"):
        assert "#eval(1) *b* $x$ \\ [z] <l> @r" in text
    if name == HOSTILE:
        assert "<script>alert(2)</script>" in text
    if name == STRANGE:
        assert "[U+4E2D]" in text


def test_regular_expressions_are_built_once_for_a_document() -> None:
    """One in a function is built in each of its calls, which took half of the time of a sample's document."""
    folder = files("cd40lg_annot.report") / "templates"
    lines = [
        line.strip()
        for file in folder.iterdir()
        if file.name.endswith(".typ")
        for line in file.read_text("utf-8").splitlines()
    ]
    asked = [line for line in lines if "regex(" in line]
    assert asked
    assert [line for line in asked if not re.fullmatch(r'#let [a-z-]+ = regex\(".+"\)', line)] == []
