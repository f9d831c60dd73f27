"""Whole classifications, as rows a geneticist can read: tests/truth/classification.tsv."""

from dataclasses import replace

import pytest

from cd40lg_annot.classify.assess import assess
from cd40lg_annot.classify.choices import Settings
from cd40lg_annot.classify.lines import label
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.evidence.match import knowledge_of, matches, residue_change_of
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import (
    Assessment,
    CaseEvidence,
    Classification,
    PopulationCount,
    PopulationTable,
    Relevance,
    Score,
    TableVersion,
)
from cd40lg_annot.validation.classes import with_constructed_population
from cd40lg_annot.variant import Describer

LOCUS = read_locus()
BUNDLED = read_knowledge(LOCUS)
DESCRIBER = Describer(LOCUS)


def a_count(name: str, count: int, males: int, number: int = 1_000_000) -> PopulationCount:
    return PopulationCount(
        variant_of_cds_name(name, LOCUS), "constructed", "2026", count, number, allele_count_xy=males
    )


def with_population(*counts: PopulationCount):
    table = PopulationTable(
        TableVersion("constructed", "", "2026", "", len(counts)), complete=True, counts=counts
    )
    return knowledge_of(BUNDLED.tables, LOCUS, BUNDLED.rules, (table,))


KNOWLEDGE = with_constructed_population(BUNDLED, LOCUS)


def assessed(name: str, knowledge=KNOWLEDGE, **arguments) -> Assessment:
    variant = variant_of_cds_name(name, LOCUS)
    _, effect = DESCRIBER.describe(variant)
    return assess(variant, effect, matches(variant, knowledge, LOCUS), knowledge, LOCUS, **arguments)


def met(assessment: Assessment) -> list[str]:
    return [label(line) for line in assessment.criteria if line.verdict == "met"]


@pytest.mark.parametrize("row", read_truth("classification"), ids=lambda row: row["hgvs_c"])
def test_truth(row):
    assessment = assessed(row["hgvs_c"])
    assert (",".join(met(assessment)) or "-") == row["criteria"]
    assert assessment.points == int(row["points"])
    assert assessment.classification is Classification(row["classification"])
    assert assessment.relevance is Relevance(row["relevance"])


def test_without_a_population_table_pm2_is_not_assessed_and_says_why():
    assessment = assessed("c.499G>T", BUNDLED)
    line = next(line for line in assessment.criteria if line.criterion == "PM2")
    assert (line.verdict, assessment.points) == ("not_assessed", 4)
    assert "missing is not zero" in line.reason
    assert any("would be 5 points, uncertain significance" in reason for reason in assessment.reasons)


def test_every_line_says_threshold_source_and_version():
    for line in assessed("c.761C>T").criteria:
        assert line.reason
        assert line.threshold
        assert line.source
        assert line.version


def test_case_data_make_last_exon_nonsense_likely_pathogenic():
    case = CaseEvidence(phenotype="absent_cd40l", probands=1, source="constructed")
    assessment = assessed("c.499G>T", case=case)
    assert met(assessment) == ["PVS1_Strong", "PS4_Supporting", "PM2_Supporting", "PP4_Moderate"]
    assert assessment.classification is Classification.LIKELY_PATHOGENIC
    assert assessment.relevance is Relevance.DISEASE_CAUSING


@pytest.mark.parametrize(
    ("meioses", "families", "label_"),
    [
        (2, 1, None),
        (3, 1, "PP1"),
        (4, 1, "PP1_Moderate"),
        (5, 1, "PP1_Strong"),
        (2, 2, "PP1"),
        (4, 2, "PP1_Strong"),
    ],
)
def test_meioses(meioses, families, label_):
    found = [
        x
        for x in met(assessed("c.60C>T", case=CaseEvidence(meioses=meioses, families=families)))
        if x[:3] == "PP1"
    ]
    assert found == ([label_] if label_ else [])


def test_the_table_of_2015_and_points_are_both_shown_where_they_differ():
    case = CaseEvidence(de_novo_points=2, parentage_confirmed=True, source="constructed")
    points = assessed("c.654C>A", BUNDLED, case=case)
    table = assessed("c.654C>A", BUNDLED, case=case, settings=Settings(scheme="2015"))
    assert points.classification is Classification.LIKELY_PATHOGENIC
    assert table.classification is Classification.PATHOGENIC
    assert any("by the table of 2015" in reason and "by points" in reason for reason in points.reasons)


