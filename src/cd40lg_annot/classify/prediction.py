"""PP3, BP4 and BP7: what calibrated predictors say, one named missense predictor and one for splicing."""

from collections.abc import Sequence

from cd40lg_annot.classify.lines import MET, POINTS, Subject, met, not_assessed, not_met, rule_of
from cd40lg_annot.evidence.match import changed_span, splice_sites_of
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import CriterionLine, PredictorBand, Rules, Score

SPLICE_PREDICTORS = ("CI-SpliceAI", "SpliceAI")
_DEEP_DONOR, _DEEP_ACCEPTOR = 7, 21
_EXON_END, _EXON_START = 3, 1


def pp3_and_bp4(
    subject: Subject, rules: Rules, missense_predictor: str, pvs1_line: CriterionLine
) -> tuple[CriterionLine, CriterionLine]:
    """What the predictors say for and against the variant.

    A missense change counts as harmless only where both its predictors say so. Beside PVS1, PP3 would
    count the same fact twice. A variant that no predictor scores is not assessed.
    """
    pp3, bp4 = rule_of(rules, "PP3"), rule_of(rules, "BP4")
    if pvs1_line.points or subject.has("stop_gained", "frameshift_variant", "start_lost"):
        reason = "the variant is read as a loss of function; PP3 would count it twice"
        return not_met(pp3, reason), not_met(bp4, "not for a predicted loss of function")
    splice = _score(subject.scores, *SPLICE_PREDICTORS)
    needed = [splice]
    if subject.has("missense_variant"):
        needed.append(_score(subject.scores, missense_predictor) if missense_predictor else None)
    scored = [score for score in needed if score is not None]
    if not scored:
        reason = "no predictor scores this variant"
        return not_assessed(pp3, reason), not_assessed(bp4, reason)
    value = _value(scored)
    damaging = [band for score in scored for band in _bands(rules, score, "PP3")]
    if damaging:
        band = max(damaging, key=lambda band: POINTS[band.strength])
        return met(pp3, _reason(scored, band), value=value, strength=band.strength), not_met(
            bp4, "a predictor says damaging", value=value
        )
    first = not_met(pp3, "no predictor says damaging", value=value)
    harmless = [_bands(rules, score, "BP4") for score in scored]
    if len(scored) == len(needed) and all(harmless):
        return first, _harmless(harmless, scored, subject, rules)
    if len(scored) < len(needed):
        missing = missense_predictor or "a missense predictor"
        missing = missing if splice is not None else "a splice predictor"
        return first, not_assessed(bp4, f"no score of {missing} for this variant")
    return first, not_met(bp4, "the predictors do not say harmless", value=value)


def bp7(subject: Subject, rules: Rules, bp4_line: CriterionLine, locus: Locus) -> CriterionLine:
    """Whether a silent or deep intronic variant is also predicted to leave splicing alone."""
    rule = rule_of(rules, "BP7")
    silent = subject.has("synonymous_variant", "stop_retained_variant")
    deep = subject.has("intron_variant")
    if not (silent or deep) or not is_far_from_edges(subject, locus):
        return not_met(rule, "neither silent inside an exon nor deep in an intron")
    if bp4_line.verdict != MET:
        return not_met(rule, "BP4 is not met") if bp4_line.value else not_assessed(rule, bp4_line.reason)
    return met(rule, "silent inside an exon" if silent else "deep in an intron", value=bp4_line.value)


def splice_is_predicted(subject: Subject, rules: Rules, locus: Locus) -> bool:
    """Whether a splice predictor meets PP3 for a variant outside the canonical bases."""
    return says_damaging(subject.scores, rules) and not splice_sites_of(subject.variant, locus)


def says_damaging(scores: Sequence[Score], rules: Rules) -> bool:
    """Whether the splice predictor that counts meets PP3."""
    splice = _score(scores, *SPLICE_PREDICTORS)
    return splice is not None and bool(_bands(rules, splice, "PP3"))


def is_far_from_edges(subject: Subject, locus: Locus) -> bool:
    """Whether no changed base lies where BP7 must not be used.

    That is the last 3 and the first 1 bases of an exon, and the bases up to +6 and -20 of an intron.

    Source: Walker 2023, PMID 37352859.
    """
    start, end = changed_span(subject.variant)
    end = max(end, start + 1)
    return not any(
        (start < exon.start + _EXON_START and end > exon.start - _DEEP_ACCEPTOR + 1)
        or (start < exon.end + _DEEP_DONOR - 1 and end > exon.end - _EXON_END)
        for exon in locus.transcript.exons
    )


def _harmless(
    harmless: list[list[PredictorBand]], scored: list[Score], subject: Subject, rules: Rules
) -> CriterionLine:
    """BP4 at the strength of the missense predictor where there is one; of the splice predictor else."""
    last = harmless[-1][0]
    strength = last.strength if subject.has("missense_variant") else harmless[0][0].strength
    return met(rule_of(rules, "BP4"), _reason(scored, last), value=_value(scored), strength=strength)


def _score(scores: Sequence[Score], *predictors: str) -> Score | None:
    return next((s for name in predictors for s in scores if s.predictor == name), None)


def _bands(rules: Rules, score: Score, criterion: str) -> list[PredictorBand]:
    return [
        band
        for band in rules.bands
        if band.predictor == score.predictor and band.criterion == criterion and band.holds(score.value)
    ]


def _value(scores: list[Score]) -> str:
    return ", ".join(f"{score.predictor} {score.value:g}" for score in scores)


def _reason(scores: list[Score], band: PredictorBand) -> str:
    events = "; ".join(score.event for score in scores if score.event)
    low = "" if band.low is None else f"{'at least' if band.low_in else 'above'} {band.low:g}"
    high = "" if band.high is None else f"{'at most' if band.high_in else 'below'} {band.high:g}"
    limits = ", ".join(part for part in (low, high) if part)
    parts = [f"{_value(scores)}; {band.predictor} band {limits} ({band.source})", band.note, events]
    return "; ".join(part for part in parts if part)
