"""Name each distinct variant, say what it does, and put beside it what others know.

In the workflow it reads what `extract` wrote and explains each variant once for the whole cohort:

    cd40lg-annot annotate results/extract/batch-1.json --output results/annotate/variants.json
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from cd40lg_annot import __version__
from cd40lg_annot.cli.annotator import Annotator
from cd40lg_annot.model import ExtractedSample, Provenance, Variant

HELP = "name variants and say what they do"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "inputs", nargs="+", type=Path, metavar="INPUT", help="files that extract wrote (.json)"
    )
    parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="where to write (.json)")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a knowledge table of your own (docs/tables.md); may be given more than once",
    )


def run(options: argparse.Namespace) -> None:
    """Annotate the variants of all inputs."""
    annotate_cohort(options.inputs, options.output, options.table)


def annotate_cohort(inputs: Iterable[Path], output: Path, tables: Iterable[Path]) -> None:
    """Read what `extract` wrote and write one entry per distinct variant, by position.

    Raises:
        UnreadableFileError: an input is missing or is not what `extract` writes.
        InputFaultsError: a table is at fault.
    """
    from cd40lg_annot.cli.knowledge import read_knowledge, versions_of
    from cd40lg_annot.io.records import ExtractFile, VariantsFile, read_records, write_record
    from cd40lg_annot.io.reference import read_locus

    locus = read_locus()
    knowledge = read_knowledge(locus, tables)
    annotator = Annotator(locus, knowledge)
    samples = [sample for file in read_records(ExtractFile, inputs) for sample in file.samples]
    variants = tuple(annotator.annotated(variant) for variant in distinct_variants(samples))
    provenance = Provenance(__version__, locus.transcript.accession, locus.sha256, versions_of(knowledge))
    write_record(VariantsFile(provenance, variants), output)


def distinct_variants(samples: Iterable[ExtractedSample]) -> list[Variant]:
    """Every variant that any sample lists, once, by position and alleles."""
    return sorted({call.variant for sample in samples for call in sample.calls})
