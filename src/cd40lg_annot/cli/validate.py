"""Run the validation pack: every requirement, its test, its outcome and figures, as a report to sign.

reads   the bundled requirements, truth tables and example, and the laboratory's own cases
writes  OUTPUT/report.html, report.pdf, report.json

    cd40lg-annot validate --output results/validation --date 2026-11-23
    cd40lg-annot validate --cases our_cases.tsv --table curations.tsv

A table of cases has one row per sample and expected variant (docs/validation.md).
Ends with 1 where a requirement is not met.
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from cd40lg_annot.cli.knowledge_options import add_table_options
from cd40lg_annot.cli.language_option import add_language_option, chosen_language
from cd40lg_annot.errors import ValidationFailedError

HELP = "test this installation by requirements, and write a validation report to sign"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("results/validation"),
        metavar="FOLDER",
        help="folder to write into (default: %(default)s)",
    )
    parser.add_argument(
        "--cases", type=Path, metavar="TABLE", help="your own samples, and what is expected of them (.tsv)"
    )
    parser.add_argument("--date", default="", metavar="YYYY-MM-DD", help="day that the report prints")
    parser.add_argument("--no-pdf", dest="pdf", action="store_false", help="write no PDF")
    add_language_option(parser)
    add_table_options(parser)


def run(options: argparse.Namespace) -> None:
    """Test every requirement, write the report, and fail where one is not met.

    Raises:
        ValidationFailedError: a requirement is not met; the report says which and why.
    """
    from cd40lg_annot.cli.validation_bench import Bench
    from cd40lg_annot.cli.validation_checks import CHECKS
    from cd40lg_annot.io.files import write_whole
    from cd40lg_annot.io.records import as_json
    from cd40lg_annot.io.validation import read_requirements
    from cd40lg_annot.report.page import validation_page
    from cd40lg_annot.report.pdf import validation_pdf
    from cd40lg_annot.report.validation import validation_report
    from cd40lg_annot.validation.outcome import Measured, Outcome, Part, Requirement

    # All that the checks write is the owner's alone, whatever this folder allows.
    with tempfile.TemporaryDirectory(prefix="cd40lg-validation-") as folder:
        bench = Bench(options, Path(folder))
        results: list[tuple[Requirement, Measured]] = []
        for row in read_requirements():
            requirement = Requirement(**(row | {"part": Part(row["part"])}))  # type: ignore[arg-type]
            results.append((requirement, CHECKS[requirement.check](bench)))
        provenance = replace(bench.provenance(options.command_line), date=options.date)
        report = validation_report(results, bench.figures, bench.inputs(), provenance)
    language = chosen_language(options)
    write_whole(options.output / "report.html", validation_page(report, language))
    write_whole(options.output / "report.json", as_json(report))
    if options.pdf:
        write_whole(options.output / "report.pdf", validation_pdf(report, as_json, language))
    print(report.headline)
    failed = [requirement.id for requirement, found in results if found.outcome is Outcome.NOT_MET]
    if failed:
        raise ValidationFailedError(options.output / "report.html", failed)
