"""The cells of a variant that are the same wherever it was read: names, effect, evidence, criteria."""

from collections.abc import Sequence

from cd40lg_annot.classify.assess import Assessor, Settings, Weight
from cd40lg_annot.evidence.match import Knowledge, matches
from cd40lg_annot.evidence.population import hemizygotes, highest_frequency
from cd40lg_annot.io.protein_features import read_protein_features
from cd40lg_annot.io.scores import read_splice_index
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Effect, Evidence, PopulationCount, Score, SplicePrediction, Variant
from cd40lg_annot.variant import Describer
from cd40lg_annot.variant.hgvs import HgvsNames
from cd40lg_annot.variant.regions import regions_by_residue
from cd40lg_annot.variant.splicing import score_in_words, scores_of, splice_prediction


class CellMaker:
    """Makes cells in the order of `site_rows.SHARED`; make one and keep it."""

    def __init__(self, locus: Locus, knowledge: Knowledge, settings: Settings | None = None) -> None:
        self._locus = locus
        self._knowledge = knowledge
        self._splice_index = read_splice_index()
        self._describer = Describer(locus, regions_by_residue(read_protein_features()))
        self._assessor = Assessor(knowledge, locus, settings)

    def of(self, variants: Sequence[Variant]) -> list[tuple[str, ...]]:
        """Cells of each variant.

        Each step is taken for all variants before the next one: the same work, a third less time,
        because the processor keeps at hand what one step needs.
        """
        knowledge, index, transcript = self._knowledge, self._splice_index, self._locus.transcript
        described = self._describer.describe_all(variants)
        evidence = [matches(variant, knowledge, self._locus) for variant in variants]
        splice = [splice_prediction(variant, index, transcript) for variant in variants]
        own = [knowledge.scores(variant, self._locus) for variant in variants]
        weights = [
            self._assessor.weight(variant, effect, found, (*scores_of(predicted), *scores))
            for variant, (_, effect), found, predicted, scores in zip(
                variants, described, evidence, splice, own, strict=True
            )
        ]
        counts = [knowledge.counts.get(variant, ()) for variant in variants]
        rows = zip(described, evidence, splice, counts, weights, own, strict=True)
        return [_cells(*names_and_effect, *rest) for names_and_effect, *rest in rows]


def _cells(
    names: HgvsNames,
    effect: Effect,
    evidence: Sequence[Evidence],
    splice: SplicePrediction | None,
    counts: Sequence[PopulationCount],
    weight: Weight,
    scores: Sequence[Score],
) -> tuple[str, ...]:
    clinvar = next((item for item in evidence if (item.source, item.match) == ("ClinVar", "exact")), None)
    frequency, males = highest_frequency(counts), hemizygotes(counts)
    return (
        *names,
        "&".join(effect.consequences),
        effect.impact,
        effect.exon or "",
        effect.intron or "",
        "" if effect.residue is None else str(effect.residue),
        effect.nmd or "",
        clinvar.stated if clinvar else "",
        "" if clinvar is None or clinvar.stars is None else str(clinvar.stars),
        clinvar.accession if clinvar else "",
        "" if splice is None else f"{splice.highest:.2f}",
        splice.event if splice else "",
        "" if frequency is None else f"{frequency:.6g}",
        "" if males is None else str(males),
        weight.classification.value,
        str(weight.points),
        weight.labels,
        effect.region or "",
        effect.codons or "",
        effect.amino_acids or "",
        "; ".join(score_in_words(score) for score in scores),
    )
