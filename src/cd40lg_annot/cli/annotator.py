"""Everything known about one variant: names, effect, what the tables say, what it amounts to."""

from collections.abc import Sequence

from cd40lg_annot.cli.tools import Tools
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.model import AnnotatedVariant, Variant
from cd40lg_annot.variant.splicing import scores_of, splice_prediction


class Annotator:
    """Annotates variants of one locus against one set of tables."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def annotated(self, variant: Variant) -> AnnotatedVariant:
        """Everything known about one variant in normal form."""
        tools, locus, knowledge = self._tools, self._tools.locus, self._tools.knowledge
        names, effect = tools.describer.describe(variant)
        evidence = matches(variant, knowledge, locus)
        splice = splice_prediction(variant, tools.splice_index, locus.transcript)
        scores = knowledge.scores(variant, locus)
        assessment = tools.assessor.assess(variant, effect, evidence, (*scores_of(splice), *scores))
        counts = tuple(knowledge.counts.get(variant, ()))
        return AnnotatedVariant(variant, names, effect, evidence, assessment, splice, counts, scores)

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome, as one allele in cis."""
        return self._tools.describer.allele_names(variants)
