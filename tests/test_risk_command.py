"""Runs every folder of tests/cases/risk/: its files, arguments.txt, and expected.txt or error.txt."""

import os
import shlex
from pathlib import Path

import pytest

from cd40lg_annot.cli import main

CASES = sorted((Path(__file__).parent / "cases" / "risk").glob("*/arguments.txt"))


@pytest.mark.parametrize("arguments", CASES, ids=lambda path: path.parent.name)
def test_case(arguments, monkeypatch, capsys):
    monkeypatch.chdir(arguments.parent)
    status = main(["risk", *shlex.split(arguments.read_text(encoding="utf-8"))])
    printed = capsys.readouterr()
    error, expected = Path("error.txt"), Path("expected.txt")
    if os.environ.get("REWRITE_CASES"):
        (error if status else expected).write_text(printed.err or printed.out, encoding="utf-8")
    if error.exists():
        assert status == 1
        assert printed.err == error.read_text(encoding="utf-8")
    else:
        assert status == 0
        assert printed.out == expected.read_text(encoding="utf-8")
