"""What a laboratory adds of its own: tables, clinic data and settings reach the reports they concern."""

import hashlib
import json
import shutil

import pytest

from runs import COHORT, PROJECT, append, planned, replace_text, snakemake

HEAD = "# name: {name}\n# source: this laboratory\n# release: 2026-11-01\n# scope: complete\n"
POPULATION = HEAD.format(name="local controls") + (
    "contig\tbuild\tpos\tref\talt\tallele_count\tallele_number\tallele_count_xy\tallele_number_xy\n"
    "X\tGRCh38\t136648396\tT\tC\t40000\t100000\t13000\t33000\n"
)
CURATIONS = HEAD.format(name="our curations") + (
    "# kind: laboratory\nhgvs_c\tclassification\tdate\tsubmitter\tnote\n"
    "c.148T>C\tLikely benign\t2026-10-01\tA. Curator\tcommon in our controls\n"
)
CLINIC = (
    "person\tage\tigg\tigg_unit\tiga\tiga_unit\tigm\tigm_unit\tcd40l\tcd40l_method\t"
    "x_inactivation\tx_inactivation_tissue\tactive_allele\tx_inactivation_informative\n"
    "EX1-boy\t2\t1.2\tg/L\t5\tmg/dL\t90\tmg/dL\tabsent\tflow, activated CD4\t\t\t\t\n"
    "EX1-sister\t5\t\t\t\t\t\t\tnormal\tflow, activated CD4\t\t\t\t\n"
    "EX1-mother\t34\t\t\t\t\t\t\t\t\t0.92\tblood\tvariant\tyes\n"
)
INTERVALS = (
    "analyte\tfrom_age\tto_age\tlow\thigh\tunit\tsource\n"
    "IgG\t0\t200\t5\t16\tg/L\tour laboratory 2026\n"
    "IgA\t0\t200\t0.2\t4\tg/L\tour laboratory 2026\n"
)
SCORES = "# name: MMSplice\n# source: our run\n# release: 2.4\nhgvs_c\tscore\nc.148T>C\t-0.3\n"
REVEL = (
    "chr,hg19_pos,grch38_pos,ref,alt,aaref,aaalt,REVEL,Ensembl_transcriptid\n"
    "X,135741549,136659390,C,T,T,M,0.8,ENST00000370629\n"
)
KEYS = """
tables: [curations.tsv]
population: [controls.tsv]
scores: [scores.tsv, {file: revel.csv, release: 1.3}]
missense_predictor: REVEL
clinic: clinic.tsv
intervals: intervals.tsv
trust_stars: 3
scheme: 2015
criteria: criteria
splice_predictor: CI-SpliceAI
"""


def give_own_files(folder):
    """Put the laboratory's files into a folder in which the example ran, and name them."""
    texts = {"curations": CURATIONS, "controls": POPULATION, "clinic": CLINIC, "scores": SCORES}
    texts["intervals"] = INTERVALS
    for name, text in texts.items():
        (folder / f"{name}.tsv").write_text(text)
    (folder / "revel.csv").write_text(REVEL)
    frequency = (PROJECT / "resources/criteria/frequency.tsv").read_text()
    (folder / "criteria").mkdir()
    (folder / "criteria/frequency.tsv").write_text(frequency.replace("BS1\t1e-5", "BS1\t2e-5"))
    with (folder / "config/config.yaml").open("a") as file:
        file.write(KEYS)


@pytest.fixture(scope="module")
def with_own_files(finished, tmp_path_factory):
    """A folder in which the example ran again with the laboratory's own files; do not write to it."""
    folder = shutil.copytree(finished, tmp_path_factory.mktemp("own") / "run")
    give_own_files(folder)
    done = snakemake(folder)
    assert done.returncode == 0, done.stderr
    return folder


def report_of(folder, sample):
    return json.loads((folder / f"results/samples/{sample}/report.json").read_text())


def line_of(finding, criterion):
    (line,) = [line for line in finding["criteria_lines"] if line["criterion"] == criterion]
    return line


