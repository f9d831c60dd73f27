"""What the carrier report of one family shows, as data: the same for page, PDF and JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cd40lg_annot.classify.shared_structural import named
from cd40lg_annot.family.risk.words import in_words
from cd40lg_annot.model import (
    Affection,
    Build,
    Classification,
    FamilyInterpretation,
    InputFile,
    Person,
    PersonStatus,
    Provenance,
    Relevance,
    Risk,
    Segregation,
    Sex,
    Status,
    Zygosity,
)
from cd40lg_annot.report.condition import Condition
from cd40lg_annot.report.limits import limits_of_family
from cd40lg_annot.report.recurrence import RecurrenceView, recurrence
from cd40lg_annot.report.stale import stale_tables
from cd40lg_annot.report.structural import FamilyStructuralView, family_structural_view
from cd40lg_annot.report.variant import VariantView, variant_view
from cd40lg_annot.report.words import SEX, STATUS, VERDICT, ZYGOSITY

SCHEMA = "cd40lg-annot/carrier-report/1"


@dataclass(frozen=True, slots=True)
class RiskView:
    """Posterior probabilities (0 to 1), and each of them in words; None where no question arises."""

    carrier_probability: float
    affected_probability: float
    next_son_affected: float | None
    next_daughter_carrier: float | None
    next_child_affected: float | None
    carrier_words: str
    affected_words: str
    next_son_affected_words: str
    next_daughter_carrier_words: str
    next_child_affected_words: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One relative: who, where they stand, why, how likely, and what to offer."""

    person: str
    father: str | None
    mother: str | None
    sex: Sex
    sex_words: str
    affected: Affection
    deceased: bool
    proband: bool
    consultand: bool
    sample: str | None
    status: Status
    status_words: str
    zygosity: Zygosity | None
    zygosity_words: str
    reasons: tuple[str, ...]
    risk: RiskView | None
    recurrence: RecurrenceView | None
    advice: tuple[str, ...]
    tested_elsewhere: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class SegregationView:
    """How one variant moves through the family; `verdict_words` says it in a sentence."""

    variant: str
    relevance: str
    verdict: str
    verdict_words: str
    origin: str
    meioses: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextTestView:
    """One test that would help; `rank` counts from 1, `gain` is in bits."""

    rank: int
    person: str
    assay: str
    reason: str
    gain: float


@dataclass(frozen=True, slots=True)
class CarrierReport:
    """Everything the carrier report of one family prints, in the order in which it prints it."""

    schema: str
    family: str
    headline: str
    variants: tuple[VariantView, ...]
    other_variants: tuple[VariantView, ...]
    people: tuple[PersonView, ...]
    next_tests: tuple[NextTestView, ...]
    segregation: tuple[SegregationView, ...]
    limits: tuple[str, ...]
    assumptions: tuple[str, ...]
    condition: Condition
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    provenance: Provenance
    structural: tuple[FamilyStructuralView, ...] = ()


def carrier_report(
    family: FamilyInterpretation, provenance: Provenance, condition: Condition
) -> CarrierReport:
    """Lay out the carrier report of one family."""
    build = family.samples[0].build if family.samples else Build.GRCH38
    views = [variant_view(variant, build, provenance.tables) for variant in family.variants]
    causing = tuple(view for view in views if view.relevance == Relevance.DISEASE_CAUSING.value)
    people = _people(family)
    structural = tuple(family_structural_view(finding) for finding in family.structural)
    return CarrierReport(
        schema=SCHEMA,
        family=family.family,
        headline=family_headline(causing, views, people, structural),
        variants=causing,
        other_variants=tuple(view for view in views if view not in causing),
        people=people,
        next_tests=_next_tests(family),
        segregation=tuple(_segregation(verdict, family) for verdict in family.segregation),
        limits=limits_of_family(people_without_samples=_untested(people)),
        assumptions=family.assumptions,
        condition=condition,
        notes=family.notes,
        warnings=(*family.warnings, *stale_tables(provenance)),
        inputs=_inputs(family),
        provenance=provenance,
        structural=structural,
    )


def family_headline(
    causing: Iterable[VariantView],
    variants: Iterable[VariantView],
    people: Iterable[PersonView],
    structural: Sequence[FamilyStructuralView] = (),
) -> str:
    """Give the answer in one sentence: the variant of the family, and how many stand where."""
    told = [f"{view.title}, {view.standing}" for view in causing]
    large = [item for item in structural if item.relevance == Relevance.DISEASE_CAUSING.value]
    told += [f"{item.title}{_standing(item)}, to be confirmed by a second method" for item in large]
    if told:
        surely = len(told) > len(large) or any(item.classification in _PATHOGENIC for item in large)
        what = "Disease-causing variant in" if surely else "Variant taken for disease-causing in"
        return f"{what} this family: {'; '.join(told)}. {_counts(people)}"
    seen = [view.relevance for view in variants] + [item.relevance for item in structural]
    if Relevance.UNCERTAIN.value in seen:
        return (
            "A variant of uncertain significance was found in this family; "
            "it must not be used to tell carriers from non-carriers."
        )
    return (
        "No disease-causing CD40LG variant is known in this family; "
        "carrier status cannot be decided from the data at hand."
    )


