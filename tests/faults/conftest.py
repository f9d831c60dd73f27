"""A family small enough to run the workflow on many times, without PDFs."""

import shutil
from pathlib import Path

import pytest

from runs import PROJECT


@pytest.fixture
def small(tmp_path) -> Path:
    """A working folder with one family of two, not run yet."""
    write_small(tmp_path)
    return tmp_path


def write_small(folder: Path) -> None:
    """Put the sheets, the configuration and the calls into a folder."""
    shutil.copy(PROJECT / "examples/EX2/EX2.joint.vcf.gz", folder / "calls.vcf.gz")
    lines = (PROJECT / "config/samples.tsv").read_text().splitlines()
    header, *rows = [line for line in lines if not line.startswith("#")]
    own = [
        row.replace("examples/EX2/EX2.joint.vcf.gz", "calls.vcf.gz") for row in rows if row.startswith("EX2-")
    ]
    (folder / "samples.tsv").write_text("\n".join([header, *own]) + "\n")
    people = (PROJECT / "config/pedigree.ped").read_text().splitlines()
    (folder / "pedigree.ped").write_text("\n".join(row for row in people if row.startswith("EX2")) + "\n")
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config/config.yaml").write_text("samples: samples.tsv\npedigree: pedigree.ped\npdf: false\n")
