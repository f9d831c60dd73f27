"""A results folder as an RO-Crate: what was run, on what, with which result, for machines to read.

Workflow Run RO-Crate 0.5 (Process Run Crate where the workflow's own files are not at hand), on
RO-Crate 1.1 and Workflow RO-Crate 1.0: https://www.researchobject.org/workflow-run-crate/.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"]
_BASE = "https://w3id.org/ro/wfrun"
_SNAKEMAKE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
# Beyond this many files only those of the whole cohort stand here; the manifest has each one.
MOST_FILES = 5000
_TYPES = {
    ".html": "text/html",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".tsv": "text/tab-separated-values",
    ".gz": "application/gzip",
}
_PROGRAM = "#cd40lg-annot"


def crate_of(manifest: dict[str, Any], workflow: Sequence[str] = ()) -> dict[str, Any]:
    """Describe a run.

    Args:
        manifest: what `manifest.json` will say, its checksums of outputs included.
        workflow: the workflow's files in the results folder, the main one first; empty if there are none.
    """
    outputs = _shown(manifest["outputs"], workflow)
    inputs = [*manifest["inputs"], *manifest["sheets"]]
    files = [*({"path": path} for path in workflow), *outputs]
    profiles = [f"{_BASE}/process/0.5"]
    if workflow:
        profiles += [f"{_BASE}/workflow/0.5", "https://w3id.org/workflowhub/workflow-ro-crate/1.0"]
    root = _root(manifest, [_id(file["path"]) for file in files], profiles, workflow)
    graph = [
        _descriptor(workflow=bool(workflow)),
        root,
        *(_profile(profile) for profile in profiles),
        {"@id": "#licence", "@type": "CreativeWork", "name": "As the laboratory that holds the data decides"},
        _program(manifest),
        *_workflow(workflow, manifest),
        _action(manifest, inputs, outputs, workflow),
        *({"@id": f"#sha256:{item['sha256']}", **_file(item)} for item in _distinct(inputs)),
        *({"@id": _id(item["path"]), **_file(item)} for item in outputs),
    ]
    return {"@context": _CONTEXT, "@graph": graph}


def _descriptor(*, workflow: bool) -> dict[str, Any]:
    conforms = [{"@id": "https://w3id.org/ro/crate/1.1"}]
    if workflow:
        conforms.append({"@id": "https://w3id.org/workflowhub/workflow-ro-crate/1.0"})
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": conforms,
        "about": {"@id": "./"},
    }


def _profile(address: str) -> dict[str, Any]:
    name, version = address.removeprefix("https://w3id.org/").rsplit("/", 1)
    return {"@id": address, "@type": "CreativeWork", "name": name, "version": version}


def _root(
    manifest: dict[str, Any], parts: Sequence[str], profiles: Sequence[str], workflow: Sequence[str]
) -> dict[str, Any]:
    counts = f"{manifest['samples']} samples, {manifest['families']} families"
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": "CD40LG reports",
        "description": f"Variants of CD40LG, and who carries them: {counts}",
        "datePublished": manifest["written"],
        "license": {"@id": "#licence"},
        "conformsTo": [{"@id": profile} for profile in profiles],
        "hasPart": [{"@id": part} for part in parts],
        "mentions": [{"@id": "#run"}],
    }
    return root | ({"mainEntity": {"@id": workflow[0]}} if workflow else {})


def _program(manifest: dict[str, Any]) -> dict[str, Any]:
    program = manifest["program"]
    return {
        "@id": _PROGRAM,
        "@type": "SoftwareApplication",
        "name": program["name"],
        "softwareVersion": program["version"],
        "softwareRequirements": [f"{name} {number}" for name, number in manifest["tools"].items()],
    } | ({"identifier": program["commit"]} if program["commit"] else {})


def _workflow(workflow: Sequence[str], manifest: dict[str, Any]) -> list[dict[str, Any]]:
    if not workflow:
        return []
    main, *others = workflow
    kinds = ["File", "SoftwareSourceCode", "ComputationalWorkflow"]
    return [
        {
            "@id": main,
            "@type": kinds,
            "name": "cd40lg-annot workflow",
            "programmingLanguage": {"@id": _SNAKEMAKE},
            "version": manifest["program"]["version"],
            "hasPart": [{"@id": path} for path in others],
        },
        *({"@id": path, "@type": "File", "name": path} for path in others),
        {
            "@id": _SNAKEMAKE,
            "@type": "ComputerLanguage",
            "name": "Snakemake",
            "identifier": {"@id": "https://snakemake.readthedocs.io"},
            "url": {"@id": "https://snakemake.readthedocs.io"},
            "version": manifest["tools"].get("snakemake", ""),
        },
    ]


def _action(
    manifest: dict[str, Any],
    inputs: Sequence[dict[str, Any]],
    outputs: Sequence[dict[str, Any]],
    workflow: Sequence[str],
) -> dict[str, Any]:
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"cd40lg-annot {manifest['program']['version']} on {manifest['samples']} samples",
        "description": "\n".join(manifest["commands"][-1:]),
        "endTime": manifest["written"],
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
        "instrument": {"@id": workflow[0] if workflow else _PROGRAM},
        "object": [{"@id": f"#sha256:{item['sha256']}"} for item in _distinct(inputs)],
        "result": [{"@id": _id(item["path"])} for item in outputs],
    }


def _distinct(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({item["sha256"]: item for item in reversed(items)}.values())[::-1]


def _file(item: dict[str, Any]) -> dict[str, Any]:
    suffix = item["path"][item["path"].rfind(".") :]
    return {
        "@type": "File",
        "name": item["path"],
        "contentSize": str(item["bytes"]),
        "sha256": item["sha256"],
        "encodingFormat": _TYPES.get(suffix, "application/octet-stream"),
    }


def _shown(outputs: Sequence[dict[str, Any]], workflow: Sequence[str]) -> list[dict[str, Any]]:
    found = [item for item in outputs if item["path"] not in workflow]
    return found if len(found) <= MOST_FILES else [item for item in found if "/" not in item["path"]]


def _id(path: str) -> str:
    """A path as the relative address that RO-Crate asks for."""
    return quote(path)
