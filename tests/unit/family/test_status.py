import pytest

from cd40lg_annot.family.status import statuses
from cd40lg_annot.family.xci import XInactivation, XInactivationResult
from cd40lg_annot.validation.pedigrees import a_pedigree, evidence

UNCLE_AND_NEPHEW = """
    granddad M-; gran F-; uncle=granddad,gran M+; mum=granddad,gran F-; aunt=granddad,gran F-;
    dad M-; boy=dad,mum M+; girl=dad,mum F-; baby=dad,mum M-
"""
TWO_SONS = "mum F-; dad M-; one=dad,mum M+; two=dad,mum M+; girl=dad,mum F-"
HALF_SISTERS = "dad M-; ann F-; eve F-; a=dad,ann F-; b=dad,eve F-; x=0,a M+; y=0,b M+"


def found(family, tests="", **more):
    return {s.person: s for s in statuses(a_pedigree(family), evidence(tests, **more))}


def words(family, tests="", **more):
    return {person: status.status.value for person, status in found(family, tests, **more).items()}


def test_an_affected_uncle_and_nephew_make_the_women_between_them_obligate():
    assert words(UNCLE_AND_NEPHEW) == {
        "granddad": "not_assessed",
        "gran": "obligate_carrier",
        "uncle": "affected",
        "mum": "obligate_carrier",
        "aunt": "at_risk",
        "dad": "not_assessed",
        "boy": "affected",
        "girl": "at_risk",
        "baby": "at_risk",
    }


def test_the_reason_for_an_obligate_carrier_names_the_two_who_decide():
    mum = found(UNCLE_AND_NEPHEW)["mum"]
    assert mum.reasons[0] == "Mother of the affected boy and sister of the affected uncle."


def test_healthy_sons_never_lower_an_obligate_carrier():
    family = UNCLE_AND_NEPHEW + "".join(f"; healthy{n}=dad,mum M-" for n in range(6))
    assert words(family)["mum"] == "obligate_carrier"


def test_a_daughter_of_an_affected_father_is_obligate_and_his_son_is_not_at_risk():
    family = "dad M+; mum F-; girl=dad,mum F-; son=dad,mum M-; grandson=0,girl M?"
    assert words(family) == {
        "dad": "affected",
        "mum": "not_assessed",
        "girl": "obligate_carrier",
        "son": "not_assessed",
        "grandson": "at_risk",
    }
    assert found(family)["girl"].reasons[0] == "Daughter of the affected dad."


def test_a_mother_of_two_affected_sons_is_carrier_or_germline_mosaic():
    mum = found(TWO_SONS)["mum"]
    assert mum.status.value == "obligate_carrier"
    assert "Carrier or germline mosaic: her own blood test may be negative." in mum.reasons


def test_tested_negative_she_is_a_possible_mosaic_and_never_excluded():
    assert words(TWO_SONS, "mum absent; one hemizygous; two hemizygous")["mum"] == "possible_mosaic"


def test_a_mother_of_one_affected_son_is_at_risk_until_tested():
    family = "mum F-; dad M-; boy=dad,mum M+; girl=dad,mum F-"
    assert words(family)["mum"] == "at_risk"
    tested = found(family, "mum absent; boy hemizygous")
    assert tested["mum"].status.value == "excluded"
    assert "mosaic germline" in " ".join(tested["mum"].reasons)
    assert tested["girl"].status.value == "at_risk"


def test_a_healthy_father_of_two_carrier_half_sisters_may_be_a_germline_mosaic():
    dad = found(HALF_SISTERS, "dad absent")["dad"]
    assert dad.status.value == "possible_mosaic"
    assert "Lin et al. 1996" in " ".join(dad.reasons)


@pytest.mark.parametrize(
    ("person", "zygosity", "status"),
    [
        ("girl", "heterozygous", "confirmed_carrier"),
        ("girl", "homozygous", "homozygous"),
        ("girl", "absent", "excluded"),
        ("girl", "mosaic_suspected", "possible_mosaic"),
        ("girl", "conflict", "inconclusive"),
        ("girl", "undetermined", "inconclusive"),
        ("girl", "no_call", "at_risk"),
        ("mum", "no_call", "obligate_carrier"),
        ("mum", "absent", "inconclusive"),
        ("boy", "hemizygous", "affected"),
        ("boy", "no_call", "affected"),
        ("boy", "absent", "inconclusive"),
        ("boy", "heterozygous", "inconclusive"),
        ("boy", "mosaic_suspected", "possible_mosaic"),
        ("baby", "hemizygous", "hemizygous_unaffected"),
        ("baby", "absent", "excluded"),
        ("dad", "no_call", "not_assessed"),
    ],
)
def test_what_a_test_result_makes_of_a_person(person, zygosity, status):
    assert words(UNCLE_AND_NEPHEW, f"{person} {zygosity}")[person] == status


