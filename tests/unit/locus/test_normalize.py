"""The normal form of alleles, against brute force."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cd40lg_annot.locus import change_of, normalize, rightmost

# Two letters make repeats, where shifting goes wrong, common.
SEQUENCES = st.text("AC", min_size=8, max_size=24)


@st.composite
def edits(draw):
    sequence = draw(SEQUENCES)
    start = draw(st.integers(0, len(sequence) - 1))
    size = draw(st.integers(1, min(6, len(sequence) - start)))
    alt = draw(st.text("ACG", min_size=1, max_size=6))
    ref = sequence[start : start + size]
    assume(ref != alt)
    return sequence, start + 1, ref, alt


def applied(sequence, pos, ref, alt):
    assert sequence[pos - 1 : pos - 1 + len(ref)] == ref
    return sequence[: pos - 1] + alt + sequence[pos - 1 + len(ref) :]


def every_spelling(sequence, made, longest):
    """Every (pos, ref, alt) with non-empty alleles that makes one sequence into the other."""
    added = len(made) - len(sequence)
    for start in range(len(sequence)):
        for size in range(max(1, 1 - added), longest + 1):
            end = start + size
            alt = made[start : end + added]
            if end <= len(sequence) and sequence[:start] + alt + sequence[end:] == made:
                yield start + 1, sequence[start:end], alt


@settings(max_examples=300, deadline=None)
@given(edits())
def test_normal_form_is_the_shortest_and_leftmost_spelling(edit):
    sequence, pos, ref, alt = edit
    made = applied(sequence, pos, ref, alt)
    found = normalize(pos, ref, alt, sequence)
    spellings = list(every_spelling(sequence, made, len(sequence)))
    shortest = min(len(ref) + len(alt) for _, ref, alt in spellings)
    leftmost = min(spelling for spelling in spellings if len(spelling[1]) + len(spelling[2]) == shortest)
    assert (found.pos, found.ref, found.alt) == leftmost


@settings(max_examples=200, deadline=None)
@given(edits(), st.integers(0, 4), st.integers(0, 4))
def test_padding_and_repetition_change_nothing(edit, before, after):
    sequence, pos, ref, alt = edit
    found = normalize(pos, ref, alt, sequence)
    left = sequence[max(0, pos - 1 - before) : pos - 1]
    right = sequence[pos - 1 + len(ref) : pos - 1 + len(ref) + after]
    assert normalize(pos - len(left), left + ref + right, left + alt + right, sequence) == found
    assert normalize(found.pos, found.ref, found.alt, sequence) == found


@settings(max_examples=200, deadline=None)
@given(edits())
def test_rightmost_change_cannot_move_further(edit):
    sequence, pos, ref, alt = edit
    left = change_of(normalize(pos, ref, alt, sequence))
    right = rightmost(left, sequence)
    made = applied(sequence, pos, ref, alt)
    assert sequence[: right.start] + right.alt + sequence[right.end :] == made
    if left.alt and not left.is_insertion:
        assert right == left
        return
    starts = [
        start
        for start in range(len(sequence) + 1)
        if sequence[:start]
        + made[start : start + len(right.alt)]
        + sequence[start + right.end - right.start :]
        == made
    ]
    assert right.start == max(starts)


@pytest.mark.parametrize(
    ("pos", "ref", "alt"),
    [(1, "A", "A"), (1, "", "A"), (1, "A", ""), (1, "C", "A"), (0, "A", "C"), (4, "AA", "A")],
)
def test_what_is_no_change_is_refused(pos, ref, alt):
    with pytest.raises(ValueError, match=r"not a change|does not stand"):
        normalize(pos, ref, alt, "ACGA")
