"""Readers fed by Atheris, which follows their branches; `make fuzz` does it for longer."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("guided.py")


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="Atheris has no wheel here")
@pytest.mark.parametrize("reader", ["vcf", "pedigree", "table", "name", "yaml", "ExtractFile"])
def test_a_reader_answers_whatever_its_branches_ask_for(reader, project):
    command = [sys.executable, str(SCRIPT), reader, "-runs=300", "-seed=1"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done 300 runs" in done.stderr or "DONE" in done.stderr
