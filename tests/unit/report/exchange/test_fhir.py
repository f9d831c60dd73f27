"""A sample's bundle is valid FHIR, keeps the guide's rules, and says no more than the report."""

import json
from dataclasses import replace

import pytest
from fhir.resources.R4B.bundle import Bundle

from builders import (
    OF_ANOTHER_SEX,
    a_female,
    a_finding,
    a_male,
    a_provenance,
    a_sample,
    benign_family,
    callability,
    thr254met,
    thr254met_family,
)
from cd40lg_annot.model import (
    Affection,
    Assessment,
    Build,
    Classification,
    InputFile,
    PersonStatus,
    Relevance,
    Sex,
    Status,
    Zygosity,
)
from cd40lg_annot.report.exchange.fhir import fhir_bundle
from cd40lg_annot.report.exchange.own import own_report
from cd40lg_annot.report.sample import sample_report
from exchange_cases import odd_family, structural
from genomics_profile import faults

DISEASE, DISEASE_CODE = "81259-4", "MONDO:0010626"


def bundle_of(sample, family=None, provenance=None):
    family = family or thr254met_family()
    report = sample_report(sample, family, provenance or a_provenance())
    return fhir_bundle(own_report(report, sample.person))


def bundle(name, family=None):
    family = family or thr254met_family()
    return bundle_of(next(item for item in family.samples if item.sample == name), family)


def resources(made, kind, code=None):
    found = [entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == kind]
    return [item for item in found if code is None or item["code"]["coding"][0]["code"] == code]


def values(resource):
    """Components by their first code; the first of several."""
    found = {}
    for item in resource["component"]:
        value = next(value for key, value in item.items() if key.startswith("value"))
        found.setdefault(item["code"]["coding"][0]["code"], value)
    return found


def code(concept):
    return concept["coding"][0]["code"]


def every_sample():
    for family in (thr254met_family(), benign_family(), odd_family()):
        for sample in family.samples:
            yield pytest.param(sample, family, id=sample.sample)


@pytest.mark.parametrize(("sample", "family"), list(every_sample()))
def test_it_is_valid_and_keeps_the_rules_of_the_guide(sample, family):
    made = bundle_of(sample, family)
    Bundle.model_validate(made)
    assert faults(made) == []


def test_the_checker_sees_what_is_wrong():
    made = bundle("BOY")
    (variant, *_) = resources(made, "Observation", "69548-6")
    variant["category"] = variant["category"][:1]
    variant["valueCodeableConcept"]["coding"][0]["code"] = "positive"
    variant["component"].append(variant["component"][5])
    variant["subject"] = {"reference": "urn:uuid:somebody-else"}
    assert len(faults(made)) == 4


def test_the_boys_variant_in_full():
    (variant,) = resources(bundle("BOY"), "Observation", "69548-6")
    told = values(variant)
    assert code(variant["valueCodeableConcept"]) == "LA9633-4"
    assert code(told["48018-6"]) == "HGNC:11935"
    assert code(told["81290-9"]) == "NC_000023.11:g.136659390C>T"
    assert code(told["48004-6"]) == "NM_000074.3:c.761C>T"
    assert code(told["48005-3"]) == "NP_000065.1:p.(Thr254Met)"
    assert (told["69547-8"], told["69551-0"]) == ("C", "T")
    assert told["81254-5"] == {"low": {"value": 136659390}, "high": {"value": 136659390}}
    assert code(told["92822-6"]) == "LA30102-0"
    assert code(told["62374-4"]) == "LA26806-2"
    assert code(told["53034-5"]) == "LA6707-9"  # hemizygous
    assert code(told["48002-0"]) == "LA6683-2"
    assert told["82121-5"]["value"] == 40
    assert code(told["molecular-consequence"]) == "SO:0001583"


def test_what_the_boys_variant_amounts_to_is_told_with_who_says_so():
    own, clinvar = resources(bundle("BOY"), "Observation", "diagnostic-implication")
    assert code(values(own)["53037-8"]) == "LA26332-9"
    assert values(own)["53037-8"]["text"].startswith("likely pathogenic (suggested, 6 points; criteria: PM2_")
    assert "not signed" in values(own)["53037-8"]["text"]
    assert code(values(own)[DISEASE]) == DISEASE_CODE
    assert code(values(clinvar)["53037-8"]) == "LA6668-3"
    assert code(values(clinvar)["93044-6"]) == "2-star"


