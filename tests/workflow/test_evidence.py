"""Tests done elsewhere: the sheet of the configuration reaches the family's report, and that family alone."""

import json

from runs import COHORT, append, planned, replace_text, snakemake

SHEET = (
    "# constructed\nperson\tkind\tresult\tsensitivity\tspecificity\tnote\n"
    "EX1-mother\txci\tskewed\t\t\tHUMARA, blood\n"
    "EX1-aunt\tflow\tnormal\t0.8\t\tactivated CD4 T cells\n"
)


def test_evidence_reaches_the_report_of_its_family_alone(again):
    (again / "evidence.tsv").write_text(SHEET)
    append(again / "config/config.yaml", "evidence: evidence.tsv")
    before = people_of(again)["EX1-aunt"]["risk"]["carrier_probability"]
    done = snakemake(again)
    assert done.returncode == 0, done.stderr

    people = people_of(again)
    mother, aunt = people["EX1-mother"], people["EX1-aunt"]
    assert mother["status"] == "confirmed_carrier"
    sentence = "X-inactivation: skewed, direction unknown (evidence sheet: HUMARA, blood)."
    assert sentence in mother["reasons"]
    assert aunt["risk"]["carrier_probability"] < before
    assert planned(again) == set()
    replace_text(again / "evidence.tsv", "0.8", "0.9")
    assert planned(again) == {"interpret EX1", "report EX1"} | COHORT
    replace_text(again / "evidence.tsv", "EX1-aunt", "EX1-ant")
    refused = snakemake(again, "--dry-run")
    assert refused.returncode == 1
    assert "evidence.tsv, row 4, column person: person 'EX1-ant' is not in the pedigree" in refused.stderr


def people_of(folder):
    report = json.loads((folder / "results/families/EX1/carrier_report.json").read_text())
    return {person["person"]: person for person in report["people"]}
