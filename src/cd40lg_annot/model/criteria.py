"""The rules of classification, what family and clinic add to them, and what they add up to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cd40lg_annot.model.tables import TableVersion
from cd40lg_annot.model.words import Classification, Relevance

# Strengths of a criterion, the weakest first.
STRENGTHS = ("supporting", "moderate", "strong", "very_strong")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One row of `resources/criteria/criteria.tsv`: when a criterion is met, and who says so.

    `key` is what the code asks for, like "PM2". `threshold` is what a report prints, and where it has
    numbers that decide, what is applied. `points`: what each strength counts.
    """

    key: str
    criterion: str
    strength: str
    comparison: str
    threshold: str
    meaning: str
    source: str
    version: str
    points: Mapping[str, int] = field(default_factory=dict)

    def steps(self) -> tuple[tuple[float, ...], ...]:
        """Numbers of the threshold; semicolons part lists. In a list of several the strength grows.

        >>> Rule("PP1", "PP1", "by count", "meioses", "3 / 4 / 5; 2 / 3 / 4 in more", "", "", "").steps()
        ((3.0, 4.0, 5.0), (2.0, 3.0, 4.0))
        """
        parts = self.threshold.split(";")
        return tuple(tuple(map(float, re.findall(r"\d+(?:\.\d+)?", part))) for part in parts)


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
class PredictorScale:
    """What a predictor predicts ("missense" or "splice") and the lowest and highest value it prints."""

    predictor: str
    kind: str
    lowest: float
    highest: float
    meaning: str


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
    """All of `resources/criteria/`, as read. `numbers` are the inputs of the frequency formula.

    `points`: what each strength counts. `lowest`: the lowest sum of each class but benign, highest first.
    """

    rules: dict[str, Rule]
    bands: tuple[PredictorBand, ...]
    splice_losses: tuple[SpliceLoss, ...]
    residues: tuple[Residue, ...]
    numbers: dict[str, float]
    number_sources: dict[str, str]
    versions: tuple[TableVersion, ...] = ()
    scales: tuple[PredictorScale, ...] = ()
    points: Mapping[str, int] = field(default_factory=dict)
    lowest: tuple[tuple[int, Classification], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """What family and clinic add to a variant's classification; None is not known.

    `de_novo_points`: SVI points of PS2/PM6 (1.1, table 1). `meioses`: informative ones, variant and
    disease together. `contradictions`: affected males without it, or fully examined healthy adult
    males with it. `probands`: unrelated affected males with it. `phenotype`: "absent_cd40l" (absent
    on activated CD4 T cells by a validated test), "low_igg_iga" or "neither"; `phenotype_detail` the
    values behind it. `misfit`: how the family contradicts the variant, in words; empty where it does
    not. `withheld`: why the family's evidence must not be counted for this variant, in words.
    `elsewhere`, `de_novo_elsewhere`: what of it a table counts in other families, and where.
    `functional`: results ("abnormal", "normal") of functional tests, each with the number of control
    variants and its source.
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
    elsewhere: str = ""
    de_novo_elsewhere: str = ""
    functional: tuple[tuple[str, int, str], ...] = ()


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
    reader is shown first, with who says so: "Pathogenic (ClinVar, 2 stars)". `by_laboratory`:
    `classification` is the laboratory's own, from its table, and no suggestion.
    """

    relevance: Relevance
    classification: Classification | None
    points: int | None
    reasons: tuple[str, ...]
    criteria: tuple[CriterionLine, ...] = ()
    headline: str = ""
    by_laboratory: bool = False
