"""PP3, BP4 and BP7: what calibrated predictors say, one named missense predictor and one for splicing."""

from collections.abc import Sequence
from dataclasses import replace

from cd40lg_annot.classify.lines import (
    MET,
    Subject,
    counted_splice_predictors,
    met,
    not_assessed,
    not_met,
    rule_of,
)
from cd40lg_annot.evidence.match import changed_span, splice_sites_of
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import CriterionLine, PredictorBand, Rule, Rules, Score
from cd40lg_annot.model.criteria import STRENGTHS

_DEEP_DONOR, _DEEP_ACCEPTOR = 7, 21
_EXON_END, _EXON_START = 3, 1
# A splice predictor alone says nothing of what these do.
_OTHER_PROTEIN_CHANGES = ("inframe_insertion", "inframe_deletion", "protein_altering_variant", "stop_lost")
_NO_SPLICE_SCORE = "no score of a splice predictor for this variant"


def pp3_and_bp4(
    subject: Subject,
    rules: Rules,
    missense_predictor: str,
    pvs1_line: CriterionLine,
    *,
    splice_predictor: str = "",
    is_role_counted: bool = False,
) -> tuple[CriterionLine, CriterionLine]:
    """What the predictors say for and against the variant.

    A missense change counts as harmless only where both its predictors say so. Beside PVS1, PP3 would
    count the same fact twice, and beside PM1 (`is_role_counted`) the two together stop at strong. A
    variant that no predictor scores is not assessed. Of predictors that are named no other one takes
    the place.
    """
    pp3, bp4 = rule_of(rules, "PP3"), rule_of(rules, "BP4")
    if pvs1_line.points or subject.has("stop_gained", "frameshift_variant", "start_lost"):
        reason = "the variant is read as a loss of function; PP3 would count it twice"
        return not_met(pp3, reason), not_met(bp4, "not for a predicted loss of function")
    splice = _score(subject.scores, *counted_splice_predictors(splice_predictor))
    needed = [splice]
    if subject.has("missense_variant"):
        needed.append(_score(subject.scores, missense_predictor) if missense_predictor else None)
    scored = [score for score in needed if score is not None]
    if not scored:
        reason = _none_scores(splice_predictor)
        return not_assessed(pp3, reason), not_assessed(bp4, reason)
    value, sources = _value(scored), _sources(scored)
    damaging = [band for score in scored for band in _bands(rules, score, "PP3")]
    if damaging:
        band = max(damaging, key=lambda band: rules.points[band.strength])
        against = not_met(bp4, f"a predictor says damaging: {sources}", value=value)
        return _damaging(pp3, band, scored, rules, is_role_counted=is_role_counted), against
    first = not_met(pp3, f"no predictor says damaging: {sources}", value=value)
    first = _with_limits(first, scored, rules)
    if subject.has(*_OTHER_PROTEIN_CHANGES):
        return first, not_assessed(bp4, "no predictor that counts says what this change does to the protein")
    harmless = [_bands(rules, score, "BP4") for score in scored]
    if len(scored) == len(needed) and all(harmless):
        return first, _harmless(harmless, scored, subject, rules)
    if len(scored) < len(needed):
        return first, not_assessed(bp4, _missing(splice, missense_predictor, splice_predictor))
    last = not_met(bp4, f"the predictors do not say harmless: {sources}", value=value)
    return first, _with_limits(last, scored, rules)


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


def splice_is_predicted(subject: Subject, rules: Rules, locus: Locus, splice_predictor: str = "") -> bool:
    """Whether the splice predictor that counts meets PP3 for a variant outside the canonical bases."""
    splice = _score(subject.scores, *counted_splice_predictors(splice_predictor))
    found = () if splice is None else (splice,)
    return bool(splice_alarms(found, rules)) and not splice_sites_of(subject.variant, locus)


def splice_alarms(scores: Sequence[Score], rules: Rules) -> tuple[Score, ...]:
    """Scores of splice predictors that would meet PP3, of those too that do not count."""
    kinds = {scale.predictor: scale.kind for scale in rules.scales}
    splice = (score for score in scores if kinds.get(score.predictor) == "splice")
    return tuple(score for score in splice if _bands(rules, score, "PP3"))


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


