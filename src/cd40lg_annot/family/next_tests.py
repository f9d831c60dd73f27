"""Whom to test next: relatives ranked by how much their result is expected to tell the family.

The family's uncertainty is the sum of everybody's: the entropy of "carries it or not", in bits.
A test's gain is the fall of that sum which is expected before its result is known.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction

from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.risk.elimination import Posterior, posterior
from cd40lg_annot.family.risk.graph import Model, factors, variable_of
from cd40lg_annot.family.risk.states import CARRIERS
from cd40lg_annot.model import (
    Affection,
    EvidenceKind,
    NextTest,
    Person,
    PersonStatus,
    RiskEvidence,
    Sex,
    Status,
)

# Below this, a test tells nothing that a reader would notice.
LEAST_GAIN_BITS = 0.005
_SETTLED_BITS = 0.08  # below 1 % or above 99 %

_UNTESTED = (
    Status.AT_RISK,
    Status.OBLIGATE_CARRIER,
    Status.NOT_ASSESSED,
    Status.INCONCLUSIVE,
    Status.AFFECTED,
)


class FamilyVariant(Enum):
    """What kind of variant the family's is; it decides the assay."""

    SMALL = "small"
    STRUCTURAL = "structural"
    BOTH = "both"
    UNKNOWN = "unknown"


_ASSAYS = {
    FamilyVariant.SMALL: "targeted test for the family's variant",
    FamilyVariant.STRUCTURAL: "deletion/duplication test for the family's variant",
    FamilyVariant.BOTH: "targeted test and deletion/duplication test for the family's variants",
    FamilyVariant.UNKNOWN: "sequencing of the whole gene with deletion/duplication test",
}


def next_tests(
    pedigree: Pedigree,
    statuses: Sequence[PersonStatus],
    evidence: Sequence[RiskEvidence],
    model: Model,
    variant: FamilyVariant = FamilyVariant.SMALL,
    *,
    sampled: Collection[str] = (),
) -> tuple[NextTest, ...]:
    """Relatives to test, the most telling first; those who are deceased or tested already are left out.

    `sampled`: people whose gene was looked at already; they are not asked again to find the variant.

    While the family's variant is not known, only an affected person's test can find it: the gain given is
    then all of the uncertainty that their result would make testable.

    Raises nothing where the evidence is impossible: the answer is then empty.
    """
    before = posterior(list(factors(pedigree, evidence, model)))
    if before.weight is None:
        return ()
    shared = variable_of(pedigree, evidence)
    bits = _bits(before, shared, model)
    if variant is FamilyVariant.UNKNOWN:
        return tuple(_search_for_the_variant(pedigree, statuses, sampled, sum(bits.values())))
    tested = {item.person for item in evidence if item.kind is EvidenceKind.GENOTYPE}
    found = []
    for status in statuses:
        person = pedigree[status.person]
        if person.deceased or person.person in tested or status.status not in _UNTESTED:
            continue
        after = _expected_bits(pedigree, evidence, model, person, before)
        gain = sum(bits.values()) - sum(after.values())
        if gain >= LEAST_GAIN_BITS:
            found.append(_recommendation(person, variant, gain, bits, after))
    ranked = sorted(found, key=lambda test: -test.gain)
    shown = {item.person for item in evidence if item.kind is EvidenceKind.XCI and item.result}
    return (*ranked, *_inactivation_tests(pedigree, [item for item in statuses if item.person not in shown]))


def _expected_bits(
    pedigree: Pedigree, evidence: Sequence[RiskEvidence], model: Model, person: Person, before: Posterior
) -> dict[str, float]:
    """Everybody's expected uncertainty once this person's result is known."""
    expected = dict.fromkeys(pedigree.people, 0.0)
    value = model.inheritance.rates.arithmetic.value
    for result in ("positive", "negative"):
        test = RiskEvidence(person.person, EvidenceKind.CARRIER_TEST, result, Fraction(1), Fraction(1))
        with_result = (*evidence, test)
        after = posterior(list(factors(pedigree, with_result, model)))
        if after.weight is None:
            continue
        probability = min(1.0, float(value(after.weight / before.weight)))
        bits = _bits(after, variable_of(pedigree, with_result), model)
        for name, uncertainty in bits.items():
            expected[name] += probability * uncertainty
    return expected


