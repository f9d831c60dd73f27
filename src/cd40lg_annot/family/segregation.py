"""How one variant moves through one family: does it go with the disease, and where did it come from.

One function per rule, named after it. Each answers for one person: consistent, inconsistent,
uninformative, or None where the rule does not apply. Inconsistent beats uninformative beats
consistent, so that a missing call can only make the verdict uninformative.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.family.known import CARRIED, FamilyEvidence, known_carriers
from cd40lg_annot.family.origin import origin
from cd40lg_annot.family.outlook import is_before_onset
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.transmission import Transmission, transmission
from cd40lg_annot.model import Affection, Person, Segregation, Sex, Variant, Zygosity


class Fit(Enum):
    """What one rule says about one person; the order is that of precedence."""

    INCONSISTENT = "inconsistent"
    UNINFORMATIVE = "uninformative"
    CONSISTENT = "consistent"


@dataclass(frozen=True, slots=True)
class Decision:
    """One rule's answer for one person, in words."""

    rule: str
    person: str
    fit: Fit
    reason: str


@dataclass(frozen=True, slots=True)
class Family:
    """What the rules look at: the pedigree, everybody's state, and what follows from both."""

    pedigree: Pedigree
    evidence: FamilyEvidence
    drawn: Transmission

    def state(self, person: str | None) -> Zygosity | None:
        """A person's state; None if there is no such person or no usable call."""
        found = None if person is None else self.evidence.zygosity(person)
        return None if found in _NOTHING_LEARNT else found

    def carries(self, person: str | None) -> bool:
        """Whether the variant was found."""
        return self.state(person) in CARRIED


_NOTHING_LEARNT = (None, Zygosity.NO_CALL, Zygosity.UNDETERMINED, Zygosity.CONFLICT)

Answer = tuple[Fit, str] | None


def segregation(pedigree: Pedigree, variant: Variant | None, evidence: FamilyEvidence) -> Segregation:
    """Verdict, origin and informative meioses of one variant in one family.

    `evidence.states` are the states at this variant, whatever the variant amounts to; `variant` is None
    for a structural one.
    """
    family = _family(pedigree, evidence)
    found = tuple(_decisions(family))
    fits = {decision.fit for decision in found}
    verdict = next((fit for fit in Fit if fit in fits), Fit.UNINFORMATIVE)
    first = _first_carrier(pedigree, evidence)
    whence = origin(pedigree, evidence, first, family.drawn) if first is not None else None
    reasons = [_in_words(pedigree, decision) for decision in found if decision.fit is verdict]
    if verdict is Fit.UNINFORMATIVE and Fit.CONSISTENT in fits:
        fitting = dict.fromkeys(decision.person for decision in found if decision.fit is Fit.CONSISTENT)
        reasons.insert(0, f"Nobody tested speaks against it ({', '.join(fitting)} fit). Still open:")
    return Segregation(
        variant=variant,
        verdict=verdict.value,
        origin=whence.origin.value if whence is not None else "unknown",
        reasons=(*reasons, *((f"{first}: {whence.reason}",) if whence is not None else ())),
        meioses=len(_informative_males(family)),
    )


def _in_words(pedigree: Pedigree, decision: Decision) -> str:
    who = f"{decision.person}, deceased" if pedigree[decision.person].deceased else decision.person
    return f"{who}: {decision.reason}"


def decisions(pedigree: Pedigree, evidence: FamilyEvidence) -> tuple[Decision, ...]:
    """Every rule's answer for every person to whom it applies, in pedigree order."""
    return tuple(_decisions(_family(pedigree, evidence)))


def _family(pedigree: Pedigree, evidence: FamilyEvidence) -> Family:
    return Family(pedigree, evidence, transmission(pedigree, known_carriers(pedigree, evidence)))


def _decisions(family: Family) -> Iterator[Decision]:
    for person in family.pedigree:
        for rule in RULES:
            answer = rule(family, person)
            if answer is not None:
                yield Decision(rule.__name__, person.person, *answer)


def affected_male_carries_it(family: Family, person: Person) -> Answer:
    """An affected male has it on his only X."""
    if person.affected is not Affection.AFFECTED or not _has_one_x(person):
        return None
    match family.state(person.person):
        case Zygosity.HEMIZYGOUS:
            return Fit.CONSISTENT, "affected and hemizygous"
        case Zygosity.ABSENT:
            return Fit.INCONSISTENT, "affected without the variant"
    return Fit.UNINFORMATIVE, f"affected, {_without_a_call(family, person)}"


