"""What program this is: its version, the commit of its source, and the libraries that do its work."""

import platform
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cd40lg_annot import __version__
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Provenance, TableVersion

_PACKAGE = Path(__file__).resolve().parent.parent
# Those whose version may change what a report says or how it looks.
_LIBRARIES = ("hgvs-weaver", "jinja2", "numpy", "pandas", "pydantic", "pysam", "snakemake", "typst")


def provenance_of(locus: Locus, command: str, tables: tuple[TableVersion, ...] = ()) -> Provenance:
    """What made a file, for the first stage that writes one.

    `command`: as a person would type it.
    """
    return Provenance(
        version=__version__,
        transcript=locus.transcript.accession,
        reference_sha256=locus.sha256,
        tables=tables,
        command=command,
        commands=(command,) if command else (),
        commit=source_commit(),
        tools=tool_versions(),
    )


def with_command(provenance: Provenance, command: str) -> Provenance:
    """Add the command of the stage that takes what another made one step further."""
    return replace(provenance, command=command, commands=(*provenance.commands, command))


def tool_versions() -> dict[str, str]:
    """Versions of Python, of htslib and of the libraries that do the work."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def source_commit(package: Path = _PACKAGE) -> str:
    """The commit this program was made from: of its checkout, or as its wheel was told; else empty.

    Git's own files are read, so that no other program has to be there.
    """
    told = package / "_resources" / "commit.txt"
    if told.is_file():
        return told.read_text(encoding="utf-8").strip()
    root = package.parent.parent
    if not (root / "pyproject.toml").is_file():
        return ""
    try:
        return _head(_git_folder(root / ".git"))
    except OSError:
        return ""


def _git_folder(git: Path) -> Path:
    """The folder that holds HEAD; in a second working tree `.git` is a file that names it."""
    if git.is_dir():
        return git
    return (git.parent / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()


def _head(folder: Path) -> str:
    head = (folder / "HEAD").read_text(encoding="utf-8").strip()
    if not head.startswith("ref:"):
        return head
    name = head.removeprefix("ref:").strip()
    common = folder / "commondir"
    shared = (folder / common.read_text(encoding="utf-8").strip()).resolve() if common.is_file() else folder
    for place in (folder / name, shared / name):
        if place.is_file():
            return place.read_text(encoding="utf-8").strip()
    packed = (shared / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {name}")), "")
