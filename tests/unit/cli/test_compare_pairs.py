"""Pairs of results folders with one change each: every kind of change is told, and to whom it matters."""

import copy
import csv
import json

import pytest

from cd40lg_annot.cli import main


def variant(name="c.499G>T", place="X-136659128-G-T", **fields):
    usual = {
        "title": name, "vcf_grch38": place, "relevance": "disease_causing", "zygosity": "hemizygous",
        "classification": "likely_pathogenic", "points": 6, "criteria": "PVS1_Strong,PM2_Supporting,PP4",
        "headline": "Likely pathogenic (suggested, 6 points)", "consequence": ["stop_gained"],
        "evidence": [], "criteria_lines": [{"criterion": "PP4", "verdict": "met", "strength": "supporting"}],
    }  # fmt: skip
    return usual | fields


def sample(name, family="F", findings=(), **fields):
    seen = {"share": 1.0, "complete": True}
    usual = {"sample": name, "person": name, "family": family, "sex": "male", "karyotype": None,
             "findings": list(findings), "family_variants": [], "callability": seen}  # fmt: skip
    return usual | fields


def person(name, status="affected", **fields):
    return {"person": name, "status": status, "advice": ["Offer counseling."], "zygosity": None} | fields


def family(name, *people, variants=()):
    return {"family": name, "people": list(people), "variants": list(variants), "other_variants": []}


def boy_and_mother():
    """A boy with the variant, his mother who carries it, and an uncle in whom nothing was found."""
    return {
        "samples": {
            "boy": sample("boy", findings=[variant()]),
            "mother": sample("mother", findings=[variant(zygosity="heterozygous")], sex="female"),
            "uncle": sample("uncle"),
        },
        "families": {
            "F": family("F", person("boy"), person("mother", "confirmed_carrier"),
                        person("uncle", "not_affected"), variants=[variant()])
        },
        "failed": [],
    }  # fmt: skip


def written(folder, content):
    for name, report in content["samples"].items():
        path = folder / "samples" / name / "report.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(report))
    for name, report in content["families"].items():
        path = folder / "families" / name / "carrier_report.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(report))
    rows = ["family\tsample\tstage\treason", *("\t".join(row) for row in content["failed"])]
    (folder / "failed.tsv").write_text("\n".join(rows) + "\n")
    return folder


