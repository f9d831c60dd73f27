"""What of a sample's report is the person's own, and so may leave in a file that names one person.

A report speaks of relatives in its status reasons, warnings, command and file names. None of that is
read from here, so none of it reaches a bundle.
"""

from dataclasses import dataclass

from cd40lg_annot.locus.builds import X_REFSEQ
from cd40lg_annot.model import Build, InputFile, Person, Provenance, Relevance, Sex, Zygosity
from cd40lg_annot.report.callability import CallabilityView
from cd40lg_annot.report.sample import FindingView, SampleReport
from cd40lg_annot.report.structural import StructuralView


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One person's own results, without a word about anybody else.

    `family_variants`: the state at changes that run in the family and are known to cause the disease.
    `warnings` is their number; what they say can name others. `accession`: chromosome X in `build`.
    `is_held_back`: sex or identity is in doubt, so that zygosity may be another one.
    """

    sample: str
    person: str
    sex: Sex
    deceased: bool
    pregnancy: bool
    build: Build
    accession: str
    transcript: str
    headline: str
    status: str | None
    status_words: str
    findings: tuple[FindingView, ...]
    family_variants: tuple[FindingView, ...]
    structural: tuple[StructuralView, ...]
    callability: CallabilityView
    structural_looked_for: bool
    limits: tuple[str, ...]
    warnings: int
    is_held_back: bool
    inputs: tuple[InputFile, ...]
    provenance: Provenance


def own_report(report: SampleReport, person: Person) -> OwnReport:
    """Take one person's own results out of their report."""
    return OwnReport(
        sample=report.sample,
        person=person.person,
        sex=person.sex,
        deceased=person.deceased,
        pregnancy=person.pregnancy,
        build=report.build,
        accession=X_REFSEQ[report.build],
        transcript=report.transcript,
        headline=report.headline,
        status=report.status,
        status_words=report.status_words,
        findings=report.findings,
        family_variants=tuple(
            item for item in report.family_variants if item.relevance == Relevance.DISEASE_CAUSING.value
        ),
        structural=report.structural,
        callability=report.callability,
        structural_looked_for=any(item.role == "sv_vcf" for item in report.inputs),
        limits=report.limits,
        warnings=len(report.warnings),
        is_held_back=report.sex_check.forbids_release,
        inputs=report.inputs,
        provenance=report.provenance,
    )


def is_open(own: OwnReport) -> bool:
    """Whether anything that could cause the disease was found and not settled, or could not be looked at."""
    unsettled = {Zygosity.NO_CALL, Zygosity.UNDETERMINED, Zygosity.CONFLICT, Zygosity.DELETED}
    small = [*(item for item in own.findings if item.reportable), *own.family_variants]
    return any(item.zygosity in unsettled for item in small) or any(
        item.zygosity in unsettled for item in own.structural
    )
