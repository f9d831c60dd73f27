"""How often a gamete carries the variant: from a parent in each state, and from the population."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from cd40lg_annot.family.risk.arithmetic import Arithmetic, Number, finite, leading_terms
from cd40lg_annot.family.risk.parameters import RiskParameters

# Probability that a heterozygous woman's disease shows, where only the order matters.
RARELY = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Rates:
    """The model's rates as numbers of one arithmetic.

    `egg`, `sperm`: new mutation in a gamete of a parent who is no mosaic. `population_egg`,
    `population_sperm`: a gamete of somebody unknown carries the variant. `mosaic_mother`,
    `mosaic_father`: a person without the variant has a mosaic germline; None without mosaicism.
    """

    arithmetic: Arithmetic
    egg: Number
    sperm: Number
    population_egg: Number
    population_sperm: Number
    mosaic_mother: Number | None = None
    mosaic_father: Number | None = None


def rates(parameters: RiskParameters) -> Rates:
    """Turn parameters into rates: in the limit of rare mutation unless a rate or frequency is given.

    Raises:
        ValueError: the parameters contradict each other.
    """
    if parameters.mutation_rate is None and parameters.carrier_frequency is None:
        return _rare(parameters)
    return _at_given_rates(parameters)


def _rare(parameters: RiskParameters) -> Rates:
    if parameters.fitness == 1:
        raise ValueError("with fitness 1 there is no equilibrium: give the carrier frequency")
    arithmetic = leading_terms(mutation_rate=parameters.rare_rate, manifesting=RARELY, exact=parameters.exact)
    ratio = parameters.mutation_ratio
    eggs = (ratio + 2) / (1 - parameters.fitness)
    sperm = parameters.fitness * eggs + ratio
    return _with_mosaics(parameters, arithmetic, eggs, sperm)


def _at_given_rates(parameters: RiskParameters) -> Rates:
    mutation = _female_mutation_rate(parameters)
    if mutation > _largest_rate(parameters):
        raise ValueError("the mutation rate is too high, with this ratio and mosaicism, to be one")
    arithmetic = finite(mutation_rate=mutation, manifesting=RARELY, exact=parameters.exact)
    eggs = _carrier_eggs(parameters, mutation)
    sperm = _carrier_sperm(parameters, mutation, eggs)
    if not mutation:
        return Rates(arithmetic, *(arithmetic.of(rate) for rate in (0, 0, eggs, sperm)))
    return _with_mosaics(parameters, arithmetic, eggs / mutation, sperm / mutation)


def _with_mosaics(
    parameters: RiskParameters, arithmetic: Arithmetic, eggs: Fraction, sperm: Fraction
) -> Rates:
    """Split new mutations into single ones and those of a mosaic germline; the total stays.

    `eggs` and `sperm` are the population's, in multiples of the female mutation rate.
    """
    if not parameters.mosaic_share:
        raise ValueError("the mosaic share must be above 0")
    mosaic = parameters.mosaicism / parameters.mosaic_share
    if mosaic > 1:
        raise ValueError("the recurrence by mosaicism cannot exceed the mosaic share")
    ratio, share = parameters.mutation_ratio, parameters.mosaic_share
    of = arithmetic.times_mutation
    return Rates(
        arithmetic,
        egg=of(1 - mosaic),
        sperm=of((1 - mosaic) * ratio),
        population_egg=of(eggs),
        population_sperm=of(sperm),
        # An egg has the mutant X with half the share, so twice as many mothers are needed.
        mosaic_mother=of(2 * mosaic / share) if mosaic else None,
        mosaic_father=of(mosaic * ratio / share) if mosaic else None,
    )


def _female_mutation_rate(parameters: RiskParameters) -> Fraction:
    """The given rate, or the one that keeps the given carrier frequency in equilibrium."""
    if parameters.mutation_rate is not None:
        return parameters.mutation_rate
    assert parameters.carrier_frequency is not None  # noqa: S101 - the caller has looked
    if parameters.fitness == 1:
        return parameters.rare_rate
    frequency = parameters.carrier_frequency

    def excess(rate: float) -> float:
        mutation = Fraction(rate)
        eggs = _equilibrium(parameters, mutation)
        sperm = _carrier_sperm(parameters, mutation, eggs)
        return float(eggs + sperm - 2 * eggs * sperm - frequency)

    return Fraction(_root(excess, 0.0, float(_largest_rate(parameters))))


def _largest_rate(parameters: RiskParameters) -> Fraction:
    """Above this rate, gametes or mosaic parents would make up more than half of all."""
    mosaics = Fraction(0)
    if parameters.mosaic_share:
        mosaics = 2 * parameters.mosaicism / parameters.mosaic_share**2
    one = Fraction(1)
    return Fraction(1, 2) / (max(one, parameters.mutation_ratio) * max(one, mosaics))


def _carrier_eggs(parameters: RiskParameters, mutation: Fraction) -> Fraction:
    """Share of all eggs, and so of newborn boys, that carry the variant."""
    if parameters.carrier_frequency is None:
        if parameters.fitness == 1:
            raise ValueError("with fitness 1 there is no equilibrium: give the carrier frequency")
        return _equilibrium(parameters, mutation)
    frequency = parameters.carrier_frequency

    def excess(share: float) -> float:
        eggs = Fraction(share)
        sperm = _carrier_sperm(parameters, mutation, eggs)
        return float(eggs + sperm - 2 * eggs * sperm - frequency)

    if excess(0.0) > 0:
        raise ValueError("the carrier frequency is below what new mutation alone makes")
    return Fraction(_root(excess, 0.0, 0.5))


def _equilibrium(parameters: RiskParameters, mutation: Fraction) -> Fraction:
    """Share of eggs at which mutation replaces what selection removes; females are not selected."""
    sperm_rate = parameters.mutation_ratio * mutation
    if not parameters.fitness:
        return (sperm_rate + 2 * mutation - sperm_rate * mutation) / (1 + mutation)
    eggs = min(Fraction(1, 2), (parameters.mutation_ratio + 2) * mutation / (1 - parameters.fitness))
    for _ in range(200):
        half = (eggs + _carrier_sperm(parameters, mutation, eggs)) / 2
        following = Fraction(float(half + (1 - half) * mutation))
        if following == eggs:
            break
        eggs = following
    return eggs


def _carrier_sperm(parameters: RiskParameters, mutation: Fraction, eggs: Fraction) -> Fraction:
    """Share of the X-bearing sperm of all fathers that carry the variant."""
    fathers = parameters.fitness * eggs / (1 - eggs + parameters.fitness * eggs)
    return fathers + (1 - fathers) * parameters.mutation_ratio * mutation


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Zero of a rising function, by halving the interval until floating point is exhausted."""
    if function(high) < 0:
        raise ValueError("the carrier frequency is too high for these parameters")
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return low if math.fabs(function(low)) < math.fabs(function(high)) else high
