"""What it comes to: findings of a sample, standing of a person, interpretation of a family.

Coordinates are on the locus axis unless a name says otherwise: base 1 is the first
base of `resources/reference/locus.fa`. `pos` is 1-based; `start` and `end` are
0-based and half-open. `None` means not known or not given; it is never 0.
"""

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from cd40lg_annot.model.alleles import Variant
from cd40lg_annot.model.annotated import AnnotatedVariant
from cd40lg_annot.model.calls import Call, GenotypeState, InputFile, SetAside, SexCheck, StructuralCall, Tally
from cd40lg_annot.model.clinic import ClinicView
from cd40lg_annot.model.criteria import Assessment
from cd40lg_annot.model.people import Person
from cd40lg_annot.model.structural import StructuralEffect
from cd40lg_annot.model.tables import TableVersion
from cd40lg_annot.model.words import Build, Classification, Relevance, Status, WarningKind, Zygosity


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


@dataclass(frozen=True, slots=True)
class StructuralFinding:
    """One structural variant in one sample: the call, its state, what it takes, and what that asks for.

    `contig`, `pos`, `end`: first and last base changed, 1-based and inclusive, in the input's build and
    contig spelling. `assessment`: criteria, class and points; None before they were looked at.
    `others`: further records of the same variant or, in a complex event, of its other junctions.
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
    assessment: Assessment | None = None
    others: tuple[StructuralCall, ...] = ()


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
class Warned:
    """A warning: what it is about, and the sentence that a reader meets."""

    kind: WarningKind
    words: str


@dataclass(frozen=True, slots=True)
class SampleInterpretation:
    """Everything the report of one sample is made from.

    `known_sites`: changes known to cause the disease, and whether each could have been seen.
    `callability_sources`: what showed which bases were looked at, and the limits applied, in words.
    `clinic`: what the clinic knows of the person; None where it was not told.
    `warning_kinds`: what each of `warnings` is about, in the same order.
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
    sex_check: SexCheck = field(default_factory=lambda: SexCheck("not_verifiable", ""))
    clinic: ClinicView | None = None
    tally: Tally = field(default_factory=Tally)
    warning_kinds: tuple[WarningKind, ...] = ()


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
    """Where one person stands towards the family's variant, with the chain of reasons in words.

    `tested_elsewhere`: the evidence sheet has a test of the person that tells of the variant.
    """

    person: str
    status: Status
    reasons: tuple[str, ...]
    zygosity: Zygosity | None = None
    sample: str | None = None
    risk: Risk | None = None
    advice: tuple[str, ...] = ()
    tested_elsewhere: bool = False


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
    `variant` is None for a structural variant, which `structural` names by what it takes.
    """

    variant: Variant | None
    verdict: str
    origin: str
    reasons: tuple[str, ...]
    meioses: int = 0
    structural: str = ""


@dataclass(frozen=True, slots=True)
class FamilyInterpretation:
    """Everything the carrier report of one family, and its members' sample reports, are made from.

    `structural`: the family's structural variants, each once, as the member shows it who shows it best.
    `failed`: members whose files could not be used.
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
    failed: tuple[str, ...] = ()


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
    `sheet`: which table says so.
    """

    person: str
    kind: EvidenceKind
    result: str
    sensitivity: Fraction | None = None
    specificity: Fraction | None = None
    note: str = ""
    stated: str = ""
    sheet: str = "evidence sheet"


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
    """What made a file: the same lines open every JSON and close every page.

    `command` is the last of `commands`: one for each stage that the data passed, in that order, as a
    person could type it. `settings`: thresholds and choices in force. `commit`: of the program's
    source, where that is known. `tools`: versions of the libraries that had a hand in it.
    """

    version: str
    transcript: str
    reference_sha256: str
    tables: tuple[TableVersion, ...] = field(default=())
    command: str = ""
    date: str = ""
    constructed_note: str = ""
    commands: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    commit: str = ""
    tools: dict[str, str] = field(default_factory=dict)
