"""Every page as a reader meets it: on a desk, on a phone, on paper, by keyboard, and read aloud.

Needs Chromium on the machine; skipped with a reason where it is absent.
Screenshots go to the folder that CD40LG_SCREENSHOTS names, or to a temporary one.
"""

import os
import subprocess
from itertools import pairwise
from pathlib import Path
from shutil import which

import pytest

from builders import a_provenance, benign_family, thr254met_family
from cd40lg_annot.cli import main
from cd40lg_annot.io.records import InterpretFile, write_record

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed here")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed here")
CHROMIUM = which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here")

PAGES = {
    "sample": "samples/MOTHER/report.html",
    "silent": "samples/COUSIN/report.html",
    "family": "families/F1/carrier_report.html",
    "benign": "families/F2/carrier_report.html",
    "extract": "families/F1/extracts/AUNT.html",
    "index": "index.html",
    "sample_es": "es/samples/MOTHER/report.html",
    "family_es": "es/families/F1/carrier_report.html",
    "extract_es": "es/families/F1/extracts/AUNT.html",
    "index_es": "es/index.html",
}
SIZES = {"desk": (1280, 900), "phone": (375, 740)}


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    path = folder / "interpret" / "B.json"
    write_record(InterpretFile(a_provenance(), (thr254met_family(), benign_family())), path)
    for language, where in (("en", folder), ("es", folder / "es")):
        command = ["--interpreted", str(path), "--results", str(where), "--language", language]
        assert main(["report", *command, "--no-pdf"]) == 0
        assert main(["summarize", *command]) == 0
    return folder


@pytest.fixture(scope="module")
def screenshots(tmp_path_factory):
    named = os.environ.get("CD40LG_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def open_page(browser, results):
    """Opens a page and fails the test if it asks for anything else or complains."""
    opened, asked, complaints = [], [], []

    def opener(name, size="desk"):
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height})
        opened.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((results / PAGES[name]).as_uri())
        return page

    yield opener
    for page in opened:
        page.close()
    assert len(asked) == len(opened)
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_page_fits_its_screen_and_asks_for_nothing(open_page, screenshots, name, size):
    page = open_page(name, size)
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]
    page.screenshot(path=screenshots / f"{name}-{size}.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints(open_page, screenshots, name):
    page = open_page(name)
    page.emulate_media(media="print")
    page.pdf(path=screenshots / f"{name}-print.pdf", format="A4")
    assert page.locator(".skip").is_hidden()
    assert (screenshots / f"{name}-print.pdf").stat().st_size > 5000


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext is not installed here")
def test_what_is_folded_away_on_the_screen_is_printed(open_page, tmp_path):
    page, printed = open_page("sample"), tmp_path / "printed.pdf"
    assert not page.get_by_text("prediction below threshold").is_visible()
    page.pdf(path=printed, format="A4")
    words = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True)
    assert "prediction below threshold" in " ".join(words.stdout.split())


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_for_assistive_technology(open_page, name):
    found = axe.Axe().run(open_page(name)).response
    assert len(found["passes"]) > 10
    assert [(item["id"], item["impact"], item["nodes"][0]["target"]) for item in found["violations"]] == []


def test_headings_go_down_one_step_at_a_time(open_page):
    for name in PAGES:
        levels = open_page(name).eval_on_selector_all("h1, h2, h3, h4", "all => all.map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_index_is_searched_filtered_and_sorted_by_keyboard_alone(open_page):
    page = open_page("index")
    visible = "#table tbody tr:not([hidden])"
    assert page.locator(visible).count() == 7
    tab_to(page, "search")
    page.keyboard.type("mother heterozygous")
    assert page.locator(visible).count() == 1
    assert page.locator("#count").inner_text() == "1 of 7 match"
    page.locator("#search").fill("")
    page.locator("#show").select_option("incomplete")
    assert page.locator(visible).all_inner_texts()[0].split()[1] == "COUSIN"
    page.locator("#show").select_option("")
    heading = page.locator("#table thead button").nth(1)
    heading.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    samples = page.locator("#table tbody th").all_inner_texts()
    assert samples == sorted(samples, reverse=True)
    assert page.locator("#table thead th").nth(1).get_attribute("aria-sort") == "descending"


def tab_to(page, identifier):
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identifier:
            return
    pytest.fail(f"#{identifier} cannot be reached with the Tab key")


def test_a_spanish_index_counts_in_spanish(open_page):
    page = open_page("index_es")
    page.locator("#search").fill("mother")
    assert page.locator("#count").inner_text() == "1 de 7 coinciden"
    assert page.evaluate("document.documentElement.lang") == "es"


def test_links_of_the_index_lead_to_files(open_page, results):
    links = open_page("index").eval_on_selector_all("main a", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) > 14
    assert all((results / link).is_file() for link in links if not link.startswith("#"))
