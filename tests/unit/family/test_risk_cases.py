"""Published worked examples, to the digits printed: `tests/truth/risk_cases.tsv`.

The names R01 to R56 are those of the collection.
"""

from fractions import Fraction

import pytest

from cd40lg_annot.cli.validation_checks import risk_case
from cd40lg_annot.family.risk import RiskParameters, exact_risk, risk_model
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import EvidenceKind, RiskEvidence
from cd40lg_annot.validation.pedigrees import a_pedigree

ROWS = read_truth("risk_cases")
TEXTBOOK = risk_model(RiskParameters(exact=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_the_printed_answer(row, tmp_path):
    case = risk_case(row, tmp_path)

    assert case.found == f"{float(row['printed']):.{len(row['printed'].partition('.')[2])}f}"
    assert case.found == case.expected


def carrier(family, person, tests=(), model=TEXTBOOK):
    return exact_risk(a_pedigree(family), tests, model)[person].carrier_probability


@pytest.mark.parametrize("sons", range(7))
def test_daughter_of_an_obligate_carrier_with_n_healthy_sons(sons):
    family = "gf M+; m=gf,0 F-; w=0,m F-" + "".join(f"; s{n}=0,w M-" for n in range(sons))
    assert carrier(family, "w") == Fraction(1, 1 + 2**sons)


@pytest.mark.parametrize("ratio", [Fraction(0), Fraction(1), Fraction("3.1"), Fraction(50)])
def test_mother_of_an_isolated_boy_at_any_ratio_of_mutation(ratio):
    model = risk_model(RiskParameters(mutation_ratio=ratio, exact=True))
    assert carrier("mum F-; boy=0,mum M+", "mum", model=model) == (1 + ratio) / (2 + ratio)


@pytest.mark.parametrize("brothers", range(4))
@pytest.mark.parametrize("sons", range(4))
def test_mother_of_an_isolated_boy_with_healthy_brothers_and_further_sons(brothers, sons):
    family = "g F-; f M-; mum=f,g F-; boy=0,mum M+"
    family += "".join(f"; b{n}=f,g M-" for n in range(brothers))
    family += "".join(f"; s{n}=0,mum M-" for n in range(sons))
    b, s = brothers, sons
    # One page prints s for b in one term; this form follows from writing out every case.
    assert carrier(family, "mum") == Fraction(2**b + 1, 2 ** (s + b) + 2**b + 1)


@pytest.mark.parametrize("sons", range(5))
def test_a_daughters_healthy_sons_weigh_on_her_mother(sons):
    family = "gf M+; m=gf,0 F-; w=0,m F-; d=0,w F-" + "".join(f"; s{n}=0,d M-" for n in range(sons))
    weight = Fraction(2**sons + 1, 2 ** (sons + 1))
    assert carrier(family, "w") == weight / (weight + 1)


def test_healthy_sons_never_lower_an_obligate_carrier():
    family = "g F-; u=0,g M+; m=0,g F-; boy=0,m M+" + "".join(f"; s{n}=0,m M-" for n in range(8))
    assert carrier(family, "m") == 1


def test_identical_twin_sons_count_once_and_twins_of_unknown_kind_too():
    family = "gf M+; m=gf,0 F-; w=0,m F-; a=0,w M-; b=0,w M-"
    for kind, expected in (("monozygotic", 3), ("dizygotic", 5), ("unknown", 3)):
        twins = {"twin_group": "t", "twin_zygosity": kind}
        found = exact_risk(a_pedigree(family, a=twins, b=twins), (), TEXTBOOK)
        assert found["w"].carrier_probability == Fraction(1, expected)


@pytest.mark.parametrize("recurrence", [Fraction("0.086"), Fraction("0.14"), Fraction("0.2")])
def test_a_negative_mother_keeps_the_published_recurrence(recurrence):
    """Published per transmission of the haplotype: half of it for an untyped son, a quarter for a child."""
    model = risk_model(RiskParameters(mosaicism=recurrence, exact=True))
    negative = RiskEvidence("mum", EvidenceKind.GENOTYPE, "absent", Fraction(1), Fraction(1))
    found = exact_risk(a_pedigree("mum F-; boy=0,mum M+"), [negative], model)["mum"]
    assert found.next_son_affected == recurrence / 2
    assert found.next_child_affected == recurrence / 4


def test_a_transmitting_male_is_possible_with_mosaicism_only():
    family = "dad M-; ann F-; eve F-; a=dad,ann F-; b=dad,eve F-; x=0,a M+; y=0,b M+; c=dad,ann F-"
    without, with_it = TEXTBOOK, risk_model(RiskParameters(mosaicism=Fraction("0.086"), exact=True))
    assert carrier(family, "dad", model=without) == 0
    assert carrier(family, "dad", model=with_it) > Fraction(99, 100)
    assert carrier(family, "c", model=with_it) > Fraction(1, 3)


def test_an_affected_woman_is_heterozygous_unless_her_father_is_affected():
    found = exact_risk(a_pedigree("dad M-; mum F-; girl=dad,mum F+; boy=0,girl M?"), (), TEXTBOOK)
    assert found["boy"].affected_probability == Fraction(1, 2)
    found = exact_risk(a_pedigree("dad M+; mum F-; girl=dad,mum F+; boy=0,girl M?; u=0,mum M+"), (), TEXTBOOK)
    assert found["boy"].affected_probability == 1


def test_a_healthy_baby_tells_less_than_a_healthy_man():
    family = "gf M+; m=gf,0 F-; w=0,m F-; s=0,w M-"
    curve = ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1, 2)), (Fraction(4), Fraction(1)))
    model = risk_model(RiskParameters(penetrance=curve, exact=True))
    expected = {0: Fraction(1, 2), 1: Fraction(3, 7), 30: Fraction(1, 3), None: Fraction(1, 3)}
    for age, probability in expected.items():
        found = exact_risk(a_pedigree(family, s={"age": age}), (), model)
        assert found["w"].carrier_probability == probability


def test_a_recorded_father_of_unknown_phenotype_did_not_have_a_lethal_variant():
    family = "gf M?; gm F?; mum=gf,gm F-; boy=0,mum M+"
    assert carrier(family, "mum") == Fraction(2, 3)
    assert carrier(family, "gf") == 0
