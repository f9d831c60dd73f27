"""PP3 and BP4 of missense changes: limits as published, one predictor, and what they may not do alone."""

from pathlib import Path

import pytest
import yaml

from cd40lg_annot.classify.assess import assess
from cd40lg_annot.classify.choices import Settings
from cd40lg_annot.classify.lines import label
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Classification, Relevance, Score
from cd40lg_annot.variant import Describer

LOCUS = read_locus()
KNOWLEDGE = read_knowledge(LOCUS)
DESCRIBER = Describer(LOCUS)
SCHEMA = Path(__file__).resolve().parents[3] / "workflow" / "schemas" / "config.schema.yaml"
QUIET_SPLICE = Score("CI-SpliceAI", 0.01)

# Limits as the papers print them, each with the value just beyond: Pejaver 2022 table 2, Bergquist 2025.
LIMITS = [
    ("REVEL", 0.003, "BP4_VeryStrong"),
    ("REVEL", 0.0031, "BP4_Strong"),
    ("REVEL", 0.016, "BP4_Strong"),
    ("REVEL", 0.17, "BP4_Moderate"),
    ("REVEL", 0.183, "BP4_Moderate"),
    ("REVEL", 0.29, "BP4"),
    ("REVEL", 0.291, None),
    ("REVEL", 0.643, None),
    ("REVEL", 0.644, "PP3"),
    ("REVEL", 0.773, "PP3_Moderate"),
    ("REVEL", 0.932, "PP3_Strong"),
    ("AlphaMissense", 0.099, "BP4_Moderate"),
    ("AlphaMissense", 0.169, "BP4"),
    ("AlphaMissense", 0.17, None),
    ("AlphaMissense", 0.791, None),
    ("AlphaMissense", 0.792, "PP3"),
    ("AlphaMissense", 0.906, "PP3_Moderate"),
    ("AlphaMissense", 0.99, "PP3_Strong"),
    ("CADD", 0.15, "BP4_Strong"),
    ("CADD", 17.3, "BP4_Moderate"),
    ("CADD", 22.7, "BP4"),
    ("CADD", 22.8, None),
    ("CADD", 25.3, "PP3"),
    ("CADD", 28.1, "PP3_Moderate"),
    ("BayesDel", -0.36, "BP4_Moderate"),
    ("BayesDel", -0.18, "BP4"),
    ("BayesDel", 0.13, "PP3"),
    ("BayesDel", 0.27, "PP3_Moderate"),
    ("BayesDel", 0.5, "PP3_Strong"),
]


def assessed(name, *scores, predictor="REVEL"):
    variant = variant_of_cds_name(name, LOCUS)
    _, effect = DESCRIBER.describe(variant)
    evidence = matches(variant, KNOWLEDGE, LOCUS)
    settings = Settings(missense_predictor=predictor)
    return assess(variant, effect, evidence, KNOWLEDGE, LOCUS, scores=scores, settings=settings)


def predicted(assessment):
    found = [label(line) for line in assessment.criteria if line.verdict == "met"]
    return next((name for name in found if name[:3] in ("PP3", "BP4")), None)


@pytest.mark.parametrize(("predictor", "value", "expected"), LIMITS)
def test_limits(predictor, value, expected):
    found = assessed("c.761C>T", Score(predictor, value), QUIET_SPLICE, predictor=predictor)
    assert predicted(found) == expected


def test_harmless_needs_both_predictors():
    assert predicted(assessed("c.761C>T", Score("REVEL", 0.1))) is None
    assert predicted(assessed("c.761C>T", QUIET_SPLICE)) is None
    assert predicted(assessed("c.761C>T", Score("REVEL", 0.1), Score("CI-SpliceAI", 0.15))) is None


def test_predictors_alone_do_not_clear_a_change_of_the_protein():
    found = assessed("c.695A>G", Score("REVEL", 0.001), QUIET_SPLICE)
    assert found.classification is Classification.BENIGN
    assert found.relevance is Relevance.UNCERTAIN
    assert "Only predictors suggest benign" in found.reasons[-1]


def test_every_line_of_a_prediction_says_its_limits():
    score = Score("REVEL", 0.5, source="revel.csv", version="1.3")
    lines = {line.criterion: line for line in assessed("c.761C>T", score, QUIET_SPLICE).criteria}
    assert lines["PP3"].threshold == "CI-SpliceAI at least 0.2; REVEL at least 0.644"
    assert lines["BP4"].threshold == "CI-SpliceAI at most 0.1; REVEL at most 0.29"
    assert "REVEL 0.5 (revel.csv, 1.3)" in lines["PP3"].reason


def test_the_configuration_names_the_calibrated_predictors():
    described = yaml.safe_load(SCHEMA.read_text())["properties"]["missense_predictor"]["description"]
    calibrated = [scale.predictor for scale in read_rules().scales if scale.kind == "missense"]
    assert all(predictor in described for predictor in calibrated)
    assert {band.predictor for band in read_rules().bands} == {s.predictor for s in read_rules().scales}
