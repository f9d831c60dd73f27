"""Where calls, annotation and family meet: who carries what, and what it amounts to."""

from collections.abc import Iterable, Mapping, Sequence

from cd40lg_annot.calls.state import Thresholds, genotype_state
from cd40lg_annot.classify.people import people_prospects, states_of
from cd40lg_annot.classify.relationship import pair_checks, relationship_warnings
from cd40lg_annot.classify.sample import POSSIBLY_CARRIED, interpret_sample
from cd40lg_annot.classify.settings import Settings
from cd40lg_annot.classify.shared_structural import shared_structural, with_unseen
from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.segregation import segregation
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    AnnotatedVariant,
    ExtractedSample,
    FamilyInterpretation,
    Person,
    Variant,
)


def interpret_family(
    family: str,
    people: Sequence[Person],
    samples: Sequence[ExtractedSample],
    variants: Mapping[Variant, AnnotatedVariant],
    locus: Locus,
    settings: Settings,
) -> FamilyInterpretation:
    """Interpret one family: each sample, then each person.

    Args:
        family: its identifier.
        people: its members, in pedigree order, sampled or not.
        samples: what the members' files show; `ExtractedSample.sample` is the person.
        variants: every variant of the cohort, annotated.
        locus: the reference.
        settings: limits on reads and quality, and the risk model.
    """
    by_person = {person.person: person for person in people}
    shared = _possibly_carried(samples, by_person, settings.thresholds)
    interpreted = tuple(
        interpret_sample(
            sample,
            by_person[sample.sample],
            variants,
            shared,
            locus,
            settings.thresholds,
            known=settings.known,
            margins=settings.margins,
        )
        for sample in samples
    )
    pedigree = Pedigree(people)
    carried = [variants[variant] for variant in shared]
    structural = shared_structural(interpreted, samples)
    outlook = people_prospects(pedigree, interpreted, carried, settings.risk, structural)
    return FamilyInterpretation(
        family=family,
        people=tuple(people),
        statuses=outlook.statuses,
        variants=tuple(carried),
        segregation=tuple(
            segregation(
                pedigree, annotated.variant, FamilyEvidence(states_of(annotated.variant, interpreted))
            )
            for annotated in carried
        ),
        samples=tuple(with_unseen(sample, structural) for sample in interpreted),
        next_tests=outlook.next_tests,
        notes=tuple(dict.fromkeys(note for sample in samples for note in sample.notes)),
        assumptions=settings.assumptions if any(status.risk for status in outlook.statuses) else (),
        warnings=(
            *outlook.notes,
            *relationship_warnings(pair_checks(people, samples)),
            *(f"{sample.sample}: {warning}" for sample in interpreted for warning in sample.warnings),
        ),
        structural=tuple(item.finding for item in structural),
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
