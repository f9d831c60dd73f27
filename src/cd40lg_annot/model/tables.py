"""What tables hold: their versions, and rows on variants, scores and population counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cd40lg_annot.model.alleles import Variant
from cd40lg_annot.model.words import Classification


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
class CaseCounts:
    """What a laboratory's own table counts of other families with a variant; None is not counted.

    `meioses`: informative ones, in `families` families. `contradictions`: affected males without the
    variant beside affected carriers, and fully examined healthy adult males with it. `de_novo_points`:
    SVI points of PS2/PM6. `functional`: "abnormal" or "normal" result of a functional test that used
    `functional_controls` pathogenic and benign variants; empty for none.
    """

    meioses: int | None = None
    families: int | None = None
    contradictions: int | None = None
    de_novo_points: float | None = None
    functional: str = ""
    functional_controls: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of one table that speaks about a variant, with source and date.

    `match`: "exact", "same_residue_change", "same_codon" or "same_splice_site".
    `stated` is the classification in the source's own words; `stars` 0 to 4. `probands`: unrelated
    affected males with it whom the source counts; None where it counts none. `cases`: what else a
    laboratory's own table counts; None for nothing.
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
    cases: CaseCounts | None = None


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
    """Scores of a table that a laboratory owns; a variant missing from it is not scored, which is not 0.

    `by_change`: scores by residue change, like "Thr254Met", of a table that names no alleles.
    """

    version: TableVersion
    scores: Mapping[Variant, Score]
    by_change: Mapping[str, Score] = field(default_factory=dict)
    predictor: str = ""


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
