"""How statements, counts and comparators are weighed where they disagree."""

import pytest

from cd40lg_annot.classify.assess import assess
from cd40lg_annot.classify.lines import label
from cd40lg_annot.classify.loss_of_function import pvs1_of_deleted_exons
from cd40lg_annot.evidence.match import knowledge_of, matches
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.terms import read_terms
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import (
    Classification,
    Evidence,
    KnowledgeTable,
    KnownVariant,
    PopulationCount,
    PopulationTable,
    Relevance,
    Score,
    TableVersion,
)
from cd40lg_annot.variant import Describer

LOCUS = read_locus()
RULES = read_rules()
DESCRIBER = Describer(LOCUS)
CLASSES = {
    "P": Classification.PATHOGENIC,
    "LP": Classification.LIKELY_PATHOGENIC,
    "VUS": Classification.UNCERTAIN_SIGNIFICANCE,
    "B": Classification.BENIGN,
    "C": Classification.CONFLICTING,
}


def a_table(name: str, *rows: tuple[str, str], stars: int = 1, kind: str = "registry") -> KnowledgeTable:
    known = tuple(
        KnownVariant(
            variant_of_cds_name(place, LOCUS),
            None,
            Evidence(name, "2026", "exact", place, CLASSES[word], word, "status", stars),
        )
        for place, word in rows
    )
    return KnowledgeTable(TableVersion(name, "made", "2026", "", len(known)), kind, partial=False, rows=known)


def counted(name: str, count: int | None, males: int | None, number: int | None, *filters: str):
    variant = variant_of_cds_name(name, LOCUS)
    row = PopulationCount(variant, "pop", "2026", count, number, allele_count_xy=males, filters=filters)
    return PopulationTable(TableVersion("pop", "made", "2026", "", 1), complete=True, counts=(row,))


def assessed(name: str, *tables: KnowledgeTable, population=None, scores=()):
    knowledge = knowledge_of(tables, LOCUS, RULES, [population] if population else [])
    variant = variant_of_cds_name(name, LOCUS)
    _, effect = DESCRIBER.describe(variant)
    found = matches(variant, knowledge, LOCUS)
    return assess(variant, effect, found, knowledge, LOCUS, scores=scores)


def met(assessment, *codes: str) -> list[str]:
    lines = (line for line in assessment.criteria if line.verdict == "met")
    return [label(line) for line in lines if not codes or line.criterion in codes]


def verdict(assessment, code: str) -> str:
    return next(line.verdict for line in assessment.criteria if line.criterion == code)


@pytest.mark.parametrize(
    ("count", "males", "number", "filters", "expected"),
    [
        (0, 0, 1_000_000, (), "met"),
        (2, 0, 1_000_000, (), "met"),
        (2, 1, 1_000_000, (), "not_met"),
        (60, 0, 1_000_000, (), "not_met"),
        (2, None, 1_000_000, (), "not_assessed"),
        (2, 0, 1_000_000, ("AC0",), "not_assessed"),
    ],
)
def test_pm2(count, males, number, filters, expected):
    found = assessed("c.60C>T", population=counted("c.60C>T", count, males, number, *filters))
    assert verdict(found, "PM2") == expected


@pytest.mark.parametrize(
    ("count", "number", "filters", "expected"),
    [
        (3, 5_000, (), []),
        (5, 5_000, (), ["BA1"]),
        (40, 1_000_000, (), ["BS1"]),
        (5, 1_000_000, (), []),
        (5_000, 10_000, ("RF",), []),
        (5_000, None, (), []),
    ],
)
def test_ba1_and_bs1_need_counts_that_were_not_filtered_and_five_alleles(count, number, filters, expected):
    found = assessed("c.655G>A", population=counted("c.655G>A", count, 1, number, *filters))
    assert met(found, "BA1", "BS1") == expected


@pytest.mark.parametrize(("one", "two"), [("P", "B"), ("P", "C"), ("LP", "C")])
def test_two_registries_of_opposite_opinion_make_it_uncertain(one, two):
    found = assessed("c.655G>A", a_table("one", ("c.655G>A", one)), a_table("two", ("c.655G>A", two)))
    assert found.relevance is Relevance.UNCERTAIN
    assert found.headline.startswith("Conflicting classifications")


def test_statements_of_one_table_that_disagree_conflict():
    found = assessed("c.655G>A", a_table("one", ("c.655G>A", "P"), ("c.655G>A", "VUS")))
    assert found.relevance is Relevance.UNCERTAIN
    assert found.headline.startswith("Conflicting classifications")


def test_pathogenic_beside_uncertain_of_another_table_stays_disease_causing():
    found = assessed("c.655G>A", a_table("one", ("c.655G>A", "LP")), a_table("two", ("c.655G>A", "VUS")))
    assert found.relevance is Relevance.DISEASE_CAUSING


def test_conflicting_never_counts_as_pathogenic():
    assert assessed("c.761C>T", a_table("one", ("c.761C>T", "C"))).relevance is Relevance.UNCERTAIN
    assert met(assessed("c.761C>A", a_table("one", ("c.761C>T", "C"))), "PM5") == []


