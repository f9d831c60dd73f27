"""The small parts that FHIR resources are made of: codings, components, references, deterministic ids."""

import uuid
from typing import Any

from cd40lg_annot.report.exchange.codes import LOINC, TO_BE_DEFINED, Code, loinc

GUIDE = "http://hl7.org/fhir/uv/genomics-reporting"
PROFILE = f"{GUIDE}/StructureDefinition"
UCUM = "http://unitsofmeasure.org"
# Everything of ours that has no identifier of its own is numbered under this one (uuid5 of the guide's URL).
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, f"{GUIDE}#cd40lg-annot")

Resource = dict[str, Any]
Component = dict[str, Any]


def identifier_of(sample: str, *parts: str) -> str:
    """Id of a part of a sample's bundle: the same for the same sample, safe whatever the sample is called.

    >>> identifier_of("../../x", "patient") == identifier_of("../../x", "patient")
    True
    """
    return str(uuid.uuid5(_NAMESPACE, "\n".join((sample, *parts))))


def reference(resource: Resource) -> dict[str, str]:
    """Reference to a resource of the same bundle."""
    return {"reference": f"urn:uuid:{resource['id']}"}


def concept(code: Code | None, text: str = "") -> dict[str, Any]:
    """CodeableConcept of a code, a text, or both."""
    coded: dict[str, Any] = {"coding": [coding(code)]} if code else {}
    return coded | ({"text": text} if text else {})


def coding(code: Code) -> dict[str, str]:
    """Coding of one code."""
    return {"system": code.system, "code": code.code, "display": code.label}


def component(code: str, label: str, **value: object) -> Component:
    """Component with a LOINC code; `value` is one `value[x]` of FHIR."""
    return {"code": concept(loinc(code, label)), **value}


def guide_component(code: str, label: str, **value: object) -> Component:
    """Component with a code that the guide has defined until LOINC does."""
    return {"code": concept(Code(TO_BE_DEFINED, code, label)), **value}


def both_component(code: str, guide_code: str, label: str, **value: object) -> Component:
    """Component whose code the guide gave itself in version 2 and took from LOINC in version 3."""
    codes = (Code(LOINC, code, label), Code(TO_BE_DEFINED, guide_code, label))
    return {"code": {"coding": [coding(item) for item in codes]}, **value}


def name_component(code: str, label: str, hgvs: str) -> Component:
    """Component with an HGVS name."""
    name = Code("http://varnomen.hgvs.org", hgvs, hgvs)
    return component(code, label, valueCodeableConcept=concept(name))


def sequence_component(code: str, label: str, accession: str) -> Component:
    """Component with the accession of a reference sequence."""
    sequence = Code("http://www.ncbi.nlm.nih.gov/nuccore", accession, accession)
    return component(code, label, valueCodeableConcept=concept(sequence))


def count(value: float, unit: str, code: str) -> dict[str, Any]:
    """Quantity in a UCUM unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def span(first: int | None, last: int | None) -> dict[str, Any]:
    """Range of positions; an end that is not known is left out."""
    ends = {"low": first, "high": last}
    return {end: {"value": value} for end, value in ends.items() if value is not None}


def observation(identifier: str, profile: str, code: Code, subject: Resource, specimen: Resource) -> Resource:
    """Observation of the guide's base profile: laboratory, genetics, not yet released."""
    return {
        "resourceType": "Observation",
        "id": identifier,
        "meta": {"profile": [profile]},
        "status": "preliminary",
        "category": [laboratory(), genetics()],
        "code": concept(code),
        "subject": reference(subject),
        "specimen": reference(specimen),
    }


def laboratory() -> dict[str, Any]:
    """Category of every laboratory observation."""
    system = "http://terminology.hl7.org/CodeSystem/observation-category"
    return concept(Code(system, "laboratory", "Laboratory"))


def genetics() -> dict[str, Any]:
    """Category of every genetic observation and report."""
    return concept(Code("http://terminology.hl7.org/CodeSystem/v2-0074", "GE", "Genetics"))
