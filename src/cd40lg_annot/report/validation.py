"""What a validation report shows: what is not met first, then every requirement, figures and sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.model import InputFile, Provenance
from cd40lg_annot.validation.cases import Figure
from cd40lg_annot.validation.outcome import Difference, Measured, Outcome, Part, Requirement

SCHEMA = "cd40lg-annot/validation/1"
# Of a requirement that fails in thousands of cases a reader needs the first, and their number.
MOST_SHOWN = 20
_TITLES = {
    Part.INSTALLATION: "Installation qualification",
    Part.OPERATION: "Operational qualification",
    Part.PERFORMANCE: "Performance qualification",
}
_WORDS = {Outcome.MET: "met", Outcome.NOT_MET: "not met", Outcome.NOT_TESTED: "not tested"}
_TONES = {Outcome.MET: "not_reportable", Outcome.NOT_MET: "disease_causing", Outcome.NOT_TESTED: "uncertain"}
_ORDER = (Outcome.NOT_MET, Outcome.NOT_TESTED, Outcome.MET)
_OF_WHOM = {"example": "Bundled example", "laboratory": "Samples of the laboratory"}


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement with its outcome; `differences` are the first, `more` counts the others."""

    id: str
    requirement: str
    how: str
    origin: str
    outcome: Outcome
    outcome_words: str
    tone: str
    asked: int
    agreed: int
    counts: str
    differences: tuple[Difference, ...]
    more: int
    known: tuple[Difference, ...]
    not_tested: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One qualification: a title and its requirements, those not met first."""

    title: str
    requirements: tuple[RequirementView, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """Agreement with its exact 95 % interval, 0 to 1."""

    samples: str
    kind_words: str
    agreed: int
    asked: int
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The whole validation; `not_met` repeats those requirements, to stand at the top."""

    schema: str
    headline: str
    tone: str
    not_met: tuple[RequirementView, ...]
    parts: tuple[PartView, ...]
    figures_of_cases: tuple[FigureView, ...]
    inputs: tuple[InputFile, ...]
    provenance: Provenance


def validation_report(
    results: Sequence[tuple[Requirement, Measured]],
    figures: Mapping[str, Iterable[Figure]],
    inputs: tuple[InputFile, ...],
    provenance: Provenance,
) -> ValidationReport:
    """Put requirements, outcomes and figures together."""
    views = [(requirement.part, _view(requirement, found)) for requirement, found in results]
    parts = tuple(
        PartView(title, _in_order(view for part, view in views if part is kind))
        for kind, title in _TITLES.items()
    )
    not_met = tuple(view for _, view in views if view.outcome is Outcome.NOT_MET)
    headline, tone = _headline([view for _, view in views])
    shown = tuple(
        FigureView(_OF_WHOM[name], item.name, item.agreed, item.asked, item.lower, item.upper)
        for name, items in figures.items()
        for item in items
    )
    return ValidationReport(SCHEMA, headline, tone, not_met, parts, shown, inputs, provenance)


def _view(requirement: Requirement, found: Measured) -> RequirementView:
    outcome = found.outcome
    return RequirementView(
        id=requirement.id,
        requirement=requirement.text,
        how=requirement.how,
        origin=requirement.source,
        outcome=outcome,
        outcome_words=_WORDS[outcome],
        tone=_TONES[outcome],
        asked=found.asked,
        agreed=found.agreed,
        counts=_counts(found),
        differences=found.differences[:MOST_SHOWN],
        more=max(0, len(found.differences) - MOST_SHOWN),
        known=found.known,
        not_tested=found.not_tested,
    )


def _counts(found: Measured) -> str:
    if found.not_tested:
        return found.not_tested
    words = f"{found.agreed:,} of {found.asked:,} agree"
    return f"{words}; differing as described: {len(found.known):,}" if found.known else words


def _in_order(views: Iterable[RequirementView]) -> tuple[RequirementView, ...]:
    return tuple(sorted(views, key=lambda view: _ORDER.index(view.outcome)))


def _headline(views: Sequence[RequirementView]) -> tuple[str, str]:
    number = {outcome: sum(view.outcome is outcome for view in views) for outcome in Outcome}
    failed, left, met = number[Outcome.NOT_MET], number[Outcome.NOT_TESTED], number[Outcome.MET]
    open_ones = f" Requirements not tested: {left}." if left else ""
    if failed:
        return f"Not valid: {failed} of {len(views)} requirements are not met.{open_ones}", "disease_causing"
    if left:
        return f"Requirements met: {met} of {len(views)}.{open_ones}", "uncertain"
    return f"All {met} requirements are met.", "calm"
