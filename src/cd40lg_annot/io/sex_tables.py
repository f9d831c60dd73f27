"""Ready-made tables of sexes: peddy's sex check, somalier's samples, ngs-bits SampleGender.

A table is told by its columns, not by its name. Formats: peddy's `sex_check` (comma-separated),
`somalier relate` (`*.samples.tsv`), and `SampleGender` of ngs-bits, one method to a table.
What a row is worth is decided elsewhere (`calls.sex_sources`); here every cell is read or refused.
"""

import csv
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.table_text import MOST_FAULTS, text_of
from cd40lg_annot.model import SexTableRow, SexTool

_REMEDY = "give peddy's *.sex_check.csv, somalier's *.samples.tsv or the table of ngs-bits SampleGender"


@dataclass(frozen=True, slots=True)
class _Form:
    """Columns of one kind of table; `words` are what the tool may state, as a pattern."""

    tool: SexTool
    separator: str
    name: str
    stated: str | None
    words: str
    numbers: tuple[str, ...]
    # Without these, no row can be read; other columns of `numbers` and `ignored` may be missing.
    needed: tuple[str, ...]
    ignored: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        stated = (self.stated,) if self.stated else ()
        return frozenset((self.name, *stated, *self.numbers, *self.ignored))


_GENDER = r"male|female|unknown(?: \(.*\))?"
_SOMALIER_NUMBERS = (
    *("gt_depth_mean", "gt_depth_sd", "depth_mean", "depth_sd", "ab_mean", "ab_std"),
    *("n_hom_ref", "n_het", "n_hom_alt", "n_unknown", "p_middling_ab"),
    *("X_depth_mean", "X_n", "X_hom_ref", "X_het", "X_hom_alt", "Y_depth_mean", "Y_n"),
)
_FORMS = (
    _Form(
        SexTool.PEDDY,
        ",",
        "sample_id",
        "predicted_sex",
        "male|female|unknown",
        ("het_count", "hom_alt_count", "hom_ref_count", "het_ratio"),
        ("het_count", "hom_alt_count"),
        ("error", "ped_sex"),
    ),
    _Form(
        SexTool.SOMALIER,
        "\t",
        "sample_id",
        None,
        "",
        _SOMALIER_NUMBERS,
        ("X_het", "X_hom_alt"),
        ("#family_id", "paternal_id", "maternal_id", "sex", "phenotype", "original_pedigree_sex"),
    ),
    _Form(
        SexTool.NGSBITS_XY,
        "\t",
        "#file",
        "gender",
        _GENDER,
        ("reads_chry", "reads_chrx", "ratio_chry_chrx"),
        ("reads_chry", "reads_chrx", "ratio_chry_chrx"),
    ),
    _Form(
        SexTool.NGSBITS_HETX,
        "\t",
        "#file",
        "gender",
        _GENDER,
        ("hom_count", "het_count", "het_fraction"),
        ("hom_count", "het_count", "het_fraction"),
        ("snps_usable",),
    ),
    _Form(SexTool.NGSBITS_SRY, "\t", "#file", "gender", _GENDER, ("coverage_sry",), ("coverage_sry",)),
)


def read_sex_tables(paths: Iterable[Path]) -> tuple[SexTableRow, ...]:
    """Rows of all tables, in order; everything that is wrong with any of them is told at once.

    Raises:
        UnreadableFileError: no such file, not text, or a table of none of the known kinds.
        InputFaultsError: columns or cells at fault, each with row and column.
    """
    faults: list[InputFault] = []
    rows: list[SexTableRow] = []
    for path in paths:
        reader = _Reader(path)
        rows += reader.rows()
        faults += reader.faults
    if faults:
        raise InputFaultsError(faults[:MOST_FAULTS])
    return tuple(rows)


def rows_of_sample(rows: Iterable[SexTableRow], names: Iterable[str]) -> tuple[SexTableRow, ...]:
    """Rows under the first of the names that has any: one person's column may bear another's name."""
    rows = tuple(rows)
    for name in names:
        if found := tuple(row for row in rows if name in row.names):
            return found
    return ()


