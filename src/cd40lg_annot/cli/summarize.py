"""Write what belongs to the whole cohort: tables, the index, the manifest, MultiQC content.

reads   results/interpret/*.json and the reports of every batch
writes  results/summary.tsv, failed.tsv, clinvar_submission.tsv, index.html, multiqc/*_mqc.json,
        manifest.json, ro-crate-metadata.json

    cd40lg-annot summarize --interpreted results/interpret/*.json --results results
"""

import argparse
import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cd40lg_annot.cli.language_option import add_language_option, chosen_language
from cd40lg_annot.cli.manifest import Contents, write_manifest
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import results as places
from cd40lg_annot.io.files import write_whole
from cd40lg_annot.io.records import InterpretFile, read_record
from cd40lg_annot.model import (
    FailedSample,
    FamilyInterpretation,
    InputFile,
    Person,
    Provenance,
    Status,
    Variant,
)
from cd40lg_annot.report import multiqc
from cd40lg_annot.report.cohort import (
    COLUMNS,
    IndexRow,
    SummaryRow,
    cohort_index,
    failed_row,
    guarded,
    index_row,
    summary_rows,
)
from cd40lg_annot.report.exchange.clinvar_submission import (
    Carrier,
    carriers_of,
    segregating_families,
    submission_rows,
    submission_table,
)
from cd40lg_annot.report.language import Language
from cd40lg_annot.report.sample import SampleReport, sample_report

HELP = "write the summary tables, the index, the manifest and MultiQC content"
# What a column of summary.tsv holds, where it is not the one of the same name that `annotate` writes.
MEANINGS = {
    "family": "family, as the pedigree names it",
    "sample": "sample, as the sample sheet names it",
    "person": "person, as the pedigree names them",
    "sex": "recorded sex: male, female or unknown",
    "status": "status in the family, such as confirmed_carrier",
    "assessed": "share of the coding exons and splice margins that was called, 0 to 1",
    "zygosity": "genotype state in the light of sex, such as hemizygous",
    "genotype": "GT as in the input",
    "relevance": "disease_causing, uncertain or not_reportable",
    "headline": "the report's first sentence",
    "notes": "what to know about this finding",
    "warnings": "what to settle before release",
}


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
    results: Path = options.results
    cohort = _cohort(options.interpreted, results)
    cohort.samples.sort(key=lambda sample: (sample.index.family, sample.index.sample))
    cohort.failed.sort(key=lambda item: (item.family, item.sample))
    _refuse_repeated(cohort.samples, options.interpreted)
    _write_summary(cohort, results / "summary.tsv")
    _write_failed(cohort.failed, results / "failed.tsv")
    _write_submission(cohort, results / "clinvar_submission.tsv")
    _write_index(cohort, results, chosen_language(options))
    _write_multiqc(cohort.samples, results / "multiqc")
    inputs = dict.fromkeys(item for sample in cohort.samples for item in sample.inputs)
    contents = Contents(
        cohort.provenance,
        tuple(cohort.commands),
        tuple(inputs),
        len(cohort.samples),
        cohort.families,
        tuple(cohort.failed),
    )
    write_manifest(contents, options)


@dataclass(frozen=True, slots=True)
class _Sample:
    """What the cohort's files say of one sample."""

    rows: tuple[SummaryRow, ...]
    index: IndexRow
    multiqc: multiqc.SampleRows
    inputs: tuple[InputFile, ...]
    carried: tuple[Carrier, ...]


@dataclass(slots=True)
class _Cohort:
    """What has been gathered so far; whole interpretations of a large cohort would fill the memory."""

    provenance: Provenance
    samples: list[_Sample] = field(default_factory=list)
    commands: dict[str, None] = field(default_factory=dict)
    families: int = 0
    failed: list[FailedSample] = field(default_factory=list)
    statuses: Counter[Status] = field(default_factory=Counter)
    segregating: Counter[Variant] = field(default_factory=Counter)


def _cohort(paths: Sequence[Path], results: Path) -> _Cohort:
    cohort = None
    for path in paths:
        batch = read_record(InterpretFile, path)
        cohort = cohort or _Cohort(batch.provenance)
        cohort.commands |= dict.fromkeys(batch.provenance.commands)
        cohort.failed += batch.failed
        for family in batch.families:
            _add(cohort, family, batch.provenance, results)
    assert cohort is not None  # noqa: S101 - the parser asks for one path at least
    return cohort


def _add(cohort: _Cohort, family: FamilyInterpretation, provenance: Provenance, results: Path) -> None:
    cohort.families += 1
    cohort.statuses.update(status.status for status in family.statuses)
    cohort.segregating.update(segregating_families([family]))
    for sample in family.samples:
        report = sample_report(sample, family, provenance)
        cohort.samples.append(_sample(report, sample.person, results))


def _sample(report: SampleReport, person: Person, results: Path) -> _Sample:
    page = places.sample_folder(results, report.sample) / "report.html"
    family_page = places.family_folder(results, report.family) / "carrier_report.html"
    row = index_row(
        report, sample_link=places.link(page, results), family_link=places.link(family_page, results)
    )
    carried = carriers_of([(report, person)])
    return _Sample(summary_rows(report), row, multiqc.sample_rows(report), report.inputs, carried)


def _refuse_repeated(samples: Iterable[_Sample], paths: Iterable[Path]) -> None:
    """Two batches with one sample would overwrite each other's reports."""
    seen: set[str] = set()
    for name in (sample.index.sample for sample in samples):
        if name in seen:
            problem = f"sample {name} stands in more than one batch"
            place = ", ".join(map(str, paths))
            raise UnreadableFileError(place, problem, "remove batches of an earlier run, then run again")
        seen.add(name)


def _write_summary(cohort: _Cohort, path: Path) -> None:
    rows = [row for sample in cohort.samples for row in sample.rows]
    rows += [failed_row(item) for item in cohort.failed]
    rows.sort(key=lambda row: (row.family, row.sample))
    _write_table(COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in rows), path)


def _write_failed(failed: Iterable[FailedSample], path: Path) -> None:
    rows = ([item.family, item.sample, item.stage, item.reason] for item in failed)
    _write_table(("family", "sample", "stage", "reason"), rows, path)


def _write_table(columns: Sequence[str], rows: Iterable[Sequence[str]], path: Path) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(guarded, row) for row in rows)
    write_whole(path, table.getvalue())


def _write_submission(cohort: _Cohort, path: Path) -> None:
    carriers = [carrier for sample in cohort.samples for carrier in sample.carried]
    write_whole(path, submission_table(submission_rows(carriers, cohort.segregating)))


def _write_index(cohort: _Cohort, results: Path, language: Language) -> None:
    from cd40lg_annot.report.page import index_page

    rows = [sample.index for sample in cohort.samples]
    index = cohort_index(rows, cohort.statuses, cohort.provenance, cohort.failed)
    write_whole(results / "index.html", index_page(index, language))


def _write_multiqc(samples: Iterable[_Sample], folder: Path) -> None:
    rows = {sample.index.sample: sample.multiqc for sample in samples}
    for name, content in multiqc.sections(rows).items():
        places.write_json(content, folder / f"{name}_mqc.json")
