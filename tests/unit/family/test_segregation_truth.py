"""Inheritance as a geneticist tells it: `tests/truth/segregation.tsv`; and that every row is needed."""

import ast
import os
import sys
import types
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cd40lg_annot.family import origin, phase, segregation
from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.model import Affection, Call, GenotypeState, RecordPlace, Sex, Variant, Zygosity
from cd40lg_annot.validation.pedigrees import a_pedigree, evidence
from family_strategies import families
from segregation_table import ROWS, answer

FITS = ("CONSISTENT", "INCONSISTENT", "UNINFORMATIVE")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}: {row['case']}")
def test_row(row):
    assert answer(row) == row["expected"]


def test_the_table_is_long_enough_and_knows_every_rule():
    assert len(ROWS) >= 200
    rules = {rule.__name__ for rule in segregation.RULES}
    assert rules <= {row["rule"] for row in ROWS}
    for rule in rules:
        assert len({row["expected"] for row in ROWS if row["rule"] == rule} - {"-"}) >= 1


def flips():
    """Every answer of every rule, as (rule, number of the answer in it, wrong answer)."""
    for name, function in rule_functions().items():
        answers = [node for node in ast.walk(function) if _is_answer(node)]
        for number, node in enumerate(answers):
            for wrong in FITS:
                if wrong != node.attr:
                    yield name, number, wrong


def rule_functions():
    tree = ast.parse(Path(segregation.__file__).read_text(encoding="utf-8"))
    names = {rule.__name__ for rule in segregation.RULES}
    return {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in names}


def _is_answer(node):
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Fit"


@pytest.mark.parametrize("flip", list(flips()), ids=lambda flip: "-".join(map(str, flip)))
def test_a_flipped_answer_is_noticed_by_a_row(flip):
    name, number, wrong = flip
    tree = ast.parse(Path(segregation.__file__).read_text(encoding="utf-8"))
    function = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
    [node for node in ast.walk(function) if _is_answer(node)][number].attr = wrong
    assert is_noticed(a_module(tree), [row for row in ROWS if row["rule"] == name])


@pytest.mark.parametrize("name", [rule.__name__ for rule in segregation.RULES])
def test_a_missing_rule_is_noticed_by_a_row(name):
    tree = ast.parse(Path(segregation.__file__).read_text(encoding="utf-8"))
    mutant = a_module(tree)
    mutant.RULES = tuple(rule for rule in mutant.RULES if rule.__name__ != name)
    assert is_noticed(mutant, [row for row in ROWS if row["rule"] == name])


def a_module(tree):
    """A changed copy of the segregation module, under a name of its own."""
    mutant = types.ModuleType("mutant_of_segregation")
    sys.modules[mutant.__name__] = mutant
    exec(compile(tree, "mutant", "exec"), mutant.__dict__)  # noqa: S102
    return mutant


def is_noticed(mutant, rows):
    return any(answer(row, mutant) != row["expected"] for row in rows)


@pytest.mark.parametrize("rule", phase.RULES[2:], ids=lambda rule: rule.__name__)
def test_a_missing_rule_of_phase_is_noticed(rule, monkeypatch):
    monkeypatch.setattr(phase, "RULES", tuple(other for other in phase.RULES if other is not rule))
    assert any(answer(row) != row["expected"] for row in ROWS if row["rule"] == "phase")


@pytest.mark.parametrize(
    ("first", "second", "sets", "expected"),
    [
        ((1, 0), (1, 0), ("7", "7"), "cis"),
        ((1, 0), (0, 1), ("7", "7"), "trans"),
        ((1, 0), (0, 1), ("7", "8"), "unknown"),
        ((1, 1), (0, 1), ("7", "7"), "unknown"),
        ((0, 1), (1, None), ("7", "7"), "trans"),
    ],
)
def test_phased_genotypes_of_one_set_tell_cis_from_trans(first, second, sets, expected):
    place = RecordPlace("chrX", 1, "A", "C")
    calls = tuple(
        Call(Variant(1, "A", "C"), alleles, place, phased=True, phase_set=phase_set)
        for alleles, phase_set in zip((first, second), sets, strict=True)
    )
    pair = phase.Pair(a_pedigree("girl F+"), evidence(), evidence(), calls)
    assert phase.phase(pair, "girl").phase.value == expected


