"""A family and its evidence as a graph of factors, one variable for each genotype."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.risk.arithmetic import Number, Rational
from cd40lg_annot.family.risk.elimination import Factor, Variable
from cd40lg_annot.family.risk.inheritance import Inheritance
from cd40lg_annot.family.risk.parameters import RiskParameters
from cd40lg_annot.family.risk.states import (
    FEMALE_FREE,
    FEMALE_ONE,
    MALE_CARRIER,
    MALE_FREE,
    phenotype_likelihood,
    result_likelihood,
    states_of,
)
from cd40lg_annot.model import Affection, EvidenceKind, Person, RiskEvidence, Sex

GIRL = Person("", "", None, None, Sex.FEMALE, Affection.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Model:
    """What is the same for every family: parameters and tables of inheritance."""

    parameters: RiskParameters
    inheritance: Inheritance


def variable_of(pedigree: Pedigree, evidence: Iterable[RiskEvidence]) -> Mapping[str, str]:
    """The variable that holds each person's genotype: identical twins share one.

    Twins of one sex whose zygosity is not known share one too, as long as nothing recorded tells them
    apart: two healthy sons then count as one, which is the less reassuring reading.
    """
    results: dict[str, set[tuple[EvidenceKind, str]]] = {}
    for item in evidence:
        results.setdefault(item.person, set()).add((item.kind, item.result))
    first: dict[tuple[object, ...], str] = {}
    shared = {}
    for person in pedigree:
        if person.twin_group is None or person.twin_zygosity == "dizygotic":
            key: tuple[object, ...] = (person.person,)
        elif person.twin_zygosity == "monozygotic":
            key = (person.twin_group, "monozygotic")
        else:
            told = frozenset(results.get(person.person, ()))
            key = (person.twin_group, person.sex, person.karyotype, person.affected, told)
        shared[person.person] = first.setdefault(key, person.person)
    return shared


def factors(pedigree: Pedigree, evidence: Sequence[RiskEvidence], model: Model) -> Iterator[Factor]:
    """All factors of a family: inheritance, phenotypes, tests, and a next daughter of each couple."""
    shared = variable_of(pedigree, evidence)
    priors = dict(model.parameters.priors)
    tested = {item.person for item in evidence}
    of = model.inheritance.rates.arithmetic.of
    for person in pedigree:
        variable = shared[person.person]
        if variable == person.person:
            yield _origin_of_genotype(pedigree, person, shared, priors, model)
        elif person.person in priors:
            yield _unary(variable, _prior(person, priors[person.person], of))
        phenotype = phenotype_likelihood(person, model.parameters, model.inheritance.rates)
        if phenotype is not None:
            yield _unary(variable, phenotype)
        elif person.person not in tested and _is_father(pedigree, person):
            yield _unary(variable, _fathers_fitness(person, model))
    for item in evidence:
        likelihood = result_likelihood(item, pedigree[item.person])
        if likelihood is not None:
            yield _unary(shared[item.person], {state: of(p) for state, p in likelihood.items()})
    yield from _next_daughters(pedigree, shared, model)


def partner(pedigree: Pedigree, woman: str) -> str | None:
    """The father of her children, if the pedigree has exactly one."""
    fathers = {pedigree.father(child) for child in pedigree.children(woman)}
    return fathers.pop() if len(fathers) == 1 else None


def daughter_of(woman: str) -> tuple[str, str]:
    """The variable of a woman's next daughter with her one partner."""
    return ("next daughter", woman)


def _origin_of_genotype(
    pedigree: Pedigree,
    person: Person,
    shared: Mapping[str, str],
    priors: Mapping[str, Fraction],
    model: Model,
) -> Factor:
    if person.person in priors:
        of = model.inheritance.rates.arithmetic.of
        return _unary(person.person, _prior(person, priors[person.person], of))
    mother = pedigree.mother(person.person)
    father = pedigree.father(person.person) if model.inheritance.uses_father(person) else None
    parents = [shared[parent] for parent in (mother, father) if parent is not None]
    rows = (None if parent is None else pedigree[parent] for parent in (mother, father))
    table = model.inheritance.table(person, *rows)
    return Factor((*parents, person.person), table)


def _next_daughters(pedigree: Pedigree, shared: Mapping[str, str], model: Model) -> Iterator[Factor]:
    for person in pedigree:
        father = partner(pedigree, person.person)
        if person.sex is Sex.FEMALE and father is not None:
            scope = (shared[person.person], shared[father], daughter_of(person.person))
            yield Factor(scope, model.inheritance.table(GIRL, person, pedigree[father]))


def _prior(person: Person, probability: Fraction, of: Callable[[Rational], Number]) -> Mapping[int, Number]:
    """A given probability of carrying one copy, whatever the parents."""
    copies = x_copies(person)
    one_x = {MALE_FREE: of(1 - probability), MALE_CARRIER: of(probability)}
    two_x = {FEMALE_FREE: of(1 - probability), FEMALE_ONE: of(probability)}
    if copies is None:
        return {state: weight * of(Fraction(1, 2)) for state, weight in (one_x | two_x).items()}
    return one_x if copies == 1 else two_x


def _fathers_fitness(person: Person, model: Model) -> Mapping[int, Number]:
    """A man of unknown phenotype who has children is less likely to be affected, by his fitness."""
    of = model.inheritance.rates.arithmetic.of
    weights = dict.fromkeys(states_of(person), of(1))
    weights[MALE_CARRIER] = of(model.parameters.fitness)
    return weights


def _is_father(pedigree: Pedigree, person: Person) -> bool:
    return any(pedigree.father(child) == person.person for child in pedigree.children(person.person))


def _unary(variable: Variable, weights: Mapping[int, Number]) -> Factor:
    return Factor((variable,), {(state,): weight for state, weight in weights.items() if weight})