def test_pathogenic_in_a_registry_but_common_in_the_population_asks_for_review():
    table = a_table("one", ("c.655G>A", "P"))
    found = assessed("c.655G>A", table, population=counted("c.655G>A", 400, 99, 1_000_000))
    assert found.classification is Classification.BENIGN
    assert found.relevance is Relevance.UNCERTAIN


@pytest.mark.parametrize(
    ("name", "stars", "relevance"),
    [
        ("c.322G>T", 2, Relevance.UNCERTAIN),  # benign with stars, but likely pathogenic by criteria
        ("c.499G>T", 0, Relevance.UNCERTAIN),  # benign without stars, but a new stop
        ("c.499G>T", 2, Relevance.NOT_REPORTABLE),
        ("c.655G>A", 0, Relevance.NOT_REPORTABLE),
    ],
)
def test_benign_in_a_registry(name, stars, relevance):
    assert assessed(name, a_table("one", (name, "B"), stars=stars)).relevance is relevance


def test_a_laboratorys_own_uncertain_wins_over_a_pathogenic_registry():
    own = a_table("ours", ("c.761C>T", "VUS"), kind="laboratory")
    found = assessed("c.761C>T", a_table("one", ("c.761C>T", "P")), own)
    assert found.classification is Classification.UNCERTAIN_SIGNIFICANCE
    assert found.relevance is Relevance.UNCERTAIN
    assert found.headline == "Uncertain significance (ours)"


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (["P"], ["PM5"]),
        (["LP"], ["PM5_Supporting"]),
        (["LP", "LP"], ["PM5"]),
        (["VUS", "B"], []),
    ],
)
def test_pm5(comparators, expected):
    others = ["c.418T>C", "c.418T>G"]  # Trp140Arg, Trp140Gly
    table = a_table("one", *zip(others, comparators, strict=False))
    assert met(assessed("c.419G>C", table), "PM5") == expected


@pytest.mark.parametrize(("word", "expected"), [("P", ["PS1"]), ("LP", ["PS1_Moderate"]), ("VUS", [])])
def test_ps1_by_another_nucleotide_change(word, expected):
    # c.441C>G is silent; Thr147Asn by c.440C>A and by c.440_441delinsAT
    table = a_table("one", ("c.440C>A", word))
    assert met(assessed("c.440_441delinsAT", table), "PS1") == expected


def test_a_variant_is_never_its_own_comparator():
    table = a_table("one", ("c.346+1G>T", "P"), ("c.346+5G>A", "P"), ("c.761C>T", "P"))
    assert met(assessed("c.761C>T", table), "PS1", "PM5") == []
    assert met(assessed("c.346+1G>T", a_table("one", ("c.346+1G>T", "P"))), "PS1") == []


# Walker 2023: the same +/-1,2 pair and the same motif, beside PVS1 very strong (donor of intron 1) and
# strong (donor of intron 3), and a predicted effect outside the pair.
@pytest.mark.parametrize(
    ("query", "comparator", "word", "expected"),
    [
        ("c.156+1G>A", "c.156+2T>C", "P", ["PS1_Supporting"]),
        ("c.156+1G>A", "c.156+2T>C", "LP", []),
        ("c.346+1G>T", "c.346+2T>C", "P", ["PS1"]),
        ("c.346+1G>T", "c.346+2T>C", "LP", []),
    ],
)
def test_ps1_at_the_canonical_pair(query, comparator, word, expected):
    assert met(assessed(query, a_table("one", (comparator, word))), "PS1") == expected


def motif_name(offset: int, old_to_new: str = "") -> str:
    pos = LOCUS.transcript.exons[2].end + offset
    old = LOCUS.sequence[pos - 1]
    return f"c.346+{offset}{old}>{old_to_new or ('A' if old != 'A' else 'C')}"


@pytest.mark.parametrize(
    ("query_offset", "comparator_offset", "word", "expected"),
    [
        (5, 4, "P", ["PS1_Moderate"]),
        (5, 4, "LP", ["PS1_Supporting"]),
        (5, 9, "P", []),
    ],
)
def test_ps1_in_the_motif_with_a_predicted_effect(query_offset, comparator_offset, word, expected):
    table = a_table("one", (motif_name(comparator_offset), word))
    scores = (Score("CI-SpliceAI", 0.6),)
    assert met(assessed(motif_name(query_offset), table, scores=scores), "PS1") == expected
    assert met(assessed(motif_name(query_offset), table), "PS1") == []


@pytest.mark.parametrize(("word", "expected"), [("P", ["PS1"]), ("LP", ["PS1_Moderate"])])
def test_ps1_at_the_same_base_with_a_predicted_effect(word, expected):
    query, other = motif_name(5, "C"), motif_name(5, "A")
    table = a_table("one", (other, word))
    assert met(assessed(query, table, scores=(Score("CI-SpliceAI", 0.6),)), "PS1") == expected


