"""Say what became of one variant in one sample: which stage, rule and values kept it or dropped it.

Looks at what each stage wrote, and at the input once more. The variant is given in any spelling that
`name` takes:

    cd40lg-annot explain --sample EX1-boy --variant c.761C>T
    cd40lg-annot explain --sample EX1-boy --variant X-136659390-C-T --results results --json
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.state import Thresholds
from cd40lg_annot.cli.knowledge import knowledge_of_options
from cd40lg_annot.cli.knowledge_options import add_table_options
from cd40lg_annot.cli.typed_names import reading_of
from cd40lg_annot.errors import AnnotationError, OutsideLocusError, UnreadableFileError
from cd40lg_annot.io import results as places
from cd40lg_annot.io.records import ExtractFile, InterpretFile, VariantsFile, read_record
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.model import Build, CheckedInputs, Person, Provenance, SampleRow, Variant, VcfRecord
from cd40lg_annot.report.trace import InputLook, Stages, Step, Trace, Verdict, trace_of

HELP = "say what became of one variant in one sample, and why"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--sample", required=True, help="the sample, as the sample sheet names it")
    parser.add_argument("--variant", required=True, help="the variant, in any spelling that `name` takes")
    parser.add_argument("--results", type=Path, default=Path("results"), help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--legacy", action="store_true", help="names count as in the TNFSF5 era: c. + 21")
    add_table_options(parser)


def run(options: argparse.Namespace) -> None:
    """Print the way of the variant through the stages."""
    locus = read_locus()
    place = _place_of(options.results, options.sample)
    try:
        reading = reading_of(
            options.variant,
            locus,
            lambda: knowledge_of_options(options, locus),
            legacy=options.legacy,
        )
    except OutsideLocusError as error:
        rule = "records of the locus are read, and those that reach the gene from outside it"
        step = Step("input", "not looked at", rule)
        verdict = Verdict.NOT_LOOKED_AT
        traces = [Trace(options.sample, options.variant, options.variant, verdict, f"{error}.", (step,))]
    else:
        traces = [
            trace_of(options.variant, variant, place.stages(variant, locus), options.sample, locus)
            for variant in reading.variants
        ]
    print(_json(traces) if options.json else "\n\n".join(map(_text, traces)))


class _Place:
    """One sample in a results folder: what each stage wrote of it."""

    def __init__(self, results: Path, batch: str, row: SampleRow, person: Person) -> None:
        self.results, self.row, self.person = results, row, person
        self.extract = results / "extract" / f"{batch}.json"
        found = (results / "annotate" / f"{name}.json" for name in (batch, "variants"))
        self.annotate = next((path for path in found if path.is_file()), None)
        self.interpret = results / "interpret" / f"{batch}.json"
        self.report = places.sample_folder(results, row.sample) / "report.json"

    def stages(self, variant: Variant, locus: Locus) -> Stages:
        """Gather what is known of one variant."""
        extracted = next(
            (item for item in self._extracted() if item.sample == self.row.sample),
            None,
        )
        interpreted, provenance = self._interpreted()
        annotated = read_record(VariantsFile, self.annotate).variants if self.annotate else ()
        report = json.loads(self.report.read_bytes()) if self.report.is_file() else {}
        sums = {item.role: item.sha256 for item in extracted.inputs} if extracted else {}
        build = extracted.build if extracted else None
        return Stages(
            looks=tuple(self._looks(variant, locus, build, sums)),
            person=interpreted.person if interpreted else self.person,
            extracted=extracted,
            annotated=next((item for item in annotated if item.variant == variant), None),
            interpreted=interpreted,
            report_written=bool(report),
            in_report=_list_of(report, variant, locus),
            files=self._files(),
            thresholds=_thresholds(provenance),
        )

    def _extracted(self) -> tuple[Any, ...]:
        return read_record(ExtractFile, self.extract).samples if self.extract.is_file() else ()

    def _interpreted(self) -> tuple[Any, Provenance | None]:
        if not self.interpret.is_file():
            return None, None
        file = read_record(InterpretFile, self.interpret)
        samples = (sample for family in file.families for sample in family.samples)
        return next((item for item in samples if item.sample == self.row.sample), None), file.provenance

    def _files(self) -> dict[str, str]:
        files = {
            "extract": self.extract,
            "annotate": self.annotate,
            "interpret": self.interpret,
            "report": self.report.with_suffix(".html"),
        }
        return {stage: str(path) for stage, path in files.items() if path}

    def _looks(
        self, variant: Variant, locus: Locus, build: Build | None, sums: dict[str, str]
    ) -> Iterator[InputLook]:
        for role, path in (("vcf", self.row.vcf), ("sv_vcf", self.row.sv_vcf)):
            if path:
                yield _look(_there(path, self.results), role, self.row, variant, locus, build, sums.get(role))


def _place_of(results: Path, sample: str) -> _Place:
    """The batch and the row of a sample.

    Raises:
        UnreadableFileError: this results folder knows no such sample.
    """
    for path in sorted((results / "check").glob("*.json")):
        checked = read_record(CheckedInputs, path)
        row = next((row for row in checked.samples if row.sample == sample), None)
        batch = next((batch for batch in checked.batches if sample in batch.samples), None)
        if row and batch:
            person = next(person for person in checked.people if person.person == sample)
            return _Place(results, batch.name, row, person)
    problem = f"knows no sample {sample}"
    remedy = "name it as the sample sheet does, and the folder of its run with --results"
    raise UnreadableFileError(results, problem, remedy)


def _there(path: str, results: Path) -> str:
    """A path of the sheet, from here or from the folder that the workflow ran in."""
    beside = results.parent / path
    return path if Path(path).is_file() or not beside.is_file() else str(beside)


def _look(
    path: str,
    role: str,
    row: SampleRow,
    variant: Variant,
    locus: Locus,
    build: Build | None,
    sha256: str | None,
) -> InputLook:
    from cd40lg_annot.io.files import input_file
    from cd40lg_annot.io.vcf import read_x
    from cd40lg_annot.io.vcf_file import opened_vcf
    from cd40lg_annot.io.vcf_header import header_of

    windows = [(locus.genomic_pos(1, one), locus.genomic_pos(len(locus), one)) for one in Build]
    try:
        with opened_vcf(path) as vcf:
            header = header_of(vcf)
            column = row.vcf_sample if row.vcf_sample in header.samples else row.sample
            vcf.choose([column])
            records = read_x(vcf, header, windows).records
        same = input_file(path, role).sha256 == sha256
    except AnnotationError as error:
        return InputLook(path, role, problem=f"{error}")
    state = "the same as when it was read" if same else "changed since it was read: run the workflow again"
    listed = tuple(
        (record, number)
        for record in records
        for number, alt in enumerate(record.alts, start=1)
        if build and _normal(record, alt, locus, build) == variant
    )
    return InputLook(path, role, listed, column, state)


def _normal(record: VcfRecord, alt: str, locus: Locus, build: Build) -> Variant | None:
    start = locus.locus_pos(record.pos, build)
    inside = start >= 1 and start + len(record.ref) - 1 <= len(locus)
    if not inside or allele_kind(alt) is not AlleleKind.SEQUENCE or alt == record.ref:
        return None
    if set(record.ref) - set("ACGT"):
        return None
    return normalize(start, record.ref, alt, locus.sequence)


def _list_of(report: dict[str, Any], variant: Variant, locus: Locus) -> str:
    """The list of a report in which a variant stands, in the words of the page."""
    if not report:
        return ""
    place = locus.genomic_pos(variant.pos, Build(report["build"])), variant.ref, variant.alt
    for key, words in (("findings", "findings"), ("family_variants", "variants of the family")):
        for row in report.get(key, ()):
            if (row["pos"], row["ref"], row["alt"]) == place:
                shown = "Findings" if row["reportable"] else "Other variants seen"
                return shown if key == "findings" else words
    return ""


def _thresholds(provenance: Provenance | None) -> Thresholds:
    settings = provenance.settings if provenance else {}
    depth, quality = settings.get("minimum_depth"), settings.get("minimum_genotype_quality")
    default = Thresholds()
    return Thresholds(
        minimum_depth=int(depth) if depth else default.minimum_depth,
        minimum_genotype_quality=float(quality) if quality else default.minimum_genotype_quality,
    )


def _json(traces: list[Trace]) -> str:
    plain = [asdict(trace) | {"verdict": trace.verdict.value} for trace in traces]
    head = {key: plain[0][key] for key in ("sample", "typed")}
    return json.dumps(head | {"explanations": plain}, indent=2, ensure_ascii=False)


def _text(trace: Trace) -> str:
    lines = [f"{trace.sample}, {trace.variant}: {trace.verdict.value}", trace.answer]
    for step in trace.steps:
        lines += ["", f"{step.stage:<10} {step.outcome}", f"  {'rule':<26}{step.rule}"]
        lines += [f"  {key:<26}{value}" for key, value in step.values.items()]
        lines += [f"  {'see':<26}{step.file}"] if step.file else []
    return "\n".join(lines)
