"""Every knowledge file is listed in resources/README.md with its checksum."""

import hashlib
from pathlib import Path

import pytest

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
FOLDERS = ("reference", "variants", "population", "criteria", "validation")
FILES = sorted(path for name in FOLDERS for path in (RESOURCES / name).glob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RESOURCES).as_posix())
def test_file_is_listed_with_its_checksum(path):
    name = path.relative_to(RESOURCES).as_posix()
    rows = [
        line
        for line in (RESOURCES / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `{name}` |")
    ]
    assert len(rows) == 1, "run python bench/list_resources.py, and write a row for a new file"
    assert f"`{hashlib.sha256(path.read_bytes()).hexdigest()}`" in rows[0], (
        "run python bench/list_resources.py"
    )
