"""Say for the families of one batch who carries what, from whom, and what it amounts to.

In the workflow it runs once for each batch (one line):

    cd40lg-annot interpret --inputs results/check/inputs.json --batch FAM1
        --extract results/extract/FAM1.json --variants results/annotate/variants.json
        --output results/interpret/FAM1.json
"""

import argparse
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.calls.regions import DEFAULT_MARGINS, Margins
from cd40lg_annot.cli.knowledge_options import add_knowledge_options, settings_of
from cd40lg_annot.cli.pseudonymise import add_pseudonymise, pseudonyms_of
from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import KnownSite, Person, RiskEvidence

if TYPE_CHECKING:
    from cd40lg_annot.classify.settings import Settings
    from cd40lg_annot.io.pseudonyms import Pseudonyms

HELP = "interpret the families of one batch"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--inputs", required=True, type=Path, help="what check-inputs wrote")
    parser.add_argument("--batch", required=True, help="name of the batch to interpret")
    parser.add_argument("--extract", required=True, type=Path, help="what extract wrote for the batch")
    parser.add_argument("--variants", required=True, type=Path, help="what annotate wrote")
    parser.add_argument("--minimum-depth", type=int, default=10, help="reads a reference call needs")
    parser.add_argument(
        "--minimum-genotype-quality", type=float, default=20, help="genotype quality a reference call needs"
    )
    parser.add_argument(
        "--mosaicism",
        type=Fraction,
        help="probability that an apparently new mutation comes again (default: as shipped)",
    )
    for name, where in (("donor", "after"), ("acceptor", "before")):
        parser.add_argument(
            f"--{name}-margin",
            type=int,
            default=getattr(DEFAULT_MARGINS, name),
            metavar="BASES",
            help=f"of intron {where} each coding exon that a sample has to show (default: %(default)s)",
        )
    add_knowledge_options(parser)
    parser.add_argument("--clinic", type=Path, metavar="FILE", help="clinic data (docs/classification.md)")
    parser.add_argument(
        "--intervals",
        type=Path,
        metavar="FILE",
        help="reference intervals by age of your own laboratory (docs/classification.md)",
    )
    parser.add_argument(
        "--sex-table",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="sexes found by peddy, somalier or ngs-bits SampleGender; as often as needed (docs/sex.md)",
    )
    parser.add_argument("--evidence", type=Path, metavar="FILE", help="tests done elsewhere (docs/risk.md)")
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of the run, as reports state it"
    )
    parser.add_argument(
        "--table-age",
        type=int,
        default=365,
        metavar="DAYS",
        help="a table older than this on that day is warned of (default: %(default)s)",
    )
    parser.add_argument("--output", required=True, type=Path, help="where to write (.json)")
    add_pseudonymise(parser)


def run(options: argparse.Namespace) -> None:
    """Interpret each family of the batch."""
    from cd40lg_annot.classify.failed import with_failed
    from cd40lg_annot.classify.interpret import interpret_family
    from cd40lg_annot.cli.inputs import read_batch
    from cd40lg_annot.cli.sex_tables import with_sex_tables
    from cd40lg_annot.io.program import with_command
    from cd40lg_annot.io.records import ExtractFile, InterpretFile, VariantsFile, read_record, write_record
    from cd40lg_annot.io.reference import read_locus

    locus = read_locus()
    batch, rows, people = read_batch(options.inputs, options.batch)
    extracted = read_record(ExtractFile, options.extract)
    annotated = read_record(VariantsFile, options.variants)
    pseudonyms = pseudonyms_of(options)
    sex_tables, samples = with_sex_tables(options.sex_table, rows, extracted.samples, pseudonyms)
    settings = replace(
        _settings(options, annotated.known, locus, pseudonyms),
        sex_tables=sex_tables,
        tests=_tests(options.evidence, people, pseudonyms),
    )
    variants = {item.variant: item for item in annotated.variants}
    read = {sample.sample for sample in samples}
    with_a_sample = {person.family for person in people if person.person in read}
    families = tuple(
        with_failed(
            interpret_family(
                family,
                members := [person for person in people if person.family == family],
                [sample for sample in samples if sample.sample in {row.person for row in members}],
                variants,
                locus,
                settings,
            ),
            extracted.failed,
        )
        for family in batch.families
        if family in with_a_sample
    )
    notes = [note for family in families for note in family.notes if note.startswith("constructed")]
    provenance = with_command(
        replace(
            annotated.provenance,
            constructed_note="; ".join(dict.fromkeys(notes)),
            date=options.date.isoformat() if options.date else "",
            settings=_stated(options),
        ),
        options.command_line,
    )
    write_record(InterpretFile(provenance, families, extracted.failed), options.output)


