"""Every kind of page is HTML that a strict parser takes, in both languages, hostile ids included.

html5lib reads each page and reports the errors that the HTML standard names.
The W3C's checker (`vnu.jar`, of the npm package vnu-jar, run by Java) reads them too where CD40LG_VNU
names it.
"""

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest

from builders import HOSTILE, a_provenance, benign_family, thr254met_family
from cd40lg_annot.cli import main
from cd40lg_annot.io.records import InterpretFile, write_record

html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed here")
CHECKER = os.environ.get("CD40LG_VNU", "")
# The checker knows the Content-Security-Policy, and not the checksums in it.
NOT_A_FAULT = "violates Content Security Policy"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    hostile = thr254met_family(name=HOSTILE)
    hostile = replace(hostile, family="F<3>", notes=(HOSTILE,), warnings=(HOSTILE,))
    families = (thr254met_family(), benign_family())
    for name, of_batch in (("plain", families), ("hostile", (hostile,))):
        path = folder / f"{name}.json"
        write_record(InterpretFile(a_provenance(), of_batch), path)
        for language in ("en", "es"):
            where = folder / name / language
            command = ["--interpreted", str(path), "--results", str(where), "--language", language]
            assert main(["report", *command, "--no-pdf"]) == 0
            assert main(["summarize", *command]) == 0
    old, new = str(folder / "plain/en"), str(folder / "hostile/en")
    assert main(["compare", old, new, "--output", str(folder / "compared")]) == 0
    return sorted(folder.rglob("*.html"))


def test_a_strict_parser_takes_every_page(pages):
    assert len(pages) > 40
    for page in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.read_bytes(), transport_encoding="utf-8")
        assert [(place, fault) for place, fault, _ in parser.errors] == [], page


def test_a_fault_is_seen():
    parser = html5lib.HTMLParser(strict=False)
    parser.parse("<!doctype html><title>x</title><p><table><p>lost</table>")
    assert parser.errors


@pytest.mark.skipif(
    not (Path(CHECKER).is_file() and which("java")), reason="CD40LG_VNU names no vnu.jar, or Java is missing"
)
def test_the_checker_of_the_w3c_finds_no_fault(pages):
    command = ["java", "-jar", CHECKER, "--also-check-svg", *map(str, pages)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert [line for line in told.splitlines() if NOT_A_FAULT not in line] == []
