"""One function per rule that gives a person a status, in the order in which they are asked.

A rule answers with a verdict or with None, which leaves the person to the next rule.
Tests come before relations, and contradictions before both.
"""

from collections.abc import Callable

from cd40lg_annot.family.kinship import kinship
from cd40lg_annot.family.outlook import GROWN_YEARS, Outlook, Verdict
from cd40lg_annot.family.pedigree import x_copies
from cd40lg_annot.family.status_reasons import (
    children_with_it,
    healthy_and_grown,
    how_inherited,
    inactivation,
    inherited_it,
    kin_list,
    named_carrier,
    nearest_carrier,
    phenotype,
    sentence,
    shares_doubt_with_a_father,
    testing,
    unexplained_carrier_children,
    why_obligate,
)
from cd40lg_annot.model import Affection, Person, Sex, Status, Zygosity

NO_LINE = "No line of inheritance from a known carrier leads here."
TRANSMITTING_MALE = (
    "A healthy man whose germline alone carried the variant is documented for this gene "
    "(Lin et al. 1996, J Clin Invest, https://jci.org/articles/view/118389)."
)


Rule = Callable[[Outlook, Person], Verdict | None]


def contradicted_by_the_family(outlook: Outlook, person: Person) -> Verdict | None:
    """Tested without the variant, although the other carriers can only be joined through them."""
    if person.person not in outlook.drawn.contradicted:
        return None
    need = why_obligate(outlook, person)
    reasons = (f"Tested without {outlook.variant}, but {need}.", "One of these records must be wrong.")
    advice = ("Repeat the test on a new sample; check sample identity and recorded parents.",)
    return Verdict(Status.INCONCLUSIVE, reasons, advice)


def hemizygous(outlook: Outlook, person: Person) -> Verdict | None:
    """No other copy of the gene: affected, expected to be, or recorded as healthy."""
    if outlook.state(person) is not Zygosity.HEMIZYGOUS:
        return None
    if x_copies(person) not in (1, None):
        reason = f"Carries {outlook.variant} and no copy of the gene without it was seen."
        return Verdict(Status.HOMOZYGOUS, (reason, *phenotype(person)))
    carries = f"Carries {outlook.variant} on the only X chromosome (hemizygous)."
    if person.affected is Affection.AFFECTED:
        return Verdict(Status.AFFECTED, (carries, "Recorded as affected."))
    if person.affected is Affection.UNKNOWN or person.pregnancy:
        return Verdict(Status.AFFECTED, (carries, "Phenotype not recorded; disease is expected."))
    return Verdict(Status.HEMIZYGOUS_UNAFFECTED, (carries, _healthy_hemizygote(person)), _URGENT)


_URGENT = ("Clinical immunology assessment now, whatever the age; check sample identity.",)


def _healthy_hemizygote(person: Person) -> str:
    if person.age is not None and person.age < GROWN_YEARS:
        return f"Recorded as unaffected at {person.age:g} years: may be before onset."
    return (
        "Recorded as unaffected: conflict. A milder variant, late onset, treatment, an unreported "
        "diagnosis or a sample swap can explain it."
    )


def homozygous(outlook: Outlook, person: Person) -> Verdict | None:
    """Every copy carries it."""
    if outlook.state(person) is not Zygosity.HOMOZYGOUS:
        return None
    reason = f"Carries {outlook.variant} on every X chromosome; disease is expected as in males."
    return Verdict(Status.HOMOZYGOUS, (reason, *phenotype(person)))


