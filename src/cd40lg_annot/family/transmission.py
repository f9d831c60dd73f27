"""Who must have passed a variant on, and who can have inherited it, from who is known to carry it.

The logic of an obligate carrier, without probabilities. A disease-causing variant of this gene is
so rare that it arose once in a family, unless the carriers cannot be joined otherwise. A person
without whom more separate origins would be needed is obligate. Healthy sons play no part in that.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.model import Person, Sex

# Families that marry into each other can bring two origins; more are not searched for.
_MOST_ORIGINS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is certain about the variant in one family, by person.

    `carriers` have it in all their cells: tested, or affected males. `absent` were tested at a
    callable position and do not have it in the sampled tissue; they can still be germline mosaics.
    `healthy_males` are unaffected and untested: they would be affected if they carried it.
    `mosaics` are suspected to have it in some cells: it can begin there, and did not come from above.
    `two_copies`: those of the carriers who have one from each parent.
    """

    carriers: frozenset[str]
    absent: frozenset[str] = frozenset()
    healthy_males: frozenset[str] = frozenset()
    mosaics: frozenset[str] = frozenset()
    two_copies: frozenset[str] = frozenset()

    @property
    def not_passed_through(self) -> frozenset[str]:
        """People who did not inherit it: at most, it began in them."""
        return (self.absent | self.healthy_males | self.mosaics) - self.carriers


@dataclass(frozen=True, slots=True)
class Transmission:
    """What follows from `Known`.

    `obligate`: carry it for certain by their place in the family (tested or not).
    `by_father`: those of them who are daughters of a man who carries it.
    `contradicted`: tested absent, although the family's carriers need them as a link.
    `mosaics`: tested absent or healthy, although the variant must have begun in their germline.
    `at_risk`: can have inherited it.
    `by_mother`: children of a woman with a copy from each parent, who has no other to pass on.
    """

    obligate: frozenset[str]
    by_father: frozenset[str]
    contradicted: frozenset[str]
    mosaics: frozenset[str]
    at_risk: frozenset[str]
    by_mother: frozenset[str] = frozenset()


