"""What the tests and the records say about one variant in one family, before anything is concluded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.transmission import Known
from cd40lg_annot.family.xci import XInactivationResult
from cd40lg_annot.model import Affection, GenotypeState, Risk, Sex, Zygosity

CARRIED = (Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS)


@dataclass(frozen=True, slots=True)
class FamilyEvidence:
    """What is known about one variant in one family.

    Args:
        states: each person's genotype state at the variant. No entry or None: not tested.
            `Zygosity.NO_CALL`: sampled, but not assessed at this position.
        variant: its name, for the reasons; None if no disease-causing variant of the family is known.
        assessed: people whose whole gene was assessed and who have no reportable variant. It is used
            only while `variant` is None.
        other_copy_lost: females who carry it once and whose other copy is broken too: a second
            disease-causing variant or a deletion in trans (`family.phase` tells cis from trans).
        xci: what X-inactivation assays showed, by person; nobody's is ever inferred.
        risks: exact probabilities by person, from `family.risk`.
    """

    states: Mapping[str, GenotypeState | None] = field(default_factory=dict)
    variant: str | None = None
    assessed: frozenset[str] = frozenset()
    other_copy_lost: frozenset[str] = frozenset()
    xci: Mapping[str, tuple[XInactivationResult, ...]] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)

    def zygosity(self, person: str) -> Zygosity | None:
        """The state of a person's test; None if not tested."""
        state = self.states.get(person)
        return None if state is None else state.zygosity

    def has_two_copies(self, person: str) -> bool:
        """Whether every copy carries this variant; with the other copy lost there is but one."""
        return self.zygosity(person) is Zygosity.HOMOZYGOUS and person not in self.other_copy_lost


def known_carriers(pedigree: Pedigree, evidence: FamilyEvidence) -> Known:
    """Who carries the variant for certain, who was tested without it, which untested men are healthy."""
    carriers, absent, healthy, mosaic = set(), set(), set(), set()
    for person in pedigree:
        zygosity = evidence.zygosity(person.person)
        one_copy = person.sex is Sex.MALE and x_copies(person) == 1
        if zygosity in CARRIED:
            if not (one_copy and zygosity is not Zygosity.HEMIZYGOUS):
                carriers.add(person.person)
        elif zygosity is Zygosity.ABSENT:
            absent.add(person.person)
        elif zygosity is Zygosity.MOSAIC_SUSPECTED:
            mosaic.add(person.person)
        elif one_copy and person.affected is Affection.AFFECTED and zygosity is not Zygosity.CONFLICT:
            carriers.add(person.person)
        elif one_copy and person.affected is Affection.UNAFFECTED:
            healthy.add(person.person)
    two_copies = frozenset(p for p in carriers if evidence.has_two_copies(p))
    return Known(frozenset(carriers), frozenset(absent), frozenset(healthy), frozenset(mosaic), two_copies)
