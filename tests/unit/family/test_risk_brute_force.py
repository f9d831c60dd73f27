"""The engine against writing out every combination (`tests/brute_force.py`), on random families."""

import os
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import brute_force
from cd40lg_annot.errors import ImpossibleEvidenceError
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.risk import RiskParameters, exact_risk, family_risk, risk_and_likelihood, risk_model
from cd40lg_annot.model import EvidenceKind, RiskEvidence, Sex
from family_strategies import families

EXAMPLES = int(os.environ.get("RISK_EXAMPLES", "40"))  # bench/risk.md ran thousands
QUIET = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(QUIET, max_examples=EXAMPLES // 3)
PROBABILITIES = st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10)
SURE = st.one_of(st.just(Fraction(1)), PROBABILITIES)
ONE = Fraction(1)


@st.composite
def results_of(draw, people):
    tests = []
    for person in people:
        genotypes = {Sex.MALE: ["hemizygous"], Sex.FEMALE: ["heterozygous", "homozygous"], Sex.UNKNOWN: []}
        kind = draw(st.sampled_from([None, None, EvidenceKind.GENOTYPE, EvidenceKind.CARRIER_TEST]))
        if kind is not None:
            seen = [*genotypes[person.sex], "absent"]
            results = seen if kind is EvidenceKind.GENOTYPE else ["positive", "negative"]
            tests.append(
                RiskEvidence(person.person, kind, draw(st.sampled_from(results)), draw(SURE), draw(SURE))
            )
    return tests


CURVE = ((Fraction(0), Fraction(0)), (ONE, Fraction(1, 2)), (Fraction(4), ONE))


def shown(age):
    """The curve above, by hand, at the ages that families() draws."""
    return {None: ONE, 0.5: Fraction(1, 4), 2: Fraction(2, 3), 30: ONE}[age]


def a_world(parameters, number):
    """The rates written down from the model's description, for fitness 0; `number` is float or Fraction."""
    mutation, fathers = parameters.mutation_rate, parameters.mutation_ratio * parameters.mutation_rate
    part = parameters.mosaicism / Fraction(1, 2)
    return brute_force.World(
        egg=number((1 - part) * mutation),
        sperm=number((1 - part) * fathers),
        unknown_egg=number((fathers + 2 * mutation - fathers * mutation) / (1 + mutation)),
        unknown_sperm=number(fathers),
        mosaic_mother=number(4 * part * mutation),
        mosaic_father=number(2 * part * fathers),
        share=number(Fraction(1, 2)),
        shown=lambda age: number(shown(age)),
        one=number(1),
    )


@pytest.mark.parametrize("mosaicism", [Fraction(0), Fraction(1, 4)])
@given(data=st.data())
@QUIET
def test_every_posterior_agrees_at_given_rates(data, mosaicism):
    people = data.draw(families(most=5 if mosaicism else 6))
    tests = data.draw(results_of(people))
    parameters = RiskParameters(
        mutation_rate=data.draw(PROBABILITIES) / 20,
        mutation_ratio=data.draw(st.sampled_from([ONE, Fraction(3)])),
        mosaicism=mosaicism,
        penetrance=CURVE,
    )
    found = brute_force.weights(people, tests, a_world(parameters, float))
    agree(people, tests, parameters, {name: brute_force.carrier(w) for name, w in found.items()})


@given(data=st.data())
@FEW
def test_fractions_agree_exactly(data):
    people = data.draw(families(most=5))
    tests = data.draw(results_of(people))
    parameters = RiskParameters(
        mutation_rate=Fraction(1, 50), mosaicism=Fraction(1, 4), penetrance=CURVE, exact=True
    )
    found = brute_force.weights(people, tests, a_world(parameters, Fraction))
    agree(people, tests, parameters, {name: brute_force.carrier(w) for name, w in found.items()})


@given(data=st.data())
@FEW
def test_every_posterior_agrees_in_the_limit_of_rare_mutation(data):
    people = data.draw(families(most=5))
    tests = data.draw(results_of(people))
    ratio = data.draw(st.sampled_from([ONE, Fraction(3)]))
    rare = brute_force.Polynomial([Fraction(0), ONE])
    world = brute_force.World(rare, rare * ratio, rare * (ratio + 2), rare * ratio, shown=shown)
    expected = {
        name: tuple(brute_force.Polynomial.of(w).leading() for w in brute_force.carrier(found))
        for name, found in brute_force.weights(people, tests, world).items()
    }
    orders = [order for pair in expected.values() for order, _ in pair if order is not None]
    assume(max(orders, default=0) < brute_force.Polynomial.DEGREE - 2)
    parameters = RiskParameters(mutation_ratio=ratio, penetrance=CURVE, exact=True)
    rate = parameters.rare_rate
    weights = {}
    for name, ((order, carried), (least, total)) in expected.items():
        weights[name] = (carried * rate ** (order - least) if carried else Fraction(0), total)
    agree(people, tests, parameters, weights)


def agree(people, tests, parameters, weights):
    pedigree = Pedigree(people)
    if not all(total for _, total in weights.values()):
        with pytest.raises(ImpossibleEvidenceError):
            exact_risk(pedigree, tests, risk_model(parameters))
        return
    model = risk_model(replace(parameters, exact=False))
    floating = family_risk(pedigree, tests, model)
    if parameters.mutation_rate is not None:
        likelihood = risk_and_likelihood(pedigree, tests, model).likelihood
        assert likelihood == pytest.approx(float(next(iter(weights.values()))[1]), rel=1e-9)
    exact = exact_risk(pedigree, tests, risk_model(parameters)) if parameters.exact else None
    for name, (carried, total) in weights.items():
        assert floating[name].carrier_probability == pytest.approx(float(carried / total), abs=1e-12)
        if exact is not None:
            assert exact[name].carrier_probability == carried / total


@given(data=st.data())
@QUIET
def test_the_order_of_people_and_of_evidence_changes_nothing(data):
    people = data.draw(families())
    tests = data.draw(results_of(people))
    model = risk_model(RiskParameters(exact=True, penetrance=CURVE))
    shuffled = data.draw(st.permutations(people)), data.draw(st.permutations(tests))
    try:
        expected = exact_risk(Pedigree(people), tests, model)
    except ImpossibleEvidenceError:
        with pytest.raises(ImpossibleEvidenceError):
            exact_risk(Pedigree(shuffled[0]), shuffled[1], model)
    else:
        assert exact_risk(Pedigree(shuffled[0]), shuffled[1], model) == expected
