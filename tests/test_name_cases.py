"""Runs every folder of tests/cases/name/: arguments.txt, and expected.txt (what is printed) or error.txt."""

import os
import shlex
from pathlib import Path

import pytest

from cd40lg_annot.cli import main

CASES = sorted((Path(__file__).parent / "cases" / "name").glob("*/arguments.txt"))


@pytest.mark.parametrize("arguments", CASES, ids=lambda path: path.parent.name)
def test_case(arguments, capsys):
    status = main(["name", *shlex.split(arguments.read_text(encoding="utf-8"))])
    printed = capsys.readouterr()
    error, expected = arguments.with_name("error.txt"), arguments.with_name("expected.txt")
    if os.environ.get("REWRITE_CASES"):
        (error if status else expected).write_text(printed.err or printed.out, encoding="utf-8")
    if error.exists():
        assert status == 1
        assert printed.err == error.read_text(encoding="utf-8")
    else:
        assert status == 0
        assert printed.out == expected.read_text(encoding="utf-8")
