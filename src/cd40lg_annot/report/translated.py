"""A view in the reader's language: its sentences and words translated, its names, ids and figures left alone.

Which fields hold text of ours is listed here; a field that is not listed is never touched, so that no id
can be taken for a word. The views themselves, and the JSON files made from them, stay English.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from cd40lg_annot.report.language import ENGLISH, Language

V = TypeVar("V")
Say = Callable[[Language, str], str]
# Sentences and words, by the name of the field that holds them, whichever view has it.
_TEXT = frozenset(
    {
        "advice",
        "affected_words",
        "answer",
        "assay",
        "assumptions",
        "carrier_words",
        "chances",
        "classification_words",
        "consequence",
        "consequence_words",
        "counts",
        "description",
        "each_child",
        "each_daughter",
        "each_son",
        "effect_notes",
        "event",
        "figures",
        "findings",
        "headline",
        "known_sentence",
        "limits",
        "meaning",
        "next_child_affected_words",
        "next_daughter_carrier_words",
        "next_son_affected_words",
        "nmd",
        "notes",
        "reading",
        "reason",
        "reasons",
        "region",
        "sentence",
        "sex_words",
        "sources",
        "splice_event",
        "status_reasons",
        "status_words",
        "threshold",
        "value",
        "verdict_words",
        "warnings",
        "word",
        "zygosity_words",
    }
)
# Written in the reader's language already, or in a source's own words.
_LEFT_ALONE = frozenset({"condition", "evidence"})
# Names that hold text in these views, and something else in others.
_TEXT_OF = frozenset(
    {
        ("Change", "field"),
        ("Change", "new"),
        ("Change", "old"),
        ("Change", "what"),
        ("Change", "why"),
        ("CohortIndex", "assessed"),
        ("CohortIndex", "classes"),
        ("IndexRow", "sex"),
        ("AccountLine", "words"),
        ("KnownSiteView", "classification"),
        ("Provenance", "constructed_note"),
        ("RegionView", "name"),
        ("SegregationView", "variant"),
        ("SexSource", "source"),
        ("PartView", "title"),
        ("RequirementView", "how"),
        ("RequirementView", "not_tested"),
        ("RequirementView", "outcome_words"),
        ("RequirementView", "requirement"),
        ("FigureView", "kind_words"),
        ("FigureView", "samples"),
        ("Difference", "reason"),
    }
)
# Sources in their own words, unless the whole of one is ours.
_SOURCE_OF = frozenset({("CriterionLine", "source"), ("TableVersion", "source"), ("TableVersion", "note")})


def translated(view: V, language: Language) -> V:
    """Give a view (a dataclass) in a language; in English it is the view itself."""
    return view if language is ENGLISH else _walked(view, language, _kept)


def _walked(value: Any, language: Language, say: Say) -> Any:  # noqa: ANN401  any part of a view
    if isinstance(value, str):
        return say(language, value)
    if isinstance(value, tuple):
        return tuple(_walked(item, language, say) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            name: _walked(getattr(value, name), language, say_field)
            for name, say_field in _fields(type(value))
        }
        return replace(value, **changed)
    return value


def _kept(_language: Language, text: str) -> str:
    return text


def _said(language: Language, text: str) -> str:
    return language.say(text)


def _said_as_a_whole(language: Language, text: str) -> str:
    return language.messages.get(text, text)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Say], ...]:
    """Fields of a view, and what becomes of a text in each."""
    return tuple(
        (field.name, _saying(kind.__name__, field.name))
        for field in fields(kind)
        if field.name not in _LEFT_ALONE
    )


def _saying(kind: str, name: str) -> Say:
    if (kind, name) in _SOURCE_OF:
        return _said_as_a_whole
    return _said if name in _TEXT or (kind, name) in _TEXT_OF else _kept
