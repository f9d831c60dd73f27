"""Random families for Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from cd40lg_annot.model import Affection, Person, Sex


@st.composite
def families(draw, most=6):
    """Founders, half-siblings, loops, incest, missing parents, unknown sex, twins: whatever is legal."""
    people = []
    for number in range(draw(st.integers(2, most))):
        fathers = [p.person for p in people if p.sex is Sex.MALE]
        mothers = [p.person for p in people if p.sex is Sex.FEMALE]
        person = Person(
            person=f"p{number}",
            family="f",
            father=draw(st.sampled_from([None, *fathers])),
            mother=draw(st.sampled_from([None, *mothers])),
            sex=draw(st.sampled_from([Sex.MALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE, Sex.UNKNOWN])),
            affected=draw(st.sampled_from([Affection.UNAFFECTED, Affection.UNKNOWN, Affection.AFFECTED])),
            age=draw(st.sampled_from([None, 0.5, 2, 30])),
        )
        if person.sex is not Sex.MALE and person.affected is Affection.AFFECTED:
            person = replace(person, affected=Affection.UNKNOWN)
        people.append(person)
    if draw(st.booleans()) and people[-1].sex is not Sex.UNKNOWN:
        twins = {"twin_group": "t", "twin_zygosity": draw(st.sampled_from(["monozygotic", "dizygotic"]))}
        people[-1] = replace(people[-1], **twins)
        people.append(replace(people[-1], person="twin"))
    return people
