"""Two results folders compared: what changed, why, and whom to contact."""

import copy
import csv
import json
from pathlib import Path

import jsonschema
import pytest

from cd40lg_annot.cli import main

SCHEMA = Path(__file__).resolve().parents[3] / "docs/schemas/changes.schema.json"

VARIANT = {
    "title": "c.499G>T p.(Gly167Ter)", "vcf_grch38": "X-136659128-G-T", "relevance": "uncertain",
    "classification": "uncertain_significance", "points": 4, "criteria": "PVS1_Strong", "headline": "h",
    "zygosity": "hemizygous",
    "evidence": [
        {"source": "ClinVar", "release": "2025-01-01", "name": "c.499G>T", "stated": "Uncertain significance"}
    ],
}  # fmt: skip
SAMPLE = {
    "sample": "s1", "person": "II-1", "family": "F1", "findings": [VARIANT], "family_variants": [],
    "callability": {"share": 1.0}, "provenance": {"transcript": "NM_000074.3", "reference_sha256": "ab"},
}  # fmt: skip
FAMILY = {
    "family": "F1", "variants": [], "other_variants": [VARIANT],
    "people": [
        {"person": "II-1", "status": "affected", "advice": [], "reasons": ["Recorded as affected."]},
        {"person": "I-2", "status": "not_assessed", "advice": [], "reasons": ["Not tested."]},
    ],
}  # fmt: skip


def a_folder(tmp_path, name, sample, family):
    folder = tmp_path / name
    for path, content in (("samples/s1/report.json", sample), ("families/F1/carrier_report.json", family)):
        if content is not None:
            (folder / path).parent.mkdir(parents=True)
            (folder / path).write_text(json.dumps(content), encoding="utf-8")
    return folder


def compared(tmp_path, old, new):
    output = tmp_path / "compare"
    assert main(["compare", str(old), str(new), "--output", str(output)]) == 0
    with (output / "changes.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    changes = json.loads((output / "changes.json").read_text())
    jsonschema.validate(changes, json.loads(SCHEMA.read_text()))
    return rows, changes, (output / "changes.html").read_text()


def reclassified(report):
    report = copy.deepcopy(report)
    for key in ("findings", "other_variants"):
        for variant in report.get(key, ()):
            variant |= {"relevance": "disease_causing", "classification": "likely_pathogenic", "points": 6}
            variant["evidence"][0] |= {"release": "2026-11-01", "stated": "Likely pathogenic"}
    return report


def test_nothing_changed(tmp_path, capsys):
    old = a_folder(tmp_path, "old", SAMPLE, FAMILY)
    rows, content, page = compared(tmp_path, old, old)
    assert rows == []
    assert content["recontact"] == []
    assert "Nothing changed." in capsys.readouterr().out
    assert "Nothing changed." in page


def test_a_class_that_changed_is_told_with_its_reason_and_its_people(tmp_path):
    old = a_folder(tmp_path, "old", SAMPLE, FAMILY)
    new = a_folder(tmp_path, "new", reclassified(SAMPLE), reclassified(FAMILY))
    rows, content, page = compared(tmp_path, old, new)
    fields = {row["field"]: row for row in rows if row["what"] == "variant"}
    assert set(fields) == {"relevance", "classification", "points"}
    assert (fields["classification"]["old"], fields["classification"]["new"]) == (
        "uncertain_significance", "likely_pathogenic",
    )  # fmt: skip
    assert "new: ClinVar 2026-11-01 on c.499G>T: Likely pathogenic" in fields["relevance"]["why"]
    assert [row["person"] for row in content["recontact"]] == ["I-2", "II-1"]
    assert "c.499G&gt;T" in page
    assert "c.499G>T p" not in page


def test_new_evidence_without_a_new_class_is_told_and_alarms_nobody(tmp_path):
    newer = copy.deepcopy(SAMPLE)
    newer["findings"][0]["evidence"][0]["release"] = "2026-11-01"
    old, new = a_folder(tmp_path, "old", SAMPLE, None), a_folder(tmp_path, "new", newer, None)
    rows, content, _ = compared(tmp_path, old, new)
    assert [(row["what"], row["field"]) for row in rows] == [("variant", "evidence")]
    assert content["recontact"] == []


def test_status_callability_and_lost_samples_are_told(tmp_path):
    sample, family = copy.deepcopy(SAMPLE), copy.deepcopy(FAMILY)
    sample["callability"]["share"] = 0.5
    sample["findings"] = []
    family["people"][1] |= {"status": "obligate_carrier", "reasons": ["Mother of two affected sons."]}
    old, new = a_folder(tmp_path, "old", SAMPLE, FAMILY), a_folder(tmp_path, "new", sample, family)
    rows, content, _ = compared(tmp_path, old, new)
    told = {(row["what"], row["who"], row["field"]): (row["old"], row["new"]) for row in rows}
    assert told["person", "I-2", "status"] == ("not_assessed", "obligate_carrier")
    assert told["sample", "s1", "assessed"] == ("100.00%", "50.00%")
    assert told["finding", "s1", "finding"] == ("hemizygous, uncertain", "not listed")
    assert [row["person"] for row in content["recontact"]] == ["I-2", "II-1"]
    rows, _, _ = compared(tmp_path, old, a_folder(tmp_path, "gone", None, FAMILY))
    assert ("sample", "s1", "reported") in {(row["what"], row["who"], row["field"]) for row in rows}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}'])
