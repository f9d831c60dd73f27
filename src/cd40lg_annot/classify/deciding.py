"""Which of a family's variants its statuses are about, and everybody's state at each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.classify.sample import CARRIED
from cd40lg_annot.classify.shared_structural import SharedStructural
from cd40lg_annot.classify.tumour import germline_state
from cd40lg_annot.classify.two_variants import FamilyStates
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.model import (
    Affection,
    AnnotatedVariant,
    Finding,
    GenotypeState,
    Person,
    Relevance,
    SampleInterpretation,
    Variant,
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A variant, small or structural, that the family's statuses are about."""

    found: FamilyStates
    cautions: tuple[str, ...] = ()
    only_for_carriers: bool = False
    is_structural: bool = False

    @property
    def name(self) -> str:
        """Its name in the reasons."""
        return self.found.name

    @property
    def states(self) -> Mapping[str, GenotypeState | None]:
        """Everybody's state at it, by person."""
        return self.found.states


def deciding_of(
    carried: Sequence[AnnotatedVariant],
    structural: Sequence[SharedStructural],
    samples: Sequence[SampleInterpretation],
    pedigree: Pedigree,
) -> list[Deciding]:
    """Deciding variants of both kinds; a deletion that is also spelt in bases counts once, as structural."""
    large = deciding_structural(structural, samples, pedigree.people)
    causing = any(item.finding.relevance is Relevance.DISEASE_CAUSING for item in large)
    spelt = {item.finding.call.variant for item in large}
    small = [
        item
        for item in deciding_variants(carried, samples, pedigree.people)
        if item.variant not in spelt
        and not (causing and item.assessment.relevance is not Relevance.DISEASE_CAUSING)
    ]
    if any(item.assessment.relevance is Relevance.DISEASE_CAUSING for item in small):
        large = tuple(item for item in large if item.finding.relevance is Relevance.DISEASE_CAUSING)
    found = [Deciding(family_states(item, samples), _caution(item)) for item in small]
    return found + [_structural_deciding(item) for item in large]


def _caution(item: AnnotatedVariant) -> tuple[str, ...]:
    if item.assessment.relevance is Relevance.DISEASE_CAUSING:
        return ()
    words = (
        f"{short_name(item)} is not yet classified; it is taken for the family's variant because it is "
        "predicted to destroy the protein. Review before use."
    )
    return (words,)


def _structural_deciding(item: SharedStructural) -> Deciding:
    effect = item.finding.effect
    certain = item.finding.relevance is Relevance.DISEASE_CAUSING and effect is not None
    caution = f"What {item.name} does is not certain: review."
    if certain and effect is not None:
        caution = f"Taken for the family's variant: {effect.in_words}. Confirm by a second method."
    found = FamilyStates(item.name, item.states)
    return Deciding(found, (caution,), only_for_carriers=certain, is_structural=True)


def deciding_structural(
    structural: Sequence[SharedStructural],
    samples: Sequence[SampleInterpretation],
    people: Mapping[str, Person],
) -> tuple[SharedStructural, ...]:
    """Structural variants that the family's statuses are about, by the rule of `deciding_variants`."""
    causing = [item for item in structural if item.finding.relevance is Relevance.DISEASE_CAUSING]
    if causing:
        return tuple(causing)
    likely = [item for item in structural if item.finding.effect and item.finding.effect.impact == "HIGH"]
    affected = {sample.sample for sample in samples} & {
        person for person, row in people.items() if row.affected is Affection.AFFECTED
    }
    carriers = [
        {person for person, state in item.states.items() if state and state.zygosity in CARRIED}
        for item in likely
    ]
    return tuple(
        item for item, own in zip(likely, carriers, strict=True) if own and (not affected or own & affected)
    )


def deciding_variants(
    carried: Sequence[AnnotatedVariant],
    samples: Sequence[SampleInterpretation],
    people: Mapping[str, Person],
) -> tuple[AnnotatedVariant, ...]:
    """Variants that the family's statuses are about.

    Those known to cause the disease; where there is none, those not yet classified that are
    predicted to destroy the protein, loss of function being the known mechanism, and are carried
    by someone affected or found where nobody is known to be affected.
    """
    causing = [item for item in carried if item.assessment.relevance is Relevance.DISEASE_CAUSING]
    if causing:
        return tuple(causing)
    likely = [
        item
        for item in carried
        if item.assessment.relevance is Relevance.UNCERTAIN and item.effect.impact == "HIGH"
    ]
    affected = {person for person, row in people.items() if row.affected is Affection.AFFECTED}
    tested_affected = [sample for sample in samples if sample.sample in affected]
    if not tested_affected:
        return tuple(likely)
    return tuple(item for item in likely if any(_carries(sample, item.variant) for sample in tested_affected))


def _carries(sample: SampleInterpretation, variant: Variant) -> bool:
    return any(
        finding.annotated.variant == variant and finding.state.zygosity in CARRIED
        for finding in sample.findings
    )


def family_states(item: AnnotatedVariant, samples: Sequence[SampleInterpretation]) -> FamilyStates:
    """Name, states and calls of one small variant in one family."""
    calls = {sample.sample: finding_of(item.variant, sample).call for sample in samples}
    return FamilyStates(
        short_name(item),
        states_of(item.variant, samples),
        {person: call for person, call in calls.items() if call is not None},
    )


def states_of(variant: Variant, samples: Iterable[SampleInterpretation]) -> dict[str, GenotypeState | None]:
    """State of every sampled person at one variant of the family, by person."""
    return {sample.sample: germline_state(finding_of(variant, sample).state, sample) for sample in samples}


def finding_of(variant: Variant, sample: SampleInterpretation) -> Finding:
    """Every sample of a family has a finding for every variant of the family, absent or not."""
    everything = (*sample.findings, *sample.family_variants)
    return next(finding for finding in everything if finding.annotated.variant == variant)


def short_name(item: AnnotatedVariant) -> str:
    """Coding and protein name, without the accessions."""
    protein = item.names.hgvs_p.partition(":")[2]
    return f"{item.names.hgvs_c.partition(':')[2]} {protein}"
