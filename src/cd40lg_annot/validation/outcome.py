"""The nouns of a validation: a requirement, what was measured for it, and what came of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

Row = Mapping[str, str]


class Part(Enum):
    """The three qualifications of a validation."""

    INSTALLATION = "installation"
    OPERATION = "operation"
    PERFORMANCE = "performance"


class Outcome(Enum):
    """What came of a requirement; what was not tested is neither of the others."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_TESTED = "not_tested"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of `resources/validation/requirements.tsv`; `check` names what is run for it."""

    id: str
    part: Part
    text: str
    how: str
    source: str
    check: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One case in which the answer was not the expected one; `reason` where that is known and described."""

    case: str
    expected: str
    found: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Cases asked, those that agree, and the others. `not_tested` says why nothing was asked.

    `known` are differences that the documentation describes with their reasons; they count as expected.
    """

    asked: int = 0
    agreed: int = 0
    differences: tuple[Difference, ...] = ()
    known: tuple[Difference, ...] = ()
    not_tested: str = ""

    @property
    def outcome(self) -> Outcome:
        """Met where every case agrees, or differs as described; nothing asked is never met.

        >>> Measured(asked=2, agreed=2).outcome, Measured().outcome
        (<Outcome.MET: 'met'>, <Outcome.NOT_MET: 'not_met'>)
        """
        if self.not_tested:
            return Outcome.NOT_TESTED
        whole = self.asked > 0 and self.agreed + len(self.known) == self.asked and not self.differences
        return Outcome.MET if whole else Outcome.NOT_MET


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its expected and its given answer."""

    name: str
    expected: str
    found: str


def measured(cases: Iterable[Case], described: Mapping[tuple[str, str], str] | None = None) -> Measured:
    """Count agreement. `described`: reasons by case and by the differing answer that is known.

    >>> measured([Case("a", "1", "1"), Case("b", "1", "2")]).differences
    (Difference(case='b', expected='1', found='2', reason=''),)
    """
    asked = agreed = 0
    differences: list[Difference] = []
    known: list[Difference] = []
    for case in cases:
        asked += 1
        if case.expected == case.found:
            agreed += 1
            continue
        reason = (described or {}).get((case.name, case.found), "")
        difference = Difference(case.name, case.expected, case.found, reason)
        (known if reason else differences).append(difference)
    return Measured(asked, agreed, tuple(differences), tuple(known))


Answer = Callable[[Row], str]