def unaffected_male_does_not_carry_it(family: Family, person: Person) -> Answer:
    """A healthy male past the age of onset does not have it.

    Males who share no line of X transmission with the affected do not count, whatever their call: a
    father decides nothing about his sons, and who married in nothing about his wife's family.
    """
    if person.affected is not Affection.UNAFFECTED or not _has_one_x(person):
        return None
    if not _is_on_a_line(family, person):
        return None
    match family.state(person.person):
        case Zygosity.HEMIZYGOUS if is_before_onset(person):
            return Fit.UNINFORMATIVE, "hemizygous, unaffected so far and before the age of onset"
        case Zygosity.HEMIZYGOUS:
            return Fit.INCONSISTENT, "hemizygous and unaffected"
        case Zygosity.ABSENT:
            return Fit.CONSISTENT, "unaffected without the variant"
    return Fit.UNINFORMATIVE, f"unaffected, {_without_a_call(family, person)}"


def heterozygous_female_may_or_may_not_be_affected(family: Family, person: Person) -> Answer:
    """One altered copy says nothing about disease in a female, nor does disease about the copy."""
    if _has_one_x(person) or family.state(person.person) is not Zygosity.HETEROZYGOUS:
        return None
    if person.person in family.evidence.other_copy_lost:
        return None
    return Fit.CONSISTENT, f"heterozygous female, {person.affected.value}: either is expected"


def affected_female_carries_it(family: Family, person: Person) -> Answer:
    """A female whose disease is this one has at least one altered copy."""
    if person.affected is not Affection.AFFECTED or _has_one_x(person) or family.carries(person.person):
        return None
    if family.state(person.person) is Zygosity.ABSENT:
        return Fit.INCONSISTENT, "affected without the variant"
    return Fit.UNINFORMATIVE, f"affected, {_without_a_call(family, person)}"


def female_without_a_normal_copy_is_affected(family: Family, person: Person) -> Answer:
    """Homozygous, compound heterozygous, or with a deletion in trans: disease as in a male."""
    if _has_one_x(person) or not _lacks_a_normal_copy(family, person):
        return None
    if person.affected is Affection.AFFECTED:
        return Fit.CONSISTENT, "affected female without a normal copy"
    if person.affected is Affection.UNAFFECTED and not is_before_onset(person):
        return Fit.INCONSISTENT, "unaffected female without a normal copy"
    return Fit.UNINFORMATIVE, "female without a normal copy, phenotype not known or before onset"


def father_transmits_to_every_daughter(family: Family, person: Person) -> Answer:
    """A hemizygous father's daughter has it; without it, something is recorded wrongly."""
    father = family.pedigree.father(person.person)
    if person.sex is not Sex.FEMALE or _has_one_x(person):
        return None
    if family.state(father) is not Zygosity.HEMIZYGOUS:
        return None
    if family.carries(person.person):
        return Fit.CONSISTENT, f"carrier daughter of the hemizygous {father}"
    if family.state(person.person) is Zygosity.ABSENT:
        return Fit.INCONSISTENT, f"daughter of the hemizygous {father}, without the variant"
    return Fit.UNINFORMATIVE, f"daughter of the hemizygous {father}, without a clear call"


def homozygous_mother_transmits_to_every_child(family: Family, person: Person) -> Answer:
    """A mother with two altered copies has none else to pass on."""
    mother = family.pedigree.mother(person.person)
    if mother is None or not family.evidence.has_two_copies(mother):
        return None
    if family.carries(person.person):
        return Fit.CONSISTENT, f"carrier child of the homozygous {mother}"
    if family.state(person.person) is Zygosity.ABSENT:
        return Fit.INCONSISTENT, f"child of the homozygous {mother}, without the variant"
    return Fit.UNINFORMATIVE, f"child of the homozygous {mother}, without a clear call"


def homozygous_daughter_has_two_carrier_parents(family: Family, person: Person) -> Answer:
    """Both parents passed one copy each; a parent without it needs another explanation."""
    if not family.evidence.has_two_copies(person.person) or _has_one_x(person):
        return None
    parents = (family.pedigree.mother(person.person), family.pedigree.father(person.person))
    without = [parent for parent in parents if family.state(parent) is Zygosity.ABSENT]
    if without:
        return Fit.INCONSISTENT, f"homozygous, though {' and '.join(map(str, without))} does not carry it"
    if all(family.carries(parent) for parent in parents):
        return Fit.CONSISTENT, "homozygous, both parents carry it"
    return Fit.UNINFORMATIVE, "homozygous, without clear calls of both parents"


