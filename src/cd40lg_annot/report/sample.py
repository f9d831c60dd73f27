"""What the laboratory's report of one sample shows, as data: the same for page, PDF and JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from cd40lg_annot.model import (
    Build,
    ClinicView,
    FamilyInterpretation,
    Finding,
    InputFile,
    PersonStatus,
    Provenance,
    Reads,
    RecordPlace,
    Relevance,
    SampleInterpretation,
    SetAside,
    Sex,
    SexCheck,
    WarningKind,
    Zygosity,
)
from cd40lg_annot.report.accounting import Accounting, accounting_of
from cd40lg_annot.report.callability import CallabilityView, callability_view
from cd40lg_annot.report.limits import limits_of_sample
from cd40lg_annot.report.stale import stale_tables
from cd40lg_annot.report.structural import StructuralView, genotype_text, structural_view
from cd40lg_annot.report.variant import VariantView, variant_view
from cd40lg_annot.report.words import SEX, STATUS, ZYGOSITY

SCHEMA = "cd40lg-annot/report/1"


@dataclass(frozen=True, slots=True)
class FindingView(VariantView):
    """One variant in one sample.

    `contig`, `pos`, `ref`, `alt`: left-aligned, in the input's build and contig spelling.
    `as_written`: the record as the file has it; None where the file does not list the variant.
    """

    zygosity: Zygosity
    zygosity_words: str
    zygosity_warning: bool
    contig: str
    pos: int
    ref: str
    alt: str
    genotype: str | None
    reads: Reads
    genotype_quality: float | None
    filters: tuple[str, ...]
    as_written: RecordPlace | None
    reportable: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """Everything the report of one sample prints, in the order in which it prints it.

    `warning_kinds`: what each of `warnings` is about, in the same order.
    """

    schema: str
    sample: str
    person: str
    family: str
    sex: Sex
    sex_words: str
    karyotype: str | None
    build: Build
    contig: str
    transcript: str
    headline: str
    status: str | None
    status_words: str
    status_reasons: tuple[str, ...]
    findings: tuple[FindingView, ...]
    family_variants: tuple[FindingView, ...]
    structural: tuple[StructuralView, ...]
    callability: CallabilityView
    limits: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    sex_check: SexCheck
    clinic: ClinicView | None
    accounting: Accounting
    provenance: Provenance
    warning_kinds: tuple[WarningKind, ...] = ()

    @property
    def reportable(self) -> tuple[FindingView, ...]:
        """Findings that ask something of the reader."""
        return tuple(finding for finding in self.findings if finding.reportable)

    @property
    def reportable_structural(self) -> tuple[StructuralView, ...]:
        """Structural variants that ask something of the reader."""
        return tuple(item for item in self.structural if item.relevance != Relevance.NOT_REPORTABLE.value)

    @property
    def relevance(self) -> str:
        """What the sample's findings ask of the reader, small and structural ones together."""
        asked = {item.relevance for item in self.findings} | {item.relevance for item in self.structural}
        return next((one.value for one in Relevance if one.value in asked), Relevance.NOT_REPORTABLE.value)

    @property
    def not_reportable(self) -> tuple[FindingView, ...]:
        """Findings that are listed for completeness: they alarm nobody."""
        return tuple(finding for finding in self.findings if not finding.reportable)


def sample_report(
    sample: SampleInterpretation, family: FamilyInterpretation, provenance: Provenance
) -> SampleReport:
    """Lay out the report of one sample of a family."""
    person, status = sample.person, _status(sample, family.statuses)
    callability = callability_view(sample.callability, sample.callability_sources, sample.known_sites)
    stale = stale_tables(provenance)
    return SampleReport(
        schema=SCHEMA,
        sample=sample.sample,
        person=person.person,
        family=family.family,
        sex=person.sex,
        sex_words=SEX[person.sex],
        karyotype=person.karyotype.value if person.karyotype else None,
        build=sample.build,
        contig=sample.contig,
        transcript=provenance.transcript,
        headline=sample.headline,
        status=status.status.value if status else None,
        status_words=STATUS[status.status] if status else "",
        status_reasons=status.reasons if status else (),
        findings=_findings(sample.findings, sample.build, provenance),
        family_variants=_findings(sample.family_variants, sample.build, provenance),
        structural=tuple(structural_view(finding, sample.build) for finding in sample.structural_findings),
        callability=callability,
        limits=limits_of_sample(sample, callability),
        set_aside=sample.set_aside,
        notes=sample.notes,
        warnings=(*sample.warnings, *stale),
        warning_kinds=(*sample.warning_kinds, *(WarningKind.OLD_TABLE for _ in stale)),
        inputs=sample.inputs,
        sex_check=sample.sex_check,
        clinic=sample.clinic,
        accounting=accounting_of(sample.tally),
        provenance=provenance,
    )


def _findings(findings: Iterable[Finding], build: Build, provenance: Provenance) -> tuple[FindingView, ...]:
    views = [_finding(finding, build, provenance) for finding in findings]
    # What asks most of the reader comes first; within that, the order along the gene stays.
    order = [relevance.value for relevance in Relevance]
    return tuple(sorted(views, key=lambda view: order.index(view.relevance)))


def _finding(finding: Finding, build: Build, provenance: Provenance) -> FindingView:
    view = variant_view(finding.annotated, build, provenance.tables)
    shared = {name: getattr(view, name) for name in VariantView.__dataclass_fields__}
    call, state = finding.call, finding.state
    return FindingView(
        **shared,
        zygosity=state.zygosity,
        zygosity_words=ZYGOSITY[state.zygosity],
        zygosity_warning=state.warning,
        contig=finding.contig,
        pos=finding.pos,
        ref=finding.ref,
        alt=finding.alt,
        genotype=genotype_text(call.alleles, phased=call.phased) if call else None,
        reads=call.reads if call else Reads(),
        genotype_quality=call.genotype_quality if call else None,
        filters=call.filters if call else (),
        as_written=call.place if call else None,
        reportable=finding.annotated.assessment.relevance is not Relevance.NOT_REPORTABLE,
        notes=(*state.notes, *(note for note in finding.notes if note not in state.notes)),
    )


def _status(sample: SampleInterpretation, statuses: Iterable[PersonStatus]) -> PersonStatus | None:
    return next((status for status in statuses if status.person == sample.person.person), None)
