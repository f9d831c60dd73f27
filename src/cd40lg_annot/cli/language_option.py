"""The option that chooses the language of what people read; files for programs stay English."""

import argparse

from cd40lg_annot.io.language import ENGLISH as ENGLISH_TAG
from cd40lg_annot.io.language import languages, read_language
from cd40lg_annot.report.language import ENGLISH, Language, language_of


def add_language_option(parser: argparse.ArgumentParser) -> None:
    """Declare the option."""
    parser.add_argument(
        "--language",
        default=ENGLISH_TAG,
        choices=languages(),
        help="language of pages and documents; JSON and tables stay English (default: %(default)s)",
    )


def chosen_language(options: argparse.Namespace) -> Language:
    """Give the language that the option names."""
    tag: str = options.language
    return ENGLISH if tag == ENGLISH_TAG else language_of(tag, **read_language(tag))
