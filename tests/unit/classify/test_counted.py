"""What a table of the laboratory's own counts of other families reaches PS2, PS3, BS3, PP1 and BS4."""

import pytest

from builders import a_female, a_male
from cd40lg_annot.classify.assess import assess
from cd40lg_annot.classify.family_case import case_evidence
from cd40lg_annot.classify.lines import label
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import CASE_COLUMNS, read_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Affection, CaseEvidence, GenotypeState, Relevance, Score, Zygosity
from cd40lg_annot.variant import Describer

LOCUS = read_locus()
DESCRIBER = Describer(LOCUS)
HEAD = "# name: {name}\n# source: us\n# release: 2026\n# kind: literature\n# scope: partial\n"
NAME = "c.428A>T"


def a_table(path, *rows, name="ours"):
    columns = ("hgvs_c", "classification", "citation", *CASE_COLUMNS)
    cells = ({"hgvs_c": NAME, "classification": "not provided", "citation": "PMID:1"} | row for row in rows)
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in cells)]
    path.write_text(HEAD.format(name=name) + "\n".join(lines) + "\n")
    return path


def assessed(tmp_path, *rows, case=None, scores=()):
    knowledge = read_knowledge(LOCUS, [a_table(tmp_path / "cases.tsv", *rows)])
    variant = variant_of_cds_name(NAME, LOCUS)
    _, effect = DESCRIBER.describe(variant)
    found = matches(variant, knowledge, LOCUS)
    return assess(variant, effect, found, knowledge, LOCUS, case=case, scores=scores)


def line(assessment, criterion):
    return next(line for line in assessment.criteria if line.criterion == criterion)


def met(assessment, criterion):
    found = line(assessment, criterion)
    return label(found) if found.verdict == "met" else found.verdict


@pytest.mark.parametrize(
    ("row", "criterion", "expected"),
    [
        ({"meioses": "2", "families": "1"}, "PP1", "not_met"),
        ({"meioses": "3", "families": "1"}, "PP1", "PP1"),
        ({"meioses": "2", "families": "2"}, "PP1", "PP1"),
        ({"meioses": "4", "families": "3"}, "PP1", "PP1_Strong"),
        ({"contradictions": "1"}, "BS4", "BS4"),
        ({"contradictions": "0"}, "BS4", "not_met"),
        ({"de_novo_points": "0.5"}, "PS2", "PS2_Supporting"),
        ({"de_novo_points": "4"}, "PS2", "PS2_VeryStrong"),
        ({"functional": "abnormal"}, "PS3", "PS3_Supporting"),
        ({"functional": "abnormal", "functional_controls": "10"}, "PS3", "PS3_Supporting"),
        ({"functional": "abnormal", "functional_controls": "11"}, "PS3", "PS3_Moderate"),
        ({"functional": "abnormal"}, "BS3", "not_met"),
        ({"functional": "normal"}, "BS3", "BS3_Supporting"),
        ({"functional": "normal", "functional_controls": "11"}, "BS3", "BS3_Moderate"),
        ({}, "PS3", "not_assessed"),
        ({}, "BS3", "not_assessed"),
        ({}, "PP1", "not_assessed"),
    ],
)
def test_each_criterion_can_be_reached(tmp_path, row, criterion, expected):
    assessment = assessed(tmp_path, row)
    assert met(assessment, criterion) == expected
    if row and expected != "not_met":
        assert "ours 2026, PMID:1" in line(assessment, criterion).reason + line(assessment, criterion).value


def test_the_family_at_hand_is_added_to_those_of_the_table(tmp_path):
    case = CaseEvidence(meioses=2, contradictions=0, de_novo_points=0.5, source="this family")
    rows = {"meioses": "1", "families": "1", "de_novo_points": "0.5", "contradictions": "0"}
    assessment = assessed(tmp_path, rows, case=case)
    assert (met(assessment, "PP1"), line(assessment, "PP1").value) == (
        "PP1_Moderate", "3 informative meioses in 2 families",
    )  # fmt: skip
    assert met(assessment, "PS2") == "PS2_Moderate"


def test_a_family_that_contradicts_is_not_outvoted_by_the_table(tmp_path):
    case = CaseEvidence(meioses=1, contradictions=1, source="this family")
    assessment = assessed(tmp_path, {"meioses": "6", "families": "4"}, case=case)
    assert (met(assessment, "PP1"), met(assessment, "BS4")) == ("not_met", "BS4")
    assessment = assessed(tmp_path, {"contradictions": "1"}, case=case)
    assert line(assessment, "BS4").value == "2"


