"""A variant with everything that is known about it."""

from dataclasses import dataclass

from cd40lg_annot.model.alleles import Variant
from cd40lg_annot.model.criteria import Assessment
from cd40lg_annot.model.naming import Effect, Names, SplicePrediction
from cd40lg_annot.model.tables import Evidence, PopulationCount, Score


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
