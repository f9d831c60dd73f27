"""Figures in the documentation are those of the shipped reference, and links lead somewhere."""

import re
from pathlib import Path

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("config/*.md")])


def test_the_drawing_of_coordinates_is_right():
    locus = read_locus()
    text = (PROJECT / "docs/coordinates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^ \S.*?\s+(\d+) +(1366\d{5}) +(1357\d{5})(?: +c\.(\S+))?$", text, flags=re.MULTILINE)
    assert len(rows) == 10
    for pos, grch38, grch37, _ in rows:
        assert locus.genomic_pos(int(pos), Build.GRCH38) == int(grch38)
        assert locus.genomic_pos(int(pos), Build.GRCH37) == int(grch37)
    transcript = locus.transcript
    at = {name: int(pos) for pos, _, _, name in rows if name}
    assert (at["-91"], at["156"]) == (transcript.exons[0].start + 1, transcript.exons[0].end)
    assert (at["410"], at["*975"]) == (transcript.exons[4].start + 1, transcript.exons[4].end)
    assert locus.bases(at["1"] - 1, at["1"] + 2) == "ATG"
    assert locus.bases(at["786"] - 3, at["786"]) in {"TAA", "TAG", "TGA"}
    assert locus.bases(at["761"] - 2, at["761"] + 1) == "ACG"  # threonine


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_links_lead_to_files_that_are_there(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert all((page.parent / link).exists() for link in links)
