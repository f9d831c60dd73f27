"""Read `clinic.tsv`: what the clinic knows of each person, units converted, every fault at once."""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from cd40lg_annot.io.clinic_cells import NOT_KNOWN, UNITS, age_parts, factor_of, may_be_thousands, number_of
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.table_text import TableText
from cd40lg_annot.model import ClinicRecord, ReferenceInterval, Surface

FINDINGS = (
    "bacterial_infections_before_5y",
    "pneumocystis_first_year",
    "neutropenia",
    "cryptosporidium",
    "sclerosing_cholangitis",
    "severe_liver_disease",
    "parvovirus_aplastic_anaemia",
    "maternal_relative_confirmed",
)
CELLS = (
    "t_number_normal",
    "t_number_low",
    "mitogen_normal",
    "mitogen_low",
    "b_number_normal",
    "b_number_raised",
    "b_number_low",
    "specific_igg_absent",
    "specific_igg_present",
)
COLUMNS = (
    "person",
    "age",
    *(name for analyte in UNITS for name in (analyte, f"{analyte}_unit")),
    "cd40l",
    "cd40l_method",
    "cd40l_percent",
    "cd40l_normal_from",
    "cd40l_normal_to",
    "vaccine_response",
    "hpo",
    "findings",
    "absent_findings",
    "cells",
    "x_inactivation",
    "x_inactivation_tissue",
    "active_allele",
    "x_inactivation_informative",
    "note",
)
T = TypeVar("T")


def read_clinic(path: Path, people: Collection[str] | None = None) -> tuple[ClinicRecord, ...]:
    """Read one row for each person; an empty cell is not known.

    `people`: those of the pedigree; a row of anybody else is a fault. None to take every row.

    Raises:
        UnreadableFileError: no such file, or not text.
        InputFaultsError: cells that cannot be read, each with row and column.
    """
    text = TableText(path, columns=COLUMNS, needed=("person",), head_keys=())
    records, seen = [], set()
    for row in text.rows():
        if not row["person"] or row["person"] in seen:
            text.fault("person", "is empty or was given before", "write one row for each person")
        elif people is not None and row["person"] not in people:
            text.fault(
                "person", f"{row['person']} is not in the pedigree", "correct the name, or remove the row"
            )
        seen.add(row["person"])
        records.append(_record(text, row))
    text.raise_faults()
    return tuple(records)


def read_intervals(path: Path | None = None) -> tuple[ReferenceInterval, ...]:
    """Read reference intervals by age, by default the bundled ones.

    Raises:
        UnreadableFileError, InputFaultsError: the table is missing or at fault.
    """
    path = path or resources_folder() / "clinical" / "immunoglobulins.tsv"
    columns = ("analyte", "from_age", "to_age", "low", "high", "source", "note", "unit")
    text = TableText(path, columns=columns, needed=columns[:6], head_keys=())
    found: list[ReferenceInterval] = []
    for row in text.rows():
        numbers = [_number(text, row, column) for column in columns[1:5]]
        if None in numbers:
            text.fault("analyte", "has an interval with a missing number", "fill it in")
            continue
        from_age, to_age, low, high = (number or 0.0 for number in numbers)
        factor = _interval_unit(text, row)
        interval = ReferenceInterval(
            row["analyte"], from_age, to_age, low * factor, high * factor, row["source"], row.get("note", "")
        )
        if interval.from_age >= interval.to_age or interval.low > interval.high:
            text.fault("from_age", "the interval runs backwards", "correct it")
        if any(_overlap(interval, other) for other in found):
            text.fault(
                "from_age", "the ages overlap those of an earlier row", "let them meet without overlap"
            )
        found.append(interval)
    text.raise_faults()
    return tuple(found)


def _interval_unit(text: TableText, row: dict[str, str]) -> float:
    """What the row's unit is in the unit that is kept; the kept one where the row names none."""
    units = UNITS.get(row["analyte"].lower())
    if units is None:
        text.fault("analyte", f"is {row['analyte']!r}", "write one of IgG, IgA, IgM, IgE, Neutrophils")
        return 1.0
    unit = row.get("unit", "") or next(iter(units))
    factor = factor_of(units, unit)
    if factor is None:
        text.fault("unit", f"is {unit!r}", f"write one of {', '.join(units)}")
    return 1.0 if factor is None else factor


