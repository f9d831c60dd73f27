"""A probability as counselors write it: "1 in 9 (11%)"."""

from fractions import Fraction

# "1 in n" is said without "about" up to here.
_EXACT = 1000


def in_words(probability: float | Fraction) -> str:
    """Say a probability as "1 in n" and as a percentage, rounded as people round.

    >>> [in_words(p) for p in (0.5, 2 / 3, 1 / 6, 0.0)]
    ['1 in 2 (50%)', '2 in 3 (67%)', '1 in 6 (17%)', 'none expected (0%)']
    >>> [in_words(p) for p in (1.0, 0.3137, 0.93, 1 / 36)]
    ['certain (100%)', 'about 1 in 3 (31%)', 'about 13 in 14 (93%)', '1 in 36 (3%)']
    >>> [in_words(p) for p in (1 / 386250, 1e-9)]
    ['about 1 in 386,000', 'less than 1 in 10 million']
    """
    probability = float(probability)
    if probability <= 0:
        return "none expected (0%)"
    if probability >= 1:
        return "certain (100%)"
    if probability < 1e-7:
        return "less than 1 in 10 million"
    if probability > 1 - 1e-4:
        return "almost certain (more than 99.9%)"
    return f"{_in_n(probability)}{_percent(probability)}"


def _in_n(probability: float) -> str:
    simple = Fraction(probability).limit_denominator(20)
    if simple and abs(float(simple) - probability) < probability * 1e-6:
        return f"{simple.numerator} in {simple.denominator}"
    whole = round(1 / probability)
    if abs(1 / whole - probability) < probability * 1e-6 and whole < _EXACT:
        return f"1 in {whole}"
    if probability > 0.5:
        rest = max(2, round(1 / (1 - probability)))
        return f"about {rest - 1:,} in {rest:,}"
    return f"about 1 in {_round_figure(1 / probability):,}"


def _percent(probability: float) -> str:
    percent = 100 * probability
    if percent < 0.1:
        return ""
    if 1 <= percent <= 99:
        return f" ({percent:.0f}%)"
    return f" ({percent:.1f}%)"


def _round_figure(number: float) -> int:
    """Round to three significant figures; a finer figure would claim more than is known."""
    whole = round(number)
    digits = len(str(whole))
    return whole if digits <= 3 else round(whole, 3 - digits)
