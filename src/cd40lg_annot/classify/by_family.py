"""Class the variants of one family anew, with what the family and its clinic add."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cd40lg_annot.calls.callability import is_complete
from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.classify.deciding import states_of
from cd40lg_annot.classify.family_case import case_evidence
from cd40lg_annot.classify.sample import CARRIED
from cd40lg_annot.classify.shared_structural import SharedStructural
from cd40lg_annot.evidence.clinic import clinic_view
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.model import (
    AnnotatedVariant,
    CaseEvidence,
    ClinicRecord,
    ClinicView,
    Person,
    ReferenceInterval,
    Relevance,
    SampleInterpretation,
    StructuralFinding,
    Variant,
)
from cd40lg_annot.variant.splicing import scores_of


@dataclass(frozen=True, slots=True)
class StructuralCase:
    """One of the family's structural variants, and what the family adds to its class."""

    finding: StructuralFinding
    case: CaseEvidence


_OTHER_CAUSE = "another variant found in the family explains the disease"
_DOUBTFUL = "a parent and a child of the family do not fit each other; samples may be exchanged"


def with_case_evidence(
    carried: Sequence[AnnotatedVariant],
    pedigree: Pedigree,
    samples: Sequence[SampleInterpretation],
    clinic: Mapping[str, ClinicView],
    assessor: Assessor,
    *,
    is_doubtful: bool,
) -> dict[Variant, AnnotatedVariant]:
    """Variants to which the family adds evidence, classed with it.

    Args:
        carried: variants that a member carries or may carry, classed without the family.
        pedigree: the family.
        samples: its sampled members, interpreted with `carried`.
        clinic: clinic data, read against age, by person.
        assessor: what `carried` was classed with.
        is_doubtful: whether samples contradict the pedigree; then nothing of the family is counted.
    """
    causing = _causing(carried, samples)
    found = {}
    for item in carried:
        case = case_evidence(pedigree, states_of(item.variant, samples), clinic)
        if case is None:
            continue
        if is_doubtful:
            case = CaseEvidence(withheld=_DOUBTFUL)
        elif causing and item.variant not in causing:
            case = CaseEvidence(withheld=_OTHER_CAUSE)
        scores = (*scores_of(item.splice), *item.scores)
        assessment = assessor.assess(item.variant, item.effect, item.evidence, scores, case)
        found[item.variant] = replace(item, assessment=assessment)
    return found


def structural_cases(
    structural: Sequence[SharedStructural],
    carried: Sequence[AnnotatedVariant],
    pedigree: Pedigree,
    samples: Sequence[SampleInterpretation],
    clinic: Mapping[str, ClinicView],
    *,
    is_doubtful: bool,
) -> tuple[StructuralCase, ...]:
    """What the family adds to the class of each of its structural variants, by the rules of small ones."""
    spelt = {item.finding.call.variant for item in structural}
    causing = _causing([item for item in carried if item.variant not in spelt], samples) - {None}
    found = []
    for item in structural:
        case = case_evidence(pedigree, item.states, clinic)
        is_causing = item.finding.relevance is Relevance.DISEASE_CAUSING
        others = [other for other in structural if other is not item]
        if case is None:
            continue
        if is_doubtful:
            case = CaseEvidence(withheld=_DOUBTFUL)
        elif not is_causing and (causing or any(_is_causing(other) for other in others)):
            case = CaseEvidence(withheld=_OTHER_CAUSE)
        found.append(StructuralCase(item.finding, case))
    return tuple(found)


def _is_causing(item: SharedStructural) -> bool:
    return item.finding.relevance is Relevance.DISEASE_CAUSING


def clinic_views(
    people: Iterable[Person],
    records: Mapping[str, ClinicRecord],
    intervals: Sequence[ReferenceInterval],
    samples: Iterable[SampleInterpretation] = (),
) -> dict[str, ClinicView]:
    """Clinic data of each person of whom there are some, in the light of what their sample shows."""
    by_person = {sample.sample: sample for sample in samples}
    return {
        person.person: clinic_view(
            records[person.person],
            person.sex,
            intervals,
            carries_disease_variant=_carries(by_person.get(person.person)),
            has_two_x=x_copies(person) == 2,
        )
        for person in people
        if person.person in records
    }


def _causing(
    carried: Iterable[AnnotatedVariant], samples: Iterable[SampleInterpretation]
) -> set[Variant | None]:
    """Variants that cause the disease by what is known without the family; None for a structural one."""
    small = {item.variant for item in carried if item.assessment.relevance is Relevance.DISEASE_CAUSING}
    structural = (item for sample in samples for item in sample.structural_findings)
    large = {None for item in structural if item.relevance is Relevance.DISEASE_CAUSING}
    return small | large


def _carries(sample: SampleInterpretation | None) -> bool | None:
    """Whether a disease-causing variant was found; None where the sample cannot tell."""
    if sample is None:
        return None
    small = [item for item in sample.findings if item.annotated.assessment.relevance is not _HARMLESS]
    large = [item for item in sample.structural_findings if item.relevance is not _HARMLESS]
    if any(
        item.annotated.assessment.relevance is Relevance.DISEASE_CAUSING and item.state.zygosity in CARRIED
        for item in small
    ) or any(
        item.relevance is Relevance.DISEASE_CAUSING and item.state.zygosity in CARRIED for item in large
    ):
        return True
    return None if small or large or not is_complete(sample.callability) else False


_HARMLESS = Relevance.NOT_REPORTABLE
