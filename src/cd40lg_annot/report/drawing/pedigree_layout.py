"""Where each symbol and each line of a pedigree stands, in units of one symbol's place.

     father ──┬── mother        union line, at the height of the symbols
              │                 drop, from the union line to the bar
        ┌─────┴─────┐           bar, in a lane of its own where bars of two sibships overlap
      child       child         one line down to each child

Lines of two sibships may cross at a right angle (drawn as a hop); they never touch otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise, permutations

from cd40lg_annot.model import Person, Sex
from cd40lg_annot.report.drawing.pedigree_graph import (
    PedigreeGraph,
    Symbol,
    Union,
    pedigree_graph,
    unions_by_generation,
)
from cd40lg_annot.report.drawing.pedigree_order import Wishes, ordered_rows
from cd40lg_annot.report.drawing.pedigree_search import Chain, Rows

_APART = 1.0
_CHAINS_APART = 1.08
_ROUNDS = 24
_CLEAR = 0.07
_NUDGES = (0.0, 0.1, -0.1, 0.2, -0.2, 0.05, -0.05, 0.15, -0.15)
_NEARLY = 0.2
_MOST_PERMUTED = 6


@dataclass(frozen=True, slots=True)
class PlacedUnion:
    """A union with its coordinates: `drop` is where its line goes down, `lane` counts from 0 at the top."""

    union: Union
    drop: float
    lane: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A pedigree ready to draw; `x` by symbol key, `lanes` counts the bars' heights below each generation."""

    graph: PedigreeGraph
    rows: Rows
    x: dict[int, float]
    unions: tuple[PlacedUnion, ...]
    lanes: tuple[int, ...]
    width: float


def layout(people: Sequence[Person]) -> Layout:
    """Lay out a pedigree. The order of `people` decides the order of sibs, eldest first."""
    graph = pedigree_graph(people)
    rows = ordered_rows(graph, _wishes(graph, people))
    x = _places(rows, graph)
    unions = _with_lanes(_drops(graph, x), x)
    lanes = [0] * len(rows)
    for placed in unions:
        level = placed.union.generation
        lanes[level] = max(lanes[level], placed.lane + 1)
    return Layout(graph, rows, x, tuple(unions), tuple(lanes), max(x.values(), default=0.0) + _APART)


def _wishes(graph: PedigreeGraph, people: Sequence[Person]) -> Wishes:
    own = {symbol.person: symbol.key for symbol in graph.symbols if symbol.copy == 0 and symbol.person}
    sex = {person.person: person.sex for person in people}
    groups: dict[tuple[object, ...], list[int]] = {}
    for person in people:
        if person.twin_group:
            place = (person.twin_group, person.father, person.mother)
            groups.setdefault(place, []).append(own[person.person])
    partners = {u.partners[1]: u.partners[0] for u in graph.unions}

    def is_male(symbol: Symbol) -> bool:
        # A parent not named stands where that parent would: fathers are the first partner.
        if symbol.person is None:
            return symbol.key not in partners
        return sex[symbol.person] is Sex.MALE

    twins = tuple(tuple(keys) for keys in groups.values() if len(keys) > 1)
    return Wishes(twins, frozenset(symbol.key for symbol in graph.symbols if is_male(symbol)))


def _places(rows: Rows, graph: PedigreeGraph) -> dict[int, float]:
    """Pull chains towards their parents and children, generation by generation, until they settle."""
    x = {key: place * _APART for row in rows for place, key in enumerate(k for chain in row for k in chain)}
    ties = _ties(graph)
    for turn in range(_ROUNDS):
        levels = range(len(rows)) if turn % 2 == 0 else range(len(rows) - 1, -1, -1)
        for level in levels:
            x |= _settled(rows[level], ties, x)
    left = min(x.values(), default=0.0)
    return {key: round(value - left, 3) for key, value in x.items()}


_Ties = dict[int, list[tuple[Union, bool]]]


def _ties(graph: PedigreeGraph) -> _Ties:
    """The unions that pull at each symbol: as the first partner (True) or a child."""
    ties: _Ties = {}
    for union in graph.unions:
        ties.setdefault(union.partners[0], []).append((union, True))
        for child in union.children:
            ties.setdefault(child, []).append((union, False))
    return ties


def _settled(row: list[Chain], ties: _Ties, x: dict[int, float]) -> dict[int, float]:
    wishes = [_wished(chain, ties, x) for chain in row]
    gaps = [(len(left) - 1) * _APART + _CHAINS_APART for left, _ in pairwise(row)]
    starts = _spread(wishes, gaps)
    return {
        key: start + index * _APART
        for chain, start in zip(row, starts, strict=True)
        for index, key in enumerate(chain)
    }