def son_receives_it_from_his_mother_alone(family: Family, person: Person) -> Answer:
    """A father cannot transmit to a son, so his genotype is never looked at here."""
    mother = family.pedigree.mother(person.person)
    if family.state(person.person) is not Zygosity.HEMIZYGOUS or not _has_one_x(person):
        return None
    if mother is None:
        return None
    if mother in family.drawn.contradicted:
        return Fit.INCONSISTENT, f"{mother} lacks it, though other carriers are joined through her"
    if family.carries(mother):
        return Fit.CONSISTENT, f"inherited from {mother}"
    if family.state(mother) is None:
        return Fit.UNINFORMATIVE, f"{mother} has no clear call"
    return Fit.CONSISTENT, f"not found in {mother}: new, or her germline is mosaic"


RULES: tuple[Callable[[Family, Person], Answer], ...] = (
    affected_male_carries_it,
    unaffected_male_does_not_carry_it,
    heterozygous_female_may_or_may_not_be_affected,
    affected_female_carries_it,
    female_without_a_normal_copy_is_affected,
    father_transmits_to_every_daughter,
    homozygous_mother_transmits_to_every_child,
    homozygous_daughter_has_two_carrier_parents,
    son_receives_it_from_his_mother_alone,
)


def informative_males(pedigree: Pedigree, evidence: FamilyEvidence) -> tuple[str, ...]:
    """Males who each add one informative meiosis for PP1: tested, and fitting their phenotype.

    Affected and hemizygous, or grown, unaffected and without it though the mother carries it.
    The first affected male is the reason for testing and does not count; females never count.
    Source: Jarvik and Browning 2016 (PMC4908147); one meiosis per boy on the X.
    """
    return _informative_males(_family(pedigree, evidence))


def _informative_males(family: Family) -> tuple[str, ...]:
    affected = [person.person for person in family.pedigree if _is_affected_hemizygote(family, person)]
    first = _first_carrier(family.pedigree, family.evidence)
    spared = [person.person for person in family.pedigree if _is_spared_son(family, person)]
    return tuple(name for name in affected if name != first) + tuple(spared if affected else ())


def _is_affected_hemizygote(family: Family, person: Person) -> bool:
    hemizygous = family.state(person.person) is Zygosity.HEMIZYGOUS and _has_one_x(person)
    return hemizygous and person.affected is Affection.AFFECTED


def _is_spared_son(family: Family, person: Person) -> bool:
    mother = family.pedigree.mother(person.person)
    mother_carries = family.state(mother) is Zygosity.HETEROZYGOUS or mother in family.drawn.obligate
    without = family.state(person.person) is Zygosity.ABSENT and _has_one_x(person)
    return (
        without and mother_carries and not is_before_onset(person) and person.affected is Affection.UNAFFECTED
    )


def _first_carrier(pedigree: Pedigree, evidence: FamilyEvidence) -> str | None:
    """The person whose variant the family's question is about: proband, else affected, else carrier."""
    carriers = [person for person in pedigree if evidence.zygosity(person.person) in CARRIED]
    ranked = sorted(carriers, key=lambda p: (not p.proband, p.affected is not Affection.AFFECTED))
    return ranked[0].person if ranked else None


def _without_a_call(family: Family, person: Person) -> str:
    return "not tested" if family.evidence.states.get(person.person) is None else "without a clear call"


def _lacks_a_normal_copy(family: Family, person: Person) -> bool:
    if family.state(person.person) is Zygosity.HETEROZYGOUS:
        return person.person in family.evidence.other_copy_lost
    return family.state(person.person) in (Zygosity.HOMOZYGOUS, Zygosity.HEMIZYGOUS)


def _has_one_x(person: Person) -> bool:
    return x_copies(person) == 1


def _is_on_a_line(family: Family, person: Person) -> bool:
    """Whether one X can have come to this person and to an affected one; by records alone.

    It can where one of them, or somebody above both, passed it down. A man who married in shares
    children with the line, and no X. Calls play no part, so that a missing call cannot take somebody
    off the line.
    """
    affected = [other.person for other in family.pedigree if other.affected is Affection.AFFECTED]
    above = _x_ancestors(family.pedigree, person.person)
    return not affected or any(above & _x_ancestors(family.pedigree, other) for other in affected)


def _x_ancestors(pedigree: Pedigree, person: str) -> set[str]:
    """The person, and everybody from whom their X can have come."""
    found = [person]
    for current in found:
        found += [parent for parent in pedigree.x_parents(current) if parent not in found]
    return set(found)
