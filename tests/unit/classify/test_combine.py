"""Points and the table of 2015, against the published boundaries."""

from dataclasses import replace
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cd40lg_annot.classify.combine import class_by_points, class_by_table, points_of, sum_in_words
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.model import Classification, CriterionLine

LOWEST = read_rules().lowest
POINTS = {"supporting": 1, "moderate": 2, "strong": 4, "very_strong": 8}
ORDER = ["benign", "likely_benign", "uncertain_significance", "likely_pathogenic", "pathogenic"]


def a_line(code: str, strength: str) -> CriterionLine:
    points = POINTS.get(strength, 8) * (1 if code[0] == "P" else -1)
    return CriterionLine(code, "met", strength, points, "")


LINES = st.lists(
    st.builds(a_line, st.sampled_from(["PX1", "BX1"]), st.sampled_from(list(POINTS))), max_size=6
)


@pytest.mark.parametrize(
    ("points", "name"),
    [
        (10, "pathogenic"),
        (9, "likely_pathogenic"),
        (6, "likely_pathogenic"),
        (5, "uncertain_significance"),
        (0, "uncertain_significance"),
        (-1, "likely_benign"),
        (-6, "likely_benign"),
        (-7, "benign"),
    ],
)
def test_boundaries_of_tavtigian_2020(points, name):
    code = "PX1" if points >= 0 else "BX1"
    lines = [a_line(code, "supporting")] * abs(points)
    assert class_by_points(lines, LOWEST).value == name


def test_ba1_alone_is_benign_whatever_else():
    lines = [a_line("BA1", "stand_alone"), a_line("PVS1", "very_strong"), a_line("PS1", "strong")]
    assert class_by_points(lines, LOWEST) is class_by_table(lines) is Classification.BENIGN


# "At least" of Richards 2015, with more than the least.
MORE = ["S P P P", "M M M M", "M M P P P", "M P P P P P"]
# Richards 2015, table 5, as it is printed.
PUBLISHED = {
    "pathogenic": [
        "V S",
        "V M M",
        "V M P",
        "V P P",
        "S S",
        "S M M M",
        "S M M P P",
        "S M P P P P",
        # More than asked for is enough.
        "V M P P",
        "V P P P",
        "S S S",
        "S M M P P P",
        "S M P P P P P",
    ],
    "likely_pathogenic": ["V M", "S M", "S M M", "S P P", "M M M", "M M P P", "M P P P P", *MORE],
    "uncertain_significance": ["V", "S", "M M", "M P", "P P P", "M P P P", "S P", "V P"],
}
STRENGTH = {"V": "very_strong", "S": "strong", "M": "moderate", "P": "supporting"}


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, found in PUBLISHED.items() for row in found])
def test_the_table_of_2015(name, row):
    lines = [a_line("PX1", STRENGTH[letter]) for letter in row.split()]
    assert class_by_table(lines).value == name


def test_two_strong_benign_or_any_two_benign():
    strong, supporting = a_line("BS1", "strong"), a_line("BP4", "supporting")
    assert class_by_table([strong, strong]) is Classification.BENIGN
    assert class_by_table([strong, supporting]) is Classification.LIKELY_BENIGN
    assert class_by_table([supporting, supporting]) is Classification.LIKELY_BENIGN
    assert class_by_table([supporting]) is Classification.UNCERTAIN_SIGNIFICANCE
    assert class_by_table([supporting] * 3) is Classification.LIKELY_BENIGN
    assert class_by_table([strong] * 3) is Classification.BENIGN


def test_evidence_for_both_sides_is_uncertain_by_the_table():
    lines = [a_line("PX1", "strong")] * 2 + [a_line("BX1", "strong")] * 2
    assert class_by_table(lines) is Classification.UNCERTAIN_SIGNIFICANCE


@pytest.mark.parametrize("verdict", ["not_met", "not_assessed"])
def test_what_is_not_met_counts_nothing_ba1_above_all(verdict):
    open_lines = [
        replace(a_line(code, "strong"), verdict=verdict, points=0) for code in ("BA1", "BS1", "PX1")
    ]
    assert class_by_points(open_lines, LOWEST) is Classification.UNCERTAIN_SIGNIFICANCE
    assert class_by_table(open_lines * 2) is Classification.UNCERTAIN_SIGNIFICANCE


@pytest.mark.parametrize(
    ("row", "scheme", "words"),
    [
        (
            "S S",
            "points",
            "8 points, suggested likely pathogenic by points (pathogenic by the table of 2015).",
        ),
        ("S S", "2015", "8 points, suggested pathogenic by the table of 2015 (likely pathogenic by points)."),
        ("S M", "points", "6 points, suggested likely pathogenic."),
        ("P", "2015", "Criteria: PP3; 1 point, suggested uncertain significance."),
        ("P P", "2015", "2 points, suggested uncertain significance."),
        ("", "points", "Criteria: none met; 0 points, suggested uncertain significance."),
    ],
)
def test_the_sum_names_both_schemes_where_they_differ_and_the_laboratorys_first(row, scheme, words):
    lines = [a_line("PP3", STRENGTH[letter]) for letter in row.split()]
    assert sum_in_words(lines, scheme, class_by_points(lines, LOWEST)).endswith(words)


@given(LINES, st.sampled_from(list(POINTS)))
def test_a_further_pathogenic_criterion_never_makes_a_class_more_benign(lines, strength):
    more = [*lines, a_line("PX1", strength)]
    assert points_of(more) > points_of(lines)
    assert ORDER.index(class_by_points(more, LOWEST).value) >= ORDER.index(
        class_by_points(lines, LOWEST).value
    )


def test_where_points_and_table_differ_is_as_published():
    strong_twice = [a_line("PX1", "strong")] * 2
    assert (class_by_points(strong_twice, LOWEST).value, class_by_table(strong_twice).value) == (
        "likely_pathogenic",
        "pathogenic",
    )
    very_and_moderate = [a_line("PX1", "very_strong"), a_line("PX1", "moderate")]
    assert (class_by_points(very_and_moderate, LOWEST).value, class_by_table(very_and_moderate).value) == (
        "pathogenic",
        "likely_pathogenic",
    )


def test_the_table_of_2015_never_skips_from_pathogenic_to_benign_by_order():
    for row in combinations_with_replacement("VSMP", 3):
        lines = [a_line("PX1", STRENGTH[letter]) for letter in row]
        assert class_by_table(lines) is class_by_table(lines[::-1])
