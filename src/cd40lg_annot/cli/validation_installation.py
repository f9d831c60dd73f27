"""The checks of the installation: version, libraries, files, reference, tables, commands, permissions."""

import platform
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from cd40lg_annot import __version__
from cd40lg_annot.cli import SUBCOMMANDS
from cd40lg_annot.cli.knowledge import tables_in_force
from cd40lg_annot.cli.validation_bench import Bench, step
from cd40lg_annot.io.files import write_whole
from cd40lg_annot.io.validation import changed_files, installed_package, reference_sums
from cd40lg_annot.validation.outcome import Case, Measured, measured

_OLDEST_PYTHON = (3, 11)
# As RefSeq gives them for NM_000074.3 and NP_000065.1.
_EXONS, _CODING_BASES, _RESIDUES = 5, 786, 261
_STOPS = ("TAA", "TAG", "TGA")


def _version(_bench: Bench) -> Measured:
    package = installed_package()
    stated = package.version if package else "not installed"
    supported = f"Python {'.'.join(map(str, _OLDEST_PYTHON))} or newer"
    python = supported if sys.version_info >= _OLDEST_PYTHON else f"Python {platform.python_version()}"
    return measured([Case("package", __version__, stated), Case("Python", supported, python)])


def _libraries(_bench: Bench) -> Measured:
    package = installed_package()
    if package is None:
        return Measured(not_tested="the package is not installed, so that it names no library")
    return measured(_library_cases(package.requires or []))


def _library_cases(named: list[str]) -> Iterator[Case]:
    from packaging.requirements import Requirement

    for text in named:
        library = Requirement(text)
        if library.marker is not None and not library.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(library.name)
        except PackageNotFoundError:
            found = "not installed"
        wanted = f"{library.name} {library.specifier}"
        fits = found != "not installed" and library.specifier.contains(found, prereleases=True)
        yield Case(library.name, wanted, wanted if fits else found)


def _files(_bench: Bench) -> Measured:
    found = changed_files()
    if found is None:
        return Measured(not_tested="it runs from a checkout, whose commit is named below; a wheel has a list")
    return measured(Case(name, "unchanged", problem or "unchanged") for name, problem in found)


def _reference(bench: Bench) -> Measured:
    cases = [Case(name, stated, found) for name, stated, found in reference_sums()]
    transcript = bench.locus.transcript
    coding = transcript.cds
    residues = len(coding) // 3 - 1
    ends = f"{coding[:3]}, a stop" if coding[-3:] in _STOPS else f"{coding[:3]}, {coding[-3:]}"
    cases += [
        Case("exons", str(_EXONS), str(len(transcript.exons))),
        Case("coding bases", str(_CODING_BASES), str(len(coding))),
        Case("residues", str(_RESIDUES), str(residues)),
        Case("ends of the coding sequence", "ATG, a stop", ends),
    ]
    return measured(cases)


def _tables(bench: Bench) -> Measured:
    whole = "rows, source and release"
    return measured(
        Case(table.name, whole, whole if table.rows and table.source and table.release else "incomplete")
        for table in tables_in_force(bench.bundled)
    )


def _commands(_bench: Bench) -> Measured:
    return measured(Case(name, "starts", _start(name)) for name in SUBCOMMANDS)


def _start(name: str) -> str:
    module = import_module(f"cd40lg_annot.cli.{name.replace('-', '_')}")
    try:
        step(name, "--help")
    except SystemExit as ended:
        return "starts" if ended.code == 0 and module.HELP else f"ends with {ended.code}"
    return "prints no help"


def _private(bench: Bench) -> Measured:
    path = bench.folder / "private" / "file.txt"
    write_whole(path, "a name and a genotype")
    modes = [Case("file", "0600", f"{path.stat().st_mode & 0o7777:04o}")]
    modes.append(Case("folder", "0700", f"{path.parent.stat().st_mode & 0o7777:04o}"))
    return measured(modes)


INSTALLATION: dict[str, Callable[[Bench], Measured]] = {
    "version": _version,
    "libraries": _libraries,
    "files": _files,
    "reference": _reference,
    "tables": _tables,
    "commands": _commands,
    "private": _private,
}