NOTHING_FOLLOWS = Transmission(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def transmission(pedigree: Pedigree, known: Known) -> Transmission:
    """Draw every conclusion that needs no probability."""
    by_father = _daughters_of_carriers(pedigree, known)
    by_mother = _children_of_two_copies(pedigree, known)
    certain_children = by_father | by_mother
    carriers = known.carriers | (certain_children - known.absent)
    graph = _Graph(pedigree, replace(known, carriers=carriers))
    obligate = {person for person in graph.links() if person not in known.absent} | certain_children
    obligate |= _daughters_of_carriers(pedigree, replace(known, carriers=frozenset(carriers | obligate)))
    contradicted = {p for p in known.absent if p in certain_children or graph.is_missing_link(p)}
    silent = known.not_passed_through - contradicted
    mosaics = {p for p in silent if graph.is_needed_origin(p)}
    certain = (carriers | obligate) - known.absent
    at_risk = set(_within_reach(pedigree, replace(known, carriers=frozenset(certain))))
    return Transmission(
        frozenset(obligate - known.absent - known.carriers),
        frozenset(by_father),
        frozenset(contradicted),
        frozenset(mosaics),
        frozenset(at_risk - certain),
        by_mother,
    )


def _daughters_of_carriers(pedigree: Pedigree, known: Known) -> frozenset[str]:
    """A man passes his only X to every daughter; so do his daughters' identical twins have it."""
    found = {
        child
        for person in known.carriers
        if pedigree[person].sex is Sex.MALE and x_copies(pedigree[person]) == 1
        for child in pedigree.children(person)
        if pedigree[child].sex is Sex.FEMALE and x_copies(pedigree[child]) != 1
    }
    twins = {twin for person in known.carriers | found for twin in pedigree.identical_twins(person)}
    return frozenset(found | twins)


def _children_of_two_copies(pedigree: Pedigree, known: Known) -> frozenset[str]:
    """A woman with two altered copies passes one to every child, and to a child's identical twin."""
    women = [person for person in known.two_copies if x_copies(pedigree[person]) == 2]
    found = {child for woman in women for child in pedigree.x_children(woman)}
    return frozenset(found | {twin for person in found for twin in pedigree.identical_twins(person)})


class _Graph:
    """The ways an X chromosome can have gone, and how many origins the carriers need."""

    def __init__(self, pedigree: Pedigree, known: Known) -> None:
        self.pedigree, self.known = pedigree, known
        # Healthy men are taken as germline mosaics only where nothing else joins the carriers.
        self.candidates = self._ancestors_of_carriers()
        groups = _children_of_unrecorded_parents(pedigree)
        self.of_unrecorded = [group for group in groups if self.candidates.intersection(group)]
        women_only = self._origins(self.candidates - known.healthy_males, frozenset())
        anyone = self._origins(self.candidates, frozenset())
        if women_only == anyone:
            self.candidates -= known.healthy_males
        self.fewest = anyone

    def links(self) -> Iterator[str]:
        """People without whom the carriers would need more origins."""
        for person in self.candidates - self.known.carriers - self.known.not_passed_through:
            if self._origins(self.candidates - {person}, frozenset({person})) > self.fewest:
                yield person

    def is_missing_link(self, person: str) -> bool:
        """Whether the carriers would need fewer origins if this tested person carried it."""
        return (
            person in self.candidates
            and self._origins(self.candidates, frozenset(), also_open=person) < self.fewest
        )

    def is_needed_origin(self, person: str) -> bool:
        """Whether the carriers would need more origins if it had not begun in this person's germline."""
        others = self.candidates - {person}
        return person in self.candidates and self._origins(others, frozenset()) > self.fewest

    def _ancestors_of_carriers(self) -> set[str]:
        """Carriers, and everybody from whom their X can have come: nobody else can be a link."""
        waiting = [person for person in self.pedigree.people if person in self.known.carriers]
        found = set(waiting)
        for person in waiting:
            for above in (*self.pedigree.x_parents(person), *self.pedigree.identical_twins(person)):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return found

    def _origins(
        self, candidates: Collection[str], removed: frozenset[str], also_open: str | None = None
    ) -> int:
        """Fewest people in whom the variant must have begun so that all carriers are explained."""
        carriers = self.known.carriers
        closed = (self.known.not_passed_through | removed) - {also_open}
        groups = [(person,) for person in candidates] + self.of_unrecorded
        reaches = _largest({frozenset(self._reached(group, closed) & carriers) for group in groups})
        numbers = (number for number in range(_MOST_ORIGINS + 1) if _can_cover(carriers, reaches, number))
        return next(numbers, _MOST_ORIGINS + 1)

    def _reached(self, origins: Collection[str], closed: Collection[str]) -> set[str]:
        waiting = [person for person in origins if len(origins) == 1 or person not in closed]
        reached = set(waiting)
        for person in waiting:
            onward = (*self.pedigree.x_children(person), *self.pedigree.identical_twins(person))
            for other in onward:
                if other not in reached and other not in closed:
                    reached.add(other)
                    waiting.append(other)
        return reached


def _largest(sets: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """The sets that are in no other one."""
    return [one for one in sets if not any(one < other for other in sets)]


def _can_cover(carriers: frozenset[str], reaches: Sequence[frozenset[str]], number: int) -> bool:
    """Whether so many of the sets hold every carrier between them: one of them must hold the first."""
    if not carriers or not number:
        return not carriers
    first = min(carriers)
    return any(_can_cover(carriers - reach, reaches, number - 1) for reach in reaches if first in reach)


def _children_of_unrecorded_parents(pedigree: Pedigree) -> list[tuple[str, ...]]:
    """Groups of half-siblings whose other parent has no row: that parent can have been the origin."""
    groups: dict[tuple[str, str], list[str]] = {}
    for person in pedigree:
        if person.adopted:
            continue
        mother, father = pedigree.mother(person.person), pedigree.father(person.person)
        if mother is None and father is not None:
            groups.setdefault(("mother, with", father), []).append(person.person)
        elif father is None and mother is not None and not _is_son(person):
            groups.setdefault(("father, with", mother), []).append(person.person)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _is_son(person: Person) -> bool:
    return person.sex is Sex.MALE and x_copies(person) == 1


def _within_reach(pedigree: Pedigree, known: Known) -> Iterator[str]:
    """Everybody who can have inherited the variant, ancestors of carriers among them."""
    closed = known.not_passed_through
    sources = dict.fromkeys(p for p in pedigree.people if p in known.carriers | known.mosaics)
    waiting = list(sources)
    for person in waiting:
        if person in closed:  # a possible germline mosaic: it goes down from here, not up
            continue
        for parent in pedigree.x_parents(person):
            if parent not in sources and _can_have_passed_on(pedigree, parent, person, known):
                sources[parent] = None
                waiting.append(parent)
    reached, onward = dict(sources), list(sources)
    for person in onward:
        for child in (*pedigree.x_children(person), *pedigree.identical_twins(person)):
            if child not in reached:
                reached[child] = None
                if child not in closed:
                    onward.append(child)
    yield from (person for person in reached if person not in known.absent)


def _can_have_passed_on(pedigree: Pedigree, parent: str, child: str, known: Known) -> bool:
    """Whether this parent is a possible source of the child's variant.

    A mother is none where the father's explains it; a healthy father counts only where the mother
    was tested and does not carry it.
    """
    mother, father = pedigree.mother(child), pedigree.father(child)
    if parent == mother:
        return father not in known.carriers & set(pedigree.x_parents(child)) or child in known.two_copies
    return parent not in known.healthy_males | known.absent or mother in known.absent
