"""The arithmetics in which a risk can be computed: floating point, fractions, and leading terms.

Textbook answers such as 2/3 or 1/9 are limits: new mutations are rare, whatever their exact rate.
`Leading` computes such limits exactly. A number is the first term of a power series, a coefficient
times a power of something very small, and a sum keeps the larger of two terms of different order.
No term here is ever negative, so first terms never cancel, and that of every result is exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

Rational: TypeAlias = Fraction | float

# Order of one new mutation; carriers who manifest have order 1, and are never as rare together.
MUTATION_ORDER = 4096


# A number of any of these arithmetics: adds, multiplies, divides. Zeros are left out of tables.
Number: TypeAlias = Any


class Leading:
    """First term of a power series: a positive `coefficient` and the `order` of what is small.

    >>> half, mutation = Leading(Fraction(1, 2)), Leading(Fraction(1), MUTATION_ORDER)
    >>> (half + mutation).coefficient, (half * mutation).order == MUTATION_ORDER
    (Fraction(1, 2), True)
    """

    __slots__ = ("coefficient", "order")

    def __init__(self, coefficient: Rational, order: int = 0) -> None:
        self.coefficient = coefficient
        self.order = order

    def __add__(self, other: "Leading") -> "Leading":
        if self.order == other.order:
            return Leading(self.coefficient + other.coefficient, self.order)
        return self if self.order < other.order else other

    def __mul__(self, other: "Leading") -> "Leading":
        return Leading(self.coefficient * other.coefficient, self.order + other.order)

    def __truediv__(self, other: "Leading") -> "Leading":
        return Leading(self.coefficient / other.coefficient, self.order - other.order)

    def __bool__(self) -> bool:
        return bool(self.coefficient)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One way of computing.

    Attributes:
        of: a probability as a number.
        times_mutation: a multiple of the female mutation rate as a number.
        manifesting: the probability that a carrier manifests, where it is not given: small.
        complement: one minus a number.
        value: a ratio of two numbers as a probability.
    """

    of: Callable[[Rational], Number]
    times_mutation: Callable[[Rational], Number]
    manifesting: Number
    complement: Callable[[Number], Number]
    value: Callable[[Number], Rational]


def leading_terms(*, mutation_rate: Fraction, manifesting: Fraction, exact: bool) -> Arithmetic:
    """Limits for rare mutation; what vanishes in the limit is given at the rates named here."""
    plain = _plain(exact)

    def value(ratio: Leading) -> Rational:
        mutations = round(ratio.order / MUTATION_ORDER)
        # However many carriers manifest, one mutation is rarer: they never make it likelier here.
        carriers = max(0, ratio.order - mutations * MUTATION_ORDER)
        scale = mutation_rate**mutations * manifesting**carriers
        return ratio.coefficient * plain(scale)

    return Arithmetic(
        of=lambda probability: Leading(plain(probability)),
        times_mutation=lambda multiple: Leading(plain(multiple), MUTATION_ORDER),
        manifesting=Leading(plain(1), 1),
        complement=lambda n: Leading(plain(1) if n.order > 0 else 1 - n.coefficient),
        value=value,
    )


def finite(*, mutation_rate: Fraction, manifesting: Fraction, exact: bool) -> Arithmetic:
    """Probabilities at the given mutation rate, nothing neglected."""
    plain = _plain(exact)
    return Arithmetic(
        of=plain,
        times_mutation=lambda multiple: plain(multiple * mutation_rate),
        manifesting=plain(manifesting),
        complement=lambda n: 1 - n,
        value=lambda ratio: ratio,
    )


def _plain(exact: bool) -> type[Fraction] | type[float]:  # noqa: FBT001
    return Fraction if exact else float
