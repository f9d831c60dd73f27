"""One variant as a reader is shown it: names, effect, class with its reasons, what others know."""

from collections.abc import Iterable
from dataclasses import dataclass

from cd40lg_annot.classify.lines import met_labels
from cd40lg_annot.evidence.population import hemizygotes, highest_frequency
from cd40lg_annot.model import (
    AnnotatedVariant,
    Build,
    Classification,
    CriterionLine,
    Evidence,
    PopulationCount,
    Score,
    SplicePrediction,
    TableVersion,
    Variant,
)
from cd40lg_annot.report.words import CLASSIFICATION, spaced

GENE = "CD40LG"
GENE_ID = "HGNC:11935"
# Tables that hold rules or predictions: a variant is not looked up in them as somebody's statement.
_NOT_STATEMENTS = ("rules", "SpliceAI", "scores")


@dataclass(frozen=True, slots=True)
class ClinvarView:
    """The ClinVar record that names exactly this change, as the table of `release` has it."""

    classification: str | None
    stated: str
    stars: int | None
    accession: str
    review_status: str
    condition: str
    date: str
    source: str
    release: str


@dataclass(frozen=True, slots=True)
class SearchedTable:
    """A table that was searched for the variant, how old it is, and whether the exact change was found."""

    name: str
    release: str
    found: bool
    note: str


@dataclass(frozen=True, slots=True)
class VariantView:
    """One variant, ready to print; `hgvs_g` is in `build`, both builds stand under their own keys.

    `locus` is the change on the locus axis, 1-based. `headline` is what is shown first, with who says so.
    `by_laboratory`: `classification` is the laboratory's own, and no suggestion. `vrs_id` is the GA4GH VRS
    2.0 identifier; it is empty where none can be computed.
    """

    gene: str
    gene_id: str
    locus: Variant
    build: Build
    hgvs_g: str
    hgvs_c: str
    hgvs_p: str
    hgvs_p_short: str
    hgvs_g_grch38: str
    hgvs_g_grch37: str
    vcf_grch38: str
    vcf_grch37: str
    vrs_id: str
    title: str
    consequence: str
    consequences: tuple[str, ...]
    consequence_words: str
    impact: str
    exon: str | None
    intron: str | None
    residue: int | None
    codons: str | None
    amino_acids: str | None
    region: str | None
    region_source: str | None
    nmd: str | None
    premature_stop: int | None
    effect_notes: tuple[str, ...]
    relevance: str
    classification: str | None
    classification_words: str
    by_laboratory: bool
    headline: str
    points: int | None
    criteria: str
    criteria_lines: tuple[CriterionLine, ...]
    reasons: tuple[str, ...]
    clinvar: ClinvarView | None
    clinvar_classification: str | None
    clinvar_stars: int | None
    clinvar_accession: str | None
    splice_max: float | None
    splice_event: str | None
    splice: SplicePrediction | None
    own_scores: tuple[Score, ...]
    population_af: float | None
    hemizygotes: int | None
    population: tuple[PopulationCount, ...]
    searched: tuple[SearchedTable, ...]
    evidence: tuple[Evidence, ...]

    @property
    def standing(self) -> str:
        """What is shown first, with who says so; the suggested class where nobody does."""
        return self.headline or self.classification_words


def variant_view(
    annotated: AnnotatedVariant, build: Build, tables: Iterable[TableVersion] = ()
) -> VariantView:
    """Lay out one annotated variant, its g. name in `build`."""
    names, effect, assessment = annotated.names, annotated.effect, annotated.assessment
    clinvar = _clinvar(annotated.evidence)
    return VariantView(
        gene=GENE,
        gene_id=GENE_ID,
        locus=annotated.variant,
        build=build,
        hgvs_g=names.hgvs_g_grch38 if build is Build.GRCH38 else names.hgvs_g_grch37,
        hgvs_c=names.hgvs_c,
        hgvs_p=names.hgvs_p,
        hgvs_p_short=names.hgvs_p_short,
        hgvs_g_grch38=names.hgvs_g_grch38,
        hgvs_g_grch37=names.hgvs_g_grch37,
        vcf_grch38=names.vcf_grch38,
        vcf_grch37=names.vcf_grch37,
        vrs_id=names.vrs_id,
        title=title_of(annotated),
        consequence=effect.consequences[0] if effect.consequences else "sequence_variant",
        consequences=effect.consequences,
        consequence_words=", ".join(spaced(term) for term in effect.consequences),
        impact=effect.impact,
        exon=effect.exon,
        intron=effect.intron,
        residue=effect.residue,
        codons=effect.codons,
        amino_acids=effect.amino_acids,
        region=effect.region,
        region_source=effect.region_source,
        nmd=effect.nmd,
        premature_stop=effect.premature_stop,
        effect_notes=effect.notes,
        relevance=assessment.relevance.value,
        classification=assessment.classification.value if assessment.classification else None,
        classification_words=class_words(assessment.classification),
        by_laboratory=assessment.by_laboratory,
        headline=assessment.headline,
        points=assessment.points,
        criteria=met_labels(assessment.criteria),
        criteria_lines=assessment.criteria,
        reasons=assessment.reasons,
        clinvar=clinvar,
        clinvar_classification=clinvar.classification if clinvar else None,
        clinvar_stars=clinvar.stars if clinvar else None,
        clinvar_accession=clinvar.accession if clinvar else None,
        splice_max=annotated.splice.highest if annotated.splice else None,
        splice_event=annotated.splice.event if annotated.splice else None,
        splice=annotated.splice,
        own_scores=annotated.scores,
        population_af=highest_frequency(annotated.population),
        hemizygotes=hemizygotes(annotated.population),
        population=annotated.population,
        searched=_searched(annotated.evidence, tables),
        evidence=annotated.evidence,
    )


def title_of(annotated: AnnotatedVariant) -> str:
    """Give the short name people say: c. and p. without accessions.

    A variant that changes no protein sequence of its own has its c. name alone.
    """
    coding = without_accession(annotated.names.hgvs_c)
    protein = without_accession(annotated.names.hgvs_p)
    return f"{coding} {protein}" if protein and protein != "p.?" else coding


def without_accession(name: str) -> str:
    """Give an HGVS name without its reference sequence.

    >>> without_accession("NM_000074.3:c.761C>T")
    'c.761C>T'
    """
    return name.rpartition(":")[2]


def class_words(classification: Classification | None) -> str:
    """Give the class in words; a variant without one says so."""
    return CLASSIFICATION[classification] if classification else "not classified"


def _clinvar(evidence: Iterable[Evidence]) -> ClinvarView | None:
    """Give the exact ClinVar record, the newest release first, then the one with most stars."""
    exact = [row for row in evidence if row.match == "exact" and "clinvar" in row.source.lower()]
    if not exact:
        return None
    best = max(exact, key=lambda row: (row.release, -1 if row.stars is None else row.stars))
    return ClinvarView(
        classification=best.classification.value if best.classification else None,
        stated=best.stated,
        stars=best.stars,
        accession=best.accession,
        review_status=best.review_status,
        condition=best.condition,
        date=best.date,
        source=best.source,
        release=best.release,
    )


def _searched(evidence: Iterable[Evidence], tables: Iterable[TableVersion]) -> tuple[SearchedTable, ...]:
    exact = {row.source for row in evidence if row.match == "exact"}
    return tuple(
        SearchedTable(table.name, table.release, table.source in exact or table.name in exact, table.note)
        for table in tables
        if not any(word in table.name for word in _NOT_STATEMENTS)
    )
