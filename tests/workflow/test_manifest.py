"""The manifest of a run, checked against the files; and the RO-Crate, against its own rules."""

import hashlib
import json
import re
from importlib.metadata import version

import pytest

from cd40lg_annot import __version__
from cd40lg_annot.io.program import source_commit
from cd40lg_annot.io.reference import read_locus
from runs import PROJECT


@pytest.fixture(scope="module")
def manifest(finished):
    return json.loads((finished / "results/manifest.json").read_text())


@pytest.fixture(scope="module")
def graph(finished):
    crate = json.loads((finished / "results/ro-crate-metadata.json").read_text())
    return {entity["@id"]: entity for entity in crate["@graph"]}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_outputs_are_the_files_that_are_there(finished, manifest):
    results = finished / "results"
    there = {path.relative_to(results).as_posix() for path in results.rglob("*") if path.is_file()}
    assert {item["path"] for item in manifest["outputs"]} == there - {"manifest.json"}
    for item in manifest["outputs"]:
        path = results / item["path"]
        assert (item["sha256"], item["bytes"]) == (digest(path), path.stat().st_size)


def test_inputs_and_sheets_are_the_files_that_were_read(finished, manifest):
    assert {item["role"] for item in manifest["sheets"]} == {"samples", "pedigree", "people"}
    assert len(manifest["inputs"]) >= 7
    for item in manifest["inputs"] + manifest["sheets"]:
        path = finished / item["path"]
        assert (item["sha256"], item["bytes"]) == (digest(path), path.stat().st_size)


def test_tables_and_reference_are_those_that_are_shipped(manifest):
    shipped = {digest(path) for path in (PROJECT / "resources").rglob("*") if path.is_file()}
    for table in manifest["tables"]:
        assert table["release"]
        assert table["sha256"] in shipped or table["name"] == "classification rules"
    assert manifest["reference_sha256"] == read_locus().sha256


def test_program_tools_config_and_commands_are_stated(manifest):
    assert manifest["program"]["version"] == __version__
    assert manifest["program"]["commit"] == source_commit()
    assert all(manifest["tools"][name] == version(name) for name in ("pysam", "typst", "snakemake"))
    assert manifest["config"]["samples"] == "config/samples.tsv"
    assert manifest["settings"]["minimum_depth"] == "10"
    stages = [command.split()[1] for command in manifest["commands"]]
    assert stages.count("extract") == stages.count("interpret") == 2
    assert stages[-1] == "summarize"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", manifest["written"])


def test_a_page_states_what_it_was_made_from(finished):
    page = (finished / "results/samples/EX1-boy/report.html").read_text()
    report = json.loads((finished / "results/samples/EX1-boy/report.json").read_text())
    provenance = report["provenance"]
    assert [command.split()[1] for command in provenance["commands"]] == [
        "extract", "annotate", "interpret", "report",
    ]  # fmt: skip
    stated = [
        provenance["version"],
        provenance["commit"],
        provenance["reference_sha256"],
        *provenance["commands"],
    ]
    stated += [item["sha256"] for item in report["inputs"]]
    stated += [
        text for table in provenance["tables"] for text in (table["name"], table["release"], table["sha256"])
    ]
    stated += [f"{name} {number}" for name, number in provenance["tools"].items()]
    assert all(text in page for text in stated)


def references(value):
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        else:
            for inner in value.values():
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_the_crate_follows_workflow_run_crate(finished, graph):
    root = graph["./"]
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    conforms = {item["@id"] for item in root["conformsTo"]}
    assert {"https://w3id.org/ro/wfrun/process/0.5", "https://w3id.org/ro/wfrun/workflow/0.5"} <= conforms
    main = graph[root["mainEntity"]["@id"]]
    assert set(main["@type"]) == {"File", "SoftwareSourceCode", "ComputationalWorkflow"}
    assert (finished / "results" / main["@id"]).read_bytes() == (PROJECT / "workflow/Snakefile").read_bytes()
    run = graph["#run"]
    assert run["@type"] == "CreateAction"
    assert run["instrument"] == root["mainEntity"]
    assert {item["@id"] for item in root["mentions"]} == {"#run"}
    assert run["result"]
    assert run["object"]


def test_everything_the_crate_refers_to_is_described_or_an_address(graph):
    for entity in graph.values():
        for target in references(entity):
            assert target in graph or target.startswith(("https://", "http://")), target


def test_the_parts_of_the_crate_are_files_that_are_there(finished, graph):
    for part in graph["./"]["hasPart"]:
        assert (finished / "results" / part["@id"]).is_file()
        assert graph[part["@id"]]["@type"]
    for entity in graph.values():
        if "sha256" in entity and not entity["@id"].startswith("#"):
            assert digest(finished / "results" / entity["@id"]) == entity["sha256"]


def test_the_crate_is_read_by_the_library_of_the_trade(finished):
    reader = pytest.importorskip("rocrate.rocrate", reason="rocrate is not installed")
    crate = reader.ROCrate(finished / "results")
    assert crate.mainEntity.id == "workflow/Snakefile"
    assert crate.get("#run")["instrument"] == crate.mainEntity