def test_own_tables_rerun_all_but_extraction(finished, again):
    give_own_files(again)
    stages = ("annotate", "interpret", "report")
    assert planned(again) == {f"{stage} {batch}" for stage in stages for batch in ("EX1", "EX2")} | COHORT


def test_a_changed_rule_reruns_all_but_extraction(with_own_files, tmp_path):
    folder = shutil.copytree(with_own_files, tmp_path / "again")
    replace_text(folder / "criteria/frequency.tsv", "BS1\t2e-5", "BS1\t3e-5")
    stages = ("annotate", "interpret", "report")
    assert planned(folder) == {f"{stage} {batch}" for stage in stages for batch in ("EX1", "EX2")} | COHORT


def test_own_rules_are_applied_and_named_on_the_page_with_checksum_and_version(with_own_files):
    report = report_of(with_own_files, "EX1-boy")
    file = with_own_files / "criteria/frequency.tsv"
    checksum = hashlib.sha256(file.read_bytes()).hexdigest()
    (own,) = [table for table in report["provenance"]["tables"] if table["sha256"] == checksum]
    assert "frequency.tsv of the laboratory's own" in own["source"]
    bs1 = line_of(report["findings"][0], "BS1")
    assert bs1["threshold"] == "filtering allele frequency above 2e-5"
    page = (with_own_files / "results/samples/EX1-boy/report.html").read_text()
    assert "frequency.tsv of the laboratory" in page
    assert checksum[:12] in page
    settings = report["provenance"]["settings"]
    assert (settings["criteria"], settings["splice_predictor"]) == ("criteria", "CI-SpliceAI")
    manifest = json.loads((with_own_files / "results/manifest.json").read_text())
    listed = {(item["role"], item["path"]): item["sha256"] for item in manifest["sheets"]}
    assert listed["criteria", "criteria/frequency.tsv"] == checksum
    assert ("scores", "revel.csv") in listed


def test_changed_clinic_data_rerun_that_family_alone(with_own_files, tmp_path):
    folder = shutil.copytree(with_own_files, tmp_path / "again")
    assert planned(folder) == set()
    replace_text(folder / "clinic.tsv", "EX1-boy\t2\t1.2", "EX1-boy\t2\t1.3")
    assert planned(folder) == {"interpret EX1", "report EX1"} | COHORT


def test_clinic_data_stand_in_the_report_with_interval_and_reason(with_own_files):
    clinic = report_of(with_own_files, "EX1-boy")["clinic"]
    igg = clinic["values"][0]
    assert (igg["name"], igg["value"], igg["unit"], igg["judged"]) == ("IgG", 120, "mg/dL", "below")
    assert (igg["low"], igg["high"], igg["source"]) == (500, 1600, "our laboratory 2026")
    assert clinic["esid"] == "definitive"
    page = (with_own_files / "results/samples/EX1-boy/report.html").read_text()
    assert "Clinic data" in page
    assert "raised IgM" not in page


def test_x_inactivation_of_the_clinic_stands_with_the_mothers_status(with_own_files):
    report = json.loads((with_own_files / "results/families/EX1/carrier_report.json").read_text())
    (mother,) = (person for person in report["people"] if person["person"] == "EX1-mother")
    told = " ".join(mother["reasons"])
    assert "skewed, the copy with the variant active" in told
    assert "clinic table: blood, 92% of cells with variant active" in told


def test_normal_flow_does_not_clear_a_sister(with_own_files):
    clinic = report_of(with_own_files, "EX1-sister")["clinic"]
    assert "CD40L flow in the normal range does not exclude a carrier." in clinic["notes"]
    assert clinic["esid"] == "not_assessed"


