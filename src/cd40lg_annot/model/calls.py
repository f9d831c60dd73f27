"""What a file shows in one sample: alleles, calls, reference blocks, structural records, coverage.

Coordinates are on the locus axis unless a name says otherwise: base 1 is the first
base of `resources/reference/locus.fa`. `pos` is 1-based; `start` and `end` are
0-based and half-open. `None` means not known or not given; it is never 0.
"""

from dataclasses import dataclass, field
from enum import Enum

from cd40lg_annot.model.alleles import RecordPlace, Variant
from cd40lg_annot.model.words import Build, Zygosity


class Junction(Enum):
    """How the two sides of a breakend are joined, read from the brackets (VCF 4.3, 5.4)."""

    DELETION_LIKE = "deletion-like"
    DUPLICATION_LIKE = "duplication-like"
    INVERSION_LIKE = "inversion-like"
    TRANSLOCATION = "to another chromosome"
    SINGLE = "to an unknown partner"
    UNORIENTED = "of unknown orientation"


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
    `asserted_only` as in `Call`. `file`: path of the file that lists it. `event`: what joins it with
    other junctions (INFO/EVENT, or the place of a `<CPX>` record); empty where nothing does.
    `junctions`: how many the event has. `open_end`: the file says nothing of where it ends.
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
    asserted_only: bool = False
    file: str = ""
    event: str = ""
    junctions: int = 0
    open_end: bool = False


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
class Tally:
    """What became of the alleles that were read of one sample: `read` is the sum of all the other numbers.

    Each ALT of each record counts as one, a record without ALT as one, too. `reported`: by what it is
    reported as. `set_aside`: by the reason. `calls.ledger` has the words.
    """

    read: int = 0
    reported: dict[str, int] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)


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

    @property
    def is_discordant(self) -> bool:
        """Whether the sources together contradict the recorded sex."""
        return self.verdict == "discordant"

    @property
    def forbids_release(self) -> bool:
        """Whether sex or identity is in doubt, so that every zygosity may be another one.

        One source that does not fit is enough, even where others do.

        >>> SexCheck("ambiguous", "", sources=(SexSource("peddy", "X 2", "XX", fits=False),)).forbids_release
        True
        """
        return self.is_discordant or any(source.fits is False for source in self.sources)


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
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class GenotypeState:
    """A call read in the light of sex: the state, and in words why.

    `depth`: fewest reads behind ABSENT, where the file gives them; None otherwise.
    """

    zygosity: Zygosity
    notes: tuple[str, ...] = ()
    warning: bool = False
    depth: int | None = None
