"""What is known beside the sample: names, effects, tables, criteria, clinic data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.model.calls import Variant
from cd40lg_annot.model.words import Classification, Relevance


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one variant; every one with its accession and version.

    `hgvs_p` is predicted, in parentheses, three-letter; `hgvs_p_short` the same in one-letter code.
    `vcf` is the left-aligned form on GRCh38, e.g. `X-136659390-C-T`.
    """

    hgvs_g_grch38: str
    hgvs_g_grch37: str
    hgvs_c: str
    hgvs_p: str
    hgvs_p_short: str
    vcf_grch38: str
    vcf_grch37: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a variant does to the transcript and the protein.

    `consequences`: Sequence Ontology terms, most severe first. `exon`, `intron`: "3/5".
    `residue`: 1-based, of the first residue changed. `nmd`: "predicted", "escapes" or None
    where there is no premature stop; `premature_stop` is the codon of the new stop.
    """

    consequences: tuple[str, ...]
    impact: str
    exon: str | None = None
    intron: str | None = None
    residue: int | None = None
    codons: str | None = None
    amino_acids: str | None = None
    region: str | None = None
    nmd: str | None = None
    premature_stop: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of one table that speaks about a variant, with source and date.

    `match`: "exact", "same_residue_change", "same_codon" or "same_splice_site".
    `stated` is the classification in the source's own words; `stars` 0 to 4. `probands`: unrelated
    affected males with it whom the source counts; None where it counts none.
    """

    source: str
    release: str
    match: str
    name: str
    classification: Classification | None = None
    stated: str = ""
    review_status: str = ""
    stars: int | None = None
    accession: str = ""
    condition: str = ""
    date: str = ""
    citation: str = ""
    note: str = ""
    probands: int | None = None


