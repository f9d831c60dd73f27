"""Everything known about one variant: names, effect, what the tables say, what it amounts to."""

from collections.abc import Sequence

from cd40lg_annot.classify.assess import Assessor, Settings
from cd40lg_annot.evidence.match import Knowledge, matches
from cd40lg_annot.io.protein_features import read_protein_features
from cd40lg_annot.io.scores import read_splice_index
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import AnnotatedVariant, Variant
from cd40lg_annot.variant import Describer
from cd40lg_annot.variant.regions import regions_by_residue
from cd40lg_annot.variant.splicing import scores_of, splice_prediction


class Annotator:
    """Annotates variants of one locus against one set of tables; make one and keep it."""

    def __init__(self, locus: Locus, knowledge: Knowledge, settings: Settings | None = None) -> None:
        self._locus = locus
        self._knowledge = knowledge
        self._splice_index = read_splice_index()
        self._describer = Describer(locus, regions_by_residue(read_protein_features()))
        self._assessor = Assessor(knowledge, locus, settings)

    def annotated(self, variant: Variant) -> AnnotatedVariant:
        """Everything known about one variant in normal form."""
        names, effect = self._describer.describe(variant)
        evidence = matches(variant, self._knowledge, self._locus)
        splice = splice_prediction(variant, self._splice_index, self._locus.transcript)
        scores = self._knowledge.scores(variant, self._locus)
        assessment = self._assessor.assess(variant, effect, evidence, (*scores_of(splice), *scores))
        counts = tuple(self._knowledge.counts.get(variant, ()))
        return AnnotatedVariant(variant, names, effect, evidence, assessment, splice, counts, scores)

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome, as one allele in cis."""
        return self._describer.allele_names(variants)
