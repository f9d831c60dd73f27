"""The nouns: alleles, calls, people, evidence, findings, and their closed sets of words.

Coordinates are on the locus axis unless a name says otherwise: base 1 is the first
base of `resources/reference/locus.fa`. `pos` is 1-based; `start` and `end` are
0-based and half-open. `None` means not known or not given; it is never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction


class Build(Enum):
    """The two genome builds in which the locus is identical and ungapped."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"


class Sex(Enum):
    """Sex as the pedigree records it (PED column 5: 1, 2, other)."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Karyotype(Enum):
    """Sex chromosomes, where they differ from what the recorded sex implies."""

    XY = "46,XY"
    XX = "46,XX"
    X = "45,X"
    XXY = "47,XXY"
    XXX = "47,XXX"
    XYY = "47,XYY"

    @property
    def x_copies(self) -> int:
        """Number of X chromosomes.

        >>> [karyotype.x_copies for karyotype in Karyotype]
        [1, 2, 1, 2, 3, 1]
        """
        return self.value.count("X")


def x_copies(sex: Sex, karyotype: Karyotype | None) -> int | None:
    """Copies of an X-linked gene a person has; None where the sex is unknown. A karyotype outranks sex.

    >>> x_copies(Sex.MALE, None), x_copies(Sex.MALE, Karyotype.XXY), x_copies(Sex.FEMALE, Karyotype.X)
    (1, 2, 1)
    """
    if karyotype is not None:
        return karyotype.x_copies
    return {Sex.MALE: 1, Sex.FEMALE: 2}.get(sex)


class Affection(Enum):
    """Whether a person has the disease (PED column 6: 2, 1, other)."""

    AFFECTED = "affected"
    UNAFFECTED = "unaffected"
    UNKNOWN = "unknown"


class Zygosity(Enum):
    """Copies of one alternate allele in one person, read in the light of sex.

    ABSENT means called and not carried. NO_CALL means nothing is known; it is never
    evidence. UNDETERMINED means carried or possibly carried in an unknown number of
    copies. CONFLICT means that call, sex and reads contradict each other. DELETED means
    that the position is lost with a deletion on every copy.
    """

    HEMIZYGOUS = "hemizygous"
    HETEROZYGOUS = "heterozygous"
    HOMOZYGOUS = "homozygous"
    ABSENT = "absent"
    MOSAIC_SUSPECTED = "mosaic_suspected"
    DELETED = "deleted"
    NO_CALL = "no_call"
    UNDETERMINED = "undetermined"
    CONFLICT = "conflict"


class Status(Enum):
    """Where a person stands towards the disease-causing variant of the family."""

    AFFECTED = "affected"
    CONFIRMED_CARRIER = "confirmed_carrier"
    OBLIGATE_CARRIER = "obligate_carrier"
    MANIFESTING_CARRIER = "manifesting_carrier"
    HOMOZYGOUS = "homozygous"
    HEMIZYGOUS_UNAFFECTED = "hemizygous_unaffected"
    POSSIBLE_MOSAIC = "possible_mosaic"
    AT_RISK = "at_risk"
    EXCLUDED = "excluded"
    INCONCLUSIVE = "inconclusive"
    NOT_ASSESSED = "not_assessed"


class Classification(Enum):
    """The five classes of ACMG/AMP 2015, and what ClinVar has beside them."""

    PATHOGENIC = "pathogenic"
    LIKELY_PATHOGENIC = "likely_pathogenic"
    UNCERTAIN_SIGNIFICANCE = "uncertain_significance"
    LIKELY_BENIGN = "likely_benign"
    BENIGN = "benign"
    CONFLICTING = "conflicting"
    OTHER = "other"
    NOT_PROVIDED = "not_provided"


class Relevance(Enum):
    """What a finding asks of its reader."""

    DISEASE_CAUSING = "disease_causing"
    UNCERTAIN = "uncertain"
    NOT_REPORTABLE = "not_reportable"


class Junction(Enum):
    """How the two sides of a breakend are joined, read from the brackets (VCF 4.3, 5.4)."""

    DELETION_LIKE = "deletion-like"
    DUPLICATION_LIKE = "duplication-like"
    INVERSION_LIKE = "inversion-like"
    TRANSLOCATION = "to another chromosome"
    SINGLE = "to an unknown partner"
    UNORIENTED = "of unknown orientation"


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """One alternate allele on the locus axis, in normal form.

    Trimmed and left-aligned as VCF writes it (`locus.normalize`), so that two spellings
    of one change compare equal whatever file or build they come from.
    `pos` is 1-based on the locus axis; `ref` and `alt` are upper-case bases, never empty.
    """

    pos: int
    ref: str
    alt: str


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where in an input file a record stands: contig, 1-based POS, REF and ALT as written."""

    contig: str
    pos: int
    ref: str
    alt: str


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads behind one allele in one sample, in reads; `fraction` is 0 to 1.

    Read from AD, AO/RO, AF or VAF; `fraction` is what the file states, or alternate over depth.
    """

    depth: int | None = None
    reference: int | None = None
    alternate: int | None = None
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One sample's genotype at one alternate allele, as the file gives it; sex plays no part yet.

    `alleles` has one entry per chromosome copy called: 0 the reference, 1 this allele,
    2 another alternate allele of the record, 3 an allele lost to an overlapping deletion (`*`),
    None not called. `filters` is empty for PASS and for an unset FILTER.
    `asserted_only` is set where the record offers depth or quality for its samples, and this
    sample's are all missing: merging tools write 0/0 for files that were silent.
    `parts` names the single changes where this call joins several on one copy (`calls.haplotype`).
    """

    variant: Variant
    alleles: tuple[int | None, ...]
    place: RecordPlace
    phased: bool = False
    phase_set: str | None = None
    reads: Reads = Reads()
    genotype_quality: float | None = None
    filters: tuple[str, ...] = ()
    asserted_only: bool = False
    parts: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceBlock:
    """Bases a sample was called reference at: a gVCF block or an explicit 0/0.

    `start`, `end`: 0-based, half-open, locus axis. `depth` (reads, the block's minimum) and
    `genotype_quality` are None where the file does not give them. `excluded`: insertions and
    deletions that the record lists and the sample does not carry.
    """

    start: int
    end: int
    depth: int | None = None
    genotype_quality: float | None = None
    filters: tuple[str, ...] = ()
    excluded: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class UncalledBlock:
    """Bases at which a sample has a record, and no whole genotype.

    `start`, `end`: 0-based, half-open, locus axis. `depth` in reads, None where it is not given.
    `half_called`: one copy was called reference, the other was not called.
    """

    start: int
    end: int
    depth: int | None = None
    half_called: bool = False


