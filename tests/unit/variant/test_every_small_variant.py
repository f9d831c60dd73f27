"""A seeded part of the sweep that `bench/naming_sweep.py` makes in full."""

import random

import pytest

from cd40lg_annot.locus import normalize
from cd40lg_annot.variant import effect
from cd40lg_annot.variant.reading import read_name

from . import oracle
from .every_small_variant import every_small_variant, faults_of

PART = 400


def test_names_of_small_variants_read_back_and_spell_the_protein(namer, locus):
    variants = every_small_variant(locus)
    assert len(variants) == 33_653
    for variant in random.Random(4).sample(variants, PART):
        assert not list(faults_of(variant, namer, locus))


def test_a_wrong_protein_would_be_noticed(namer, locus):
    class Wrong:
        def names(self, variant):
            found = namer.names(variant)
            return type(
                "Names",
                (),
                {**{key: getattr(found, key) for key in found.__slots__}, "hgvs_p": "x:p.(Thr254Ile)"},
            )

    variant = normalize(16_214, "C", "T", locus.sequence)
    assert list(faults_of(variant, Wrong(), locus)) == ["x:p.(Thr254Ile) does not spell the protein"]


# Found beside bcftools csq and SnpEff; docs/naming.md, classes 3, 5 and 6.
@pytest.mark.parametrize(
    ("name", "terms", "protein"),
    [
        ("c.741_*7dup", "stop_retained_variant", "p.(=)"),
        ("c.737_*1dup", "inframe_insertion&stop_retained_variant", "p.(=)"),
        ("c.767_*2del", "stop_gained&3_prime_UTR_variant", "p.(Phe256Ter)"),
        ("c.745_*5del", "stop_lost&3_prime_UTR_variant", "p.(His249ValfsTer21)"),
        ("c.-2_8dup", "5_prime_UTR_variant", "p.?"),
        ("c.-12_21dup", "5_prime_UTR_variant", "p.?"),
        ("c.1dup", "start_retained_variant", "p.?"),
        ("c.3_5dup", "inframe_insertion", "p.(Met1dup)"),
        ("c.2dup", "frameshift_variant&start_lost", "p.(Met1?)"),
        # Left-most it takes the G of ATG, but the base behind is a G, too.
        ("c.5_8del", "frameshift_variant", "p.(Ile2LysfsTer19)"),
        # The new bases bring a stop along where the old one stood.
        ("c.783_*3delinsTTAGTCG", "stop_retained_variant&3_prime_UTR_variant", "p.(Leu261_Ter262=)"),
        ("c.782_*1delinsGATGAC", "protein_altering_variant&3_prime_UTR_variant", "p.(Leu261Arg)"),
        ("c.782_785delinsGATA", "missense_variant", "p.(Leu261Arg)"),
    ],
)
def test_start_and_stop_codon_are_called_as_the_protein_is_named(namer, locus, name, terms, protein):
    (variant,) = read_name(name, locus).variants
    assert "&".join(effect(variant, locus).consequences) == terms
    assert namer.names(variant).hgvs_p == f"NP_000065.1:{protein}"


def test_a_protein_that_is_made_as_before_has_no_premature_stop(namer, locus):
    """Every duplication over the stop codon leaves the protein, and nothing may be called lost or gained."""
    for first in range(oracle.STOP - 60, oracle.STOP + 1):
        for behind in (1, 2, 3, 9, 30):
            held = locus.sequence[first - 1 : oracle.STOP + behind]
            variant = normalize(
                first - 1, locus.sequence[first - 2], locus.sequence[first - 2] + held, locus.sequence
            )
            found = effect(variant, locus)
            assert namer.names(variant).hgvs_p.endswith(":p.(=)")
            assert not {"stop_gained", "frameshift_variant", "stop_lost"} & set(found.consequences), variant
            assert found.premature_stop is None


def test_a_second_start_codon_is_remarked(locus):
    (variant,) = read_name("c.-2_8dup", locus).variants
    assert any("second start codon" in note for note in effect(variant, locus).notes)


def test_a_new_stop_before_the_old_one_is_placed_although_the_old_one_is_lost(locus):
    (variant,) = read_name("c.767_*2del", locus).variants
    found = effect(variant, locus)
    assert (found.residue, found.premature_stop, found.nmd) == (256, 256, "escapes")
