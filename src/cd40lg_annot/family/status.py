"""Where each person of one family stands towards its disease-causing variant, and why.

Status comes from the tests and from the place in the family; the probability that goes with
"at risk" is computed in `family.risk`. Reasons are whole statements, most telling first.
"""

from cd40lg_annot.family.known import FamilyEvidence, known_carriers
from cd40lg_annot.family.outlook import Outlook, Verdict
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.status_rules import RULES
from cd40lg_annot.family.transmission import NOTHING_FOLLOWS, Known, transmission
from cd40lg_annot.model import Person, PersonStatus

__all__ = ["FamilyEvidence", "statuses"]


def statuses(pedigree: Pedigree, evidence: FamilyEvidence) -> tuple[PersonStatus, ...]:
    """Status of every person of the family, in pedigree order, with reasons in words.

    While no disease-causing variant of the family is known, nobody is excluded; carriers are deduced
    only if the pedigree proves X-linkage (affected males in two sibships joined through women).
    """
    known = known_carriers(pedigree, evidence)
    x_linked = evidence.variant is not None or proves_x_linkage(pedigree, known)
    drawn = transmission(pedigree, known) if x_linked else NOTHING_FOLLOWS
    outlook = Outlook(pedigree, evidence, known, drawn)
    return tuple(_status(outlook, person) for person in pedigree)


def proves_x_linkage(pedigree: Pedigree, known: Known) -> bool:
    """Whether one origin passed through a woman joins affected males of two sibships.

    Two affected brothers prove nothing: recessive disease looks the same.
    """
    affected = [person for person in known.carriers if pedigree.mother(person) is not None]
    sibships = {pedigree.mother(person) for person in affected}
    return len(sibships) > 1 and bool(transmission(pedigree, known).obligate)


def _status(outlook: Outlook, person: Person) -> PersonStatus:
    verdict = _first_verdict(outlook, person)
    return PersonStatus(
        person=person.person,
        status=verdict.status,
        reasons=verdict.reasons,
        zygosity=outlook.evidence.zygosity(person.person),
        risk=outlook.evidence.risks.get(person.person),
        advice=verdict.advice,
    )


def _first_verdict(outlook: Outlook, person: Person) -> Verdict:
    return next(verdict for rule in RULES if (verdict := rule(outlook, person)) is not None)
