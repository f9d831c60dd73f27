"""What a family's genotypes mean for its members: exact risks, whom to test next, and what was assumed.

The one call for the interpretation of a family; `statuses` are given their risks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cd40lg_annot.errors import ImpossibleEvidenceError
from cd40lg_annot.family.known import FamilyEvidence, known_carriers
from cd40lg_annot.family.next_tests import FamilyVariant, next_tests
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.risk import Model, family_risk
from cd40lg_annot.family.risk.evidence import evidence_of_states
from cd40lg_annot.family.risk.words import in_words
from cd40lg_annot.family.status import proves_x_linkage
from cd40lg_annot.family.status_rules import NO_LINE
from cd40lg_annot.model import (
    Affection,
    NextTest,
    Person,
    PersonStatus,
    Risk,
    RiskEvidence,
    Sex,
    Status,
    Zygosity,
)

# One in a hundred: below, counselors do not offer a test on the grounds of a calculation.
_WORTH_A_TEST = 0.01


@dataclass(frozen=True, slots=True)
class Prospects:
    """Statuses with risks, tests to do next, and notes where records had to be set aside."""

    statuses: tuple[PersonStatus, ...]
    next_tests: tuple[NextTest, ...] = ()
    notes: tuple[str, ...] = ()


def prospects(
    pedigree: Pedigree,
    statuses: Sequence[PersonStatus],
    evidence: FamilyEvidence,
    model: Model,
    *,
    variant: FamilyVariant = FamilyVariant.SMALL,
    tests: Sequence[RiskEvidence] = (),
) -> Prospects:
    """Risks and next tests of one family; contradictory records become notes, never an error.

    A phenotype that its own person's genotype contradicts (a healthy hemizygote, an affected male
    without the variant) is set aside: the genotype was seen.

    Args:
        pedigree: the family.
        statuses: as `status.statuses` gives them.
        evidence: as it was given to `status.statuses`.
        model: `risk.risk_model(parameters)`; made once for many families.
        variant: what the family's variant is, for the assay.
        tests: further evidence, such as flow cytometry with its sensitivity and specificity.
    """
    if not any(person.affected is Affection.AFFECTED for person in pedigree) and not evidence.states:
        return Prospects(tuple(statuses))
    readable, notes = _readable(pedigree, statuses, evidence)
    known = (
        (*evidence_of_states(evidence.states, pedigree.people), *tests)
        if evidence.variant is not None
        else tuple(tests)
    )
    try:
        risks = family_risk(readable, known, model)
    except ImpossibleEvidenceError as error:
        return Prospects(tuple(statuses), (), (*notes, f"No risk was computed: {error}"))
    with_risks = tuple(statuses)
    if evidence.variant is not None or proves_x_linkage(pedigree, known_carriers(pedigree, evidence)):
        with_risks = tuple(_with_risk(pedigree, status, risks[status.person]) for status in statuses)
    sampled = [person for person, state in evidence.states.items() if state is not None]
    tests_next = next_tests(readable, with_risks, known, model, variant, sampled=sampled)
    return Prospects(with_risks, tests_next, notes)


def _with_risk(pedigree: Pedigree, status: PersonStatus, risk: Risk) -> PersonStatus:
    """Add a person's risk; a woman with a chance worth a test is at risk, whatever the relations say.

    Relations count from people who carry the variant for certain. Where an affected boy's own result
    is in doubt there is none, and yet his mother's chance is high.
    """
    is_low = risk.carrier_probability < _WORTH_A_TEST
    if is_low or status.status is not Status.NOT_ASSESSED or pedigree[status.person].sex is Sex.MALE:
        return replace(status, risk=risk)
    reasons = [reason for reason in status.reasons if reason != NO_LINE]
    chance = f"Everything recorded leaves a chance to carry it: {in_words(risk.carrier_probability)}."
    advice = ("Offer a test.",)
    return replace(status, status=Status.AT_RISK, reasons=(chance, *reasons), advice=advice, risk=risk)


def _readable(
    pedigree: Pedigree, statuses: Sequence[PersonStatus], evidence: FamilyEvidence
) -> tuple[Pedigree, tuple[str, ...]]:
    """The pedigree without phenotypes that cannot be relied upon, and what was left out."""
    contradicted = [person.person for person in pedigree if _is_contradicted(person, evidence)]
    ageless = [status.person for status in statuses if _is_ageless(pedigree[status.person], status)]
    left_out = {*contradicted, *ageless}
    people = (replace(p, affected=Affection.UNKNOWN) if p.person in left_out else p for p in pedigree)
    notes = [
        f"The phenotype of {name} ({pedigree[name].affected.value}) contradicts the genotype and was left "
        "out of the risk calculation."
        for name in contradicted
    ]
    if ageless:
        notes.append(
            f"The age of {', '.join(ageless)} is not given, so being unaffected was not counted in the "
            "risk calculation; people.tsv can give it."
        )
    return Pedigree(people), tuple(notes)


def _is_ageless(person: Person, status: PersonStatus) -> bool:
    """An unaffected male at risk whose age nobody gave: he may be before onset."""
    at_risk = status.status is Status.AT_RISK and x_copies(person) == 1
    return at_risk and person.affected is Affection.UNAFFECTED and person.age is None


def _is_contradicted(person: Person, evidence: FamilyEvidence) -> bool:
    if evidence.variant is None:
        return False
    state = evidence.zygosity(person.person)
    if person.affected is Affection.AFFECTED:
        return state is Zygosity.ABSENT
    no_normal_copy = state in (Zygosity.HEMIZYGOUS, Zygosity.HOMOZYGOUS)
    return person.affected is Affection.UNAFFECTED and no_normal_copy
