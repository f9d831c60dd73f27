"""Run reference samples through the workflow and show what changed against the kept summaries.

    make reference                       the sets in this folder
    make reference DIR=my/references     a laboratory's own samples.tsv and pedigree.ped (and people.tsv)
    make reference ACCEPT=yes            keep what is found now as the new expectation

Each set is a folder with its sheets and `expected.tsv`, one row per person: status, how much was assessed,
what was found. Nothing is left behind but that file. Exit status 1 if anything differs.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
REAL = Path(os.environ.get("CD40LG_SHARED", PROJECT.parent / "shared")) / "real"
COLUMNS = ("family", "person", "sex", "status", "build", "assessed", "structural", "findings")

Row = dict[str, str]


def main(arguments: list[str] | None = None) -> int:
    """Compare every set; 1 if one differs, cannot be run, or has no summary to compare with."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="a folder with samples.tsv and pedigree.ped")
    parser.add_argument("--accept", action="store_true", help="write the summaries instead")
    options = parser.parse_args(arguments)
    folders = (
        [options.folder] if options.folder else sorted(path.parent for path in HERE.glob("*/expected.tsv"))
    )
    verdicts = [compared(folder, accept=options.accept) for folder in folders]
    return 0 if all(verdicts) else 1


def compared(folder: Path, *, accept: bool) -> bool:
    """Run one set; whether it is as expected."""
    if needs_real(folder) and not REAL.is_dir():
        print(f"{folder.name}: skipped, {REAL} is absent (set CD40LG_SHARED)")
        return True
    with tempfile.TemporaryDirectory() as scratch:
        found = run(folder.resolve(), Path(scratch))
    if found is None:
        return False
    expected = folder / "expected.tsv"
    if accept:
        write(found, expected)
        print(f"{folder.name}: {len(found)} people kept in {expected}")
        return True
    changes = (
        list(differences(read(expected), found))
        if expected.is_file()
        else ["no expected.tsv yet; say ACCEPT=yes"]
    )
    for change in changes or [f"{len(found)} people, as expected"]:
        print(f"{folder.name}: {change}")
    return not changes


def needs_real(folder: Path) -> bool:
    """Whether a set reads the public samples that stand beside the checkout."""
    return folder.parent == HERE and "\treal/" in (folder / "samples.tsv").read_text(encoding="utf-8")


def run(folder: Path, scratch: Path) -> list[Row] | None:
    """Run the workflow in a scratch folder and sum up its results; None if it failed."""
    if REAL.is_dir():
        (scratch / "real").symlink_to(REAL)
    (scratch / "examples").symlink_to(PROJECT / "examples")
    sheets = {"samples": "samples.tsv", "pedigree": "pedigree.ped", "people": "people.tsv"}
    config = {key: str(folder / name) for key, name in sheets.items() if (folder / name).is_file()}
    (scratch / "config.yaml").write_text(json.dumps(config), encoding="utf-8")
    snakemake = shutil.which(
        "snakemake", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    profile = PROJECT / "workflow" / "profiles" / "default"
    command = [snakemake, "-s", PROJECT / "Snakefile", "--workflow-profile", profile, "--cores", "all"]
    command += ["--configfile", "config.yaml", "--quiet", "all"]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{folder.name}: the workflow failed\n{done.stderr}")
        return None
    return sorted(summary(scratch / "results"), key=lambda row: (row["family"], row["person"]))


def summary(results: Path) -> Iterator[Row]:
    """One row per person of every family."""
    with (results / "summary.tsv").open(encoding="utf-8", newline="") as file:
        assessed = {row["sample"]: row["assessed"] for row in csv.DictReader(file, delimiter="\t")}
    samples = {report["sample"]: report for report in reports(results, "samples/*/report.json")}
    for family in reports(results, "families/*/carrier_report.json"):
        for person in family["people"]:
            sample = samples.get(person["sample"], {})
            yield {
                "family": family["family"],
                "person": person["person"],
                "sex": person["sex"],
                "status": person["status"],
                "build": sample.get("build", ""),
                "assessed": assessed.get(person["sample"], ""),
                "structural": str(len(sample.get("structural", []))),
                "findings": "; ".join(map(in_words, sample.get("findings", []))),
            }


def in_words(finding: dict) -> str:
    """A finding in as many words as a change of it needs to be noticed."""
    parts = ("hgvs_c", "hgvs_p", "zygosity", "classification", "relevance")
    return " ".join(str(finding[part]) for part in parts)


def reports(results: Path, pattern: str) -> list[dict]:
    """The JSON reports at a place."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob(pattern))]


def differences(expected: Iterable[Row], found: Iterable[Row]) -> Iterator[str]:
    """What differs, a line for each person and column."""
    before, now = ({(row["family"], row["person"]): row for row in rows} for rows in (expected, found))
    for family, person in sorted(before.keys() | now.keys()):
        old, new = before.get((family, person)), now.get((family, person))
        name = f"{person} of {family}"
        if old is None or new is None:
            yield f"{name} is {'new' if old is None else 'gone'}"
            continue
        for column in COLUMNS:
            if old[column] != new[column]:
                yield f"{name}: {column} was {old[column] or 'empty'}, is {new[column] or 'empty'}"


def read(path: Path) -> list[Row]:
    """Read a kept summary."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def write(rows: Iterable[Row], path: Path) -> None:
    """Keep a summary."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