_PATHOGENIC = (None, Classification.PATHOGENIC.value, Classification.LIKELY_PATHOGENIC.value)


def _standing(item: FamilyStructuralView) -> str:
    return f", {item.headline}" if item.headline else ""


def _counts(people: Iterable[PersonView]) -> str:
    statuses = [person.status for person in people]
    counted = [(status, statuses.count(status)) for status in Status if status in statuses]
    return f"People by status: {'; '.join(f'{number} {STATUS[status]}' for status, number in counted)}."


def _people(family: FamilyInterpretation) -> tuple[PersonView, ...]:
    status_of = {status.person: status for status in family.statuses}
    silent = PersonStatus("", Status.NOT_ASSESSED, ("no status was computed for this person",))
    return tuple(
        _person(person, status_of.get(person.person, silent), failed=person.person in family.failed)
        for person in family.people
    )


def _person(person: Person, status: PersonStatus, *, failed: bool) -> PersonView:
    return PersonView(
        person=person.person,
        father=person.father,
        mother=person.mother,
        sex=person.sex,
        sex_words=SEX[person.sex],
        affected=person.affected,
        deceased=person.deceased,
        proband=person.proband,
        consultand=person.consultand,
        sample=status.sample,
        status=status.status,
        status_words=STATUS[status.status],
        zygosity=status.zygosity,
        zygosity_words=ZYGOSITY[status.zygosity]
        if status.zygosity
        else why_no_genotype(status, failed=failed),
        reasons=status.reasons,
        risk=_risk(status.risk) if status.risk else None,
        recurrence=recurrence(status.risk) if status.risk and not person.deceased else None,
        advice=status.advice,
        tested_elsewhere=status.tested_elsewhere,
        failed=failed,
    )


def why_no_genotype(person: PersonStatus | PersonView, *, failed: bool) -> str:
    """Say why there is no genotype: an unreadable file, another test elsewhere, or no test."""
    if failed:
        return "file not readable"
    return "tested elsewhere" if person.tested_elsewhere else "not tested"


def _risk(risk: Risk) -> RiskView:
    return RiskView(
        carrier_probability=risk.carrier_probability,
        affected_probability=risk.affected_probability,
        next_son_affected=risk.next_son_affected,
        next_daughter_carrier=risk.next_daughter_carrier,
        next_child_affected=risk.next_child_affected,
        carrier_words=in_words(risk.carrier_probability),
        affected_words=in_words(risk.affected_probability),
        next_son_affected_words=_optional(risk.next_son_affected),
        next_daughter_carrier_words=_optional(risk.next_daughter_carrier),
        next_child_affected_words=_optional(risk.next_child_affected),
    )


def _optional(probability: float | None) -> str:
    return "" if probability is None else in_words(probability)


def _next_tests(family: FamilyInterpretation) -> tuple[NextTestView, ...]:
    ranked = sorted(family.next_tests, key=lambda test: -test.gain)
    return tuple(
        NextTestView(rank, test.person, test.assay, test.reason, test.gain)
        for rank, test in enumerate(ranked, start=1)
    )


def _segregation(verdict: Segregation, family: FamilyInterpretation) -> SegregationView:
    name, relevance = _subject_of(verdict, family)
    return SegregationView(
        variant=name,
        relevance=relevance.value,
        verdict=verdict.verdict,
        verdict_words=VERDICT.get(verdict.verdict, verdict.verdict),
        origin=verdict.origin,
        meioses=verdict.meioses,
        reasons=verdict.reasons,
    )


def _subject_of(verdict: Segregation, family: FamilyInterpretation) -> tuple[str, Relevance]:
    """Name and relevance of the variant that a verdict is about."""
    if verdict.structural:
        asked = [item.relevance for item in family.structural if named(item) == verdict.structural]
        return verdict.structural, asked[0] if asked else Relevance.UNCERTAIN
    for item in family.variants:
        if item.variant == verdict.variant:
            return item.names.hgvs_c, item.assessment.relevance
    return "a variant that this file does not describe", Relevance.UNCERTAIN


def _untested(people: Iterable[PersonView]) -> tuple[str, ...]:
    return tuple(
        person.person
        for person in people
        if person.sample is None and not person.tested_elsewhere and not person.failed
    )


def _inputs(family: FamilyInterpretation) -> tuple[InputFile, ...]:
    """Give each input file of the family once, in the order of its samples."""
    return tuple(dict.fromkeys(item for sample in family.samples for item in sample.inputs))
