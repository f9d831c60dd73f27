"""What a status rule looks at, and what it answers with."""

from dataclasses import dataclass

from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.transmission import Known, Transmission
from cd40lg_annot.model import Person, Status, Zygosity

# More than nine in ten affected males have symptoms by this age: GeneReviews NBK1402 (2020).
GROWN_YEARS = 4


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything a rule may look at: the family, the evidence, and what follows from it."""

    pedigree: Pedigree
    evidence: FamilyEvidence
    known: Known
    drawn: Transmission

    @property
    def variant(self) -> str:
        """The variant in words."""
        return self.evidence.variant or "the variant of this family"

    def state(self, person: Person) -> Zygosity | None:
        """What the person's test showed."""
        return self.evidence.zygosity(person.person)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, why, and what to do about it."""

    status: Status
    reasons: tuple[str, ...]
    advice: tuple[str, ...] = ()


def is_before_onset(person: Person) -> bool:
    """Whether a person is a fetus, or younger than the age by which most males have symptoms."""
    return person.pregnancy or (person.age is not None and person.age < GROWN_YEARS)
