"""Where calls, annotation and family meet: who carries what, and what it amounts to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cd40lg_annot.calls.callability import is_complete
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds, genotype_state
from cd40lg_annot.classify.relationship import pair_checks, relationship_warnings
from cd40lg_annot.classify.sample import CARRIED, POSSIBLY_CARRIED, interpret_sample
from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.segregation import segregation
from cd40lg_annot.family.status import statuses
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    Affection,
    AnnotatedVariant,
    ExtractedSample,
    FamilyInterpretation,
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


def interpret_family(
    family: str,
    people: Sequence[Person],
    samples: Sequence[ExtractedSample],
    variants: Mapping[Variant, AnnotatedVariant],
    locus: Locus,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> FamilyInterpretation:
    """Interpret one family: each sample, then each person.

    Args:
        family: its identifier.
        people: its members, in pedigree order, sampled or not.
        samples: what the members' files show; `ExtractedSample.sample` is the person.
        variants: every variant of the cohort, annotated.
        locus: the reference.
        thresholds: limits on reads and quality.
    """
    by_person = {person.person: person for person in people}
    shared = _possibly_carried(samples, by_person, thresholds)
    interpreted = tuple(
        interpret_sample(sample, by_person[sample.sample], variants, shared, locus, thresholds)
        for sample in samples
    )
    pedigree = Pedigree(people)
    carried = [variants[variant] for variant in shared]
    deciding = deciding_variants(carried, interpreted, by_person)
    return FamilyInterpretation(
        family=family,
        people=tuple(people),
        statuses=_statuses(pedigree, interpreted, deciding, carried),
        variants=tuple(carried),
        segregation=tuple(
            segregation(pedigree, annotated.variant, FamilyEvidence(_states(annotated.variant, interpreted)))
            for annotated in carried
        ),
        samples=interpreted,
        notes=tuple(dict.fromkeys(note for sample in samples for note in sample.notes)),
        warnings=(
            *relationship_warnings(pair_checks(people, samples)),
            *(f"{sample.sample}: {warning}" for sample in interpreted for warning in sample.warnings),
        ),
    )


def _possibly_carried(
    samples: Iterable[ExtractedSample], people: Mapping[str, Person], thresholds: Thresholds
) -> tuple[Variant, ...]:
    """Variants that a member carries or may carry, by position."""
    found = set()
    for sample in samples:
        person = people[sample.sample]
        for call in sample.calls:
            state = genotype_state(call, person.sex, person.karyotype, thresholds)
            if state.zygosity in POSSIBLY_CARRIED:
                found.add(call.variant)
    return tuple(sorted(found))


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


def _states(variant: Variant, samples: Iterable[SampleInterpretation]) -> dict[str, GenotypeState | None]:
    return {sample.sample: _finding_of(variant, sample).state for sample in samples}


def _finding_of(variant: Variant, sample: SampleInterpretation) -> Finding:
    """Every sample of a family has a finding for every variant of the family, absent or not."""
    everything = (*sample.findings, *sample.family_variants)
    return next(finding for finding in everything if finding.annotated.variant == variant)


def _statuses(
    pedigree: Pedigree,
    samples: Sequence[SampleInterpretation],
    deciding: Sequence[AnnotatedVariant],
    carried: Sequence[AnnotatedVariant],
) -> tuple[PersonStatus, ...]:
    sampled = {sample.sample for sample in samples}
    if deciding:
        each = [_statuses_for(pedigree, samples, item) for item in deciding]
        found = [min(of_person, key=_severity) for of_person in zip(*each, strict=True)]
    else:
        found = [
            _with_uncertain(status, samples, carried)
            for status in statuses(pedigree, _without_variant(samples))
        ]
    return tuple(
        replace(status, sample=status.person if status.person in sampled else None) for status in found
    )


def _severity(status: PersonStatus) -> int:
    return _SEVERITY.index(status.status)


def _statuses_for(
    pedigree: Pedigree, samples: Sequence[SampleInterpretation], item: AnnotatedVariant
) -> tuple[PersonStatus, ...]:
    evidence = FamilyEvidence(_states(item.variant, samples), variant=_short_name(item))
    found = statuses(pedigree, evidence)
    if item.assessment.relevance is Relevance.DISEASE_CAUSING:
        return found
    caution = (
        f"{_short_name(item)} is not yet classified; it is taken for the family's variant because it is "
        "predicted to destroy the protein. Review before use."
    )
    return tuple(replace(status, reasons=(*status.reasons, caution)) for status in found)


def _short_name(item: AnnotatedVariant) -> str:
    protein = item.names.hgvs_p.partition(":")[2]
    return f"{item.names.hgvs_c.partition(':')[2]} {protein}"


def _without_variant(samples: Sequence[SampleInterpretation]) -> FamilyEvidence:
    """Evidence where the family's variant is not known: only who was wholly assessed without one."""
    clean = {
        sample.sample
        for sample in samples
        if is_complete(sample.callability)
        and not sample.structural_findings
        and all(
            finding.annotated.assessment.relevance is Relevance.NOT_REPORTABLE for finding in sample.findings
        )
    }
    return FamilyEvidence(
        states={sample.sample: GenotypeState(Zygosity.NO_CALL) for sample in samples},
        assessed=frozenset(clean),
    )


def _with_uncertain(
    status: PersonStatus, samples: Sequence[SampleInterpretation], carried: Sequence[AnnotatedVariant]
) -> PersonStatus:
    """A person who carries something not yet classified, or a structural change, is inconclusive."""
    sample = next((sample for sample in samples if sample.sample == status.person), None)
    if sample is None:
        return status
    reasons = [
        f"Carries {_short_name(item)} ({_finding_of(item.variant, sample).state.zygosity.value}), whose "
        "significance is uncertain: review."
        for item in carried
        if item.assessment.relevance is Relevance.UNCERTAIN
        and _finding_of(item.variant, sample).state.zygosity in POSSIBLY_CARRIED
    ]
    reasons += [
        f"Structural change at the gene to be reviewed: {item.description}."
        for item in sample.structural_findings
        if item.state.zygosity is not Zygosity.ABSENT
    ]
    if not reasons:
        return status
    if status.status in {Status.NOT_ASSESSED, Status.AT_RISK, Status.INCONCLUSIVE}:
        return replace(status, status=Status.INCONCLUSIVE, reasons=(*reasons, *status.reasons))
    return replace(status, reasons=(*status.reasons, *reasons))