def test_trust_stars_decide_what_is_shown_first():
    assert assessed("c.761C>T").headline == "Pathogenic (ClinVar, 2 stars)"
    shown = assessed("c.761C>T", settings=Settings(trust_stars=3)).headline
    assert shown == "Uncertain significance (suggested, 2 points)"


@pytest.mark.parametrize(
    ("value", "label_"),
    [(0.7653, None), (0.791, None), (0.792, "PP3"), (0.906, "PP3_Moderate"), (0.99, "PP3_Strong")],
)
def test_alphamissense_reaches_pp3_at_its_calibrated_cut_offs(value, label_):
    scores = (Score("AlphaMissense", value), Score("CI-SpliceAI", 0.0))
    found = met(assessed("c.761C>T", scores=scores, settings=Settings(missense_predictor="AlphaMissense")))
    assert [x for x in found if x.startswith("PP3")] == ([label_] if label_ else [])


def test_only_the_named_missense_predictor_counts():
    scores = (Score("REVEL", 0.99), Score("AlphaMissense", 0.05), Score("CI-SpliceAI", 0.0))
    found = met(assessed("c.761C>T", scores=scores, settings=Settings(missense_predictor="AlphaMissense")))
    assert [x for x in found if x[:3] in ("PP3", "BP4")] == ["BP4_Moderate"]


def test_a_missense_change_is_not_harmless_on_a_splice_score_alone():
    found = met(assessed("c.655G>A", BUNDLED, scores=(Score("CI-SpliceAI", 0.0),)))
    assert not [x for x in found if x.startswith("BP")]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("60C>T", ["BP4", "BP7"]),
        ("156+6T>C", ["BP4"]),
        ("156+7A>G", ["BP4", "BP7"]),
        ("157-21T>C", ["BP4", "BP7"]),
        ("157-20T>C", ["BP4"]),
        ("346+100N>N", ["BP4", "BP7"]),
    ],
)
def test_silent_and_deep_intronic_variants_with_a_low_splice_score(place, expected):
    found = met(assessed(substitution(place), BUNDLED, scores=(Score("CI-SpliceAI", 0.05),)))
    assert found == expected


def test_a_silent_change_of_the_last_bases_of_an_exon_gets_no_bp7():
    variant = next(v for v in silent_changes() if v.startswith("c.288"))
    assert met(assessed(variant, BUNDLED, scores=(Score("CI-SpliceAI", 0.05),))) == ["BP4"]


def substitution(place: str) -> str:
    """The c. name with the base that stands there, changed to another."""
    place = place[:-3]
    base = int(place.split("+")[0].split("-")[0])
    offset = int(place[len(str(base)) :] or 0)
    transcript = LOCUS.transcript
    old = LOCUS.sequence[transcript.pos_of_mrna_index(transcript.cds_start_in_mrna + base - 1) + offset - 1]
    return f"c.{place}{old}>{'T' if old in 'CA' else 'C'}"


def silent_changes():
    for index, old in enumerate(LOCUS.transcript.cds):
        for new in "ACGT":
            name = f"c.{index + 1}{old}>{new}"
            if (
                new != old
                and residue_change_of(variant_of_cds_name(name, LOCUS), LOCUS).new
                == residue_change_of(variant_of_cds_name(name, LOCUS), LOCUS).old
            ):
                yield name


def test_a_splice_score_makes_a_deep_intronic_variant_uncertain():
    deep = assessed(substitution("346+100N>N"), BUNDLED, scores=(Score("CI-SpliceAI", 0.35, "donor gain"),))
    assert met(deep) == ["PP3"]
    assert deep.relevance is Relevance.UNCERTAIN


def test_beside_pvs1_pp3_is_not_counted_twice():
    assert met(assessed("c.346+1G>T", BUNDLED, scores=(Score("CI-SpliceAI", 0.99),))) == ["PVS1_Strong"]


