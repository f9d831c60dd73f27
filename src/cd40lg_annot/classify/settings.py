"""What an interpretation is set to: limits on reads, and the parameters of the risk model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cd40lg_annot.calls.regions import DEFAULT_MARGINS, Margins
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.family.risk import Model, RiskParameters, risk_model
from cd40lg_annot.model import ClinicRecord, KnownSite, ReferenceInterval, RiskEvidence, SexSource


def _textbook() -> Model:
    return risk_model(RiskParameters())


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one run; the defaults are those of `risk` and of `calls.state`.

    `known`: changes that the tables know to cause the disease; each sample says which it could have
    shown. `margins`: how far beside the coding exons a sample has to be assessed.
    `sex_tables`: what ready-made tables say of each sample.
    `tests`: of these and other people, done elsewhere.
    `assumptions`: every parameter of the risk model in words, with its source, for the report.
    `assessor`: classes a family's variants anew with what the family adds; None to leave them.
    `clinic`: clinic data by person, judged by `intervals`.
    """

    thresholds: Thresholds = DEFAULT_THRESHOLDS
    risk: Model = field(default_factory=_textbook)
    assumptions: tuple[str, ...] = ()
    known: tuple[KnownSite, ...] = ()
    margins: Margins = DEFAULT_MARGINS
    assessor: Assessor | None = None
    clinic: Mapping[str, ClinicRecord] = field(default_factory=dict)
    intervals: tuple[ReferenceInterval, ...] = ()
    sex_tables: Mapping[str, tuple[SexSource, ...]] = field(default_factory=dict)
    tests: tuple[RiskEvidence, ...] = ()