def test_what_is_withheld_of_this_family_leaves_the_others_counted(tmp_path):
    case = CaseEvidence(withheld="samples may be exchanged")
    assessment = assessed(tmp_path, {"meioses": "3", "families": "2"}, case=case)
    assert met(assessment, "PP1") == "PP1_Moderate"
    assert line(assessment, "PS2").reason == "samples may be exchanged"


def test_rows_are_not_added_up(tmp_path):
    row = {"meioses": "2", "families": "1", "contradictions": "1", "de_novo_points": "0.5"}
    assessment = assessed(tmp_path, row, row | {"citation": "PMID:2"})
    assert line(assessment, "BS4").value == "1"
    assert line(assessment, "PS2").value.startswith("0.5 points")


def test_tests_that_contradict_each_other_decide_nothing(tmp_path):
    assessment = assessed(tmp_path, {"functional": "abnormal"}, {"functional": "normal"})
    assert [met(assessment, code) for code in ("PS3", "BS3")] == ["not_assessed"] * 2
    assert "contradict each other" in line(assessment, "PS3").reason


def test_a_normal_test_alone_does_not_clear_a_change_of_the_protein(tmp_path):
    table = a_table(tmp_path / "cases.tsv", {"functional": "normal", "functional_controls": "20"})
    # A residue without a role; a registry's row, for what papers report asks for review in any case.
    table.write_text(
        table.read_text().replace(NAME, "c.451A>G").replace("kind: literature", "kind: registry")
    )
    knowledge, variant = read_knowledge(LOCUS, [table]), variant_of_cds_name("c.451A>G", LOCUS)
    _, effect = DESCRIBER.describe(variant)
    scores = (Score("CI-SpliceAI", 0.0),)
    assessment = assess(variant, effect, matches(variant, knowledge, LOCUS), knowledge, LOCUS, scores=scores)
    assert (assessment.points, assessment.relevance) == (-2, Relevance.UNCERTAIN)
    assert "do not clear a change of the protein" in assessment.reasons[-1]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"meioses": "many", "families": "1"}, "meioses"),
        ({"meioses": "3"}, "families"),
        ({"meioses": "3", "families": "0"}, "families"),
        ({"functional": "bad"}, "functional"),
        ({"functional": "normal", "functional_controls": "a few"}, "functional_controls"),
        ({"de_novo_points": "one"}, "de_novo_points"),
        ({"contradictions": "-1"}, "contradictions"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(tmp_path, row, column):
    with pytest.raises(InputFaultsError) as caught:
        read_table(a_table(tmp_path / "cases.tsv", row), LOCUS)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(7, column)]


@pytest.mark.parametrize(("is_confirmed", "points"), [(False, 0.5), (True, 1.0)])
def test_parents_that_the_laboratory_confirmed_count_twice(is_confirmed, points):
    """SVI on PS2/PM6, table 1: consistent phenotype, 1 confirmed and 0.5 unconfirmed."""
    people = (
        a_female("mother", affected=Affection.UNAFFECTED),
        a_male("father", affected=Affection.UNAFFECTED),
        a_male("boy", mother="mother", father="father", affected=Affection.AFFECTED,
               parentage_confirmed=is_confirmed),
    )  # fmt: skip
    states = {"boy": GenotypeState(Zygosity.HEMIZYGOUS), "mother": GenotypeState(Zygosity.ABSENT)}
    case = case_evidence(Pedigree(people), states, {})
    assert (case.de_novo_points, case.parentage_confirmed) == (points, is_confirmed)


def test_the_sheet_of_people_says_that_parents_are_confirmed(tmp_path):
    from cd40lg_annot.io.pedigree import read_pedigree, read_people

    (tmp_path / "family.ped").write_text("F\tboy\t0\tmother\t1\t2\nF\tmother\t0\t0\t2\t1\n")
    (tmp_path / "people.tsv").write_text("person\tparentage_confirmed\nboy\tyes\n")
    people, faults = read_people(tmp_path / "people.tsv", read_pedigree(tmp_path / "family.ped").people)
    assert not faults
    assert {person.person: person.parentage_confirmed for person in people} == {"boy": True, "mother": False}
