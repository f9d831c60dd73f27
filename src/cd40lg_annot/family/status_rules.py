"""One function per rule that gives a person a status, in the order in which they are asked.

A rule answers with a verdict or with None, which leaves the person to the next rule.
Tests come before relations, and contradictions before both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cd40lg_annot.family.kinship import kinship
from cd40lg_annot.family.known import CARRIED, FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.transmission import Known, Transmission
from cd40lg_annot.family.xci import XInactivation, inactivation_in_words
from cd40lg_annot.model import Affection, Person, Sex, Status, Zygosity

# More than nine in ten affected males have symptoms by this age: GeneReviews NBK1402 (2020).
GROWN_YEARS = 4
NO_LINE = "No line of inheritance from a known carrier leads here."
TRANSMITTING_MALE = (
    "A healthy man whose germline alone carried the variant is documented for this gene "
    "(Lin et al. 1996, J Clin Invest, https://jci.org/articles/view/118389)."
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything a rule may look at: the family, the evidence, and what follows from it."""

    pedigree: Pedigree
    evidence: FamilyEvidence
    known: Known
    drawn: Transmission

    @property
    def variant(self) -> str:
        """The variant in words."""
        return self.evidence.variant or "the variant of this family"

    def state(self, person: Person) -> Zygosity | None:
        """What the person's test showed."""
        return self.evidence.zygosity(person.person)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, why, and what to do about it."""

    status: Status
    reasons: tuple[str, ...]
    advice: tuple[str, ...] = ()


Rule = Callable[[Outlook, Person], Verdict | None]


def contradicted_by_the_family(outlook: Outlook, person: Person) -> Verdict | None:
    """Tested without the variant, although the other carriers can only be joined through them."""
    if person.person not in outlook.drawn.contradicted:
        return None
    need = _why_obligate(outlook, person)
    reasons = (f"Tested without {outlook.variant}, but {need}.", "One of these records must be wrong.")
    advice = ("Repeat the test on a new sample; check sample identity and recorded parents.",)
    return Verdict(Status.INCONCLUSIVE, reasons, advice)


def hemizygous(outlook: Outlook, person: Person) -> Verdict | None:
    """No other copy of the gene: affected, expected to be, or recorded as healthy."""
    if outlook.state(person) is not Zygosity.HEMIZYGOUS:
        return None
    if x_copies(person) not in (1, None):
        reason = f"Carries {outlook.variant} and no copy of the gene without it was seen."
        return Verdict(Status.HOMOZYGOUS, (reason, *_phenotype(person)))
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
    return Verdict(Status.HOMOZYGOUS, (reason, *_phenotype(person)))


def heterozygous(outlook: Outlook, person: Person) -> Verdict | None:
    """One copy with, one without: a carrier, who may be affected."""
    if outlook.state(person) is not Zygosity.HETEROZYGOUS:
        return None
    if x_copies(person) == 1:
        reason = f"Called heterozygous for {outlook.variant}, with one X chromosome expected."
        advice = ("Exclude mosaicism, 47,XXY, a duplication and a sample swap.",)
        return Verdict(Status.INCONCLUSIVE, (reason,), advice)
    carries = f"Heterozygous for {outlook.variant}."
    if person.person in outlook.evidence.other_copy_lost:
        other = "The other copy is broken too: no normal copy is left, and disease is expected as in males."
        return Verdict(Status.HOMOZYGOUS, (carries, other, *_phenotype(person)))
    origin = _how_inherited(outlook, person)
    xci = _inactivation(outlook, person)
    if person.affected is Affection.AFFECTED:
        reasons = (carries, "Recorded as affected: manifesting carrier.", *origin, xci)
        return Verdict(Status.MANIFESTING_CARRIER, reasons)
    return Verdict(Status.CONFIRMED_CARRIER, (carries, *origin, xci))


def suspected_mosaic(outlook: Outlook, person: Person) -> Verdict | None:
    """The variant in some of the reads, fewer than one copy explains."""
    if outlook.state(person) is not Zygosity.MOSAIC_SUSPECTED:
        return None
    reasons = [f"Some reads show {outlook.variant}: mosaicism is possible."]
    if person.person in outlook.drawn.mosaics:
        reasons.append(f"{_children_with_it(outlook, person)}: the germline carries it.")
    if person.affected is Affection.AFFECTED:
        reasons += _phenotype(person)
    advice = ("Confirm by deep sequencing, in a second tissue if possible.",)
    return Verdict(Status.POSSIBLE_MOSAIC, tuple(reasons), advice)


def germline_mosaic(outlook: Outlook, person: Person) -> Verdict | None:
    """Passed it on more than once, and does not show it: the germline alone may carry it."""
    if person.person not in outlook.drawn.mosaics:
        return None
    tested = outlook.state(person) is Zygosity.ABSENT
    shows = f"Tested without {outlook.variant}" if tested else "Recorded as unaffected"
    reasons = [f"{shows}, but {_children_with_it(outlook, person).lower()}: germline mosaicism is possible."]
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
    children = _unexplained_carrier_children(outlook, person)
    if children:
        reason = (
            f"{_kin_list(outlook, person, children)} can have arisen anew or through a mosaic germline of "
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
    return Verdict(Status.INCONCLUSIVE, (f"{words[state]}.", *_phenotype(person)), advice)


def recorded_affected(outlook: Outlook, person: Person) -> Verdict | None:
    """Affected by the records alone."""
    if person.affected is not Affection.AFFECTED:
        return None
    reasons = ["Recorded as affected.", *_testing(outlook, person)]
    if person.sex is not Sex.MALE and x_copies(person) != 1:
        if person.person in outlook.drawn.obligate:
            carrier = f"{_sentence(_why_obligate(outlook, person))}: a manifesting carrier."
            xci = _inactivation(outlook, person)
            return Verdict(Status.MANIFESTING_CARRIER, (carrier, *reasons, xci))
        reasons.append("In a woman this can be a manifesting carrier, two altered copies or another cause.")
    return Verdict(Status.AFFECTED, tuple(reasons))


def obligate_carrier(outlook: Outlook, person: Person) -> Verdict | None:
    """Carries it for certain, by her place in the family."""
    if person.person not in outlook.drawn.obligate:
        return None
    reasons = [f"{_sentence(_why_obligate(outlook, person))}."]
    if person.sex is Sex.MALE:
        reasons.append("Not affected so far as recorded.")
        return Verdict(Status.AT_RISK, tuple(reasons), ("Test now.",))
    advice: tuple[str, ...] = ()
    if not _inherited_it(outlook, person):
        reasons.append("Carrier or germline mosaic: her own blood test may be negative.")
        advice = ("If her test is negative, her children remain at risk.",)
    return Verdict(Status.OBLIGATE_CARRIER, (*reasons, *_testing(outlook, person)), advice)


def at_risk(outlook: Outlook, person: Person) -> Verdict | None:
    """Can have inherited it."""
    if person.person not in outlook.drawn.at_risk or _healthy_and_grown(outlook, person):
        return None
    nearest = _nearest_carrier(outlook, person)
    reasons = [
        f"{_sentence(kinship(outlook.pedigree, person.person, nearest))} of {_carrier(outlook, nearest)}."
    ]
    if _shares_doubt_with_a_father(outlook, person):
        reasons.append(
            "A father of her carrier children is not recorded as healthy: either can have passed it on."
        )
    if person.person in outlook.known.healthy_males:
        reasons.append("Recorded as unaffected, but age is not given or is before four years.")
    return Verdict(Status.AT_RISK, (*reasons, *_testing(outlook, person)), ("Offer a test.",))


def assessed_without_a_variant(outlook: Outlook, person: Person) -> Verdict | None:
    """Nothing found in the whole gene, while nobody knows what the family's variant is."""
    if outlook.evidence.variant is not None or person.person not in outlook.evidence.assessed:
        return None
    nobody = "No disease-causing variant is known in this family, so nobody can be excluded."
    return Verdict(Status.INCONCLUSIVE, (*_testing(outlook, person), nobody))


