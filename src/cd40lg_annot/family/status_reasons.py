"""The reasons behind a status, in words: relations to carriers, what was tested, what follows."""

from collections.abc import Callable, Iterable

from cd40lg_annot.family.kinship import kinship
from cd40lg_annot.family.known import CARRIED
from cd40lg_annot.family.outlook import GROWN_YEARS, Outlook
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.xci import XInactivation, XInactivationResult, inactivation_in_words
from cd40lg_annot.model import Affection, Person, Sex, Zygosity

NOT_TESTED = "Not tested."


def shares_doubt_with_a_father(outlook: Outlook, person: Person) -> bool:
    """Whether she has several carrier daughters, and one of their fathers may have been affected."""
    certain = outlook.known.carriers | outlook.drawn.obligate
    healthy = outlook.known.healthy_males | outlook.known.absent
    children = outlook.pedigree.children(person.person)
    daughters = [c for c in children if c in certain and outlook.pedigree[c].sex is Sex.FEMALE]
    fathers = [outlook.pedigree.father(daughter) for daughter in daughters]
    mother = person.sex is Sex.FEMALE and len(daughters) > 1
    return mother and any(father not in healthy for father in fathers)


def healthy_and_grown(outlook: Outlook, person: Person) -> bool:
    """Whether an untested male is unaffected past the age of onset, or has children."""
    if person.person not in outlook.known.healthy_males or person.pregnancy:
        return False
    if person.age is not None:
        return person.age >= GROWN_YEARS
    return bool(outlook.pedigree.children(person.person))


def inactivation(outlook: Outlook, person: Person) -> tuple[str, ...]:
    """What each X-inactivation assay of this woman showed, a sentence for each."""
    results = outlook.evidence.xci.get(person.person) or (XInactivationResult(XInactivation.NOT_ASSESSED),)
    is_affected = person.affected is Affection.AFFECTED
    return tuple(inactivation_in_words(result, is_affected=is_affected) for result in results)


def phenotype(person: Person) -> tuple[str, ...]:
    """The recorded phenotype, if there is one."""
    return (f"Recorded as {person.affected.value}.",) if person.affected is not Affection.UNKNOWN else ()


def testing(outlook: Outlook, person: Person) -> tuple[str, ...]:
    """Whether a sample was read, where it says nothing about the variant."""
    state = outlook.state(person)
    if state is Zygosity.NO_CALL and outlook.evidence.variant is None:
        return ("A sample was read; its files do not show that the whole gene was looked at.",)
    if state is Zygosity.NO_CALL:
        return ("A sample was read, but this position was not assessed in it.",)
    if state is None and person.person not in outlook.evidence.assessed:
        return (NOT_TESTED,)
    if outlook.evidence.variant is None and person.person in outlook.evidence.assessed:
        return ("No reportable variant was found in the assessed gene.",)
    return ()


def how_inherited(outlook: Outlook, person: Person) -> tuple[str, ...]:
    """The carrier father of a carrier daughter, if that is how she has it."""
    if person.person in outlook.drawn.by_father:
        father = outlook.pedigree.father(person.person)
        if father in outlook.known.carriers:
            return (f"Daughter of {named_carrier(outlook, father)}, as expected.",)
    return ()


def why_obligate(outlook: Outlook, person: Person) -> str:
    """Through whom this person must carry it: "mother of the affected III-1"."""
    pedigree, me = outlook.pedigree, person.person
    father = pedigree.father(me)
    certain = outlook.known.carriers | outlook.drawn.obligate
    if me in outlook.drawn.by_father and father in certain and person.sex is Sex.FEMALE:
        return f"daughter of {named_carrier(outlook, father)}"
    mother = pedigree.mother(me)
    if me in outlook.drawn.by_mother and mother in outlook.known.two_copies:
        return f"{kinship(pedigree, me, mother)} of {mother}, who has no copy without it"
    twins = [twin for twin in pedigree.identical_twins(me) if twin in certain]
    if twins:
        return f"identical twin of {named_carrier(outlook, twins[0])}"
    below = _carriers_below(outlook, person)
    relatives = _distances(pedigree, me)
    beyond = [other for other in outlook.known.carriers if other in relatives and other not in (*below, me)]
    beyond = [other for other in beyond if kinship(pedigree, me, other) != "unrelated"]
    named = [_nearest(outlook, me, group) for group in (below, beyond) if group]
    if not beyond:
        named = sorted(below, key=_distance_key(outlook, me))[:2]
    return " and ".join(
        f"{kinship(pedigree, me, other)} of {named_carrier(outlook, other)}" for other in named
    )


def inherited_it(outlook: Outlook, person: Person) -> bool:
    """Whether a carrier outside her own descendants shows that she was born with it."""
    below = _carriers_below(outlook, person)
    return any(other not in below for other in outlook.known.carriers - {person.person})


def _carriers_below(outlook: Outlook, person: Person) -> list[str]:
    below, waiting = [], [person.person]
    for current in waiting:
        for child in outlook.pedigree.children(current):
            if child not in waiting:
                waiting.append(child)
                if child in outlook.known.carriers:
                    below.append(child)
    return below


def unexplained_carrier_children(outlook: Outlook, person: Person) -> list[str]:
    """Carrier children who did not have it from the other parent."""
    certain = outlook.known.carriers | outlook.drawn.obligate
    children = [c for c in outlook.pedigree.x_children(person.person) if c in outlook.known.carriers]
    return [child for child in children if not certain.intersection(outlook.pedigree.x_parents(child))]


def children_with_it(outlook: Outlook, person: Person) -> str:
    """Name the children who carry it: "Parent of the affected III-1"."""
    certain = outlook.known.carriers | outlook.drawn.obligate
    children = [c for c in outlook.pedigree.x_children(person.person) if c in certain]
    return f"Parent of {' and '.join(named_carrier(outlook, child) for child in children)}"


def kin_list(outlook: Outlook, person: Person, children: Iterable[str]) -> str:
    """Name children by what they are to the person: "The variant of the son III-1"."""
    named = " and ".join(f"the {kinship(outlook.pedigree, c, person.person)} {c}" for c in children)
    return f"The variant of {named}"


def nearest_carrier(outlook: Outlook, person: Person) -> str:
    """The nearest relative who carries it or may be mosaic for it."""
    group = [c for c in outlook.pedigree.people if c in outlook.known.carriers | outlook.known.mosaics]
    return _nearest(outlook, person.person, group)


def _nearest(outlook: Outlook, person: str, group: Iterable[str]) -> str:
    return min(group, key=_distance_key(outlook, person))


def _distance_key(outlook: Outlook, person: str) -> Callable[[str], tuple[bool, int, int]]:
    from_here = _distances(outlook.pedigree, person)
    order = {name: index for index, name in enumerate(outlook.pedigree.people)}
    return lambda other: (other not in from_here, from_here.get(other, 0), order[other])


def _distances(pedigree: Pedigree, person: str) -> dict[str, int]:
    distance = {person: 0}
    for current in (waiting := [person]):
        for other in (*pedigree.parents(current), *pedigree.children(current)):
            if other not in distance:
                distance[other] = distance[current] + 1
                waiting.append(other)
    return distance


def named_carrier(outlook: Outlook, person: str | None) -> str:
    """A carrier in words: "the affected III-1", "III-1, who carries it"."""
    assert person is not None  # noqa: S101 - callers have looked
    if outlook.pedigree[person].affected is Affection.AFFECTED:
        return f"the affected {person}"
    tested = outlook.evidence.zygosity(person) in CARRIED
    return f"{person}, who carries it" if tested else f"{person}, who must carry it"


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
