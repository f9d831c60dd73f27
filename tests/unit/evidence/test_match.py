"""Matching, against brute force over the whole coding sequence."""

from itertools import pairwise

import pytest

from cd40lg_annot.evidence.match import residue_change_of, splice_sites_of
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import translate
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Variant

LOCUS = read_locus()
TRANSCRIPT = LOCUS.transcript


def test_residue_change_of_every_substitution_agrees_with_translating_the_whole_protein():
    for index, old in enumerate(TRANSCRIPT.cds):
        pos = TRANSCRIPT.pos_of_mrna_index(TRANSCRIPT.cds_start_in_mrna + index)
        for new in set("ACGT") - {old}:
            change = residue_change_of(Variant(pos, old, new), LOCUS)
            protein = translate(TRANSCRIPT.cds[:index] + new + TRANSCRIPT.cds[index + 1 :])
            differing = [
                n for n, (a, b) in enumerate(zip(TRANSCRIPT.protein + "*", protein, strict=True), 1) if a != b
            ]
            assert change is not None
            assert differing == ([] if change.new == change.old else [change.residue])


def test_a_substitution_across_two_codons_or_outside_the_protein_changes_no_single_residue():
    assert residue_change_of(variant_of_cds_name("c.384_386delinsAGG", LOCUS), LOCUS) is None
    assert residue_change_of(variant_of_cds_name("c.156+1G>A", LOCUS), LOCUS) is None
    assert residue_change_of(variant_of_cds_name("c.-3A>G", LOCUS), LOCUS) is None


@pytest.mark.parametrize(
    ("name", "sites"),
    [
        ("c.156+1G>A", ((1, "donor"),)),
        ("c.156+2T>A", ((1, "donor"),)),
        ("c.156+3A>G", ()),
        ("c.156G>A", ()),
        ("c.157-1G>A", ((1, "acceptor"),)),
        ("c.157-3T>G", ()),
        ("c.156_156+3del", ((1, "donor"),)),
        ("c.157-2_158del", ((1, "acceptor"),)),
        ("c.346+1_346+2insC", ((3, "donor"),)),
        ("c.346_346+1insC", ()),
    ],
)
def test_splice_sites(name, sites):
    assert splice_sites_of(variant_of_cds_name(name, LOCUS), LOCUS) == sites


def test_a_deletion_of_exon_4_touches_the_sites_on_both_its_sides():
    (_, three), (four, _) = list(pairwise(TRANSCRIPT.exons))[2], list(pairwise(TRANSCRIPT.exons))[3]
    start, end = three.start - 10, four.end + 10
    anchor = LOCUS.bases(start, start + 1)
    deletion = Variant(start + 1, LOCUS.bases(start, end), anchor)
    assert splice_sites_of(deletion, LOCUS) == ((3, "acceptor"), (4, "donor"))
