"""Write what belongs to the whole cohort: tables, the index, the manifest, MultiQC content.

reads   results/interpret/*.json and the reports of every batch
writes  results/summary.tsv, clinvar_submission.tsv, index.html, multiqc/*_mqc.json, manifest.json,
        ro-crate-metadata.json

    cd40lg-annot summarize --interpreted results/interpret/*.json --results results
"""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from cd40lg_annot.cli.language_option import add_language_option, chosen_language
from cd40lg_annot.cli.manifest import write_manifest
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import results as places
from cd40lg_annot.io.files import write_whole
from cd40lg_annot.io.records import InterpretFile, read_records
from cd40lg_annot.model import FamilyInterpretation
from cd40lg_annot.report import multiqc
from cd40lg_annot.report.cohort import COLUMNS, cohort_index, guarded, index_row, summary_rows
from cd40lg_annot.report.exchange.clinvar_submission import (
    carriers_of,
    segregating_families,
    submission_rows,
    submission_table,
)
from cd40lg_annot.report.language import Language
from cd40lg_annot.report.sample import SampleReport, sample_report

HELP = "write the summary tables, the index, the manifest and MultiQC content"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this subcommand."""
    help_text = "what `interpret` wrote, every batch"
    parser.add_argument("--interpreted", type=Path, nargs="+", required=True, help=help_text)
    parser.add_argument("--results", type=Path, required=True, help="the results folder to write into")
    add_language_option(parser)
    parser.add_argument(
        "--config", default="{}", metavar="JSON", help="the configuration of the run, for the manifest"
    )


def run(options: argparse.Namespace) -> None:
    """Write the cohort's files; the manifest last, so that it can name the others."""
    batches = read_records(InterpretFile, options.interpreted)
    results: Path = options.results
    families = [family for batch in batches for family in batch.families]
    reports = [
        sample_report(sample, family, batch.provenance)
        for batch in batches
        for family in batch.families
        for sample in family.samples
    ]
    reports.sort(key=lambda report: (report.family, report.sample))
    _refuse_repeated(reports, options.interpreted)
    _write_summary(reports, results / "summary.tsv")
    _write_submission(reports, families, results / "clinvar_submission.tsv")
    _write_index(reports, families, batches[0], results, chosen_language(options))
    _write_multiqc(reports, results / "multiqc")
    write_manifest(batches, reports, len(families), options)


def _refuse_repeated(reports: Iterable[SampleReport], paths: Iterable[Path]) -> None:
    """Two batches with one sample would overwrite each other's reports."""
    seen: set[str] = set()
    for report in reports:
        if report.sample in seen:
            problem = f"sample {report.sample} stands in more than one batch"
            place = ", ".join(map(str, paths))
            raise UnreadableFileError(place, problem, "remove batches of an earlier run, then run again")
        seen.add(report.sample)


def _write_summary(reports: Iterable[SampleReport], path: Path) -> None:
    import pandas as pd

    rows = [asdict(row) for report in reports for row in summary_rows(report)]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object").map(guarded)
    write_whole(path, table.to_csv(sep="\t", index=False, lineterminator="\n"))


def _write_submission(
    reports: Iterable[SampleReport], families: Iterable[FamilyInterpretation], path: Path
) -> None:
    families = list(families)
    people = {sample.sample: sample.person for family in families for sample in family.samples}
    carriers = carriers_of((report, people[report.sample]) for report in reports)
    write_whole(path, submission_table(submission_rows(carriers, segregating_families(families))))


def _write_index(
    reports: Iterable[SampleReport],
    families: Iterable[FamilyInterpretation],
    batch: InterpretFile,
    results: Path,
    language: Language,
) -> None:
    from cd40lg_annot.report.page import index_page

    rows = [
        index_row(
            report,
            sample_link=places.link(places.sample_folder(results, report.sample) / "report.html", results),
            family_link=places.link(
                places.family_folder(results, report.family) / "carrier_report.html", results
            ),
        )
        for report in reports
    ]
    index = cohort_index(rows, families, batch.provenance)
    write_whole(results / "index.html", index_page(index, language))


def _write_multiqc(reports: list[SampleReport], folder: Path) -> None:
    for name, content in multiqc.sections(reports).items():
        places.write_json(content, folder / f"{name}_mqc.json")
