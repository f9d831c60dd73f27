"""A view in the reader's language: its sentences and words translated, its names, ids and figures left alone.

Which fields hold text of ours is listed here; a field that is not listed is never touched, so that no id
can be taken for a word. The views themselves, and the JSON files made from them, stay English.
"""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from cd40lg_annot.report.language import ENGLISH, Language

V = TypeVar("V")
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
# Names that hold text in these views, and something else in others.
_TEXT_OF = frozenset(
    {
        ("Change", "field"),
        ("Change", "new"),
        ("Change", "old"),
        ("Change", "what"),
        ("Change", "why"),
        ("CriterionLine", "source"),
        ("IndexRow", "sex"),
        ("KnownSiteView", "classification"),
        ("RegionView", "name"),
        ("SegregationView", "variant"),
        ("SexSource", "source"),
        ("TableVersion", "note"),
    }
)


def translated(view: V, language: Language) -> V:
    """Give a view (a dataclass) in a language; in English it is the view itself."""
    return view if language is ENGLISH else _walked(view, language, is_text=False)


def _walked(value: Any, language: Language, *, is_text: bool) -> Any:  # noqa: ANN401  any part of a view
    if isinstance(value, str):
        return language.say(value) if is_text else value
    if isinstance(value, tuple):
        return tuple(_walked(item, language, is_text=is_text) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        changed = {
            name: _walked(getattr(value, name), language, is_text=holds_text)
            for name, holds_text in _fields(kind)
        }
        return replace(value, **changed)
    return value


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """Fields of a view, and whether each holds text of ours."""
    return tuple(
        (field.name, field.name in _TEXT or (kind.__name__, field.name) in _TEXT_OF) for field in fields(kind)
    )