def test_ps1_beside_pvs1_in_the_motif():
    scores = (Score("CI-SpliceAI", 0.9),)
    table = a_table("one", (motif_name(5), "P"))
    assert met(assessed("c.346+1G>T", table, scores=scores), "PS1") == ["PS1_Moderate"]
    table = a_table("one", (motif_name(5), "LP"))
    assert met(assessed("c.346+1G>T", table, scores=scores), "PS1") == ["PS1_Supporting"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Pathogenic", "pathogenic"),
        ("Pathogenic/Likely_pathogenic|risk_factor", "likely_pathogenic"),
        ("Benign/Likely benign", "likely_benign"),
        ("Pathogenic, low penetrance", "pathogenic"),
        ("Pathogenic/Pathogenic,_low_penetrance|other", "pathogenic"),
        ("Conflicting_interpretations_of_pathogenicity|other", "conflicting"),
        ("Conflicting classifications of pathogenicity; other", "conflicting"),
        ("Pathogenic|Benign", "conflicting"),
        ("Pathogenic|Uncertain significance", "conflicting"),
        ("drug response", "other"),
        ("not_provided", "not_provided"),
        ("Uncertain_significance|association", "uncertain_significance"),
        ("Likely risk allele", "other"),
        ("Established risk allele|not provided", "other"),
    ],
)
def test_words_of_registries(words, name):
    assert read_terms().classification(words) is Classification(name)


@pytest.mark.parametrize("words", ["", "Pathogenic?", "Pathogenic|dreadful", "5", "|"])
def test_words_that_are_not_known(words):
    assert read_terms().classification(words) is None


def test_a_deletion_with_exon_1_takes_the_start_codon():
    line = pvs1_of_deleted_exons((1, 2), RULES, LOCUS)
    assert line.strength == "very_strong"
    assert "start codon" in line.reason


def test_an_exonic_variant_of_the_motif_is_no_splice_comparator():
    pos = LOCUS.transcript.exons[2].end
    old = LOCUS.sequence[pos - 1]
    table = a_table("one", (f"c.346{old}>{'A' if old != 'A' else 'C'}", "P"))
    assert met(assessed(motif_name(5), table, scores=(Score("CI-SpliceAI", 0.6),)), "PS1") == []


def test_one_allele_in_two_registries_is_one_comparator():
    """Two likely pathogenic alleles make PM5 moderate; the same allele told twice does not."""
    twice = a_table("one", ("c.761C>A", "LP")), a_table("other", ("c.761C>A", "LP"))
    assert met(assessed("c.760A>G", *twice), "PM5") == ["PM5_Supporting"]
    two = a_table("one", ("c.761C>A", "LP")), a_table("other", ("c.761C>G", "LP"))
    assert met(assessed("c.760A>G", *two), "PM5") == ["PM5"]


@pytest.mark.parametrize(("other", "expected"), [("B", []), ("VUS", ["PM5"]), ("C", [])])
def test_a_comparator_on_which_registries_contradict_each_other_counts_for_nothing(other, expected):
    tables = a_table("one", ("c.761C>A", "P")), a_table("other", ("c.761C>A", other))
    assert met(assessed("c.760A>G", *tables), "PM5") == expected


@pytest.mark.parametrize(("own", "expected"), [("B", []), ("LP", ["PM5_Supporting"])])
def test_the_laboratorys_class_of_a_comparator_decides(own, expected):
    tables = a_table("one", ("c.761C>A", "P")), a_table("ours", ("c.761C>A", own), kind="laboratory")
    assert met(assessed("c.760A>G", *tables), "PM5") == expected


def test_papers_are_no_comparators_at_splice_sites_either():
    papers = a_table("papers", ("c.346+1G>T", "P"), kind="literature")
    assert met(assessed("c.346+1G>A", papers), "PS1") == []
    assert met(assessed("c.346+1G>A", a_table("one", ("c.346+1G>T", "P"))), "PS1") == ["PS1"]


def test_a_registry_that_names_only_the_residue_change_is_no_comparator_of_itself():
    """The row may be the variant at hand, told by its protein name."""
    said = Evidence("one", "2026", "exact", "p.Thr254Met", CLASSES["P"], "P", "status", 1)
    rows = (KnownVariant(None, "Thr254Met", said),)
    table = KnowledgeTable(TableVersion("one", "made", "2026", "", 1), "registry", partial=False, rows=rows)
    assert met(assessed("c.761C>T", table), "PS1", "PM5") == []
    assert met(assessed("c.761C>A", table), "PS1", "PM5") == ["PM5"]


def test_where_splicing_is_predicted_residues_are_not_compared():
    table = a_table("one", ("c.418T>C", "P"), ("c.420G>T", "P"))
    for name in ("c.418T>A", "c.419G>T"):
        calm = assessed(name, table, scores=(Score("CI-SpliceAI", 0.0),))
        assert met(calm, "PS1", "PM5")
        alarmed = assessed(name, table, scores=(Score("CI-SpliceAI", 0.6),))
        assert met(alarmed, "PS1", "PM5") == []
