"""A family as a graph: who is whose biological parent, child, sibling or twin.

All functions are pure and know no genotype. Only biological relations count: a person marked
`adopted` keeps the parents of the pedigree file as legal parents, and inherits nothing from them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cd40lg_annot.model import Person, Sex
from cd40lg_annot.model import x_copies as copies_of

MONOZYGOTIC = "monozygotic"


def families_of(people: Iterable[Person]) -> dict[str, "Pedigree"]:
    """Every family's pedigree, families and people in the order in which they first appear."""
    members: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        members[person.family].append(person)
    return {family: Pedigree(group) for family, group in members.items()}


def x_copies(person: Person) -> int | None:
    """Number of X chromosomes a person is expected to have; None where sex is not known."""
    return copies_of(person.sex, person.karyotype)


class Pedigree:
    """One family, without faults (`faults.pedigree_faults` finds none).

    Parents without a row of their own are left out; everything is in the order of the file.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.people: Mapping[str, Person] = {person.person: person for person in people}
        self._parents = {person: self._both_parents(person) for person in self.people}
        self._x_parents = {person: self._parents_of_x(person) for person in self.people}
        self._children = _turned_round(self._parents)
        self._x_children = _turned_round(self._x_parents)
        self._twins: dict[str, list[str]] = defaultdict(list)
        for person in self.people.values():
            if person.twin_group is not None and person.twin_zygosity == MONOZYGOTIC:
                self._twins[person.twin_group].append(person.person)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people.values())

    def __len__(self) -> int:
        return len(self.people)

    def __getitem__(self, person: str) -> Person:
        return self.people[person]

    def father(self, person: str) -> str | None:
        """The biological father, if he has a row."""
        return self._biological(person, self.people[person].father)

    def mother(self, person: str) -> str | None:
        """The biological mother, if she has a row."""
        return self._biological(person, self.people[person].mother)

    def _biological(self, person: str, parent: str | None) -> str | None:
        return None if self.people[person].adopted or parent not in self.people else parent

    def parents(self, person: str) -> tuple[str, ...]:
        """Biological parents with rows of their own, mother first."""
        return self._parents[person]

    def children(self, person: str) -> tuple[str, ...]:
        """Biological children."""
        return self._children.get(person, ())

    def siblings(self, person: str) -> tuple[str, ...]:
        """Full and half siblings, those of the mother first."""
        found = dict.fromkeys(child for parent in self.parents(person) for child in self.children(parent))
        found.pop(person, None)
        return tuple(found)

    def are_full_siblings(self, one: str, other: str) -> bool:
        """Whether both parents are known and the same."""
        return len(self.parents(one)) == 2 and self.parents(one) == self.parents(other)

    def identical_twins(self, person: str) -> tuple[str, ...]:
        """The others of a monozygotic twin group."""
        group = self.people[person].twin_group
        if group is None or self.people[person].twin_zygosity != MONOZYGOTIC:
            return ()
        return tuple(other for other in self._twins[group] if other != person)

    def x_parents(self, person: str) -> tuple[str, ...]:
        """Parents from whom an X chromosome can have come: the mother, and a female's father.

        Where the person's sex is not known, or a male has more than one X, the father can be one.
        """
        return self._x_parents[person]

    def x_children(self, person: str) -> tuple[str, ...]:
        """Children to whom the person can have passed an X chromosome."""
        return self._x_children.get(person, ())

    def _both_parents(self, person: str) -> tuple[str, ...]:
        both = (self.mother(person), self.father(person))
        return tuple(parent for parent in both if parent is not None)

    def _parents_of_x(self, person: str) -> tuple[str, ...]:
        parents, father = self.parents(person), self.father(person)
        one_copy_male = self.people[person].sex is Sex.MALE and x_copies(self.people[person]) == 1
        return tuple(parent for parent in parents if parent != father) if one_copy_male else parents


def _turned_round(parents: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    children: dict[str, tuple[str, ...]] = {}
    for child, both in parents.items():
        for parent in both:
            children[parent] = (*children.get(parent, ()), child)
    return children
