"""Each subcommand loads what it needs and no more: a start is a tenth of many a job."""

import importlib.util
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
# Beside these, no heavy library may be loaded.
ALLOWED = {
    "check-inputs": {"pydantic", "pysam"},
    "extract": {"pydantic", "pysam"},
    "annotate": {"pydantic"},
    "interpret": {"pydantic"},
    "report": {"jinja2", "pydantic", "pysam"},
    "summarize": {"jinja2", "pydantic"},
    "name": set(),
    "risk": set(),
    "cite": set(),
}


@pytest.fixture(scope="module")
def startup():
    specification = importlib.util.spec_from_file_location("startup", PROJECT / "bench/startup.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules["startup"] = module
    specification.loader.exec_module(module)
    yield module
    del sys.modules["startup"]


def test_no_subcommand_loads_a_library_that_it_does_not_need(startup, tmp_path):
    loaded = {command.split()[0]: startup.started(command, str(tmp_path)) for command in startup.COMMANDS}
    assert all("cd40lg_annot.cli" in start.modules for start in loaded.values())
    beyond = {name: set(start.heavy()) - ALLOWED[name] for name, start in loaded.items()}
    assert not {name: heavy for name, heavy in beyond.items() if heavy}
