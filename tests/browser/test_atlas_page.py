"""The atlas as somebody searches it: by name, residue, position and consequence; on a desk and on a phone."""

from shutil import which

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed here")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed here")
CHROMIUM = which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here")
LOCUS = read_locus()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of an atlas of the variants around codon 254 and the donor of exon 3, in a browser."""
    from cd40lg_annot.variant.atlas import atlas_variants

    folder = tmp_path_factory.mktemp("atlas")
    places = {LOCUS.locus_pos(136_659_390, Build.GRCH38), LOCUS.locus_pos(136_654_431, Build.GRCH38)}
    some = [
        variant for variant in atlas_variants(LOCUS) if any(abs(variant.pos - place) < 30 for place in places)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cd40lg_annot.cli.atlas.atlas_variants", lambda _: some)
        assert main(["atlas", "--output", str(folder)]) == 0
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        complaints = []
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto((folder / "index.html").as_uri())
        yield opened
        browser.close()
    assert complaints == []


def found(page, words, **chosen):
    """The c. and p. names that stand in the list."""
    for name in ("term", "exon", "only"):
        page.select_option(f"#{name}", chosen.get(name, ""))
    page.fill("#search", words)
    rows = page.locator("#table tbody tr")
    return [tuple(rows.nth(at).locator("td").all_text_contents()[1:3]) for at in range(rows.count())]


@pytest.mark.parametrize(
    "words",
    ["c.761C>T", "NM_000074.3:c.761C>T", "T254M", "p.T254M", "Thr254Met", "p.(Thr254Met)", "761C>T t254m"],
)
def test_one_change_is_found_by_any_of_its_names(page, words):
    assert found(page, words) == [("c.761C>T", "p.(Thr254Met)")]


def test_a_number_is_a_position_or_a_residue(page):
    by_residue = found(page, "254")
    assert {protein[:8] for _, protein in by_residue} == {"p.(Thr25"}
    assert ("c.761C>T", "p.(Thr254Met)") in by_residue
    by_position = found(page, "136659390")
    assert ("c.761C>T", "p.(Thr254Met)") in by_position
    assert {name for name, _ in by_position} >= {"c.761C>T", "c.761C>A", "c.761C>G"}


def test_filters_narrow_the_list(page):
    donors = found(page, "", term="splice_donor_variant")
    assert donors
    assert all("+1" in name or "+2" in name or "_" in name for name, _ in donors)
    known = found(page, "", only="known")
    assert ("c.761C>T", "p.(Thr254Met)") in known
    assert len(known) < len(found(page, ""))
    assert found(page, "T254M", exon="3") == []
    assert page.locator("#count").text_content().startswith("0 of ")


def test_pictures_can_be_read_on_a_phone(page):
    page.set_viewport_size({"width": 375, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    drawn = page.locator("figure svg text").first.evaluate("text => text.getBoundingClientRect().height")
    assert drawn >= 9
    page.set_viewport_size({"width": 1280, "height": 900})


def test_nothing_serious_is_found_by_axe(page):
    results = axe.Axe().run(page)
    serious = [item for item in results.response["violations"] if item["impact"] in {"serious", "critical"}]
    assert serious == []
