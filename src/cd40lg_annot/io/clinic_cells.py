"""Numbers, units and ages as laboratories write them in a clinic table."""

import re
from collections.abc import Mapping

# What one unit is in the unit that is kept, the first; case and blanks do not matter.
_IMMUNOGLOBULIN = {"mg/dL": 1.0, "mg/100 mL": 1.0, "g/L": 100.0, "mg/mL": 100.0, "mg/L": 0.1, "ug/mL": 0.1}
UNITS = {
    "igg": _IMMUNOGLOBULIN,
    "iga": _IMMUNOGLOBULIN,
    "igm": _IMMUNOGLOBULIN,
    "ige": {"IU/mL": 1.0, "kU/L": 1.0, "kIU/L": 1.0, "U/mL": 1.0, "UI/mL": 1.0},
    "neutrophils": {
        "10^9/L": 1.0, "10*9/L": 1.0, "x10^9/L": 1.0, "G/L": 1.0, "10^3/uL": 1.0, "x10^3/uL": 1.0,
        "K/uL": 1.0, "/uL": 0.001, "cells/uL": 0.001, "/mm3": 0.001, "cells/mm3": 0.001,
    },
}  # fmt: skip
# Cells that say nothing.
NOT_KNOWN = frozenset({"", ".", "na", "n/a", "unknown"})
_AGE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)")
# Years of one of each; a month is a twelfth of a year.
_AGE_UNITS = {
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 1.0),
    **dict.fromkeys(("m", "mo", "mos", "month", "months"), 1 / 12),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 7 / 365.25),
    **dict.fromkeys(("d", "day", "days"), 1 / 365.25),
}


def number_of(cell: str) -> float | None:
    """Number of a cell with a decimal point, or a comma that cannot part thousands; None for anything else.

    >>> number_of("0.07"), number_of("7,5"), number_of("0,075"), number_of("1,200"), number_of("-1")
    (0.07, 7.5, 0.075, None, None)
    """
    if re.fullmatch(r"\d+(\.\d+)?", cell):
        return float(cell)
    if re.fullmatch(r"\d+,\d+", cell) and not may_be_thousands(cell):
        return float(cell.replace(",", "."))
    return None


def may_be_thousands(cell: str) -> bool:
    """Whether a comma may part thousands: `1,200` is 1200 to one reader and 1.2 to another."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", cell))


def age_parts(cell: str) -> list[float | None] | None:
    """Years of each number with its unit, None for what is neither; None as a whole where none has a unit.

    >>> age_parts("2 years 6 months"), age_parts("3 moons"), age_parts("2.5")
    ([2.0, 0.5], [None], None)
    """
    cell = cell.casefold()
    parts = _AGE.findall(cell)
    if not parts:
        return None
    numbers = [(number_of(number), _AGE_UNITS.get(unit)) for number, unit in parts]
    years = [None if number is None or unit is None else number * unit for number, unit in numbers]
    return [*years, None] if _AGE.sub("", cell).strip() else years


def factor_of(units: Mapping[str, float], unit: str) -> float | None:
    """What a unit is in the kept one; None where it is none of them."""
    spelt = {_plain(name): factor for name, factor in units.items()}
    return spelt.get(_plain(unit))


def _plain(unit: str) -> str:
    """A unit without case, blanks, and the two signs for micro.

    >>> _plain("10^3/\u00b5L") == _plain("10^3/uL")
    True
    """
    return re.sub(r"\s", "", unit.casefold()).replace("\u00b5", "u").replace("\u03bc", "u")
