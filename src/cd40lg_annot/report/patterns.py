r"""Recognise an English sentence of ours by its message, and say it in another language.

A message is a sentence with named places: `Carries {variant} on the only X chromosome.` Its translation
says what becomes of each value:

- `{variant}` stays as it is, character by character: names, ids, symbols;
- `{share!n}` is a number, written as the language writes numbers;
- `{reason!t}` is text of ours in turn, and translated if it can be;
- `{status!w}` is text of ours that must be known, or the message does not fit.

Where several messages fit, the one wins that explains most of the text, letter by letter.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_PLACE = re.compile(r"\{(\w+)(?:!([ntw]))?\}")
_NUMBER = r"-?\d[\d.,]*(?:e[-+]?\d+)?%?"
_JOINTS = ("; ", ", ", " and ", " or ", ": ", " / ")
_SENTENCES = re.compile(r"(?<=[.:!?]) (?=[A-Z0-9])")
# A sentence within a sentence within a sentence: deeper nesting is not ours.
_DEEPEST = 6


class Values:
    """A message as its words and its places."""

    def __init__(self, message: str) -> None:
        """Take a message with places such as `{name}` or `{name!t}`."""
        self.message = message

    def filled(self, values: Mapping[str, object]) -> str:
        """Put values in their places, once: a value with braces is not read again.

        >>> Values("{a} und {b!t}").filled({"a": "{b}", "b": 2})
        '{b} und 2'
        """
        return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), self.message)


@dataclass(frozen=True, slots=True)
class _Said:
    """A translation, and how many letters of the text it accounts for."""

    text: str
    known: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One message with places. `chunk`: a part that every fitting text contains."""

    chunk: str
    readings: tuple[re.Pattern[str], ...]
    kinds: Mapping[str, str]
    translation: str
    letters: int


class Patterns:
    """The messages of one language, ready to recognise sentences."""

    def __init__(self, messages: Mapping[str, str], number: Callable[[str], str] = lambda text: text) -> None:
        """Take translations by English message; `number` writes an English number."""
        self._whole = {key: value for key, value in messages.items() if "{" not in key}
        self._patterns = [_pattern(key, value) for key, value in messages.items() if "{" in key]
        self._number = number
        self._memory: dict[str, _Said] = {}

    def translated(self, text: str) -> str:
        """Give the text in the language, as far as messages explain it.

        >>> catalogue = {"{n} copies": "{n!n} copias", "no call": "sin llamada"}
        >>> says = Patterns(catalogue, number=lambda text: text.replace(".", ","))
        >>> says.translated("0.5 copies; no call; free text")
        '0,5 copias; sin llamada; free text'
        """
        return self._said(text, 0).text

    def _said(self, text: str, depth: int) -> _Said:
        if text in self._memory:
            return self._memory[text]
        if not any(sign.isalpha() for sign in text):
            whole = re.fullmatch(_NUMBER, text)
            return _Said(self._number(text) if whole else text, 0)
        found = self._whole.get(text)
        if found is not None:
            said = _Said(found, _letters(text))
        elif depth > _DEEPEST:
            return _Said(text, 0)
        else:
            said = max(self._candidates(text, depth), key=lambda said: said.known)
        self._memory[text] = said
        return said

    def _candidates(self, text: str, depth: int) -> Iterator[_Said]:
        """Yield the text itself, what fitting messages make of it, and what its parts come to."""
        yield _Said(text, 0)
        for pattern in self._patterns:
            if pattern.chunk in text:
                yield from self._fits(pattern, text, depth)
        yield from self._in_parts(text, depth)
        yield from self._other_dress(text, depth)

    def _fits(self, pattern: _Pattern, text: str, depth: int) -> Iterator[_Said]:
        for reading in pattern.readings:
            match = reading.fullmatch(text)
            if match is None:
                continue
            values, known = {}, pattern.letters
            for name, value in match.groupdict().items():
                kind = pattern.kinds.get(name, "")
                if kind == "n":
                    values[name] = self._number(value)
                elif kind:
                    inner = self._said(value, depth + 1)
                    if kind == "w" and inner.known < _letters(value):
                        break
                    values[name], known = inner.text, known + inner.known
                else:
                    values[name] = value
            else:
                yield _Said(Values(pattern.translation).filled(values), known)

    def _in_parts(self, text: str, depth: int) -> Iterator[_Said]:
        """Sentences one after another, and lists, with the joints that we use."""
        sentences = _SENTENCES.split(text)
        if len(sentences) > 1:
            yield self._joined(sentences, " ", depth)
        for joint in _JOINTS:
            # A list is cut everywhere; a sentence that contains a joint is cut once, at each place in turn.
            if joint in text:
                parts = text.split(joint)
                word = joint if joint[0] in ";,:" or joint == " / " else f" {self._word(joint.strip())} "
                yield self._joined(parts, word, depth)

    def _word(self, word: str) -> str:
        return self._whole.get(word, word)

    def _joined(self, parts: list[str], joint: str, depth: int) -> _Said:
        said = [self._said(part, depth + 1) for part in parts]
        # One letter less: where a message explains the whole as well as its parts do, the message wins.
        return _Said(joint.join(part.text for part in said), sum(part.known for part in said) - 1)

    def _other_dress(self, text: str, depth: int) -> Iterator[_Said]:
        """The same words with a capital, in brackets, or with a full stop."""
        if text[:1].isupper() and text[1:2].islower():
            said = self._said(text[0].lower() + text[1:], depth + 1)
            if said.known:
                yield _Said(said.text[:1].upper() + said.text[1:], said.known - 1)
        if text.endswith(".") and len(text) > 1:
            said = self._said(text[:-1], depth + 1)
            yield _Said(f"{said.text}.", said.known)
        inner = re.fullmatch(r"(.+) \((.+)\)", text)
        if inner:
            outside, inside = (self._said(part, depth + 1) for part in inner.groups())
            yield _Said(f"{outside.text} ({inside.text})", outside.known + inside.known - 1)


def _pattern(message: str, translation: str) -> _Pattern:
    kinds = {name: kind or "" for name, kind in _PLACE.findall(translation)}
    pieces = _PLACE.split(message)
    words, names = pieces[0::3], pieces[1::3]
    readings = tuple(dict.fromkeys(_reading(words, names, kinds, any_text) for any_text in (".*?", ".*")))
    letters = sum(_letters(word) for word in words)
    return _Pattern(max(words, key=len), tuple(map(_compiled, readings)), kinds, translation, letters)


def _reading(words: list[str], names: list[str], kinds: Mapping[str, str], any_text: str) -> str:
    """Write a message as a regular expression; a name that stands twice stands for one value."""
    text, seen = re.escape(words[0]), set()
    for name, word in zip(names, words[1:], strict=True):
        value = _NUMBER if kinds.get(name) == "n" else any_text
        text += f"(?P={name})" if name in seen else f"(?P<{name}>{value})"
        text += re.escape(word)
        seen.add(name)
    return text


@lru_cache(maxsize=4096)
def _compiled(reading: str) -> re.Pattern[str]:
    return re.compile(reading, re.DOTALL)


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)
