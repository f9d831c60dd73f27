"""Names that `people.tsv` hides: on page and paper a person's number in the pedigree stands for the id.

Ids are replaced where a field holds an id, and in sentences about people. Names of variants, chances,
sources and the account of the condition are left alone, whatever an id looks like.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from cd40lg_annot.model import Person

V = TypeVar("V")
_Renames = Mapping[str, Callable[[str], str]]
_ID_FIELDS = frozenset({"person", "father", "mother", "sample", "numbers"})
_SENTENCE_FIELDS = frozenset(
    {"reasons", "reason", "status_reasons", "advice", "warnings", "notes", "limits", "headline"}
)
# In the name of a file an underscore parts words: `AUNT_merged.vcf.gz` names the aunt.
_FILE_FIELDS = frozenset({"path", "commands"})
_LEFT_ALONE = frozenset({"variants", "other_variants", "condition", "svg"})
# Shorter ids, and numbers, are no names, and could stand for something else in a sentence.
_SHORTEST_NAME = 3


def hidden_names(people: Iterable[Person], numbers: Mapping[str, str]) -> dict[str, str]:
    """Give the number that stands for each hidden id."""
    return {person.person: numbers[person.person] for person in people if person.hidden_name}


def with_names_hidden(view: V, hidden: Mapping[str, str]) -> V:
    """Give a view (a dataclass) with every hidden id replaced."""
    if not hidden:
        return view
    renames = dict.fromkeys(_SENTENCE_FIELDS, _renaming(hidden, word=r"\w"))
    renames |= dict.fromkeys(_FILE_FIELDS, _renaming(hidden, word=r"[^\W_]"))
    replaced: V = _walked(view, "", hidden, renames)
    return replaced


def _renaming(hidden: Mapping[str, str], *, word: str) -> Callable[[str], str]:
    """Give what replaces hidden names in a text; `word` is a sign that a name goes on with."""
    names = [name for name in hidden if len(name) >= _SHORTEST_NAME and not name.isdigit()]
    if not names:
        return lambda text: text
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!{word})(?:{longest_first})(?!{word})")
    return lambda text: pattern.sub(lambda match: hidden[match.group()], text)


def _walked(value: Any, name: str, hidden: Mapping[str, str], renames: _Renames) -> Any:  # noqa: ANN401
    """Walk a view; `name` is the field that holds `value`."""
    if isinstance(value, str):
        if name in _ID_FIELDS:
            return hidden.get(value, value)
        return renames[name](value) if name in renames else value
    if isinstance(value, tuple):
        return tuple(_walked(item, name, hidden, renames) for item in value)
    if isinstance(value, dict):
        return {_walked(key, name, hidden, renames): item for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {
            key: _walked(item, key, hidden, renames) for key, item in kept.items() if key not in _LEFT_ALONE
        }
        return replace(value, **changed)
    return value
