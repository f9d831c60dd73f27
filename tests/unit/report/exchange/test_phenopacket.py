"""A family's phenopacket is one to the schema, and gives the disease to nobody who does not have it."""

import json
from dataclasses import replace

import pytest
from google.protobuf.json_format import Parse, ParseDict
from phenopackets.schema.v2.phenopackets_pb2 import Family

from builders import (
    HOSTILE,
    OF_ANOTHER_SEX,
    a_finding,
    a_male,
    a_provenance,
    a_sample,
    benign_family,
    thr254met,
    thr254met_family,
)
from cd40lg_annot.evidence.clinic import clinic_view
from cd40lg_annot.io.clinic import read_intervals
from cd40lg_annot.model import Affection, Classification, ClinicRecord, Karyotype, Sex, SexCheck, Zygosity
from cd40lg_annot.report.exchange.phenopacket import phenopacket_family
from exchange_cases import odd_family


def made(family=None, hidden=None, **fields):
    return phenopacket_family(family or thr254met_family(), a_provenance(**fields), hidden)


def packets(message):
    return {item["subject"]["id"]: item for item in (message["proband"], *message["relatives"])}


@pytest.mark.parametrize(
    "family", [thr254met_family(), benign_family(), odd_family()], ids=["ill", "well", "odd"]
)
def test_it_is_a_family_of_the_schema(family):
    """Protobuf refuses every unknown field, enum name and type."""
    message = ParseDict(made(family), Family())
    assert len(message.relatives) + 1 == len(family.people) == len(message.pedigree.persons)


@pytest.mark.parametrize("family", [thr254met_family(), odd_family()], ids=["ill", "odd"])
def test_what_the_schema_asks_for_is_there(family):
    message = made(family)
    for holder in (message, *packets(message).values()):
        assert {"created", "createdBy", "resources", "phenopacketSchemaVersion"} <= set(holder["metaData"])
    for packet in packets(message).values():
        prefixes = {resource["namespacePrefix"] for resource in packet["metaData"]["resources"]} | {
            "NCBITaxon"
        }
        assert {term.partition(":")[0] for term in terms(packet)} <= prefixes


def terms(value):
    """Every ontology class of a message, by its id; each must have a label."""
    if isinstance(value, dict):
        if set(value) == {"id", "label"}:
            assert value["label"]
            yield value["id"]
        for item in value.values():
            yield from terms(item)
    elif isinstance(value, list):
        for item in value:
            yield from terms(item)


def test_the_boy_has_a_draft_diagnosis_like_the_published_phenopacket():
    (draft,) = made()["proband"]["interpretations"]
    assert draft["progressStatus"] == "IN_PROGRESS"
    assert draft["diagnosis"]["disease"]["id"] == "OMIM:308230"
    (genomic,) = draft["diagnosis"]["genomicInterpretations"]
    assert (genomic["subjectOrBiosampleId"], genomic["interpretationStatus"]) == ("BOY", "CAUSATIVE")
    variant = genomic["variantInterpretation"]
    assert variant["acmgPathogenicityClassification"] == "LIKELY_PATHOGENIC"
    described = variant["variationDescriptor"]
    assert described["allelicState"] == {"id": "GENO:0000134", "label": "hemizygous"}
    assert {"syntax": "hgvs.p", "value": "NP_000065.1:p.(Thr254Met)"} in described["expressions"]
    assert described["vcfRecord"] == {
        "genomeAssembly": "hg38",
        "chrom": "chrX",
        "pos": 136659390,
        "ref": "C",
        "alt": "T",
    }


def test_the_class_is_the_one_that_the_report_shows_first():
    def shown(**fields):
        variant = thr254met()
        variant = replace(variant, assessment=replace(variant.assessment, **fields))
        person = a_male("BOY", affected=Affection.AFFECTED)
        sample = a_sample(person, (a_finding(variant, Zygosity.HEMIZYGOUS, (1,)),))
        (draft,) = made(replace(benign_family(), people=(person,), samples=(sample,)))["proband"][
            "interpretations"
        ]
        told = draft["diagnosis"]["genomicInterpretations"][0]["variantInterpretation"]
        return told["acmgPathogenicityClassification"]

    uncertain = {"classification": Classification.UNCERTAIN_SIGNIFICANCE}
    assert shown(**uncertain, headline="Pathogenic (ClinVar, 2 stars)") == "PATHOGENIC"
    assert (
        shown(**uncertain, headline="Uncertain significance (suggested, 1 points)")
        == "UNCERTAIN_SIGNIFICANCE"
    )
    own = {"by_laboratory": True, "headline": "Uncertain significance (our ClinVar curation)"}
    assert shown(**uncertain, **own) == "UNCERTAIN_SIGNIFICANCE"


