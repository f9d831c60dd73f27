"""What a posterior means for each person, in the words of a counselor's questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.risk.arithmetic import Number, Rational
from cd40lg_annot.family.risk.elimination import Posterior
from cd40lg_annot.family.risk.graph import GIRL, Model, daughter_of, partner
from cd40lg_annot.family.risk.parameters import penetrance_at
from cd40lg_annot.family.risk.states import CARRIERS, FEMALE_ONE, FEMALE_TWO, later_affected
from cd40lg_annot.model import Person, Sex


@dataclass(frozen=True, slots=True)
class ExactRisk:
    """As `model.Risk`, in the arithmetic of the calculation: floats, or fractions in exact mode."""

    carrier_probability: Rational
    affected_probability: Rational
    next_son_affected: Rational | None = None
    next_daughter_carrier: Rational | None = None
    next_child_affected: Rational | None = None


def answers(pedigree: Pedigree, person: Person, variable: str, found: Posterior, model: Model) -> ExactRisk:
    """Every answer about one person, whose genotype is `variable` of the posterior.

    The next child of a woman is by the one father of her children, else by a man of the population.
    """
    weights = found.marginals[variable]
    of = model.inheritance.rates.arithmetic.of
    affected = (
        weights[state] * of(probability)
        for state, probability in later_affected(person, model.parameters)
        if state in weights and probability
    )
    own = (
        _value(_share((weights.get(state) for state in CARRIERS), weights), model),
        _value(_share(affected, weights), model),
    )
    if _is_possible_mother(person):
        return ExactRisk(*own, *_next_children(pedigree, person, weights, found, model))
    return ExactRisk(*own)


def _is_possible_mother(person: Person) -> bool:
    two_copies = person.sex is Sex.FEMALE and x_copies(person) != 1
    return two_copies and not person.deceased and not person.pregnancy


def _next_children(
    pedigree: Pedigree, woman: Person, weights: Mapping[int, Number], found: Posterior, model: Model
) -> tuple[Rational, Rational, Rational]:
    """Next son affected, next daughter carrier, next child (sex not known) affected."""
    of, egg = model.inheritance.rates.arithmetic.of, model.inheritance.egg
    life = of(penetrance_at(model.parameters.penetrance, None))
    manifesting = of(model.parameters.female_penetrance or 0)
    if partner(pedigree, woman.person) is None:
        daughters: Mapping[int, Number] = _daughters_by_a_stranger(woman, weights, model)
    else:
        daughters = found.marginals[daughter_of(woman.person)]
    one, two = daughters.get(FEMALE_ONE), daughters.get(FEMALE_TWO)
    son = _share((weight * egg(state) * life for state, weight in weights.items()), weights)
    shown = ((one, manifesting), (two, life))
    daughter = _share((weight * rate for weight, rate in shown if weight and rate), daughters)
    half = of(Fraction(1, 2))
    child = _sum(risk * half for risk in (son, daughter) if risk)
    return (
        _value(son, model),
        _value(_share((one, two), daughters), model),
        _value(child, model),
    )


def _daughters_by_a_stranger(woman: Person, weights: Mapping[int, Number], model: Model) -> dict[int, Number]:
    daughters: dict[int, Number] = {}
    for (mother, child), probability in model.inheritance.table(GIRL, woman, None).items():
        if mother in weights:
            weight = weights[mother] * probability
            daughters[child] = daughters[child] + weight if child in daughters else weight
    return daughters


def _sum(numbers: Iterable[Number | None]) -> Number | None:
    total = None
    for number in numbers:
        if number:
            total = number if total is None else total + number
    return total


def _share(parts: Iterable[Number | None], weights: Mapping[int, Number]) -> Number | None:
    """Parts over the whole; None for nothing. Terms are added before anything is rounded."""
    part = _sum(parts)
    return None if part is None else part / _sum(weights.values())


def _value(share: Number | None, model: Model) -> Rational:
    if share is None:
        return Fraction(0) if model.parameters.exact else 0.0
    value: Rational = model.inheritance.rates.arithmetic.value(share)
    return value
