"""What a family and its clinic add to a class, family by family, and what they must not add."""

import pytest

from builders import a_female, a_male
from cd40lg_annot.classify.case import case_lines
from cd40lg_annot.classify.family_case import case_evidence
from cd40lg_annot.evidence.clinic import clinic_view
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.io.clinic import read_intervals
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.model import Affection, ClinicRecord, GenotypeState, Sex, Surface, Zygosity

ILL, WELL = Affection.AFFECTED, Affection.UNAFFECTED
HEMI, HET, NONE = Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.ABSENT
NO_CALL = Zygosity.NO_CALL


def lines(people, states, *records):
    """Verdict and strength of each criterion that rests on people."""
    case = evidence(people, states, *records)
    return {line.criterion: line for line in case_lines(case, read_rules())}


def evidence(people, states, *records):
    views = {
        record.person: clinic_view(record, Sex.MALE, read_intervals(), carries_disease_variant=None)
        for record in records
    }
    given = {person: GenotypeState(zygosity) for person, zygosity in states.items()}
    return case_evidence(Pedigree(tuple(people)), given, views)


def trio(**boy):
    return [
        a_female("mother", affected=WELL),
        a_male("father", affected=WELL),
        a_male("boy", mother="mother", father="father", affected=ILL, **boy),
    ]


def low(person, **fields):
    return ClinicRecord(person, age=2, igg=100, iga=5, igm=90, **fields)


def normal(person, age):
    return ClinicRecord(person, age=age, igg=1000, iga=200, igm=100)


def test_a_boy_alone_without_clinic_data_adds_nothing():
    assert evidence(trio(), {"boy": HEMI}) is None


@pytest.mark.parametrize(
    ("clinic", "points"),
    [([], 0.5), ([low("boy")], 0.5), ([low("boy", cd40l=Surface.ABSENT)], 1), ([normal("boy", 2)], 0)],
)
def test_de_novo_counts_by_the_phenotype_and_as_unconfirmed(clinic, points):
    """SVI on PS2/PM6, table 1, second column."""
    assert evidence(trio(), {"boy": HEMI, "mother": NONE}, *clinic).de_novo_points == points


@pytest.mark.parametrize(("mother", "verdict"), [(HET, "not_met"), (NO_CALL, "not_assessed")])
def test_a_mother_who_carries_or_was_not_called_makes_nothing_de_novo(mother, verdict):
    found = lines(trio(), {"boy": HEMI, "mother": mother, "father": NONE})
    assert found["PS2"].verdict == verdict


@pytest.mark.parametrize(
    ("record", "verdict", "strength"),
    [
        (low("boy"), "met", "supporting"),
        (low("boy", cd40l=Surface.ABSENT), "met", "moderate"),
        (low("boy", cd40l=Surface.WEAK), "met", "supporting"),
        (normal("boy", 2), "not_met", ""),
        (ClinicRecord("boy", age=2, igm=90), "not_assessed", ""),
    ],
)
def test_pp4_by_what_the_clinic_measured(record, verdict, strength):
    case = evidence(trio(), {"boy": HEMI, "mother": HET}, record)
    line = next(line for line in case_lines(case, read_rules()) if line.criterion == "PP4")
    assert (line.verdict, line.strength) == (verdict, strength)


def test_raised_igm_is_not_asked_for():
    for igm in (5, 90, 900):
        record = ClinicRecord("boy", age=2, igg=100, iga=5, igm=igm)
        assert evidence(trio(), {"boy": HEMI}, record).phenotype == "low_igg_iga"


def test_the_values_behind_pp4_are_told_and_no_name():
    found = lines(trio(), {"boy": HEMI, "mother": HET}, low("boy"))
    assert found["PP4"].value == "at 2 years: IgG 100 mg/dL (453-916), below; IgA 5 mg/dL (20-100), below"
    assert not any("boy" in line.reason + line.value for line in found.values())


def brothers(count):
    return [
        a_female("mother", affected=WELL),
        *(a_male(f"boy{i}", mother="mother", affected=ILL, proband=i == 0) for i in range(count)),
    ]


@pytest.mark.parametrize(
    ("count", "strength"), [(1, ""), (3, ""), (4, "supporting"), (5, "moderate"), (6, "strong")]
)
def test_pp1_leaves_the_first_boy_out(count, strength):
    """Jarvik and Browning 2016, one family: 3, 4 and 5 meioses beside the proband."""
    states = {"mother": HET, **{f"boy{i}": HEMI for i in range(count)}}
    assert lines(brothers(count), states)["PP1"].strength == strength


def test_an_affected_brother_without_it_speaks_against_it():
    found = lines(brothers(2), {"mother": HET, "boy0": HEMI, "boy1": NONE})
    assert found["BS4"].verdict == "met"
    assert found["PP1"].verdict == "not_met"


def test_an_affected_male_without_it_says_nothing_where_no_affected_male_carries_it():
    """A carrier mother whose son is ill of something else must not clear a null variant."""
    assert evidence(brothers(1), {"mother": HET, "boy0": NONE}) is None


def uncle(*, affected_nephew):
    people = [a_female("mother", affected=WELL), a_male("man", mother="mother", affected=WELL, age=40)]
    if affected_nephew:
        people.append(a_male("boy", mother="mother", affected=ILL))
    return people


def test_a_healthy_adult_male_counts_once():
    alone = lines(uncle(affected_nephew=False), {"mother": HET, "man": HEMI}, normal("man", 40))
    assert (alone["BS2"].verdict, alone["BS4"].verdict) == ("met", "not_assessed")
    beside = lines(uncle(affected_nephew=True), {"mother": HET, "man": HEMI, "boy": HEMI}, normal("man", 40))
    assert (beside["BS2"].verdict, beside["BS4"].verdict) == ("not_assessed", "met")


@pytest.mark.parametrize(
    "record",
    [
        normal("man", 12),
        ClinicRecord("man", age=40, igg=1000, iga=200),
        ClinicRecord("man", igg=1000, iga=200, igm=100),
    ],
    ids=["a child", "IgM not measured", "age not known"],
)
def test_who_was_not_fully_examined_as_an_adult_clears_nothing(record):
    assert evidence(uncle(affected_nephew=False), {"man": HEMI}, record) is None


@pytest.mark.parametrize("surface", [Surface.ABSENT, Surface.WEAK])
def test_a_man_without_normal_cd40l_clears_nothing(surface):
    record = ClinicRecord("man", age=40, igg=1000, iga=200, igm=100, cd40l=surface)
    assert evidence(uncle(affected_nephew=False), {"man": HEMI}, record).healthy_adult_males == 0


def test_an_unexamined_unaffected_man_with_it_stops_pp1_and_clears_nothing():
    people = [*brothers(4), a_male("man", mother="mother", affected=WELL, age=40)]
    found = lines(people, {"mother": HET, "man": HEMI, **{f"boy{i}": HEMI for i in range(4)}})
    assert (found["PP1"].verdict, found["BS4"].verdict) == ("not_met", "not_met")
    assert "unaffected male does not carry it" in found["PP1"].reason


def test_a_heterozygous_woman_never_counts():
    people = [a_female("woman", affected=WELL, age=40)]
    assert evidence(people, {"woman": HET}, normal("woman", 40)) is None