def _wished(chain: Chain, ties: _Ties, x: dict[int, float]) -> tuple[float, float]:
    """Where the first symbol of a chain would like to stand, and how strongly."""
    pulls = []
    for union, as_partner in (tie for key in chain for tie in ties.get(key, ())):
        middle = sum(x[key] for key in union.partners) / 2
        centre = sum(x[child] for child in union.children) / len(union.children)
        pulls.append(centre - middle if as_partner else middle - centre)
    start = x[chain[0]]
    return (start + sum(pulls) / len(pulls), len(pulls)) if pulls else (start, 0.1)


def _spread(wishes: list[tuple[float, float]], gaps: list[float]) -> list[float]:
    """Nearest places to the wished ones that keep the gaps (weighted isotonic regression)."""
    offsets = list(accumulate(gaps, initial=0.0))[: len(wishes)]
    pools: list[tuple[float, float, int]] = []
    for (wish, weight), offset in zip(wishes, offsets, strict=True):
        pools.append((wish - offset, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, wa, na), (b, wb, nb) = pools[-2], pools[-1]
            pools[-2:] = [((a * wa + b * wb) / (wa + wb), wa + wb, na + nb)]
    levels = [value for value, _, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


def _drops(graph: PedigreeGraph, x: dict[int, float]) -> list[tuple[Union, float]]:
    """Where each union's line goes down: in the middle, or a little aside of another sibship's line."""
    drops: list[tuple[Union, float]] = []
    for unions in unions_by_generation(graph).values():
        lines = [(other, x[child]) for other in unions for child in other.children]
        for union in unions:
            middle = sum(x[key] for key in union.partners) / 2
            near = [place for other, place in lines if other is not union and abs(place - middle) < 1]
            places = [*_straight(union, middle, x), *(middle + nudge for nudge in _NUDGES)]
            clear = (place for place in places if all(abs(place - other) > _CLEAR for other in near))
            drop = round(next(clear, middle), 3)
            drops.append((union, drop))
            lines.append((union, drop))
    return drops


def _straight(union: Union, middle: float, x: dict[int, float]) -> list[float]:
    """The place of a child who stands nearly below the middle: a line without a jog reads better."""
    return [x[child] for child in union.children if abs(x[child] - middle) < _NEARLY]


def _reach(union: Union, drop: float, x: dict[int, float]) -> tuple[float, float]:
    places = [x[child] for child in union.children] + [drop]
    return min(places), max(places)


def _with_lanes(drops: list[tuple[Union, float]], x: dict[int, float]) -> list[PlacedUnion]:
    placed = []
    for level in sorted({union.generation for union, _ in drops}):
        here = [(union, drop) for union, drop in drops if union.generation == level]
        here.sort(key=lambda item: _reach(item[0], item[1], x))
        for cluster in _clusters(here, x):
            placed += _lanes_of(cluster, x)
    return placed


def _clusters(items: list[tuple[Union, float]], x: dict[int, float]) -> list[list[tuple[Union, float]]]:
    """Sibships whose bars overlap, directly or through others; `items` from left to right."""
    clusters: list[list[tuple[Union, float]]] = []
    end = float("-inf")
    for item in items:
        left, right = _reach(*item, x)
        if left > end + _CLEAR:
            clusters.append([])
        clusters[-1].append(item)
        end = max(end, right)
    return clusters


def _lanes_of(cluster: list[tuple[Union, float]], x: dict[int, float]) -> list[PlacedUnion]:
    """Heights for overlapping bars, in the order with the fewest hops."""
    order = _order_of_lanes(cluster, x)
    lanes: list[int] = []
    for index, item in enumerate(order):
        above = [lane for lane, other in zip(lanes, order[:index], strict=True) if _overlap(item, other, x)]
        lanes.append(1 + max(above, default=-1))
    return [PlacedUnion(union, drop, lane) for (union, drop), lane in zip(order, lanes, strict=True)]


def _overlap(one: tuple[Union, float], other: tuple[Union, float], x: dict[int, float]) -> bool:
    (left, right), (other_left, other_right) = _reach(*one, x), _reach(*other, x)
    return left <= other_right + _CLEAR and other_left <= right + _CLEAR


def _order_of_lanes(cluster: list[tuple[Union, float]], x: dict[int, float]) -> list[tuple[Union, float]]:
    if len(cluster) > _MOST_PERMUTED:
        return cluster
    hops = [[_hops(upper, lower, x) for lower in cluster] for upper in cluster]
    order = min(
        permutations(range(len(cluster))),
        key=lambda order: sum(hops[upper][lower] for upper, lower in combinations(order, 2)),
    )
    return [cluster[index] for index in order]


def _hops(upper: tuple[Union, float], lower: tuple[Union, float], x: dict[int, float]) -> int:
    """Count crossings of two bars.

    Lines to the children of the higher bar cross the lower one, and the drop to the lower bar the higher one.
    """
    left, right = _reach(*lower, x)
    count = sum(left < x[child] < right for child in upper[0].children)
    left, right = _reach(*upper, x)
    return count + (left < lower[1] < right)
