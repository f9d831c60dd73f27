"""Carrier risk by writing out every combination of alleles; it shares no code with the engine.

People are lists of alleles (0 or 1), one for each X, the mother's first; a germline mosaic is marked
apart. Each combination's probability is multiplied out in plain order, however many there are.
Numbers are fractions, or polynomials in a small quantity for the limit of rare mutation.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from cd40lg_annot.model import Affection, Sex


class Polynomial:
    """Polynomial in one small quantity, all terms kept up to a degree."""

    DEGREE = 8

    def __init__(self, coefficients):
        self.coefficients = tuple(coefficients)[: self.DEGREE]

    @classmethod
    def of(cls, number):
        return number if isinstance(number, cls) else cls([number])

    def __add__(self, other):
        a, b = self.coefficients, Polynomial.of(other).coefficients
        size = max(len(a), len(b))
        a, b = a + (0,) * (size - len(a)), b + (0,) * (size - len(b))
        return Polynomial(x + y for x, y in zip(a, b, strict=True))

    __radd__ = __add__

    def __mul__(self, other):
        found = [Fraction(0)] * self.DEGREE
        for i, x in enumerate(self.coefficients):
            for j, y in enumerate(Polynomial.of(other).coefficients):
                if i + j < self.DEGREE:
                    found[i + j] += x * y
        return Polynomial(found)

    __rmul__ = __mul__

    def __rsub__(self, other):
        return Polynomial.of(other) + self * -1

    def leading(self):
        return next(((n, c) for n, c in enumerate(self.coefficients) if c), (None, Fraction(0)))


@dataclass
class World:
    """The rates: new mutations, gametes of unknown parents, mosaics, disease."""

    egg: object
    sperm: object
    unknown_egg: object
    unknown_sperm: object
    mosaic_mother: object = Fraction(0)
    mosaic_father: object = Fraction(0)
    share: object = Fraction(1, 2)
    fitness: object = Fraction(0)
    shown: object = lambda _: Fraction(1)
    manifesting: object = Fraction(0)
    one: object = Fraction(1)


def genotypes(person):
    """(alleles, mosaic) a person can have."""
    copies = {Sex.MALE: (1,), Sex.FEMALE: (2,), Sex.UNKNOWN: (1, 2)}[person.sex]
    for count in copies:
        for alleles in product((0, 1), repeat=count):
            yield alleles, False
            if not any(alleles):
                yield alleles, True


def weights(people, tests, world):
    """Weight of every genotype of every person, summed over all combinations."""
    people = list(people)
    twins = {}
    for person in people:
        group = person.twin_group if person.twin_zygosity == "monozygotic" else None
        twins[person.person] = twins.setdefault(("group", group), person.person) if group else person.person
    drawn = [p for p in people if twins[p.person] == p.person]
    found = {p.person: {} for p in people}

    def write_out(state, weight, left):
        if not left:
            for person in people:
                genotype = state[twins[person.person]]
                found[person.person][genotype] = found[person.person].get(genotype, 0) + weight
            return
        person, *others = left
        for genotype in genotypes(person):
            following = {**state, person.person: genotype}
            factor = inherited(person, following, twins, world)
            for other in people:
                if twins[other.person] == person.person:
                    factor = factor * seen(other, genotype, people, tests, world)
            if not is_zero(factor):  # a combination of weight zero adds nothing, whatever follows
                write_out(following, weight * factor, others)

    # Parents stand before their children in the families that the tests draw.
    write_out({}, world.one, drawn)
    return found


def is_zero(number):
    return not any(number.coefficients) if isinstance(number, Polynomial) else not number


def inherited(person, state, twins, world):
    mother = state[twins[person.mother]] if person.mother in twins and not person.adopted else None
    father = state[twins[person.father]] if person.father in twins and not person.adopted else None
    alleles, mosaic = state[person.person]
    p_egg = egg_with(mother, world)
    weight = p_egg if alleles[0] else 1 - p_egg
    if len(alleles) == 2:
        p_sperm = sperm_with(father, world)
        weight = weight * (p_sperm if alleles[1] else 1 - p_sperm)
    if not any(alleles):
        rate = world.mosaic_father if len(alleles) == 1 else world.mosaic_mother
        weight = weight * (rate if mosaic else 1 - rate)
    return weight * Fraction(1, 2) if person.sex is Sex.UNKNOWN else weight


def egg_with(mother, world):
    if mother is None:
        return world.unknown_egg
    (one, other), mosaic = mother
    each = [Fraction(1) if allele else world.egg for allele in (one, other)]
    if mosaic:
        each[0] = world.share + (1 - world.share) * world.egg  # one of her two X is mosaic
    return (each[0] + each[1]) * Fraction(1, 2)


def sperm_with(father, world):
    if father is None:
        return world.unknown_sperm
    (only,), mosaic = father
    if mosaic:
        return world.share + (1 - world.share) * world.sperm
    return Fraction(1) if only else world.sperm


def seen(person, genotype, people, tests, world):
    alleles, _ = genotype
    ill = all(alleles)
    weight = Fraction(1)
    mine = [test for test in tests if test.person == person.person]
    if person.affected is Affection.AFFECTED:
        weight = Fraction(1) if ill else world.manifesting if any(alleles) else Fraction(0)
    elif person.affected is Affection.UNAFFECTED:
        if ill:
            weight = 1 - world.shown(person.age)
        elif any(alleles):
            weight = 1 - world.manifesting
    elif not mine and any(p.father == person.person and not p.adopted for p in people):
        weight = world.fitness if alleles == (1,) else Fraction(1)
    for test in mine:
        weight = weight * likelihood(test, alleles)
    return weight


def likelihood(test, alleles):
    if any(alleles):
        if test.result in ("absent", "negative"):
            return 1 - test.sensitivity
        name = {(1,): "hemizygous", (1, 1): "homozygous"}.get(alleles, "heterozygous")
        return test.sensitivity if test.result in ("positive", name) else Fraction(0)
    return test.specificity if test.result in ("absent", "negative") else 1 - test.specificity


def carrier(found):
    """Weight of carrying the variant anywhere in the germline, and weight of everything."""
    carried = sum((w for (alleles, mosaic), w in found.items() if any(alleles) or mosaic), Fraction(0))
    return carried, sum(found.values(), Fraction(0))
