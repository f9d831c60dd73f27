"""The sample sheet: which person's calls stand in which file.

A sheet is tab-separated UTF-8 text with a header row. `sample` and `vcf` are required,
other columns are optional, an unknown column is a fault. Lines that begin with `#` are comments.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

from cd40lg_annot.errors import InputFault
from cd40lg_annot.model import Build, Karyotype, Person, SampleRow

REQUIRED_COLUMNS = ("sample", "vcf")
OPTIONAL_COLUMNS = ("vcf_sample", "karyotype", "coverage", "sv_vcf", "build")
COLUMNS = REQUIRED_COLUMNS + OPTIONAL_COLUMNS

_Word = TypeVar("_Word", bound=Enum)


def read_samples(
    sheet: Path, folder: Path | None = None
) -> tuple[tuple[SampleRow, ...], tuple[InputFault, ...]]:
    """Rows of the sample sheet in its order, and everything that is wrong with it.

    A path in the sheet is read from `folder` (the working folder unless given) and, where it is
    not there, from the sheet's own folder; an address of object storage stays as it is.
    Rows at fault are left out of the rows.
    """
    text, faults = _text(sheet)
    lines = [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if faults:
        return (), faults
    if not lines:
        return (), (InputFault(str(sheet), "holds no header row", _HEADER_REMEDY),)
    (header_number, header), body = lines[0], lines[1:]
    faults = tuple(_header_faults(sheet, header_number, header))
    if faults:
        return (), faults
    if not body:
        return (), (InputFault(str(sheet), "lists no sample", "add one row per sample"),)
    reader = _Reader(sheet, folder or Path(), header)
    rows = [row for number, cells in body if (row := reader.row(number, cells))]
    reader.faults += _repeated(sheet, rows)
    return tuple(rows), tuple(reader.faults)


def is_address(path: str) -> bool:
    """Whether a path of the sheet is an address of object storage, from which the workflow copies the file.

    >>> [is_address(path) for path in ("s3://calls/P1.vcf.gz", "calls/P1.vcf.gz", "a:b//c")]
    [True, False, False]
    """
    return path.startswith(("s3://", "gs://", "gcs://"))


def local_copy(path: str, storage: Path) -> str:
    """Where a storage plugin of Snakemake puts the copy of an address: by plugin, bucket and key.

    >>> local_copy("s3://calls/2026/P1.vcf.gz", Path(".snakemake/storage"))
    '.snakemake/storage/s3/calls/2026/P1.vcf.gz'
    """
    if not is_address(path):
        return path
    plugin, key = path.split("://", 1)
    return str(storage / ("gcs" if plugin == "gs" else plugin) / key)


def faults_against_pedigree(
    rows: Iterable[SampleRow], people: Iterable[Person], *, sheet: Path, pedigree: Path
) -> tuple[InputFault, ...]:
    """Samples whose person the pedigree lacks, or holds in several families."""
    families: dict[str, set[str]] = {}
    for person in people:
        families.setdefault(person.person, set()).add(person.family)
    return tuple(
        fault
        for row in rows
        for fault in _pedigree_faults(row, sorted(families.get(row.sample, ())), sheet, pedigree)
    )


_HEADER_REMEDY = f"begin it with the tab-separated columns {', '.join(REQUIRED_COLUMNS)}"


@dataclass
class _Reader:
    """Turns cells into rows and collects the faults it meets."""

    sheet: Path
    folder: Path
    header: list[str]

    def __post_init__(self) -> None:
        self.faults: list[InputFault] = []

    def row(self, number: int, cells: list[str]) -> SampleRow | None:
        before = len(self.faults)
        if len(cells) > len(self.header):
            problem = f"has {len(cells)} cells where the header has {len(self.header)}"
            self._fault(number, None, problem, "remove the extra tabs")
        values = dict(zip(self.header, cells, strict=False))
        row = SampleRow(
            sample=self._name(number, values, "sample"),
            vcf=self._path(number, values, "vcf") or "",
            vcf_sample=values.get("vcf_sample") or values.get("sample", ""),
            row=number,
            karyotype=self._word(number, values, "karyotype", Karyotype),
            coverage=self._path(number, values, "coverage"),
            sv_vcf=self._path(number, values, "sv_vcf"),
            build=self._word(number, values, "build", Build),
        )
        return row if len(self.faults) == before else None

    def _name(self, number: int, values: dict[str, str], column: str) -> str:
        value = values.get(column, "")
        if not value:
            self._fault(number, column, "the cell is empty", "name the person as the pedigree does")
        elif not value.isprintable():
            self._fault(number, column, f"{value!r} holds a control character", "remove it")
        return value

    def _path(self, number: int, values: dict[str, str], column: str) -> str | None:
        value = values.get(column, "")
        if not value:
            if column in REQUIRED_COLUMNS:
                self._fault(number, column, "the cell is empty", "name the file with this sample's calls")
            return None
        if is_address(value) and column != "coverage":
            return value
        problem = f"no such file: {value}"
        try:
            for path in (self.folder / value, self.sheet.parent / value):
                if path.is_file():
                    return str(path)
            if (self.folder / value).is_dir():
                problem = f"{value} is a folder"
        except OSError as error:  # a name longer than any file's, or a folder that may not be entered
            problem = f"{value} cannot be looked up ({error.strerror})"
        self._fault(
            number, column, problem, "give a path from the working folder or from this sheet's folder"
        )
        return None

    def _word(self, number: int, values: dict[str, str], column: str, words: type[_Word]) -> _Word | None:
        value = values.get(column, "")
        if not value:
            return None
        for word in words:
            if value == word.value:
                return word
        choices = " ".join(word.value for word in words)
        self._fault(
            number, column, f"{value} is not known here", f"write one of: {choices}; or leave it empty"
        )
        return None

    def _fault(self, number: int, column: str | None, problem: str, remedy: str) -> None:
        self.faults.append(InputFault(str(self.sheet), problem, remedy, row=number, column=column))


def _text(sheet: Path) -> tuple[str, tuple[InputFault, ...]]:
    try:
        data = sheet.read_bytes()
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16"), ()
        return data.decode("utf-8-sig"), ()
    except OSError as error:
        problem = (
            "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or "cannot be read")
        )
        return "", (InputFault(str(sheet), problem, "correct the key samples in the configuration"),)
    except UnicodeDecodeError:
        problem = "is not UTF-8 text"
        return "", (InputFault(str(sheet), problem, "save it as tab-separated text, UTF-8"),)


def _header_faults(sheet: Path, number: int, header: Sequence[str]) -> Iterator[InputFault]:
    known = ", ".join(COLUMNS)
    for column in dict.fromkeys(header):
        if column not in COLUMNS:
            name = column or "(empty)"
            problem = f"{name} is not a column of a sample sheet"
            yield InputFault(
                str(sheet), problem, f"columns are separated by tabs; they are: {known}", row=number
            )
        elif header.count(column) > 1:
            yield InputFault(str(sheet), f"the column {column} stands twice", "remove one", row=number)
    for column in REQUIRED_COLUMNS:
        if column not in header:
            yield InputFault(str(sheet), f"the column {column} is missing", _HEADER_REMEDY, row=number)


def _repeated(sheet: Path, rows: Iterable[SampleRow]) -> Iterator[InputFault]:
    by_sample: dict[str, int] = {}
    by_column: dict[tuple[str, str], SampleRow] = {}
    for row in rows:
        first = by_sample.setdefault(row.sample, row.row)
        other = by_column.setdefault((_same_file(row.vcf), row.vcf_sample), row)
        if first != row.row:
            problem = f"{row.sample} stands in row {first} already"
            yield InputFault(
                str(sheet), problem, "keep one row per sample, or rename one", row=row.row, column="sample"
            )
        elif other is not row:
            under = "" if row.vcf == other.vcf else f", as {other.vcf}"
            problem = (
                f"{row.vcf_sample} of {row.vcf} is read for {other.sample} in row {other.row} already{under}"
            )
            remedy = "give each sample its own file or column"
            yield InputFault(str(sheet), problem, remedy, row=row.row, column="vcf_sample")


def _same_file(path: str) -> str:
    """What two paths to one file have in common, whatever links and dots they are written with."""
    try:
        found = Path(path).stat()
    except OSError:
        return path
    return f"{found.st_dev}:{found.st_ino}"


def _pedigree_faults(
    row: SampleRow, families: list[str], sheet: Path, pedigree: Path
) -> Iterator[InputFault]:
    if not families:
        problem = f"{row.sample} is not a person of {pedigree}"
        remedy = (
            f"add the line FAMILY {row.sample} FATHER MOTHER SEX AFFECTED to it "
            "(tab-separated; 0 where unknown; sex 1 male, 2 female)"
        )
        yield InputFault(str(sheet), problem, remedy, row=row.row, column="sample")
    elif len(families) > 1:
        problem = f"{row.sample} stands in several families of {pedigree} ({', '.join(families)})"
        remedy = "give each person one identifier of their own"
        yield InputFault(str(sheet), problem, remedy, row=row.row, column="sample")
