"""What an interpretation is set to: limits on reads, and the parameters of the risk model."""

from dataclasses import dataclass, field

from cd40lg_annot.calls.regions import DEFAULT_MARGINS, Margins
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.family.risk import Model, RiskParameters, risk_model
from cd40lg_annot.model import KnownSite


def _textbook() -> Model:
    return risk_model(RiskParameters())


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one run; the defaults are those of `risk` and of `calls.state`.

    `known`: changes that the tables know to cause the disease; each sample says which it could have
    shown. `margins`: how far beside the coding exons a sample has to be assessed.
    `assumptions`: every parameter of the risk model in words, with its source, for the report.
    """

    thresholds: Thresholds = DEFAULT_THRESHOLDS
    risk: Model = field(default_factory=_textbook)
    assumptions: tuple[str, ...] = ()
    known: tuple[KnownSite, ...] = ()
    margins: Margins = DEFAULT_MARGINS
