"""Exact probabilities of carrying the variant, for everybody in a family, given everything known.

Inference on a factor graph by exact elimination; nothing is sampled. `docs/risk.md` has the model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.risk.answers import ExactRisk, answers
from cd40lg_annot.family.risk.arithmetic import Rational
from cd40lg_annot.family.risk.contradiction import contradiction
from cd40lg_annot.family.risk.elimination import posterior
from cd40lg_annot.family.risk.graph import Model, factors, variable_of
from cd40lg_annot.family.risk.inheritance import Inheritance
from cd40lg_annot.family.risk.parameters import RiskParameters
from cd40lg_annot.family.risk.rates import rates
from cd40lg_annot.model import Risk, RiskEvidence

__all__ = [
    "ExactRisk",
    "FamilyRisk",
    "Model",
    "RiskParameters",
    "exact_risk",
    "family_risk",
    "risk_and_likelihood",
    "risk_model",
]


def risk_model(parameters: RiskParameters) -> Model:
    """Tables that all families share; make it once for many families.

    Raises:
        ValueError: the parameters contradict each other.
    """
    return Model(parameters, Inheritance(parameters, rates(parameters)))


def family_risk(pedigree: Pedigree, evidence: Sequence[RiskEvidence], model: Model) -> Mapping[str, Risk]:
    """Posterior probabilities of every person of one family, 0 to 1.

    Raises:
        ImpossibleEvidenceError: no genotypes of these people can explain everything recorded.
    """
    return {
        person: Risk(
            carrier_probability=float(risk.carrier_probability),
            affected_probability=float(risk.affected_probability),
            next_son_affected=_float(risk.next_son_affected),
            next_daughter_carrier=_float(risk.next_daughter_carrier),
            next_child_affected=_float(risk.next_child_affected),
        )
        for person, risk in exact_risk(pedigree, evidence, model).items()
    }


@dataclass(frozen=True, slots=True)
class FamilyRisk:
    """Everybody's risks, and the probability of everything recorded about the family (its likelihood)."""

    people: Mapping[str, ExactRisk]
    likelihood: Rational


def exact_risk(pedigree: Pedigree, evidence: Sequence[RiskEvidence], model: Model) -> Mapping[str, ExactRisk]:
    """As `family_risk`, with fractions if the model's parameters say exact."""
    return risk_and_likelihood(pedigree, evidence, model).people


def risk_and_likelihood(pedigree: Pedigree, evidence: Sequence[RiskEvidence], model: Model) -> FamilyRisk:
    """As `exact_risk`, with the likelihood; in the limit of rare mutation, its leading term.

    Raises:
        ImpossibleEvidenceError: no genotypes of these people can explain everything recorded.
    """
    found = posterior(list(factors(pedigree, evidence, model)))
    if found.weight is None:
        raise contradiction(pedigree, evidence, model)
    shared = variable_of(pedigree, evidence)
    people = {p.person: answers(pedigree, p, shared[p.person], found, model) for p in pedigree}
    return FamilyRisk(people, model.inheritance.rates.arithmetic.value(found.weight))


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