class CallSet(Enum):
    """What a VCF lists: blocks between its variants, every site, or variants alone."""

    GVCF = "gvcf"
    ALL_SITES = "all_sites"
    VARIANTS_ONLY = "variants_only"


class CoverageKind(Enum):
    """Where depth was read from: a BED of depths, or the alignment itself."""

    DEPTH_FILE = "depth_file"
    ALIGNMENT = "alignment"


@dataclass(frozen=True, slots=True)
class DepthBlock:
    """Bases with at least `depth` reads, whatever was called there.

    `start`, `end`: 0-based, half-open, locus axis. Where the file gives classes instead of figures,
    `label` is the class in the file's words, and `depth` its lower bound, None if it has none.
    """

    start: int
    end: int
    depth: int | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Depth along the locus, apart from any caller; bases outside every block were not reported on.

    `rule` says in words which reads were counted, where that is known. `doubts`: why the file may be
    another person's.
    """

    kind: CoverageKind
    path: str
    blocks: tuple[DepthBlock, ...]
    rule: str = ""
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedRead:
    """One read of an alignment, as far as depth needs it.

    `start`: 0-based, on the locus axis continued beyond both its ends. `cigar`: operation (BAM's codes)
    and length. `qualities`: Phred, one per base of the read, empty where the file gives none.
    """

    name: str
    flag: int
    start: int
    mapping_quality: int
    cigar: tuple[tuple[int, int], ...]
    qualities: bytes


@dataclass(frozen=True, slots=True)
class StructuralCall:
    """One sample's structural variant that touches, spans or flanks the gene.

    `start`, `end`: 0-based, half-open, on the locus axis continued beyond both its ends.
    `kind` is DEL, DUP, INV, INS, CNV or BND; `alleles` as in `Call`. `start_range`, `end_range`:
    first and last value that `start` and `end` may have; None where the file states them exactly.
    `depth_only`: found by counting reads alone, so an end lies somewhere between two stretches that
    were counted. `is_segment`: the genotype is a label of the segment (0 none, 1 loss, 2 gain), not an
    allele for each copy. `genotyped` is False where the file gives genotypes to nobody.
    `stated_copy_number` is the text where it is no whole number. `length`: bases inserted.
    `variant`: the same deletion in normal form, where it is spelt in bases inside the locus.
    """

    kind: str
    start: int
    end: int
    alleles: tuple[int | None, ...]
    place: RecordPlace
    copy_number: int | None = None
    expected_copy_number: int | None = None
    reads: Reads = Reads()
    genotype_quality: float | None = None
    filters: tuple[str, ...] = ()
    mate: str | None = None
    exons: tuple[int, ...] = ()
    start_range: tuple[int, int] | None = None
    end_range: tuple[int, int] | None = None
    junction: Junction | None = None
    depth_only: bool = False
    is_segment: bool = False
    genotyped: bool = True
    stated_copy_number: str = ""
    length: int | None = None
    element: str = ""
    variant: Variant | None = None


@dataclass(frozen=True, slots=True)
class CopySegment:
    """A stretch over the gene for which a file states a copy number and no variant.

    `start`, `end`: 0-based, half-open, on the locus axis continued beyond both its ends.
    """

    start: int
    end: int
    copy_number: int
    place: RecordPlace
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record of the locus that gave no call, and why.

    `carried`: the sample has the allele, and what it is cannot be read.
    """

    place: RecordPlace
    reason: str
    carried: bool = False


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input file as it was read: path as given, size in bytes, SHA-256 checksum."""

    path: str
    role: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class SexCounts:
    """Genotypes of one sample at single-base variants of X outside the PARs, and carried ones on Y.

    `heterozygous`, `homozygous`: called on two copies. `haploid`: called on one. Reference calls
    are not counted. The counts are of a sample of places spread over the chromosome.
    """

    heterozygous: int = 0
    homozygous: int = 0
    haploid: int = 0
    y: int = 0


class SexTool(Enum):
    """Who wrote a ready-made table of sexes; each method of ngs-bits looks at something else."""

    PEDDY = "peddy"
    SOMALIER = "somalier"
    NGSBITS_XY = "ngs-bits SampleGender (xy)"
    NGSBITS_HETX = "ngs-bits SampleGender (hetx)"
    NGSBITS_SRY = "ngs-bits SampleGender (sry)"


@dataclass(frozen=True, slots=True)
class SexTableRow:
    """One row of a ready-made table: the sample's possible names, and the tool's verdict and figures.

    `stated` is the tool's word, None where the tool copies it from its own pedigree. `figures`: value by
    the tool's name of the column; a column without a value is left out.
    """

    tool: SexTool
    file: str
    row: int
    names: tuple[str, ...]
    stated: str | None
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class ChromosomeDepths:
    """Depth of whole chromosomes: "1" to "22", "X" and "Y", as far as the file has them.

    `unit` says what was measured; only proportions between chromosomes are used.
    """

    source: str
    unit: str
    depths: dict[str, float]


@dataclass(frozen=True, slots=True)
class SexSource:
    """What one source shows of a sample's sex chromosomes: its figures, and what they look like.

    `x_copies`: 1, 2 (two or more), or None. `has_y`: whether a Y chromosome was seen; None where the
    source does not settle it. `unclear`: the figures lie between the limits or contradict themselves.
    `fits`: whether it fits the recorded sex; None where it decides nothing.
    """

    source: str
    figures: str
    reading: str
    x_copies: int | None = None
    has_y: bool | None = None
    unclear: bool = False
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class SexCheck:
    """Whether what the files show fits the recorded sex: verdict, and the figures behind it.

    `verdict`: "concordant", "discordant", "ambiguous" or "not_verifiable".
    `x_copies` is what the sources look like: 1, 2 (two or more), or None.
    """

    verdict: str
    reason: str
    x_copies: int | None = None
    sources: tuple[SexSource, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedSample:
    """What one sample's files show at the locus, before sex and family are looked at.

    `x_sketch` holds alleles called at some positions of X (1-based, in `build`), "C" or "C/T", by
    which relatives are compared.
    """

    sample: str
    build: Build
    contig: str
    build_reasons: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    calls: tuple[Call, ...]
    reference_blocks: tuple[ReferenceBlock, ...]
    structural: tuple[StructuralCall, ...] = ()
    uncalled: tuple[UncalledBlock, ...] = ()
    call_set: CallSet = CallSet.VARIANTS_ONLY
    coverage: Coverage | None = None
    set_aside: tuple[SetAside, ...] = ()
    records_read: int = 0
    notes: tuple[str, ...] = ()
    sex_counts: SexCounts = SexCounts()
    x_sketch: dict[int, str] = field(default_factory=dict)
    copy_segments: tuple[CopySegment, ...] = ()
    chromosome_depths: ChromosomeDepths | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the pedigree, with what `people.tsv` and the sample sheet add to it.

    `twin_group` joins members of one multiple birth; `zygotic` is "monozygotic", "dizygotic"
    or "unknown". `age` is in years.
    """

    person: str
    family: str
    father: str | None
    mother: str | None
    sex: Sex
    affected: Affection
    karyotype: Karyotype | None = None
    deceased: bool = False
    age: float | None = None
    twin_group: str | None = None
    twin_zygosity: str | None = None
    adopted: bool = False
    pregnancy: bool = False
    gender: str | None = None
    proband: bool = False
    consultand: bool = False
    hidden_name: bool = False


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row of the sample sheet, paths resolved; `vcf_sample` is the column in the file."""

    sample: str
    vcf: str
    vcf_sample: str
    row: int
    karyotype: Karyotype | None = None
    coverage: str | None = None
    sv_vcf: str | None = None
    build: Build | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Families that one job works on, and their samples; `name` is safe in a path."""

    name: str
    families: tuple[str, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedInputs:
    """The user's sheets after every check: what `check-inputs` hands to the stages."""

    samples: tuple[SampleRow, ...]
    people: tuple[Person, ...]
    batches: tuple[Batch, ...]
    warnings: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class GenotypeState:
    """A call read in the light of sex: the state, and in words why."""

    zygosity: Zygosity
    notes: tuple[str, ...] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One variant in one sample, ready to report.

    `place` is where it stands in the sample's own file; `contig`, `pos`, `ref`, `alt` are the
    left-aligned form in that file's build and contig spelling. `call` is None for a variant of the
    family that this sample's file does not list.
    """

    annotated: AnnotatedVariant
    state: GenotypeState
    contig: str
    pos: int
    ref: str
    alt: str
    call: Call | None
    notes: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class StructuralFinding:
    """One structural variant in one sample: the call, its state, what it takes, and what that asks for.

    `contig`, `pos`, `end`: first and last base changed, 1-based and inclusive, in the input's build and
    contig spelling.
    """

    call: StructuralCall
    state: GenotypeState
    description: str
    effect: StructuralEffect | None = None
    relevance: Relevance = Relevance.UNCERTAIN
    contig: str = ""
    pos: int = 0
    end: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionCallability:
    """How much of one region (an exon with its splice margins) a sample was assessed at.

    `start`, `end`: 0-based, half-open, locus axis. Counts are in bases and add up to its length.
    `inferred_reference`: that part of `called_reference` at which no caller said so; it is inferred
    from depth and the absence of a variant record.
    """

    name: str
    start: int
    end: int
    called_reference: int
    called_variant: int
    low_quality: int
    not_covered: int
    not_assessed: int
    inferred_reference: int = 0


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A change that the tables know to cause the disease, and the bases that show it.

    `spans`: 0-based, half-open, locus axis; every base at which the change could be written, or the
    codon where only the residue change is known (`variant` is None). `sources`: who says so.
    """

    name: str
    spans: tuple[tuple[int, int], ...]
    variant: Variant | None
    classification: Classification
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenSite:
    """Whether one known change could have been seen in a sample, and in words why."""

    site: KnownSite
    could_be_seen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SampleInterpretation:
    """Everything the report of one sample is made from.

    `known_sites`: changes known to cause the disease, and whether each could have been seen.
    `callability_sources`: what showed which bases were looked at, and the limits applied, in words.
    `clinic`: what the clinic knows of the person; None where it was not told.
    """

    sample: str
    person: Person
    build: Build
    contig: str
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...]
    family_variants: tuple[Finding, ...]
    callability: tuple[RegionCallability, ...]
    set_aside: tuple[SetAside, ...]
    headline: str
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    known_sites: tuple[SeenSite, ...] = ()
    callability_sources: tuple[str, ...] = ()
    structural_findings: tuple[StructuralFinding, ...] = ()
    sex_check: SexCheck = SexCheck("not_verifiable", "")
    clinic: ClinicView | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """Exact posterior probabilities for one person, 0 to 1; None where the question does not arise."""

    carrier_probability: float
    affected_probability: float
    next_son_affected: float | None = None
    next_daughter_carrier: float | None = None
    next_child_affected: float | None = None


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """Where one person stands towards the family's variant, with the chain of reasons in words."""

    person: str
    status: Status
    reasons: tuple[str, ...]
    zygosity: Zygosity | None = None
    sample: str | None = None
    risk: Risk | None = None
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextTest:
    """One relative whom it would help to test next, why, and how much it would tell.

    `gain` is the expected fall in the family's uncertainty, in bits.
    """

    person: str
    assay: str
    reason: str
    gain: float


@dataclass(frozen=True, slots=True)
class Segregation:
    """How one variant moves through one family: verdict, origin, and who decided it.

    `verdict`: "consistent", "inconsistent" or "uninformative". `meioses`: informative ones.
    """

    variant: Variant
    verdict: str
    origin: str
    reasons: tuple[str, ...]
    meioses: int = 0


@dataclass(frozen=True, slots=True)
class FamilyInterpretation:
    """Everything the carrier report of one family, and its members' sample reports, are made from.

    `structural`: the family's structural variants, each once, as the member shows it who shows it best.
    """

    family: str
    people: tuple[Person, ...]
    statuses: tuple[PersonStatus, ...]
    variants: tuple[AnnotatedVariant, ...]
    segregation: tuple[Segregation, ...]
    samples: tuple[SampleInterpretation, ...]
    next_tests: tuple[NextTest, ...] = ()
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    structural: tuple[StructuralFinding, ...] = ()


class EvidenceKind(Enum):
    """Kinds of evidence that a risk calculation takes (column `kind` of the evidence table)."""

    GENOTYPE = "genotype"
    CARRIER_TEST = "carrier_test"
    FLOW = "flow"
    XCI = "xci"


@dataclass(frozen=True, slots=True)
class RiskEvidence:
    """One test of one person, as a likelihood for the exact risk.

    `result` of a genotype: hemizygous, heterozygous, homozygous, absent; of any other kind: positive
    or negative, empty where there is none. `sensitivity`, `specificity`: 0 to 1, for carrying the
    variant at all; None only where the result is taken as no evidence. `stated`: the sheet's word.
    """

    person: str
    kind: EvidenceKind
    result: str
    sensitivity: Fraction | None = None
    specificity: Fraction | None = None
    note: str = ""
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One parameter of the risk calculation as it was used, in words, with its source."""

    name: str
    value: str
    meaning: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a file: the same lines open every JSON and close every page."""

    version: str
    transcript: str
    reference_sha256: str
    tables: tuple[TableVersion, ...] = field(default=())
    command: str = ""
    date: str = ""
    constructed_note: str = ""


@dataclass(frozen=True, slots=True)
class VcfHeader:
    """What a VCF says of itself before its records.

    `contig_lengths`: bases, None where the header gives none. `hints`: the texts of header lines
    that name a reference (`##reference`, `assembly=`). `has_structural`: symbolic alleles or
    SVTYPE are declared, so that records far from the gene may still reach it.
    """

    path: str
    samples: tuple[str, ...]
    contig_lengths: dict[str, int | None]
    hints: tuple[str, ...]
    has_structural: bool
    source: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VcfRecord:
    """One VCF record as text, before anything is made of it.

    `pos` is 1-based on `contig`; `end` is the 1-based last base covered (REF, or INFO/END).
    `alts` is empty where ALT is `.`; `filters` is empty for PASS and for an unset FILTER.
    `format_keys` are FORMAT's; `formats` holds each wanted sample's values by key, missing ones
    left out.
    """

    contig: str
    pos: int
    end: int
    ref: str
    alts: tuple[str, ...]
    filters: tuple[str, ...]
    info: dict[str, str]
    format_keys: tuple[str, ...]
    formats: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class XReading:
    """What was read of chromosome X in one file.

    `records` overlap the locus in one build or the other, or are structural and on X.
    `highest_pos`: highest 1-based POS seen on X, at least where the gene would be; 0 for none.
    `indexed` is whether an index was used. `has_reference_records`: among the records looked at, on
    X but not only at the gene, some exist only to say that nothing was found there.
    `indexed` is whether an index was used. `elsewhere`: breakends that are recorded on another
    chromosome and name X as their other side.
    """

    contig: str
    records: tuple[VcfRecord, ...]
    highest_pos: int
    indexed: bool
    notes: tuple[str, ...] = ()
    has_reference_records: bool = False
    elsewhere: tuple[VcfRecord, ...] = ()