def heterozygous(outlook: Outlook, person: Person) -> Verdict | None:
    """One copy with, one without: a carrier, who may be affected."""
    if outlook.state(person) is not Zygosity.HETEROZYGOUS:
        return None
    if x_copies(person) == 1:
        reason = f"Called heterozygous for {outlook.variant}, with one X chromosome expected."
        advice = ("Exclude mosaicism, 47,XXY, a duplication and a sample swap.",)
        return Verdict(Status.INCONCLUSIVE, (reason,), advice)
    if x_copies(person) is None:
        return _heterozygous_of_unknown_sex(outlook, person)
    carries = f"Heterozygous for {outlook.variant}."
    if person.person in outlook.evidence.other_copy_lost:
        other = "The other copy is broken too: no normal copy is left, and disease is expected as in males."
        return Verdict(Status.HOMOZYGOUS, (carries, other, *phenotype(person)))
    origin = how_inherited(outlook, person)
    xci = inactivation(outlook, person)
    if person.affected is Affection.AFFECTED:
        reasons = (carries, "Recorded as affected: manifesting carrier.", *origin, *xci)
        return Verdict(Status.MANIFESTING_CARRIER, reasons)
    return Verdict(Status.CONFIRMED_CARRIER, (carries, *origin, *xci))


def _heterozygous_of_unknown_sex(outlook: Outlook, person: Person) -> Verdict:
    reason = (
        f"Called heterozygous for {outlook.variant}, and the sex is not recorded: a carrier if female; "
        "if male, mosaicism, 47,XXY, a duplication or a sample swap."
    )
    advice = ("Record the sex or the karyotype, then interpret again.",)
    return Verdict(Status.INCONCLUSIVE, (reason, *phenotype(person)), advice)


def suspected_mosaic(outlook: Outlook, person: Person) -> Verdict | None:
    """The variant in some of the reads, fewer than one copy explains."""
    if outlook.state(person) is not Zygosity.MOSAIC_SUSPECTED:
        return None
    reasons = [f"Some reads show {outlook.variant}: mosaicism is possible."]
    if person.person in outlook.drawn.mosaics:
        reasons.append(f"{children_with_it(outlook, person)}: the germline carries it.")
    if person.affected is Affection.AFFECTED:
        reasons += phenotype(person)
    advice = ("Confirm by deep sequencing, in a second tissue if possible.",)
    return Verdict(Status.POSSIBLE_MOSAIC, tuple(reasons), advice)


def germline_mosaic(outlook: Outlook, person: Person) -> Verdict | None:
    """Passed it on more than once, and does not show it: the germline alone may carry it."""
    if person.person not in outlook.drawn.mosaics:
        return None
    tested = outlook.state(person) is Zygosity.ABSENT
    shows = f"Tested without {outlook.variant}" if tested else "Recorded as unaffected"
    reasons = [f"{shows}, but {children_with_it(outlook, person).lower()}: germline mosaicism is possible."]
    if person.sex is Sex.MALE:
        reasons.append(TRANSMITTING_MALE)
    advice = ("A further child can inherit it whatever the blood test shows; offer every child a test.",)
    return Verdict(Status.POSSIBLE_MOSAIC, tuple(reasons), advice)


def tested_absent(outlook: Outlook, person: Person) -> Verdict | None:
    """Called without the variant at a position that could be assessed."""
    if outlook.state(person) is not Zygosity.ABSENT or outlook.evidence.variant is None:
        return None
    without = f"Tested without {outlook.variant} at a position that could be assessed."
    if person.affected is Affection.AFFECTED:
        reasons = (without, "Recorded as affected: another cause, a phenocopy or a sample swap is possible.")
        return Verdict(Status.INCONCLUSIVE, reasons, ("Check sample identity; look for another cause.",))
    children = unexplained_carrier_children(outlook, person)
    if children:
        reason = (
            f"{kin_list(outlook, person, children)} can have arisen anew or through a mosaic germline of "
            "this parent, which a blood test does not exclude."
        )
        advice = ("Prenatal or newborn testing can still be offered for further children.",)
        return Verdict(Status.EXCLUDED, (without, reason), advice)
    return Verdict(Status.EXCLUDED, (without, "Low-level mosaicism is not excluded by this test."))