def not_assessed(outlook: Outlook, person: Person) -> Verdict | None:
    """Nothing is known that would say more."""
    reasons = list(_testing(outlook, person))
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


def is_before_onset(person: Person) -> bool:
    """Whether a person is a fetus, or younger than the age by which most males have symptoms."""
    return person.pregnancy or (person.age is not None and person.age < GROWN_YEARS)


def _shares_doubt_with_a_father(outlook: Outlook, person: Person) -> bool:
    """Whether she has several carrier daughters, and one of their fathers may have been affected."""
    certain = outlook.known.carriers | outlook.drawn.obligate
    healthy = outlook.known.healthy_males | outlook.known.absent
    children = outlook.pedigree.children(person.person)
    daughters = [c for c in children if c in certain and outlook.pedigree[c].sex is Sex.FEMALE]
    fathers = [outlook.pedigree.father(daughter) for daughter in daughters]
    mother = person.sex is Sex.FEMALE and len(daughters) > 1
    return mother and any(father not in healthy for father in fathers)


def _healthy_and_grown(outlook: Outlook, person: Person) -> bool:
    if person.person not in outlook.known.healthy_males or person.pregnancy:
        return False
    if person.age is not None:
        return person.age >= GROWN_YEARS
    return bool(outlook.pedigree.children(person.person))


def _inactivation(outlook: Outlook, person: Person) -> str:
    shown = outlook.evidence.xci.get(person.person, XInactivation.NOT_ASSESSED)
    return inactivation_in_words(shown, is_affected=person.affected is Affection.AFFECTED)


def _phenotype(person: Person) -> tuple[str, ...]:
    return (f"Recorded as {person.affected.value}.",) if person.affected is not Affection.UNKNOWN else ()


