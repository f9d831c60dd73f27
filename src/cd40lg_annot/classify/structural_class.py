"""What a structural variant amounts to: suggested class, points, what it asks of its reader, and why.

A deletion that can be spelt in bases is classed as the small variant that it is, tables included.
Everything else is classed by the exons that it takes (`structural_criteria`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.classify.combine import class_by_points, class_by_table, points_of, sum_in_words
from cd40lg_annot.classify.lines import MET
from cd40lg_annot.classify.statements import PATHOGENIC, SPELT
from cd40lg_annot.classify.structural import is_doubtful
from cd40lg_annot.classify.structural_criteria import NOT_COUNTED, structural_criteria
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import (
    Assessment,
    CaseEvidence,
    Classification,
    CriterionLine,
    Evidence,
    Finding,
    Junction,
    Rearrangement,
    Relevance,
    StructuralCall,
    StructuralEffect,
    StructuralFinding,
    Variant,
)
from cd40lg_annot.variant.consequence import effect as effect_of

_ORDER = tuple(Relevance)
_NOT_SEARCHED = (
    "Tables of known variants were searched for small variants alone: whether this one is known there was "
    "not looked up."
)


def classed(
    item: StructuralFinding,
    assessor: Assessor,
    small: Iterable[Finding] = (),
    case: CaseEvidence | None = None,
) -> StructuralFinding:
    """The finding with its criteria, class and points.

    Args:
        item: a structural finding, read by its mechanism.
        assessor: knowledge and settings of the laboratory.
        small: findings of the same sample; a deletion spelt in bases has its class from there.
        case: what family and clinic add; None where they add nothing.
    """
    if item.effect is None:
        return item
    variant = item.call.variant or variant_of(item.call, item.effect, assessor.locus)
    spelt = next((found for found in small if found.annotated.variant == variant), None)
    if spelt is not None:
        assessment, evidence = spelt.annotated.assessment, spelt.annotated.evidence
    elif variant is not None:
        evidence = matches(variant, assessor.knowledge, assessor.locus)
        effect = effect_of(variant, assessor.locus)
        assessment = assessor.assess(variant, effect, evidence, (), case)
    else:
        evidence = ()
        assessment = _by_exons(item.call, item.effect, assessor, case or CaseEvidence())
    own = _has_own_class(evidence, assessor)
    return _joined(item, assessment, own=own)


def in_order(items: Iterable[StructuralFinding]) -> list[StructuralFinding]:
    """Those that ask most of the reader first, then by place."""
    return sorted(items, key=lambda item: (_ORDER.index(item.relevance), item.pos))


def variant_of(call: StructuralCall, effect: StructuralEffect, locus: Locus) -> Variant | None:
    """The deletion in bases, where both ends are exact and lie in the locus; None elsewhere."""
    exact = call.start_range is None and call.end_range is None and not call.depth_only
    if effect.rearrangement is not Rearrangement.LOST or not exact or call.event:
        return None
    if call.junction not in {None, Junction.DELETION_LIKE}:
        return None
    if not 1 <= call.start < call.end <= len(locus):
        return None
    return normalize(
        call.start, locus.sequence[call.start - 1 : call.end], locus.sequence[call.start - 1], locus.sequence
    )


def is_suggested_pathogenic(item: StructuralFinding) -> bool:
    """Whether its class is (likely) pathogenic, or not asked for; elsewhere its mechanism alone speaks."""
    return item.assessment is None or item.assessment.classification in PATHOGENIC


def _by_exons(
    call: StructuralCall, effect: StructuralEffect, assessor: Assessor, case: CaseEvidence
) -> Assessment:
    lines = structural_criteria(call, effect, case, assessor.knowledge.rules, assessor.locus)
    found = tuple(line for line in lines if line.verdict == MET)
    scheme = assessor.settings.scheme
    by_points = class_by_points(found, assessor.knowledge.rules.lowest)
    suggested = class_by_table(found) if scheme == "2015" else by_points
    relevance = Relevance.DISEASE_CAUSING if suggested in PATHOGENIC else Relevance.UNCERTAIN
    reasons = (_NOT_SEARCHED, sum_in_words(found, scheme, by_points), f"PM2 is open: {NOT_COUNTED}.")
    return Assessment(
        relevance=relevance,
        classification=suggested,
        points=points_of(found),
        reasons=reasons,
        criteria=lines,
        headline=_suggested(suggested, found),
    )


def _suggested(name: Classification, found: Sequence[CriterionLine]) -> str:
    points = points_of(found)
    return f"{SPELT[name].capitalize()} (suggested, {points} point{'' if abs(points) == 1 else 's'})"


def _has_own_class(evidence: Iterable[Evidence], assessor: Assessor) -> bool:
    kinds = assessor.knowledge.kinds
    return any(row.match == "exact" and kinds[row.source] == "laboratory" for row in evidence)


def _joined(item: StructuralFinding, assessment: Assessment, *, own: bool) -> StructuralFinding:
    """Weigh the mechanism with the class: what asks more counts, unless the laboratory has decided.

    What the caller filtered, or joins to an unknown partner, stays uncertain whatever its points.
    """
    relevance = min(item.relevance, assessment.relevance, key=_ORDER.index)
    if own:
        relevance = assessment.relevance
    elif is_doubtful(item.call) and relevance is Relevance.DISEASE_CAUSING:
        relevance = Relevance.UNCERTAIN
    elif item.relevance is Relevance.NOT_REPORTABLE and assessment.relevance is Relevance.UNCERTAIN:
        relevance = item.relevance
    reasons = (*assessment.reasons, *_why(item, assessment, relevance))
    told = replace(assessment, relevance=relevance, reasons=reasons)
    return replace(item, relevance=relevance, assessment=told)


def _why(item: StructuralFinding, assessment: Assessment, relevance: Relevance) -> tuple[str, ...]:
    """Why the relevance is not what the class alone would ask for."""
    if relevance is assessment.relevance or item.effect is None:
        return ()
    if relevance is Relevance.DISEASE_CAUSING:
        name = SPELT[assessment.classification] if assessment.classification else "none"
        words = (
            f"It is taken for disease-causing by its mechanism, loss of function ({item.effect.in_words}), "
            f"though the criteria assessed so far suggest {name}: case data or a registry can add to them."
        )
        return (words,)
    if relevance is Relevance.UNCERTAIN:
        return ("The record itself is in doubt, so it asks for review whatever the class.",)
    return (f"Listed for completeness: {item.effect.in_words}.",)
