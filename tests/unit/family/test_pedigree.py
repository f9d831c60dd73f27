import pytest

from cd40lg_annot.family.faults import pedigree_faults
from cd40lg_annot.family.kinship import kinship
from cd40lg_annot.family.pedigree import families_of
from cd40lg_annot.validation.pedigrees import a_pedigree, a_person


@pytest.mark.parametrize(
    ("people", "problem"),
    [
        ("a=b,0 M?; b F?", "father 'b' of 'a' is recorded female"),
        ("a=0,b M?; b M?", "mother 'b' of 'a' is recorded male"),
        ("a=b,0 M?", "father 'b' of 'a' has no row"),
        ("a=b,0 M?; b=a,0 M?", "'a' is their own ancestor"),
        ("a=a,0 M?", "'a' is their own ancestor"),
        ("a M?; a M?", "person 'a' has more than one row"),
        ("a=b,b M?; b U?", "father and mother of 'a' are the same person"),
    ],
)
def test_contradictions_are_found(people, problem):
    found = pedigree_faults([a_person(line.strip()) for line in people.split(";")])
    assert problem in [fault.problem for fault in found]


def test_one_person_in_two_families_and_a_parent_from_another():
    people = [a_person("a M?", "one"), a_person("a M?", "two"), a_person("b=a,0 M?", "three")]
    problems = [fault.problem for fault in pedigree_faults(people, rows=(1, 2, 3))]
    assert problems == ["person 'a' is also in family 'one'", "father 'a' of 'b' is in family 'one'"]


@pytest.mark.parametrize(
    "people",
    [
        "a U?",
        "a M?; b F?",
        "x=0,m M+; m F-",
        "c=a,b F?; d=a,b M?; e=d,c M+; a M-; b F-",  # a loop, before the parents' rows
        "h1=a,b M?; h2=a2,b F?; a M?; a2 M?; b F?",
    ],
)
def test_unusual_but_legal_families_have_no_faults(people):
    assert pedigree_faults([a_person(line.strip()) for line in people.split(";")]) == ()


def test_twins_must_share_parents_and_identical_ones_their_sex():
    identical = {"twin_group": "t", "twin_zygosity": "monozygotic"}
    people = [a_person("a=0,m M?", **identical), a_person("b F?", **identical), a_person("m F?")]
    problems = [fault.problem for fault in pedigree_faults(people)]
    assert problems == [
        "members of twin group 't' have different parents",
        "monozygotic twins of group 't' differ in sex",
    ]


@pytest.mark.parametrize(
    ("person", "other", "words"),
    [
        ("gran", "boy", "maternal grandmother"),
        ("uncle", "boy", "maternal uncle"),
        ("boy", "uncle", "nephew"),
        ("cousin", "boy", "maternal cousin"),
        ("half", "boy", "half-sister"),
        ("great", "boy", "maternal great-grandfather"),
        ("granduncle", "boy", "maternal great-uncle"),
        ("dad", "gran", "unrelated"),
        ("boy", "great", "great-grandson"),
    ],
)
def test_kinship_in_words(person, other, words):
    family = a_pedigree(
        "great M-; gran=great,0 F-; granduncle=great,0 M-; mum=0,gran F-; uncle=0,gran M-; aunt=0,gran F-;"
        "cousin=0,aunt M-; dad M-; boy=dad,mum M+; half=0,mum F-"
    )
    words = "half-sister" if person == "half" else words
    assert kinship(family, person, other).replace("half-", "half-") == words


def test_families_are_kept_apart_in_file_order():
    people = [a_person("a M?", "two"), a_person("b F?", "one"), a_person("c=a,0 F?", "two")]
    assert {name: list(p.people) for name, p in families_of(people).items()} == {
        "two": ["a", "c"],
        "one": ["b"],
    }
