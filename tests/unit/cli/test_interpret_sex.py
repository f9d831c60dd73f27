"""Ready-made tables of sexes, from the option to the report."""

import pytest

from stages import run_stages, sample_report, step
from vcfs import write_vcf

SITE = "chrX 136648396 . T C 50 PASS . GT:AD:DP:GQ 0/1:15,15:30:99"
HEADER = "sample_id,error,het_count,hom_alt_count,hom_ref_count,het_ratio,ped_sex,predicted_sex\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A gene-sized VCF of a woman; its column is S, she is Ann."""
    folder = tmp_path_factory.mktemp("run")
    vcf = write_vcf(folder / "a.vcf", SITE)
    samples = f"sample\tvcf\tvcf_sample\nAnn\t{vcf}\tS\n"
    return run_stages(folder, samples, "F Ann 0 0 2 1\n")


def report_with(run, tmp_path, *tables):
    paths = []
    for number, rows in enumerate(tables):
        paths.append(tmp_path / f"run{number}" / "peddy.sex_check.csv")
        paths[-1].parent.mkdir()
        paths[-1].write_text(HEADER + rows)
    known = ["--extract", run / "extract/F.json", "--variants", run / "annotate/variants.json"]
    out = tmp_path / "F.json"
    inputs = ["--inputs", run / "check/inputs.json", "--batch", "F"]
    options = [word for path in paths for word in ("--sex-table", path)]
    step("interpret", *inputs, *known, *options, "--output", out)
    step("report", "--interpreted", out, "--results", tmp_path / "results", "--no-pdf")
    return sample_report(tmp_path / "results", "Ann")


def test_without_a_table_a_gene_sized_file_verifies_nothing(run):
    check = sample_report(run, "Ann")["sex_check"]

    assert check["verdict"] == "not_verifiable"
    assert check["reason"].startswith("sex not verifiable from this input")


def test_a_table_decides_and_is_listed_with_its_checksum(run, tmp_path):
    report = report_with(run, tmp_path, "S,False,2200,1500,3000,1.47,female,female\n")

    assert report["sex_check"]["verdict"] == "concordant"
    assert [source["fits"] for source in report["sex_check"]["sources"]] == [None, True]
    assert "peddy (peddy.sex_check.csv, row 2): 2200 heterozygous" in report["sex_check"]["reason"]
    (table,) = [item for item in report["inputs"] if item["role"] == "sex_table"]
    assert len(table["sha256"]) == 64


def test_a_table_that_does_not_fit_stamps_the_report(run, tmp_path):
    report = report_with(run, tmp_path, "S,True,15,300,5000,0.05,female,male\n")

    assert report["headline"].startswith("Sex discordant, not for release.")
    page = (tmp_path / "results/samples/Ann/report.html").read_text()
    assert "What the recorded sex was compared with" in page
    assert "15 heterozygous and 300 homozygous" in page


def test_two_tables_of_one_name_stay_two(run, tmp_path):
    woman, man = "S,False,2200,1500,3000,1.47,female,female\n", "S,True,15,300,5000,0.05,female,male\n"

    report = report_with(run, tmp_path, woman, man)

    assert report["sex_check"]["verdict"] == "ambiguous"
    assert report["headline"].startswith("Sex ambiguous, not for release before it is settled.")


def test_a_table_without_the_sample_says_so(run, tmp_path):
    report = report_with(run, tmp_path, "T,False,2200,1500,3000,1.47,female,female\n")

    assert report["sex_check"]["verdict"] == "not_verifiable"
    assert "no row for Ann" in report["sex_check"]["reason"]
