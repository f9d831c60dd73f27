"""The tables that come with the package, and what they say about variants a laboratory meets."""

from dataclasses import dataclass

import pytest

from cd40lg_annot.classify.assess import assess
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Assessment, Classification, Effect, Evidence, Relevance

LOCUS = read_locus()
KNOWLEDGE = read_knowledge(LOCUS)


@dataclass
class Answer:
    evidence: tuple[Evidence, ...]
    assessment: Assessment


def answer(name: str, *consequences: str, impact: str = "MODERATE") -> Answer:
    variant = variant_of_cds_name(name, LOCUS)
    evidence = matches(variant, KNOWLEDGE, LOCUS)
    effect = Effect(consequences=consequences or ("missense_variant",), impact=impact)
    return Answer(evidence, assess(variant, effect, evidence, KNOWLEDGE, LOCUS))


def test_the_tables_hold_what_they_say():
    rows = {table.version.name: table.version.rows for table in KNOWLEDGE.tables}
    assert rows == {"ClinVar": 32, "UniProt": 33, "literature": 13, "known polymorphisms": 1}


def test_every_row_of_clinvar_has_a_release_date_and_a_c_name():
    clinvar = KNOWLEDGE.tables[0]
    for row in clinvar.rows:
        assert row.evidence.release[:2] == "20"
        assert variant_of_cds_name(row.evidence.name, LOCUS) == row.variant


def test_t254m_is_disease_causing_with_source_date_and_stars():
    found = answer("c.761C>T")
    first = found.evidence[0]
    assert (first.source, first.match, first.stars) == ("ClinVar", "exact", 2)
    assert (first.stated, first.accession, first.release) == ("Pathogenic", "VCV000035814.21", "2026-10-03")
    assert found.assessment.relevance is Relevance.DISEASE_CAUSING
    assert any("2026-10-03" in reason and "2 stars" in reason for reason in found.assessment.reasons)


def test_legacy_numbering_of_t254m_was_read_as_c_761():
    papers = [item for item in answer("c.761C>T").evidence if item.source == "literature"]
    assert [item.citation for item in papers] == ["Blood 94(4):1488, letter"]


def test_each_part_of_the_haplotype_alone_is_not_pathogenic():
    for name in ("c.384T>A", "c.386A>G"):
        assert answer(name).assessment.relevance is Relevance.UNCERTAIN


def test_the_haplotype_as_one_allele_is():
    found = answer("c.384_386delinsAGG")
    assert found.assessment.relevance is Relevance.DISEASE_CAUSING


def test_the_common_polymorphism_alarms_nobody():
    found = answer("c.148T>C", "synonymous_variant", impact="LOW")
    assert found.assessment.relevance is Relevance.NOT_REPORTABLE
    assert found.assessment.classification is Classification.BENIGN
    assert found.assessment.headline == "Benign (known common polymorphism)"


def test_g219r_stays_uncertain_on_clinvar_and_uniprot_alone():
    found = answer("c.655G>A")
    assert found.assessment.relevance is Relevance.UNCERTAIN
    assert {item.source for item in found.evidence} == {"ClinVar", "UniProt"}


def test_uniprot_is_matched_by_residue_change_whatever_the_nucleotide():
    found = answer("c.387G>A", "synonymous_variant", impact="LOW")
    assert not [item for item in found.evidence if item.source == "UniProt"]
    thr147asn = answer("c.440_441delinsAT")
    assert ("UniProt", "same_residue_change") in {(e.source, e.match) for e in thr147asn.evidence}
    assert ("ClinVar", "same_residue_change") in {(e.source, e.match) for e in thr147asn.evidence}


def test_another_change_of_the_same_codon_is_shown_and_does_not_decide():
    found = answer("c.419G>T")
    assert {item.match for item in found.evidence} == {"same_codon"}
    assert found.assessment.relevance is Relevance.UNCERTAIN
    assert found.assessment.classification is Classification.UNCERTAIN_SIGNIFICANCE


def test_another_change_of_the_same_splice_site_is_shown():
    found = answer("c.346+1G>A", "splice_donor_variant", impact="HIGH")
    assert {(e.name, e.match) for e in found.evidence} == {
        ("NM_000074.3:c.346+1G>T", "same_splice_site"),
        ("NM_000074.3:c.346+2T>C", "same_splice_site"),
    }


def test_loss_of_function_without_a_row_must_be_reviewed_and_says_what_was_searched():
    found = answer("c.600_601del", "frameshift_variant", impact="HIGH")
    assert found.assessment.relevance is Relevance.UNCERTAIN
    text = " ".join(found.assessment.reasons)
    assert "must be reviewed" in text
    assert "partial, so absence from it means nothing" in text
    assert "not in ClinVar" not in text


@pytest.mark.parametrize(
    ("term", "impact", "relevance"),
    [
        ("synonymous_variant", "LOW", Relevance.NOT_REPORTABLE),
        ("intron_variant", "MODIFIER", Relevance.NOT_REPORTABLE),
        ("3_prime_UTR_variant", "MODIFIER", Relevance.NOT_REPORTABLE),
        ("splice_region_variant", "LOW", Relevance.UNCERTAIN),
        ("splice_donor_5th_base_variant", "LOW", Relevance.UNCERTAIN),
        ("stop_gained", "HIGH", Relevance.UNCERTAIN),
    ],
)
def test_without_a_row_the_effect_decides(term, impact, relevance):
    assert answer("c.60C>T", term, impact=impact).assessment.relevance is relevance
