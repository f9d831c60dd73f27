from fractions import Fraction

import pytest

from cd40lg_annot.family.risk import RiskParameters, risk_model
from cd40lg_annot.family.risk.arithmetic import MUTATION_ORDER, Leading, leading_terms
from cd40lg_annot.family.risk.parameters import penetrance_at
from cd40lg_annot.family.risk.rates import rates

MUTATION, MANIFESTING = Fraction(1, 10**6), Fraction(1, 1000)
LIMIT = leading_terms(mutation_rate=MUTATION, manifesting=MANIFESTING, exact=True)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (0, 1),
        (1, MANIFESTING),
        (MUTATION_ORDER, MUTATION),
        (2 * MUTATION_ORDER + 1, MUTATION**2 * MANIFESTING),
        (MUTATION_ORDER - 3, MUTATION),  # never likelier than one mutation, however many manifest
    ],
)
def test_what_vanishes_is_given_at_the_shipped_rates(order, expected):
    assert LIMIT.value(Leading(Fraction(1), order)) == expected


def test_the_complement_of_something_rare_is_one():
    assert LIMIT.complement(LIMIT.times_mutation(7)).coefficient == 1
    assert not LIMIT.complement(LIMIT.of(1))


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        (RiskParameters(fitness=Fraction(1)), "give the carrier frequency"),
        (RiskParameters(mosaicism=Fraction(3, 4)), "cannot exceed the mosaic share"),
        (RiskParameters(mosaic_share=Fraction(0)), "must be above 0"),
        (RiskParameters(carrier_frequency=Fraction(1, 10**9), mutation_rate=Fraction(1, 100)), "below"),
    ],
)
def test_parameters_that_contradict_each_other_are_refused(parameters, problem):
    with pytest.raises(ValueError, match=problem):
        risk_model(parameters)


@pytest.mark.parametrize("fitness", [Fraction(0), Fraction(1, 4), Fraction(3, 4)])
@pytest.mark.parametrize("ratio", [Fraction(1), Fraction(3)])
def test_the_equilibrium_stays_where_it_is(fitness, ratio):
    """One generation on, the population's eggs and sperm carry the variant as often as before."""
    mutation = Fraction(1, 1000)
    found = rates(RiskParameters(mutation_rate=mutation, mutation_ratio=ratio, fitness=fitness, exact=True))
    eggs, sperm = found.population_egg, found.population_sperm
    mothers = (eggs + sperm) / 2
    fathers = fitness * eggs / (1 - eggs + fitness * eggs)
    assert float(mothers + (1 - mothers) * mutation) == pytest.approx(float(eggs), rel=1e-9)
    assert float(fathers + (1 - fathers) * ratio * mutation) == pytest.approx(float(sperm), rel=1e-9)


def test_a_given_carrier_frequency_is_met():
    found = rates(RiskParameters(carrier_frequency=Fraction(1, 50), exact=True))
    eggs, sperm = found.population_egg, found.population_sperm
    assert float(eggs + sperm - 2 * eggs * sperm) == pytest.approx(0.02, rel=1e-9)


def test_penetrance_never_falls_with_age():
    curve = RiskParameters().penetrance
    shares = [penetrance_at(curve, age / 4) for age in range(100)]
    assert shares == sorted(shares)
    assert penetrance_at(curve, None) == 1
