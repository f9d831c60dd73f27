"""The X-linked frequency formula and the filtering allele frequency, against published and worked figures."""

import pytest

from cd40lg_annot.classify.frequency import filtering_frequency, greatest_credible_frequency
from cd40lg_annot.io.criteria import read_rules

RULES = read_rules()


@pytest.mark.parametrize(
    ("threshold", "number", "confidence", "least"),
    [
        # Whiffin 2017: hypertrophic cardiomyopathy 4.0e-5 gives AC 9 at AN 121,412, so 10 exceed it.
        (4.0e-5, 121_412, 0.95, 10),
        # Primary ciliary dyskinesia 2.42e-3 gives AC 322, so 323 exceed it.
        (2.42e-3, 121_412, 0.95, 323),
        # Worked for this gene, with another program's Poisson quantiles.
        (1.94e-6, 400_000, 0.95, 3),
        (2e-5, 400_000, 0.95, 14),
        (1.94e-6, 1_200_000, 0.95, 6),
        (2e-5, 1_200_000, 0.95, 33),
        (1.94e-6, 400_000, 0.9999, 7),
        (2e-5, 400_000, 0.9999, 21),
        (1.94e-6, 1_200_000, 0.9999, 11),
        (2e-5, 1_200_000, 0.9999, 45),
    ],
)
def test_least_allele_count_that_exceeds_a_threshold(threshold, number, confidence, least):
    assert filtering_frequency(least, number, confidence) > threshold
    assert filtering_frequency(least - 1, number, confidence) <= threshold


def test_filtering_frequency_agrees_with_the_published_program():
    assert filtering_frequency(3, 100_000, 0.95) == pytest.approx(8.17e-6, rel=2e-3)


def test_none_seen_is_no_frequency():
    assert filtering_frequency(0, 100_000, 0.95) == 0


def test_the_formula_is_the_x_linked_one():
    assert greatest_credible_frequency(RULES) == pytest.approx(1 / 515_000, rel=2e-3)
    margin = greatest_credible_frequency(RULES) * RULES.numbers["margin"]
    assert RULES.numbers["BS1"] == pytest.approx(margin, rel=0.05)
    assert RULES.numbers["BA1"] == pytest.approx(10 * RULES.numbers["BS1"])


def test_no_threshold_is_near_the_recessive_formula():
    recessive = (1 / 515_000) ** 0.5
    assert RULES.numbers["BA1"] < recessive / 10