NOT_VERIFIABLE = SexCheck("not_verifiable", "the file holds the gene alone")


@pytest.mark.parametrize(
    ("zygosity", "sex_check", "status"),
    [
        (Zygosity.HEMIZYGOUS, NOT_VERIFIABLE, "CAUSATIVE"),
        (Zygosity.HOMOZYGOUS, NOT_VERIFIABLE, "CAUSATIVE"),
        (Zygosity.HETEROZYGOUS, NOT_VERIFIABLE, "CANDIDATE"),
        (Zygosity.HEMIZYGOUS, OF_ANOTHER_SEX, "CANDIDATE"),
    ],
)
def test_the_cause_is_named_only_where_it_is_on_every_copy_for_certain(zygosity, sex_check, status):
    person = a_male("P", affected=Affection.AFFECTED)
    sample = a_sample(person, (a_finding(thr254met(), zygosity, (1,)),), sex_check=sex_check)
    (draft,) = made(replace(benign_family(), people=(person,), samples=(sample,)))["proband"][
        "interpretations"
    ]
    assert draft["diagnosis"]["genomicInterpretations"][0]["interpretationStatus"] == status


def test_only_the_affected_are_given_the_disease():
    found = packets(made())
    assert {person for person, item in found.items() if "308230" in json.dumps(item)} == {"BOY", "GREATUNCLE"}
    assert "interpretations" not in found["MOTHER"]
    assert "interpretations" not in found["GREATUNCLE"]


def test_carriers_and_the_tested_have_measurements():
    found = packets(made())

    def value(person):
        (told,) = found[person]["measurements"]
        assert told["description"].startswith("NM_000074.3:c.761C>T NC_000023.11:g.136659390C>T")
        return told["value"]["ontologyClass"]

    assert value("MOTHER") == {"id": "GENO:0000135", "label": "heterozygous"}
    assert value("SISTER") == {"id": "LOINC:LA9634-2", "label": "Absent"}
    assert value("COUSIN") == {"id": "LOINC:LA18198-4", "label": "No call"}
    assert "measurements" not in found["AUNT"]


def test_sex_is_written_by_name_and_parents_are_the_pedigrees():
    rows = {row["individualId"]: row for row in made()["pedigree"]["persons"]}
    assert (rows["BOY"]["sex"], rows["MOTHER"]["sex"]) == ("MALE", "FEMALE")
    assert (rows["BOY"]["paternalId"], rows["BOY"]["maternalId"]) == ("FATHER", "MOTHER")
    assert "paternalId" not in rows["UNCLE2"]
    assert [rows[person]["affectedStatus"] for person in ("BOY", "MOTHER")] == ["AFFECTED", "UNAFFECTED"]
    unknown = replace(a_male("P"), sex=Sex.UNKNOWN, affected=Affection.UNKNOWN, karyotype=Karyotype.XXY)
    alone = made(replace(benign_family(), people=(unknown,), samples=()))
    assert alone["pedigree"]["persons"][0]["sex"] == "UNKNOWN_SEX"
    assert alone["pedigree"]["persons"][0]["affectedStatus"] == "MISSING"
    assert alone["proband"]["subject"]["karyotypicSex"] == "XXY"
    assert "relatives" not in alone


def test_clinic_data_become_phenotypic_features():
    record = ClinicRecord("BOY", age=2, igg=100, igm=400, hpo=("HP:0001875", "HP:0000001"))
    view = clinic_view(record, Sex.MALE, read_intervals())
    family = thr254met_family()
    boy, *others = family.samples
    message = made(replace(family, samples=(replace(boy, clinic=view), *others)))
    features = {
        item["type"]["id"]: item["type"]["label"] for item in message["proband"]["phenotypicFeatures"]
    }
    assert features == {
        "HP:0001875": "Decreased total neutrophil count",
        "HP:0000001": "HP:0000001",
        "HP:0004315": "Decreased circulating IgG concentration",
        "HP:0003496": "Increased circulating IgM concentration",
    }


def test_a_hidden_name_stands_nowhere():
    text = json.dumps(made(hidden={"MOTHER": "III-2", "BOY": "IV-1"}))
    assert "MOTHER" not in text
    assert "BOY" not in text
    assert text.count('"III-2"') >= 3


def test_same_bytes_again_and_no_date_of_its_own():
    assert made() == made()
    assert made()["metaData"]["created"] == "2026-11-01T00:00:00Z"
    assert "created" not in made(date="")["metaData"]


def test_a_hostile_id_stays_a_string():
    person = a_male(HOSTILE, affected=Affection.AFFECTED)
    family = replace(
        benign_family(), family=HOSTILE, people=(person,), samples=(a_sample(person),), statuses=()
    )
    message = Parse(json.dumps(made(family)), Family())
    assert message.proband.subject.id == HOSTILE
