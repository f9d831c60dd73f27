"""How long the cohort index takes in a browser: first paint, a search, a sort; and how large the page is.

    python bench/index_speed.py            5,000 samples
    python bench/index_speed.py 20000      more

The rows are made up and all alike in shape; times are of the wall, in Chromium as it is installed here.
Needs Chromium and playwright.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from shutil import which

from playwright.sync_api import Page, sync_playwright

from cd40lg_annot.model import Provenance, Relevance, Status, WarningKind
from cd40lg_annot.report.cohort import CohortIndex, IndexRow, cohort_index
from cd40lg_annot.report.page import index_page

SEARCH = """word => {
  const field = document.getElementById("search"), start = performance.now();
  field.value = word;
  field.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""
SORT = """column => {
  const heading = document.querySelectorAll("#table thead button")[column], start = performance.now();
  heading.click();
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0]"


def main() -> None:
    """Measure, and print one line."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    text = index_page(_index(samples))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "index.html"
        path.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(path.as_uri())
        print(f"{samples} samples, {len(text.encode()) / 1e6:.1f} MB: {_times(page)}")
        browser.close()


def _times(page: Page) -> str:
    page.wait_for_function(f"{PAINT} !== undefined")
    times = {
        "first paint": page.evaluate(PAINT),
        "search": page.evaluate(SEARCH, "c.761"),
        "empty search": page.evaluate(SEARCH, ""),
        "sort": page.evaluate(SORT, 1),
        "sort back": page.evaluate(SORT, 1),
    }
    return ", ".join(f"{name} {time:.0f} ms" for name, time in times.items())


def _index(samples: int) -> CohortIndex:
    statuses = list(Status)
    rows = [_row(number, statuses[number % len(statuses)]) for number in range(samples)]
    provenance = Provenance("0", "NM_000074.3", "")
    return cohort_index(
        rows, Counter(statuses[number % len(statuses)] for number in range(samples)), provenance
    )


def _row(number: int, status: Status) -> IndexRow:
    carries = number % 7 == 0
    return IndexRow(
        family=f"FAM{number // 3}",
        sample=f"SAMPLE{number}",
        sex="female",
        status=status.value,
        status_words=status.value.replace("_", " "),
        findings=f"c.{700 + number % 90}C>T p.(Thr254Met) (heterozygous)" if carries else "none",
        relevance="disease_causing" if carries else "not_reportable",
        assessed="100%",
        warnings=int(carries),
        sample_link=f"samples/SAMPLE{number}/report.html",
        family_link=f"families/FAM{number // 3}/carrier_report.html",
        classes=(Relevance.DISEASE_CAUSING,) if carries else (),
        share=1.0,
        warning_kinds=(WarningKind.DEPTH,) if carries else (),
    )


if __name__ == "__main__":
    main()
