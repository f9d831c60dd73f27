"""What HL7's Genomics Reporting guide asks of a bundle, as far as it can be checked offline.

Written from the guide's own source (github.com/HL7/genomics-reporting, input/fsh: CGGeneral, CGFindings,
CGImplications, GGGenomicStudy; published as 2.0.0 and 3.0.0), not from our code: fixed codes, categories,
slices with their cardinality and type of value, required value sets.
"""

from collections import Counter

LOINC = "http://loinc.org"
GUIDE = "http://hl7.org/fhir/uv/genomics-reporting"
TBD = f"{GUIDE}/CodeSystem/tbd-codes-cs"
MANY = 99

# code: (most often, type of value); a code that stands in no row is an extra component, which is allowed.
_FINDING = {
    (LOINC, "48018-6"): (MANY, "valueCodeableConcept"),
    (LOINC, "62374-4"): (MANY, "valueCodeableConcept"),
    (TBD, "conclusion-string"): (1, "valueString"),
}
_VARIANT = _FINDING | {
    (LOINC, "48004-6"): (1, "valueCodeableConcept"),
    (LOINC, "81290-9"): (1, "valueCodeableConcept"),
    (LOINC, "48013-7"): (1, "valueCodeableConcept"),
    (LOINC, "51958-7"): (1, "valueCodeableConcept"),
    (LOINC, "48005-3"): (1, "valueCodeableConcept"),
    (LOINC, "81254-5"): (1, "valueRange"),
    (LOINC, "81301-4"): (1, "valueRange"),
    (LOINC, "81302-2"): (1, "valueRange"),
    (TBD, "exact-start-end"): (1, "valueRange"),
    (TBD, "outer-start-end"): (1, "valueRange"),
    (TBD, "inner-start-end"): (1, "valueRange"),
    (LOINC, "92822-6"): (1, "valueCodeableConcept"),
    (LOINC, "69547-8"): (1, "valueString"),
    (LOINC, "69551-0"): (1, "valueString"),
    (LOINC, "48019-4"): (1, "valueCodeableConcept"),
    (LOINC, "48002-0"): (1, "valueCodeableConcept"),
    (LOINC, "81258-6"): (1, "valueQuantity"),
    (LOINC, "82121-5"): (1, "valueQuantity"),
    (LOINC, "53034-5"): (1, "valueCodeableConcept"),
    (LOINC, "81252-9"): (MANY, "valueCodeableConcept"),
    (LOINC, "48000-4"): (MANY, "valueCodeableConcept"),
    (LOINC, "82155-3"): (1, "valueQuantity"),
    (TBD, "molecular-consequence"): (1, "valueCodeableConcept"),
}
_IMPLICATION = {
    (LOINC, "53037-8"): (1, "valueCodeableConcept"),
    (LOINC, "93044-6"): (MANY, "valueCodeableConcept"),
    (LOINC, "81259-4"): (MANY, "valueCodeableConcept"),
    (TBD, "condition-inheritance"): (1, "valueCodeableConcept"),
    (TBD, "conclusion-string"): (1, "valueString"),
}
_REGION = {
    (LOINC, "48018-6"): (1, "valueCodeableConcept"),
    (LOINC, "81293-3"): (1, "valueString"),
    (TBD, "region-coverage"): (1, "valueQuantity"),
    (LOINC, "51959-5"): (MANY, "valueRange"),
    (LOINC, "92822-6"): (1, "valueCodeableConcept"),
    (LOINC, "48013-7"): (1, "valueCodeableConcept"),
    (TBD, "uncallable-regions"): (MANY, "valueRange"),
}
# profile: (system, code) of Observation.code, slices, whether a value must (True), may not (False) stand.
_PROFILES = {
    "variant": ((LOINC, "69548-6"), _VARIANT, True),
    "diagnostic-implication": ((TBD, "diagnostic-implication"), _IMPLICATION, False),
    "region-studied|2.0.0": ((LOINC, "53041-0"), _REGION, False),
}
# Required value sets: LL1971-2, LL2938-0, and the HGVS names.
_PRESENCE = {"LA9633-4", "LA9634-2", "LA18198-4", "LA11884-6"}
_CHROMOSOMES = {f"LA{number}" for number in ("21276-3", "21277-1")}
_NAMES = {"48004-6", "48005-3", "81290-9"}
_ALLELIC_STATES = {"LA6703-8", "LA6704-6", "LA6705-3", "LA6706-1", "LA6707-9"}


