"""The carrier report says where each relative stands, why, and how likely."""

from dataclasses import replace

from builders import a_provenance, benign_family, thr254met_family
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.model import Classification, Status
from cd40lg_annot.report.condition import condition_from
from cd40lg_annot.report.family import carrier_report

CONDITION = condition_from(read_condition())


def report_of(family):
    return carrier_report(family, a_provenance(), CONDITION)


def test_every_person_of_the_pedigree_has_a_status_and_a_reason():
    family = thr254met_family()
    report = report_of(family)
    assert [person.person for person in report.people] == [person.person for person in family.people]
    assert all(person.reasons for person in report.people)


def test_a_person_without_a_computed_status_is_not_assessed():
    family = thr254met_family()
    short = type(family)(
        **{name: getattr(family, name) for name in family.__dataclass_fields__} | {"statuses": ()}
    )
    assert {person.status for person in report_of(short).people} == {Status.NOT_ASSESSED}


def test_the_headline_names_the_variant_and_counts_the_people():
    headline = report_of(thr254met_family()).headline
    assert "c.761C>T p.(Thr254Met), likely pathogenic" in headline
    assert "2 affected; 1 carrier, confirmed by test; 2 obligate carrier; 1 at risk" in headline


def test_the_headline_says_who_calls_the_variant_disease_causing():
    family = thr254met_family()
    variant = family.variants[0]
    stated = replace(variant.assessment, headline="Pathogenic (ClinVar, 2 stars)")
    unsure = replace(stated, classification=Classification.UNCERTAIN_SIGNIFICANCE)
    headline = report_of(replace(family, variants=(replace(variant, assessment=unsure),))).headline
    assert "c.761C>T p.(Thr254Met), Pathogenic (ClinVar, 2 stars)" in headline
    assert "uncertain" not in headline


def test_a_family_without_a_known_variant_is_told_so_and_not_reassured():
    report = report_of(benign_family())
    assert report.variants == ()
    assert [view.title for view in report.other_variants] == ["c.148T>C p.(Leu50=)"]
    assert "carrier status cannot be decided" in report.headline


def test_risk_is_given_as_one_in_n_and_percent_and_framed_both_ways():
    aunt = next(person for person in report_of(thr254met_family()).people if person.person == "AUNT")
    assert aunt.risk.carrier_words == "1 in 2 (50%)"
    assert aunt.recurrence.each_son == "1 in 4 (25%) to be affected; 3 in 4 (75%) not to be affected"


def test_the_dead_are_offered_no_pregnancy():
    people = {person.person: person for person in report_of(thr254met_family()).people}
    assert people["GGM"].deceased
    assert people["GGM"].recurrence is None


def test_next_tests_are_ranked_by_what_they_tell():
    ranked = report_of(thr254met_family()).next_tests
    assert [(test.rank, test.person) for test in ranked] == [(1, "AUNT"), (2, "COUSIN")]


def test_each_statement_on_the_condition_has_a_numbered_source():
    for topic in CONDITION.topics:
        for statement in topic.statements:
            assert CONDITION.numbers(statement)
    assert [source.number for source in CONDITION.sources] == list(range(1, len(CONDITION.sources) + 1))


def test_the_account_covers_what_readers_ask():
    wanted = {
        "what_it_is",
        "cause",
        "symptoms",
        "diagnosis",
        "treatment",
        "living_with_it",
        "carriers",
        "family",
    }
    assert wanted <= {topic.key for topic in CONDITION.topics}
