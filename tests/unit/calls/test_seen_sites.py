"""Which known changes a sample could have shown."""

import pytest

from cd40lg_annot.calls.base_states import BaseState, BaseStates
from cd40lg_annot.calls.seen_sites import seen_sites
from cd40lg_annot.model import (
    Build,
    Classification,
    ExtractedSample,
    KnownSite,
    ReferenceBlock,
    Variant,
)

DELETION = Variant(3, "TA", "T")
LETTERS = ".?0lRVDi"


def seen(letters, *spans, excluded=()):
    site = KnownSite("n", spans, DELETION, Classification.PATHOGENIC, ())
    blocks = tuple(ReferenceBlock(0, 1, depth=depth, excluded=(DELETION,)) for depth in excluded)
    sample = ExtractedSample("S", Build.GRCH38, "chrX", (), (), (), blocks)
    bases = BaseStates(bytes(LETTERS.index(letter) for letter in letters))
    return seen_sites([site], sample, bases)[0]


@pytest.mark.parametrize("letter", "RVDi")
def test_seen(letter):
    assert seen(letter * 5, (0, 5)).could_be_seen


@pytest.mark.parametrize(
    ("letters", "words"),
    [("RR.RR", "nothing is said"), ("RR?RR", "not called"), ("RR0lR", "not covered"), ("RRlRR", "too few")],
)
def test_one_base_less_is_not_seen_and_the_worst_base_says_why(letters, words):
    found = seen(letters, (0, 5))

    assert not found.could_be_seen
    assert words in found.reason


def test_both_parts_of_a_divided_codon_count():
    assert seen("RR...R", (0, 2), (5, 6)).could_be_seen
    assert not seen("RR....", (0, 2), (5, 6)).could_be_seen


def test_a_record_of_just_this_change_shows_it():
    assert seen("RR...", (0, 5), excluded=(30,)).could_be_seen
    assert not seen("RR...", (0, 5), excluded=(3,)).could_be_seen


def test_every_state_has_words():
    for state in BaseState:
        assert seen(LETTERS[state] * 2, (0, 2)).reason
