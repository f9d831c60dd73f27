"""What a validation is made of: requirements, truth tables, the bundled example, and a laboratory's cases.

Truth tables and the example stand in the folders `tests/`, `examples/` and `config/` of a checkout; an
installed wheel carries copies of them.
"""

import base64
import hashlib
import shutil
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.metadata import files as files_of_package
from pathlib import Path

from cd40lg_annot.errors import ReferenceFilesError
from cd40lg_annot.io.files import input_file
from cd40lg_annot.io.resources import resources_folder, shipped_rows
from cd40lg_annot.io.samples import OPTIONAL_COLUMNS
from cd40lg_annot.io.table_text import TableText
from cd40lg_annot.model import InputFile

PACKAGE = "cd40lg-annot"
NONE = "none"
SEXES = {"male": "1", "female": "2", "unknown": "0"}
AFFECTED = {"yes": "2", "no": "1", "": "0", "unknown": "0"}
# Columns of a table of cases: what a sample sheet and a pedigree say, and what is expected.
NEEDED_COLUMNS = ("sample", "vcf", "sex", "variant", "state")
FAMILY_COLUMNS = ("family", "father", "mother", "affected", "status", "note")
CASE_COLUMNS = (*NEEDED_COLUMNS, *OPTIONAL_COLUMNS, *FAMILY_COLUMNS)
_BUNDLED = "validation"
_PATHS = ("vcf", "sv_vcf", "coverage")


def read_requirements() -> tuple[dict[str, str], ...]:
    """Rows of `resources/validation/requirements.tsv`."""
    return shipped_rows(resources_folder() / _BUNDLED / "requirements.tsv")


