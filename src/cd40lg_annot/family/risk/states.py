"""The genotypes a person can have in the risk model, and what evidence says about each.

A state is a small integer, so that tables stay quick. "Mosaic" is a germline mosaic: the variant is
in part of the germ cells and in no tested tissue.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cd40lg_annot.family.pedigree import x_copies
from cd40lg_annot.family.risk.arithmetic import Number
from cd40lg_annot.family.risk.parameters import RiskParameters, penetrance_at
from cd40lg_annot.family.risk.rates import Rates
from cd40lg_annot.model import Affection, EvidenceKind, Person, RiskEvidence

# One X chromosome
MALE_FREE, MALE_CARRIER, MALE_MOSAIC = 0, 1, 2
# Two X chromosomes
FEMALE_FREE, FEMALE_ONE, FEMALE_TWO, FEMALE_MOSAIC = 3, 4, 5, 6

ONE_X = (MALE_FREE, MALE_CARRIER, MALE_MOSAIC)
TWO_X = (FEMALE_FREE, FEMALE_ONE, FEMALE_TWO, FEMALE_MOSAIC)
MOSAICS = (MALE_MOSAIC, FEMALE_MOSAIC)
CONSTITUTIONAL = (MALE_CARRIER, FEMALE_ONE, FEMALE_TWO)
CARRIERS = (*CONSTITUTIONAL, *MOSAICS)
NO_NORMAL_COPY = (MALE_CARRIER, FEMALE_TWO)

_GENOTYPES = {"hemizygous": MALE_CARRIER, "heterozygous": FEMALE_ONE, "homozygous": FEMALE_TWO}


def states_of(person: Person) -> tuple[int, ...]:
    """States open to a person by the number of X chromosomes; both kinds where that is not known."""
    copies = x_copies(person)
    if copies is None:
        return (*ONE_X, *TWO_X)
    return ONE_X if copies == 1 else TWO_X


def phenotype_likelihood(
    person: Person, parameters: RiskParameters, rates: Rates
) -> Mapping[int, Number] | None:
    """Probability of the recorded phenotype in each state; None where it says nothing.

    Nobody is affected without the variant. A fetus has no phenotype yet.
    """
    if person.affected is Affection.UNKNOWN or (person.pregnancy and person.affected is Affection.UNAFFECTED):
        return None
    one = rates.arithmetic.of(1)
    manifesting = manifesting_rate(parameters, rates)
    if person.affected is Affection.AFFECTED:
        return {MALE_CARRIER: one, FEMALE_ONE: manifesting, FEMALE_TWO: one}
    healthy = dict.fromkeys(states_of(person), one)
    shown = penetrance_at(parameters.penetrance, person.age)
    for state in NO_NORMAL_COPY:
        healthy[state] = rates.arithmetic.of(1 - shown)
    if parameters.female_penetrance is not None:
        healthy[FEMALE_ONE] = rates.arithmetic.of(1 - parameters.female_penetrance)
    return healthy


def manifesting_rate(parameters: RiskParameters, rates: Rates) -> Number:
    """Probability that a heterozygous woman is affected, as a number."""
    if parameters.female_penetrance is None:
        return rates.arithmetic.manifesting
    return rates.arithmetic.of(parameters.female_penetrance)


def later_affected(person: Person, parameters: RiskParameters) -> Iterator[tuple[int, Fraction]]:
    """Probability of being or becoming affected in each state, given the phenotype so far."""
    life = penetrance_at(parameters.penetrance, None)
    for state in states_of(person):
        if person.affected is Affection.AFFECTED:
            yield state, Fraction(1)
        elif state in NO_NORMAL_COPY:
            so_far = _shown_so_far(person, parameters)
            yield state, (life - so_far) / (1 - so_far) if so_far < 1 else Fraction(0)
        elif state == FEMALE_ONE and person.affected is Affection.UNKNOWN:
            yield state, parameters.female_penetrance or Fraction(0)


def _shown_so_far(person: Person, parameters: RiskParameters) -> Fraction:
    if person.affected is not Affection.UNAFFECTED or person.pregnancy:
        return Fraction(0)
    return penetrance_at(parameters.penetrance, person.age)


def result_likelihood(evidence: RiskEvidence, person: Person) -> Mapping[int, Fraction] | None:
    """Probability of a test's result in each state; None where it is no evidence.

    A germline mosaic tests as a person without the variant.
    """
    if evidence.sensitivity is None or evidence.specificity is None:
        return None
    found, missed = evidence.sensitivity, 1 - evidence.sensitivity
    spared, wrongly = evidence.specificity, 1 - evidence.specificity
    negative = evidence.result in ("absent", "negative")
    if evidence.result in _GENOTYPES and evidence.kind is EvidenceKind.GENOTYPE:
        carried = {state: Fraction(0) for state in CONSTITUTIONAL}
        carried[_GENOTYPES[evidence.result]] = found
    else:
        carried = dict.fromkeys(CONSTITUTIONAL, missed if negative else found)
    free = spared if negative else wrongly
    return {state: carried.get(state, free) for state in states_of(person)}
