"""Check the sample sheet, the pedigree and every file they name, and report every fault at once.

Nothing else of the workflow starts before this has passed:

    cd40lg-annot check-inputs --samples config/samples.tsv --pedigree config/pedigree.ped
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.calls.build import header_build
from cd40lg_annot.cli.pseudonymise import add_pseudonymise, pseudonyms_of, with_pseudonyms, without_files
from cd40lg_annot.errors import AnnotationError, InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.model import CheckedInputs, FailedSample, Person, SampleRow

if TYPE_CHECKING:
    from cd40lg_annot.io.pseudonyms import Pseudonyms

HELP = "check the sheets and every file they name"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--samples", required=True, type=Path, help="sample sheet (.tsv)")
    parser.add_argument("--pedigree", required=True, type=Path, help="pedigree, PLINK's six columns (.ped)")
    parser.add_argument("--people", type=Path, help="more about the people (.tsv)")
    parser.add_argument("--evidence", type=Path, help="tests done elsewhere (.tsv, docs/risk.md)")
    parser.add_argument("--batch-size", type=int, help="samples in one batch at most")
    parser.add_argument("--batch", help="check and write this batch only, as each job of the workflow does")
    parser.add_argument(
        "--storage",
        type=Path,
        default=Path(".snakemake/storage"),
        help="where copies of files named by an address (s3://) are (default: %(default)s)",
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="set samples aside whose files are at fault, and go on with the others",
    )
    parser.add_argument("--output", type=Path, help="where to write the checked inputs (.json)")
    add_pseudonymise(parser)


def run(options: argparse.Namespace) -> None:
    """Check, report, and write what was checked."""
    from cd40lg_annot.io.records import write_record

    checked = checked_inputs(
        options.samples,
        options.pedigree,
        options.people,
        options.batch_size,
        evidence=options.evidence,
        pseudonyms=(pseudonyms := pseudonyms_of(options)),
    )
    if options.batch is not None:
        checked = batch_of(checked, options.batch)
    checked = replace(checked, samples=tuple(_local(row, options.storage) for row in checked.samples))
    found = list(_file_faults(checked.samples, options.samples))
    if found and not options.keep_going:
        raise InputFaultsError(dict.fromkeys(fault for _, fault in found))
    for fault in dict.fromkeys(fault for _, fault in found):
        print(f"cd40lg-annot: {fault}", file=sys.stderr)
    checked = without_failed(checked, {row.sample: str(fault) for row, fault in reversed(found)})
    for warning in checked.warnings:
        print(f"cd40lg-annot: {warning}", file=sys.stderr)
    if options.output:
        write_record(without_files(checked, pseudonyms) if pseudonyms else checked, options.output)
    families = len({person.family for person in checked.people})
    print(
        f"{len(checked.samples)} samples and {len(checked.people)} people of {families} families are in order"
    )


def without_failed(checked: CheckedInputs, reasons: Mapping[str, str]) -> CheckedInputs:
    """The inputs with some samples in `failed` alone, and without families that have no other sample."""
    family_of = {person.person: person.family for person in checked.people}
    failed = (FailedSample(family_of[name], name, "check_inputs", why) for name, why in reasons.items())
    rows = tuple(row for row in checked.samples if row.sample not in reasons)
    families = {family_of[row.sample] for row in rows}
    batches = (
        replace(
            batch,
            families=tuple(family for family in batch.families if family in families),
            samples=tuple(sample for sample in batch.samples if sample not in reasons),
        )
        for batch in checked.batches
    )
    return replace(checked, samples=rows, batches=tuple(batches), failed=tuple(failed))


def _local(row: SampleRow, storage: Path) -> SampleRow:
    """The row with the copies of files that it names by address."""
    from cd40lg_annot.io.samples import local_copy

    sv_vcf = row.sv_vcf and local_copy(row.sv_vcf, storage)
    return replace(row, vcf=local_copy(row.vcf, storage), sv_vcf=sv_vcf)


def checked_inputs(
    samples: Path,
    pedigree: Path,
    people: Path | None = None,
    batch_size: int | None = None,
    *,
    evidence: Path | None = None,
    pseudonyms: "Pseudonyms | None" = None,
) -> CheckedInputs:
    """Read the sheets and check them against each other; no file they name is opened.

    The evidence sheet is checked only: `interpret` reads it.

    Raises:
        InputFaultsError: every fault of the sheets, found together.
    """
    from cd40lg_annot.io.batches import LARGEST_BATCH, batches_of
    from cd40lg_annot.io.samples import faults_against_pedigree, read_samples

    rows, faults = read_samples(samples)
    found, pedigree_faults, warnings = _people(pedigree, people)
    faults = (*faults, *pedigree_faults)
    if found:
        faults += faults_against_pedigree(rows, found, sheet=samples, pedigree=pedigree)
    karyotypes = {row.sample: row.karyotype for row in rows if row.karyotype}
    found = tuple(
        replace(person, karyotype=karyotypes.get(person.person, person.karyotype)) for person in found
    )
    if evidence is not None:
        faults += _evidence_faults(evidence, found)
    if faults:
        raise InputFaultsError(faults)
    if pseudonyms:
        rows, found = with_pseudonyms(rows, found, pseudonyms)
    batches = batches_of(rows, found, largest=batch_size or LARGEST_BATCH)
    return CheckedInputs(rows, found, batches, warnings)


def batch_of(checked: CheckedInputs, name: str) -> CheckedInputs:
    """Samples, people and warnings of one batch alone.

    Raises:
        UnreadableFileError: there is no such batch.
    """
    batch = next((batch for batch in checked.batches if batch.name == name), None)
    if batch is None:
        raise UnreadableFileError("the sample sheet", f"gives no batch {name}", "run the workflow again")
    samples = tuple(row for row in checked.samples if row.sample in batch.samples)
    people = tuple(person for person in checked.people if person.family in batch.families)
    return CheckedInputs(samples, people, (batch,), checked.warnings)


def _people(
    pedigree: Path, sidecar: Path | None
) -> tuple[tuple[Person, ...], tuple[InputFault, ...], tuple[str, ...]]:
    from cd40lg_annot.family.faults import pedigree_faults
    from cd40lg_annot.io.pedigree import read_pedigree, read_people

    try:
        read = read_pedigree(pedigree)
    except UnreadableFileError as error:
        return (), (_fault_of(pedigree, error),), ()
    people, faults = read.people, read.faults
    if sidecar:
        try:
            people, more = read_people(sidecar, people)
            faults += more
        except UnreadableFileError as error:
            faults += (_fault_of(sidecar, error),)
    # Last, for the sidecar says who are twins.
    faults += pedigree_faults(people, file=str(pedigree), rows=read.rows)
    return people, faults, read.warnings


def _evidence_faults(path: Path, people: Sequence[Person]) -> tuple[InputFault, ...]:
    from cd40lg_annot.family.risk.evidence import evidence_faults
    from cd40lg_annot.io.risk_tables import read_evidence

    by_name = {person.person: person for person in people}
    try:
        read = read_evidence(path, by_name or None)
    except UnreadableFileError as error:
        return (_fault_of(path, error),)
    of_people = evidence_faults(by_name, read.evidence, file=str(path), rows=read.rows) if by_name else ()
    return (*read.faults, *of_people)


def _fault_of(path: Path, error: AnnotationError) -> InputFault:
    """Give an error about a whole file as one fault among others."""
    problem, _, remedy = str(error).removeprefix(f"{path}: ").partition("; ")
    return InputFault(str(path), problem, remedy)


def _file_faults(rows: Sequence[SampleRow], sheet: Path) -> Iterator[tuple[SampleRow, InputFault]]:
    """Open every file once: whole, a VCF, one build in its header, and the columns that are named.

    A fault of a file comes with each row that names the file.
    """
    for column in ("vcf", "sv_vcf"):
        for path in dict.fromkeys(getattr(row, column) for row in rows):
            if path is not None:
                of_file = [row for row in rows if getattr(row, column) == path]
                yield from _faults_of_file(path, column, of_file, sheet)
    for row in rows:
        yield from ((row, fault) for fault in _coverage_faults(row, sheet))


def _coverage_faults(row: SampleRow, sheet: Path) -> Iterator[InputFault]:
    from cd40lg_annot.io.coverage import check_coverage

    if row.coverage is None:
        return
    try:
        check_coverage(row.coverage)
    except UnreadableFileError as error:
        fault = _fault_of(Path(row.coverage), error)
        problem = f"{row.coverage}: {fault.problem}"
        yield InputFault(str(sheet), problem, fault.remedy, row=row.row, column="coverage")


def _faults_of_file(
    path: str, column: str, rows: Sequence[SampleRow], sheet: Path
) -> Iterator[tuple[SampleRow, InputFault]]:
    from cd40lg_annot.io.vcf_header import read_header

    try:
        header = read_header(path)
        header_build(header)
    except UnreadableFileError as error:
        fault = _fault_of(Path(path), error)
        problem = f"{path}: {fault.problem}"
        shown = InputFault(str(sheet), problem, fault.remedy, row=rows[0].row, column=column)
        yield from ((row, shown) for row in rows)
        return
    for row in rows:
        if row.vcf_sample not in header.samples:
            listed = ", ".join(header.samples[:5]) + (", …" if len(header.samples) > 5 else "")
            problem = f"{path} has no column {row.vcf_sample}; it has {listed or 'no sample columns'}"
            remedy = "name this sample's column in the column vcf_sample"
            yield row, InputFault(str(sheet), problem, remedy, row=row.row, column="vcf_sample")