@dataclass
class _Reader:
    """Turns one table into rows and collects the faults it meets."""

    path: Path
    faults: list[InputFault] = field(default_factory=list)

    def rows(self) -> list[SexTableRow]:
        lines = text_of(self.path).splitlines()
        form, header = _form(self.path, lines)
        self._check_header(form, header)
        if self.faults:
            return []
        found: dict[str, int] = {}
        rows = []
        for number, cells in enumerate(csv.reader(lines[1:], delimiter=form.separator), start=2):
            if any(cells) and (row := self._row(form, header, number, cells)):
                first = found.setdefault(row.names[0], number)
                if first != number:
                    self._fault(
                        number, form.name, f"{row.names[0]} stands in row {first} already", "keep one"
                    )
                rows.append(row)
        return rows

    def _check_header(self, form: _Form, header: list[str]) -> None:
        for column in header:
            if column not in form.columns:
                problem = f"is not a column of a table of {form.tool.value}"
                self._fault(1, column or "(empty)", problem, f"remove it; known are {_listed(form.columns)}")
        for column in (form.name, *((form.stated,) if form.stated else ()), *form.needed):
            if column not in header:
                self._fault(1, column, "the column is missing", "write the table again with the tool")
        for column in {name for name in header if header.count(name) > 1}:
            self._fault(1, column, "the column stands twice", "remove one")

    def _row(self, form: _Form, header: list[str], number: int, cells: list[str]) -> SexTableRow | None:
        before = len(self.faults)
        if len(cells) != len(header):
            problem = f"has {len(cells)} cells where the header has {len(header)}"
            self._fault(number, None, problem, "mend the row")
            return None
        values = dict(zip(header, map(str.strip, cells), strict=True))
        names = _names(values[form.name], is_file=form.name == "#file")
        if not names:
            self._fault(number, form.name, "the cell is empty", "name the sample")
        figures = self._figures(form, number, values)
        stated = self._stated(form, number, values)
        if len(self.faults) > before:
            return None
        return SexTableRow(form.tool, str(self.path), number, names, stated, figures)

    def _stated(self, form: _Form, number: int, values: Mapping[str, str]) -> str | None:
        if form.stated is None:
            return None
        stated = values[form.stated]
        if not re.fullmatch(form.words, stated, re.IGNORECASE):
            problem = f"{stated!r} is not a sex that {form.tool.value} writes"
            self._fault(number, form.stated, problem, "write male, female or unknown")
        return stated.lower()

    def _figures(self, form: _Form, number: int, values: Mapping[str, str]) -> dict[str, float]:
        figures = {}
        for column in form.numbers:
            cell = values.get(column)
            if cell is None:
                continue
            figure = _number(cell)
            # peddy writes het_ratio -0.06 where it has no genotype.
            if figure is None or (figure < 0 and column != "het_ratio"):
                if column in form.needed or figure is not None or not _is_missing(cell):
                    self._fault(number, column, f"{cell!r} is not a count or a measure", "correct it")
            else:
                figures[column] = figure
        return figures

    def _fault(self, row: int, column: str | None, problem: str, remedy: str) -> None:
        self.faults.append(InputFault(str(self.path), problem, remedy, row=row, column=column))


def _form(path: Path, lines: list[str]) -> tuple[_Form, list[str]]:
    """The kind of table that shares most columns with the header."""
    if not lines:
        raise UnreadableFileError(path, "is empty", _REMEDY)
    known = []
    for form in _FORMS:
        header = [name.strip() for name in lines[0].split(form.separator)]
        marks = set(form.numbers) & set(header)
        known.append((len(marks) if form.name in header else 0, form, header))
    shared, form, header = max(known, key=lambda item: item[0])
    if not shared:
        problem = f"is no table of sexes that is known here; it begins with {lines[0][:80]!r}"
        raise UnreadableFileError(path, problem, _REMEDY)
    return form, header


def _names(cell: str, *, is_file: bool) -> tuple[str, ...]:
    """Names a row may mean: the cell, and for a file also its name without folder and endings."""
    if not cell or not is_file:
        return (cell,) if cell else ()
    name = PurePath(cell.replace("\\", "/")).name
    stem = re.sub(r"\.(bam|cram|sam)$", "", name, flags=re.IGNORECASE)
    return tuple(dict.fromkeys((name, stem, stem.partition(".")[0])))


def _number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _is_missing(cell: str) -> bool:
    return cell.lower() in {"", "na", "nan", "-nan", "."}


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(sorted(columns))
