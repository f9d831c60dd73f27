"""Say what a variant amounts to: the class its criteria add up to, what tables state, and every reason.

A table that is partial or old can speak for a variant, never against one: where no table names it,
the reasons say which tables were searched and how old they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cd40lg_annot.classify.case import Rarity, case_lines
from cd40lg_annot.classify.choices import Settings
from cd40lg_annot.classify.combine import class_by_points, class_by_table, points_of, sum_in_words
from cd40lg_annot.classify.counted import with_counted
from cd40lg_annot.classify.frequency import ba1_and_bs1, is_long, pm2
from cd40lg_annot.classify.known_changes import changed_residues, pm1, pm5, ps1
from cd40lg_annot.classify.lines import MET, NOT_ASSESSED, NOT_MET, Subject, met_labels
from cd40lg_annot.classify.lines import met as met_line
from cd40lg_annot.classify.loss_of_function import decays, pm4, pvs1
from cd40lg_annot.classify.prediction import (
    bp7,
    is_far_from_edges,
    pp3_and_bp4,
    splice_alarms,
    splice_is_predicted,
)
from cd40lg_annot.classify.statements import BENIGN, SPELT, stated_by, stated_class
from cd40lg_annot.classify.view import View
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import (
    Assessment,
    CaseEvidence,
    Classification,
    CriterionLine,
    Effect,
    Evidence,
    Score,
    Variant,
)


def assess(
    variant: Variant,
    effect: Effect,
    evidence: Sequence[Evidence],
    knowledge: Knowledge,
    locus: Locus,
    *,
    scores: Iterable[Score] = (),
    case: CaseEvidence | None = None,
    settings: Settings | None = None,
) -> Assessment:
    """What a variant amounts to.

    Args:
        variant: in normal form on the locus axis.
        effect: what it does to transcript and protein.
        evidence: what `evidence.match.matches` found for it.
        knowledge: the tables and rules that were searched.
        locus: the reference.
        scores: what predictors say; a variant without a score is not assessed by them.
        case: what family and clinic add, where they are known.
        settings: how the laboratory wants classes made.

    Returns:
        `classification` and `points` are what the criteria add up to, a suggestion; the
        laboratory's own classification takes their place where there is one. `relevance` weighs
        that with what registries state about exactly this allele.
    """
    settings = settings or Settings()
    subject = Subject(variant, effect, tuple(evidence), tuple(scores))
    return _in_words(subject, weigh(subject, knowledge, locus, settings, case), knowledge, settings)


@dataclass(frozen=True, slots=True)
class Weight:
    """Every criterion of a variant, and what those that are met add up to.

    `suggested`: class by the laboratory's scheme; `classification`: the laboratory's own class where it
    gave one, else that. `labels`: the criteria that are met, joined by commas.
    """

    criteria: tuple[CriterionLine, ...]
    met: tuple[CriterionLine, ...]
    points: int
    by_points: Classification
    by_table: Classification
    suggested: Classification
    classification: Classification
    labels: str


def weigh(
    subject: Subject,
    knowledge: Knowledge,
    locus: Locus,
    settings: Settings,
    case: CaseEvidence | None = None,
) -> Weight:
    """Criteria and class of a variant, before anything is put in words; arguments as `assess`."""
    lines = criteria(subject, knowledge, locus, settings, with_counted(case or _NO_CASE, subject.evidence))
    met = tuple(line for line in lines if line.verdict == MET)
    by_points, by_table = _class_by_points(lines, met, knowledge), class_by_table(met)
    suggested = by_table if settings.scheme == "2015" else by_points
    own = stated_class(stated_by("laboratory", subject.evidence, knowledge.kinds))
    labels = met_labels(met)
    return Weight(lines, met, points_of(met), by_points, by_table, suggested, own or suggested, labels)


def _in_words(subject: Subject, weight: Weight, knowledge: Knowledge, settings: Settings) -> Assessment:
    view = View(subject, knowledge, weight.met, weight.suggested)
    relevance, why = view.relevance()
    summed = sum_in_words(weight.met, settings.scheme, weight.by_points)
    reasons = [*view.statements(), summed, *_if_rare(weight.criteria, weight.met, knowledge), why]
    return Assessment(
        relevance=relevance,
        classification=weight.classification,
        points=weight.points,
        reasons=tuple(reasons),
        criteria=weight.criteria,
        headline=view.headline(relevance, trust_stars=settings.trust_stars),
        by_laboratory=view.own is not None,
    )


def _class_by_points(
    lines: tuple[CriterionLine, ...], met: tuple[CriterionLine, ...], knowledge: Knowledge
) -> Classification:
    """Class by points; not a benign one that only the want of an answer to PM2 allows.

    A variant that nobody has looked for in a population may be one that is rare, and rarity would make
    the sum uncertain: missing data never make an answer comfortable.
    """
    found = class_by_points(met, knowledge.rules.lowest)
    if found not in BENIGN or _open_pm2(lines) is None:
        return found
    rare = class_by_points(_with_pm2(met, knowledge), knowledge.rules.lowest)
    return found if rare in BENIGN else rare


def _open_pm2(lines: Iterable[CriterionLine]) -> CriterionLine | None:
    return next((line for line in lines if line.criterion == "PM2" and line.verdict == NOT_ASSESSED), None)


def _with_pm2(met: tuple[CriterionLine, ...], knowledge: Knowledge) -> tuple[CriterionLine, ...]:
    return (*met, met_line(knowledge.rules.rules["PM2"], ""))


def _if_rare(
    lines: tuple[CriterionLine, ...], met: tuple[CriterionLine, ...], knowledge: Knowledge
) -> list[str]:
    """What the sum would be if PM2, left open, were met: where that adds to it, or keeps it uncertain."""
    is_open, now = _open_pm2(lines), class_by_points(met, knowledge.rules.lowest)
    if is_open is None:
        return []
    with_pm2 = _with_pm2(met, knowledge)
    points, then = points_of(with_pm2), class_by_points(with_pm2, knowledge.rules.lowest)
    if now in BENIGN and then not in BENIGN:
        text = (
            f"PM2 is open ({is_open.reason}). Were it met, the sum would be {points} points, {SPELT[then]}; "
            f"so {SPELT[now]} is not said."
        )
        return [text]
    if any(table.complete for table in knowledge.population) or points_of(met) <= 0:
        return []
    text = "PM2 is open because no complete population table is loaded; were the variant absent from one, "
    return [f"{text}the sum would be {points} points, {SPELT[then]}."]


# A frameshift or new stop inside an exon, away from splice sites, start and stop codon.
_SHORTENING = frozenset({"frameshift_variant", "stop_gained"})
# The terms for which BP7 asks how far the edges of the exon are.
_SILENT_OR_DEEP = frozenset({"synonymous_variant", "stop_retained_variant", "intron_variant"})

_T = TypeVar("_T")


class Assessor:
    """Assesses many variants against one body of knowledge; make one and keep it.

    Most variants of a cohort are in no table. What they amount to depends on their effect and scores
    alone, so it is worked out once for all variants that share these.
    """

    def __init__(self, knowledge: Knowledge, locus: Locus, settings: Settings | None = None) -> None:
        self.knowledge = knowledge
        self.locus = locus
        self.settings = settings or Settings()
        self._residues_with_role = frozenset(row.residue for row in knowledge.rules.residues)
        self._alarming: dict[tuple[Score, ...], bool] = {}
        self._weights: dict[object, Weight] = {}
        self._assessments: dict[object, Assessment] = {}

    def weight(
        self, variant: Variant, effect: Effect, evidence: Sequence[Evidence], scores: Iterable[Score] = ()
    ) -> Weight:
        """Criteria and class, not in words; as the function `weigh`."""
        subject = Subject(variant, effect, tuple(evidence), tuple(scores))
        return self._once(self._weights, subject, lambda: self._weighed(subject))

    def assess(
        self,
        variant: Variant,
        effect: Effect,
        evidence: Sequence[Evidence],
        scores: Iterable[Score] = (),
        case: CaseEvidence | None = None,
    ) -> Assessment:
        """What a variant amounts to; as the function `assess`."""
        subject = Subject(variant, effect, tuple(evidence), tuple(scores))
        if case is not None:
            return self._assessed(subject, case)
        return self._once(self._assessments, subject, lambda: self._assessed(subject))

    def _weighed(self, subject: Subject, case: CaseEvidence | None = None) -> Weight:
        return weigh(subject, self.knowledge, self.locus, self.settings, case)

    def _assessed(self, subject: Subject, case: CaseEvidence | None = None) -> Assessment:
        return _in_words(subject, self._weighed(subject, case), self.knowledge, self.settings)

    def _once(self, kept: dict[object, _T], subject: Subject, make: Callable[[], _T]) -> _T:
        """What was made for another variant that shares everything that counts, or what is made now."""
        key = self._shared_key(subject)
        if key is None:
            return make()
        found = kept.get(key)
        if found is None:
            found = kept[key] = make()
        return found

    def _shared_key(self, subject: Subject) -> object | None:
        """Everything a variant without evidence is assessed by; None where its place counts too."""
        effect, scores = subject.effect, subject.scores
        if subject.evidence or subject.variant in self.knowledge.counts or is_long(subject.variant):
            return None
        cut_short = _SHORTENING.issuperset(effect.consequences)
        if not effect.consequences or (effect.impact == "HIGH" and not cut_short):
            return None
        alarming = self._alarming.get(scores)
        if alarming is None:
            alarming = self._alarming[scores] = bool(splice_alarms(scores, self.knowledge.rules))
        if alarming:
            return None
        if cut_short:
            is_decayed = decays(effect, self.knowledge.rules)
            # Where decay is predicted, the new stop decides, else the length that is lost: from the first
            # residue changed on. Scores do not count for what is cut short.
            first = None if is_decayed else effect.residue
            return effect.consequences, is_decayed, effect.premature_stop, first
        role = changed_residues(subject, self.locus) & self._residues_with_role
        bp7 = not _SILENT_OR_DEEP.isdisjoint(effect.consequences) and is_far_from_edges(subject, self.locus)
        return effect.consequences, effect.impact, role, bp7, scores


def criteria(
    subject: Subject, knowledge: Knowledge, locus: Locus, settings: Settings, case: CaseEvidence
) -> tuple[CriterionLine, ...]:
    """Every criterion that applies to this gene, met or not, in the order of the guideline."""
    rules, splice_predictor = knowledge.rules, settings.splice_predictor
    loss = pvs1(subject, knowledge, locus, splice_predictor=splice_predictor)
    changes_splicing = splice_is_predicted(subject, rules, locus, splice_predictor)
    same = ps1(subject, knowledge, locus, pvs1_line=loss, changes_splicing=changes_splicing)
    role = pm1(subject, rules, locus)
    pp3, bp4 = pp3_and_bp4(
        subject,
        rules,
        settings.missense_predictor,
        loss,
        splice_predictor=splice_predictor,
        is_role_counted=bool(role.points),
    )
    ba1, bs1 = ba1_and_bs1(subject, knowledge)
    rare = pm2(subject, knowledge)
    people = case_lines(case, rules, _rarity(rare, ba1, bs1))
    return (
        loss,
        same,
        people.ps2,
        people.ps3,
        people.ps4,
        role,
        rare,
        pm4(subject, rules, loss),
        pm5(subject, knowledge, locus, pm1_line=role, ps1_line=same, changes_splicing=changes_splicing),
        people.pp1,
        pp3,
        people.pp4,
        ba1,
        bs1,
        people.bs2,
        people.bs3,
        people.bs4,
        bp4,
        bp7(subject, rules, bp4, locus),
    )


_NO_CASE = CaseEvidence()


def _rarity(rare: CriterionLine, ba1: CriterionLine, bs1: CriterionLine) -> Rarity:
    """How common the variant is: what healthy people have as often, affected males prove nothing about."""
    if MET in (ba1.verdict, bs1.verdict):
        return Rarity.COMMON
    return Rarity.RARE if rare.verdict == MET or bs1.verdict == NOT_MET else Rarity.UNKNOWN