def compared(tmp_path, change):
    """What changes, and whom to contact, between the family as it was and the family after `change`."""
    old, new = boy_and_mother(), copy.deepcopy(boy_and_mother())
    change(new)
    folders = [written(tmp_path / name, content) for name, content in (("old", old), ("new", new))]
    output = tmp_path / "out"
    assert main(["compare", *map(str, folders), "--output", str(output)]) == 0
    with (output / "changes.tsv").open(newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    told = {(row["what"], row["family"], row["who"], row["field"]): (row["old"], row["new"]) for row in rows}
    content = json.loads((output / "changes.json").read_text())
    contact = {(row["family"], row["person"]): row["reasons"] for row in content["recontact"]}
    return told, contact, rows


def every_variant(content):
    yield from content["families"]["F"]["variants"]
    for report in content["samples"].values():
        yield from report["findings"]


def test_a_class_that_fell(tmp_path):
    def fall(content):
        for item in every_variant(content):
            item |= {"relevance": "uncertain", "classification": "uncertain_significance", "points": 5}

    told, contact, _ = compared(tmp_path, fall)
    assert told["variant", "F", "", "classification"] == ("likely_pathogenic", "uncertain_significance")
    assert told["finding", "F", "boy", "finding"] == ("hemizygous, disease causing", "hemizygous, uncertain")
    assert set(contact) == {("F", "boy"), ("F", "mother"), ("F", "uncle")}


def test_evidence_alone(tmp_path):
    def learn(content):
        new = {"source": "ClinVar", "release": "2027", "name": "c.499G>T", "stated": "Pathogenic"}
        for item in every_variant(content):
            item["evidence"] = [new]

    told, contact, rows = compared(tmp_path, learn)
    assert set(told) == {("variant", "F", "", "evidence")}
    assert rows[0]["why"] == "new: ClinVar 2027 on c.499G>T: Pathogenic"
    assert contact == {}


def test_a_status_with_its_new_reasons(tmp_path):
    def test_again(content):
        content["families"]["F"]["people"][1] |= {"status": "inconclusive", "reasons": ["Too few reads."]}

    told, contact, rows = compared(tmp_path, test_again)
    assert told == {("person", "F", "mother", "status"): ("confirmed_carrier", "inconclusive")}
    assert rows[0]["why"] == "Too few reads."
    assert contact == {("F", "mother"): ["status: confirmed_carrier is now inconclusive"]}


def test_advice(tmp_path):
    def advise(content):
        content["families"]["F"]["people"][1]["advice"] = ["Offer counseling.", "Offer prenatal testing."]

    told, contact, _ = compared(tmp_path, advise)
    assert set(told) == {("person", "F", "mother", "advice")}
    assert set(contact) == {("F", "mother")}


@pytest.mark.parametrize(("name", "is_told"), [("uncle", True), ("boy", False)])
def test_less_of_the_gene_was_seen(tmp_path, name, is_told):
    """It takes a negative back; a finding that is there stays."""

    def lose(content):
        content["samples"][name]["callability"] = {"share": 0.9, "complete": False}

    told, contact, _ = compared(tmp_path, lose)
    assert told == {("sample", "F", name, "assessed"): ("100.00%", "90.00%")}
    assert contact == ({("F", "uncle"): ["sample uncle, assessed: 100.00% is now 90.00%"]} if is_told else {})


@pytest.mark.parametrize("went", [True, False])
def test_a_disease_causing_finding_that_went_or_came(tmp_path, went):
    def change(content):
        if went:
            content["samples"]["mother"]["findings"] = []
        else:
            content["samples"]["uncle"]["findings"] = [variant()]

    told, contact, _ = compared(tmp_path, change)
    who = "mother" if went else "uncle"
    assert set(told) == {("finding", "F", who, "finding")}
    assert set(contact) == {("F", who)}


def test_a_sample_that_failed(tmp_path):
    def fail(content):
        del content["samples"]["uncle"]
        content["failed"] = [("F", "uncle", "extract", "the file ends early")]

    told, contact, rows = compared(tmp_path, fail)
    assert told == {("sample", "F", "uncle", "reported"): ("reported", "failed")}
    assert rows[0]["why"] == "extract: the file ends early"
    assert contact == {
        ("F", "uncle"): ["sample uncle, reported: reported is now failed; extract: the file ends early"]
    }


def test_a_sample_that_vanished_is_told_with_what_it_had_shown(tmp_path):
    def vanish(content):
        del content["samples"]["boy"]

    told, contact, rows = compared(tmp_path, vanish)
    assert told == {("sample", "F", "boy", "reported"): ("reported", "not reported")}
    assert rows[0]["why"] == "c.499G>T: hemizygous, disease causing"
    assert contact == {}


def test_a_sample_that_failed_from_the_first_is_told(tmp_path):
    def fail(content):
        content["failed"] = [("G", "cousin", "check_inputs", "no such file")]

    told, _, _ = compared(tmp_path, fail)
    assert told == {("sample", "G", "cousin", "reported"): ("not reported", "failed")}


def split(content):
    """The uncle's branch becomes a family of its own."""
    content["samples"]["uncle"]["family"] = "F2"
    content["families"]["F"]["people"].pop()
    content["families"]["F2"] = family("F2", person("uncle", "not_affected"))


def test_a_family_that_was_split_moves_its_people_and_no_more(tmp_path):
    told, contact, _ = compared(tmp_path, split)
    assert told == {("person", "F2", "uncle", "family"): ("F", "F2")}
    assert contact == {}


def test_what_changed_in_a_family_that_was_split_is_told(tmp_path):
    def change(content):
        split(content)
        content["families"]["F2"]["people"][0] |= {"status": "affected"}
        content["samples"]["uncle"]["findings"] = [variant(points=10, classification="pathogenic")]

    told, contact, _ = compared(tmp_path, change)
    assert told["person", "F2", "uncle", "status"] == ("not_affected", "affected")
    assert told["variant", "F2", "", "classification"] == ("likely_pathogenic", "pathogenic")
    assert told["finding", "F2", "uncle", "finding"] == ("not listed", "hemizygous, disease causing")
    assert set(contact) == {("F2", "uncle")}


def test_a_family_with_a_new_name_keeps_its_variants(tmp_path):
    def rename(content):
        content["families"] = {"G": content["families"]["F"] | {"family": "G"}}
        for report in content["samples"].values():
            report["family"] = "G"
        for item in content["families"]["G"]["variants"]:
            item["classification"] = "pathogenic"
        for report in content["samples"].values():
            for item in report["findings"]:
                item["classification"] = "pathogenic"

    told, _, _ = compared(tmp_path, rename)
    assert told["variant", "G", "", "classification"] == ("likely_pathogenic", "pathogenic")
    assert {key[2:] for key in told if key[0] == "person"} == {
        ("boy", "family"), ("mother", "family"), ("uncle", "family")
    }  # fmt: skip


def test_a_recorded_sex_that_changed(tmp_path):
    def correct(content):
        content["samples"]["uncle"] |= {"sex": "female", "karyotype": "47,XXY"}

    told, _, _ = compared(tmp_path, correct)
    assert told["sample", "F", "uncle", "sex"] == ("male", "female")
    assert told["sample", "F", "uncle", "karyotype"] == ("", "47,XXY")


def test_a_list_of_failed_samples_that_is_none_is_one_line(tmp_path, capsys):
    old = written(tmp_path / "old", boy_and_mother())
    (old / "failed.tsv").write_text("what\nis this\n")
    assert main(["compare", str(old), str(old), "--output", str(tmp_path / "out")]) == 1
    assert "is no list of samples that failed" in capsys.readouterr().err
