import re

import pytest

from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import Variant
from cd40lg_annot.variant import effect

# Where we leave VEP 115, and why: docs/naming.md describes each class.
DESCRIBED = [row for row in read_truth("named_variants_described") if row["field"] == "consequence"]


def test_terms_are_those_of_vep_but_for_the_listed_classes(named_rows, locus):
    differing = {}
    for row in named_rows:
        terms = "&".join(effect(row["variant"], locus).consequences)
        if terms != row["consequence_vep"]:
            differing[row["hgvs_c"]] = terms
    assert differing == {row["hgvs_c"]: row["ours"] for row in DESCRIBED}


def test_every_exception_stands_in_the_documentation(project):
    lines = (project / "docs" / "naming.md").read_text(encoding="utf-8").splitlines()
    for row in DESCRIBED:
        assert any(f"| `{row['hgvs_c']}` |" in line and f"| {row['ours']} |" in line for line in lines), row


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "terms", "impact", "exon", "intron"),
    [
        (136_659_390, "C", "T", "missense_variant", "MODERATE", "5/5", None),
        (136_648_405, "G", "A", "splice_donor_variant", "HIGH", None, "1/4"),
        (136_648_100, "A", "C", "upstream_gene_variant", "MODIFIER", None, None),
        (136_661_000, "G", "T", "downstream_gene_variant", "MODIFIER", None, None),
        (136_649_000, "T", "A", "intron_variant", "MODIFIER", None, "1/4"),
    ],
)
def test_place_and_impact(locus, allele, pos, ref, alt, terms, impact, exon, intron):
    ref = locus.sequence[pos - 136_643_176 - 1]
    alt = alt if alt != ref else "G"
    found = effect(allele(pos, ref, alt), locus)
    assert "&".join(found.consequences) == terms
    assert (found.impact, found.exon, found.intron) == (impact, exon, intron)


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "terms"),
    [
        # the start codon: an ATG left where it was, or not
        (136_648_250, "T", "TG", "frameshift_variant"),
        (136_648_250, "T", "TC", "frameshift_variant&start_lost"),
        # over the end of the coding sequence: TGA ACAG becomes TAG GAG, TGC AG
        (136_659_414, "GAAC", "AGG", "stop_retained_variant&3_prime_UTR_variant"),
        (136_659_414, "GAA", "G", "stop_lost&3_prime_UTR_variant"),
        (136_659_414, "G", "A", "stop_retained_variant"),
    ],
)
def test_start_and_stop_codon(locus, allele, pos, ref, alt, terms):
    assert "&".join(effect(allele(pos, ref, alt), locus).consequences) == terms


def test_missense_says_codon_and_residue(locus, allele):
    found = effect(allele(136_659_390, "C", "T"), locus)
    assert (found.residue, found.codons, found.amino_acids) == (254, "aCg/aTg", "T/M")
    assert (found.nmd, found.premature_stop) == (None, None)


def test_deletion_of_the_whole_transcript(locus):
    span = Variant(4000, locus.bases(3999, 18000), locus.sequence[3999])
    assert effect(span, locus).consequences == ("transcript_ablation",)


def test_deletion_of_one_exon(locus):
    span = Variant(11_100, locus.bases(11_099, 11_400), locus.sequence[11_099])
    assert effect(span, locus).consequences == (
        "splice_acceptor_variant",
        "splice_donor_variant",
        "splice_donor_5th_base_variant",
        "splice_polypyrimidine_tract_variant",
        "coding_sequence_variant",
        "intron_variant",
    )
    assert effect(span, locus).exon == "3/5"
    assert effect(span, locus).intron == "2-3/4"


@pytest.mark.parametrize("codon", [120, 121])
def test_decay_ends_between_codons_120_and_121(locus, codon):
    """A stop at codon 121 or later lies within 50 bases of the last junction."""
    transcript = locus.transcript
    pos = transcript.pos_of_mrna_index(transcript.cds_start_in_mrna + 3 * (codon - 1))
    ref = locus.bases(pos - 1, pos + 2)
    found = effect(Variant(pos, ref, "TAA"), locus)
    assert found.premature_stop == codon
    assert found.nmd == ("predicted" if codon == 120 else "escapes")


def test_frameshift_stop_is_the_one_the_name_gives(named_rows, locus):
    """Residue and stop distance of the agreed protein names, against our own translation."""
    last_residue = len(locus.transcript.protein)
    for row in named_rows:
        match = re.fullmatch(r"p\.\([A-Z][a-z]{2}(\d+)[A-Z][a-z]{2}fsTer(\d+)\)", row["hgvs_p"])
        if match:
            found = effect(row["variant"], locus)
            stop = int(match[1]) + int(match[2]) - 1
            assert found.residue == int(match[1]), row
            assert found.premature_stop == (stop if stop <= last_residue else None), row