def _testing(outlook: Outlook, person: Person) -> tuple[str, ...]:
    state = outlook.state(person)
    if state is Zygosity.NO_CALL and outlook.evidence.variant is None:
        return ("A sample was read; its files do not show that the whole gene was looked at.",)
    if state is Zygosity.NO_CALL:
        return ("A sample was read, but this position was not assessed in it.",)
    if state is None and person.person not in outlook.evidence.assessed:
        return ("Not tested.",)
    if outlook.evidence.variant is None and person.person in outlook.evidence.assessed:
        return ("No reportable variant was found in the assessed gene.",)
    return ()


def _how_inherited(outlook: Outlook, person: Person) -> tuple[str, ...]:
    if person.person in outlook.drawn.by_father:
        father = outlook.pedigree.father(person.person)
        if father in outlook.known.carriers:
            return (f"Daughter of {_carrier(outlook, father)}, as expected.",)
    return ()


def _why_obligate(outlook: Outlook, person: Person) -> str:
    pedigree, me = outlook.pedigree, person.person
    father = pedigree.father(me)
    certain = outlook.known.carriers | outlook.drawn.obligate
    if me in outlook.drawn.by_father and father in certain and person.sex is Sex.FEMALE:
        return f"daughter of {_carrier(outlook, father)}"
    twins = [twin for twin in pedigree.identical_twins(me) if twin in certain]
    if twins:
        return f"identical twin of {_carrier(outlook, twins[0])}"
    below = _carriers_below(outlook, person)
    relatives = _distances(pedigree, me)
    beyond = [other for other in outlook.known.carriers if other in relatives and other not in (*below, me)]
    beyond = [other for other in beyond if kinship(pedigree, me, other) != "unrelated"]
    named = [_nearest(outlook, me, group) for group in (below, beyond) if group]
    if not beyond:
        named = sorted(below, key=_distance_key(outlook, me))[:2]
    return " and ".join(f"{kinship(pedigree, me, other)} of {_carrier(outlook, other)}" for other in named)


def _inherited_it(outlook: Outlook, person: Person) -> bool:
    """Whether a carrier outside her own descendants shows that she was born with it."""
    below = _carriers_below(outlook, person)
    return any(other not in below for other in outlook.known.carriers - {person.person})


def _carriers_below(outlook: Outlook, person: Person) -> list[str]:
    below, waiting = [], [person.person]
    for current in waiting:
        for child in outlook.pedigree.children(current):
            if child not in waiting:
                waiting.append(child)
                if child in outlook.known.carriers:
                    below.append(child)
    return below


def _unexplained_carrier_children(outlook: Outlook, person: Person) -> list[str]:
    """Carrier children who did not have it from the other parent."""
    certain = outlook.known.carriers | outlook.drawn.obligate
    children = [c for c in outlook.pedigree.x_children(person.person) if c in outlook.known.carriers]
    return [child for child in children if not certain.intersection(outlook.pedigree.x_parents(child))]


def _children_with_it(outlook: Outlook, person: Person) -> str:
    certain = outlook.known.carriers | outlook.drawn.obligate
    children = [c for c in outlook.pedigree.x_children(person.person) if c in certain]
    return f"Parent of {' and '.join(_carrier(outlook, child) for child in children)}"


def _kin_list(outlook: Outlook, person: Person, children: Iterable[str]) -> str:
    named = " and ".join(f"the {kinship(outlook.pedigree, c, person.person)} {c}" for c in children)
    return f"The variant of {named}"


def _nearest_carrier(outlook: Outlook, person: Person) -> str:
    group = [c for c in outlook.pedigree.people if c in outlook.known.carriers | outlook.known.mosaics]
    return _nearest(outlook, person.person, group)


def _nearest(outlook: Outlook, person: str, group: Iterable[str]) -> str:
    return min(group, key=_distance_key(outlook, person))


def _distance_key(outlook: Outlook, person: str) -> Callable[[str], tuple[bool, int, int]]:
    from_here = _distances(outlook.pedigree, person)
    order = {name: index for index, name in enumerate(outlook.pedigree.people)}
    return lambda other: (other not in from_here, from_here.get(other, 0), order[other])


def _distances(pedigree: Pedigree, person: str) -> dict[str, int]:
    distance = {person: 0}
    for current in (waiting := [person]):
        for other in (*pedigree.parents(current), *pedigree.children(current)):
            if other not in distance:
                distance[other] = distance[current] + 1
                waiting.append(other)
    return distance


def _carrier(outlook: Outlook, person: str | None) -> str:
    """A carrier in words: "the affected III-1", "III-1, who carries it"."""
    assert person is not None  # noqa: S101 - callers have looked
    if outlook.pedigree[person].affected is Affection.AFFECTED:
        return f"the affected {person}"
    tested = outlook.evidence.zygosity(person) in CARRIED
    return f"{person}, who carries it" if tested else f"{person}, who must carry it"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