def test_a_folder_without_reports_is_refused(tmp_path, content, capsys):
    old = a_folder(tmp_path, "old", SAMPLE, FAMILY)
    bad = tmp_path / "bad" / "samples" / "x"
    bad.mkdir(parents=True)
    if content:
        (bad / "report.json").write_text(content, encoding="utf-8")
    assert main(["compare", str(old), str(tmp_path / "bad"), "--output", str(tmp_path / "o")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def with_line(report, **line):
    report = copy.deepcopy(report)
    for key in ("findings", "other_variants"):
        for variant in report.get(key, ()):
            variant["criteria_lines"] = [{"criterion": "PP4", "reason": "r"} | line]
    return report


def test_a_family_of_its_own_class_is_told_beside_one_that_keeps_it(tmp_path):
    """The same variant in two families: the class changes in the second alone."""
    folders = []
    for name, second in (("old", SAMPLE), ("new", reclassified(SAMPLE))):
        folder = a_folder(tmp_path, name, SAMPLE, FAMILY)
        other = copy.deepcopy(second) | {"sample": "s2", "person": "B", "family": "F2"}
        (folder / "samples/s2").mkdir()
        (folder / "samples/s2/report.json").write_text(json.dumps(other))
        folders.append(folder)
    rows, content, _ = compared(tmp_path, *folders)
    told = [(row["family"], row["field"]) for row in rows if row["what"] == "variant"]
    assert told == [("F2", "relevance"), ("F2", "classification"), ("F2", "points")]
    assert [(row["family"], row["person"]) for row in content["recontact"]] == [("F2", "B")]
    assert content["same_variants"] == 0


STRUCTURAL = {
    "kind": "deletion", "start": 5000, "end": 9000, "description": "deletion of exon 2", "points": 5,
    "relevance": "uncertain", "classification": "uncertain_significance", "zygosity": "hemizygous",
}  # fmt: skip


def test_a_structural_finding_that_changed_or_went_is_told(tmp_path):
    def folder(name, *structural):
        return a_folder(tmp_path, name, SAMPLE | {"structural": list(structural)}, FAMILY)

    old = folder("old", STRUCTURAL)
    worse = folder("worse", STRUCTURAL | {"relevance": "disease_causing", "points": 6})
    rows, content, _ = compared(tmp_path, old, worse)
    told = {(row["what"], row["field"]): (row["variant"], row["old"], row["new"]) for row in rows}
    assert told["variant", "points"] == ("deletion of exon 2", "5", "6")
    assert told["finding", "finding"][1:] == ("hemizygous, uncertain", "hemizygous, disease causing")
    assert "II-1" in [row["person"] for row in content["recontact"]]
    rows, content, _ = compared(tmp_path, old, folder("gone"))
    assert [(row["what"], row["new"]) for row in rows] == [("finding", "not listed")]
    assert [row["person"] for row in content["recontact"]] == ["II-1"]


def test_a_criterion_that_moved_without_the_class_is_evidence_with_its_reason(tmp_path):
    old = with_line(SAMPLE, verdict="not_assessed")
    new = with_line(SAMPLE, verdict="met", strength="supporting", value="IgG 1.2 g/L", reason="IgG low")
    folders = [a_folder(tmp_path, name, sample, FAMILY) for name, sample in (("old", old), ("new", new))]
    (row,), content, _ = compared(tmp_path, *folders)
    assert (row["field"], row["why"]) == (
        "evidence",
        "PP4: not assessed is now met, supporting, IgG 1.2 g/L; IgG low",
    )
    assert content["recontact"] == []


def test_one_base_that_is_no_longer_assessed_is_told(tmp_path):
    new = copy.deepcopy(SAMPLE) | {"callability": {"share": 897 / 898}}
    folders = [a_folder(tmp_path, name, sample, FAMILY) for name, sample in (("old", SAMPLE), ("new", new))]
    (row,), _, _ = compared(tmp_path, *folders)
    assert (row["field"], row["old"], row["new"]) == ("assessed", "100.00%", "99.89%")


def test_people_who_came_and_went_and_changed_advice(tmp_path):
    family = copy.deepcopy(FAMILY)
    family["people"][0] |= {"person": "II-1b"}
    family["people"][1] |= {"advice": ["Offer the test."]}
    folders = [a_folder(tmp_path, name, None, report) for name, report in (("old", FAMILY), ("new", family))]
    rows, content, _ = compared(tmp_path, *folders)
    told = {(row["who"], row["field"]): (row["old"], row["new"]) for row in rows}
    assert told == {
        ("I-2", "advice"): ("", "Offer the test."),
        ("II-1", "listed"): ("listed", "not listed"),
        ("II-1b", "listed"): ("not listed", "listed"),
    }
    assert content["recontact"] == [
        {"family": "F1", "person": "I-2", "reasons": ["advice: none is now Offer the test."]}
    ]


def test_a_renamed_sample_is_one_that_went_and_one_that_came(tmp_path):
    old = a_folder(tmp_path, "old", SAMPLE, FAMILY)
    new = a_folder(tmp_path, "new", SAMPLE | {"sample": "s1-again"}, FAMILY)
    rows, _, _ = compared(tmp_path, old, new)
    assert [(row["what"], row["who"], row["new"]) for row in rows] == [
        ("sample", "s1", "not reported"),
        ("sample", "s1-again", "reported"),
    ]


def test_another_version_of_program_and_tables_alone_is_no_change(tmp_path):
    newer = copy.deepcopy(SAMPLE)
    newer["provenance"] |= {"version": "9.9", "tables": [{"name": "ClinVar", "release": "2030-01-01"}]}
    folders = [a_folder(tmp_path, name, sample, FAMILY) for name, sample in (("old", SAMPLE), ("new", newer))]
    assert compared(tmp_path, *folders)[0] == []


def test_a_folder_that_is_not_there_is_one_line(tmp_path, capsys):
    old = a_folder(tmp_path, "old", SAMPLE, FAMILY)
    assert main(["compare", str(old), str(tmp_path / "no"), "--output", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()
