"""What the laboratory's report of one sample shows, as data: the same for page, PDF and JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from cd40lg_annot.model import (
    Build,
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
    StructuralFinding,
    Zygosity,
)
from cd40lg_annot.report.callability import CallabilityView, callability_view
from cd40lg_annot.report.limits import limits_of_sample
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
class StructuralView:
    """One structural variant; `start`, `end`: 0-based, half-open, locus axis; `genotype` as VCF writes it.

    `contig`, `pos`, `last`: first and last base changed, 1-based, in the input's build and spelling.
    `exons` lie between its ends for certain, wholly or in part; of `possible_exons` that is not certain.
    """

    kind: str
    start: int
    end: int
    description: str
    zygosity: Zygosity
    zygosity_words: str
    exons: tuple[int, ...]
    copy_number: int | None
    genotype: str
    filters: tuple[str, ...]
    place: RecordPlace
    reads: Reads
    notes: tuple[str, ...]
    build: Build
    contig: str
    pos: int
    last: int
    relevance: str
    consequence: str
    consequences: tuple[str, ...]
    impact: str
    in_frame: bool | None
    hgvs: str
    hgvs_g: str
    hgvs_c: str
    whole_exons: tuple[int, ...]
    possible_exons: tuple[int, ...]
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """Everything the report of one sample prints, in the order in which it prints it."""

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
    provenance: Provenance

    @property
    def reportable(self) -> tuple[FindingView, ...]:
        """Findings that ask something of the reader."""
        return tuple(finding for finding in self.findings if finding.reportable)

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
        structural=tuple(_structural_view(finding, sample.build) for finding in sample.structural_findings),
        callability=callability,
        limits=limits_of_sample(sample, callability),
        set_aside=sample.set_aside,
        notes=sample.notes,
        warnings=sample.warnings,
        inputs=sample.inputs,
        sex_check=sample.sex_check,
        provenance=provenance,
    )


def genotype_text(alleles: tuple[int | None, ...], *, phased: bool) -> str:
    """Write a genotype of one allele as VCF does; 2 is another allele of the record, 3 is `*`.

    >>> [genotype_text((0, 1), phased=False), genotype_text((1,), phased=False)]
    ['0/1', '1']
    """
    separator = "|" if phased else "/"
    return separator.join("." if allele is None else str(allele) for allele in alleles)


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


def _structural_view(finding: StructuralFinding, build: Build) -> StructuralView:
    call, state, effect = finding.call, finding.state, finding.effect
    return StructuralView(
        kind=call.kind,
        start=call.start,
        end=call.end,
        description=finding.description,
        zygosity=state.zygosity,
        zygosity_words=ZYGOSITY[state.zygosity],
        exons=tuple(sorted((*effect.whole_exons, *effect.partial_exons))) if effect else call.exons,
        copy_number=call.copy_number,
        genotype=genotype_text(tuple(None if a is None else min(a, 1) for a in call.alleles), phased=False),
        filters=call.filters,
        place=call.place,
        reads=call.reads,
        notes=(*state.notes, *finding.notes),
        build=build,
        contig=finding.contig,
        pos=finding.pos,
        last=finding.end,
        relevance=finding.relevance.value,
        consequence=effect.in_words if effect else "",
        consequences=effect.consequences if effect else (),
        impact=effect.impact if effect else "",
        in_frame=effect.in_frame if effect else None,
        hgvs=(effect.hgvs_c or effect.hgvs_g) if effect else "",
        hgvs_g=effect.hgvs_g if effect else "",
        hgvs_c=effect.hgvs_c if effect else "",
        whole_exons=effect.whole_exons if effect else (),
        possible_exons=effect.possible_exons if effect else (),
        neighbours=effect.neighbours if effect else (),
    )


def _status(sample: SampleInterpretation, statuses: Iterable[PersonStatus]) -> PersonStatus | None:
    return next((status for status in statuses if status.person == sample.person.person), None)