def test_a_site_that_the_predictor_sees_as_kept_gets_no_pvs1_and_is_still_reviewed():
    assessment = assessed("c.346+1G>T", BUNDLED, scores=(Score("CI-SpliceAI", 0.02),))
    assert "PVS1_Strong" not in met(assessment)
    assert assessment.relevance is Relevance.UNCERTAIN


def test_the_laboratory_wins_over_everything_and_the_computed_class_is_still_shown():
    known = BUNDLED.tables[0]
    row = next(row for row in known.rows if "761C>T" in row.evidence.name)
    own = replace(row.evidence, source="ours", classification=Classification.BENIGN, stated="Benign")
    table = replace(
        known,
        kind="laboratory",
        rows=(replace(row, evidence=own),),
        version=replace(known.version, name="ours"),
    )
    knowledge = knowledge_of((*BUNDLED.tables, table), LOCUS, BUNDLED.rules)
    assessment = assessed("c.761C>T", knowledge)
    assert assessment.classification is Classification.BENIGN
    assert assessment.relevance is Relevance.NOT_REPORTABLE
    assert any("suggested uncertain significance" in reason for reason in assessment.reasons)


@pytest.mark.parametrize(
    ("alleles", "expected"),
    [
        (4, Classification.UNCERTAIN_SIGNIFICANCE),
        (20, Classification.LIKELY_BENIGN),
        (400, Classification.BENIGN),
    ],
)
def test_gly219arg_is_benign_by_its_count_alone(alleles, expected):
    """Of 1,000,000 alleles; fewer than 5 decide nothing."""
    assessment = assessed("c.655G>A", with_population(a_count("c.655G>A", alleles, alleles // 3)))
    assert assessment.classification is expected
    line = next(line for line in assessment.criteria if line.verdict == "met" or line.criterion == "BS1")
    assert f"{alleles} of 1000000 alleles" in line.reason
    assert line.threshold.startswith("filtering allele frequency above 1e-")


DONOR = "c.156+5G>A"


@pytest.mark.parametrize(
    ("knowledge", "points", "expected", "relevance"),
    [
        (BUNDLED, -1, Classification.UNCERTAIN_SIGNIFICANCE, Relevance.UNCERTAIN),
        (with_population(), 0, Classification.UNCERTAIN_SIGNIFICANCE, Relevance.UNCERTAIN),
        (with_population(a_count(DONOR, 3, 2)), -1, Classification.LIKELY_BENIGN, Relevance.NOT_REPORTABLE),
    ],
    ids=["nobody counted it", "rare", "seen in males"],
)
def test_a_benign_class_does_not_rest_on_the_want_of_a_population_table(
    knowledge, points, expected, relevance
):
    """Were it absent from one, PM2 would make it uncertain; that it was not looked for is no comfort."""
    assessment = assessed(DONOR, knowledge, scores=(Score("CI-SpliceAI", 0.05),))
    assert (assessment.points, assessment.classification) == (points, expected)
    assert assessment.relevance is relevance
    assert any("likely benign is not said" in reason for reason in assessment.reasons) is (
        knowledge is BUNDLED
    )


def test_two_benign_criteria_stand_without_a_population_table():
    assessment = assessed("c.60C>T", BUNDLED, scores=(Score("CI-SpliceAI", 0.05),))
    assert (assessment.points, assessment.classification) == (-2, Classification.LIKELY_BENIGN)


@pytest.mark.parametrize("name", ["c.535_537del", "c.786A>C"])
def test_a_splice_score_does_not_say_that_a_change_of_length_is_harmless(name):
    line = next(
        line
        for line in assessed(name, scores=(Score("CI-SpliceAI", 0.0),)).criteria
        if line.criterion == "BP4"
    )
    assert (line.verdict, line.reason) == (
        "not_assessed", "no predictor that counts says what this change does to the protein"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("c.415_420del", ["PM1"]),  # residues 139 and 140
        ("c.418_420del", ["PM1"]),
        ("c.421_423del", []),
        ("c.427_435del", ["PM1"]),  # 143 to 145
        ("c.418_420dup", []),
    ],
)
def test_pm1_looks_at_every_residue_that_a_change_in_frame_takes(name, expected):
    assessment = assessed(name, BUNDLED)
    assert [label_ for label_ in met(assessment) if label_.startswith("PM1")] == expected