_SETTINGS = (
    "minimum_depth",
    "minimum_genotype_quality",
    "donor_margin",
    "acceptor_margin",
    "trust_stars",
    "scheme",
    "table_age",
)


def _stated(options: argparse.Namespace) -> dict[str, str]:
    """Thresholds and choices in force, as reports state them."""
    settings = {name: f"{getattr(options, name)}" for name in _SETTINGS}
    settings["missense_predictor"] = options.missense_predictor or "none"
    settings["splice_predictor"] = options.splice_predictor or "as shipped"
    settings["criteria"] = options.criteria.name if options.criteria else "as shipped"
    settings["intervals"] = options.intervals.name if options.intervals else "as shipped"
    mosaicism = options.mosaicism
    return settings | {"mosaicism": "as shipped" if mosaicism is None else f"{float(mosaicism):g}"}


def _tests(
    path: Path | None, people: tuple[Person, ...], pseudonyms: "Pseudonyms | None" = None
) -> tuple[RiskEvidence, ...]:
    """Tests of these people; `check-inputs` has refused rows of people whom the pedigree does not know."""
    from cd40lg_annot.family.risk.evidence import evidence_faults
    from cd40lg_annot.io.risk_tables import read_evidence

    if path is None:
        return ()
    read = read_evidence(path)
    if pseudonyms:
        named = (replace(item, person=pseudonyms.person(item.person)) for item in read.evidence)
        read = replace(read, evidence=tuple(named))
    by_name = {person.person: person for person in people}
    own = [(item, row) for item, row in zip(read.evidence, read.rows, strict=True) if item.person in by_name]
    tests = tuple(item for item, _ in own)
    faults = [*read.faults, *evidence_faults(by_name, tests, file=str(path), rows=[row for _, row in own])]
    if faults:
        raise InputFaultsError(faults)
    return tests


def _settings(
    options: argparse.Namespace,
    known: tuple[KnownSite, ...],
    locus: Locus,
    pseudonyms: "Pseudonyms | None",
) -> "Settings":
    from cd40lg_annot.calls.state import Thresholds
    from cd40lg_annot.classify.assess import Assessor
    from cd40lg_annot.classify.settings import Settings
    from cd40lg_annot.cli.knowledge import knowledge_of_options
    from cd40lg_annot.cli.risk_defaults import workflow_parameters
    from cd40lg_annot.family.risk import risk_model
    from cd40lg_annot.io.clinic import read_clinic, read_intervals

    parameters, assumptions = workflow_parameters(options.mosaicism)
    thresholds = Thresholds(
        minimum_depth=options.minimum_depth, minimum_genotype_quality=options.minimum_genotype_quality
    )
    margins = Margins(options.donor_margin, options.acceptor_margin)
    records = read_clinic(options.clinic) if options.clinic else ()
    if pseudonyms:
        records = tuple(replace(record, person=pseudonyms.person(record.person)) for record in records)
    knowledge = knowledge_of_options(options, locus)
    return Settings(
        thresholds,
        risk_model(parameters),
        assumptions,
        known,
        margins,
        assessor=Assessor(knowledge, locus, settings_of(options)),
        clinic={record.person: record for record in records},
        intervals=read_intervals(options.intervals) if records else (),
    )
