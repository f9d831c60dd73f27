"""Runs every folder of tests/cases/annotate/: input.*, more arguments, and expected.tsv or error.txt."""

import os
import shlex
from pathlib import Path

import pytest

from cd40lg_annot.cli import main

INPUTS = sorted((Path(__file__).parent / "cases" / "annotate").glob("*/input.*"))


@pytest.mark.parametrize("source", INPUTS, ids=lambda path: path.parent.name)
def test_case(source, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(source.parent)
    more = Path("arguments.txt")
    arguments = shlex.split(more.read_text(encoding="utf-8")) if more.exists() else []
    output = tmp_path / "output.tsv"
    status = main(["annotate", source.name, "--output", str(output), *arguments])
    error, expected = Path("error.txt"), Path("expected.tsv")
    message = capsys.readouterr().err
    if os.environ.get("REWRITE_CASES"):
        (error if status else expected).write_text(message or output.read_text(encoding="utf-8"))
    assert status == int(error.exists())
    if status:
        assert message == error.read_text(encoding="utf-8")
        assert not output.exists()
    else:
        assert output.read_text(encoding="utf-8") == expected.read_text(encoding="utf-8")