def test_a_class_of_the_laboratory_is_no_suggestion():
    variant = thr254met()
    variant = replace(variant, assessment=replace(variant.assessment, by_laboratory=True))
    made = bundle_of(a_sample(a_male("BOY"), (a_finding(variant, Zygosity.HEMIZYGOUS, (1,)),)))
    own, _ = resources(made, "Observation", "diagnostic-implication")
    assert "the laboratory's own classification" in values(own)["53037-8"]["text"]


@pytest.mark.parametrize("status", [status for status in Status if "affected" not in status.value])
@pytest.mark.parametrize("zygosity", [Zygosity.HETEROZYGOUS, Zygosity.MOSAIC_SUSPECTED, Zygosity.NO_CALL])
def test_a_carrier_is_never_given_the_disease(status, zygosity):
    person = a_female("MOTHER", affected=Affection.UNAFFECTED)
    family = thr254met_family()
    made = bundle_of(
        a_sample(person, (a_finding(thr254met(), zygosity, (0, 1)),)),
        replace(family, statuses=(PersonStatus("MOTHER", status, ("r",)),)),
    )
    given = DISEASE_CODE in json.dumps(made)
    assert given == (status is Status.MANIFESTING_CARRIER and zygosity is not Zygosity.NO_CALL)
    assert not resources(made, "Condition")


def test_a_class_that_is_not_pathogenic_gives_nobody_the_disease():
    """ClinVar knows it; the criteria of this program, which lack ClinVar's evidence, do not add up."""
    variant = thr254met()
    doubt = replace(variant.assessment, classification=Classification.UNCERTAIN_SIGNIFICANCE, points=1)
    variant = replace(variant, assessment=doubt)
    made = bundle_of(a_sample(a_male("BOY"), (a_finding(variant, Zygosity.HEMIZYGOUS, (1,)),)))
    own, clinvar = resources(made, "Observation", "diagnostic-implication")
    assert "81259-4" not in values(own)
    assert "(suggested, 1 point;" in values(own)["53037-8"]["text"]
    assert code(values(clinvar)["81259-4"]) == DISEASE_CODE


def test_a_sample_of_doubtful_sex_gives_nobody_the_disease():
    sample = a_sample(
        a_male("BOY"),
        (a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,)),),
        sex_check=OF_ANOTHER_SEX,
    )
    assert DISEASE_CODE not in json.dumps(bundle_of(sample))


def test_a_carriers_variant_says_that_it_is_no_diagnosis():
    own, _ = resources(bundle("MOTHER"), "Observation", "diagnostic-implication")
    assert "not a diagnosis" in values(own)["conclusion-string"]
    assert code(values(own)["condition-inheritance"]) == "HP:0001417"


def test_absent_and_not_called_are_told_apart():
    (absent,) = resources(bundle("SISTER"), "Observation", "69548-6")
    (silent,) = resources(bundle("COUSIN"), "Observation", "69548-6")
    assert code(absent["valueCodeableConcept"]) == "LA9634-2"
    assert code(silent["valueCodeableConcept"]) == "LA18198-4"
    assert "53034-5" not in values(absent) | values(silent)
    assert not resources(bundle("SISTER"), "Observation", "diagnostic-implication")


@pytest.mark.parametrize(
    ("name", "answer"),
    [("BOY", "Positive"), ("MOTHER", "Positive"), ("SISTER", "Negative"), ("COUSIN", "Inconclusive")],
)
def test_the_coarse_answer(name, answer):
    (report,) = resources(bundle(name), "DiagnosticReport")
    assert report["conclusionCode"][0]["coding"][0]["display"] == answer
    assert report["status"] == "preliminary"


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, "Negative"),
        ({"inputs": ()}, "Inconclusive"),
        ({"callability": callability(0.9)}, "Inconclusive"),
        ({"callability": ()}, "Inconclusive"),
        ({"warnings": ("anything",)}, "Inconclusive"),
        ({"sex_check": OF_ANOTHER_SEX}, "Inconclusive"),
    ],
)
def test_a_negative_needs_everything_looked_at(change, answer):
    whole = {"inputs": (InputFile("sv.vcf", "sv_vcf", "0" * 64, 1),)}
    sample = a_sample(a_male("P"), **(whole | change))
    (report,) = resources(bundle_of(sample, replace(benign_family(), samples=(sample,))), "DiagnosticReport")
    assert report["conclusionCode"][0]["coding"][0]["display"] == answer


