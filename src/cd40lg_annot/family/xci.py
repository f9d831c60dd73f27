"""X-inactivation as evidence: what an assay showed, in words. It is never inferred.

Skewing explains symptoms of a carrier; its absence never takes a heterozygous result away.
"""

from dataclasses import dataclass
from enum import Enum


class XInactivation(Enum):
    """What an X-inactivation assay showed."""

    SKEWED_TO_MUTANT = "skewed_to_mutant"
    SKEWED_TO_NORMAL = "skewed_to_normal"
    SKEWED = "skewed"
    RANDOM = "random"
    NOT_INFORMATIVE = "not_informative"
    NOT_ASSESSED = "not_assessed"


_WORDS = {
    XInactivation.SKEWED_TO_MUTANT: "skewed, the copy with the variant active",
    XInactivation.SKEWED_TO_NORMAL: "skewed, the copy without the variant active",
    XInactivation.SKEWED: "skewed, direction unknown",
    XInactivation.RANDOM: "random in the tissue tested; other cells can differ",
    XInactivation.NOT_INFORMATIVE: "assay not informative",
    XInactivation.NOT_ASSESSED: "not assessed",
}


@dataclass(frozen=True, slots=True)
class XInactivationResult:
    """One assay of one woman, and who says so."""

    shown: XInactivation
    source: str = ""


def inactivation_in_words(result: XInactivationResult, *, is_affected: bool) -> str:
    """The sentence that a heterozygous woman's status carries.

    >>> random = XInactivationResult(XInactivation.RANDOM, "evidence sheet: HUMARA, blood")
    >>> inactivation_in_words(random, is_affected=False)
    'X-inactivation: random in the tissue tested; other cells can differ (evidence sheet: HUMARA, blood).'
    """
    shown = result.shown
    meaning = ""
    if shown is XInactivation.SKEWED_TO_MUTANT:
        meaning = "; consistent with manifesting carrier" if is_affected else "; symptoms are possible"
    source = f" ({result.source})" if result.source else ""
    return f"X-inactivation: {_WORDS[shown]}{meaning}{source}."
