"""The search for an order of symbols with the fewest crossings.

Chains are turned and moved, and the generations below follow. Only the generations that a change touches are
counted anew.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter

from cd40lg_annot.report.drawing.pedigree_graph import PedigreeGraph, Union, unions_by_generation

# What the search weighs. A crossing misleads; the others only look worse.
_CROSSING = 100.0
_TWINS_APART = 40.0
_STRANGER_BETWEEN_SIBS = 10.0
_SIBS_OUT_OF_ORDER = 1.0
_WOMAN_LEFT = 0.3
_DISTANCE = 0.05
_MOST_ROUNDS = 8
_FARTHEST_MOVE = 4
# Symbols looked at before the search ends with what it has: six times what 60 people need.
_MOST_WORK = 600_000

Chain = tuple[int, ...]
Rows = list[list[Chain]]


@dataclass(slots=True)
class OrderSearch:
    """The best rows so far, with what each generation and the lines below it cost.

    `unions` and `twins` by generation, `parents` by child, all by symbol key.
    """

    rows: Rows
    males: frozenset[int]
    unions: dict[int, list[Union]] = field(default_factory=dict)
    parents: dict[int, tuple[int, int]] = field(default_factory=dict)
    twins: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)
    costs: list[float] = field(default_factory=list)
    work: int = _MOST_WORK

    def run(self) -> Rows:
        """Turn and move chains as long as that lowers the cost, or until the work allowed is done."""
        if not self.unions:
            return self.rows
        self.costs = self._costs(self.rows, None)
        for _ in range(_MOST_ROUNDS):
            before = sum(self.costs)
            for level in range(len(self.rows)):
                for changed in _changes(self.rows[level]):
                    self._try([*self.rows[:level], changed, *self.rows[level + 1 :]])
                    self._try(self._followed(changed, level))
                    if self.work <= 0:
                        return self.rows
            if sum(self.costs) == before:
                return self.rows
        return self.rows

    def _try(self, rows: Rows) -> None:
        costs = self._costs(rows, self.rows)
        if sum(costs) < sum(self.costs) - 1e-9:
            self.rows, self.costs = rows, costs

    def _costs(self, rows: Rows, known: Rows | None) -> list[float]:
        """What each generation costs; one that stands as in `known`, with the next one, costs the same."""
        same = [known is not None and row is old for row, old in zip(rows, known or rows, strict=True)]
        return [
            self.costs[level] if all(same[level : level + 2]) else self._cost(level, rows)
            for level in range(len(rows))
        ]

    def _cost(self, level: int, rows: Rows) -> float:
        at = _positions(rows[level : level + 2])
        self.work -= len(at)
        unions = self.unions.get(level, [])
        cost = _CROSSING * _crossings(unions, at)
        cost += sum(_look(union, at, self.males) for union in unions)
        for twins in self.twins.get(level, []):
            places = sorted(at[key] for key in twins)
            cost += _TWINS_APART * (places[-1] - places[0] - len(places) + 1)
        return cost

    def _followed(self, changed: list[Chain], level: int) -> Rows:
        """The rows with one changed, and the generations below in the order of their parents."""
        rows = [*self.rows[:level], changed, *self.rows[level + 1 :]]
        for below in range(level + 1, len(rows)):
            self.work -= len(rows[below])
            row = self._below(rows[below - 1], rows[below])
            if row == rows[below]:
                break
            rows[below] = row
        return rows

    def _below(self, upper: list[Chain], row: list[Chain]) -> list[Chain]:
        above = _positions([upper])
        wished = {}
        for place, chain in enumerate(row):
            tops = [sum(above[p] for p in self.parents[key]) / 2 for key in chain if key in self.parents]
            wished[chain] = sum(tops) / len(tops) if tops else float(place)
        return sorted(row, key=wished.__getitem__)


def crossings(rows: Rows, graph: PedigreeGraph) -> int:
    """How many pairs of parent-to-child lines cross."""
    at = _positions(rows)
    return sum(_crossings(unions, at) for unions in unions_by_generation(graph).values())


def _crossings(unions: Iterable[Union], at: Mapping[int, int]) -> int:
    """Pairs of lines from one generation to the next whose ends stand in opposite orders."""
    lines = sorted(
        (sum(at[key] for key in union.partners) / 2, at[child])
        for union in unions
        for child in union.children
    )
    count, passed = 0, list[int]()
    for _, sibs in groupby(lines, key=itemgetter(0)):  # lines from one point do not cross
        bottoms = [bottom for _, bottom in sibs]
        count += sum(len(passed) - bisect_right(passed, bottom) for bottom in bottoms)
        for bottom in bottoms:
            insort(passed, bottom)
    return count


def _changes(row: list[Chain]) -> list[list[Chain]]:
    """Rows that differ by one chain turned, or one chain moved a little or to an end."""
    changed = []
    for index, chain in enumerate(row):
        rest = row[:index] + row[index + 1 :]
        if len(chain) > 1:
            changed.append([*row[:index], chain[::-1], *row[index + 1 :]])
        near = {
            0,
            len(rest),
            *range(max(0, index - _FARTHEST_MOVE), min(len(rest), index + _FARTHEST_MOVE) + 1),
        }
        changed += [[*rest[:place], chain, *rest[place:]] for place in sorted(near) if place != index]
    return changed


def _positions(rows: Rows) -> dict[int, int]:
    return {key: place for row in rows for place, key in enumerate(key for chain in row for key in chain)}


def _look(union: Union, at: Mapping[int, int], males: frozenset[int]) -> float:
    """What one union costs beside crossings."""
    children = [at[child] for child in union.children]
    width = max(children) - min(children) + 1
    cost = _SIBS_OUT_OF_ORDER * sum(a > b for a, b in pairwise(children))
    cost += _STRANGER_BETWEEN_SIBS * (width - len(children)) * 0.1
    middle = sum(at[key] for key in union.partners) / 2
    cost += _DISTANCE * abs(middle - sum(children) / len(children))
    left, right = sorted(union.partners, key=at.__getitem__)
    return cost + _WOMAN_LEFT * (right in males and left not in males)
