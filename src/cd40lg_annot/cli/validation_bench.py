"""What every check of a validation works with: the knowledge that is in force, and a folder of its own."""

import argparse
import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cd40lg_annot.cli import parsed
from cd40lg_annot.cli.knowledge import knowledge_of_options, read_knowledge, tables_in_force
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.io import results as places
from cd40lg_annot.io.program import provenance_of
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import case_files, read_cases, sheets_of, truth_files
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import InputFile, Provenance
from cd40lg_annot.validation.cases import Figure, case_answers
from cd40lg_annot.validation.cases import figures as figures_of
from cd40lg_annot.validation.outcome import Case, Row
from cd40lg_annot.variant import Describer, Namer
from cd40lg_annot.variant.reading import read_name


@dataclass
class Bench:
    """Options of the command, a folder to work in, and figures that the checks leave for the report."""

    options: argparse.Namespace
    folder: Path
    figures: dict[str, tuple[Figure, ...]] = field(default_factory=dict)

    @cached_property
    def locus(self) -> Locus:
        """The reference."""
        return read_locus()

    @cached_property
    def namer(self) -> Namer:
        """Names of variants."""
        return Namer(self.locus)

    @cached_property
    def describer(self) -> Describer:
        """Names and effects of variants."""
        return Describer(self.locus)

    @cached_property
    def bundled(self) -> Knowledge:
        """The bundled tables alone: the truth tables presume them."""
        return read_knowledge(self.locus)

    @cached_property
    def cases(self) -> tuple[dict[str, str], ...]:
        """The laboratory's own cases, none without `--cases`."""
        return read_cases(self.options.cases) if self.options.cases else ()

    def provenance(self, command: str) -> Provenance:
        """What the report says of its own making: the tables are those of the laboratory's cases."""
        return provenance_of(
            self.locus, command, tables_in_force(knowledge_of_options(self.options, self.locus))
        )

    def inputs(self) -> tuple[InputFile, ...]:
        """Truth tables, and the laboratory's files."""
        own = case_files(self.options.cases, self.cases) if self.options.cases else ()
        return (*truth_files(), *own)

    def meaning(self, name: str) -> Sequence[str]:
        """Normal forms that a typed name stands for, as reports write them."""
        read = read_name(name, self.locus)
        return [self.namer.names(variant).vcf_grch38 for variant in read.variants]

    def own_tables(self) -> list[str]:
        """The options that name the laboratory's tables, for the stages that take them."""
        options = self.options
        given = [("--table", path) for path in options.table]
        given += [("--population", path) for path in options.population]
        given += [("--scores", text) for text in options.scores]
        chosen = {
            "--missense-predictor": options.missense_predictor,
            "--splice-predictor": options.splice_predictor,
            "--criteria": options.criteria,
        }
        given += [(option, value) for option, value in chosen.items() if value]
        return [str(part) for pair in given for part in pair]

    def answers(self, rows: tuple[dict[str, str], ...], name: str, tables: Sequence[str] = ()) -> list[Case]:
        """Report the samples of a table of cases, and hold the reports against what was expected."""
        results = run_stages(rows, self.folder / name, tables)
        found = list(case_answers(rows, sample_reports(results, rows), statuses(results), self.meaning))
        self.figures[name] = figures_of(rows, found)
        return found


def run_stages(rows: tuple[dict[str, str], ...], folder: Path, tables: Sequence[str] = ()) -> Path:
    """Take the samples of a table of cases through every stage; gives the results folder.

    Raises:
        AnnotationError: an input is at fault.
    """
    folder.mkdir(parents=True, exist_ok=True)
    samples, pedigree = sheets_of(rows, folder)
    results = folder / "results"
    checked = results / "check" / "inputs.json"
    step("check-inputs", "--samples", samples, "--pedigree", pedigree, "--output", checked)
    interpreted = []
    for batch in json.loads(checked.read_bytes())["batches"]:
        name = batch["name"]
        extract, variants, interpret = (
            results / stage / f"{name}.json" for stage in ("extract", "annotate", "interpret")
        )
        read = ["--inputs", checked, "--batch", name]
        step("extract", *read, "--output", extract)
        step("annotate", extract, "--output", variants, *tables)
        known = ["--extract", extract, "--variants", variants]
        step("interpret", *read, *known, "--output", interpret, *tables)
        step("report", "--interpreted", interpret, "--results", results, "--no-pdf")
        interpreted.append(interpret)
    step("summarize", "--interpreted", *interpreted, "--results", results)
    return results


def step(*arguments: object) -> str:
    """Run one subcommand as a person would; gives what it printed.

    Raises:
        AnnotationError: its input is at fault.
    """
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        options = parsed([str(argument) for argument in arguments])
        options.run(options)
    return printed.getvalue()


def sample_reports(results: Path, rows: Sequence[Row]) -> dict[str, Mapping[str, Any]]:
    """The JSON report of each sample."""
    names = dict.fromkeys(row["sample"] for row in rows)
    return {
        name: json.loads((places.sample_folder(results, name) / "report.json").read_bytes()) for name in names
    }


def statuses(results: Path) -> dict[str, str]:
    """Status by person, from the carrier reports."""
    reports = [
        json.loads(path.read_bytes()) for path in sorted(results.glob("families/*/carrier_report.json"))
    ]
    return {person["person"]: person["status"] for report in reports for person in report["people"]}