def _damaging(
    rule: Rule, band: PredictorBand, scored: list[Score], rules: Rules, *, is_role_counted: bool
) -> CriterionLine:
    """PP3 at the band's strength; beside PM1 no stronger than leaves both together at strong."""
    reason, strength = _reason(scored, band), band.strength
    cap = rule_of(rules, "PM1_PP3_cap")
    room = int(cap.threshold) - rules.points[rule_of(rules, "PM1").strength]
    value = _value(scored)
    if is_role_counted and rules.points[strength] > room:
        strength = next((name for name in reversed(STRENGTHS) if rules.points[name] <= room), "")
        reason = f"{reason}; {cap.meaning} ({cap.source})"
    if not strength:
        return not_met(rule, reason, value=value)
    line = met(rule, reason, value=value, strength=strength)
    return replace(line, threshold=_limits(band), source=band.source, version=band.version)


def _none_scores(splice_predictor: str) -> str:
    if not splice_predictor:
        return "no predictor scores this variant"
    return f"no score of {splice_predictor} for this variant"


def _missing(splice: Score | None, missense_predictor: str, splice_predictor: str) -> str:
    """Why harmlessness is left open."""
    if splice is None:
        return _none_scores(splice_predictor) if splice_predictor else _NO_SPLICE_SCORE
    if not missense_predictor:
        return "no missense predictor is named (`missense_predictor`), so this half stays open"
    return f"no score of {missense_predictor} for this variant"


def _harmless(
    harmless: list[list[PredictorBand]], scored: list[Score], subject: Subject, rules: Rules
) -> CriterionLine:
    """BP4 at the strength of the missense predictor where there is one; of the splice predictor else."""
    last = harmless[-1][0]
    strength = last.strength if subject.has("missense_variant") else harmless[0][0].strength
    line = met(rule_of(rules, "BP4"), _reason(scored, last), value=_value(scored), strength=strength)
    limits = "; ".join(_limits(bands[0]) for bands in harmless)
    return replace(line, threshold=limits, source=last.source, version=last.version)


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


def _sources(scores: list[Score]) -> str:
    """Each score with the file and release it comes from."""
    return ", ".join(
        f"{score.predictor} {score.value:g} ({score.source}, {score.version})"
        if score.source
        else f"{score.predictor} {score.value:g}"
        for score in scores
    )


def _reason(scores: list[Score], band: PredictorBand) -> str:
    events = "; ".join(score.event for score in scores if score.event)
    parts = [_sources(scores), f"{_limits(band)} ({band.source})", band.note, events]
    return "; ".join(part for part in parts if part)


def _limits(band: PredictorBand) -> str:
    """A band in words: `REVEL at least 0.644, below 0.773`."""
    low = "" if band.low is None else f"{'at least' if band.low_in else 'above'} {band.low:g}"
    high = "" if band.high is None else f"{'at most' if band.high_in else 'below'} {band.high:g}"
    return f"{band.predictor} {', '.join(part for part in (low, high) if part)}"


def _with_limits(line: CriterionLine, scored: list[Score], rules: Rules) -> CriterionLine:
    """A line that is not met, with the limits that the scores were held against."""
    limits = []
    for score in scored:
        bands = [b for b in rules.bands if (b.predictor, b.criterion) == (score.predictor, line.criterion)]
        limits += [_widest(bands)] if bands else []
    return replace(line, threshold="; ".join(limits)) if limits else line


def _widest(bands: list[PredictorBand]) -> str:
    """Where a criterion begins to be met: PP3 from its lowest band up, BP4 from its highest down."""
    lows, highs = [band.low for band in bands], [band.high for band in bands]
    name = bands[0].predictor
    if None in highs:
        return f"{name} at least {min(low for low in lows if low is not None):g}"
    return f"{name} at most {max(high for high in highs if high is not None):g}"
