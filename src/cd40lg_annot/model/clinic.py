"""What the clinic knows of a person, and how it reads beside the values of healthy people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    @property
    def can_exclude_low(self) -> bool:
        """Whether a value within it is surely not low for the age.

        Not where it begins at 0, and not where it lumps a year in which healthy values fall to a trough
        at 3 to 6 months and rise again.
        """
        lumps = self.from_age < 1 and self.to_age - self.from_age > _LONGEST_BAND_OF_INFANCY
        return self.low > 0 and not lumps


# Years; monthly bands, and such of a quarter of a year, show the trough.
_LONGEST_BAND_OF_INFANCY = 0.3


@dataclass(frozen=True, slots=True)
class ClinicRecord:
    """What the clinic knows of one person; None is not known.

    Immunoglobulins in mg/dL, IgE in IU/mL, neutrophils in 10^9/L, `age` in years. `findings` and
    `cells` are words of closed sets (docs/classification.md). `x_inactivation` is a share, 0 to 1, of
    cells in which `active_allele` is on the active X. `limits`: "<" or ">" for the columns whose value is
    only a limit of the assay.
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
    limits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClinicValue:
    """One measurement beside the values of healthy people; `low` and `high` are None where none is known.

    `judged`: below, within, above, not judged; for CD40L the flow laboratory's own word. `limit`: "<" or
    ">" where the assay gave only a limit.
    """

    name: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    judged: str
    source: str = ""
    limit: str = ""


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
