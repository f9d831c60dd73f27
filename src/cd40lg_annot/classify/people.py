"""Where each person stands, and how likely they carry the family's variant.

Statuses and risks are about the variants that decide for the family (`classify.deciding`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cd40lg_annot.calls.callability import is_complete
from cd40lg_annot.calls.state import NO_DEPTH
from cd40lg_annot.classify.deciding import Deciding, deciding_of, finding_of, short_name
from cd40lg_annot.classify.elsewhere import (
    MORE_THAN_ONE,
    TESTED_ELSEWHERE,
    combined,
    inactivation_results,
)
from cd40lg_annot.classify.sample import CARRIED, POSSIBLY_CARRIED
from cd40lg_annot.classify.shared_structural import NOT_SEEN, SharedStructural
from cd40lg_annot.classify.two_variants import (
    TwoVariants,
    other_copy_lost,
    states_together,
    two_variants,
    with_phase,
)
from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.next_tests import FamilyVariant
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.phase import Phase
from cd40lg_annot.family.prospects import Prospects, prospects
from cd40lg_annot.family.risk import Model
from cd40lg_annot.family.status import statuses
from cd40lg_annot.family.status_reasons import NOT_TESTED
from cd40lg_annot.model import (
    Affection,
    AnnotatedVariant,
    EvidenceKind,
    GenotypeState,
    PersonStatus,
    Relevance,
    RiskEvidence,
    SampleInterpretation,
    Status,
    Zygosity,
)

_KINDS = {False: FamilyVariant.SMALL, True: FamilyVariant.STRUCTURAL}
NO_FIGURE = (
    "No risk was computed: how the variants lie in a woman who carries more than one of them is not known, "
    "and the risk of her children depends on it."
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
    tests: Sequence[RiskEvidence] = (),
) -> Prospects:
    """Status and risk of every person, in pedigree order, whom to test next, and notes on the family.

    Args:
        pedigree: the family.
        samples: its sampled members, interpreted.
        carried: variants that a member carries or may carry.
        model: the risk model, with its parameters.
        structural: structural variants that a member carries or may carry.
        tests: what was tested elsewhere, of members.
    """
    deciding = deciding_of(carried, structural, samples, pedigree)
    both = two_variants(pedigree, [item.found for item in deciding])
    if both:
        each = [_prospects_together(pedigree, deciding, both, model, tests)]
    elif deciding:
        own = tests if len(deciding) == 1 else [test for test in tests if test.kind is EvidenceKind.XCI]
        each = [_prospects_for(pedigree, item, model, own) for item in deciding]
    else:
        without = _prospects_without_variant(pedigree, samples, model, tests)
        told = tuple(_with_uncertain(status, samples, carried) for status in without.statuses)
        each = [replace(without, statuses=told)]
    found = _most_telling(part.statuses for part in each)
    if deciding:
        found = [_with_others(status, deciding, samples, carried) for status in found]
    uncounted = len(deciding) > 1 and any(test.kind is not EvidenceKind.XCI for test in tests)
    sampled = {sample.sample for sample in samples}
    elsewhere = {test.person for test in tests if test.kind is not EvidenceKind.XCI}
    return Prospects(
        tuple(
            replace(
                status,
                sample=status.person if status.person in sampled else None,
                tested_elsewhere=status.person in elsewhere,
                reasons=_without_not_tested(status) if status.person in elsewhere else status.reasons,
            )
            for status in found
        ),
        tuple(dict.fromkeys(test for part in each for test in part.next_tests)),
        (
            *dict.fromkeys(note for part in each for note in part.notes),
            *((MORE_THAN_ONE,) if uncounted else ()),
        ),
    )


def _without_not_tested(status: PersonStatus) -> tuple[str, ...]:
    """The reasons of somebody who had a test elsewhere: the pedigree's rules know only of files."""
    return tuple(TESTED_ELSEWHERE if reason == NOT_TESTED else reason for reason in status.reasons)


def _most_telling(each: Iterable[Sequence[PersonStatus]]) -> list[PersonStatus]:
    """For each person, the first of the statuses by variant in the order of `_SEVERITY`."""
    return [min(of_person, key=_severity) for of_person in zip(*each, strict=True)]


def _severity(status: PersonStatus) -> int:
    return _SEVERITY.index(status.status)


