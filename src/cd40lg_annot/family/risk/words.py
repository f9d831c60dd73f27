"""A probability as counselors write it: "1 in 9 (11 %)"."""

import math
from fractions import Fraction

_SIMPLE = 10


def in_words(probability: float | Fraction) -> str:
    """Odds and percent, rounded so that nobody reads more into them than is known.

    >>> [in_words(Fraction(1, 9)), in_words(Fraction(2, 3)), in_words(1), in_words(0)]
    ['1 in 9 (11 %)', '2 in 3 (67 %)', 'certain', 'close to 0']
    >>> [in_words(0.0867), in_words(1 / 386_250), in_words(0.9999), in_words(0.0294)]
    ['about 1 in 12 (9 %)', 'about 1 in 390,000 (less than 0.1 %)', 'more than 99 %', '1 in 34 (3 %)']
    """
    if probability <= 0:
        return "close to 0"
    if probability >= 1:
        return "certain"
    if probability > Fraction(99, 100):
        return "more than 99 %"
    odds, near = _odds(float(probability))
    return f"{'' if near else 'about '}{odds} ({_percent(float(probability))})"


def _odds(probability: float) -> tuple[str, bool]:
    """`k in n`, and whether that is the probability to three figures."""
    if probability > 0.5:
        close = min(
            (Fraction(n - k, n) for n in range(2, _SIMPLE + 1) for k in range(1, n) if n - k > k),
            key=lambda fraction: (round(abs(fraction - probability), 6), fraction.denominator),
        )
        return f"{close.numerator} in {close.denominator}", math.isclose(close, probability, rel_tol=5e-4)
    count = 1 / probability
    digits = 2 - math.ceil(math.log10(count)) if count >= 100 else 0
    whole = round(count, digits)
    return f"1 in {int(whole):,}", math.isclose(whole, count, rel_tol=5e-4)


def _percent(probability: float) -> str:
    percent = 100 * probability
    for limit in (0.1, 1):
        if percent < limit:
            return f"less than {limit:g} %"
    return f"{percent:.0f} %"