def test_a_familys_evidence_counts_for_the_family_alone(finished, with_own_files):
    """CD40L absent: PP4 moderate, two points more than without clinic data."""
    before, after = (report_of(folder, "EX1-boy")["findings"][0] for folder in (finished, with_own_files))
    pp4 = line_of(after, "PP4")
    assert (pp4["verdict"], pp4["strength"]) == ("met", "moderate")
    assert "CD40L" in pp4["value"]
    assert pp4["threshold"]
    assert pp4["source"]
    assert line_of(before, "PP4")["verdict"] == "not_assessed"
    other = report_of(with_own_files, "EX2-boy")["findings"][0]
    assert line_of(other, "PP4")["verdict"] == "not_assessed"


def test_the_annotated_class_stays_free_of_the_case(with_own_files):
    variants = json.loads((with_own_files / "results/annotate/EX1.json").read_text())["variants"]
    lines = [line for item in variants for line in item["assessment"]["criteria"]]
    assert {line["verdict"] for line in lines if line["criterion"] == "PP4"} == {"not_assessed"}


def test_every_own_table_is_named_in_the_report(with_own_files):
    report = report_of(with_own_files, "EX1-boy")
    named = {table["name"] for table in report["provenance"]["tables"]}
    assert {"our curations", "local controls", "MMSplice scores"} <= named


def test_own_scores_stand_beside_the_bundled_ones(with_own_files):
    findings = report_of(with_own_files, "EX1-sister")["findings"]
    scored = {
        item["hgvs_c"]: [(one["predictor"], one["value"]) for one in item["own_scores"]] for item in findings
    }
    assert scored.pop("NM_000074.3:c.148T>C") == [("MMSplice", -0.3)]
    assert not any(scored.values())
    (boy,) = (item for item in report_of(with_own_files, "EX1-boy")["findings"] if ":c.761" in item["hgvs_c"])
    assert [(one["predictor"], one["value"]) for one in boy["own_scores"]] == [("REVEL", 0.8)]


def test_the_named_missense_predictor_counts_and_says_value_threshold_source_and_version(with_own_files):
    finding = report_of(with_own_files, "EX1-boy")["findings"][0]
    pp3 = line_of(finding, "PP3")
    assert (pp3["verdict"], pp3["strength"]) == ("met", "moderate")
    assert "REVEL 0.8" in pp3["value"]
    assert pp3["threshold"] == "REVEL at least 0.773, below 0.932"
    assert pp3["source"] == "Pejaver 2022, PMC9748256"
    assert "revel.csv, 1.3" in pp3["reason"]


@pytest.mark.parametrize(
    "key",
    ["tables: [no.tsv]", "population: [no.tsv]", "scores: [no.tsv]", "clinic: no.tsv", "intervals: no.tsv"],
)
def test_a_missing_file_is_one_line_before_any_job(finished, tmp_path, key):
    folder = shutil.copytree(finished, tmp_path / "run")
    append(folder / "config/config.yaml", key)
    done = snakemake(folder, "--dry-run")
    assert done.returncode == 1
    assert "no.tsv: No such file or directory; correct the path" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_that_cannot_be_applied_stops_the_run_before_any_job(finished, tmp_path):
    folder = shutil.copytree(finished, tmp_path / "run")
    give_own_files(folder)
    replace_text(folder / "criteria/frequency.tsv", "BS1\t2e-5", "BS1\t2e-6")
    done = snakemake(folder, "--dry-run")
    assert done.returncode == 1
    assert "criteria/frequency.tsv, row 11, column value: is 2e-6, below" in done.stderr
    assert "Traceback" not in done.stderr


def test_faults_of_own_files_come_with_those_of_the_sheets(finished, tmp_path):
    folder = shutil.copytree(finished, tmp_path / "run")
    give_own_files(folder)
    replace_text(folder / "curations.tsv", "Likely benign", "Kindly")
    replace_text(folder / "clinic.tsv", "EX1-sister", "EX1-sitser")
    replace_text(folder / "clinic.tsv", "1.2\tg/L", "1.2\tg")
    done = snakemake(folder, "--dry-run")
    assert done.returncode == 1
    for place in ("row 7, column classification", "row 2, column igg_unit", "row 3, column person"):
        assert place in done.stderr
