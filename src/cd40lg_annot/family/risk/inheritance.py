"""How the states of parents make those of a child: the model's tables of inheritance.

A mother's egg carries one of her X chromosomes, a father's X goes to every daughter and to no son.
A new mutation can arise in any egg or sperm; there is no mutation back. With mosaicism, a person
without the variant can have a mosaic germline.
"""

from collections.abc import Iterator
from fractions import Fraction

from cd40lg_annot.family.pedigree import x_copies
from cd40lg_annot.family.risk.arithmetic import Number
from cd40lg_annot.family.risk.elimination import Table
from cd40lg_annot.family.risk.parameters import RiskParameters
from cd40lg_annot.family.risk.rates import Rates
from cd40lg_annot.family.risk.states import (
    FEMALE_FREE,
    FEMALE_MOSAIC,
    FEMALE_ONE,
    FEMALE_TWO,
    MALE_CARRIER,
    MALE_FREE,
    MALE_MOSAIC,
    MOSAICS,
    states_of,
)
from cd40lg_annot.model import Person, Sex

_HALF = Fraction(1, 2)


class Inheritance:
    """Tables of inheritance for one set of rates; each kind is made once and shared by all families."""

    def __init__(self, parameters: RiskParameters, rates: Rates) -> None:
        self.rates = rates
        self.share = parameters.mosaic_share
        self._tables: dict[tuple[object, ...], Table] = {}

    def table(self, child: Person, mother: Person | None, father: Person | None) -> Table:
        """Keys: mother's state if she is known, father's if he is, child's. Unknown: the population's."""
        parents = tuple(parent and (parent.sex, parent.karyotype) for parent in (mother, father))
        key = (child.sex, child.karyotype, *parents)
        if key not in self._tables:
            self._tables[key] = self._made(child, self._states(mother), self._states(father))
        return self._tables[key]

    def _states(self, parent: Person | None) -> tuple[int | None, ...]:
        """States to write out for a parent; mosaics only if there can be any."""
        if parent is None:
            return (None,)
        without = MOSAICS if self.rates.mosaic_mother is None else ()
        return tuple(state for state in states_of(parent) if state not in without)

    def uses_father(self, child: Person) -> bool:
        """Whether a father's X can be in this child."""
        return not (child.sex is Sex.MALE and x_copies(child) == 1)

    def egg(self, mother: int | None) -> Number:
        """Probability that an egg carries the variant; None is a mother of the population."""
        return self._gamete(mother, self.rates.egg, self.rates.population_egg)

    def sperm(self, father: int | None) -> Number:
        """Probability that an X-bearing sperm carries the variant; None is a father of the population."""
        return self._gamete(father, self.rates.sperm, self.rates.population_sperm)

    def _gamete(self, parent: int | None, new: Number, population: Number) -> Number:
        of, complement = self.rates.arithmetic.of, self.rates.arithmetic.complement
        if parent is None:
            return population
        if parent in (MALE_FREE, FEMALE_FREE):
            return new
        if parent in (MALE_CARRIER, FEMALE_TWO):
            return of(1)
        passed = {FEMALE_ONE: _HALF, MALE_MOSAIC: self.share, FEMALE_MOSAIC: self.share / 2}[parent]
        return of(passed) + of(1 - passed) * new if new and passed < 1 else complement(of(1 - passed))

    def _made(self, child: Person, mothers: tuple[int | None, ...], fathers: tuple[int | None, ...]) -> Table:
        table: dict[tuple[int, ...], Number] = {}
        for mother_state in mothers:
            for father_state in fathers:
                parents = tuple(state for state in (mother_state, father_state) if state is not None)
                for state, weight in self._children(child, mother_state, father_state):
                    if weight:
                        key = (*parents, state)
                        table[key] = table[key] + weight if key in table else weight
        return table

    def _children(
        self, child: Person, mother: int | None, father: int | None
    ) -> Iterator[tuple[int, Number]]:
        copies = x_copies(child)
        egg, sperm = self.egg(mother), self.sperm(father)
        of = self.rates.arithmetic.of
        if copies is None:  # a fetus, or sex not recorded: son or daughter, each by half
            yield from self._scaled(self._one_copy(egg), of(_HALF))
            yield from self._scaled(self._two_copies(egg, sperm), of(_HALF))
        elif copies > 1:
            yield from self._two_copies(egg, sperm)
        elif self.uses_father(child):  # 45,X: which parent's X was kept is not known
            yield from self._scaled(self._one_copy(egg), of(_HALF))
            yield from self._scaled(self._one_copy(sperm), of(_HALF))
        else:
            yield from self._one_copy(egg)

    @staticmethod
    def _scaled(entries: Iterator[tuple[int, Number]], factor: Number) -> Iterator[tuple[int, Number]]:
        return ((state, weight * factor) for state, weight in entries)

    def _one_copy(self, gamete: Number) -> Iterator[tuple[int, Number]]:
        free = self.rates.arithmetic.complement(gamete)
        yield MALE_CARRIER, gamete
        yield from self._free(free, MALE_FREE, MALE_MOSAIC, self.rates.mosaic_father)

    def _two_copies(self, egg: Number, sperm: Number) -> Iterator[tuple[int, Number]]:
        complement = self.rates.arithmetic.complement
        yield FEMALE_TWO, egg * sperm
        yield FEMALE_ONE, egg * complement(sperm)
        yield FEMALE_ONE, complement(egg) * sperm
        free = complement(egg) * complement(sperm)
        yield from self._free(free, FEMALE_FREE, FEMALE_MOSAIC, self.rates.mosaic_mother)

    def _free(
        self, weight: Number, free: int, mosaic: int, rate: Number | None
    ) -> Iterator[tuple[int, Number]]:
        if rate is None:
            yield free, weight
        else:
            yield free, weight * self.rates.arithmetic.complement(rate)
            yield mosaic, weight * rate
