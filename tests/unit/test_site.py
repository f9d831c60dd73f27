"""The documentation as a site: it builds offline and strict, and its reference leaves nothing out."""

import importlib
import importlib.util
import json
import re
import subprocess
import sys

import pytest
import yaml

from cd40lg_annot.cli import SUBCOMMANDS, parsed
from cd40lg_annot.report.cohort import COLUMNS as SUMMARY
from runs import PROJECT

# What a browser fetches by itself; a link that a person follows is none.
LOADED = re.compile(
    r'<(?:script|img|iframe|source)[^>]+src="(?:https?:)?//'
    r'|<link[^>]+rel="(?:stylesheet|preconnect|icon)"[^>]+href="(?:https?:)?//'
)


@pytest.fixture(scope="module")
def pages():
    sys.path.insert(0, str(PROJECT / "bench"))
    try:
        yield importlib.import_module("make_site").reference()
    finally:
        sys.path.remove(str(PROJECT / "bench"))


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_command_and_option_stands_in_the_reference(pages, name, capsys):
    with pytest.raises(SystemExit):
        parsed([name, "--help"])
    section = pages["commands.md"].partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    assert options
    assert {option for option in options if option not in section} == set()


def test_every_key_of_the_configuration_stands_in_the_reference(pages):
    schema = yaml.safe_load((PROJECT / "workflow/schemas/config.schema.yaml").read_text())
    for key in schema["properties"]:
        assert f"| `{key}` |" in pages["configuration.md"]


def test_every_column_stands_in_the_reference_with_its_meaning(pages):
    section = pages["columns.md"].partition("## results/summary.tsv")[2].partition("\n## ")[0]
    for name in SUMMARY:
        assert re.search(rf"\| `{name}` \| .*\w.* \|", section), name


def test_columns_that_are_written_are_those_of_the_reference(pages, tmp_path):
    (tmp_path / "names.txt").write_text("c.761C>T\n")
    command = ["annotate", str(tmp_path / "names.txt"), "--output", str(tmp_path / "out.tsv")]
    options = parsed(command)
    options.run(options)
    section = pages["columns.md"].partition("## What `annotate` writes")[2].partition("\n## ")[0]
    written = (tmp_path / "out.tsv").read_text().split("\n")[0].split("\t")
    assert written == re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["report.schema.json", "carrier_report.schema.json"])
def test_every_json_field_stands_in_the_reference(pages, name):
    schema = json.loads((PROJECT / "docs/schemas" / name).read_text())
    for part in (schema, *schema["$defs"].values()):
        for field in part.get("properties", {}):
            assert f"| `{field}` |" in pages["json.md"], field


def test_the_site_builds_without_a_broken_link_or_anything_from_elsewhere(tmp_path):
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("mkdocs-material is not installed here")
    done = subprocess.run(
        [sys.executable, PROJECT / "bench/make_site.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for page in (PROJECT / "build/site").rglob("*.html"):
        assert not LOADED.search(page.read_text("utf-8")), page


def test_every_page_of_the_documentation_has_its_place(pages):
    placed = (PROJECT / "docs/site.yml").read_text()
    for page in (PROJECT / "docs").glob("**/*.md"):
        name = page.relative_to(PROJECT).as_posix()
        assert name in placed or "/decisions/" in name, name
