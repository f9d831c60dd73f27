"""Everything known about one variant: names, effect, what the tables say, what it amounts to."""

from collections.abc import Sequence

from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.evidence.match import Knowledge, matches
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import AnnotatedVariant, Variant
from cd40lg_annot.variant import Describer


class Annotator:
    """Annotates variants of one locus against one set of tables; make one and keep it."""

    def __init__(self, locus: Locus, knowledge: Knowledge) -> None:
        self._locus = locus
        self._knowledge = knowledge
        self._describer = Describer(locus)
        self._assessor = Assessor(knowledge, locus)

    def annotated(self, variant: Variant) -> AnnotatedVariant:
        """Everything known about one variant in normal form."""
        names, effect = self._describer.describe(variant)
        evidence = matches(variant, self._knowledge, self._locus)
        assessment = self._assessor.assess(variant, effect, evidence)
        return AnnotatedVariant(variant, names, effect, evidence, assessment)

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome, as one allele in cis."""
        return self._describer.allele_names(variants)