@pytest.mark.parametrize(
    ("first", "second", "alleles", "expected"),
    [
        (Variant(5, "A", "C"), Variant(5, "A", "G"), ((0, 1), (0, 1)), "trans"),
        (Variant(5, "A", "C"), Variant(6, "A", "G"), ((0, 1), (0, 1)), "unknown"),
        (Variant(5, "AT", "A"), Variant(5, "A", "AT"), ((1, 2), (2, 1)), "trans"),
        (Variant(5, "AT", "A"), Variant(5, "A", "AT"), ((0, 1), (0, 1)), "unknown"),
    ],
)
def test_two_alleles_of_one_base_are_in_trans(first, second, alleles, expected):
    place = RecordPlace("chrX", 5, "A", "C")
    calls = tuple(Call(v, own, place) for v, own in zip((first, second), alleles, strict=True))
    pair = phase.Pair(a_pedigree("girl F+"), evidence(), evidence(), calls)
    assert phase.phase(pair, "girl").phase.value == expected


TESTED = {"M": ["hemizygous", "absent", None], "F": ["heterozygous", "absent", None]}


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_missing_call_never_turns_a_verdict_into_its_opposite(data):
    """For people whose phenotype is recorded; a mother's second altered copy is left aside."""
    people = [replace(p, twin_group=None) for p in data.draw(families(most=7)) if p.sex is not Sex.UNKNOWN]
    assume(people)
    people = [replace(p, affected=data.draw(st.sampled_from(list(Affection)[:2]))) for p in people]
    pedigree = Pedigree(people)
    calls = {p.person: data.draw(st.sampled_from(TESTED[p.sex.name[0]])) for p in people}
    before, missing = verdict_of(pedigree, calls), data.draw(st.sampled_from(list(calls)))
    after = verdict_of(pedigree, {**calls, missing: None})
    assert {before, after} != {"consistent", "inconsistent"}


def verdict_of(pedigree, calls):
    known = {person: GenotypeState(Zygosity(call)) for person, call in calls.items() if call}
    return segregation.segregation(pedigree, None, FamilyEvidence(known, "c.761C>T")).verdict


@pytest.mark.parametrize("value", [value for value in origin.Origin if value is not origin.Origin.UNKNOWN])
def test_an_origin_that_is_never_given_is_noticed(value):
    assert value.value in {row["expected"] for row in ROWS if row["rule"] == "origin"}


PAGE = Path(__file__).parents[3] / "docs" / "inheritance.md"


def page_lines():
    """The rows as the documentation shows them, a heading and a table for each rule."""
    lines = []
    documents = {rule.__name__: rule.__doc__.splitlines()[0] for rule in segregation.RULES}
    documents |= {
        "verdict": "Of the whole family.",
        "origin": "Where a person's copy came from.",
        "meioses": "Informative meioses, for PP1: tested males who fit, but for the first.",
        "phase": "Two variants of one female: on one X (cis) or on both (trans). `/` parts the variants.",
    }
    for rule, words in documents.items():
        lines += ["", f"### {rule.replace('_', ' ').capitalize()}", "", words, ""]
        lines += ["| case | family | calls | person | answer |", "|---|---|---|---|---|"]
        for row in ROWS:
            if row["rule"] == rule:
                cells = (row["case"], f"`{row['family']}`", row["states"].replace("|", "/").strip())
                lines.append(f"| {' | '.join((*cells, row['person'], row['expected']))} |")
    return lines


def test_the_documentation_shows_the_same_rows():
    start = "## Segregation and origin, in rows\n"
    before, _, shown = PAGE.read_text(encoding="utf-8").partition(start)
    expected = "\n".join(page_lines()) + "\n"
    if os.environ.get("REWRITE_CASES"):
        PAGE.write_text(before + start + expected, encoding="utf-8")
    else:
        assert shown == expected
