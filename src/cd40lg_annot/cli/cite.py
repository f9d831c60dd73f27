"""Say what to cite for a run: the program, its tables with dates and licences, its tools.

Reads the manifest of a results folder; without one, says what a run of this installation would use:

    cd40lg-annot cite
    cd40lg-annot cite --results results --format bibtex > run.bib
    cd40lg-annot cite --results results --format cff > CITATION.cff
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.report.citations import Run, Source, as_bibtex, as_cff, as_text, citation_of

HELP = "say what to cite for a run"
FORMATS = {"text": as_text, "bibtex": as_bibtex, "cff": as_cff}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="a results folder with its manifest")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: %(default)s")


def run(options: argparse.Namespace) -> None:
    """Print the citations."""
    from cd40lg_annot.io.resources import read_citations

    known = {row["key"]: citation_of(row) for row in read_citations()}
    used = _of_manifest(options.results / "manifest.json") if options.results else _of_installation()
    sys.stdout.write(FORMATS[options.format](used, known))


def _of_manifest(path: Path) -> Run:
    """What a run used.

    Raises:
        UnreadableFileError: there is no manifest, or it is not one.
    """
    try:
        manifest: dict[str, Any] = json.loads(path.read_bytes())
        program, tools = manifest["program"], manifest["tools"]
        tables = tuple(Source(row["name"], row["release"], row["source"]) for row in manifest["tables"])
        named = tuple(Source(name, version) for name, version in tools.items())
        return Run(program["version"], program["commit"], tables, named)
    except OSError as error:
        remedy = "name the results folder of a finished run"
        raise UnreadableFileError(path, error.strerror or "cannot be read", remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(path, "is not a manifest", "run the workflow again") from error


def _of_installation() -> Run:
    from cd40lg_annot import __version__
    from cd40lg_annot.cli.knowledge import read_knowledge, tables_in_force
    from cd40lg_annot.io.program import source_commit, tool_versions
    from cd40lg_annot.io.reference import read_locus

    tables = tables_in_force(read_knowledge(read_locus()))
    return Run(
        __version__,
        source_commit(),
        tuple(Source(table.name, table.release, table.source) for table in tables),
        tuple(Source(name, version) for name, version in tool_versions().items()),
    )
