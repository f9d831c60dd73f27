"""Where calls, annotation and family meet: who carries what, and what it amounts to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cd40lg_annot.calls.state import Thresholds, genotype_state
from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.classify.by_family import (
    StructuralCase,
    clinic_views,
    structural_cases,
    with_case_evidence,
)
from cd40lg_annot.classify.deciding import deciding_of, family_states
from cd40lg_annot.classify.moves import segregation_of_small, segregation_of_structural
from cd40lg_annot.classify.people import people_prospects
from cd40lg_annot.classify.relationship import pair_checks, relationship_warnings
from cd40lg_annot.classify.sample import POSSIBLY_CARRIED, ClassStructural, interpret_sample
from cd40lg_annot.classify.settings import Settings
from cd40lg_annot.classify.shared_structural import is_same, shared_structural, with_unseen
from cd40lg_annot.classify.structural_class import classed, in_order
from cd40lg_annot.evidence.x_inactivation import inactivation_test
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    AnnotatedVariant,
    ClinicRecord,
    ExtractedSample,
    FamilyInterpretation,
    Finding,
    Person,
    RiskEvidence,
    SampleInterpretation,
    StructuralFinding,
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
    pedigree = Pedigree(people)
    checks = pair_checks(people, samples)
    interpreted = _interpreted(samples, by_person, variants, shared, locus, settings)
    carried = [variants[variant] for variant in shared]
    if settings.assessor is not None:
        clinic = clinic_views(people, settings.clinic, settings.intervals)
        doubtful = any(check.is_contradicted for check in checks)
        by_case = with_case_evidence(
            carried, pedigree, interpreted, clinic, settings.assessor, is_doubtful=doubtful
        )
        cases = structural_cases(
            shared_structural(interpreted, samples, settings.thresholds),
            carried,
            pedigree,
            interpreted,
            clinic,
            is_doubtful=doubtful,
        )
        if by_case or cases:
            variants = {**variants, **by_case}
            carried = [variants[variant] for variant in shared]
            interpreted = _interpreted(samples, by_person, variants, shared, locus, settings, cases)
    clinic = clinic_views(people, settings.clinic, settings.intervals, interpreted)
    interpreted = tuple(replace(sample, clinic=clinic.get(sample.sample)) for sample in interpreted)
    structural = shared_structural(interpreted, samples, settings.thresholds)
    tests = [test for test in settings.tests if test.person in by_person]
    tests += _inactivation_tests(people, settings.clinic)
    outlook = people_prospects(pedigree, interpreted, carried, settings.risk, structural, tests)
    every = [family_states(item, interpreted) for item in carried]
    deciding = [item.found for item in deciding_of(carried, structural, interpreted, pedigree)]
    moves = [
        segregation_of_small(pedigree, annotated, found, deciding)
        for annotated, found in zip(carried, every, strict=True)
        if annotated.variant not in {item.finding.call.variant for item in structural}
    ]
    moves += [segregation_of_structural(pedigree, item, deciding) for item in structural]
    return FamilyInterpretation(
        family=family,
        people=tuple(people),
        statuses=outlook.statuses,
        variants=tuple(carried),
        segregation=tuple(moves),
        samples=tuple(with_unseen(sample, structural) for sample in interpreted),
        next_tests=outlook.next_tests,
        notes=tuple(dict.fromkeys(note for sample in samples for note in sample.notes)),
        assumptions=settings.assumptions if any(status.risk for status in outlook.statuses) else (),
        warnings=(
            *outlook.notes,
            *relationship_warnings(checks),
            *(f"{sample.sample}: {warning}" for sample in interpreted for warning in sample.warnings),
        ),
        structural=tuple(item.finding for item in structural),
    )


def _inactivation_tests(
    people: Iterable[Person], clinic: Mapping[str, ClinicRecord]
) -> Iterator[RiskEvidence]:
    """X-inactivation assays of the clinic table, of people with two X chromosomes."""
    for person in people:
        if person.person in clinic and x_copies(person) == 2:
            test = inactivation_test(clinic[person.person])
            if test is not None:
                yield test


def _interpreted(
    samples: Sequence[ExtractedSample],
    people: Mapping[str, Person],
    variants: Mapping[Variant, AnnotatedVariant],
    shared: Sequence[Variant],
    locus: Locus,
    settings: Settings,
    cases: Sequence[StructuralCase] = (),
) -> tuple[SampleInterpretation, ...]:
    """Each sample, with the variants that the family shares, and with what the family adds to their class."""
    class_structural = _class_structural(settings.assessor, cases) if settings.assessor else None
    return tuple(
        interpret_sample(
            sample,
            people[sample.sample],
            variants,
            shared,
            locus,
            settings.thresholds,
            known=settings.known,
            margins=settings.margins,
            sex_tables=settings.sex_tables.get(sample.sample, ()),
            class_structural=class_structural,
        )
        for sample in samples
    )


def _class_structural(assessor: Assessor, cases: Sequence[StructuralCase]) -> ClassStructural:
    """A function that classes the structural findings of one sample, with the small ones beside them."""

    def class_all(items: Sequence[StructuralFinding], small: Sequence[Finding]) -> list[StructuralFinding]:
        told = (
            (item, next((known.case for known in cases if is_same(known.finding, item)), None))
            for item in items
        )
        return in_order(classed(item, assessor, small, case) for item, case in told)

    return class_all


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
