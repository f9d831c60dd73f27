"""What to cite: the tables and tools of the run, in three forms that programs can read."""

import json
import re

import pytest
import yaml

from cd40lg_annot import __version__
from cd40lg_annot.cli import main
from cd40lg_annot.io.resources import read_citations


@pytest.fixture
def results(tmp_path):
    manifest = {
        "program": {"name": "cd40lg-annot", "version": "0.9", "commit": "abc123"},
        "tools": {"snakemake": "9.1", "weird: tool": "1"},
        "tables": [
            {"name": "CI-SpliceAI", "release": "2026-11-23", "source": "scores"},
            {"name": "our 100% & own", "release": "2026", "source": 'we said "so": {x}'},
        ],
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def cited(capsys, *arguments):
    assert main(["cite", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_a_run_is_cited_with_its_own_versions_and_licences(results, capsys):
    text = cited(capsys, "--results", results)

    assert "cd40lg-annot 0.9, commit abc123" in text
    for words in ("snakemake 9.1", "F1000Research 2021;10:33", "our 100% & own 2026", 'we said "so": {x}'):
        assert words in text
    assert re.search(
        r"Strauch Y, .* doi:10.1371/journal.pone.0269159\n +Licence: CC BY 4.0.*not endorsed", text
    )


def test_without_a_run_every_bundled_table_and_tool_is_named(capsys):
    text = cited(capsys)

    assert __version__ in text
    for words in ("ClinVar", "UniProt", "CI-SpliceAI", "classification rules", "hgvs-weaver"):
        assert words in text


def test_bibtex_has_each_entry_once_with_balanced_braces(results, capsys):
    text = cited(capsys, "--results", results, "--format", "bibtex")

    keys = re.findall(r"^@\w+\{([^,]+),$", text, flags=re.MULTILINE)
    assert len(keys) == len(set(keys)) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in keys)
    assert "author = {Strauch, Y and Lord, J and" in text
    assert "100\\% \\& own" in text


@pytest.mark.parametrize("source", ["run", "project"])
def test_cff_has_what_the_format_asks_for(results, capsys, project, source):
    if source == "run":
        cff = yaml.safe_load(cited(capsys, "--results", results, "--format", "cff"))
        assert [item["title"] for item in cff["references"]][1] == "our 100% & own"
    else:
        cff = yaml.safe_load((project / "CITATION.cff").read_text())
    # https://github.com/citation-file-format: these four are required, and no key is unknown.
    assert {"authors", "cff-version", "message", "title"} <= set(cff)
    known = {"version", "commit", "license", "type", "references", "keywords", "date-released", "abstract"}
    assert set(cff) <= {"authors", "cff-version", "message", "title"} | known
    assert (cff["cff-version"], cff["type"]) == ("1.2.0", "software")
    for item in (cff, *cff.get("references", [])):
        assert item["authors"]
        assert all("name" in author or "family-names" in author for author in item["authors"])
        assert isinstance(item.get("version", ""), str)
    for item in cff.get("references", []):
        assert {"authors", "title", "type"} <= set(item)
        assert isinstance(item.get("year", 0), int)
        assert re.fullmatch(r"10\.\d{4,9}/\S+", item.get("doi", "10.1000/x"))


@pytest.mark.parametrize(
    ("text", "said"), [(None, "No such file"), ("{", "is not a manifest"), ("[]", "is not")]
)
def test_no_manifest_is_one_line(tmp_path, capsys, text, said):
    if text:
        (tmp_path / "manifest.json").write_text(text)
    assert main(["cite", "--results", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_citations_are_whole():
    for row in read_citations():
        assert row["key"]
        assert row["id"].isalnum()
        assert row["licence"]
