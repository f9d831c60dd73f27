"""How long reports take once the program has started: pages and documents of one sample, many times.

    python bench/reports_speed.py            1,000 pages and 200 documents, in English and in Spanish
    python bench/reports_speed.py 100 20     fewer of both

Prints seconds of processor time (user and system, this process), so that another program on the machine
changes less; a figure for 1,000 on two cores is half of it. A crowded cache makes processor time longer, too,
so the mean over the reports of each one's shortest time is printed beside. The bundled example is the report.
"""

import sys
import time
from pathlib import Path

from cd40lg_annot.io.language import read_language
from cd40lg_annot.io.records import InterpretFile, as_json, read_record
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.report.language import ENGLISH, Language, language_of
from cd40lg_annot.report.page import sample_page
from cd40lg_annot.report.pdf import sample_pdf
from cd40lg_annot.report.pictures import backdrop, sample_pictures
from cd40lg_annot.report.sample import SampleReport, sample_report


def main() -> None:
    """Measure, and print one line per kind and language."""
    numbers = [int(text) for text in sys.argv[1:3]]
    pages, documents = (numbers + [1000, 200][len(numbers) :])[:2]
    reports = _reports()
    scene = backdrop(read_locus().transcript, (), ())
    for language in (ENGLISH, language_of("es", **read_language("es"))):

        def page(report: SampleReport, language: Language = language) -> None:
            sample_page(report, sample_pictures(report, scene, language), language)

        def document(report: SampleReport, language: Language = language) -> None:
            sample_pdf(report, sample_pictures(report, scene, language), as_json, language)

        for name, make, count in (("HTML", page, pages), ("PDF", document, documents)):
            make(reports[0])
            times: list[list[float]] = [[] for _ in reports]
            for index in range(count):
                start = time.process_time()
                make(reports[index % len(reports)])
                times[index % len(reports)].append(1000 * (time.process_time() - start))
            spent = sum(map(sum, times))
            shortest = [min(each) for each in times if each]
            print(
                f"{name} {language.tag}: {count} in {spent / 1000:.1f} s of processor time, "
                f"{spent / count:.1f} ms each; shortest {sum(shortest) / len(shortest):.1f} ms"
            )


def _reports() -> list[SampleReport]:
    folder = Path("results/interpret")
    batches = [read_record(InterpretFile, path) for path in sorted(folder.glob("*.json"))]
    if not batches:
        sys.exit("no results/interpret/*.json here: run `make run` first")
    return [
        sample_report(sample, family, batch.provenance)
        for batch in batches
        for family in batch.families
        for sample in family.samples
    ]


if __name__ == "__main__":
    main()
