"""Runs every folder of tests/cases/refresh/: arguments.txt and inputs, and expected.tsv or error.txt."""

import os
import shlex
from pathlib import Path

import pytest

from cd40lg_annot.cli import main

CASES = sorted((Path(__file__).parent / "cases" / "refresh").glob("*/arguments.txt"))


@pytest.mark.parametrize("arguments", CASES, ids=lambda path: path.parent.name)
def test_case(arguments, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(arguments.parent)
    written = tmp_path / "out.tsv"
    words = shlex.split(arguments.read_text(encoding="utf-8"))
    status = main(["refresh", *words, "--output", str(written)])
    printed = capsys.readouterr()
    error, expected = arguments.with_name("error.txt"), arguments.with_name("expected.tsv")
    found = printed.err if status else written.read_text(encoding="utf-8")
    if os.environ.get("REWRITE_CASES"):
        (error if status else expected).write_text(found, encoding="utf-8")
    assert status == error.exists()
    assert found == (error if status else expected).read_text(encoding="utf-8")
    assert written.exists() is not bool(status)