def contradictory_call(outlook: Outlook, person: Person) -> Verdict | None:
    """A call that cannot be read: it settles nothing, and relations are left to speak."""
    words = {
        Zygosity.CONFLICT: "The call, the sex and the reads contradict each other",
        Zygosity.UNDETERMINED: "The number of copies that carry it could not be told",
        Zygosity.DELETED: "The position is deleted, so neither the variant nor the normal base is there",
    }
    state = outlook.state(person)
    if state not in words or person.person in outlook.drawn.obligate:
        return None
    if state is Zygosity.UNDETERMINED and person.person in outlook.known.carriers:
        return None
    advice = ("Repeat the test by another method.",)
    return Verdict(Status.INCONCLUSIVE, (f"{words[state]}.", *phenotype(person)), advice)


def recorded_affected(outlook: Outlook, person: Person) -> Verdict | None:
    """Affected by the records alone."""
    if person.affected is not Affection.AFFECTED:
        return None
    reasons = ["Recorded as affected.", *testing(outlook, person)]
    if person.sex is not Sex.MALE and x_copies(person) != 1:
        if person.person in outlook.drawn.obligate:
            carrier = f"{sentence(why_obligate(outlook, person))}: a manifesting carrier."
            xci = inactivation(outlook, person)
            return Verdict(Status.MANIFESTING_CARRIER, (carrier, *reasons, *xci))
        reasons.append("In a woman this can be a manifesting carrier, two altered copies or another cause.")
    return Verdict(Status.AFFECTED, tuple(reasons))


def obligate_carrier(outlook: Outlook, person: Person) -> Verdict | None:
    """Carries it for certain, by her place in the family."""
    if person.person not in outlook.drawn.obligate:
        return None
    reasons = [f"{sentence(why_obligate(outlook, person))}."]
    if person.sex is Sex.MALE:
        reasons.append("Not affected so far as recorded.")
        return Verdict(Status.AT_RISK, tuple(reasons), ("Test now.",))
    advice: tuple[str, ...] = ()
    if not inherited_it(outlook, person):
        reasons.append("Carrier or germline mosaic: her own blood test may be negative.")
        advice = ("If her test is negative, her children remain at risk.",)
    return Verdict(Status.OBLIGATE_CARRIER, (*reasons, *testing(outlook, person)), advice)


def at_risk(outlook: Outlook, person: Person) -> Verdict | None:
    """Can have inherited it."""
    if person.person not in outlook.drawn.at_risk or healthy_and_grown(outlook, person):
        return None
    nearest = nearest_carrier(outlook, person)
    reasons = [
        f"{sentence(kinship(outlook.pedigree, person.person, nearest))} of {named_carrier(outlook, nearest)}."
    ]
    if shares_doubt_with_a_father(outlook, person):
        reasons.append(
            "A father of her carrier children is not recorded as healthy: either can have passed it on."
        )
    if person.person in outlook.known.healthy_males:
        reasons.append("Recorded as unaffected, but age is not given or is before four years.")
    return Verdict(Status.AT_RISK, (*reasons, *testing(outlook, person)), ("Offer a test.",))


def assessed_without_a_variant(outlook: Outlook, person: Person) -> Verdict | None:
    """Nothing found in the whole gene, while nobody knows what the family's variant is."""
    if outlook.evidence.variant is not None or person.person not in outlook.evidence.assessed:
        return None
    nobody = "No disease-causing variant is known in this family, so nobody can be excluded."
    return Verdict(Status.INCONCLUSIVE, (*testing(outlook, person), nobody))


def not_assessed(outlook: Outlook, person: Person) -> Verdict | None:
    """Nothing is known that would say more."""
    reasons = list(testing(outlook, person))
    if person.person in outlook.drawn.at_risk:
        reasons.append("Recorded as unaffected past the usual age of onset: unlikely to carry it.")
    elif outlook.evidence.variant is None:
        reasons.append("No disease-causing variant is known in this family.")
    elif outlook.state(person) is None:
        reasons.append(NO_LINE)
    return Verdict(Status.NOT_ASSESSED, tuple(reasons))


RULES: tuple[Rule, ...] = (
    contradicted_by_the_family,
    hemizygous,
    homozygous,
    heterozygous,
    suspected_mosaic,
    germline_mosaic,
    tested_absent,
    contradictory_call,
    recorded_affected,
    obligate_carrier,
    at_risk,
    assessed_without_a_variant,
    not_assessed,
)
