"""Tests that were done elsewhere, as the evidence sheet gives them, beside what the files show.

The sheet names no variant: what it says is of the family's, so it counts where the family has one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.family.xci import XInactivation, XInactivationResult
from cd40lg_annot.model import EvidenceKind, GenotypeState, RiskEvidence, Zygosity

MORE_THAN_ONE = (
    "The family has more than one variant, and the evidence sheet does not say which of them was tested: "
    "its genotypes, carrier tests and flow results were not counted."
)

TESTED_ELSEWHERE = "Tested elsewhere; no file of that test was read."

_UNREAD = (None, Zygosity.NO_CALL)
_SHOWN = {
    "skewed_to_mutant": XInactivation.SKEWED_TO_MUTANT,
    "skewed_to_normal": XInactivation.SKEWED_TO_NORMAL,
    "not_informative": XInactivation.NOT_INFORMATIVE,
}
_BY_RESULT = {"positive": XInactivation.SKEWED, "negative": XInactivation.RANDOM}
_NAMES = {EvidenceKind.CARRIER_TEST: "Carrier test", EvidenceKind.FLOW: "CD40 ligand flow cytometry"}


@dataclass(frozen=True, slots=True)
class Combined:
    """States with the sheet's genotypes among them, the tests left for the risk, and why, by person."""

    states: Mapping[str, GenotypeState | None]
    tests: tuple[RiskEvidence, ...]
    reasons: Mapping[str, tuple[str, ...]]


def inactivation_results(tests: Iterable[RiskEvidence]) -> dict[str, tuple[XInactivationResult, ...]]:
    """X-inactivation assays by person, in the order of the sheet; nobody's is inferred."""
    found: dict[str, tuple[XInactivationResult, ...]] = {}
    for test in tests:
        if test.kind is EvidenceKind.XCI:
            shown = _SHOWN.get(test.stated) or _BY_RESULT.get(test.result, XInactivation.NOT_ASSESSED)
            found[test.person] = (*found.get(test.person, ()), XInactivationResult(shown, _source(test)))
    return found


def combined(states: Mapping[str, GenotypeState | None], tests: Sequence[RiskEvidence]) -> Combined:
    """What files and sheet say together about the family's one variant.

    A genotype that is certain stands for a person whose files show none. Where file and sheet
    contradict each other, neither is believed.
    """
    known = dict(states)
    reasons: dict[str, tuple[str, ...]] = {}
    left = []
    for test in tests:
        if test.kind is EvidenceKind.GENOTYPE and _is_certain(test):
            known[test.person], reason = _with_genotype(known.get(test.person), test)
        else:
            left.append(test)
            reason = _counted(test)
        if reason:
            reasons[test.person] = (*reasons.get(test.person, ()), reason)
    return Combined(known, tuple(left), reasons)


def _with_genotype(state: GenotypeState | None, test: RiskEvidence) -> tuple[GenotypeState, str]:
    told = Zygosity(test.result)
    if state is None or state.zygosity in _UNREAD:
        return GenotypeState(told, (f"tested elsewhere ({_source(test)})",)), (
            f"Tested elsewhere: {test.result} ({_source(test)})."
        )
    if state.zygosity is told:
        return state, f"Also tested elsewhere: {test.result} ({_source(test)})."
    reason = (
        f"The sample's file shows {state.zygosity.value.replace('_', ' ')}, and a test elsewhere "
        f"{test.result} ({_source(test)}): neither was used."
    )
    return GenotypeState(Zygosity.CONFLICT, (reason,), warning=True), reason


def _counted(test: RiskEvidence) -> str:
    """What a test adds to the risk, in words; X-inactivation has its own sentence."""
    if test.kind is EvidenceKind.XCI or test.sensitivity is None or test.specificity is None:
        return ""
    name = _NAMES.get(test.kind, f"Test for the variant, {test.result}")
    figures = f"sensitivity {float(test.sensitivity):.4g}, specificity {float(test.specificity):.4g}"
    result = f" {test.stated or test.result}" if test.kind in _NAMES else ""
    return f"{name}{result}, counted in the risk with {figures} ({_source(test)})."


def _is_certain(test: RiskEvidence) -> bool:
    return test.sensitivity == 1 and test.specificity == 1


def _source(test: RiskEvidence) -> str:
    return f"{test.sheet}: {test.note}" if test.note else test.sheet
