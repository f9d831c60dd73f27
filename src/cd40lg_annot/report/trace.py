"""The way of one variant through the stages, for one sample: what kept it or dropped it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from cd40lg_annot.calls.callability import state_at
from cd40lg_annot.calls.state import Thresholds
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    AnnotatedVariant,
    Call,
    ExtractedSample,
    Finding,
    GenotypeState,
    Person,
    RecordPlace,
    Relevance,
    SampleInterpretation,
    Variant,
    VcfRecord,
    Zygosity,
)
from cd40lg_annot.report.structural import genotype_text
from cd40lg_annot.report.words import ZYGOSITY


class Verdict(Enum):
    """What became of a variant in one sample.

    REPORTED asks something of the reader; LISTED stands among the other variants. NOT_CARRIED: called,
    and not there. NOT_CALLED: listed, and open. NOT_IN_INPUT: no record lists it; whether it could have
    been seen is said beside. NOT_LOOKED_AT: outside the locus. UNFINISHED: a stage has not run.
    """

    REPORTED = "reported"
    LISTED = "listed"
    NOT_CARRIED = "not_carried"
    NOT_CALLED = "not_called"
    SET_ASIDE = "set_aside"
    STRUCTURAL = "structural"
    NOT_IN_INPUT = "not_in_input"
    NOT_LOOKED_AT = "outside_locus"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: what it did with the variant, by which rule, on which values, in which file."""

    stage: str
    outcome: str
    rule: str
    values: dict[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole way, and the answer in one sentence."""

    sample: str
    typed: str
    variant: str
    verdict: Verdict
    answer: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class InputLook:
    """One input file, looked at again: records that list the allele, or why it could not be looked at.

    `listed`: each record with the 1-based number of the allele among its ALTs. `state`: whether the
    file is the one that was read.
    """

    path: str
    role: str
    listed: tuple[tuple[VcfRecord, int], ...] = ()
    column: str = ""
    state: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage wrote of the sample and of the variant; None where it has not run, or has nothing.

    `files`: the file of each stage, as a reader would open it. `in_report`: the list of the report that
    holds the variant, empty for none.
    """

    looks: tuple[InputLook, ...]
    person: Person
    extracted: ExtractedSample | None
    annotated: AnnotatedVariant | None
    interpreted: SampleInterpretation | None
    report_written: bool
    in_report: str
    files: dict[str, str]
    thresholds: Thresholds


def trace_of(typed: str, variant: Variant, stages: Stages, sample: str, locus: Locus) -> Trace:
    """Follow one variant of one sample from the input to the report."""
    steps = [_input_step(look) for look in stages.looks]
    name = stages.annotated.names.hgvs_c if stages.annotated else typed
    if stages.extracted is None or stages.interpreted is None:
        missing = "extract" if stages.extracted is None else "interpret"
        steps.append(Step(missing, "has not run, or failed", "each stage needs the one before", {}, ""))
        answer = f"{missing} has not written this sample: its log says why; run the workflow again."
        return Trace(sample, typed, name, Verdict.UNFINISHED, answer, tuple(steps))
    kept = _kept(variant, stages)
    finding = _finding(variant, stages.interpreted)
    state = finding.state if finding else _state(variant, stages, locus)
    steps.append(_extract_step(kept, stages))
    steps.append(_annotate_step(stages))
    steps.append(_interpret_step(finding, state, stages))
    steps.append(_report_step(stages))
    verdict = _verdict(kept, finding, state, stages)
    return Trace(sample, typed, name, verdict, _answer(verdict, kept, state, name), tuple(steps))


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rows that `extract` made of the allele."""

    calls: tuple[Call, ...]
    set_aside: tuple[str, ...]
    structural: tuple[str, ...]
    listed: bool


def _kept(variant: Variant, stages: Stages) -> _Kept:
    sample = stages.extracted
    assert sample is not None  # noqa: S101  the caller has looked
    places = {_short(record, number) for look in stages.looks for record, number in look.listed}
    calls = tuple(call for call in sample.calls if call.variant == variant)
    aside = tuple(item.reason for item in sample.set_aside if _cut(item.place) in places)
    large = tuple(
        f"{call.kind} {call.place.contig}:{call.place.pos}"
        for call in sample.structural
        if call.variant == variant or _cut(call.place) in places
    )
    return _Kept(calls, aside, large, bool(places) or bool(calls))


def _short(record: VcfRecord, number: int) -> tuple[int, str, str]:
    return record.pos, record.ref[:50], record.alts[number - 1][:200]


def _cut(place: RecordPlace) -> tuple[int, str, str]:
    return place.pos, place.ref[:50], place.alt[:200]


def _finding(variant: Variant, interpreted: SampleInterpretation) -> Finding | None:
    rows = (*interpreted.findings, *interpreted.family_variants)
    return next((row for row in rows if row.annotated.variant == variant), None)


def _state(variant: Variant, stages: Stages, locus: Locus) -> GenotypeState:
    person = stages.person
    assert stages.extracted is not None  # noqa: S101  the caller has looked
    return state_at(variant, stages.extracted, person.sex, person.karyotype, locus, stages.thresholds)


def _input_step(look: InputLook) -> Step:
    rule = "a record lists the allele if both are the same after trimming and left-aligning"
    if look.problem:
        return Step("input", f"cannot be looked at again: {look.problem}", rule, {}, look.path)
    values = {"file": look.state}
    for record, number in look.listed:
        place = f"{record.contig}:{record.pos} {record.ref[:50]}>{record.alts[number - 1][:50]}"
        columns = " ".join(f"{key}={value}" for key, value in record.formats.get(look.column, {}).items())
        values[place] = f"FILTER={';'.join(record.filters) or 'PASS or none'} {columns}".strip()
    count = len(look.listed)
    outcome = (
        "no record lists it"
        if not count
        else f"{count} record{'s' * (count > 1)} list{'s' * (count == 1)} it"
    )
    return Step("input", outcome, rule, values, look.path)


def _extract_step(kept: _Kept, stages: Stages) -> Step:
    file = stages.files.get("extract", "")
    if kept.calls:
        rule = "an allele that is carried, not called, or seen in reads is kept as a call"
        return Step("extract", "kept as a call", rule, _call_values(kept.calls), file)
    if kept.set_aside:
        return Step(
            "extract",
            f"set aside: {kept.set_aside[0]}",
            "what cannot be named is listed with its reason",
            {},
            file,
        )
    if kept.structural:
        values = {"call": ", ".join(kept.structural)}
        return Step(
            "extract",
            "kept as a structural variant",
            "symbolic alleles, breakends and long deletions",
            values,
            file,
        )
    if kept.listed:
        rule = "a plain 0/0 makes no call; its bases count as called reference"
        return Step("extract", "called 0/0: no call is kept", rule, {}, file)
    return Step("extract", "nothing to keep", "only what a record lists can be kept", {}, file)


def _call_values(calls: Sequence[Call]) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, call in enumerate(calls, start=1):
        mark = f" {number}" if len(calls) > 1 else ""
        values[f"genotype{mark}"] = genotype_text(call.alleles, phased=call.phased)
        reads = call.reads
        values[f"reads{mark}"] = f"depth {_given(reads.depth)}, alternate {_given(reads.alternate)}"
        values[f"genotype quality{mark}"] = _given(call.genotype_quality)
        values[f"filter{mark}"] = ", ".join(call.filters) or "passed, or none set"
        if call.parts:
            values[f"joined of{mark}"] = ", ".join(f"{part.pos} {part.ref}>{part.alt}" for part in call.parts)
    return values


def _given(value: float | None) -> str:
    return "not given" if value is None else f"{value:g}"


def _annotate_step(stages: Stages) -> Step:
    one, file = stages.annotated, stages.files.get("annotate", "")
    rule = "each allele that a sample of the batch has as a call is named and classified once"
    if one is None:
        return Step("annotate", "not annotated: no sample of the batch has a call of it", rule, {}, file)
    values = {
        "name": f"{one.names.hgvs_c} {one.names.hgvs_p.partition(':')[2]}",
        "consequence": ", ".join(one.effect.consequences),
        "class": one.assessment.headline,
        "relevance": one.assessment.relevance.value,
    }
    values |= {f"reason {number}": text for number, text in enumerate(one.assessment.reasons, start=1)}
    return Step("annotate", "named and classified", rule, values, file)


def _interpret_step(finding: Finding | None, state: GenotypeState, stages: Stages) -> Step:
    person, limits = stages.person, stages.thresholds
    values = {
        "sex": person.sex.value,
        "karyotype": person.karyotype.value if person.karyotype else "as the sex implies",
        "minimum depth": f"{limits.minimum_depth}",
        "minimum genotype quality": f"{limits.minimum_genotype_quality:g}",
    }
    values |= {f"note {number}": text for number, text in enumerate(state.notes, start=1)}
    rule = "zygosity is read from genotype, reads and sex together; what is absent is no finding"
    assert stages.interpreted is not None  # noqa: S101  the caller has looked
    kind = "no finding"
    if finding in stages.interpreted.findings:
        kind = "a finding"
    elif finding is not None:
        kind = "a variant of the family, looked up in this sample"
    return Step(
        "interpret", f"{kind}; {ZYGOSITY[state.zygosity]}", rule, values, stages.files.get("interpret", "")
    )


def _report_step(stages: Stages) -> Step:
    rule = "findings are shown first if they ask something of the reader, and listed below if not"
    file = stages.files.get("report", "")
    if not stages.report_written:
        return Step("report", "not written", rule, {}, "")
    outcome = f"stands under {stages.in_report}" if stages.in_report else "not a row of its own"
    return Step("report", outcome, rule, {}, file)


def _verdict(kept: _Kept, finding: Finding | None, state: GenotypeState, stages: Stages) -> Verdict:
    assert stages.interpreted is not None  # noqa: S101  the caller has looked
    if finding is not None and finding in stages.interpreted.findings:
        if finding.state.zygosity is Zygosity.NO_CALL:
            return Verdict.NOT_CALLED
        alarming = finding.annotated.assessment.relevance is not Relevance.NOT_REPORTABLE
        return Verdict.REPORTED if alarming else Verdict.LISTED
    if kept.set_aside:
        return Verdict.SET_ASIDE
    if kept.structural and not kept.calls:
        return Verdict.STRUCTURAL
    if not kept.listed:
        return Verdict.NOT_IN_INPUT
    # A 0/0 that failed a filter, or has too few reads, says nothing.
    return Verdict.NOT_CARRIED if state.zygosity is Zygosity.ABSENT else Verdict.NOT_CALLED


def _answer(verdict: Verdict, kept: _Kept, state: GenotypeState, name: str) -> str:
    words = ZYGOSITY[state.zygosity]
    why = "; ".join(state.notes) or "no more is known"
    answers = {
        Verdict.REPORTED: f"{name} is reported: {words}.",
        Verdict.LISTED: f"{name} is listed among the other variants, since it asks for no action: {words}.",
        Verdict.NOT_CALLED: f"{name} is listed in the input and not called: nothing is known of it; {why}.",
        Verdict.SET_ASIDE: f"{name} was set aside: {'; '.join(kept.set_aside)}.",
        Verdict.NOT_CARRIED: f"{name} is listed in the input and this sample does not carry it: {words}.",
        Verdict.STRUCTURAL: f"{name} is read as a structural variant: {', '.join(kept.structural)}.",
        Verdict.NOT_IN_INPUT: f"No record lists {name}. At its place: {words}; {why}.",
    }
    filters = dict.fromkeys(name for call in kept.calls for name in call.filters)
    return answers[verdict] + (f" The caller's filter: {', '.join(filters)}." if filters else "")
