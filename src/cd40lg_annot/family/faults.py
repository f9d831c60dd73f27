"""What cannot be true in a pedigree: every contradiction, found together.

Legal and not mentioned: unknown parents (`0`), one known parent, several founders, half-siblings,
cousins who marry, loops, singletons, people who are related to nobody, families without disease.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from cd40lg_annot.errors import InputFault
from cd40lg_annot.family.pedigree import MONOZYGOTIC
from cd40lg_annot.model import Person, Sex

Fault = Callable[[int, str, str, str], InputFault]


def pedigree_faults(
    people: Sequence[Person], *, file: str = "pedigree", rows: Sequence[int] = ()
) -> tuple[InputFault, ...]:
    """Every contradiction of the people among each other, in the order of the file.

    Args:
        people: all rows of the pedigree, duplicates included.
        file: the name that messages begin with.
        rows: line number of each person in that file; empty if there is none.
    """

    def fault(index: int, column: str, problem: str, remedy: str) -> InputFault:
        return InputFault(file, problem, remedy, row=rows[index] if rows else None, column=column)

    rules = (_duplicates, _parents, _own_ancestors, _twins)
    found = [item for rule in rules for item in rule(people, fault)]
    return tuple(sorted(found, key=lambda item: item.row or 0))


def _duplicates(people: Sequence[Person], fault: Fault) -> Iterator[InputFault]:
    first: dict[str, Person] = {}
    for index, person in enumerate(people):
        earlier = first.setdefault(person.person, person)
        if earlier is person:
            continue
        if earlier.family == person.family:
            problem = f"person {person.person!r} has more than one row"
            yield fault(index, "person", problem, "keep one row for each person")
        else:
            problem = f"person {person.person!r} is also in family {earlier.family!r}"
            remedy = "give different people different ids, or join the two families into one"
            yield fault(index, "family", problem, remedy)


def _parents(people: Sequence[Person], fault: Fault) -> Iterator[InputFault]:
    known = {person.person: person for person in reversed(people)}
    for index, person in enumerate(people):
        for column, parent, expected in (
            ("father", person.father, Sex.MALE),
            ("mother", person.mother, Sex.FEMALE),
        ):
            if parent is None:
                continue
            if parent not in known:
                problem = f"{column} {parent!r} of {person.person!r} has no row"
                yield fault(index, column, problem, f"add a row for {parent!r}, or write 0")
                continue
            yield from _one_parent(index, person, column, known[parent], expected, fault)
        if person.father is not None and person.father == person.mother:
            problem = f"father and mother of {person.person!r} are the same person"
            yield fault(index, "mother", problem, "correct one of them, or write 0")


def _one_parent(
    index: int, person: Person, column: str, parent: Person, expected: Sex, fault: Fault
) -> Iterator[InputFault]:
    if parent.sex not in (expected, Sex.UNKNOWN):
        problem = f"{column} {parent.person!r} of {person.person!r} is recorded {parent.sex.value}"
        yield fault(index, column, problem, "correct the sex, or exchange father and mother")
    if parent.family != person.family:
        problem = f"{column} {parent.person!r} of {person.person!r} is in family {parent.family!r}"
        yield fault(index, column, problem, f"give both the same family id, or write 0 as {column}")


def _own_ancestors(people: Sequence[Person], fault: Fault) -> Iterator[InputFault]:
    parents = {p.person: [q for q in (p.father, p.mother) if q is not None] for p in people}
    for index, person in enumerate(people):
        if _is_own_ancestor(person.person, parents):
            problem = f"{person.person!r} is their own ancestor"
            yield fault(index, "person", problem, "correct father and mother along this line")


def _is_own_ancestor(person: str, parents: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(parents[person])
    while waiting:
        ancestor = waiting.pop()
        if ancestor == person:
            return True
        if ancestor not in seen:
            seen.add(ancestor)
            waiting.extend(parents.get(ancestor, ()))
    return False


def _twins(people: Sequence[Person], fault: Fault) -> Iterator[InputFault]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        if person.twin_group is not None:
            groups[person.family, person.twin_group].append(index)
    for (_, group), members in groups.items():
        yield from _twin_group(group, members, people, fault)


def _twin_group(
    group: str, members: list[int], people: Sequence[Person], fault: Fault
) -> Iterator[InputFault]:
    last = members[-1]
    if len(members) == 1:
        problem = f"twin group {group!r} has one member"
        yield fault(last, "twin_group", problem, "give the other twin the same group")
    parents = Counter((people[i].father, people[i].mother) for i in members)
    if len(parents) > 1:
        problem = f"members of twin group {group!r} have different parents"
        yield fault(last, "twin_group", problem, "correct the parents or the group")
    identical = [people[i] for i in members if people[i].twin_zygosity == MONOZYGOTIC]
    if len({twin.sex for twin in identical} - {Sex.UNKNOWN}) > 1:
        problem = f"monozygotic twins of group {group!r} differ in sex"
        yield fault(last, "twin_zygosity", problem, "correct the sex or the zygosity")
