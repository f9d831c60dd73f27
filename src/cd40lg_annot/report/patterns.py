r"""Recognise an English sentence of ours by its message, and say it in another language.

A message is a sentence with named places: `Carries {variant} on the only X chromosome.` Its translation
says what becomes of each value:

- `{variant}` stays as it is, character by character: names, ids, symbols;
- `{share!n}` is a number, written as the language writes numbers;
- `{reason!t}` is text of ours in turn, and translated if it can be;
- `{details!q}` is quoted: the words of a source, kept whole, whatever messages they resemble;
- `{status!w}` is text of ours that must be known, or the message does not fit.

Where several messages fit, the one wins that explains most of the text, letter by letter.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_PLACE = re.compile(r"\{(\w+)(?:!([nqtw]))?\}")
_NUMBER = r"-?\d(?:[\d.,]*\d)?(?:e[-+]?\d+)?(?: ?%)?"
_JOINTS = ("; ", ", ", " and ", " or ", ": ", " / ")
_SENTENCES = re.compile(r"(?<=[.:!?]) (?=[A-Z0-9])")
# A sentence within a sentence within a sentence: deeper nesting is not ours.
_DEEPEST = 6
_FEW_LETTERS = 6
# A message without words of its own is looked for in short texts alone.
_LONGEST_WORDLESS = 120


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
    """A translation; how many letters of the text it explains, and how many remain English."""

    text: str
    known: int
    unknown: int = 0

    @property
    def worth(self) -> int:
        return self.known - self.unknown


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One message with places. `chunk`: a part that every fitting text contains."""

    chunk: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    readings: tuple[re.Pattern[str], ...]
    kinds: Mapping[str, str]
    translation: str
    letters: int

    @property
    def is_short(self) -> bool:
        """Too few words of its own to be recognised by them: its values have to fit, too."""
        return self.letters < _FEW_LETTERS and "w" not in self.kinds.values()


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
        said = self._said(text, 0)
        # Half a translation helps nobody: what is mostly not ours stays as its author wrote it.
        return said.text if said.known >= said.unknown else text

    def _said(self, text: str, depth: int) -> _Said:
        if text in self._memory:
            return self._memory[text]
        found = self._whole.get(text)
        if found is not None:
            said = _Said(found, _letters(text))
        elif not any(sign.isalpha() for sign in text):
            said = _Said(self._number(text) if re.fullmatch(_NUMBER, text) else text, 0)
        elif depth > _DEEPEST:
            return _as_it_is(text)
        else:
            said = max(self._candidates(text, depth), key=lambda said: said.worth)
        self._memory[text] = said
        return said

    def _candidates(self, text: str, depth: int) -> Iterator[_Said]:
        """Yield the text itself, what fitting messages make of it, and what its parts come to."""
        yield _as_it_is(text)
        for pattern in self._patterns:
            if pattern.chunk in text:
                yield from self._fits(pattern, text, depth)
        yield from self._in_parts(text, depth)
        yield from self._other_dress(text, depth)

    def _fits(self, pattern: _Pattern, text: str, depth: int) -> Iterator[_Said]:
        for found in _readings(pattern, text):
            values = self._values(pattern, found, depth)
            if values:
                words = Values(pattern.translation).filled({name: said.text for name, said in values.items()})
                known = sum(said.known for said in values.values())
                # Without words of its own a message gives way to one that has some.
                known += pattern.letters or -1
                yield _Said(words, known, sum(said.unknown for said in values.values()))

    def _values(self, pattern: _Pattern, found: Mapping[str, str], depth: int) -> dict[str, _Said] | None:
        """What becomes of each value; None where one is not what its place asks for."""
        values = {}
        for name, value in found.items():
            kind = pattern.kinds.get(name, "")
            if kind == "n":
                if not re.fullmatch(_NUMBER, value):
                    return None
                values[name] = _Said(self._number(value), 1)
            elif kind == "q":
                values[name] = _Said(value, _letters(value) // 2)
            elif kind:
                values[name] = self._said(value, depth + 1)
                if values[name].unknown and (kind == "w" or pattern.is_short):
                    return None
                if kind == "w" and not values[name].known:
                    return None
            elif pattern.is_short and " " in value:
                return None
            else:
                values[name] = _Said(value, 0)
        return values

    def _in_parts(self, text: str, depth: int) -> Iterator[_Said]:
        """Sentences one after another, and lists, with the joints that we use."""
        sentences = self._sentences(text)
        if len(sentences) > 1:
            yield self._joined(sentences, " ", depth)
        for joint in _JOINTS:
            parts = text.split(joint)
            if len(parts) > 1:
                is_word = joint.strip().isalpha()
                said = self._joined(parts, f" {self._word(joint.strip())} " if is_word else joint, depth)
                # A translator's "y" between two English halves would be worse than none.
                if said.known >= said.unknown and not (is_word and said.unknown):
                    yield said

    def _sentences(self, text: str) -> list[str]:
        """Cut a text into sentences; a message of several sentences stays whole."""
        rest, found = _SENTENCES.split(text), []
        while rest:
            several = (n for n in range(len(rest), 1, -1) if " ".join(rest[:n]) in self._whole)
            taken = next(several, 1)
            found.append(" ".join(rest[:taken]))
            rest = rest[taken:]
        return found

    def _word(self, word: str) -> str:
        return self._whole.get(word, word)

    def _joined(self, parts: list[str], joint: str, depth: int) -> _Said:
        said = [self._said(part, depth + 1) for part in parts]
        # One letter less: where a message explains the whole as well as its parts do, the message wins.
        known = sum(part.known for part in said) - 1
        return _Said(joint.join(part.text for part in said), known, sum(part.unknown for part in said))

    def _other_dress(self, text: str, depth: int) -> Iterator[_Said]:
        """The same words with a capital, with brackets behind, or with a full stop."""
        if text[:1].isupper() and text[1:2].islower():
            said = self._said(text[0].lower() + text[1:], depth + 1)
            if said.known:
                yield _Said(said.text[:1].upper() + said.text[1:], said.known - 1, said.unknown)
        if text.endswith(".") and len(text) > 1:
            said = self._said(text[:-1], depth + 1)
            yield _Said(f"{said.text}.", said.known, said.unknown)
        inner = re.fullmatch(r"(.+) \((.+)\)", text)
        if inner:
            outside, inside = (self._said(part, depth + 1) for part in inner.groups())
            if outside.known and not outside.unknown:
                known, unknown = outside.known + inside.known, inside.unknown
                yield _Said(f"{outside.text} ({inside.text})", known, unknown)


def _as_it_is(text: str) -> _Said:
    """The text itself. Names, ids and symbols are the same in every language."""
    return _Said(text, 0, 0 if all(map(_is_name, text.split())) else _letters(text))


def _is_name(word: str) -> bool:
    """Whether a word is no plain word: it has a digit or a sign within, or a capital.

    >>> [_is_name(word) for word in ("c.761C>T", "EX1-aunt", "Maria", "mother", "carrier,")]
    [True, True, True, False, False]
    """
    bare = word.strip(".,;:")
    return not (bare.isalpha() and bare.islower())


def _readings(pattern: _Pattern, text: str) -> Iterator[Mapping[str, str]]:
    """Yield what may stand in each place: every way with two places, the shortest and longest with more."""
    if len(pattern.names) != 2:
        matches = (reading.fullmatch(text) for reading in pattern.readings)
        yield from (match.groupdict() for match in matches if match)
        return
    before, middle, after = pattern.words
    end = len(text) - len(after)
    if not (text.startswith(before) and text.endswith(after)):
        return
    if not pattern.letters and len(text) > _LONGEST_WORDLESS:
        return
    place = text.find(middle, len(before))
    while 0 <= place <= end - len(middle):
        values = text[len(before) : place], text[place + len(middle) : end]
        yield dict(zip(pattern.names, values, strict=True))
        place = text.find(middle, place + 1) if middle else -1


def _pattern(message: str, translation: str) -> _Pattern:
    kinds = {name: kind or "" for name, kind in _PLACE.findall(translation)}
    pieces = _PLACE.split(message)
    words, names = pieces[0::3], pieces[1::3]
    readings = tuple(dict.fromkeys(_reading(words, names, kinds, any_text) for any_text in (".*?", ".*")))
    letters = sum(_letters(word) for word in words)
    return _Pattern(
        chunk=max(words, key=len),
        words=tuple(words),
        names=tuple(names),
        readings=tuple(map(_compiled, readings)),
        kinds=kinds,
        translation=translation,
        letters=letters,
    )


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
