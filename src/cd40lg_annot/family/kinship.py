"""What one person is to another, in the words a report uses."""

from collections.abc import Mapping

from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.model import Sex

_WORDS = {
    "parent": ("father", "mother", "parent"),
    "child": ("son", "daughter", "child"),
    "sibling": ("brother", "sister", "sibling"),
    "aunt": ("uncle", "aunt", "aunt or uncle"),
    "niece": ("nephew", "niece", "niece or nephew"),
    "cousin": ("cousin", "cousin", "cousin"),
}


def kinship(pedigree: Pedigree, person: str, other: str) -> str:
    """What `person` is to `other`: "mother", "maternal uncle", "half-sister", "unrelated".

    Only biological relations count, the nearest if there are several.
    The side is `other`'s: a maternal uncle is a brother of `other`'s mother.
    """
    if other in pedigree.identical_twins(person):
        return f"identical twin {_word('sibling', pedigree, person)}"
    ours, theirs = _ancestors(pedigree, person), _ancestors(pedigree, other)
    common = [ancestor for ancestor in theirs if ancestor in ours]
    if not common:
        return "unrelated"
    nearest = min(common, key=lambda ancestor: len(ours[ancestor]) + len(theirs[ancestor]))
    up, down = len(ours[nearest]), len(theirs[nearest])
    side = _side(pedigree, other, theirs[nearest])
    return _named(pedigree, person, other, up, down, side)


def _named(pedigree: Pedigree, person: str, other: str, up: int, down: int, side: str) -> str:
    if up == 0:
        return _line("parent", pedigree, person, down, side if down > 1 else "")
    if down == 0:
        return _line("child", pedigree, person, up, "")
    if (up, down) == (1, 1):
        half = "" if pedigree.are_full_siblings(person, other) else "half-"
        return half + _word("sibling", pedigree, person)
    if up == 1:
        return f"{side} {'great-' * (down - 2)}{_word('aunt', pedigree, person)}"
    if down == 1:
        return f"{'great-' * (up - 2)}{_word('niece', pedigree, person)}"
    return f"{side} cousin" if (up, down) == (2, 2) else "relative"


def _line(kind: str, pedigree: Pedigree, person: str, steps: int, side: str) -> str:
    grand = "" if steps == 1 else "great-" * (steps - 2) + "grand"
    return f"{side} {grand}{_word(kind, pedigree, person)}".strip()


def _word(kind: str, pedigree: Pedigree, person: str) -> str:
    return _WORDS[kind][(Sex.MALE, Sex.FEMALE, Sex.UNKNOWN).index(pedigree[person].sex)]


def _side(pedigree: Pedigree, person: str, path: tuple[str, ...]) -> str:
    if not path:
        return ""
    return "maternal" if path[0] == pedigree.mother(person) else "paternal"


def _ancestors(pedigree: Pedigree, person: str) -> Mapping[str, tuple[str, ...]]:
    """Each ancestor (the person among them) with the shortest line that leads up to it."""
    lines: dict[str, tuple[str, ...]] = {person: ()}
    waiting = [person]
    for current in waiting:
        for parent in pedigree.parents(current):
            if parent not in lines:
                lines[parent] = (*lines[current], parent)
                waiting.append(parent)
    return lines
