"""Message catalogues: `resources/language/<tag>.po`, one file per language, read as they are."""

from functools import cache
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import ReferenceFilesError, UnreadableFileError
from cd40lg_annot.io.resources import resources_folder

ENGLISH = "en"
_PLURALS_ASKED = 200


def languages() -> tuple[str, ...]:
    """Give the languages in which reports can be written: English, and each that has a catalogue."""
    return (ENGLISH, *sorted(path.stem for path in _folder().glob("*.po")))


@cache
def read_language(tag: str, path: Path | None = None) -> dict[str, Any]:
    """Read one catalogue as plain data: messages and plurals by their English text, and customs.

    Raises:
        UnreadableFileError: there is no catalogue of this language.
        ReferenceFilesError: the catalogue is no valid PO file.
    """
    from gettext import c2py

    from babel.core import Locale
    from babel.messages.pofile import PoFileError, read_po

    path = path or _folder() / f"{tag}.po"
    if not path.is_file():
        known = ", ".join(languages())
        raise UnreadableFileError(path, "no such catalogue", f"choose one of {known}, or add the file")
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=tag, abort_invalid=True)
    except PoFileError as error:
        message = f"{path}: {error}; correct the catalogue"
        raise ReferenceFilesError(message) from error
    written = [message for message in catalog if message.id and message.string and not message.fuzzy]
    single = {str(m.id): str(m.string) for m in written if isinstance(m.string, str)}
    plural = {
        m.id[1]: tuple(m.string) for m in written if isinstance(m.string, list | tuple) and all(m.string)
    }
    form_of = c2py(catalog.plural_expr)
    forms = tuple(int(form_of(number)) for number in range(_PLURALS_ASKED))
    return {
        "messages": single,
        "plurals": plural,
        "customs": {"plural_form": forms, **_customs(Locale.parse(tag))},
    }


def _customs(locale: Any) -> dict[str, Any]:  # noqa: ANN401  Babel's locale
    """How a language writes numbers and dates, as the Common Locale Data Repository has it."""
    symbols = locale.number_symbols["latn"]
    pattern = locale.date_formats["long"].format
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "percent": locale.percent_formats[None].suffix[0].replace("%", symbols["percentSign"]),
        "months": tuple(locale.months["format"]["wide"][number] for number in range(1, 13)),
        "date_pattern": pattern
        % {"d": "{day}", "dd": "{day}", "MMMM": "{month}", "y": "{year}", "yyyy": "{year}", "M": "{month}"},
    }


def _folder() -> Path:
    return resources_folder() / "language"
