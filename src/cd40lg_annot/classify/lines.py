"""One criterion's answer as a line: met, not met or not assessed, with the value that decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cd40lg_annot.model import CriterionLine, Effect, Evidence, Rule, Rules, Score, Variant

MET = "met"
NOT_MET = "not_met"
NOT_ASSESSED = "not_assessed"

_USUAL = {"PVS": "very_strong", "PS": "strong", "PM": "moderate", "PP": "supporting"}
_USUAL_BENIGN = {"BA": "stand_alone", "BS": "strong", "BP": "supporting"}
_SUFFIX = {
    "supporting": "Supporting",
    "moderate": "Moderate",
    "strong": "Strong",
    "very_strong": "VeryStrong",
    "stand_alone": "StandAlone",
}

# Splice predictors that count where none is named: the bundled one, then that whose cut-offs it takes over.
BUNDLED_SPLICE_PREDICTOR = "CI-SpliceAI"
SPLICE_PREDICTORS = (BUNDLED_SPLICE_PREDICTOR, "SpliceAI")


@dataclass(frozen=True, slots=True)
class Subject:
    """A variant with everything that criteria look at."""

    variant: Variant
    effect: Effect
    evidence: tuple[Evidence, ...]
    scores: tuple[Score, ...] = ()

    def has(self, *terms: str) -> bool:
        """Whether any of the Sequence Ontology terms is among the consequences."""
        return not set(terms).isdisjoint(self.effect.consequences)


# Most variants get the same few lines, so each line is made once and shared.
@lru_cache(maxsize=4096)
def met(rule: Rule, reason: str, *, value: str = "", strength: str = "") -> CriterionLine:
    """Give the line of a criterion that is met, at the rule's strength or the one given."""
    strength = strength or rule.strength
    points = rule.points[strength] if rule.criterion.startswith("P") else -rule.points[strength]
    return _line(rule, MET, reason, value, strength, points)


@lru_cache(maxsize=4096)
def not_met(rule: Rule, reason: str, *, value: str = "") -> CriterionLine:
    """Give the line of a criterion that was looked at and is not met."""
    return _line(rule, NOT_MET, reason, value)


@lru_cache(maxsize=4096)
def not_assessed(rule: Rule, reason: str) -> CriterionLine:
    """Give the line of a criterion that could not be looked at; it counts for nothing."""
    return _line(rule, NOT_ASSESSED, reason, "")


def counted_splice_predictors(named: str) -> tuple[str, ...]:
    """The splice predictor that the laboratory names; as shipped, those of `SPLICE_PREDICTORS` in turn."""
    return (named,) if named else SPLICE_PREDICTORS


def label(line: CriterionLine) -> str:
    """Criterion with its strength where that is not the usual one, as ClinGen writes it.

    >>> [label(CriterionLine(code, "met", "moderate", 2, "")) for code in ("PVS1", "PM5")]
    ['PVS1_Moderate', 'PM5']
    """
    kind = line.criterion.rstrip("0123456789")
    usual = (_USUAL | _USUAL_BENIGN)[kind]
    return line.criterion if line.strength == usual else f"{line.criterion}_{_SUFFIX[line.strength]}"


def met_labels(lines: Iterable[CriterionLine]) -> str:
    """Criteria that are met, with their strengths, joined by commas: `PVS1_Strong,PM2_Supporting`."""
    return ",".join(label(line) for line in lines if line.verdict == MET)


def rule_of(rules: Rules, key: str) -> Rule:
    """Give the rule of this key."""
    return rules.rules[key]


def _line(
    rule: Rule, verdict: str, reason: str, value: str, strength: str = "", points: int = 0
) -> CriterionLine:
    return CriterionLine(
        criterion=rule.criterion,
        verdict=verdict,
        strength=strength,
        points=points,
        reason=reason,
        value=value,
        threshold=f"{rule.comparison} {rule.threshold}",
        source=rule.source,
        version=rule.version,
    )
