"""The lock holds every package that the project names, and no address."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")


def test_every_named_package_is_locked_with_hashes():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["dev"]
    wanted = {re.match(r"[\w.-]+", name).group().lower() for name in named}
    locked = set(re.findall(r"^([\w.-]+)==", LOCK, flags=re.MULTILINE))
    assert wanted <= locked, "run make lock"
    assert LOCK.count("--hash=sha256:") > len(locked)


def test_the_lock_holds_no_address():
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_versions_agree_wherever_they_are_written():
    from cd40lg_annot import __version__

    assert f"version: {__version__}\n" in (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    assert f":{__version__}" in (PROJECT / "workflow/Snakefile").read_text(encoding="utf-8")
    assert f"## {__version__}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
