"""The `cd40lg-annot` command: one subcommand per workflow rule, and a few for people.

Each subcommand is a module of this package with the same name and three things:
`HELP` (one line), `add_arguments(parser)` and `run(options)`.
Heavy libraries are imported inside `run`, so that starting the command stays quick.
"""

import argparse
import gc
import importlib
import os
import shlex
import sys
from collections.abc import Sequence

from cd40lg_annot import __version__
from cd40lg_annot.errors import AnnotationError

SUBCOMMANDS = (
    # one per workflow rule, in the order in which data moves
    "check-inputs",
    "extract",
    "annotate",
    "interpret",
    "report",
    "summarize",
    # for people
    "name",
    "atlas",
    "risk",
    "refresh",
    "compare",
    "explain",
    "validate",
    "cite",
)

# What is written is of patients: the owner alone may read it, unless this variable holds another umask.
UMASK = "CD40LG_ANNOT_UMASK"
PRIVATE = "077"

# New objects before Python looks for cycles among them; its own 700 cost a sixth of a start for nothing.
OBJECTS_BETWEEN_LOOKS = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; return 0, or 1 if the input is at fault."""
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parsed(given)
    os.umask(int(os.environ.get(UMASK, PRIVATE), 8))
    try:
        options.run(options)
    except AnnotationError as error:
        for line in str(error).splitlines():
            print(f"cd40lg-annot: {line}", file=sys.stderr)
        return 1
    return 0


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Options of one subcommand; `run` carries it out, `command_line` is what a person would type."""
    options = _parser(arguments).parse_args(arguments)
    options.command_line = shlex.join(["cd40lg-annot", *arguments])
    return options


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cd40lg-annot", description=__doc__.splitlines()[0])
    parser.add_argument("--version", action="version", version=f"cd40lg-annot {__version__}")
    commands = parser.add_subparsers(required=True, metavar="SUBCOMMAND")
    # Only the subcommand that is asked for is imported; help and errors import them all.
    names = [name for name in SUBCOMMANDS if name in arguments] or SUBCOMMANDS
    for name in names:
        module = importlib.import_module(f"cd40lg_annot.cli.{name.replace('-', '_')}")
        command = commands.add_parser(
            name,
            help=module.HELP,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser
