"""Options that say which tables are searched beside the bundled ones, and how classes are made of them."""

import argparse
from dataclasses import replace
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
    parser.add_argument(
        "--splice-predictor",
        default="",
        metavar="NAME",
        help="the predictor that alone counts for splicing, CI-SpliceAI or one of your scores, such as "
        "SpliceAI (default: CI-SpliceAI, and SpliceAI for what that does not score)",
    )
    parser.add_argument(
        "--criteria",
        type=Path,
        metavar="FOLDER",
        help="classification rules of your own, in place of the shipped files of the same names "
        "(docs/classification.md)",
    )


def has_own_tables(options: argparse.Namespace) -> bool:
    """Whether the options of `add_table_options` name a file of the laboratory's own, or a predictor."""
    files = options.table or options.population or options.scores or options.criteria
    return bool(files or options.missense_predictor or options.splice_predictor)


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
    return replace(predictors_of(options), trust_stars=options.trust_stars, scheme=options.scheme)


def predictors_of(options: argparse.Namespace) -> "Settings":
    """Settings as shipped, but for the predictors that the options of `add_table_options` name."""
    from cd40lg_annot.classify.choices import Settings

    return Settings(missense_predictor=options.missense_predictor, splice_predictor=options.splice_predictor)
