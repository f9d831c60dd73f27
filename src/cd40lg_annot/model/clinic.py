"""What the clinic knows of a person, and how it reads beside the values of healthy people."""

from dataclasses import dataclass
from enum import Enum


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
    "not_met" or "not_assessed"; its reason is the last of `reasons`. `age` in years. `hpo`: terms that
    the clinic names, like HP:0001875.
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
    hpo: tuple[str, ...] = ()
