"""Say for the families of one batch who carries what, from whom, and what it amounts to.

In the workflow it runs once for each batch (one line):

    cd40lg-annot interpret --inputs results/check/inputs.json --batch FAM1
        --extract results/extract/FAM1.json --variants results/annotate/variants.json
        --output results/interpret/FAM1.json
"""

import argparse
from dataclasses import replace
from pathlib import Path

HELP = "interpret the families of one batch"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--inputs", required=True, type=Path, help="what check-inputs wrote")
    parser.add_argument("--batch", required=True, help="name of the batch to interpret")
    parser.add_argument("--extract", required=True, type=Path, help="what extract wrote for the batch")
    parser.add_argument("--variants", required=True, type=Path, help="what annotate wrote")
    parser.add_argument("--output", required=True, type=Path, help="where to write (.json)")


def run(options: argparse.Namespace) -> None:
    """Interpret each family of the batch."""
    from cd40lg_annot.classify.interpret import interpret_family
    from cd40lg_annot.cli.inputs import read_batch
    from cd40lg_annot.io.records import ExtractFile, InterpretFile, VariantsFile, read_record, write_record
    from cd40lg_annot.io.reference import read_locus

    locus = read_locus()
    batch, _, people = read_batch(options.inputs, options.batch)
    extracted = read_record(ExtractFile, options.extract)
    annotated = read_record(VariantsFile, options.variants)
    variants = {item.variant: item for item in annotated.variants}
    families = tuple(
        interpret_family(
            family,
            members := [person for person in people if person.family == family],
            [sample for sample in extracted.samples if sample.sample in {row.person for row in members}],
            variants,
            locus,
        )
        for family in batch.families
    )
    notes = [note for family in families for note in family.notes if "constructed" in note]
    provenance = replace(annotated.provenance, constructed_note="; ".join(dict.fromkeys(notes)))
    write_record(InterpretFile(provenance, families), options.output)