def _overlap(one: ReferenceInterval, other: ReferenceInterval) -> bool:
    return one.analyte == other.analyte and one.from_age < other.to_age and other.from_age < one.to_age


def _record(text: TableText, row: dict[str, str]) -> ClinicRecord:
    share = _number(text, row, "x_inactivation")
    if share is not None and share > 1:
        text.fault("x_inactivation", f"is {share:g}", "write a share from 0 to 1, such as 0.85")
    limits: dict[str, str] = {}
    return ClinicRecord(
        person=row["person"],
        age=_age(text, row),
        **{analyte: _in_kept_unit(text, row, analyte, limits) for analyte in UNITS},
        cd40l=_word(text, row, "cd40l", {item.value: item for item in Surface}),
        cd40l_method=row.get("cd40l_method", ""),
        cd40l_percent=_limited(text, row, "cd40l_percent", limits),
        cd40l_normal_from=_number(text, row, "cd40l_normal_from"),
        cd40l_normal_to=_number(text, row, "cd40l_normal_to"),
        vaccine_response=row.get("vaccine_response", ""),
        hpo=_list(text, row, "hpo", re.compile(r"HP:\d{7}").fullmatch, "HPO terms like HP:0004315"),
        findings=_list(text, row, "findings", FINDINGS.__contains__, ", ".join(FINDINGS)),
        absent_findings=_list(text, row, "absent_findings", FINDINGS.__contains__, ", ".join(FINDINGS)),
        cells=_list(text, row, "cells", CELLS.__contains__, ", ".join(CELLS)),
        x_inactivation=share,
        x_inactivation_tissue=row.get("x_inactivation_tissue", ""),
        active_allele=row.get("active_allele", ""),
        x_inactivation_informative=_word(text, row, "x_inactivation_informative", {"yes": True, "no": False}),
        note=row.get("note", ""),
        limits=limits,
    )


def _number(text: TableText, row: dict[str, str], column: str) -> float | None:
    cell = row.get(column, "")
    if column.startswith("cd40l_"):
        cell = cell.removesuffix("%").rstrip()
    if cell.casefold() in NOT_KNOWN:
        return None
    value = number_of(cell)
    if value is None:
        problem = f"is {cell!r}, not a number"
        if may_be_thousands(cell):
            problem = f"is {cell!r}, which may be thousands or decimals"
        text.fault(column, problem, "write a number with a decimal point, or nothing")
    return value


def _age(text: TableText, row: dict[str, str]) -> float | None:
    """Age in years, from years or from numbers with units."""
    cell = row.get("age", "")
    parts = age_parts(cell)
    if parts is None:
        return _number(text, row, "age")
    if None in parts:
        text.fault("age", f"is {cell!r}", "write years, or a number with days, weeks, months or years")
        return None
    return sum(years for years in parts if years is not None)


def _limited(text: TableText, row: dict[str, str], column: str, limits: dict[str, str]) -> float | None:
    """Number of a cell; where the cell begins with < or >, `limits` is told."""
    cell = row.get(column, "")
    limit = re.match(r"[<>]\s*", cell)
    value = _number(text, row | {column: cell[limit.end() :]} if limit else row, column)
    if limit and value is not None:
        limits[column] = cell[0]
    return value


def _in_kept_unit(text: TableText, row: dict[str, str], analyte: str, limits: dict[str, str]) -> float | None:
    value = _limited(text, row, analyte, limits)
    if value is None:
        return None
    unit = row.get(f"{analyte}_unit", "")
    factor = factor_of(UNITS[analyte], unit)
    if factor is None:
        problem = f"is {unit!r}" if unit else "is missing"
        text.fault(f"{analyte}_unit", problem, f"write one of {', '.join(UNITS[analyte])}")
        return None
    return value * factor


def _word(text: TableText, row: dict[str, str], column: str, words: dict[str, T]) -> T | None:
    cell = row.get(column, "")
    if not cell:
        return None
    if cell not in words:
        text.fault(column, f"is {cell!r}", f"write one of {', '.join(words)}, or nothing")
        return None
    return words[cell]


def _list(
    text: TableText, row: dict[str, str], column: str, is_known: Callable[[str], object], words: str
) -> tuple[str, ...]:
    items = tuple(item.strip() for item in row.get(column, "").split(",") if item.strip())
    for item in items:
        if not is_known(item):
            text.fault(column, f"has {item!r}", f"use {words}")
    return items
