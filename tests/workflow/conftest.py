"""One finished run of the bundled example for all tests of the workflow."""

import shutil
from pathlib import Path

import pytest

from runs import copy_example, snakemake


@pytest.fixture(scope="session")
def finished(tmp_path_factory) -> Path:
    """A folder in which the bundled example has run; read it, do not write to it."""
    folder = tmp_path_factory.mktemp("finished")
    copy_example(folder)
    done = snakemake(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def again(finished, tmp_path) -> Path:
    """A copy of the finished folder to change something in; its files keep their times."""
    return Path(shutil.copytree(finished, tmp_path / "again"))
