"""Who contradicts whom, when no genotypes can explain everything that is recorded."""

from collections.abc import Sequence
from dataclasses import replace

from cd40lg_annot.errors import ImpossibleEvidenceError
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.risk.elimination import posterior
from cd40lg_annot.family.risk.graph import Model, factors
from cd40lg_annot.model import Affection, Person, RiskEvidence


def contradiction(
    pedigree: Pedigree, evidence: Sequence[RiskEvidence], model: Model
) -> ImpossibleEvidenceError:
    """The error that names a smallest group of people whose records cannot all be true.

    One person's records after the other are left out for good if the rest is still impossible.
    """
    tested = {item.person for item in evidence}
    kept = [p.person for p in pedigree if p.affected is not Affection.UNKNOWN or p.person in tested]
    for name in tuple(kept):
        fewer = [other for other in kept if other != name]
        if not _is_possible(pedigree, evidence, fewer, model):
            kept = fewer
    statements = [_statement(pedigree[name], evidence) for name in kept]
    family = next(iter(pedigree)).family
    return ImpossibleEvidenceError(family, kept, statements)


def _is_possible(
    pedigree: Pedigree, evidence: Sequence[RiskEvidence], kept: Sequence[str], model: Model
) -> bool:
    people = (p if p.person in kept else replace(p, affected=Affection.UNKNOWN) for p in pedigree)
    tests = [item for item in evidence if item.person in kept]
    return posterior(list(factors(Pedigree(people), tests, model))).weight is not None


def _statement(person: Person, evidence: Sequence[RiskEvidence]) -> str:
    told = [] if person.affected is Affection.UNKNOWN else [f"recorded {person.affected.value}"]
    told += [f"{item.kind.value} {item.result}" for item in evidence if item.person == person.person]
    return f"{person.person} ({', '.join(told)})"
