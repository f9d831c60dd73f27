"""The lines of a pedigree as segments in pixels: unions, drops, bars, lines to children, twins, hops.

Each segment knows the union it belongs to, so that a test can follow every line from child to parents.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from cd40lg_annot.model import Person
from cd40lg_annot.report.drawing.pedigree_layout import Layout, PlacedUnion

PLACE = 104.0  # width of one symbol's place
HALF = 18.0  # half the size of a symbol
LANE = 15.0  # height between two bars
MARGIN = 30.0
_ABOVE_BARS = 16.0
_BELOW_BARS = 24.0
_LABEL_LINE = 13.0
TWIN_RISE = 26.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One straight line; `union` is its index in the layout, `kind` is union, drop, bar, child or twin."""

    union: int
    kind: str
    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool = False
    double: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where generations stand: height of each row's symbols, and of the whole; `left` is the text column."""

    rows: tuple[float, ...]
    width: float
    height: float
    left: float

    def x(self, place: float) -> float:
        """Turn a place of the layout into pixels."""
        return self.left + PLACE * (place + 0.5)


def frame(plan: Layout, label_lines: Sequence[int]) -> Frame:
    """Heights of all rows, given how many lines of text stand below the symbols of each."""
    rows, y = [], MARGIN + HALF
    for lines, lanes in zip(label_lines, plan.lanes, strict=True):
        rows.append(y)
        y += 2 * HALF + lines * _LABEL_LINE + _ABOVE_BARS
        y += (lanes - 1) * LANE + _BELOW_BARS if lanes else 0
    left = MARGIN + 12
    return Frame(tuple(rows), left + PLACE * plan.width + MARGIN, y, left)


def label_top(row: float) -> float:
    """Baseline of the first line of text below a symbol."""
    return row + HALF + _LABEL_LINE + 2


def label_step() -> float:
    """Height of one line of text."""
    return _LABEL_LINE


def segments(
    plan: Layout, size: Frame, label_lines: Sequence[int], people: dict[str, Person]
) -> list[Segment]:
    """Every line of the pedigree, union by union."""
    found: list[Segment] = []
    for index, placed in enumerate(plan.unions):
        found += _union_lines(index, placed, plan, size)
        found += _child_lines(index, placed, plan, size, label_lines, people)
    return found


def hops(lines: Iterable[Segment]) -> list[tuple[float, float]]:
    """Points at which a bar crosses an upright line of another sibship."""
    lines = list(lines)
    upright = sorted((line for line in lines if line.x1 == line.x2 and line.kind != "bar"), key=_x1)
    return [
        (line.x1, bar.y1)
        for bar in lines
        if bar.kind == "bar"
        for line in _between(upright, min(bar.x1, bar.x2), max(bar.x1, bar.x2))
        if line.union != bar.union and min(line.y1, line.y2) < bar.y1 < max(line.y1, line.y2)
    ]


_x1 = attrgetter("x1")


def _between(upright: list[Segment], left: float, right: float) -> list[Segment]:
    return upright[bisect_right(upright, left, key=_x1) : bisect_left(upright, right, key=_x1)]


def bar_height(placed: PlacedUnion, size: Frame, label_lines: Sequence[int]) -> float:
    """Height of the bar of one sibship."""
    level = placed.union.generation
    return size.rows[level] + HALF + label_lines[level] * _LABEL_LINE + _ABOVE_BARS + placed.lane * LANE


def _union_lines(index: int, placed: PlacedUnion, plan: Layout, size: Frame) -> list[Segment]:
    left, right = sorted(size.x(plan.x[key]) for key in placed.union.partners)
    y = size.rows[placed.union.generation]
    return [Segment(index, "union", left + HALF, y, right - HALF, y, double=placed.union.related)]


def _child_lines(
    index: int,
    placed: PlacedUnion,
    plan: Layout,
    size: Frame,
    label_lines: Sequence[int],
    people: dict[str, Person],
) -> list[Segment]:
    bar, drop = bar_height(placed, size, label_lines), size.x(placed.drop)
    top = size.rows[placed.union.generation]
    below = size.rows[placed.union.generation + 1] - HALF
    ends, lines = [drop], [Segment(index, "drop", drop, top, drop, bar)]
    for group in _births(placed, plan, people):
        places = [size.x(plan.x[key]) for key in group]
        apex = sum(places) / len(places)
        ends.append(apex)
        for key, x in zip(group, places, strict=True):
            dashed = people[plan.graph.symbols[key].person or ""].adopted
            lines += _down(index, apex, bar, x, below, dashed=dashed)
    return [*lines, Segment(index, "bar", min(ends), bar, max(ends), bar)]


def _down(index: int, apex: float, bar: float, x: float, below: float, *, dashed: bool) -> list[Segment]:
    """From the bar to one child; a twin's line leans out from the point that the twins share."""
    if apex == x:
        return [Segment(index, "child", x, bar, x, below, dashed=dashed)]
    fork = max(bar, below - TWIN_RISE)
    stem = [Segment(index, "child", apex, bar, apex, fork, dashed=dashed)] if fork > bar else []
    return [*stem, Segment(index, "twin", apex, fork, x, below, dashed=dashed)]


def _births(placed: PlacedUnion, plan: Layout, people: dict[str, Person]) -> list[tuple[int, ...]]:
    """Children by birth: twins together, everyone else alone."""
    groups: dict[object, list[int]] = {}
    for key in placed.union.children:
        person = people[plan.graph.symbols[key].person or ""]
        groups.setdefault(("twins", person.twin_group) if person.twin_group else key, []).append(key)
    return [tuple(keys) for keys in groups.values()]


def twins_of(plan: Layout, people: dict[str, Person]) -> list[tuple[int, ...]]:
    """Every multiple birth, by symbol key."""
    return [group for placed in plan.unions for group in _births(placed, plan, people) if len(group) > 1]
