"""Read what the samples of one batch show at the locus, before sex and family are looked at.

In the workflow it runs once for each batch:

    cd40lg-annot extract --inputs results/check/inputs.json --batch FAM1 --output results/extract/FAM1.json
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.calls.build import detect_build, ref_evidence
from cd40lg_annot.calls.depth import DEFAULT_FLOORS, ReadFloors
from cd40lg_annot.calls.extract import FileSites, SampleContent, call_set_of, file_sites, sample_content
from cd40lg_annot.calls.ledger import (
    NO_DELETION,
    SMALL_IN_STRUCTURAL,
    is_deleted,
    joined,
    tally_of,
    with_calls_set_aside,
)
from cd40lg_annot.calls.presence import refuse_without_gene, refuse_without_x
from cd40lg_annot.calls.structural import without_mates
from cd40lg_annot.calls.x_sites import XSites, count_x_sites
from cd40lg_annot.cli.coverage import add_floors, floors_of, with_coverage
from cd40lg_annot.cli.pseudonymise import REASON_IN_LOG, add_pseudonymise, pseudonyms_of, without_names
from cd40lg_annot.errors import AnnotationError, BuildError, UnreadableFileError, one_line
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    Build,
    CallSet,
    ExtractedSample,
    FailedSample,
    InputFile,
    Person,
    SampleRow,
    SetAside,
    VcfHeader,
    XReading,
)

if TYPE_CHECKING:
    from cd40lg_annot.io.pseudonyms import Pseudonyms
    from cd40lg_annot.io.vcf_file import VcfFile
    from cd40lg_annot.io.x_sites import PassedSites

HELP = "read what samples show at the locus"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--inputs", required=True, type=Path, help="what check-inputs wrote")
    parser.add_argument("--batch", required=True, help="name of the batch to read")
    parser.add_argument("--output", required=True, type=Path, help="where to write (.json)")
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="set samples aside whose files cannot be read, and go on with the others",
    )
    add_floors(parser)
    add_pseudonymise(parser)
    for name in ("samples", "pedigree", "people"):
        parser.add_argument(f"--{name}", type=Path, help="with --pseudonymise: as check-inputs was given it")


def run(options: argparse.Namespace) -> None:
    """Read the batch's samples and write them."""
    from cd40lg_annot.cli.inputs import failed_before, read_batch
    from cd40lg_annot.io.program import provenance_of
    from cd40lg_annot.io.records import ExtractFile, write_record
    from cd40lg_annot.io.reference import read_locus

    locus = read_locus()
    batch, rows, people = read_batch(options.inputs, options.batch)
    pseudonyms = pseudonyms_of(options)
    if pseudonyms:
        # What check-inputs wrote names no file: the sheets are read again.
        rows = tuple(row for row in _rows_of_sheets(options, pseudonyms) if row.sample in batch.samples)
    read = readable_samples if options.keep_going else _all_samples
    samples, reasons = read(rows, locus, floors_of(options))
    failed = (*failed_before(options.inputs), *_failed(reasons, people, hidden=pseudonyms is not None))
    if pseudonyms:
        samples = without_names(samples, rows, _names_of_sheets(options, pseudonyms))
    provenance = provenance_of(locus, options.command_line)
    write_record(ExtractFile(provenance, samples, failed), options.output)


def _all_samples(
    rows: Sequence[SampleRow], locus: Locus, floors: ReadFloors
) -> tuple[tuple[ExtractedSample, ...], dict[str, str]]:
    return extracted_samples(rows, locus, floors), {}


def _failed(reasons: Mapping[str, str], people: Iterable[Person], *, hidden: bool) -> Iterator[FailedSample]:
    family_of = {person.person: person.family for person in people}
    for sample, reason in reasons.items():
        for line in reason.splitlines():
            print(f"cd40lg-annot: {line}", file=sys.stderr)
        told = REASON_IN_LOG if hidden else one_line("; ".join(reason.splitlines()))
        yield FailedSample(family_of[sample], sample, "extract", told)


def _rows_of_sheets(options: argparse.Namespace, pseudonyms: "Pseudonyms") -> tuple[SampleRow, ...]:
    from cd40lg_annot.cli.check_inputs import checked_inputs

    return checked_inputs(options.samples, options.pedigree, options.people, pseudonyms=pseudonyms).samples


def _names_of_sheets(options: argparse.Namespace, pseudonyms: "Pseudonyms") -> dict[str, str]:
    from cd40lg_annot.cli.check_inputs import checked_inputs

    checked = checked_inputs(options.samples, options.pedigree, options.people)
    people = {person.person: pseudonyms.person(person.person) for person in checked.people}
    families = {person.family: pseudonyms.family(person.family) for person in checked.people}
    columns = {row.vcf_sample: pseudonyms.person(row.sample) for row in checked.samples}
    return families | columns | people


