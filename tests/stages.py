"""Every stage in one process, as the workflow would run it: sheets in, results folder out, PDFs apart."""

import json
from pathlib import Path

from cd40lg_annot.cli import main


def run_stages(folder: Path, samples: str, pedigree: str, evidence: str = "") -> Path:
    """Write the sheets into `folder`, run all stages there, and give the results folder."""
    folder.mkdir(exist_ok=True)
    results = folder / "results"
    (folder / "samples.tsv").write_text(samples)
    (folder / "pedigree.ped").write_text(pedigree)
    inputs = results / "check" / "inputs.json"
    sheets = ["--samples", folder / "samples.tsv", "--pedigree", folder / "pedigree.ped"]
    (folder / "evidence.tsv").write_text(evidence)
    tests = ["--evidence", folder / "evidence.tsv"] if evidence else []
    step("check-inputs", *sheets, *tests, "--output", inputs)
    batches = [batch["name"] for batch in json.loads(inputs.read_text())["batches"]]
    files = {
        stage: [results / stage / f"{batch}.json" for batch in batches] for stage in ("extract", "interpret")
    }
    for batch, extract in zip(batches, files["extract"], strict=True):
        step("extract", "--inputs", inputs, "--batch", batch, "--output", extract)
    variants = results / "annotate" / "variants.json"
    step("annotate", *files["extract"], "--output", variants)
    for batch, extract, interpret in zip(batches, files["extract"], files["interpret"], strict=True):
        known = ["--extract", extract, "--variants", variants]
        step("interpret", "--inputs", inputs, "--batch", batch, *known, *tests, "--output", interpret)
        step("report", "--interpreted", interpret, "--results", results, "--no-pdf")
    step("summarize", "--interpreted", *files["interpret"], "--results", results)
    return results


def step(*arguments: object) -> None:
    """Run one subcommand that has to succeed."""
    assert main([str(argument) for argument in arguments]) == 0


def sample_report(results: Path, sample: str) -> dict:
    """The JSON report of one sample."""
    return json.loads((results / "samples" / sample / "report.json").read_text())


def statuses(results: Path, family: str) -> dict[str, str]:
    """Status of each person in a family's carrier report."""
    report = json.loads((results / "families" / family / "carrier_report.json").read_text())
    return {person["person"]: person["status"] for person in report["people"]}


def person_report(results: Path, family: str, person: str) -> dict:
    """What a family's carrier report says of one person."""
    report = json.loads((results / "families" / family / "carrier_report.json").read_text())
    return next(item for item in report["people"] if item["person"] == person)


def family_warnings(results: Path, family: str) -> list[str]:
    """Warnings of a family's carrier report."""
    report = json.loads((results / "families" / family / "carrier_report.json").read_text())
    return report["warnings"]
