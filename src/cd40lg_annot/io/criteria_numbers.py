"""Rows of `frequency.tsv`: the inputs of the X-linked allele-frequency formula, and the thresholds."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cd40lg_annot.io.criteria_rows import filled, note_missing, number_in
from cd40lg_annot.io.table_text import TableText

# Lowest and highest value of each; 1e-9 stands for "above 0".
_LIMITS = {
    "male_birth_prevalence": (1e-9, 0.01),
    "genetic_share": (1e-9, 1),
    "allelic_share": (1e-9, 1),
    "male_penetrance": (1e-3, 1),
    "margin": (1, 1000),
    "BS1": (1e-9, 0.1),
    "BA1": (1e-9, 0.1),
    "confidence": (0.5, 0.9999),
    "least_alleles": (1, 1000),
    "least_alleles_examined": (1, 1e9),
}


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its value, as it is written, and what it means with who says so."""

    value: float
    text: str
    source: str


def frequency_numbers(table: TableText, names: Collection[str] | None) -> dict[str, Number]:
    """Every number by name.

    `names` are those that have to be there, of the shipped table; None for that one. BS1 is never
    below what the formula gives with its margin: a lower one would call causes of the disease benign.
    """
    numbers: dict[str, Number] = {}
    rows: dict[str, int] = {}
    for row in table.rows():
        name = row["name"]
        filled(table, row, "meaning", "source")
        if name not in _LIMITS:
            table.fault("name", f"{name!r} is no number of the formula", f"use one of {', '.join(_LIMITS)}")
        elif name in numbers:
            table.fault("name", f"{name} stands twice", "keep one of the rows")
        elif (value := number_in(table, row, "value", *_LIMITS[name])) is not None:
            numbers[name] = Number(value, row["value"], f"{row['meaning']}; {row['source']}")
            rows[name] = table.row
    missing = set(_LIMITS if names is None else names) - set(numbers)
    if missing and not table.faults:
        note_missing(table, "name", missing)
    if not table.faults:
        _check_thresholds(table, numbers, rows)
    return numbers


def _check_thresholds(table: TableText, numbers: Mapping[str, Number], rows: Mapping[str, int]) -> None:
    value = {name: number.value for name, number in numbers.items()}
    share = value["genetic_share"] * value["allelic_share"] / value["male_penetrance"]
    least = value["male_birth_prevalence"] * share * value["margin"]
    if value["BS1"] < least and not math.isclose(value["BS1"], least):
        table.row = rows["BS1"]
        problem = f"is {numbers['BS1'].text}, below prevalence x shares / penetrance x margin = {least:.3g}"
        table.fault("value", problem, "raise it, or correct the inputs of the formula")
    if value["BA1"] <= value["BS1"]:
        table.row = rows["BA1"]
        problem = f"is {numbers['BA1'].text}, not above BS1 ({numbers['BS1'].text})"
        table.fault("value", problem, "write a higher number")
