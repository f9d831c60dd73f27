"""One sample's report as an HL7 FHIR R4 bundle: Genomics Reporting guide 3.0.0, regions also as in 2.0.0.

The report is preliminary: nobody has signed it. It holds no date but the one the run was given.
"""

from collections.abc import Iterable
from typing import Any

from cd40lg_annot.model import InputFile, Sex, Status, Zygosity
from cd40lg_annot.report.exchange.codes import (
    INCONCLUSIVE,
    NEGATIVE,
    POSITIVE,
    PRESENCE,
    PRESENT,
    Code,
    loinc,
)
from cd40lg_annot.report.exchange.fhir_elements import (
    PROFILE,
    Resource,
    concept,
    genetics,
    identifier_of,
    reference,
)
from cd40lg_annot.report.exchange.fhir_implication import implications, structural_implication
from cd40lg_annot.report.exchange.fhir_regions import region_observations, study
from cd40lg_annot.report.exchange.fhir_variant import structural_observation, variant_observation
from cd40lg_annot.report.exchange.own import OwnReport, is_open

_GENDER = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "unknown"}
_REPORT = loinc("51969-4", "Genetic analysis report")
_NOT_CARRIED = frozenset({Zygosity.ABSENT, Zygosity.NO_CALL})
_ROLE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def fhir_bundle(own: OwnReport) -> Resource:
    """Give the bundle of one sample: patient, specimen, report, its observations, what made it."""
    patient, specimen = _patient(own), _specimen(own)
    found = [*_variants(own, patient, specimen), *region_observations(own, patient, specimen)]
    studied = study(own, patient, specimen)
    report = _report(own, patient, specimen, found, studied[0])
    device = _device(own)
    resources = [report, patient, specimen, *found, *studied, device, *_provenance(own, report, device)]
    return {
        "resourceType": "Bundle",
        "id": identifier_of(own.sample, "bundle"),
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{item['id']}", "resource": item} for item in resources],
    }


def _variants(own: OwnReport, patient: Resource, specimen: Resource) -> Iterable[Resource]:
    for finding in (*own.findings, *own.family_variants):
        variant = variant_observation(own, finding, patient, specimen)
        yield variant
        if finding.reportable and finding.zygosity not in _NOT_CARRIED:
            yield from implications(own, finding, variant, patient, specimen)
    for number, item in enumerate(own.structural, start=1):
        variant = structural_observation(own, item, number, patient, specimen)
        yield variant
        if item.relevance != "not_reportable":
            yield structural_implication(own, item, variant, patient, specimen)


def overall(own: OwnReport) -> Code:
    """Give the coarse answer: negative is said only where everything asked was looked at and answered.

    That is: the person is excluded, every change known in the family having been called and not carried;
    or nothing is known in the family, every base was assessed and structural variants were looked for.
    Positive: a variant that is known to cause the disease, or that surely takes exons, is there.
    """
    carried: list[tuple[str, Zygosity]] = [(item.relevance, item.zygosity) for item in own.findings]
    carried += [(item.relevance, item.zygosity) for item in own.structural]
    asked = [zygosity for relevance, zygosity in carried if relevance != "not_reportable"]
    causing = [zygosity for relevance, zygosity in carried if relevance == "disease_causing"]
    if own.is_held_back:
        return INCONCLUSIVE
    if any(PRESENCE[zygosity] is PRESENT for zygosity in causing):
        return POSITIVE
    if asked or own.warnings or is_open(own):
        return INCONCLUSIVE
    if own.family_variants:
        return NEGATIVE if own.status == Status.EXCLUDED.value else INCONCLUSIVE
    return NEGATIVE if own.callability.complete and own.structural_looked_for else INCONCLUSIVE


def _report(
    own: OwnReport, patient: Resource, specimen: Resource, found: Iterable[Resource], whole: Resource
) -> Resource:
    return {
        "resourceType": "DiagnosticReport",
        "id": identifier_of(own.sample, "report"),
        "meta": {"profile": [f"{PROFILE}/genomic-report"]},
        "extension": [{"url": f"{PROFILE}/genomic-study-reference", "valueReference": reference(whole)}],
        "status": "preliminary",
        "category": [genetics()],
        "code": concept(_REPORT),
        "subject": reference(patient),
        "specimen": [reference(specimen)],
        "result": [reference(item) for item in found],
        "conclusion": _conclusion(own),
        "conclusionCode": [concept(overall(own))],
    }


def _conclusion(own: OwnReport) -> str:
    """Give the answer, the standing of the person, and what the answer does not cover, in this order."""
    said = [own.headline]
    if own.status_words:
        said.append(f"Status: {own.status_words}.")
    if own.warnings:
        said.append(f"The laboratory's report has {own.warnings} warnings: read them first.")
    said.append("Not signed; for a laboratory to confirm.")
    return " ".join((*said, *own.limits))


def _patient(own: OwnReport) -> Resource:
    died: dict[str, Any] = {"deceasedBoolean": True} if own.deceased else {}
    return {
        "resourceType": "Patient",
        "id": identifier_of(own.sample, "patient"),
        "identifier": [{"value": own.person}],
        "gender": _GENDER[own.sex],
        **died,
    }


def _specimen(own: OwnReport) -> Resource:
    return {
        "resourceType": "Specimen",
        "id": identifier_of(own.sample, "specimen"),
        "meta": {"profile": [f"{PROFILE}/specimen|2.0.0"]},
        "identifier": [{"value": own.sample}],
        "subject": {"reference": f"urn:uuid:{identifier_of(own.sample, 'patient')}"},
    }


def _device(own: OwnReport) -> Resource:
    tables = [
        {"type": {"text": table.name}, "value": f"{table.release}, sha256 {table.sha256}"}
        for table in own.provenance.tables
    ]
    return {
        "resourceType": "Device",
        "id": identifier_of(own.sample, "device"),
        "deviceName": [{"name": "cd40lg-annot", "type": "manufacturer-name"}],
        "type": {"text": "software"},
        "version": [{"type": {"text": "program"}, "value": own.provenance.version}, *tables],
    }


def _provenance(own: OwnReport, report: Resource, device: Resource) -> Iterable[Resource]:
    """Give who made the report from what; FHIR asks for a time, so a run without a date has none."""
    if not own.provenance.date:
        return
    yield {
        "resourceType": "Provenance",
        "id": identifier_of(own.sample, "provenance"),
        "target": [reference(report)],
        "recorded": instant(own.provenance.date),
        "agent": [{"type": concept(Code(_ROLE, "assembler", "Assembler")), "who": reference(device)}],
        "entity": [_source(item) for item in own.inputs],
    }


def _source(item: InputFile) -> dict[str, object]:
    """An input by its checksum: its path could name other people."""
    return {
        "role": "source",
        "what": {"identifier": {"value": f"sha256:{item.sha256}"}, "display": item.role},
    }


def instant(date: str) -> str:
    """Give a date as FHIR's and Protobuf's instant: midnight UTC where no time is given.

    >>> [instant(text) for text in ("2026-11-01", "2026-11-01T08:00:00Z")]
    ['2026-11-01T00:00:00Z', '2026-11-01T08:00:00Z']
    """
    return date if "T" in date else f"{date}T00:00:00Z"
