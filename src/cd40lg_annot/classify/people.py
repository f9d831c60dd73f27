"""Where each person stands, and how likely they carry the family's variant.

Statuses and risks are about the variants that decide for the family; which those are is said here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cd40lg_annot.calls.callability import NO_DEPTH, is_complete
from cd40lg_annot.classify.sample import CARRIED, POSSIBLY_CARRIED
from cd40lg_annot.classify.shared_structural import NOT_SEEN, SharedStructural
from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.next_tests import FamilyVariant
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.prospects import Prospects, prospects
from cd40lg_annot.family.risk import Model
from cd40lg_annot.family.status import statuses
from cd40lg_annot.model import (
    Affection,
    AnnotatedVariant,
    Finding,
    GenotypeState,
    Person,
    PersonStatus,
    Relevance,
    SampleInterpretation,
    Status,
    Variant,
    Zygosity,
)

# Most telling first: with several variants in a family, a person has the first that applies.
_SEVERITY = (
    Status.AFFECTED,
    Status.HOMOZYGOUS,
    Status.MANIFESTING_CARRIER,
    Status.HEMIZYGOUS_UNAFFECTED,
    Status.CONFIRMED_CARRIER,
    Status.OBLIGATE_CARRIER,
    Status.POSSIBLE_MOSAIC,
    Status.INCONCLUSIVE,
    Status.AT_RISK,
    Status.NOT_ASSESSED,
    Status.EXCLUDED,
)


def people_prospects(
    pedigree: Pedigree,
    samples: Sequence[SampleInterpretation],
    carried: Sequence[AnnotatedVariant],
    model: Model,
    structural: Sequence[SharedStructural] = (),
) -> Prospects:
    """Status and risk of every person, in pedigree order, whom to test next, and notes on the family.

    Args:
        pedigree: the family.
        samples: its sampled members, interpreted.
        carried: variants that a member carries or may carry.
        model: the risk model, with its parameters.
        structural: structural variants that a member carries or may carry.
    """
    deciding = _deciding(carried, structural, samples, pedigree)
    if deciding:
        each = [_prospects_for(pedigree, item, model) for item in deciding]
    else:
        without = _prospects_without_variant(pedigree, samples, model)
        told = tuple(_with_uncertain(status, samples, carried) for status in without.statuses)
        each = [replace(without, statuses=told)]
    by_person = zip(*(found.statuses for found in each), strict=True)
    found = [min(of_person, key=_severity) for of_person in by_person]
    if deciding:
        found = [_with_others(status, deciding, samples, carried) for status in found]
    sampled = {sample.sample for sample in samples}
    return Prospects(
        tuple(
            replace(status, sample=status.person if status.person in sampled else None) for status in found
        ),
        tuple(dict.fromkeys(test for part in each for test in part.next_tests)),
        tuple(dict.fromkeys(note for part in each for note in part.notes)),
    )


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A variant, small or structural, that the family's statuses are about."""

    name: str
    states: Mapping[str, GenotypeState | None]
    cautions: tuple[str, ...] = ()
    only_for_carriers: bool = False
    is_structural: bool = False


def _deciding(
    carried: Sequence[AnnotatedVariant],
    structural: Sequence[SharedStructural],
    samples: Sequence[SampleInterpretation],
    pedigree: Pedigree,
) -> list[_Deciding]:
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
    found = [_Deciding(_short_name(item), states_of(item.variant, samples), _caution(item)) for item in small]
    return found + [_structural_deciding(item) for item in large]


def _caution(item: AnnotatedVariant) -> tuple[str, ...]:
    if item.assessment.relevance is Relevance.DISEASE_CAUSING:
        return ()
    words = (
        f"{_short_name(item)} is not yet classified; it is taken for the family's variant because it is "
        "predicted to destroy the protein. Review before use."
    )
    return (words,)


def _structural_deciding(item: SharedStructural) -> _Deciding:
    effect = item.finding.effect
    certain = item.finding.relevance is Relevance.DISEASE_CAUSING and effect is not None
    caution = f"What {item.name} does is not certain: review."
    if certain and effect is not None:
        caution = f"Taken for the family's variant: {effect.in_words}. Confirm by a second method."
    return _Deciding(item.name, item.states, (caution,), only_for_carriers=certain, is_structural=True)


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


def states_of(variant: Variant, samples: Iterable[SampleInterpretation]) -> dict[str, GenotypeState | None]:
    """State of every sampled person at one variant of the family, by person."""
    return {sample.sample: _finding_of(variant, sample).state for sample in samples}


def _finding_of(variant: Variant, sample: SampleInterpretation) -> Finding:
    """Every sample of a family has a finding for every variant of the family, absent or not."""
    everything = (*sample.findings, *sample.family_variants)
    return next(finding for finding in everything if finding.annotated.variant == variant)


def _severity(status: PersonStatus) -> int:
    return _SEVERITY.index(status.status)


def _prospects_for(pedigree: Pedigree, item: _Deciding, model: Model) -> Prospects:
    evidence = FamilyEvidence(item.states, variant=item.name)
    kind = FamilyVariant.STRUCTURAL if item.is_structural else FamilyVariant.SMALL
    found = prospects(pedigree, statuses(pedigree, evidence), evidence, model, variant=kind)
    return replace(found, statuses=tuple(_explained(status, item) for status in found.statuses))