def extracted_samples(
    rows: Sequence[SampleRow], locus: Locus, floors: ReadFloors = DEFAULT_FLOORS
) -> tuple[ExtractedSample, ...]:
    """Read samples, each VCF once, in the order of the rows; `floors` are for reads of alignments.

    Raises:
        UnreadableFileError, BuildError: a file cannot be read, or cannot be believed.
    """
    found: dict[str, ExtractedSample] = {}
    for path in dict.fromkeys(row.vcf for row in rows):
        of_file = [row for row in rows if row.vcf == path]
        for row, sample in zip(of_file, _samples_of_file(path, of_file, locus), strict=True):
            found[row.sample] = sample
    for path in dict.fromkeys(row.sv_vcf for row in rows if row.sv_vcf):
        of_file = [row for row in rows if row.sv_vcf == path]
        for sample in _with_structural(path, of_file, [found[row.sample] for row in of_file], locus):
            found[sample.sample] = sample
    return tuple(with_coverage(found[row.sample], row, locus, floors) for row in rows)


def readable_samples(
    rows: Sequence[SampleRow], locus: Locus, floors: ReadFloors = DEFAULT_FLOORS
) -> tuple[tuple[ExtractedSample, ...], dict[str, str]]:
    """Read samples as `extracted_samples` does; of those that cannot be read, by name, the reason.

    All are tried together, for that is how one file of many samples is read once. Only where that fails,
    the rows of each file are tried by themselves, and then each row that has other files, too.
    """
    try:
        return extracted_samples(rows, locus, floors), {}
    except AnnotationError as error:
        parts = _smaller(rows)
        if not parts:
            return (), {row.sample: str(error) for row in rows}
    tried = [readable_samples(part, locus, floors) for part in parts]
    found = {sample.sample: sample for samples, _ in tried for sample in samples}
    reasons = {sample: reason for _, failed in tried for sample, reason in failed.items()}
    return tuple(found[row.sample] for row in rows if row.sample in found), reasons


def _smaller(rows: Sequence[SampleRow]) -> list[list[SampleRow]]:
    """Rows divided by file; of one file alone, one by one where they differ in more than their column."""
    by_file: dict[str, list[SampleRow]] = {}
    for row in rows:
        by_file.setdefault(row.vcf, []).append(row)
    if len(by_file) > 1:
        return list(by_file.values())
    differ = len({(row.sv_vcf, row.coverage, row.build) for row in rows}) > 1
    return [[row] for row in rows] if differ else []


def _samples_of_file(path: str, rows: Sequence[SampleRow], locus: Locus) -> list[ExtractedSample]:
    """Read one file, opened once, for the rows that name it."""
    from cd40lg_annot.io.files import input_file
    from cd40lg_annot.io.vcf_file import opened_vcf
    from cd40lg_annot.io.x_sites import PassedSites, read_x_sites

    columns = [row.vcf_sample for row in rows]
    with opened_vcf(path) as vcf:
        passed = PassedSites()
        read = _read(vcf, columns, {row.build for row in rows}, locus, passed)
        refuse_without_gene(path, read.reading, locus, read.build)
        on_x = count_x_sites(path, read_x_sites(vcf, read.build, passed), vcf.columns)
    file = input_file(path, "vcf")
    sites = _sites(read, locus)
    lists = call_set_of(read.reading.records, elsewhere=read.reading.has_reference_records)
    return [_sample(row, read, file, sites, on_x[row.vcf_sample], lists) for row in rows]


def _sites(read: "_Read", locus: Locus) -> FileSites:
    return file_sites(
        read.header.path,
        read.reading.records,
        locus,
        read.build,
        read.reading.elsewhere,
        only_sample=len(read.header.samples) == 1,
    )


def _sample(
    row: SampleRow, read: "_Read", file: InputFile, sites: FileSites, on_x: XSites, lists: CallSet
) -> ExtractedSample:
    content = sample_content(sites, row.vcf_sample)
    tally, lost = tally_of(read.reading.elsewhere, row.vcf_sample, content, sites.locus, read.build)
    return ExtractedSample(
        sample=row.sample,
        build=read.build,
        contig=read.reading.contig,
        build_reasons=read.reasons,
        inputs=(file,),
        calls=tuple(content.calls),
        reference_blocks=tuple(content.blocks),
        structural=tuple(content.structural),
        set_aside=(*content.set_aside, *lost),
        records_read=content.records_read,
        notes=(*read.header.notes, *read.reading.notes),
        sex_counts=on_x.counts,
        x_sketch=on_x.sketch,
        uncalled=tuple(content.uncalled),
        copy_segments=tuple(content.segments),
        call_set=lists,
        tally=tally,
    )


