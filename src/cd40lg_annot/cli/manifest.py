"""What the whole run was: `manifest.json`, and the same for machines as `ro-crate-metadata.json`."""

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io import results as places
from cd40lg_annot.io.files import input_file, write_whole
from cd40lg_annot.io.resources import workflow_files
from cd40lg_annot.model import FailedSample, InputFile, Provenance
from cd40lg_annot.report.crate import crate_of
from cd40lg_annot.report.stale import stale_tables

_FOLDERS = ("check", "extract", "annotate", "interpret", "multiqc", "workflow")
_CRATE = "ro-crate-metadata.json"
_COHORT_FILES = ("summary.tsv", "failed.tsv", "clinvar_submission.tsv", "index.html")
# Keys of the configuration that name one of the laboratory's own files, or a list of them.
_SHEETS = (
    "samples", "pedigree", "people", "clinic", "intervals", "evidence", "tables", "population", "scores",
    "criteria", "sex_tables",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contents:
    """What the results folder holds: the first batch's provenance, and of all batches the rest."""

    provenance: Provenance
    commands: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    samples: int
    families: int
    failed: tuple[FailedSample, ...] = ()


def write_manifest(contents: Contents, options: argparse.Namespace) -> None:
    """Write both; last of all, for they name every other file with its checksum."""
    results: Path = options.results
    manifest = _run(contents, options)
    workflow = _copied_workflow(results)
    outputs = _outputs(results, options.interpreted)
    manifest["outputs"] = outputs
    places.write_json(crate_of(manifest, workflow), results / _CRATE)
    manifest["outputs"] = _in_order([*outputs, *places.listed(results, [results / _CRATE])])
    places.write_json(manifest, results / "manifest.json")


def _run(contents: Contents, options: argparse.Namespace) -> dict[str, Any]:
    provenance = contents.provenance
    config = _config(options.config)
    return {
        "program": {"name": "cd40lg-annot", "version": provenance.version, "commit": provenance.commit},
        "tools": provenance.tools,
        "commands": [*contents.commands, options.command_line],
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
        "samples": contents.samples,
        "families": contents.families,
        "failed": [asdict(item) for item in contents.failed],
        "sheets": [asdict(item) for item in _sheets(config)],
        "inputs": [asdict(item) for item in sorted(contents.inputs, key=_place)],
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
        for entry in value if isinstance(value, list) else [value]:
            for path in _named_by(entry):
                yield input_file(path, key)


def _named_by(entry: object) -> Iterable[str]:
    """Files that one entry of the configuration names; of a folder, every table in it."""
    path = entry.get("file") if isinstance(entry, dict) else entry
    if not isinstance(path, str) or not path:
        return []
    return sorted(map(str, Path(path).glob("*.tsv"))) if Path(path).is_dir() else [path]


def _copied_workflow(results: Path) -> list[str]:
    """Put the workflow's files beside the results, where they are at hand; paths from the results folder."""
    copied = []
    for name, path in workflow_files().items():
        write_whole(results / "workflow" / name, path.read_bytes())
        copied.append(f"workflow/{name}")
    return copied


def _place(item: InputFile) -> tuple[str, str]:
    return item.path, item.role


def _outputs(results: Path, interpreted: Sequence[Path]) -> list[dict[str, Any]]:
    """Path, size and SHA-256 of every file that this program wrote, crate and manifest aside.

    What `report` listed of its batch is not read again; where it left no list, all below the folders is.
    """
    lists = [results / "report" / path.name for path in interpreted]
    if all(path.is_file() for path in lists):
        known = [entry for path in lists for entry in places.read_list(path)]
        folders: tuple[str, ...] = (*_FOLDERS, "report")
    else:
        known, folders = [], (*_FOLDERS, "samples", "families")
    found = [path for folder in folders for path in (results / folder).rglob("*") if path.is_file()]
    whole = [path for path in found if not any(part.startswith(".partial-") for part in path.parts)]
    own = places.listed(results, [*whole, *(results / name for name in _COHORT_FILES)])
    return _in_order([*known, *own])


def _in_order(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(outputs, key=lambda entry: str(entry["path"]))
