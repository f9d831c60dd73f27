"""Name each distinct variant, say what it does, and put beside it what others know.

In the workflow it reads what `extract` wrote and explains each variant once for the whole cohort:

    cd40lg-annot annotate results/extract/batch-1.json --output results/annotate/variants.json
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot import __version__
from cd40lg_annot.model import AnnotatedVariant, Assessment, ExtractedSample, Provenance, Relevance, Variant

if TYPE_CHECKING:
    from cd40lg_annot.variant import Describer

HELP = "name variants and say what they do"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "inputs", nargs="+", type=Path, metavar="INPUT", help="files that extract wrote (.json)"
    )
    parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="where to write (.json)")


def run(options: argparse.Namespace) -> None:
    """Annotate the variants of all inputs."""
    annotate_cohort(options.inputs, options.output)


def annotate_cohort(inputs: Iterable[Path], output: Path) -> None:
    """Read what `extract` wrote and write one entry per distinct variant, by position.

    Raises:
        UnreadableFileError: an input is missing or is not what `extract` writes.
    """
    from cd40lg_annot.io.records import ExtractFile, VariantsFile, read_records, write_record
    from cd40lg_annot.io.reference import read_locus
    from cd40lg_annot.variant import Describer

    locus = read_locus()
    describer = Describer(locus)
    samples = [sample for file in read_records(ExtractFile, inputs) for sample in file.samples]
    variants = tuple(_annotated(variant, describer) for variant in distinct_variants(samples))
    provenance = Provenance(__version__, locus.transcript.accession, locus.sha256)
    write_record(VariantsFile(provenance, variants), output)


def distinct_variants(samples: Iterable[ExtractedSample]) -> list[Variant]:
    """Every variant that any sample lists, once, by position and alleles."""
    return sorted({call.variant for sample in samples for call in sample.calls})


def _annotated(variant: Variant, describer: "Describer") -> AnnotatedVariant:
    names, effect = describer.describe(variant)
    assessment = Assessment(Relevance.UNCERTAIN, None, None, ())
    return AnnotatedVariant(variant, names, effect, (), assessment)