def test_a_region_with_one_base_missing_is_uncallable_as_a_whole():
    *first, last = callability()
    sample = a_sample(a_male("P"), callability=(*first, replace(last, called_reference=396, low_quality=1)))
    *whole, part = resources(bundle_of(sample), "Observation", "53041-0")
    assert all("uncallable-regions" not in values(region) for region in whole)
    assert values(part)["uncallable-regions"] == values(part)["51959-5"]
    assert values(part)["51959-5"] == {"low": {"value": 136659019}, "high": {"value": 136659415}}
    assert "396 of 397 bases" in values(part)["81293-3"]


def test_regions_are_in_the_build_of_the_input():
    sample = a_sample(a_male("P"), build=Build.GRCH37, contig="X")
    *_, region = resources(bundle_of(sample), "Observation", "53041-0")
    assert values(region)["51959-5"]["low"]["value"] == 135741178
    assert code(values(region)["48013-7"]) == "NC_000023.10"


def test_structural_ends_are_as_exact_as_they_are():
    exact, ranged, counted, junction = (
        values(
            resources(
                bundle_of(a_sample(a_male("P"), structural_findings=(item,))), "Observation", "69548-6"
            )[0]
        )
        for item in structural()
    )
    assert exact["81254-5"] == {"low": {"value": 136650177}, "high": {"value": 136654676}}
    assert exact["82155-3"]["value"] == 0
    assert ranged["81302-2"] == {"low": {"value": 136650227}, "high": {"value": 136654576}}
    assert ranged["81301-4"] == {"low": {"value": 136650077}, "high": {"value": 136654776}}
    assert "81302-2" in counted
    assert not {"81254-5", "81301-4"} & set(counted)
    assert not {"81254-5", "81301-4", "81302-2"} & set(junction)


@pytest.mark.parametrize(
    ("classification", "given"),
    [(None, True), (Classification.PATHOGENIC, True), (Classification.UNCERTAIN_SIGNIFICANCE, False)],
)
def test_a_structural_variant_gives_the_disease_by_its_class_or_by_what_it_takes(classification, given):
    (item, *_) = structural()
    assessed = Assessment(Relevance.DISEASE_CAUSING, classification, 8, ()) if classification else None
    made = bundle_of(a_sample(a_male("P"), structural_findings=(replace(item, assessment=assessed),)))
    (told,) = resources(made, "Observation", "diagnostic-implication")
    assert (DISEASE in values(told)) == given
    assert "not signed" in values(told)["53037-8"]["text"]


def test_no_word_of_another_person_is_in_a_bundle():
    """Everybody else's name and file is another one: the bundle stays as it is, byte for byte."""
    family = thr254met_family(name="FAMILYNAME")
    provenance = a_provenance(command="interpret BOY.vcf MOTHER.vcf")
    for sample in family.samples:
        text = json.dumps(bundle_of(sample, family, provenance))
        others = {person.person for person in family.people} - {sample.sample}
        assert not [name for name in (*others, "FAMILYNAME", ".vcf") if name in text]


def test_what_runs_in_the_family_without_harm_is_not_told():
    """A relative's harmless or uncertain variant is the relative's business."""
    family = thr254met_family()
    harmless = thr254met()
    harmless = replace(harmless, assessment=replace(harmless.assessment, relevance=Relevance.UNCERTAIN))
    sample = a_sample(a_male("P"), family_variants=(a_finding(harmless, Zygosity.ABSENT, (0,)),))
    assert not resources(bundle_of(sample, family), "Observation", "69548-6")


def test_ids_and_bytes_are_the_same_again_and_differ_between_samples():
    assert bundle("BOY") == bundle("BOY")
    ids = [{entry["fullUrl"] for entry in bundle(name)["entry"]} for name in ("BOY", "MOTHER")]
    assert not ids[0] & ids[1]


def test_dates_come_from_the_input_alone():
    sample = a_sample(a_male("P"))
    (made,) = resources(bundle_of(sample), "Provenance")
    assert made["recorded"] == "2026-11-01T00:00:00Z"
    assert not resources(bundle_of(sample, provenance=a_provenance(date="")), "Provenance")


@pytest.mark.parametrize("sex", Sex)
def test_a_patient_has_an_identifier_a_gender_and_no_name(sex):
    (patient,) = resources(bundle_of(a_sample(replace(a_male("P"), sex=sex))), "Patient")
    assert (patient["identifier"], patient["gender"]) == ([{"value": "P"}], sex.value)
    assert "name" not in patient


def test_a_pregnancy_is_of_fetal_origin():
    sample = a_sample(a_male("P", pregnancy=True), (a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,)),))
    (variant,) = resources(bundle_of(sample), "Observation", "69548-6")
    assert code(values(variant)["48002-0"]) == "LA10429-1"
