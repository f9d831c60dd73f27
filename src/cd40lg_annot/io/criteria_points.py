"""Rows of `points.tsv`: what each strength counts, and the lowest sum of each class."""

from collections.abc import Mapping
from itertools import pairwise

from cd40lg_annot.io.criteria_rows import filled, note_missing, whole_number
from cd40lg_annot.io.table_text import TableText
from cd40lg_annot.model import Classification
from cd40lg_annot.model.criteria import STRENGTHS

_POINTS = (*STRENGTHS, "stand_alone")
_LOWEST = {
    "pathogenic_from": Classification.PATHOGENIC,
    "likely_pathogenic_from": Classification.LIKELY_PATHOGENIC,
    "uncertain_from": Classification.UNCERTAIN_SIGNIFICANCE,
    "likely_benign_from": Classification.LIKELY_BENIGN,
}
_MOST = 100


def points_of_strengths(table: TableText) -> tuple[dict[str, int], tuple[tuple[int, Classification], ...]]:
    """Points by strength, and the lowest sum of each class, the highest first.

    The stronger a criterion, the more it counts, and classes do not overlap; anything else is a fault.
    """
    numbers: dict[str, int] = {}
    for row in table.rows():
        name = row["name"]
        filled(table, row, "meaning", "source")
        lowest = 1 if name in _POINTS else -_MOST
        if name not in (*_POINTS, *_LOWEST):
            remedy = f"use one of {', '.join((*_POINTS, *_LOWEST))}"
            table.fault("name", f"{name!r} is neither a strength nor a class", remedy)
        elif name in numbers:
            table.fault("name", f"{name} stands twice", "keep one of the rows")
        elif (value := whole_number(table, row, "value", lowest, _MOST)) is not None:
            numbers[name] = value
    if not table.faults:
        note_missing(table, "name", {*_POINTS, *_LOWEST} - set(numbers))
    if table.faults:
        return {}, ()
    _check_order(table, numbers)
    return (
        {name: numbers[name] for name in _POINTS},
        tuple((numbers[name], classification) for name, classification in _LOWEST.items()),
    )


def _check_order(table: TableText, numbers: Mapping[str, int]) -> None:
    for weaker, stronger in pairwise(STRENGTHS):
        if numbers[weaker] >= numbers[stronger]:
            table.fault("value", f"{stronger} counts no more than {weaker}", "let points grow with strength")
    for higher, lower in pairwise(_LOWEST):
        if numbers[lower] >= numbers[higher]:
            table.fault("value", f"{lower} does not lie below {higher}", "let each begin below the last")
    if not numbers["uncertain_from"] <= 0 < numbers["likely_pathogenic_from"]:
        problem = "a variant without any evidence would not be uncertain"
        table.fault("value", problem, "let uncertain_from be 0 or less, likely_pathogenic_from more than 0")
