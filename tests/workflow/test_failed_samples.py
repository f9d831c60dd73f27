"""A bad file fails its own samples: the others' reports are whole, and its absence is no result."""

import csv
import gzip
import json
import shutil

import pysam
import pytest

from runs import PROJECT, append, copy_example, planned, snakemake

BOY = PROJECT / "examples/EX1/EX1-boy.g.vcf.gz"
FAMILIES = [f"F{number}" for number in range(9)]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """Nine families, so that several share a batch; one boy's file is cut off, another's is of no gene."""
    folder = tmp_path_factory.mktemp("cohort")
    samples, pedigree = ["sample\tvcf\tvcf_sample"], []
    for family in FAMILIES:
        shutil.copy(BOY, folder / f"{family}.vcf.gz")
        samples.append(f"{family}-boy\t{family}.vcf.gz\tEX1-boy")
        pedigree.append(f"{family}\t{family}-boy\t0\t{family}-mother\t1\t2")
        pedigree.append(f"{family}\t{family}-mother\t0\t0\t2\t1")
    shutil.copy(BOY, folder / "F3-mother.vcf.gz")
    samples.append("F3-mother\tF3-mother.vcf.gz\tEX1-boy")
    (folder / "samples.tsv").write_text("\n".join(samples) + "\n")
    (folder / "pedigree.ped").write_text("\n".join(pedigree) + "\n")
    (folder / "config.yaml").write_text("samples: samples.tsv\npedigree: pedigree.ped\npdf: false\n")
    return folder


@pytest.fixture(scope="module")
def failed(cohort):
    """The cohort after a run with three bad files, and what the run said."""
    whole = BOY.read_bytes()
    (cohort / "F1.vcf.gz").write_bytes(whole[:-40])  # found by check-inputs
    text = gzip.decompress(whole).decode()
    (cohort / "F2.vcf").write_text(text + "chrX\tnowhere\t.\tA\n")
    pysam.tabix_compress(str(cohort / "F2.vcf"), str(cohort / "F2.vcf.gz"), force=True)  # by extract
    (cohort / "F3.vcf.gz").write_bytes(whole[:-40])
    return cohort, snakemake(cohort, "--configfile", "config.yaml")


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_run_fails_and_ends_with_a_table(failed):
    _, done = failed
    assert done.returncode == 1
    said = done.stderr[done.stderr.index("no reports for 3 of 10 samples") :].splitlines()
    table = {row[1]: row for row in (line.split("\t") for line in said[2:5])}
    assert {name: row[2] for name, row in table.items()} == {
        "F1-boy": "check_inputs",
        "F2-boy": "extract",
        "F3-boy": "check_inputs",
    }
    assert "truncated" in table["F1-boy"][3]
    assert all("logs/" in row[3] for row in table.values())


def test_all_others_have_their_reports(failed):
    folder, _ = failed
    reported = {path.parent.name for path in (folder / "results/samples").glob("*/report.html")}
    assert reported == {f"{name}-boy" for name in FAMILIES if name not in {"F1", "F2", "F3"}} | {"F3-mother"}
    assert {path.name for path in (folder / "results/families").iterdir()} == {
        name for name in FAMILIES if name not in {"F1", "F2"}
    }


def test_the_summary_lists_them_as_failed_and_not_as_negative(failed):
    results = failed[0] / "results"
    rows = [
        row for row in rows_of(results / "summary.tsv") if row["sample"] in {"F1-boy", "F2-boy", "F3-boy"}
    ]
    assert [(row["status"], row["assessed"], row["classification"]) for row in rows] == [
        ("failed", "unknown", "")
    ] * 3
    assert all(row["warnings"] and "egative" not in row["headline"] for row in rows)
    assert [row["sample"] for row in rows_of(results / "failed.tsv")] == ["F1-boy", "F2-boy", "F3-boy"]
    assert [row["sample"] for row in json.loads((results / "manifest.json").read_text())["failed"]] == [
        "F1-boy",
        "F2-boy",
        "F3-boy",
    ]
    page = (results / "index.html").read_text()
    assert "3 more have no report" in page
    assert "they are not negative" in page


def test_a_relative_is_told_that_the_file_is_missing(failed):
    results = failed[0] / "results"
    report = json.loads((results / "samples/F3-mother/report.json").read_text())
    assert report["warnings"][0].startswith("F3-boy has no report: the file cannot be used (")
    family = json.loads((results / "families/F3/carrier_report.json").read_text())
    assert family["warnings"][0] == report["warnings"][0]
    boy = next(person for person in family["people"] if person["person"] == "F3-boy")
    assert boy["failed"]
    assert boy["zygosity_words"] == "file not readable"
    sheet = (results / "families/F3/extracts/F3-boy.html").read_text()
    assert "could not be read. This is not a result of a test." in sheet
    assert "You have not had a test" not in sheet
    assert (
        "Not all results of your family are in."
        in (results / "families/F3/extracts/F3-mother.html").read_text()
    )


def test_it_fails_again_until_the_file_is_mended(failed, tmp_path):
    folder = shutil.copytree(failed[0], tmp_path / "again")
    configured = ("--configfile", "config.yaml")
    assert planned(folder, *configured) == {"all_reported"}
    again = snakemake(folder, *configured)
    assert again.returncode == 1
    assert "no reports for 3 of 10 samples" in again.stderr
    for name in ("F1", "F2", "F3"):
        shutil.copy(BOY, folder / f"{name}.vcf.gz")
    mended = snakemake(folder, *configured)
    assert mended.returncode == 0, mended.stderr
    assert rows_of(folder / "results/failed.tsv") == []
    assert len(list((folder / "results/samples").iterdir())) == 10
    assert snakemake(folder, *configured).stderr.count("Nothing to be done") == 1


def test_an_earlier_report_of_a_failed_sample_is_set_aside(tmp_path):
    copy_example(tmp_path)
    append(tmp_path / "config/config.yaml", "pdf: false")
    assert snakemake(tmp_path).returncode == 0
    path = tmp_path / "examples/EX1/EX1-boy.g.vcf.gz"
    path.write_bytes(path.read_bytes()[:-40])
    assert snakemake(tmp_path).returncode == 1
    assert not (tmp_path / "results/samples/EX1-boy/report.html").exists()
    assert (tmp_path / "results/stale/samples/EX1-boy/report.html").is_file()
    assert (tmp_path / "results/samples/EX1-mother/report.html").is_file()