def test_an_affected_heterozygous_woman_is_a_manifesting_carrier_without_a_word_on_inactivation():
    girl = found("mum F-; girl=0,mum F+", "girl heterozygous")["girl"]
    assert girl.status.value == "manifesting_carrier"
    assert girl.reasons[-1] == "X-inactivation: not assessed."


@pytest.mark.parametrize("assessed", [frozenset(), frozenset(["mum", "girl"])])
def test_nobody_is_excluded_while_the_familys_variant_is_not_known(assessed):
    family = "mum F-; boy=0,mum M+; girl=0,mum F-; brother=0,mum M-"
    expected = "inconclusive" if assessed else "not_assessed"
    result = words(family, variant=None, assessed=assessed)
    assert result == {"mum": expected, "boy": "affected", "girl": expected, "brother": "not_assessed"}


def test_without_a_variant_two_affected_brothers_prove_no_x_linkage_but_uncle_and_nephew_do():
    assert words(TWO_SONS, variant=None)["mum"] == "not_assessed"
    assert words(UNCLE_AND_NEPHEW, variant=None)["mum"] == "obligate_carrier"


def test_an_adopted_daughter_inherits_nothing():
    family = a_pedigree("dad M+; girl=dad,0 F-", girl={"adopted": True})
    assert [s.status.value for s in statuses(family, evidence())] == ["affected", "not_assessed"]


def test_an_identical_twin_of_a_carrier_is_one():
    twins = {"twin_group": "t", "twin_zygosity": "monozygotic"}
    family = a_pedigree("mum F-; a=0,mum F-; b=0,mum F-", a=twins, b=twins)
    status = {s.person: s for s in statuses(family, evidence("a heterozygous"))}["b"]
    assert status.status.value == "obligate_carrier"
    assert status.reasons[0] == "Identical twin of a, who carries it."


def test_the_order_of_people_changes_no_status():
    people = [line for line in UNCLE_AND_NEPHEW.split(";") if line.strip()]
    backwards = words(";".join(reversed(people)), "girl absent")
    assert backwards == words(UNCLE_AND_NEPHEW, "girl absent")


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (XInactivation.SKEWED_TO_MUTANT, "active; consistent with manifesting carrier."),
        (XInactivation.SKEWED, "skewed, direction unknown."),
        (XInactivation.RANDOM, "random in the tissue tested; other cells can differ."),
        (XInactivation.NOT_INFORMATIVE, "assay not informative."),
        (XInactivation.NOT_ASSESSED, "not assessed."),
    ],
)
def test_inactivation_is_evidence_and_never_dismisses_a_heterozygous_woman(shown, words):
    girl = found("mum F-; girl=0,mum F+", "girl heterozygous", xci={"girl": (XInactivationResult(shown),)})[
        "girl"
    ]
    assert girl.status.value == "manifesting_carrier"
    assert girl.reasons[-1].endswith(words)


@pytest.mark.parametrize(
    ("person", "may_be_carrier"),
    [("p F+", True), ("p F+ karyotype=45,X", False), ("p M+ karyotype=47,XXY", False), ("p M+", False)],
)
def test_only_an_affected_woman_with_two_x_may_be_a_manifesting_carrier(person, may_be_carrier):
    status = found(person)["p"]

    assert status.status.value == "affected"
    assert any("manifesting carrier" in reason for reason in status.reasons) is may_be_carrier


@pytest.mark.parametrize(
    ("age", "said"), [("3", "may be before onset"), ("40", "conflict"), ("", "conflict")]
)
def test_a_healthy_male_with_the_variant_is_before_onset_only_as_a_child(age, said):
    status = found(f"p M- {f'age={age}' if age else ''}", "p hemizygous")["p"]

    assert status.status.value == "hemizygous_unaffected"
    assert any(said in reason for reason in status.reasons)
    assert any("now, whatever the age" in advice for advice in status.advice)
