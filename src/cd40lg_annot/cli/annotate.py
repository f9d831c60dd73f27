"""Name each variant, say what it does, and put beside it what others know.

For people it annotates the sites of any VCF or BCF, or a plain list (one name a line, or columns
contig, pos, ref, alt). The ending of OUT says what is written: .tsv, .json or .vcf.gz. There is one
row for each alternate allele, in the order of the input; rows outside the locus are marked:

    cd40lg-annot annotate calls.vcf.gz --output calls.cd40lg.tsv
    cd40lg-annot annotate names.txt --output names.vcf.gz

In the workflow it reads what `extract` wrote and explains each variant once for the whole cohort:

    cd40lg-annot annotate results/extract/batch-1.json --output results/annotate/variants.json
"""

import argparse
import gc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.cli.knowledge_options import add_knowledge_options, settings_of
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.model import Build, Variant

if TYPE_CHECKING:
    from cd40lg_annot.model import ExtractedSample

HELP = "name variants and say what they do"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "inputs",
        nargs="+",
        type=Path,
        metavar="INPUT",
        help="a VCF, a BCF or a list; or files that extract wrote (.json)",
    )
    parser.add_argument(
        "--output", required=True, type=Path, metavar="FILE", help="where to write: .tsv, .json or .vcf.gz"
    )
    add_knowledge_options(parser)
    parser.add_argument(
        "--atlas",
        type=Path,
        metavar="FILE",
        help="atlas.sqlite, to take rows from instead of working them out",
    )
    parser.add_argument(
        "--build", choices=[build.value for build in Build], help="build of a VCF that tells none"
    )
    parser.add_argument(
        "--legacy", action="store_true", help="names of a list count as in the TNFSF5 era: c. + 21"
    )


def run(options: argparse.Namespace) -> None:
    """Annotate the variants of all inputs."""
    if all(path.suffix == ".json" for path in options.inputs):
        annotate_cohort(options)
        return
    if len(options.inputs) > 1:
        problem = "is one of several inputs, and only files that extract wrote may be several"
        raise UnreadableFileError(options.inputs[1], problem, "annotate each file by itself")
    # Nothing below makes reference cycles; looking for them among many rows costs a tenth of the run.
    gc.disable()
    try:
        from cd40lg_annot.cli.site_files import annotate_file

        annotate_file(options)
    finally:
        gc.enable()


def annotate_cohort(options: argparse.Namespace) -> None:
    """Read what `extract` wrote and write one entry per distinct variant, by position.

    Raises:
        UnreadableFileError: an input is missing or is not what `extract` writes.
        InputFaultsError: a table is at fault.
    """
    from cd40lg_annot.cli.annotator import Annotator
    from cd40lg_annot.cli.knowledge import knowledge_of_options, tables_in_force
    from cd40lg_annot.cli.tools import tools_of
    from cd40lg_annot.evidence.known_sites import known_sites
    from cd40lg_annot.io.program import provenance_of
    from cd40lg_annot.io.records import ExtractFile, VariantsFile, read_records, write_record
    from cd40lg_annot.io.reference import read_locus

    locus = read_locus()
    knowledge = knowledge_of_options(options, locus)
    annotator = Annotator(tools_of(locus, knowledge, settings_of(options)))
    extracted = read_records(ExtractFile, options.inputs)
    samples = [sample for file in extracted for sample in file.samples]
    variants = tuple(annotator.annotated(variant) for variant in distinct_variants(samples))
    tables = tables_in_force(knowledge)
    before = dict.fromkeys(command for file in extracted for command in file.provenance.commands)
    made = provenance_of(locus, options.command_line, tables)
    provenance = replace(made, commands=(*before, *made.commands))
    write_record(VariantsFile(provenance, variants, known_sites(knowledge.tables, locus)), options.output)


def distinct_variants(samples: "Iterable[ExtractedSample]") -> list[Variant]:
    """Every variant that any sample lists, once, by position and alleles."""
    return sorted({call.variant for sample in samples for call in sample.calls})
