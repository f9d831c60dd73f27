"""The reader's language: sentences, numbers and dates of a report as a catalogue has them.

Every room before this one writes its reasons in English, and the JSON files keep them so: what a program
reads does not change with the reader. Pages and documents are translated at the end, from the English
sentence. A message of the catalogue is a sentence with places for values, such as
`Carries {variant} on the only X chromosome.`; see `report/patterns.py` for how one is recognised, and
decision 0009 for why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cd40lg_annot.report.patterns import Patterns, Values


@dataclass(frozen=True, eq=False, slots=True)
class Language:
    """One language: `tag` as BCP 47 has it ("es"), its messages by their English text.

    `plurals` has the forms of a message by its English plural; `plural_form` gives the index of the form
    for a number modulo 100, from 0 to 199. `decimal`, `thousands`, `percent`: how numbers are written.
    """

    tag: str
    messages: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural_form: tuple[int, ...] = ()
    decimal: str = "."
    thousands: str = ","
    percent: str = "%"
    months: tuple[str, ...] = ()
    date_pattern: str = ""
    patterns: Patterns = field(default_factory=lambda: Patterns({}))

    def say(self, text: str) -> str:
        """Give an English text in this language; what no message covers stays as it is."""
        return self.patterns.translated(text) if self.messages else text

    def fill(self, message: str, **values: object) -> str:
        """Give a message of a template, with its values in place as they are.

        >>> ENGLISH.fill("Family {family}", family="F{1}")
        'Family F{1}'
        """
        return Values(self.messages.get(message, message)).filled(values)

    def count(self, one: str, many: str, number: int) -> str:
        """Give the form that a number asks for; `{number}` stands for it.

        >>> [ENGLISH.count("{number} star", "{number} stars", stars) for stars in (1, 1200)]
        ['1 star', '1,200 stars']
        """
        forms = self.plurals.get(many)
        if forms is None:
            message = one if number == 1 else many
        else:
            message = forms[self.plural_form[number if number < _PERIOD else _HALF + number % _HALF]]
        return Values(message).filled({"number": self.grouped(number)})

    def grouped(self, number: int) -> str:
        """Write a whole number with its thousands apart.

        >>> ENGLISH.grouped(1234567)
        '1,234,567'
        """
        return self.number(f"{number:,}")

    def number(self, text: str) -> str:
        """Write an English number, `1,234.5` or `12.5%`, as this language does.

        >>> Language("es", decimal=",", thousands=".", percent=" %").number("1,234.5%")
        '1.234,5 %'
        """
        signs = {".": self.decimal, ",": self.thousands, "%": self.percent}
        return "".join(signs.get(sign, sign) for sign in text.replace(" %", "%"))

    def date(self, text: str) -> str:
        """Write a date given as year-month-day; English keeps that form, which nobody can misread.

        >>> ENGLISH.date("2026-01-05"), ENGLISH.date("")
        ('2026-01-05', '')
        """
        if not self.date_pattern:
            return text
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        month = self.months[day.month - 1]
        return Values(self.date_pattern).filled({"day": day.day, "month": month, "year": day.year})


_PERIOD, _HALF = 200, 100
ENGLISH = Language("en")


def language_of(
    tag: str,
    messages: Mapping[str, str],
    plurals: Mapping[str, tuple[str, ...]],
    customs: Mapping[str, object],
) -> Language:
    """Give a language from what `io.language` reads: its messages, and how it writes numbers and dates."""
    language = Language(tag, messages, plurals, **customs)  # type: ignore[arg-type]
    patterns = Patterns(messages, number=language.number)
    return Language(tag, messages, plurals, patterns=patterns, **customs)  # type: ignore[arg-type]
