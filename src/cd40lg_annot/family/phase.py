"""Whether two variants of one heterozygous female lie on one X chromosome (cis) or on both (trans).

The gene is 12,000 bases long, so that recombination between two of its variants is neglected.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.family.known import CARRIED, FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.model import Call, Zygosity


class Phase(Enum):
    """How two variants lie towards each other."""

    CIS = "cis"
    TRANS = "trans"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PhaseFinding:
    """A phase and why."""

    phase: Phase
    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two variants in one family: everybody's state at each, and the asked person's own calls if any."""

    pedigree: Pedigree
    first: FamilyEvidence
    second: FamilyEvidence
    calls: tuple[Call, Call] | None = None

    def states(self, person: str) -> tuple[Zygosity | None, Zygosity | None]:
        """A person's states at both variants."""
        return self.first.zygosity(person), self.second.zygosity(person)


def phase(pair: Pair, person: str) -> PhaseFinding:
    """Phase of the two variants in one heterozygous female.

    Phased genotypes, sons and parents must agree: sources that contradict each other leave it unknown.
    """
    found = [finding for rule in RULES for finding in rule(pair, person)]
    if not found:
        return PhaseFinding(Phase.UNKNOWN, "no phased genotype, hemizygous son or informative parent")
    if len({finding.phase for finding in found}) > 1:
        told = "; ".join(finding.reason for finding in found)
        return PhaseFinding(Phase.UNKNOWN, f"sources contradict each other: {told}")
    return found[0]


def phased_genotypes_of_one_set(pair: Pair, person: str) -> Iterator[PhaseFinding]:  # noqa: ARG001
    """`1|0` and `0|1` of one phase set are in trans; the same side is in cis."""
    if pair.calls is None:
        return
    one, other = pair.calls
    same_set = one.phase_set == other.phase_set and one.place.contig == other.place.contig
    if not (one.phased and other.phased and same_set):
        return
    sides = [tuple(allele == 1 for allele in call.alleles) for call in pair.calls]
    if all(sum(side) == 1 for side in sides):
        found = Phase.CIS if sides[0] == sides[1] else Phase.TRANS
        yield PhaseFinding(found, "phased genotypes of one phase set")


def one_base_has_one_allele_per_copy(pair: Pair, person: str) -> Iterator[PhaseFinding]:  # noqa: ARG001
    """Two different alleles of the same base cannot stand on one copy."""
    if pair.calls is None:
        return
    one, other = (call.variant for call in pair.calls)
    of_one_record = all(sorted(map(str, call.alleles)) == ["1", "2"] for call in pair.calls)
    substitutions = all(len(variant.ref) == len(variant.alt) for variant in (one, other))
    overlap = max(one.pos, other.pos) < min(one.pos + len(one.ref), other.pos + len(other.ref))
    if (
        one != other
        and overlap
        and (substitutions or (of_one_record and pair.calls[0].place.pos == pair.calls[1].place.pos))
    ):
        yield PhaseFinding(Phase.TRANS, "two alleles of one base stand on different copies")


def hemizygous_son_shows_one_chromosome(pair: Pair, person: str) -> Iterator[PhaseFinding]:
    """A son with both variants has them from one X of his mother; with one of them, from either."""
    for son in pair.pedigree.children(person):
        if person in pair.pedigree.x_parents(son) and len(pair.pedigree.x_parents(son)) == 1:
            yield from _one_chromosome(pair, son, "son")


def hemizygous_father_gives_his_only_chromosome(pair: Pair, person: str) -> Iterator[PhaseFinding]:
    """A daughter's paternal X carries what her father has, and her maternal X the rest."""
    father = pair.pedigree.father(person)
    if father is not None:
        yield from _one_chromosome(pair, father, "father")
        if pair.states(father) == (Zygosity.ABSENT, Zygosity.ABSENT):
            mother = pair.pedigree.mother(person)
            if mother is not None and all(state in CARRIED for state in pair.states(mother)):
                yield PhaseFinding(
                    Phase.CIS, f"neither from the father {father}, both in the mother {mother}"
                )


RULES: tuple[Callable[[Pair, str], Iterator[PhaseFinding]], ...] = (
    phased_genotypes_of_one_set,
    one_base_has_one_allele_per_copy,
    hemizygous_son_shows_one_chromosome,
    hemizygous_father_gives_his_only_chromosome,
)


def _one_chromosome(pair: Pair, male: str, word: str) -> Iterator[PhaseFinding]:
    match pair.states(male):
        case Zygosity.HEMIZYGOUS, Zygosity.HEMIZYGOUS:
            yield PhaseFinding(Phase.CIS, f"the {word} {male} has both on his only X")
        case (Zygosity.HEMIZYGOUS, Zygosity.ABSENT) | (Zygosity.ABSENT, Zygosity.HEMIZYGOUS):
            yield PhaseFinding(Phase.TRANS, f"the {word} {male} has one of them without the other")