def _bits(found: Posterior, shared: Mapping[str, str], model: Model) -> dict[str, float]:
    return {
        person: _entropy(_carrier_probability(found, variable, model)) for person, variable in shared.items()
    }


def _carrier_probability(found: Posterior, variable: str, model: Model) -> float:
    weights = found.marginals[variable]
    carried = [weight for state, weight in weights.items() if state in CARRIERS]
    free = [weight for state, weight in weights.items() if state not in CARRIERS]
    if not carried or not free:
        return float(bool(carried))
    total = carried[0]
    for weight in carried[1:]:
        total = total + weight
    whole = total
    for weight in free:
        whole = whole + weight
    return min(1.0, float(model.inheritance.rates.arithmetic.value(total / whole)))


def _entropy(probability: float) -> float:
    """Uncertainty of a yes or no, in bits.

    >>> _entropy(0.5), _entropy(1.0), round(_entropy(0.1), 3)
    (1.0, 0.0, 0.469)
    """
    shares = (probability, 1 - probability)
    return -sum(share * math.log2(share) for share in shares if share > 0) or 0.0


def _recommendation(
    person: Person,
    variant: FamilyVariant,
    gain: float,
    before: Mapping[str, float],
    after: Mapping[str, float],
) -> NextTest:
    total = sum(before.values())
    told = [f"expected to settle {gain:.2f} of the family's {total:.2f} bits of uncertainty"]
    falls = [n for n in before if n != person.person and before[n] - after[n] > LEAST_GAIN_BITS]
    settled = [name for name in falls if after[name] < _SETTLED_BITS]
    changed = [name for name in falls if name not in settled]
    if settled:
        told.append(f"settles {', '.join(settled)} as well")
    if changed:
        told.append(f"changes the risk of {', '.join(changed)}")
    assay = _ASSAYS[variant]
    if x_copies(person) == 1 and person.affected is not Affection.AFFECTED:
        told.append("a boy at risk is best known before his first infection")
        assay += "; CD40 ligand flow cytometry where the result is needed at once"
    if person.pregnancy:
        assay += ", prenatal if the parents wish"
    return NextTest(person.person, assay, "; ".join(told), round(gain, 4))


def _search_for_the_variant(
    pedigree: Pedigree, statuses: Sequence[PersonStatus], sampled: Collection[str], bits: float
) -> Iterator[NextTest]:
    """Affected males first, then affected females, then obligate carriers."""
    ranks = {Status.AFFECTED: 0, Status.MANIFESTING_CARRIER: 1, Status.OBLIGATE_CARRIER: 2}
    candidates = [
        (ranks[status.status], status.person)
        for status in statuses
        if status.status in ranks and status.person not in sampled and not pedigree[status.person].deceased
    ]
    for rank, person in sorted(candidates, key=lambda found: found[0]):
        who = ("affected", "an affected female", "an obligate carrier")[rank]
        reason = f"{who}: the family's variant must be found before any relative can be tested for it"
        yield NextTest(person, _ASSAYS[FamilyVariant.UNKNOWN], reason, round(bits, 4))


def _inactivation_tests(pedigree: Pedigree, statuses: Sequence[PersonStatus]) -> Iterator[NextTest]:
    for status in statuses:
        person = pedigree[status.person]
        if status.status is Status.MANIFESTING_CARRIER and person.sex is Sex.FEMALE and not person.deceased:
            reason = "can support that she manifests as a carrier; changes nobody's risk of carrying it"
            yield NextTest(status.person, "X-inactivation assay", reason, 0.0)
