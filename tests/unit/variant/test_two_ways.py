"""Names verified two ways: read back they give the same allele; decoded they spell the same protein."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cd40lg_annot.locus import Transcript, change_of, edited, normalize, rightmost
from cd40lg_annot.model import Variant
from cd40lg_annot.variant import effect
from cd40lg_annot.variant.reading import read_name

from . import oracle

LENGTH = 19_214


@st.composite
def alleles(draw, low=1, high=LENGTH, longest=60):
    """A position, 0 to 60 reference bases and 0 to 60 other bases, as an edit on the locus."""
    pos = draw(st.integers(low, high))
    size = draw(st.one_of(st.integers(0, 4), st.integers(0, longest)))
    new = draw(
        st.one_of(
            st.text("ACGT", max_size=4), st.text("ACGT", max_size=longest), st.just("inv"), st.just("dup")
        )
    )
    return pos, size, new


def variant_of(allele):
    """Variant in normal form, or None where the edit changes nothing."""
    pos, size, new = allele
    ref = oracle.GENOME[pos - 1 : pos - 1 + size]
    if new == "inv":
        new = ref[::-1].translate(str.maketrans("ACGT", "TGCA"))
    if new == "dup":
        new = ref + ref
    anchor = oracle.GENOME[pos - 2] if pos > 1 else ""
    behind = "" if anchor else oracle.GENOME[len(ref)]
    if ref == new:
        return None
    return normalize(max(pos - 1, 1), anchor + ref + behind, anchor + new + behind, oracle.GENOME)


def near_coding_exons():
    spans = [(max(left, oracle.ATG) - 8, min(right, oracle.STOP) + 8) for left, right in oracle.EXONS]
    return st.one_of([alleles(low, high, 20) for low, high in spans])


@settings(max_examples=200, deadline=None)
@given(alleles())
@example((1, 1, ""))
@example((1, 0, "GATTACA"))
@example((LENGTH, 1, "A"))
@example((LENGTH - 3, 60, ""))
def test_every_name_reads_back_to_its_allele(namer, locus, allele):
    variant = variant_of(allele)
    if variant is None:
        return
    names = namer.names(variant)
    typed = [names.hgvs_g_grch38, names.hgvs_g_grch37, names.hgvs_c, names.vcf_grch38, names.vcf_grch37]
    at_edge = change_of(variant).is_insertion and rightmost(change_of(variant), locus.sequence).start in (
        0,
        LENGTH,
    )
    for name in typed[3:] if at_edge else typed:
        assert read_name(name, locus).variants == (variant,), name
    assert effect(variant, locus).consequences


@settings(max_examples=150, deadline=None)
@given(near_coding_exons())
def test_names_around_exons_read_back(namer, locus, allele):
    variant = variant_of(allele)
    if variant is not None:
        names = namer.names(variant)
        assert read_name(names.hgvs_c, locus).variants == (variant,)


def agree(variant, hgvs_p):
    """Whether a protein name spells the protein of the edited transcript; True where it claims nothing."""
    edited_messenger = oracle.messenger(variant.pos, variant.ref, variant.alt)
    name = hgvs_p.partition(":")[2]
    if edited_messenger is None or name in ("p.?", "p.(Met1?)"):
        return True
    made = oracle.protein(edited_messenger)
    prefix, length = oracle.decoded(name)
    return made.startswith(prefix) and len(made) == length


@settings(max_examples=250, deadline=None)
@given(near_coding_exons())
@example((oracle.STOP - 2, 1, ""))
@example((oracle.STOP, 0, "TGA"))
def test_protein_names_spell_the_edited_protein(namer, allele):
    variant = variant_of(allele)
    if variant is not None:
        assert agree(variant, namer.names(variant).hgvs_p), (variant, namer.names(variant))


def test_protein_names_of_every_coding_substitution_spell_the_edited_protein(namer, locus):
    places = itertools.chain.from_iterable(
        range(max(left, oracle.ATG), min(right, oracle.STOP) + 1) for left, right in oracle.EXONS
    )
    claimed = 0
    for pos in places:
        ref = oracle.GENOME[pos - 1]
        for alt in set("ACGT") - {ref}:
            name = namer.names(normalize(pos, ref, alt, locus.sequence)).hgvs_p
            claimed += "?" not in name
            assert agree(normalize(pos, ref, alt, locus.sequence), name), (pos, ref, alt, name)
    assert claimed == 3 * 261 * 3


def test_agreed_protein_names_spell_the_edited_protein(named_rows):
    checked = 0
    for row in named_rows:
        right = row["variant"]
        assert agree(right, ":" + row["hgvs_p"]), row
        checked += oracle.messenger(right.pos, right.ref, right.alt) is not None
    assert checked > 1900


def test_the_oracle_would_notice():
    """A second opinion that agrees with everything is none."""
    missense = Variant(16_214, "C", "T")
    assert agree(missense, ":p.(Thr254Met)")
    assert not agree(missense, ":p.(Thr254Ile)")
    assert not agree(Variant(7117, "AT", "A"), ":p.(Phe63LeufsTer5)")


def test_both_opinions_begin_with_the_same_protein(locus):
    transcript: Transcript = locus.transcript
    assert transcript.protein + "*" == oracle.REFERENCE_PROTEIN
    assert locus.sequence == oracle.GENOME


@settings(max_examples=200, deadline=None)
@given(alleles())
def test_left_and_right_change_make_the_same_sequence(allele):
    variant = variant_of(allele)
    if variant is None:
        return
    left = change_of(variant)
    made = edited(left, oracle.GENOME)
    assert edited(rightmost(left, oracle.GENOME), oracle.GENOME) == made
    direct = (
        oracle.GENOME[: variant.pos - 1] + variant.alt + oracle.GENOME[variant.pos - 1 + len(variant.ref) :]
    )
    assert made == direct
    assert len(made) - LENGTH == left.added
