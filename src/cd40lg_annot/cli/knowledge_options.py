"""Options that say which tables are searched beside the bundled ones, and how classes are made of them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cd40lg_annot.classify.choices import Settings

MOST_STARS = 4
SCHEMES = ("points", "2015")


def add_knowledge_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options; `settings_of` reads two of them."""
    add_table_options(parser)
    add_settings(parser)


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that name files of the laboratory's own."""
    for option, what in (
        ("--table", "a knowledge table of your own, such as curations.tsv"),
        ("--population", "a population table"),
    ):
        parser.add_argument(
            option,
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help=f"{what} (docs/tables.md); may be given more than once",
        )
    parser.add_argument(
        "--scores",
        action="append",
        default=[],
        metavar="FILE[,KEY=VALUE…]",
        help="scores of your own: SpliceAI's VCF, a published table, or any table or VCF with the names of "
        "its columns, such as own.csv,name=REVEL,pos=grch38_pos (docs/tables.md); more than once if needed",
    )
    parser.add_argument(
        "--missense-predictor",
        default="",
        metavar="NAME",
        help="the predictor of your scores that counts for missense changes, such as REVEL (default: none)",
    )


def has_own_tables(options: argparse.Namespace) -> bool:
    """Whether the options of `add_table_options` name a file of the laboratory's own, or a predictor."""
    return bool(options.table or options.population or options.scores or options.missense_predictor)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Declare the options that `settings_of` reads."""
    parser.add_argument(
        "--trust-stars",
        type=int,
        default=1,
        choices=range(MOST_STARS + 1),
        help="review stars from which a registry's class is shown first (default: %(default)s)",
    )
    parser.add_argument(
        "--scheme",
        default=SCHEMES[0],
        choices=SCHEMES,
        help="how criteria add up: by points, or by the combining table of 2015 (default: %(default)s)",
    )


def settings_of(options: argparse.Namespace) -> "Settings":
    """How the laboratory wants classes made."""
    from cd40lg_annot.classify.choices import Settings

    return Settings(
        trust_stars=options.trust_stars,
        scheme=options.scheme,
        missense_predictor=options.missense_predictor,
    )
