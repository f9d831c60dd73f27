"""The figures of PVS1's tables, recomputed from the transcript."""

import re

import pytest

from cd40lg_annot.classify.loss_of_function import (
    NEXT_METHIONINE,
    _whole_exons,
    pvs1_of_deleted_exons,
    pvs1_of_duplicated_exons,
)
from cd40lg_annot.classify.loss_of_function import decays as is_decay_predicted
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import translate
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.variant.consequence import effect as effect_of

LOCUS = read_locus()
TRANSCRIPT = LOCUS.transcript
RULES = read_rules()
FROM_START = TRANSCRIPT.sequence[TRANSCRIPT.cds_start_in_mrna :]
# 0-based ends of each exon's coding part, counted from the A of ATG.
ENDS = (0, 156, 288, 346, 409, 786)


def without(*exons: int) -> str:
    last = len(ENDS) - 2
    parts = [FROM_START[ENDS[n - 1] : ENDS[n] if n <= last else None] for n in range(1, 6) if n not in exons]
    return "".join(parts)


def first_stop(bases: str) -> int:
    return translate(bases).index("*") + 1


def decays(stop: int, last_junction: int) -> bool:
    return 3 * (stop - 1) + 1 <= last_junction - 50


@pytest.mark.parametrize("row", [r for r in RULES.splice_losses if r.exons[0] in (2, 3, 4)], ids=str)
def test_exon_skips(row):
    (exon,) = row.exons
    length = ENDS[exon] - ENDS[exon - 1]
    stop = first_stop(without(exon))
    last_junction = ENDS[4] - length
    assert row.strength == ("very_strong" if decays(stop, last_junction) else "strong")
    if length % 3 == 0:
        residues = length // 3
        assert f"{residues} of 261 residues ({100 * residues / 261:.0f}%)" in row.reason
    else:
        distance = last_junction - (3 * (stop - 1))
        assert f"codon {stop} begins {distance} bases before the last exon junction" in row.reason


@pytest.mark.parametrize(("intron", "decay"), [(1, True), (4, False)])
def test_reading_on_into_an_intron(intron, decay):
    left, right = TRANSCRIPT.exons[intron - 1], TRANSCRIPT.exons[intron]
    kept = LOCUS.bases(left.end, right.start)
    stop = first_stop(FROM_START[: ENDS[intron]] + kept + FROM_START[ENDS[intron] :])
    row = next(r for r in RULES.splice_losses if r.intron == intron and r.exons in ((1,), (5,)))
    assert re.search(rf"codon {stop}\b", row.reason)
    # With intron 4 kept, the last junction is that of exons 3 and 4; with intron 1 kept, all later ones stay.
    last_junction = ENDS[4] + len(kept) if intron == 1 else ENDS[3]
    assert decays(stop, last_junction) is decay


def test_every_canonical_site_has_one_row():
    sites = [(row.intron, row.end) for row in RULES.splice_losses]
    assert sorted(sites) == sorted((n, end) for n in range(1, 5) for end in ("acceptor", "donor"))


def test_the_next_methionine():
    assert TRANSCRIPT.protein.index("M", 1) + 1 == NEXT_METHIONINE


def test_the_boundary_of_decay():
    boundary = int(RULES.rules["PVS1_nmd"].threshold)
    assert decays(boundary - 1, ENDS[4])
    assert not decays(boundary, ENDS[4])


@pytest.mark.parametrize(
    ("exons", "strength"),
    [
        ((1, 2, 3, 4, 5), "very_strong"),
        ((3,), "strong"),
        ((4,), "strong"),
        ((2, 3), "strong"),
        ((1,), "very_strong"),
    ],
)
def test_deletions_of_exons(exons, strength):
    assert pvs1_of_deleted_exons(exons, RULES, LOCUS).strength == strength


@pytest.mark.parametrize(
    ("exons", "tandem", "verdict", "strength"),
    [
        ((3,), True, "met", "very_strong"),
        ((3,), None, "met", "strong"),
        ((3,), False, "not_met", ""),
        ((2,), True, "not_met", ""),
        ((4,), True, "not_met", ""),
        ((1, 2), True, "not_assessed", ""),
        ((4, 5), None, "not_assessed", ""),
    ],
)
def test_duplications_of_exons(exons, tandem, verdict, strength):
    line = pvs1_of_duplicated_exons(exons, RULES, LOCUS, tandem=tandem)
    assert (line.verdict, line.strength) == (verdict, strength)


def test_the_stop_after_a_doubled_exon_3():
    copied = FROM_START[: ENDS[3]] + FROM_START[ENDS[2] : ENDS[3]] + FROM_START[ENDS[3] :]
    stop = first_stop(copied)
    assert decays(stop, ENDS[4] + ENDS[3] - ENDS[2])
    assert f"codon {stop}:" in pvs1_of_duplicated_exons((3,), RULES, LOCUS, tandem=True).reason


@pytest.mark.parametrize(
    ("change", "is_decayed"), [("c.358_360delinsTAA", True), ("c.361_363delinsTAA", False)]
)
def test_a_stop_decays_up_to_the_codon_before_the_limit(change, is_decayed):
    # Codons 120 and 121: the limit itself is too near to the last exon junction.
    assert is_decay_predicted(effect_of(variant_of_cds_name(change, LOCUS), LOCUS), RULES) is is_decayed


@pytest.mark.parametrize(
    ("sites", "exons"),
    [
        (((2, "acceptor"), (3, "donor")), (3,)),
        (((1, "acceptor"), (3, "donor")), (2, 3)),
        (((1, "acceptor"), (1, "donor"), (2, "acceptor"), (2, "donor")), (2,)),
        (((2, "acceptor"),), ()),
        (((3, "donor"),), ()),
    ],
)
def test_exons_between_two_lost_sites(sites, exons):
    assert _whole_exons(sites) == exons
