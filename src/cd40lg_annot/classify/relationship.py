"""Whether parents and children fit each other along X: a swap or a wrong parent shows here.

A daughter has her father's only X, a son has one of his mother's. A reference call counts only
where a file states it; what a file leaves out contradicts nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.model import ExtractedSample, Person, Sex

# Genotyping errors contradict about one site in a hundred; an unrelated pair about one in six.
MOST_BY_ERROR = 0.05
FEWEST_CONTRADICTIONS = 5
_LISTED = 10


@dataclass(frozen=True, slots=True)
class PairCheck:
    """One parent and one child compared: sites that could contradict, and those that do."""

    parent: str
    child: str
    sites: int
    contradictions: tuple[int, ...]

    @property
    def is_contradicted(self) -> bool:
        """Whether the contradictions are more than errors explain."""
        count = len(self.contradictions)
        return count >= FEWEST_CONTRADICTIONS and count > MOST_BY_ERROR * self.sites


def pair_checks(people: Sequence[Person], samples: Sequence[ExtractedSample]) -> tuple[PairCheck, ...]:
    """Compare every sampled parent and child who share an X and were read in one build."""
    by_person = {sample.sample: sample for sample in samples}
    return tuple(
        _compared(parent, by_person[parent], person, by_person[person.person])
        for person in people
        if person.person in by_person and not person.adopted
        for parent in _parents_with_shared_x(person)
        if parent in by_person and by_person[parent].build is by_person[person.person].build
    )


def relationship_warnings(checks: Sequence[PairCheck]) -> Iterator[str]:
    """One sentence for each pair that cannot be parent and child, with the sites."""
    for check in checks:
        if check.is_contradicted:
            listed = ", ".join(str(pos) for pos in check.contradictions[:_LISTED])
            more = ", …" if len(check.contradictions) > _LISTED else ""
            yield (
                f"{check.parent} and {check.child} do not fit as parent and child: "
                f"{len(check.contradictions)} of "
                f"{check.sites} positions of X contradict it (X:{listed}{more}). A sample swap or another "
                "parent is to be excluded before anything is concluded from this family."
            )


def _parents_with_shared_x(person: Person) -> tuple[str, ...]:
    if person.sex is Sex.FEMALE:
        return tuple(parent for parent in (person.father, person.mother) if parent)
    return (person.mother,) if person.sex is Sex.MALE and person.mother else ()


def _compared(parent: str, of_parent: ExtractedSample, child: Person, of_child: ExtractedSample) -> PairCheck:
    shared = sorted(of_parent.x_sketch.keys() & of_child.x_sketch.keys())
    contradicting = tuple(pos for pos in shared if not _alleles(of_parent, pos) & _alleles(of_child, pos))
    return PairCheck(parent, child.person, len(shared), contradicting)


def _alleles(sample: ExtractedSample, pos: int) -> frozenset[str]:
    sketch: Mapping[int, str] = sample.x_sketch
    return frozenset(sketch[pos].split("/"))
