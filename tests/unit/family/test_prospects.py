from dataclasses import replace
from fractions import Fraction

import pytest

from cd40lg_annot.family.next_tests import FamilyVariant
from cd40lg_annot.family.prospects import prospects
from cd40lg_annot.family.risk import RiskParameters, risk_model
from cd40lg_annot.family.status import statuses
from cd40lg_annot.model import EvidenceKind, RiskEvidence
from cd40lg_annot.validation.pedigrees import a_pedigree, evidence

MODEL = risk_model(RiskParameters())
ISOLATED = "mum F-; boy=0,mum M+; sis=0,mum F-"
THREE = "gf M-; gm F-; mum=gf,gm F-; aunt=gf,gm F-; cousin=0,aunt F-; boy=0,mum M+; sis=0,mum F-"


def found(family, states="", model=MODEL, **more):
    pedigree, known = a_pedigree(family), evidence(states)
    return prospects(pedigree, statuses(pedigree, known), known, model, **more)


def test_the_gain_is_the_expected_fall_of_everybodys_entropy():
    mother, sister = found(ISOLATED, "boy hemizygous").next_tests
    # H(2/3) + H(1/3) before; after a positive mother (2/3) her daughter is at 1/2, after a negative at 0
    assert mother.person == "mum"
    assert mother.gain == pytest.approx(2 * 0.9183 - 2 / 3, abs=1e-3)
    # after a positive daughter (1/3) the mother is certain, after a negative (2/3) at 1/2
    assert sister.gain == pytest.approx(2 * 0.9183 - 2 / 3, abs=1e-3)


def test_who_stands_between_comes_before_who_stands_aside():
    assert [test.person for test in found(THREE, "boy hemizygous; mum heterozygous").next_tests] == [
        "gm",
        "aunt",
        "sis",
        "cousin",
    ]


def test_an_obligate_carrier_has_nothing_to_tell():
    tests = found(THREE, "boy hemizygous; mum heterozygous; aunt heterozygous").next_tests
    assert [(test.person, test.gain) for test in tests] == [("cousin", 1.0), ("sis", 1.0)]


def test_a_boy_is_urgent_and_the_assay_fits_the_variant():
    family = "mum F-; boy=0,mum M+; baby=0,mum M- age=0.1"
    tests = "boy hemizygous; mum heterozygous"
    baby = found(family, tests, variant=FamilyVariant.STRUCTURAL).next_tests[0]
    assert baby.person == "baby"
    assert "deletion/duplication" in baby.assay
    assert "flow cytometry" in baby.assay
    assert "before his first infection" in baby.reason


def test_deceased_people_are_not_asked_for_a_sample():
    pedigree = a_pedigree(ISOLATED, mum={"deceased": True})
    known = evidence("boy hemizygous")
    tests = prospects(pedigree, statuses(pedigree, known), known, MODEL).next_tests
    assert [test.person for test in tests] == ["sis"]


def test_while_the_variant_is_not_known_the_affected_are_tested_first():
    family = "mum F-; boy=0,mum M+; sis=0,mum F-"
    pedigree, known = a_pedigree(family), evidence("", None)
    tests = prospects(pedigree, statuses(pedigree, known), known, MODEL, variant=FamilyVariant.UNKNOWN)
    assert [test.person for test in tests.next_tests] == ["boy"]
    assert "whole gene" in tests.next_tests[0].assay
    assert all(status.risk is None for status in tests.statuses)


def test_a_manifesting_carrier_is_offered_an_inactivation_assay_that_changes_no_risk():
    last = found("mum F-; girl=0,mum F+", "girl heterozygous").next_tests[-1]
    assert (last.person, last.assay, last.gain) == ("girl", "X-inactivation assay", 0.0)


def risk_of(result, person):
    return next(status.risk for status in result.statuses if status.person == person)


def test_a_genotype_outranks_a_phenotype_that_contradicts_it():
    result = found("mum F-; man=0,mum M- age=40", "man hemizygous")
    assert risk_of(result, "man").carrier_probability == 1
    assert "contradicts the genotype" in result.notes[0]


def test_a_healthy_boy_without_an_age_does_not_reassure():
    family = "mum F-; boy=0,mum M+; brother=0,mum M-"
    result = found(family, "boy hemizygous; mum heterozygous")
    assert risk_of(result, "brother").carrier_probability == 0.5
    assert "age of brother is not given" in result.notes[0]
    grown = found(family.replace("M-", "M- age=30"), "boy hemizygous; mum heterozygous")
    assert risk_of(grown, "brother").carrier_probability == 0


def test_a_negative_mother_is_never_given_the_population_risk():
    model = risk_model(RiskParameters(mosaicism=Fraction("0.086")))
    result = found(ISOLATED, "boy hemizygous; mum absent", model)
    assert risk_of(result, "mum").next_son_affected == pytest.approx(0.043)
    assert risk_of(result, "sis").carrier_probability == pytest.approx(0.043)


def test_records_that_cannot_all_be_true_become_a_note():
    pedigree, known = a_pedigree("dad M+; mum F-; girl=dad,mum F-"), evidence("dad hemizygous; girl absent")
    result = prospects(pedigree, statuses(pedigree, known), known, MODEL)
    assert result.statuses == statuses(pedigree, known)
    assert "cannot all be true: dad" in result.notes[0]


def test_further_tests_count_with_their_sensitivity():
    flow = RiskEvidence("mum", EvidenceKind.FLOW, "negative", Fraction("0.95"), Fraction(1))
    result = found(ISOLATED, "boy hemizygous", tests=[flow])
    assert risk_of(result, "mum").carrier_probability == pytest.approx(1 / 11)


def test_a_family_without_disease_or_tests_has_no_risks():
    pedigree = a_pedigree("mum F-; girl=0,mum F-")
    before = statuses(pedigree, evidence())
    assert prospects(pedigree, before, evidence(), MODEL).statuses == before
    assert all(replace(status, risk=None) == status for status in before)