def _with_structural(
    path: str, rows: Sequence[SampleRow], samples: Sequence[ExtractedSample], locus: Locus
) -> list[ExtractedSample]:
    """Add to each sample what its own structural file shows."""
    from cd40lg_annot.io.files import input_file
    from cd40lg_annot.io.vcf_file import opened_vcf

    with opened_vcf(path) as vcf:
        columns = [_structural_column(path, vcf.columns, row) for row in rows]
        read = _read(vcf, columns, {row.build for row in rows}, locus)
    file = input_file(path, "sv_vcf")
    sites = _sites(read, locus)
    return [
        _joined(sample, column, read, file, sites) for sample, column in zip(samples, columns, strict=True)
    ]


def _structural_column(path: str, columns: Sequence[str], row: SampleRow) -> str:
    """The sample's column in a structural file: under its name there, or the only one there is."""
    for name in (row.vcf_sample, row.sample):
        if name in columns:
            return name
    if len(columns) == 1:
        return columns[0]
    problem = f"no column {row.vcf_sample} for sample {row.sample}; the file has {len(columns)} columns"
    raise UnreadableFileError(path, problem, "name the columns of vcf and sv_vcf alike")


def _joined(
    sample: ExtractedSample, column: str, read: "_Read", file: InputFile, sites: FileSites
) -> ExtractedSample:
    if read.build is not sample.build:
        problem = (
            f"it is in {read.build.value}, and the other file of {sample.sample} in {sample.build.value}"
        )
        raise BuildError(file.path, problem, "give both files in one build")
    content = sample_content(sites, column)
    tally, lost = tally_of(read.reading.elsewhere, column, content, sites.locus, read.build)
    return replace(
        sample,
        inputs=(*sample.inputs, file),
        set_aside=(*_still_lost(sample, content, sites.locus), *lost, *_small_carried(content, sample)),
        tally=joined(sample.tally, with_calls_set_aside(tally)),
        structural=without_mates((*sample.structural, *content.structural)),
        copy_segments=(*sample.copy_segments, *content.segments),
        notes=(*sample.notes, *(note for note in read.reading.notes if note not in sample.notes)),
    )


def _still_lost(sample: ExtractedSample, content: SampleContent, locus: Locus) -> list[SetAside]:
    """What the small file set aside, without the bases that a deletion of the structural file takes."""
    return [
        item
        for item in sample.set_aside
        if item.reason != NO_DELETION or not is_deleted(item.place.pos, content, locus, sample.build)
    ]


def _small_carried(content: SampleContent, sample: ExtractedSample) -> list[SetAside]:
    """Small variants that only the structural file says are carried: its reader has to look at them."""
    known = {call.variant for call in sample.calls} | {call.variant for call in content.structural}
    only_here = (call for call in content.calls if 1 in call.alleles and call.variant not in known)
    return [SetAside(call.place, SMALL_IN_STRUCTURAL, carried=True) for call in only_here if not call.parts]


@dataclass(frozen=True, slots=True)
class _Read:
    """One file as read: header, records of X, and the build it was found to be in."""

    header: VcfHeader
    reading: XReading
    build: Build
    reasons: tuple[str, ...]


def _read(
    vcf: "VcfFile",
    columns: Sequence[str],
    declared: set[Build | None],
    locus: Locus,
    passed: "PassedSites | None" = None,
) -> _Read:
    """Read one file; a structural one (without `passed`) may have no record on X."""
    from cd40lg_annot.io.vcf import read_x
    from cd40lg_annot.io.vcf_header import header_of

    header = header_of(vcf)
    vcf.choose(columns)
    windows = [(locus.genomic_pos(1, build), locus.genomic_pos(len(locus), build)) for build in Build]
    reading = read_x(vcf, header, windows, passed)
    if passed is not None:
        refuse_without_x(vcf.path, reading)
    records = [(record.contig, record.pos, record.ref, record.alts) for record in reading.records]
    evidence = {build: ref_evidence(records, locus, build) for build in Build}
    # Rows that declare one file's build differently: the first that contradicts the file stops it.
    verdicts = [
        detect_build(header, evidence, declared=build, highest_x_pos=reading.highest_pos)
        for build in sorted(declared, key=str)
    ]
    return _Read(header, reading, verdicts[-1].build, verdicts[-1].reasons)
