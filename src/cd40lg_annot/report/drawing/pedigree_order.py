"""The order of symbols in each generation, searched for the fewest crossings.

Partners stand side by side, so a generation is a row of chains: one symbol, a couple, or a person
between two partners. The search moves and turns chains; the same pedigree always ends in the same order.
"""

from dataclasses import dataclass
from itertools import pairwise

from cd40lg_annot.report.drawing.pedigree_graph import PedigreeGraph

# What the search weighs. A crossing misleads; the others only look worse.
_CROSSING = 100.0
_TWINS_APART = 40.0
_STRANGER_BETWEEN_SIBS = 10.0
_SIBS_OUT_OF_ORDER = 1.0
_WOMAN_LEFT = 0.3
_DISTANCE = 0.05
_MOST_ROUNDS = 8
_FARTHEST_MOVE = 4

Chain = tuple[int, ...]
Rows = list[list[Chain]]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a good order respects beside crossings: twins by symbol key, and who is male."""

    twins: tuple[tuple[int, ...], ...]
    males: frozenset[int]


def ordered_rows(graph: PedigreeGraph, wishes: Wishes) -> Rows:
    """Give the chains of each generation from left to right."""
    rows = _first_order(graph, wishes)
    return _improved(rows, graph, wishes)


def crossings(rows: Rows, graph: PedigreeGraph) -> int:
    """How many pairs of parent-to-child lines cross."""
    at = _positions(rows)
    lines: dict[int, list[tuple[float, float]]] = {}
    for union in graph.unions:
        middle = sum(at[key] for key in union.partners) / 2
        lines.setdefault(union.generation, []).extend((middle, at[child]) for child in union.children)
    return sum(
        (top - other_top) * (bottom - other_bottom) < 0
        for gap in lines.values()
        for index, (top, bottom) in enumerate(gap)
        for other_top, other_bottom in gap[:index]
    )


def _chains(graph: PedigreeGraph, wishes: Wishes) -> list[Chain]:
    """Symbols joined by unions, each chain from one end to the other."""
    beside: dict[int, list[int]] = {symbol.key: [] for symbol in graph.symbols}
    for union in graph.unions:
        first, second = union.partners
        beside[first].append(second)
        beside[second].append(first)
    chains: list[Chain] = []
    seen: set[int] = set()
    for key, others in beside.items():
        if key not in seen and len(others) <= 1:
            chain = _walk(key, beside)
            seen.update(chain)
            turned = chain[-1] in wishes.males and chain[0] not in wishes.males
            chains.append(chain[::-1] if turned else chain)
    return chains


def _walk(start: int, beside: dict[int, list[int]]) -> Chain:
    chain = [start]
    while True:
        onward = [key for key in beside[chain[-1]] if key not in chain]
        if not onward:
            return tuple(chain)
        chain.append(onward[0])


def _first_order(graph: PedigreeGraph, wishes: Wishes) -> Rows:
    """Order by walking down from each founding chain; a tree without loops comes out without crossings."""
    chains = _chains(graph, wishes)
    chain_of = {key: chain for chain in chains for key in chain}
    unions_of: dict[int, list[int]] = {}
    children = {child for union in graph.unions for child in union.children}
    for index, union in enumerate(graph.unions):
        for key in union.partners:
            unions_of.setdefault(key, []).append(index)
    rows: Rows = [[] for _ in range(1 + max((s.generation for s in graph.symbols), default=0))]
    seen: set[Chain] = set()

    def place(chain: Chain) -> None:
        if chain in seen:
            return
        seen.add(chain)
        rows[graph.symbols[chain[0]].generation].append(chain)
        for index in dict.fromkeys(index for key in chain for index in unions_of.get(key, ())):
            for child in graph.unions[index].children:
                place(chain_of[child])

    for chain in [c for c in chains if not children & set(c)] + chains:
        place(chain)
    return rows


def _improved(rows: Rows, graph: PedigreeGraph, wishes: Wishes) -> Rows:
    best, best_cost = rows, _cost(rows, graph, wishes)
    for _ in range(_MOST_ROUNDS):
        before = best_cost
        for level in range(len(rows)):
            for changed in _changes(best[level]):
                for candidate in _candidates(best, level, changed, graph):
                    cost = _cost(candidate, graph, wishes)
                    if cost < best_cost - 1e-9:
                        best, best_cost = candidate, cost
        if best_cost == before:
            return best
    return best


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


def _candidates(rows: Rows, level: int, changed: list[Chain], graph: PedigreeGraph) -> list[Rows]:
    """The changed row alone, and with the generations below following their parents."""
    alone = [*rows[:level], changed, *rows[level + 1 :]]
    return [alone, _followed(alone, level, graph)]


def _followed(rows: Rows, level: int, graph: PedigreeGraph) -> Rows:
    rows = list(rows)
    parents = {child: union.partners for union in graph.unions for child in union.children}
    for below in range(level + 1, len(rows)):
        above = {key: place for place, key in enumerate(key for chain in rows[below - 1] for key in chain)}
        here = {chain: place for place, chain in enumerate(rows[below])}

        def wish(chain: Chain, above: dict[int, int] = above, here: dict[Chain, int] = here) -> float:
            tops = [sum(above[p] for p in parents[key]) / 2 for key in chain if key in parents]
            return sum(tops) / len(tops) if tops else float(here[chain])

        rows[below] = sorted(rows[below], key=wish)
    return rows


def _positions(rows: Rows) -> dict[int, int]:
    return {key: place for row in rows for place, key in enumerate(key for chain in row for key in chain)}


def _cost(rows: Rows, graph: PedigreeGraph, wishes: Wishes) -> float:
    at = _positions(rows)
    cost = _CROSSING * crossings(rows, graph)
    for union in graph.unions:
        children = [at[child] for child in union.children]
        width = max(children) - min(children) + 1 if children else 0
        cost += _SIBS_OUT_OF_ORDER * sum(a > b for a, b in pairwise(children))
        cost += _STRANGER_BETWEEN_SIBS * (width - len(children)) * 0.1
        middle = sum(at[key] for key in union.partners) / 2
        cost += _DISTANCE * abs(middle - sum(children) / len(children)) if children else 0.0
        left, right = sorted(union.partners, key=at.__getitem__)
        cost += _WOMAN_LEFT * (right in wishes.males and left not in wishes.males)
    for twins in wishes.twins:
        places = sorted(at[key] for key in twins)
        cost += _TWINS_APART * (places[-1] - places[0] - len(places) + 1)
    return cost
