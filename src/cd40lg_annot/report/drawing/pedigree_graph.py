"""A pedigree as symbols and unions in generations: the part of the drawing that knows no coordinates.

A person is one symbol. Repeated symbols are made only where a loop cannot be drawn: for a partner
who belongs to another generation, for a third partner and further ones, and where partners form a ring.
A parent that the pedigree does not name is a symbol without a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cd40lg_annot.model import Person

MOST_PARTNERS_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Symbol:
    """One drawn symbol; `person` is None for a parent not named, `copy` is 0 for a person's own symbol."""

    key: int
    person: str | None
    copy: int
    generation: int


@dataclass(frozen=True, slots=True)
class Union:
    """Two partners in one generation and their children, by symbol key; children in pedigree order."""

    partners: tuple[int, int]
    children: tuple[int, ...]
    generation: int
    related: bool


@dataclass(frozen=True, slots=True)
class PedigreeGraph:
    """All symbols, by key, and all unions."""

    symbols: tuple[Symbol, ...]
    unions: tuple[Union, ...]


@dataclass(slots=True)
class _Levels:
    """Items tied by known differences of level; a tie that contradicts the others is refused."""

    parent: dict[str, str] = field(default_factory=dict)
    offset: dict[str, int] = field(default_factory=dict)

    def root(self, item: str) -> tuple[str, int]:
        self.parent.setdefault(item, item)
        total, at = 0, item
        while self.parent[at] != at:
            total += self.offset[at]
            at = self.parent[at]
        return at, total

    def tie(self, lower: str, upper: str, difference: int) -> bool:
        """Say that `lower` is `difference` levels below `upper`; False if that cannot be."""
        (root_low, low), (root_up, up) = self.root(lower), self.root(upper)
        if root_low == root_up:
            return low == up + difference
        self.parent[root_low] = root_up
        self.offset[root_low] = up + difference - low
        return True


def pedigree_graph(people: Sequence[Person]) -> PedigreeGraph:
    """Arrange people in generations and pair their parents."""
    known = {person.person: person for person in people}
    couples = _couples(people, known)
    levels, beside = _levels(people, couples, known)
    return _Builder(people, couples, levels, beside, known).graph()


def unions_by_generation(graph: PedigreeGraph) -> dict[int, list[Union]]:
    """The unions of each generation, in the order of the pedigree."""
    unions: dict[int, list[Union]] = {}
    for union in graph.unions:
        unions.setdefault(union.generation, []).append(union)
    return unions


_Couple = tuple[str | None, str | None]


def _couples(people: Iterable[Person], known: dict[str, Person]) -> dict[_Couple, list[str]]:
    """Children of each pair of parents; a parent outside the pedigree counts as not named."""
    couples: dict[_Couple, list[str]] = {}
    for person in people:
        father = person.father if person.father in known else None
        mother = person.mother if person.mother in known else None
        if father or mother:
            couples.setdefault((father, mother), []).append(person.person)
    return couples


def _depths(people: Iterable[Person], known: dict[str, Person]) -> dict[str, int]:
    """Longest line of ancestors above each person."""
    depths: dict[str, int] = {}
    waiting, begun = [person.person for person in people], set[str]()
    while waiting:
        name = waiting[-1]
        parents = [p for p in (known[name].father, known[name].mother) if p in known]
        # A person who is their own ancestor was refused before; `begun` lets this end all the same.
        above = [parent for parent in parents if parent not in depths and parent not in begun]
        begun.add(name)
        if name in depths or not above:
            depths.setdefault(name, 1 + max((depths.get(parent, 0) for parent in parents), default=-1))
            waiting.pop()
        else:
            waiting += above
    return depths


def _levels(
    people: Sequence[Person], couples: dict[_Couple, list[str]], known: dict[str, Person]
) -> tuple[dict[str, int], set[tuple[_Couple, str]]]:
    """Level of each person and couple, and which parents stand on the level of their couple."""
    depths = _depths(people, known)
    levels, beside = _Levels(), set()
    for person in people:
        levels.root(f"p{person.person}")
    for couple, children in couples.items():
        for child in children:
            levels.tie(f"p{child}", _couple_key(couple), 1)
    # Deeper parents first, so that an uncle is repeated beside his niece and not she beside him.
    for couple in sorted(couples, key=lambda c: max(depths[p] for p in c if p)):
        for parent in sorted((p for p in couple if p), key=lambda p: -depths[p]):
            if levels.tie(f"p{parent}", _couple_key(couple), 0):
                beside.add((couple, parent))
    return _normalised(levels), beside


def _couple_key(couple: _Couple) -> str:
    return f"c{couple[0]!r}{couple[1]!r}"


def _normalised(levels: _Levels) -> dict[str, int]:
    placed = {item: levels.root(item) for item in list(levels.parent)}
    tops: dict[str, int] = {}
    for root, level in placed.values():
        tops[root] = min(tops.get(root, level), level)
    return {item: level - tops[root] for item, (root, level) in placed.items()}


@dataclass(slots=True)
class _Builder:
    people: Sequence[Person]
    couples: dict[_Couple, list[str]]
    levels: dict[str, int]
    beside: set[tuple[_Couple, str]]
    known: dict[str, Person]
    symbols: list[Symbol] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    copies: dict[str, int] = field(default_factory=dict)
    partners: dict[int, int] = field(default_factory=dict)
    ring: _Levels = field(default_factory=_Levels)

    def graph(self) -> PedigreeGraph:
        for person in self.people:
            self.own[person.person] = self._add(person.person, self.levels[f"p{person.person}"])
        unions = [self._union(couple, children) for couple, children in self.couples.items()]
        return PedigreeGraph(tuple(self.symbols), tuple(unions))

    def _add(self, person: str | None, generation: int) -> int:
        copy = 0
        if person is not None:
            copy = self.copies.get(person, -1) + 1
            self.copies[person] = copy
        self.symbols.append(Symbol(len(self.symbols), person, copy, generation))
        return len(self.symbols) - 1

    def _union(self, couple: _Couple, children: list[str]) -> Union:
        generation = self.levels[_couple_key(couple)]
        first, second = (self._partner(couple, parent, generation) for parent in couple)
        if not self._pair(first, second):
            first = self._add(self.symbols[first].person, generation)
            self._pair(first, second)
        for key in (first, second):
            self.partners[key] = self.partners.get(key, 0) + 1
        related = None not in couple and bool(self._ancestors(couple[0]) & self._ancestors(couple[1]))
        return Union((first, second), tuple(self.own[child] for child in children), generation, related)

    def _partner(self, couple: _Couple, parent: str | None, generation: int) -> int:
        if parent is None:
            return self._add(None, generation)
        own = self.own[parent]
        fits = (couple, parent) in self.beside and self.partners.get(own, 0) < MOST_PARTNERS_BESIDE
        return own if fits else self._add(parent, generation)

    def _pair(self, first: int, second: int) -> bool:
        """Put two symbols side by side; False where that would close a ring of partners."""
        if self.ring.root(str(first))[0] == self.ring.root(str(second))[0]:
            return False
        return self.ring.tie(str(first), str(second), 0)

    def _ancestors(self, name: str | None) -> set[str]:
        """A person and everyone above them."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            at = waiting.pop()
            if at is not None and at in self.known and at not in found:
                found.add(at)
                waiting += [self.known[at].father, self.known[at].mother]
        return found
