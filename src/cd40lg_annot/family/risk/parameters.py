"""What a risk calculation assumes: every parameter with its value and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cd40lg_annot.model import Assumption

Curve = tuple[tuple[Fraction, Fraction], ...]

# GeneReviews NBK1402 (2020) for 1 and 4 years; birth and 18 years are assumptions of this project.
BY_AGE: Curve = (
    (Fraction(0), Fraction(0)),
    (Fraction(1), Fraction(1, 2)),
    (Fraction(4), Fraction(9, 10)),
    (Fraction(18), Fraction(1)),
)


@dataclass(frozen=True, slots=True)
class RiskParameters:
    """Parameters of the model; the defaults are the textbook calculation.

    Attributes:
        mutation_rate: new mutations per X and generation in eggs; None for the limit of rare mutation,
            in which `rare_rate` stands for whatever the limit leaves.
        mutation_ratio: rate in sperm over rate in eggs, k.
        fitness: children of affected males, relative to others, 0 to 1.
        carrier_frequency: heterozygous newborn females, 0 to 1; None for mutation-selection equilibrium.
        mosaicism: after one new mutation, the probability that the same parent's next transmission of the
            same X carries it, 0 to 1. 0 is no germline mosaicism.
        mosaic_share: of a mosaic parent's germ cells with that X, how many carry the variant.
        penetrance: (age in years, share of hemizygous males affected by then), ages rising; straight lines
            in between. Without an age the last point counts.
        female_penetrance: heterozygous females who are affected; None for rarely: then a healthy woman
            tells nothing, and an affected one is heterozygous unless two copies need no new mutation.
        exact: compute with fractions.
    """

    mutation_rate: Fraction | None = None
    mutation_ratio: Fraction = Fraction(1)
    fitness: Fraction = Fraction(0)
    carrier_frequency: Fraction | None = None
    mosaicism: Fraction = Fraction(0)
    mosaic_share: Fraction = Fraction(1, 2)
    penetrance: Curve = BY_AGE
    female_penetrance: Fraction | None = None
    rare_rate: Fraction = Fraction(1, 3 * 515_000)
    exact: bool = False
    priors: tuple[tuple[str, Fraction], ...] = field(default=())


def read_curve(text: str) -> Curve:
    """Read a share for life, or ages in years with the share affected by then.

    Raises:
        ValueError: a part is no number, or ages fall, or shares fall or leave 0 to 1.

    >>> read_curve("0:0,1:0.5,4:0.9") == ((0, 0), (1, Fraction(1, 2)), (4, Fraction(9, 10)))
    True
    """
    points = []
    for part in text.split(","):
        age, _, share = part.rpartition(":")
        points.append((Fraction(age or 0), Fraction(share)))
    ages, shares = [age for age, _ in points], [share for _, share in points]
    rising = len(set(ages)) == len(ages) and ages == sorted(ages) and shares == sorted(shares)
    if not rising or min(ages) < 0 or not 0 <= shares[0] <= shares[-1] <= 1:
        message = f"{text!r}: ages must rise, and shares from 0 to 1 must not fall"
        raise ValueError(message)
    return tuple(points)


def stated(parameters: RiskParameters, shipped: Mapping[str, Assumption]) -> tuple[Assumption, ...]:
    """Every parameter as it is used: the shipped line and its source, or that it was given.

    `shipped`: the lines of `resources/risk/parameters.tsv`, by name.
    """
    defaults, found = RiskParameters(), []
    for name, line in shipped.items():
        given = getattr(parameters, name, None)
        if given is None or given == getattr(defaults, name):
            found.append(line)
        elif name == "mosaicism" and given == Fraction(shipped["mosaicism_suggested"].value):
            suggested = shipped["mosaicism_suggested"]
            found.append(replace(line, value=suggested.value, source=suggested.source, note=suggested.note))
        else:
            found.append(replace(line, value=_shown(given), source="given by the user", note=""))
    for person, probability in parameters.priors:
        meaning = f"probability that {person} carries one copy, instead of what the parents say"
        found.append(Assumption(f"prior {person}", str(probability), meaning, "given by the user"))
    return tuple(found)


def _shown(given: Fraction | Curve) -> str:
    if isinstance(given, Fraction):
        return str(given)
    return ",".join(f"{float(age):g}:{float(share):g}" for age, share in given)


def penetrance_at(curve: Curve, age: float | None) -> Fraction:
    """Share of hemizygous males who are affected by an age in years; None for a whole life.

    >>> curve = ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1, 2)), (Fraction(4), Fraction(9, 10)))
    >>> [float(penetrance_at(curve, age)) for age in (0, 0.5, 2.5, 60, None)]
    [0.0, 0.25, 0.7, 0.9, 0.9]
    """
    if age is None or age >= curve[-1][0]:
        return curve[-1][1]
    years = Fraction(str(age))
    if years <= curve[0][0]:
        return curve[0][1]
    upper = next(index for index, (point, _) in enumerate(curve) if point > years)
    (start, low), (end, high) = curve[upper - 1], curve[upper]
    return low + (high - low) * (years - start) / (end - start)
