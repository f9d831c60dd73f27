"""What the whole run was: `manifest.json`, and the same for machines as `ro-crate-metadata.json`."""

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import results as places
from cd40lg_annot.io.files import input_file, write_whole
from cd40lg_annot.io.records import InterpretFile
from cd40lg_annot.io.resources import workflow_files
from cd40lg_annot.model import InputFile
from cd40lg_annot.report.crate import crate_of
from cd40lg_annot.report.sample import SampleReport
from cd40lg_annot.report.stale import stale_tables

_FOLDERS = ("check", "extract", "annotate", "interpret", "samples", "families", "multiqc", "workflow")
_CRATE = "ro-crate-metadata.json"
_COHORT_FILES = ("summary.tsv", "clinvar_submission.tsv", "index.html", _CRATE)
# Keys of the configuration that name one of the laboratory's own files, or a list of them.
_SHEETS = (
    "samples", "pedigree", "people", "clinic", "evidence", "tables", "population", "scores", "sex_tables",
)  # fmt: skip


def write_manifest(
    batches: Sequence[InterpretFile],
    reports: Sequence[SampleReport],
    families: int,
    options: argparse.Namespace,
) -> None:
    """Write both; last of all, for they name every other file with its checksum."""
    results: Path = options.results
    manifest = _run(batches, reports, families, options)
    workflow = _copied_workflow(results)
    manifest["outputs"] = places.listed(results, _outputs(results, without=_CRATE))
    places.write_json(crate_of(manifest, workflow), results / _CRATE)
    manifest["outputs"] = places.listed(results, _outputs(results))
    places.write_json(manifest, results / "manifest.json")


def _run(
    batches: Sequence[InterpretFile],
    reports: Sequence[SampleReport],
    families: int,
    options: argparse.Namespace,
) -> dict[str, Any]:
    provenance = batches[0].provenance
    config = _config(options.config)
    inputs = dict.fromkeys(item for report in reports for item in report.inputs)
    commands = dict.fromkeys(command for batch in batches for command in batch.provenance.commands)
    return {
        "program": {"name": "cd40lg-annot", "version": provenance.version, "commit": provenance.commit},
        "tools": provenance.tools,
        "commands": [*commands, options.command_line],
        "config": config,
        "settings": provenance.settings,
        # The one thing here that differs between two runs on the same input.
        "written": _now(),
        "date": provenance.date,
        "constructed_note": provenance.constructed_note,
        "transcript": provenance.transcript,
        "reference_sha256": provenance.reference_sha256,
        "tables": [asdict(table) for table in provenance.tables],
        "stale_tables": list(stale_tables(provenance)),
        "samples": len(reports),
        "families": families,
        "sheets": [asdict(item) for item in _sheets(config)],
        "inputs": [asdict(item) for item in sorted(inputs, key=_place)],
    }


def _now() -> str:
    """The time of writing, UTC; `SOURCE_DATE_EPOCH` (seconds since 1970) stands in for the clock."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    time = datetime.fromtimestamp(int(stated), UTC) if stated.isdecimal() else datetime.now(UTC)
    return time.isoformat(timespec="seconds")


def _config(text: str) -> dict[str, Any]:
    try:
        config = json.loads(text)
    except ValueError as error:
        raise UnreadableFileError("--config", "is not JSON", "leave it to the workflow") from error
    return config if isinstance(config, dict) else {}


def _sheets(config: dict[str, Any]) -> Iterable[InputFile]:
    for key in _SHEETS:
        value = config.get(key)
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, str) and path:
                yield input_file(path, key)


def _copied_workflow(results: Path) -> list[str]:
    """Put the workflow's files beside the results, where they are at hand; paths from the results folder."""
    copied = []
    for name, path in workflow_files().items():
        write_whole(results / "workflow" / name, path.read_bytes())
        copied.append(f"workflow/{name}")
    return copied


def _place(item: InputFile) -> tuple[str, str]:
    return item.path, item.role


def _outputs(results: Path, without: str = "") -> list[Path]:
    """Give every file below the results folder that this program writes, the manifest itself aside."""
    found = [path for folder in _FOLDERS for path in (results / folder).rglob("*") if path.is_file()]
    whole = [path for path in found if not any(part.startswith(".partial-") for part in path.parts)]
    return [*whole, *(results / name for name in _COHORT_FILES if name != without)]
