"""The order of symbols in each generation, searched for the fewest crossings.

Partners stand side by side, so a generation is a row of chains: one symbol, a couple, or a person
between two partners. The search moves and turns chains; the same pedigree always ends in the same order.
"""

from dataclasses import dataclass

from cd40lg_annot.report.drawing.pedigree_graph import PedigreeGraph
from cd40lg_annot.report.drawing.pedigree_search import Chain, OrderSearch, Rows


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a good order respects beside crossings: twins by symbol key, and who is male."""

    twins: tuple[tuple[int, ...], ...]
    males: frozenset[int]


def ordered_rows(graph: PedigreeGraph, wishes: Wishes) -> Rows:
    """Give the chains of each generation from left to right."""
    rows = _first_order(graph, wishes)
    apart = [search.run() for search in _searches(rows, graph, wishes)]
    return [[chain for part in apart for chain in part[level]] for level in range(len(rows))]


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

    waiting = [*reversed([c for c in chains if not children & set(c)] + chains)]
    while waiting:
        chain = waiting.pop()
        if chain in seen:
            continue
        seen.add(chain)
        rows[graph.symbols[chain[0]].generation].append(chain)
        below = dict.fromkeys(index for key in chain for index in unions_of.get(key, ()))
        waiting += reversed([chain_of[child] for index in below for child in graph.unions[index].children])
    return rows


def _searches(rows: Rows, graph: PedigreeGraph, wishes: Wishes) -> list[OrderSearch]:
    """One search for each group of symbols that lines join: groups apart cannot cross."""
    group = _groups(graph, wishes)
    found = {key: OrderSearch([[] for _ in rows], wishes.males) for key in dict.fromkeys(group.values())}
    for level, row in enumerate(rows):
        for chain in row:
            found[group[chain[0]]].rows[level].append(chain)
    for union in graph.unions:
        search = found[group[union.partners[0]]]
        search.unions.setdefault(union.generation, []).append(union)
        search.parents |= dict.fromkeys(union.children, union.partners)
    for twins in wishes.twins:
        found[group[twins[0]]].twins.setdefault(graph.symbols[twins[0]].generation, []).append(twins)
    return list(found.values())


def _groups(graph: PedigreeGraph, wishes: Wishes) -> dict[int, int]:
    """The first symbol of each symbol's group, by symbol key.

    Lines, births and dashed links join symbols.
    """
    joined: dict[int, list[int]] = {}
    symbols_of: dict[str | None, list[int]] = {}
    for symbol in graph.symbols:
        symbols_of.setdefault(symbol.person or str(symbol.key), []).append(symbol.key)
    lines = [(*union.partners, *union.children) for union in graph.unions]
    for first, *others in [*wishes.twins, *symbols_of.values(), *lines]:
        for key in others:
            joined.setdefault(first, []).append(key)
            joined.setdefault(key, []).append(first)
    group: dict[int, int] = {}
    for symbol in graph.symbols:
        waiting = [symbol.key]
        while waiting:
            key = waiting.pop()
            if key not in group:
                group[key] = symbol.key
                waiting += joined.get(key, ())
    return group