def faults(bundle):
    """Every rule of the guide that a bundle breaks, in words."""
    resources = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    found = []
    if len(resources) != len(bundle["entry"]):
        found.append("two entries share a fullUrl")
    for resource in resources.values():
        where = f"{resource['resourceType']} {resource['id']}"
        found += [f"{where}: {fault}" for fault in _faults_of(resource)]
        found += [
            f"{where}: {target} is not in the bundle"
            for target in _targets(resource)
            if target not in resources
        ]
    return found


def _faults_of(resource):
    kind = resource["resourceType"]
    if kind == "Observation":
        yield from _observation(resource)
    if kind == "DiagnosticReport":
        yield from _report(resource)
    if kind == "Procedure" and [category_codes(resource["category"])] != [{"laboratory"}]:
        yield "a genomic study has one category, laboratory"
    if kind == "Specimen" and "subject" not in resource:
        yield "a specimen has a subject"


def _observation(resource):
    (profile,) = resource["meta"]["profile"]
    code, slices, valued = _PROFILES[profile.removeprefix(f"{GUIDE}/StructureDefinition/")]
    categories = [category_codes(item) for item in resource["category"]]
    if {"laboratory"} not in categories or {"GE"} not in categories:
        yield "categories laboratory and GE are asked for"
    if code not in _codes(resource["code"]):
        yield f"code is not {code[1]}"
    values = [key for key in resource if key.startswith("value")]
    if bool(values) != valued:
        yield f"value[x]: {values}"
    if profile.endswith("/variant") and not _PRESENCE & {
        item for _, item in _codes(resource["valueCodeableConcept"])
    }:
        yield "presence is not of LL1971-2"
    if profile.endswith("implication") and not resource.get("derivedFrom"):
        yield "derivedFrom is asked for"
    yield from _components(resource["component"], slices)


def _components(components, slices):
    counted = Counter(code for item in components for code in _codes(item["code"]))
    for code, number in counted.items():
        if number > slices.get(code, (MANY, ""))[0]:
            yield f"component {code[1]} stands {number} times"
    for item in components:
        values = [key for key in item if key.startswith("value")]
        wanted = {slices[code][1] for code in _codes(item["code"]) if code in slices}
        if len(values) != 1 or (wanted and set(values) != wanted):
            yield f"component {_codes(item['code'])} has {values}, not {wanted}"
        yield from _bound(item)


def _bound(item):
    codes = {code for _, code in _codes(item["code"])}
    value = item.get("valueCodeableConcept", {})
    if codes & _NAMES and {system for system, _ in _codes(value)} != {"http://varnomen.hgvs.org"}:
        yield "an HGVS name is not of HGVS's system"
    if "48000-4" in codes and not _CHROMOSOMES & {code for _, code in _codes(value)}:
        yield "chromosome is not of LL2938-0"
    if "53034-5" in codes and not _ALLELIC_STATES & {code for _, code in _codes(value)}:
        yield "allelic state is not of LL381-5"
    quantity = item.get("valueQuantity")
    if quantity and quantity.get("system") != "http://unitsofmeasure.org":
        yield "a quantity is not in UCUM"
    if "82155-3" in codes and not (quantity["code"] == "1" and isinstance(quantity["value"], int)):
        yield "a copy number is no count (cnt-3)"


def _report(resource):
    if resource["meta"]["profile"] != [f"{GUIDE}/StructureDefinition/genomic-report"]:
        yield "profile of the report"
    if (LOINC, "51969-4") not in _codes(resource["code"]):
        yield "code is not 51969-4"
    if [category_codes(item) for item in resource["category"]].count({"GE"}) != 1:
        yield "exactly one category GE is asked for"
    if [key for key in resource if key.startswith("effective")] not in ([], ["effectiveDateTime"]):
        yield "effective[x] is a dateTime"


def _codes(concept):
    return {(item["system"], item["code"]) for item in concept.get("coding", ())}


def category_codes(concept):
    """The bare codes of a concept."""
    return {code for _, code in _codes(concept)}


def _targets(value):
    """Every reference of a resource that should resolve inside its bundle."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for item in value.values():
            yield from _targets(item)
    elif isinstance(value, list):
        for item in value:
            yield from _targets(item)
