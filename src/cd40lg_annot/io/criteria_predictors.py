"""Rows of `predictors.tsv` and `predictor_scales.tsv`: which scores meet PP3 or BP4, and how strongly."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from cd40lg_annot.io.criteria_rows import filled
from cd40lg_annot.io.table_text import TableText
from cd40lg_annot.model import PredictorBand, PredictorScale
from cd40lg_annot.model.criteria import STRENGTHS

_KINDS = ("missense", "splice")
_YES = {"yes": True, "no": False, "": False}
# A band with the row that it stands in.
_Placed = tuple[int, PredictorBand]


def scales_of(table: TableText) -> tuple[PredictorScale, ...]:
    """What each predictor predicts, and between which values."""
    scales: dict[str, PredictorScale] = {}
    for row in table.rows():
        filled(table, row, "predictor", "meaning")
        lowest, highest = (_limit(table, row, column) for column in ("lowest", "highest"))
        if row["kind"] not in _KINDS:
            table.fault("kind", f"is {row['kind']!r}", f"write one of {', '.join(_KINDS)}")
        if row["predictor"] in scales:
            table.fault("predictor", f"{row['predictor']} stands twice", "keep one of the rows")
        if lowest is None or highest is None or lowest >= highest:
            table.fault("highest", f"is {row['highest']!r}", "write numbers, the lowest below the highest")
        # One at fault is kept, so that its bands are not called unknown as well.
        scales[row["predictor"]] = PredictorScale(
            row["predictor"], row["kind"], lowest or 0.0, highest or 0.0, row["meaning"]
        )
    return tuple(scales.values())


def bands_of(table: TableText, scales: Iterable[PredictorScale]) -> tuple[PredictorBand, ...]:
    """Every band; those of one predictor and criterion meet without gap or overlap, and grow in strength."""
    named = {scale.predictor for scale in scales}
    bands: list[_Placed] = []
    for row in table.rows():
        filled(table, row, "source", "version")
        if row["predictor"] not in named:
            remedy = f"use one of {', '.join(sorted(named))}, or add a row to predictor_scales.tsv"
            table.fault("predictor", f"{row['predictor']!r} has no scale", remedy)
        band = _band(table, row)
        if band is not None:
            bands.append((table.row, band))
    if not table.faults:
        for predictor in dict.fromkeys(band.predictor for _, band in bands):
            _check_bands(table, [item for item in bands if item[1].predictor == predictor])
    return tuple(band for _, band in bands)


def _band(table: TableText, row: Mapping[str, str]) -> PredictorBand | None:
    before = len(table.faults)
    for column, allowed in (("criterion", ("PP3", "BP4")), ("strength", STRENGTHS)):
        if row[column] not in allowed:
            table.fault(column, f"is {row[column]!r}", f"write one of {', '.join(allowed)}")
    for column in ("low_in", "high_in"):
        if row[column] not in _YES:
            table.fault(column, f"is {row[column]!r}", "write yes or no")
    low, high = (_limit(table, row, column) for column in ("low", "high"))
    if low is None and high is None:
        table.fault("low", "both ends are empty", "write at least one")
    if low is not None and high is not None and low >= high:
        table.fault("high", f"is {row['high']!r}, not above {row['low']}", "write a higher number")
    if len(table.faults) > before:
        return None
    return PredictorBand(
        predictor=row["predictor"],
        criterion=row["criterion"],
        strength=row["strength"],
        low=low,
        low_in=_YES[row["low_in"]],
        high=high,
        high_in=_YES[row["high_in"]],
        source=row["source"],
        version=row["version"],
        note=row["note"],
    )


def _limit(table: TableText, row: Mapping[str, str], column: str) -> float | None:
    if not row[column]:
        return None
    try:
        value = float(row[column])
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    table.fault(column, f"is {row[column]!r}, not a number", "write a number")
    return None


def _check_bands(table: TableText, bands: Sequence[_Placed]) -> None:
    """BP4 from no lower end up, weaker and weaker; then PP3, stronger and stronger, to no upper end."""
    against = sorted((item for item in bands if item[1].criterion == "BP4"), key=_low)
    for_it = sorted((item for item in bands if item[1].criterion == "PP3"), key=_low)
    for group, is_growing in ((against, False), (for_it, True)):
        for first, second in pairwise(group):
            _check_neighbours(table, first, second, is_growing=is_growing)
    if against and against[0][1].low is not None:
        _fault(table, against[0], "low", "the lowest band of BP4 has a lower end", "leave it empty")
    if for_it and for_it[-1][1].high is not None:
        _fault(table, for_it[-1], "high", "the highest band of PP3 has an upper end", "leave it empty")
    if against and for_it:
        top, bottom = against[-1][1], for_it[0][1]
        if top.high is None or bottom.low is None or top.high >= bottom.low:
            _fault(table, for_it[0], "low", "PP3 begins where BP4 still holds", "part the two")


def _check_neighbours(table: TableText, first: _Placed, second: _Placed, *, is_growing: bool) -> None:
    (_, below), (_, above) = first, second
    if below.high != above.low or below.high_in == above.low_in:
        problem = f"this band and that of row {first[0]} leave a gap or overlap"
        _fault(table, second, "low", problem, "let one end where the next begins, one of them with the value")
    order = STRENGTHS.index(above.strength) - STRENGTHS.index(below.strength)
    if order == 0 or (order > 0) is not is_growing:
        problem = f"{above.criterion} is {above.strength} beside {below.strength} of row {first[0]}"
        _fault(table, second, "strength", problem, "let strength grow towards the end of the scale")


def _low(item: _Placed) -> float:
    low = item[1].low
    return -math.inf if low is None else low


def _fault(table: TableText, item: _Placed, column: str, problem: str, remedy: str) -> None:
    table.row = item[0]
    table.fault(column, problem, remedy)
