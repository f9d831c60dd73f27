"""Self-describing tab-separated text: lines `# key: value`, column names, rows; faults gathered."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cd40lg_annot.errors import (
    InputFault,
    InputFaultsError,
    NomenclatureError,
    OutsideLocusError,
    UnreadableFileError,
)
from cd40lg_annot.io.limits import refuse_large_table, refuse_long_rows
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import X_REFSEQ
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import TableVersion, Variant

MOST_FAULTS = 100
# Nothing is left of an allele without them.
_BASES = "ACGT"
# Columns that say which allele a row of any table is about.
ALLELE_COLUMNS = ("contig", "build", "pos", "ref", "alt", "hgvs_c")
CONTIGS = frozenset({"X", "chrX", "23", *X_REFSEQ.values()})


@dataclass(frozen=True, slots=True)
class Outside:
    """A row that lies off the locus: set aside and counted, no fault."""


class RowChecker:
    """Places rows on the locus axis and gathers what is wrong, by the file's own rows and columns.

    `column_names` says what the file calls a column of ours, where that differs.
    """

    def __init__(self, path: Path, column_names: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.faults: list[InputFault] = []
        self.outside = 0
        self.row = 0
        self._column_names = column_names or {}
        self._offsets_by_build: Mapping[str, int] | None = None

    def fault(self, column: str | None, problem: str, remedy: str) -> None:
        """Note a fault of the row at hand."""
        named = self._column_names.get(column, column) if column else None
        self.faults.append(InputFault(str(self.path), problem, remedy, row=self.row, column=named))

    def raise_faults(self) -> None:
        """Raise all faults together, if there are any."""
        if self.faults:
            raise InputFaultsError(self.faults)

    def placed(self, row: Mapping[str, str], locus: Locus) -> Variant | Outside | None:
        """Allele of the row, by position or by c. name; None where it has neither, or after a fault."""
        if row.get("pos"):
            return self._placed_by_position(row, locus)
        if not row.get("hgvs_c"):
            return None
        try:
            return variant_of_cds_name(row["hgvs_c"], locus)
        except OutsideLocusError:
            self.outside += 1
            return Outside()
        except NomenclatureError as error:
            problem, _, remedy = str(error).rpartition("; ")
            self.fault("hgvs_c", problem, remedy)
            return None

    def _offsets(self, locus: Locus) -> Mapping[str, int]:
        """What to take from a chromosome position for its place on the locus axis, by build."""
        if self._offsets_by_build is None:
            self._offsets_by_build = {build.value: axis.offset for build, axis in locus.axes.items()}
        return self._offsets_by_build

    def _placed_by_position(self, row: Mapping[str, str], locus: Locus) -> Variant | Outside | None:
        build = row.get("build", "")
        offset = self._offsets(locus).get(build)
        if offset is None:
            self.fault("build", f"is {build!r}", "write GRCh38 or GRCh37")
            return None
        if not row["pos"].isdecimal():
            self.fault("pos", f"is {row['pos']!r}, not a position", "write a number")
            return None
        pos = int(row["pos"]) - offset
        if row.get("contig") not in CONTIGS or not locus.contains(pos):
            self.outside += 1
            return Outside()
        ref, alt = row.get("ref", "").upper(), row.get("alt", "").upper()
        if not ref or not alt or ref == alt or (ref + alt).strip(_BASES):
            column = "ref" if not ref or ref.strip(_BASES) else "alt"
            self.fault(column, f"{ref or '.'} to {alt or '.'} is not a change of bases", "write A, C, G, T")
            return None
        try:
            return normalize(pos, ref, alt, locus.sequence)
        except ValueError:
            held = locus.sequence[pos - 1 : pos - 1 + len(ref)]
            problem = f"REF is {ref}, but {build} has {held} there"
            self.fault("ref", problem, "correct the position, the build or the bases")
            return None


class TableText(RowChecker):
    """One table as text: its head, its columns, its rows one by one, and the faults found in them.

    Raises on construction:
        UnreadableFileError: no such file, not text, no head or no columns.
        InputFaultsError: a column that the kind of table does not have, or lacks.
    """

    def __init__(
        self, path: Path, *, columns: Iterable[str], needed: Iterable[str], head_keys: Iterable[str]
    ) -> None:
        super().__init__(path)
        content = text_of(path)
        # Of the text with Unix line ends. `read`: rows given so far.
        self.sha256 = hashlib.sha256(content.encode()).hexdigest()
        self.read = 0
        lines = content.splitlines()
        comments = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
        self.head = dict(_head_item(line) for line in lines[:comments])
        self._lines = lines[comments:]
        self._first_row = comments + 2
        self._check(tuple(columns), tuple(needed), tuple(head_keys))

    def _check(self, columns: tuple[str, ...], needed: tuple[str, ...], head_keys: tuple[str, ...]) -> None:
        missing = [key for key in head_keys if not self.head.get(key)]
        if missing:
            remedy = f"write lines like '# {missing[0]}: …' at its head; see docs/tables.md"
            raise UnreadableFileError(self.path, f"does not say its {', '.join(missing)}", remedy)
        if not self._lines:
            raise UnreadableFileError(self.path, "has no line of column names", "add one; see docs/tables.md")
        self._columns = self._lines[0].split("\t")
        unknown = [name for name in self._columns if name not in columns]
        absent = [name for name in needed if name not in self._columns]
        file = str(self.path)
        faults = [InputFault(file, "is not a column of this table", "remove it", column=c) for c in unknown]
        faults += [InputFault(file, "is missing", "add it", column=name) for name in absent]
        if faults:
            raise InputFaultsError(faults)

    def rows(self) -> Iterator[dict[str, str]]:
        """Give each row by column name, cells stripped; stop once a hundred faults are found."""
        columns = self._columns
        for number, line in enumerate(islice(self._lines, 1, None), self._first_row):
            self.row = number
            fields = line.split("\t")
            if len(fields) == len(columns):
                if line and not line.isspace():
                    self.read += 1
                    cells = map(str.strip, fields) if _may_have_blanks(line) else fields
                    yield dict(zip(columns, cells, strict=True))
            elif any(fields):
                self.fault(None, f"has {len(fields)} fields, not {len(columns)}", "mend the row")
            if len(self.faults) >= MOST_FAULTS:
                break

    def version(self, rows: int) -> TableVersion:
        """What the table is, for the report's list of sources."""
        aside = f"{self.outside} rows outside the locus set aside" if self.outside else ""
        return TableVersion(
            name=self.head["name"],
            source=self.head["source"],
            release=self.head["release"],
            sha256=self.sha256,
            rows=rows,
            note="; ".join(note for note in (self.head.get("note", ""), aside) if note),
        )


def _may_have_blanks(line: str) -> bool:
    """Whether a cell of the line may begin or end with a blank; most lines are told at a glance."""
    return not line.isascii() or "\t " in line or " \t" in line or line != line.strip(" \r\v\f")


def text_of(path: Path) -> str:
    """Text of a file, with Unix line ends.

    Raises:
        UnreadableFileError: it is missing, is not UTF-8, or is larger than a table is.
    """
    try:
        refuse_large_table(path)
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, "is not text in UTF-8", "save it as UTF-8") from error
    refuse_long_rows(path, text)
    return text


def _head_item(line: str) -> tuple[str, str]:
    key, _, value = line.lstrip("# ").partition(":")
    return key.strip(), value.strip()
