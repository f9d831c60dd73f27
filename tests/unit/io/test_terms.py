"""Words of registries: spellings, numbers beside words, other languages, and what stops the load."""

import pytest

from cd40lg_annot.io.terms import read_terms
from cd40lg_annot.model import Classification

TERMS = read_terms()
P, LP, VUS = (
    Classification.PATHOGENIC,
    Classification.LIKELY_PATHOGENIC,
    Classification.UNCERTAIN_SIGNIFICANCE,
)
LB, B, CONFLICT = Classification.LIKELY_BENIGN, Classification.BENIGN, Classification.CONFLICTING


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Pathogenic (class 5)", P),
        ("5 - pathogenic", P),
        ("Class 5", P),
        ("class5", P),
        ("ACMG class 4", LP),
        ("C3", VUS),
        ("class 4: Likely pathogenic", LP),
        ("VUS (class 3)", VUS),
        ("VUS - class 3", VUS),
        ("VUS3", VUS),
        ("3 VUS", VUS),
        ("Likely Benign", LB),
        ("LIKELY_BENIGN (2)", LB),
        ("1 - benign", B),
        ("Variant of Uncertain Significance", VUS),
        ("VOUS", VUS),
        ("Provavelmente patogênica", LP),
        ("Probablemente benigna", LB),
        ("Significado incerto", VUS),
        ("病的", P),
        ("おそらく病的", LP),
        ("意義不明", VUS),
        ("Pathogenic/Likely_pathogenic,_low_penetrance", LP),
        ("Conflicting_interpretations_of_pathogenicity,_risk_factor", CONFLICT),
        ("Pathogenic; Benign", CONFLICT),
        ("pathogenic (recessive)", P),
        ("likely benign (!)", LB),
        ("Pathogenic/Likely_pathogenic/Likely_risk_allele", LP),
        ("Pathogenic/Pathogenic,_low_penetrance|other", P),
        ("Pathogenic/Likely_pathogenic/Pathogenic,_low_penetrance/Established_risk_allele", LP),
        ("Likely_pathogenic,_low_penetrance", LP),
        ("Uncertain_significance/Uncertain_risk_allele", VUS),
        ("Uncertain significance; Pathogenic/Likely pathogenic", CONFLICT),
        ("Conflicting_classifications_of_pathogenicity|association|risk_factor", CONFLICT),
        ("Benign/Likely_benign|drug_response|other", LB),
        ("VUS/likely pathogenic", CONFLICT),
        ("Established_risk_allele", Classification.OTHER),
        ("Likely_risk_allele|association_not_found", Classification.OTHER),
        ("NA", Classification.NOT_PROVIDED),
        ("unclassified", Classification.NOT_PROVIDED),
        ("no_classifications_from_unflagged_records", Classification.NOT_PROVIDED),
        ("Pathogenic, Uncertain significance", CONFLICT),
        ("Pathogenic,_other", P),
        ("Benign/Likely_benign", LB),
    ],
)
def test_what_a_term_counts_as(stated, expected):
    assert TERMS.classification(stated) is expected


@pytest.mark.parametrize(
    "stated",
    [
        "5",
        "3",
        "class 6",
        "Benign (class 5)",
        "5 - benign",
        "VUS (class 4)",
        "class 4/5",
        "DM",
        "nasty",
        "5 of 7",
    ],
)
def test_a_bare_number_a_contradiction_or_an_unknown_word_is_not_guessed(stated):
    assert TERMS.classification(stated) is None


def test_every_term_of_the_table_is_read_as_the_table_has_it():
    for term, expected in TERMS.classifications.items():
        assert TERMS.classification(term) is expected
        assert TERMS.classification(term.upper().replace(" ", "_")) is expected
