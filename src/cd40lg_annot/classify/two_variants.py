"""Two of a family's variants in one woman: on one copy of the gene, or one on each.

On different copies they leave no normal copy, as if she were homozygous. Where that is not known,
nothing comfortable is said: neither a plain carrier nor a figure for her children.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from cd40lg_annot.family.known import CARRIED, FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.phase import Pair, Phase, PhaseFinding, phase
from cd40lg_annot.model import Call, GenotypeState, Person, PersonStatus, Status, Zygosity

_IN_DOUBT = (Zygosity.CONFLICT, Zygosity.UNDETERMINED, Zygosity.MOSAIC_SUSPECTED)


@dataclass(frozen=True, slots=True)
class FamilyStates:
    """One variant of a family: its name, everybody's state, and their calls where it is small."""

    name: str
    states: Mapping[str, GenotypeState | None]
    calls: Mapping[str, Call] = field(default_factory=dict)

    def zygosity(self, person: str) -> Zygosity | None:
        """The state of a person; None if not tested."""
        state = self.states.get(person)
        return None if state is None else state.zygosity


@dataclass(frozen=True, slots=True)
class TwoVariants:
    """The variants that one woman carries, how they lie, and why that is known or not."""

    names: tuple[str, ...]
    phase: Phase
    reason: str


def two_variants(pedigree: Pedigree, variants: Sequence[FamilyStates]) -> dict[str, TwoVariants]:
    """Everybody with more than one X who carries several of these variants."""
    found = {}
    for person in pedigree:
        own = [item for item in variants if item.zygosity(person.person) in CARRIED]
        once = any(item.zygosity(person.person) is Zygosity.HETEROZYGOUS for item in own)
        if len(own) > 1 and once and x_copies(person) != 1:
            told = _how_they_lie(pedigree, person, own)
            found[person.person] = TwoVariants(tuple(item.name for item in own), told.phase, told.reason)
    return found


def other_copy_lost(
    pedigree: Pedigree, variant: FamilyStates, others: Iterable[FamilyStates]
) -> frozenset[str]:
    """Women who carry the variant, and one of the others on their other copy."""
    apart = [
        person
        for other in others
        if other.name != variant.name
        for person, found in two_variants(pedigree, [variant, other]).items()
        if found.phase is Phase.TRANS
    ]
    return frozenset(apart)


def evidence_of(
    pedigree: Pedigree, variant: FamilyStates, deciding: Iterable[FamilyStates]
) -> FamilyEvidence:
    """What is known about one variant, with the women whose other copy one of the deciding ones breaks."""
    return FamilyEvidence(variant.states, other_copy_lost=other_copy_lost(pedigree, variant, deciding))


def states_together(
    variants: Sequence[FamilyStates], found: Mapping[str, TwoVariants]
) -> dict[str, GenotypeState | None]:
    """Everybody's state for "any of these variants", as one variant of the family."""
    people = dict.fromkeys(person for item in variants for person in item.states)
    return {person: _together(person, variants, found.get(person)) for person in people}


def with_phase(status: PersonStatus, found: TwoVariants | None) -> PersonStatus:
    """Say how a woman's two variants lie; while that is not known, her status is inconclusive."""
    if found is None:
        return status
    both = " and ".join(found.names)
    if found.phase is Phase.TRANS:
        reason = f"{both} stand on different copies ({found.reason}): no normal copy is left."
        return replace(status, reasons=(*status.reasons, reason))
    if found.phase is Phase.CIS:
        reason = f"{both} stand on the same copy ({found.reason})."
        return replace(status, reasons=(*status.reasons, reason))
    reason = (
        f"Carries {both}; whether they stand on one copy or on both is not known ({found.reason}). "
        "If on both, no normal copy is left, disease is expected as in males, and every son is affected."
    )
    advice = (*status.advice, "Test her parents or sons for both variants, or phase them by long reads.")
    return replace(status, status=Status.INCONCLUSIVE, reasons=(reason, *status.reasons), advice=advice)


def _how_they_lie(pedigree: Pedigree, person: Person, own: Sequence[FamilyStates]) -> PhaseFinding:
    if x_copies(person) != 2:
        return PhaseFinding(Phase.UNKNOWN, "the number of X chromosomes is not two")
    pairs = [_phase(pedigree, person.person, one, other) for one, other in combinations(own, 2)]
    apart = [finding for finding in pairs if finding.phase is Phase.TRANS]
    open_ones = [finding for finding in pairs if finding.phase is Phase.UNKNOWN]
    return (*apart, *open_ones, *pairs)[0]


def _phase(pedigree: Pedigree, person: str, one: FamilyStates, other: FamilyStates) -> PhaseFinding:
    states = one.zygosity(person), other.zygosity(person)
    for item, state in zip((one, other), states, strict=True):
        if state is not Zygosity.HETEROZYGOUS:
            return PhaseFinding(Phase.TRANS, f"{item.name} stands on every copy that was read")
    calls = one.calls.get(person), other.calls.get(person)
    both = (calls[0], calls[1]) if calls[0] is not None and calls[1] is not None else None
    return phase(Pair(pedigree, FamilyEvidence(one.states), FamilyEvidence(other.states), both), person)


def _together(
    person: str, variants: Sequence[FamilyStates], found: TwoVariants | None
) -> GenotypeState | None:
    states = [state for item in variants if (state := item.states.get(person)) is not None]
    kinds = {state.zygosity for state in states}
    if found is not None and found.phase is Phase.TRANS:
        return GenotypeState(Zygosity.HOMOZYGOUS)
    doubtful = [state for state in states if state.zygosity in _IN_DOUBT]
    carried = [state for state in states if state.zygosity in CARRIED]
    ranked = (*sorted(carried, key=lambda state: state.zygosity is Zygosity.HETEROZYGOUS), *doubtful)
    if ranked:
        return ranked[0]
    if kinds == {Zygosity.ABSENT} and len(states) == len(variants):
        return states[0]
    return GenotypeState(Zygosity.NO_CALL) if states else None
