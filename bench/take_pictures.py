"""Take the pictures of the documentation from a results folder, with Chromium as a reader has it.

    make run
    python bench/take_pictures.py results docs/images

Needs Chromium, pdftoppm (poppler-utils) and playwright.
"""

import subprocess
import sys
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, sync_playwright

# picture: page below the results folder, width, height in pixels, and what to photograph
PICTURES = {
    "sample-report": ("samples/EX1-mother/report.html", 1100, 900, ""),
    "carrier-report": ("families/EX1/carrier_report.html", 1100, 1000, ""),
    "pedigree": ("families/EX1/carrier_report.html", 1100, 900, "figure svg"),
    "places": ("samples/EX1-mother/report.html", 1100, 900, "#pictures + figure svg"),
    "extract": ("families/EX1/extracts/EX1-aunt.html", 1000, 900, ""),
    "index": ("index.html", 1100, 900, ""),
    "phone": ("samples/EX2-brother/report.html", 375, 740, ""),
}
PDF = "samples/EX1-mother/report.pdf"


def main(results: Path, folder: Path) -> None:
    """Photograph every page, and the first page of a PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for name in PICTURES:
            photograph(browser, results, folder, name)
        browser.close()
    arguments = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-singlefile"]
    subprocess.run([*arguments, results / PDF, folder / "sample-report-pdf"], check=True)


def photograph(browser: Browser, results: Path, folder: Path, name: str) -> None:
    """Take one picture: the window as it opens, or one element of the page."""
    place, width, height, element = PICTURES[name]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto((results / place).resolve().as_uri())
    target = page.locator(element).first if element else page
    target.screenshot(path=folder / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