def _explained(status: PersonStatus, item: _Deciding) -> PersonStatus:
    """Add why a test does not count for a person, and what is to be kept in mind about the variant."""
    state = item.states.get(status.person)
    unseen = state is not None and state.zygosity is Zygosity.NO_CALL and NOT_SEEN in state.notes
    why: tuple[str, ...] = (f"{NOT_SEEN[0].upper()}{NOT_SEEN[1:]}.",) if unseen else ()
    if status.status is Status.EXCLUDED and state and any(NO_DEPTH in note for note in state.notes):
        why = ("The file gives neither depth nor quality for this call: confirm it before relying on it.",)
    elif status.status is Status.EXCLUDED and state and state.warning:
        why = tuple(f"{note[0].upper()}{note[1:]}." for note in state.notes)
    carries = state is not None and state.zygosity in CARRIED
    own = item.cautions if carries or not item.only_for_carriers else ()
    return replace(status, reasons=(*status.reasons, *why, *own))


def _with_others(
    status: PersonStatus,
    deciding: Sequence[_Deciding],
    samples: Sequence[SampleInterpretation],
    carried: Sequence[AnnotatedVariant],
) -> PersonStatus:
    """Add what else a person carries: a status is about one variant, and the person is not."""
    states = {item.name: item.states.get(status.person) for item in deciding}
    own = [name for name, state in states.items() if state and state.zygosity in CARRIED]
    both = f"Carries {' and '.join(own)}: if they stand on different copies, no normal copy is left."
    sample = next((sample for sample in samples if sample.sample == status.person), None)
    others = [item for item in carried if _short_name(item) not in states]
    uncertain = _uncertain(sample, others) if sample else []
    if not any(item.is_structural for item in deciding) and sample:
        uncertain += _uncertain_structural(sample)
    return replace(status, reasons=(*status.reasons, *((both,) if len(own) > 1 else ()), *uncertain))


def _prospects_without_variant(
    pedigree: Pedigree, samples: Sequence[SampleInterpretation], model: Model
) -> Prospects:
    """Risks from the pedigree alone, where affected people are recorded and none of them was tested.

    An affected person who was tested without a disease-causing variant being found puts the cause
    itself in doubt: then no figure is given.
    """
    evidence = _without_variant(samples)
    found = statuses(pedigree, evidence)
    affected = {person.person for person in pedigree if person.affected is Affection.AFFECTED}
    if not affected or affected & {sample.sample for sample in samples}:
        return Prospects(found)
    return prospects(pedigree, found, evidence, model, variant=FamilyVariant.UNKNOWN)


def _short_name(item: AnnotatedVariant) -> str:
    protein = item.names.hgvs_p.partition(":")[2]
    return f"{item.names.hgvs_c.partition(':')[2]} {protein}"


def _without_variant(samples: Sequence[SampleInterpretation]) -> FamilyEvidence:
    """Evidence where the family's variant is not known: only who was wholly assessed without one."""
    clean = {
        sample.sample
        for sample in samples
        if is_complete(sample.callability)
        and all(item.relevance is Relevance.NOT_REPORTABLE for item in sample.structural_findings)
        and all(
            finding.annotated.assessment.relevance is Relevance.NOT_REPORTABLE for finding in sample.findings
        )
    }
    return FamilyEvidence(
        states={
            sample.sample: GenotypeState(Zygosity.NO_CALL) for sample in samples if sample.sample not in clean
        },
        assessed=frozenset(clean),
    )


def _with_uncertain(
    status: PersonStatus, samples: Sequence[SampleInterpretation], carried: Sequence[AnnotatedVariant]
) -> PersonStatus:
    """A person who carries something not yet classified, or a structural change, is inconclusive."""
    sample = next((sample for sample in samples if sample.sample == status.person), None)
    if sample is None:
        return status
    reasons = _uncertain(sample, carried) + _uncertain_structural(sample)
    if not reasons:
        return status
    if status.status in {Status.NOT_ASSESSED, Status.AT_RISK, Status.INCONCLUSIVE}:
        return replace(status, status=Status.INCONCLUSIVE, reasons=(*reasons, *status.reasons))
    return replace(status, reasons=(*status.reasons, *reasons))


def _uncertain(sample: SampleInterpretation, carried: Sequence[AnnotatedVariant]) -> list[str]:
    return [
        f"Carries {_short_name(item)} ({_finding_of(item.variant, sample).state.zygosity.value}), whose "
        "significance is uncertain: review."
        for item in carried
        if item.assessment.relevance is Relevance.UNCERTAIN
        and _finding_of(item.variant, sample).state.zygosity in POSSIBLY_CARRIED
    ]


def _uncertain_structural(sample: SampleInterpretation) -> list[str]:
    return [
        f"Structural change at the gene to be reviewed: {item.description}."
        for item in sample.structural_findings
        if item.relevance is not Relevance.NOT_REPORTABLE
    ]