def read_truth(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a truth table, comments left out.

    Raises:
        ReferenceFilesError: the table is not there.
    """
    return shipped_rows(truth_folder() / f"{name}.tsv")


def truth_folder() -> Path:
    """Give the folder of the truth tables, of a checkout or of a wheel.

    Raises:
        ReferenceFilesError: neither is there.
    """
    return _there(resources_folder() / _BUNDLED / "truth", resources_folder().parent / "tests" / "truth")


def truth_files() -> tuple[InputFile, ...]:
    """Truth tables and requirements with their checksums, named as they stand in a checkout."""
    tables = sorted(truth_folder().glob("*.tsv"))
    own = sorted((resources_folder() / _BUNDLED).glob("*.tsv"))
    named = [(f"tests/truth/{path.name}", path) for path in tables]
    named += [(f"resources/validation/{path.name}", path) for path in own]
    return tuple(
        InputFile(name, "truth table", hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for name, path in named
    )


def copy_example(folder: Path) -> Path:
    """Put the bundled example's files and its table of cases into a folder; gives the table's path."""
    own = resources_folder() / _BUNDLED
    source = _there(own / "examples", resources_folder().parent / "examples")
    for path in sorted(source.glob("EX*/*.vcf.gz*")):
        target = folder / "examples" / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return Path(shutil.copyfile(own / "example_cases.tsv", folder / "example_cases.tsv"))


def read_cases(table: Path) -> tuple[dict[str, str], ...]:
    """Rows of a table of cases, every column there; paths as they can be opened.

    Raises:
        UnreadableFileError, InputFaultsError: the table is at fault; every fault is told.
    """
    text = TableText(table, columns=CASE_COLUMNS, needed=NEEDED_COLUMNS, head_keys=())
    rows = []
    for row in text.rows():
        _check(text, row)
        found = dict.fromkeys(CASE_COLUMNS, "") | row
        rows.append(found | {name: _path(table, found[name]) for name in _PATHS})
    text.raise_faults()
    if not rows:
        text.row = 1
        text.fault(None, "lists no case", "add one row per sample and expected variant")
        text.raise_faults()
    return tuple(rows)


def case_files(table: Path, rows: tuple[Mapping[str, str], ...]) -> tuple[InputFile, ...]:
    """The table of cases and every file that it names, with their checksums."""
    paths = dict.fromkeys(row[name] for row in rows for name in ("vcf", "sv_vcf") if row[name])
    return (input_file(str(table), "cases"), *(input_file(path, "vcf") for path in paths))


def sheets_of(rows: tuple[Mapping[str, str], ...], folder: Path) -> tuple[Path, Path]:
    """Write the sample sheet and the pedigree that a table of cases stands for; first rows count."""
    first = {row["sample"]: row for row in reversed(rows)}
    columns = ("sample", "vcf", *OPTIONAL_COLUMNS)
    cases = [first[name] for name in dict.fromkeys(row["sample"] for row in rows)]
    samples = ["\t".join(columns), *("\t".join(_cell(row, name) for name in columns) for row in cases)]
    people = [
        "\t".join((row["family"] or row["sample"], row["sample"], row["father"] or "0", row["mother"] or "0"))
        + f"\t{SEXES[row['sex']]}\t{AFFECTED[row['affected']]}"
        for row in cases
    ]
    sheet, pedigree = folder / "samples.tsv", folder / "pedigree.ped"
    sheet.write_text("\n".join(samples) + "\n", encoding="utf-8")
    pedigree.write_text("\n".join([*people, *_parents(cases, first)]) + "\n", encoding="utf-8")
    return sheet, pedigree


def installed_package() -> Distribution | None:
    """What the environment knows of this package; None where it was not installed."""
    try:
        return distribution(PACKAGE)
    except PackageNotFoundError:
        return None


def changed_files() -> tuple[tuple[str, str], ...] | None:
    """Installed files and what is wrong with each, "" for nothing; None for a checkout, which has no list."""
    if not (Path(__file__).resolve().parent.parent / "_resources").is_dir():
        return None
    found = []
    for file in files_of_package(PACKAGE) or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        path = Path(str(file.locate()))
        problem = "missing"
        if path.is_file():
            problem = "" if _record_digest(path) == file.hash.value else "changed"
        found.append((file.as_posix(), problem))
    return tuple(found)


def reference_sums() -> tuple[tuple[str, str, str], ...]:
    """Name, stated and found SHA-256 of each reference file."""
    folder = resources_folder() / "reference"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
    stated = [line.split() for line in lines if line.strip()]
    return tuple(
        (name, digest, hashlib.sha256((folder / name).read_bytes()).hexdigest()) for digest, name in stated
    )


def _record_digest(path: Path) -> str:
    """SHA-256 as a wheel's RECORD writes it."""
    digest = hashlib.sha256(path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _check(text: TableText, row: Mapping[str, str]) -> None:
    for name in NEEDED_COLUMNS:
        if not row[name] and not (name == "state" and row["variant"] == NONE):
            text.fault(name, "is empty", f"write it; a sample without a reportable variant has {NONE}")
    if row["sex"] and row["sex"] not in SEXES:
        text.fault("sex", f"is {row['sex']!r}", f"write one of {', '.join(SEXES)}")
    if row.get("affected", "") not in AFFECTED:
        text.fault("affected", f"is {row['affected']!r}", "write yes, no or unknown")


def _path(table: Path, cell: str) -> str:
    """A path of the table, from its own folder or, where it is not there, from the working folder."""
    beside = table.parent / cell
    return str(beside) if cell and beside.exists() else cell


def _cell(row: Mapping[str, str], name: str) -> str:
    return str(Path(row[name]).resolve()) if name in _PATHS and row[name] else row[name]


def _parents(cases: list[Mapping[str, str]], known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Pedigree lines of parents who have no sample."""
    lines = {}
    for row in cases:
        for name, sex in ((row["father"], "1"), (row["mother"], "2")):
            if name and name != "0" and name not in known:
                lines[name] = f"{row['family'] or row['sample']}\t{name}\t0\t0\t{sex}\t0"
    return list(lines.values())


def _there(*folders: Path) -> Path:
    for folder in folders:
        if folder.is_dir():
            return folder
    message = f"the folder {folders[-1].name}/ is missing; install the package again"
    raise ReferenceFilesError(message)