def _prospects_for(
    pedigree: Pedigree, item: Deciding, model: Model, tests: Sequence[RiskEvidence]
) -> Prospects:
    known = combined(item.states, tests)
    evidence = FamilyEvidence(known.states, variant=item.name, xci=inactivation_results(tests))
    kind = FamilyVariant.STRUCTURAL if item.is_structural else FamilyVariant.SMALL
    found = prospects(
        pedigree, statuses(pedigree, evidence), evidence, model, variant=kind, tests=known.tests
    )
    explained = (_explained(status, item) for status in found.statuses)
    return replace(found, statuses=tuple(_with_tests(status, known.reasons) for status in explained))


def _prospects_together(
    pedigree: Pedigree,
    deciding: Sequence[Deciding],
    both: Mapping[str, TwoVariants],
    model: Model,
    tests: Sequence[RiskEvidence],
) -> Prospects:
    """Where one woman carries several of the variants: what each says, and the risk of any of them.

    While it is not known how they lie in her, no figure is given: it could be half of what is true.
    """
    found = [item.found for item in deciding]
    xci = inactivation_results(tests)
    any_of_them = FamilyEvidence(states_together(found, both), " or ".join(item.name for item in deciding))
    each = []
    for item in deciding:
        lost = other_copy_lost(pedigree, item.found, found)
        own = FamilyEvidence(item.states, item.name, other_copy_lost=lost, xci=xci)
        each.append(tuple(_explained(status, item) for status in statuses(pedigree, own)))
    by_one = _most_telling(each)
    by_any = statuses(pedigree, replace(any_of_them, xci=xci))
    # Of those who were not found to carry one, what follows from both together says more.
    told = [
        one if one.zygosity in CARRIED else min((other, one), key=_severity)
        for one, other in zip(by_one, by_any, strict=True)
    ]
    told = [with_phase(status, both.get(status.person)) for status in told]
    if any(found.phase is Phase.UNKNOWN for found in both.values()):
        return Prospects(tuple(told), (), (NO_FIGURE,))
    kinds = {item.is_structural for item in deciding}
    kind = FamilyVariant.BOTH if len(kinds) > 1 else _KINDS[kinds.pop()]
    counted = [test for test in tests if test.kind is EvidenceKind.XCI]
    return prospects(pedigree, told, any_of_them, model, variant=kind, tests=counted)


def _with_tests(status: PersonStatus, reasons: Mapping[str, tuple[str, ...]]) -> PersonStatus:
    return replace(status, reasons=(*status.reasons, *reasons.get(status.person, ())))


def _explained(status: PersonStatus, item: Deciding) -> PersonStatus:
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
    deciding: Sequence[Deciding],
    samples: Sequence[SampleInterpretation],
    carried: Sequence[AnnotatedVariant],
) -> PersonStatus:
    """Add what else a person carries: a status is about one variant, and the person is not."""
    states = {item.name: item.states.get(status.person) for item in deciding}
    own = [name for name, state in states.items() if state and state.zygosity in CARRIED]
    both = f"Carries {' and '.join(own)}."
    sample = next((sample for sample in samples if sample.sample == status.person), None)
    others = [item for item in carried if short_name(item) not in states]
    uncertain = _uncertain(sample, others) if sample else []
    if not any(item.is_structural for item in deciding) and sample:
        uncertain += _uncertain_structural(sample)
    return replace(status, reasons=(*status.reasons, *((both,) if len(own) > 1 else ()), *uncertain))


def _prospects_without_variant(
    pedigree: Pedigree,
    samples: Sequence[SampleInterpretation],
    model: Model,
    tests: Sequence[RiskEvidence],
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
    outlook = prospects(pedigree, found, evidence, model, variant=FamilyVariant.UNKNOWN, tests=tests)
    reasons = combined({}, tests).reasons
    return replace(outlook, statuses=tuple(_with_tests(status, reasons) for status in outlook.statuses))


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
        f"Carries {short_name(item)} ({finding_of(item.variant, sample).state.zygosity.value}), whose "
        "significance is uncertain: review."
        for item in carried
        if item.assessment.relevance is Relevance.UNCERTAIN
        and finding_of(item.variant, sample).state.zygosity in POSSIBLY_CARRIED
    ]


def _uncertain_structural(sample: SampleInterpretation) -> list[str]:
    return [
        f"Structural change at the gene to be reviewed: {item.description}."
        for item in sample.structural_findings
        if item.relevance is not Relevance.NOT_REPORTABLE
    ]
