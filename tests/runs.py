"""Run the workflow in a temporary folder, through Snakemake's own command."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# The jobs at the end of each run in which anything has changed.
COHORT = {"summarize", "all_reported"}


def snakemake(
    folder: Path, *arguments: str, project: Path = PROJECT, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run Snakemake in a folder with the rules of a checkout, and with that checkout's package.

    `variables` are set in its environment.
    """
    command = [sys.executable, "-m", "snakemake", "-s", str(project / "Snakefile")]
    command += ["--cores", "2", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # every job would compile the package again
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def planned(folder: Path, *arguments: str, project: Path = PROJECT) -> set[str]:
    """Stage and batch of each job that a dry run plans, e.g. `extract EX1`; `all` is left out."""
    done = snakemake(folder, *arguments, "--dry-run", "--quiet", "host", project=project)
    assert done.returncode == 0, done.stderr
    outputs = re.findall(r"^ +output: ([^,\n]+)", done.stdout + done.stderr, flags=re.MULTILINE)
    return {_job(Path(output)) for output in outputs}


def _job(first_output: Path) -> str:
    if first_output.parts[0] == "logs":
        return first_output.name
    folder, *inner = first_output.relative_to("results").parts
    if folder in {"samples", "families"}:
        return f"report {inner[0].split('-')[0]}"
    return f"{folder} {first_output.stem}" if inner else "summarize"


def whole_batch(batch: str) -> set[str]:
    """Every job of a batch, and the summary."""
    stages = ("check", "extract", "annotate", "interpret", "report")
    return {f"{stage} {batch}" for stage in stages} | COHORT


def copy_example(folder: Path) -> None:
    """Put the bundled configuration and its files into a folder."""
    shutil.copytree(PROJECT / "config", folder / "config", dirs_exist_ok=True)
    shutil.copytree(PROJECT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))


def append(path: Path, *cells: str) -> None:
    """Add a tab-separated line to a sheet."""
    with path.open("a", encoding="utf-8") as file:
        file.write("\t".join(cells) + "\n")


def replace_text(path: Path, old: str, new: str) -> None:
    """Change a text file, which must hold what is to be replaced."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
