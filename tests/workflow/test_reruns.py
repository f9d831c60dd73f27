"""What runs again after which change: all that the change touches, and nothing else."""

import hashlib
import json
import os
import shutil

import pytest

from runs import COHORT, PROJECT, append, planned, replace_text, snakemake, whole_batch


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the code that a test may change."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copy(PROJECT / "Snakefile", copy)
    (copy / "profiles").symlink_to("workflow/profiles")
    for folder in ("workflow", "src", "resources"):
        shutil.copytree(PROJECT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_a_new_family_is_all_that_runs(again):
    shutil.copy(again / "examples/EX1/EX1-boy.g.vcf.gz", again / "new.g.vcf.gz")
    append(again / "config/samples.tsv", "new", "new.g.vcf.gz", "EX1-boy")
    append(again / "config/pedigree.ped", "EX3", "new", "0", "0", "1", "2")
    assert planned(again) == whole_batch("EX3")


def test_a_changed_vcf_reruns_its_batch(again):
    os.utime(again / "examples/EX2/EX2.joint.vcf.gz")
    append(again / "examples/EX2/EX2.joint.vcf.gz", "")  # another content: times alone are not believed
    assert planned(again) == whole_batch("EX2")


def test_an_edited_person_reruns_that_persons_batch(again):
    replace_text(again / "config/pedigree.ped", "EX1-aunt\t2\t0", "EX1-aunt\t2\t1")
    assert planned(again) == whole_batch("EX1")


def test_changes_in_two_families_rerun_both_at_once(again):
    replace_text(again / "config/people.tsv", "EX1-boy\t\t2", "EX1-boy\t\t3")
    replace_text(again / "config/samples.tsv", "EX2-brother\texamples/EX2/EX2.joint.vcf.gz\tL2045\n", "")
    assert planned(again) == whole_batch("EX1") | whole_batch("EX2")


def test_a_comment_or_another_order_reruns_nothing(again):
    sheet = again / "config/samples.tsv"
    first, second, header, *rows = sheet.read_text().splitlines()
    sheet.write_text("\n".join([first, second, "# of today", header, *reversed(rows)]) + "\n")
    assert planned(again) == set()


def test_a_deleted_report_is_made_again(again):
    (again / "results/samples/EX1-boy/report.html").unlink()
    (again / "results/samples/EX1-boy/report.pdf").unlink()
    (again / "results/families/EX1/extracts/EX1-aunt.html").unlink()
    before = contents(again / "results")
    assert planned(again) == {"report EX1"}
    assert snakemake(again).returncode == 0
    made = {
        "samples/EX1-boy/report.html",
        "samples/EX1-boy/report.pdf",
        "families/EX1/extracts/EX1-aunt.html",
    }
    assert set(contents(again / "results")) - set(before) == made
    assert planned(again) == set()
    assert_the_manifest_holds(again / "results")


def test_every_report_can_be_asked_for_by_name(again):
    written = [path for kind in ("samples", "families") for path in (again / "results" / kind).rglob("*.*")]
    names = [path.relative_to(again).as_posix() for path in written if path.is_file()]
    assert snakemake(again, *names).stderr.count("Nothing to be done") == 1
    for name in names:
        (again / name).unlink()
    done = snakemake(again, *names)
    assert done.returncode == 0, done.stderr
    assert_the_manifest_holds(again / "results")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("samples/nobody/report.html", "the sheets name no sample nobody of which there are reports"),
        ("families/EX3/carrier_report.html", "the sheets name no family EX3 of which there are reports"),
        ("families/EX1/extracts/no.html", "no has no sheet to take home"),
    ],
)
def test_a_report_of_nobody_is_refused(again, name, reason):
    done = snakemake(again, f"results/{name}", "--dry-run")
    assert done.returncode == 1
    assert reason in done.stdout + done.stderr


def contents(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def assert_the_manifest_holds(results):
    """Every file is as the manifest says, and nothing stands beside them."""
    manifest = json.loads((results / "manifest.json").read_text())
    stated = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]}
    found = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in contents(results).items()}
    del found["manifest.json"]
    assert found == stated


def test_single_reports_can_be_asked_for(again):
    shutil.rmtree(again / "results")
    wanted = (
        "samples/EX1-boy/report.html",
        "samples/EX1-boy/report.fhir.json",
        "families/EX1/phenopacket.json",
    )
    jobs = planned(again, *(f"results/{path}" for path in wanted))
    assert jobs == whole_batch("EX1") - COHORT


def test_new_knowledge_reruns_all_but_extraction(again, checkout):
    assert planned(again, project=checkout) == set()
    append(checkout / "resources/variants/clinvar.tsv", "# of today")
    stages = ("annotate", "interpret", "report")
    assert (
        planned(again, project=checkout)
        == {f"{stage} {batch}" for stage in stages for batch in ("EX1", "EX2")} | COHORT
    )


def test_an_edited_package_reruns_everything(again, checkout):
    append(checkout / "src/cd40lg_annot/errors.py", "# of today")
    assert planned(again, project=checkout) == whole_batch("EX1") | whole_batch("EX2")


def test_a_changed_table_of_sexes_reruns_the_families_it_speaks_of(again):
    header = "sample_id,error,het_count,hom_alt_count,hom_ref_count,het_ratio,ped_sex,predicted_sex"
    (again / "sexes.csv").write_text(f"{header}\nEX1-boy,False,15,300,5000,0.05,male,male\n")
    append(again / "config/config.yaml", "sex_tables: [sexes.csv]")
    assert snakemake(again).returncode == 0
    append(again / "sexes.csv", "someone-else,False,15,300,5000,0.05,male,male")
    assert planned(again) == set()
    replace_text(again / "sexes.csv", "EX1-boy,False,15", "EX1-boy,False,16")
    assert planned(again) == {"interpret EX1", "report EX1"} | COHORT