@dataclass(frozen=True, slots=True)
class TableVersion:
    """One knowledge table as it was used: what the report prints under "sources"."""

    name: str
    source: str
    release: str
    sha256: str
    rows: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """One row of a knowledge table, placed on the locus axis.

    `variant` is None where the row names a protein change only; `residue_change` is then that
    change, like "Thr254Met". `evidence` carries what the row says, as an exact match would show it.
    """

    variant: Variant | None
    residue_change: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class KnowledgeTable:
    """A ClinVar-style table as it was read. `partial`: absence from it means nothing."""

    version: TableVersion
    kind: str
    partial: bool
    rows: tuple[KnownVariant, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One predictor's score of one variant, as the predictor prints it; `event` says in words what."""

    predictor: str
    value: float
    event: str = ""
    source: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Scores of a table that a laboratory owns; a variant missing from it is not scored, which is not 0."""

    version: TableVersion
    scores: Mapping[Variant, Score]


@dataclass(frozen=True, slots=True)
class PopulationCount:
    """Counts of one variant in one population dataset, split by sex where it gives that.

    Allele counts and numbers are in chromosome copies; XY counts are hemizygous males. None means
    not given; it is never 0. `allele_frequency` (0 to 1) stands alone where no counts are given.
    """

    variant: Variant
    dataset: str
    release: str
    allele_count: int | None = None
    allele_number: int | None = None
    allele_count_xy: int | None = None
    allele_number_xy: int | None = None
    allele_count_xx: int | None = None
    allele_number_xx: int | None = None
    homozygotes: int | None = None
    allele_frequency: float | None = None
    filters: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """A population dataset at the locus. `complete`: a variant missing here was not seen in it."""

    version: TableVersion
    complete: bool
    counts: tuple[PopulationCount, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One row of `resources/criteria/criteria.tsv`: when a criterion is met, and who says so.

    `key` is what the code asks for, like "PM2". `threshold` is as the row prints it.
    """

    key: str
    criterion: str
    strength: str
    comparison: str
    threshold: str
    meaning: str
    source: str
    version: str


@dataclass(frozen=True, slots=True)
class PredictorBand:
    """Scores of one predictor that meet one criterion at one strength.

    The band runs from `low` to `high`; `low_in` and `high_in` say whether the ends belong to it.
    None is no limit.
    """

    predictor: str
    criterion: str
    strength: str
    low: float | None
    low_in: bool
    high: float | None
    high_in: bool
    source: str
    version: str
    note: str = ""

    def holds(self, value: float) -> bool:
        """Whether the score lies in the band."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        below = self.high is None or value < self.high or (self.high_in and value == self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class SpliceLoss:
    """What the loss of one canonical splice site, or of whole exons, is taken to do.

    `intron` and `end` ("donor", "acceptor") name the site; `exons` the exons lost.
    """

    intron: int
    end: str
    exons: tuple[int, ...]
    strength: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Residue:
    """A residue with a role that counts in classification; 1-based."""

    residue: int
    criterion: str
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All of `resources/criteria/`, as read. `numbers` are the inputs of the frequency formula."""

    rules: dict[str, Rule]
    bands: tuple[PredictorBand, ...]
    splice_losses: tuple[SpliceLoss, ...]
    residues: tuple[Residue, ...]
    numbers: dict[str, float]
    number_sources: dict[str, str]
    versions: tuple[TableVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """What family and clinic add to a variant's classification; None is not known.

    `de_novo_points`: SVI points of PS2/PM6 (1.1, table 1). `meioses`: informative ones, variant and
    disease together. `contradictions`: affected males without it, or fully examined healthy adult
    males with it. `probands`: unrelated affected males with it. `phenotype`: "absent_cd40l" (absent
    on activated CD4 T cells by a validated test), "low_igg_iga" or "neither"; `phenotype_detail` the
    values behind it. `misfit`: how the family contradicts the variant, in words; empty where it does
    not. `withheld`: why the family's evidence must not be counted for this variant, in words.
    """

    de_novo_points: float | None = None
    parentage_confirmed: bool | None = None
    meioses: int | None = None
    families: int = 1
    contradictions: int | None = None
    probands: int | None = None
    phenotype: str | None = None
    healthy_adult_males: int | None = None
    source: str = ""
    phenotype_detail: str = ""
    misfit: str = ""
    withheld: str = ""
    probands_source: str = ""


class Level(Enum):
    """A laboratory value against the reference interval of the person's age."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    UNKNOWN = "unknown"


class Surface(Enum):
    """CD40L on activated CD4 T cells, as the flow laboratory judged it; weak is not absent."""

    ABSENT = "absent"
    WEAK = "weak"
    NORMAL = "normal"
    TWO_POPULATIONS = "two_populations"


@dataclass(frozen=True, slots=True)
class ReferenceInterval:
    """Values of healthy people of one age: `from_age` to below `to_age`, in years; mg/dL unless said."""

    analyte: str
    from_age: float
    to_age: float
    low: float
    high: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClinicRecord:
    """What the clinic knows of one person; None is not known.

    Immunoglobulins in mg/dL, IgE in IU/mL, neutrophils in 10^9/L, `age` in years. `findings` and
    `cells` are words of closed sets (docs/classification.md). `x_inactivation` is a share, 0 to 1, of
    cells in which `active_allele` is on the active X.
    """

    person: str
    age: float | None = None
    igg: float | None = None
    iga: float | None = None
    igm: float | None = None
    ige: float | None = None
    neutrophils: float | None = None
    cd40l: Surface | None = None
    cd40l_method: str = ""
    cd40l_percent: float | None = None
    cd40l_normal_from: float | None = None
    cd40l_normal_to: float | None = None
    vaccine_response: str = ""
    hpo: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    absent_findings: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    x_inactivation: float | None = None
    x_inactivation_tissue: str = ""
    active_allele: str = ""
    x_inactivation_informative: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClinicValue:
    """One measurement beside the values of healthy people; `low` and `high` are None where none is known.

    `judged`: below, within, above, not judged; for CD40L the flow laboratory's own word.
    """

    name: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    judged: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ClinicView:
    """One person's clinic data read against age and criteria, each statement with its reason.

    `phenotype` is what PP4 asks for (`CaseEvidence`). `esid`: "definitive", "probable", "possible",
    "not_met" or "not_assessed"; its reason is the last of `reasons`. `age` in years.
    """

    person: str
    levels: dict[str, Level]
    phenotype: str | None
    esid: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    age: float | None = None
    cd40l: Surface | None = None
    values: tuple[ClinicValue, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One statement behind a class: criterion, verdict, value, threshold, source, version."""

    criterion: str
    verdict: str
    strength: str
    points: int
    reason: str
    value: str = ""
    threshold: str = ""
    source: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a variant amounts to: suggested class, what to do with it, and every reason.

    `classification` is None where nothing was found to classify it by.
    `points` are Tavtigian 2020's; None where no criterion could be assessed. `headline` is what a
    reader is shown first, with who says so: "Pathogenic (ClinVar, 2 stars)".
    """

    relevance: Relevance
    classification: Classification | None
    points: int | None
    reasons: tuple[str, ...]
    criteria: tuple[CriterionLine, ...] = ()
    headline: str = ""


@dataclass(frozen=True, slots=True)
class SplicePrediction:
    """What a splice model predicts for a variant; scores are 0 to 1, as the model prints them.

    Positions are 1-based on the locus axis, of the first (acceptor) or last (donor) base of an exon, None
    where the score is 0 or no place was kept. `event` says in words what would happen to exon and
    frame; it is empty where no score reaches `threshold`. `note` says what was corrected.
    """

    source: str
    release: str
    acceptor_gain: float
    acceptor_loss: float
    donor_gain: float
    donor_loss: float
    acceptor_gain_pos: int | None = None
    acceptor_loss_pos: int | None = None
    donor_gain_pos: int | None = None
    donor_loss_pos: int | None = None
    threshold: float = 0.2
    event: str = ""
    note: str = ""

    @property
    def highest(self) -> float:
        """Highest of the four scores, 0 to 1."""
        return max(self.acceptor_gain, self.acceptor_loss, self.donor_gain, self.donor_loss)


@dataclass(frozen=True)
class SpliceIndex:
    """Splice scores of every small variant anchored between `first` and `last`, 1-based inclusive.

    `entries`: the alleles at a position, as text that `variant.splicing` reads; a small variant of the
    range that is not listed scores 0.
    """

    version: TableVersion
    first: int
    last: int
    entries: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class AnnotatedVariant:
    """A distinct variant of the cohort: named, its effect, what others know, what it amounts to.

    `splice` is None where the variant is not scored, which says nothing about splicing. `population`
    is empty where no population table lists it, which says nothing about its frequency. `scores` are
    those of the laboratory's own tables.
    """

    variant: Variant
    names: Names
    effect: Effect
    evidence: tuple[Evidence, ...]
    assessment: Assessment
    splice: SplicePrediction | None = None
    population: tuple[PopulationCount, ...] = ()
    scores: tuple[Score, ...] = ()


class Rearrangement(Enum):
    """What a structural variant does to the stretch between its ends, as far as the file tells."""

    LOST = "deletion"
    GAINED = "duplication"
    INVERTED = "inversion"
    INSERTED = "insertion"
    BROKEN = "break"
    UNKNOWN = "copy-number change"


@dataclass(frozen=True, slots=True)
class StructuralEffect:
    """Where a structural variant lies on the gene, and what follows for the protein.

    `whole_exons` lie wholly between the ends whatever room these have, `partial_exons` in part;
    of `possible_exons` it is not certain whether they are touched. `takes` says that in words.
    `in_frame` is None where no whole exons leave or join the reading frame. `impact`: HIGH, MODERATE
    or MODIFIER. `breaks_gene`: exons are lost or parted from the rest. `neighbours`: other genes
    between the ends, with "in part" where only a part of one is.
    """

    rearrangement: Rearrangement
    takes: str
    in_words: str
    consequences: tuple[str, ...]
    impact: str
    breaks_gene: bool
    whole_exons: tuple[int, ...] = ()
    partial_exons: tuple[int, ...] = ()
    possible_exons: tuple[int, ...] = ()
    in_frame: bool | None = None
    neighbours: tuple[str, ...] = ()
    hgvs_g: str = ""
    hgvs_c: str = ""
    notes: tuple[str, ...] = ()
