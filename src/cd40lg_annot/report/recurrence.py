"""What a next pregnancy can bring, framed both ways: the chance that it happens and that it does not."""

from dataclasses import dataclass

from cd40lg_annot.family.risk.words import in_words
from cd40lg_annot.model import Risk


@dataclass(frozen=True, slots=True)
class RecurrenceView:
    """Sentences for each son, each daughter and each child of unknown sex; empty where no question arises.

    `any_risk` is whether a son may be affected or a daughter a carrier more often than by chance alone.
    """

    each_son: str
    each_daughter: str
    each_child: str
    any_risk: bool


_NO_MORE_THAN_ANYONE = 1e-4


def recurrence(risk: Risk) -> RecurrenceView | None:
    """Say the risks of a next pregnancy; None for a person for whom the question does not arise."""
    if risk.next_son_affected is None and risk.next_daughter_carrier is None:
        return None
    return RecurrenceView(
        each_son=_framed(risk.next_son_affected, "affected"),
        each_daughter=_framed(risk.next_daughter_carrier, "a carrier"),
        each_child=_framed(risk.next_child_affected, "affected"),
        any_risk=max(risk.next_son_affected or 0, risk.next_daughter_carrier or 0) > _NO_MORE_THAN_ANYONE,
    )


def _framed(probability: float | None, what: str) -> str:
    if probability is None:
        return ""
    return f"{in_words(probability)} to be {what}; {in_words(1 - probability)} not to be {what}"
