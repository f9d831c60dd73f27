"""What a reader is told of a variant: what tables state, the class shown first, what it asks for and why."""

from cd40lg_annot.classify.combine import points_of
from cd40lg_annot.classify.lines import Subject
from cd40lg_annot.classify.prediction import splice_alarms
from cd40lg_annot.classify.statements import BENIGN, PATHOGENIC, SPELT, stated_by, stated_class, statement
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.model import Classification, CriterionLine, Evidence, Relevance

_NEEDS_REVIEW_IMPACTS = frozenset({"HIGH", "MODERATE"})
_SPLICE_REGION_TERMS = frozenset(
    {"splice_region_variant", "splice_donor_5th_base_variant", "splice_donor_region_variant"}
)


class View:
    """One variant's evidence and the criteria it meets, weighed."""

    def __init__(
        self,
        subject: Subject,
        knowledge: Knowledge,
        met: tuple[CriterionLine, ...],
        computed: Classification,
    ) -> None:
        self.subject = subject
        self.knowledge = knowledge
        self.met = met
        self.computed = computed
        self.points = points_of(met)
        # The class that the laboratory gave it, and the one that registries state.
        self.own = stated_class(self.of_kind("laboratory"))
        self.stated = stated_class(self.of_kind("registry"))

    def of_kind(self, kind: str) -> list[Evidence]:
        """What tables of this kind state about exactly this allele."""
        return stated_by(kind, self.subject.evidence, self.knowledge.kinds)

    def statements(self) -> list[str]:
        """What each table says, or which tables were searched in vain."""
        kinds = {table.version.name: table.kind for table in self.knowledge.tables}
        said = [statement(item, kinds) for item in self.subject.evidence]
        if not any(item.match == "exact" for item in self.subject.evidence):
            said.append(f"No table searched names this variant. Searched: {self.knowledge.searched}.")
        return said

    def headline(self, relevance: Relevance, *, trust_stars: int) -> str:
        """The class a reader is shown first, with who says so; a registry's from so many stars on."""
        for item_class, kind in ((self.own, "laboratory"), (self.stated, "registry")):
            items = self.of_kind(kind)
            stars = max((item.stars or 0 for item in items), default=0)
            if item_class is None or (kind == "registry" and stars < trust_stars):
                continue
            sources = ", ".join(dict.fromkeys(item.source for item in items))
            suffix = f", {stars} star{'' if stars == 1 else 's'}" if kind == "registry" else ""
            return f"{SPELT[item_class].capitalize()} ({sources}{suffix})"
        if self.of_kind("polymorphism"):
            return "Benign (known common polymorphism)"
        if self.computed is Classification.UNCERTAIN_SIGNIFICANCE and (relevance is Relevance.NOT_REPORTABLE):
            return f"Not reportable ({self.points} points)"
        return f"{SPELT[self.computed].capitalize()} (suggested, {self.points} points)"

    def relevance(self) -> tuple[Relevance, str]:
        """What the variant asks of its reader, and why."""
        if self.own is not None:
            return _relevance_of(self.own), "The laboratory's own classification decides."
        if self.stated in PATHOGENIC:
            if self.computed in BENIGN:
                return Relevance.UNCERTAIN, (
                    "A registry classifies it as pathogenic, the criteria say otherwise: review."
                )
            return Relevance.DISEASE_CAUSING, "A registry classifies exactly this variant as disease-causing."
        if self.stated in BENIGN:
            return self._benign_statement()
        if self.stated is not None:
            return self._uncertain_statement()
        return self._computed_relevance()

    def _benign_statement(self) -> tuple[Relevance, str]:
        stars = max(item.stars or 0 for item in self.of_kind("registry"))
        if self.computed in PATHOGENIC or (self.subject.effect.impact == "HIGH" and not stars):
            return Relevance.UNCERTAIN, (
                "A registry classifies it as benign, what it does says otherwise: review."
            )
        return Relevance.NOT_REPORTABLE, "A registry classifies exactly this variant as benign."

    def _uncertain_statement(self) -> tuple[Relevance, str]:
        """A registry says uncertain or conflicting: only a population count clears it."""
        if self._is_common():
            return _relevance_of(self.computed), "Its frequency in the population decides."
        return Relevance.UNCERTAIN, "A registry calls it uncertain or conflicting: review."

    def _computed_relevance(self) -> tuple[Relevance, str]:
        terms = ", ".join(self.subject.effect.consequences) or "effect not known"
        reported = bool(self.of_kind("literature"))
        if self.computed in PATHOGENIC:
            return Relevance.DISEASE_CAUSING, (
                f"The criteria suggest {SPELT[self.computed]} ({terms}); to be confirmed by who signs."
            )
        alarms = self._uncounted_alarms()
        if alarms and self.subject.effect.impact != "HIGH" and not self._is_common():
            return Relevance.UNCERTAIN, (
                f"{alarms} sees splicing changed, though another predictor counts here: has to be reviewed."
            )
        if self.computed in BENIGN and not reported and self._rests_on_prediction():
            if any(line.criterion == "BS3" for line in self.met):
                return Relevance.UNCERTAIN, (
                    f"Only a functional test and predictors suggest {SPELT[self.computed]} ({terms}); they "
                    "alone do not clear a change of the protein: has to be reviewed."
                )
            return Relevance.UNCERTAIN, (
                f"Only predictors suggest {SPELT[self.computed]} ({terms}); they alone do not clear a change "
                "of the protein: has to be reviewed."
            )
        if self.computed in BENIGN and not reported:
            return Relevance.NOT_REPORTABLE, f"The criteria suggest {SPELT[self.computed]} ({terms})."
        if self.subject.effect.impact == "HIGH":
            return Relevance.UNCERTAIN, (
                f"Predicted loss of function ({terms}), the known mechanism of the disease: "
                "must be reviewed before a report is signed."
            )
        if reported:
            return Relevance.UNCERTAIN, "Reported in a patient: has to be reviewed."
        if self._may_change_splicing():
            return Relevance.UNCERTAIN, f"May change splicing ({terms}): has to be reviewed."
        if not self.subject.effect.consequences or self.subject.effect.impact in _NEEDS_REVIEW_IMPACTS:
            return Relevance.UNCERTAIN, f"Changes the protein ({terms}): has to be reviewed."
        return Relevance.NOT_REPORTABLE, (
            f"Predicted to leave protein and canonical splice sites as they are ({terms}); "
            "no table searched and no criterion says otherwise."
        )

    def _rests_on_prediction(self) -> bool:
        """Whether predictors, or a test in the laboratory, alone speak against a change of the protein."""
        benign = {line.criterion for line in self.met if line.points < 0}
        return benign <= {"BP4", "BS3"} and self.subject.effect.impact in _NEEDS_REVIEW_IMPACTS

    def _uncounted_alarms(self) -> str:
        """Splice scores that would meet PP3 had the laboratory not named another predictor."""
        if any(line.criterion == "PP3" for line in self.met):
            return ""
        alarms = splice_alarms(self.subject.scores, self.knowledge.rules)
        return ", ".join(f"{score.predictor} {score.value:g}" for score in alarms)

    def _is_common(self) -> bool:
        return any(line.criterion in ("BA1", "BS1") for line in self.met)

    def _may_change_splicing(self) -> bool:
        predicted = any(line.criterion == "PP3" for line in self.met)
        return predicted or not _SPLICE_REGION_TERMS.isdisjoint(self.subject.effect.consequences)


def _relevance_of(classification: Classification) -> Relevance:
    if classification in PATHOGENIC:
        return Relevance.DISEASE_CAUSING
    return Relevance.NOT_REPORTABLE if classification in BENIGN else Relevance.UNCERTAIN
