"""What is wrong with the input is said in clear lines, and nothing comfortable is written."""

import re

import pytest

from runs import PROJECT, append, copy_example, replace_text, snakemake


@pytest.fixture
def example(tmp_path):
    copy_example(tmp_path)
    return tmp_path


def message_of(done):
    """What a refused run says, Snakemake's own notes about the profile aside."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    noise = ("Using workflow specific profile", "Assuming unrestricted")
    return [line for line in done.stderr.splitlines() if line and not line.startswith(noise)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("samples:", "sampels:", r"configuration, \$: Additional properties .*'sampels'"),
        ("pedigree: config/pedigree.ped\n", "", r"configuration, \$: 'pedigree' is a required property"),
        (
            "people:",
            "batch_size: many\npeople:",
            r"configuration, \$\.batch_size: 'many' is not of type 'integer'",
        ),
        ("people:", "batch_size: 0\npeople:", r"configuration, \$\.batch_size: 0 is less than the minimum"),
        ("config/samples.tsv", "config/sample.tsv", "config/sample.tsv: no such file; "),
    ],
)
def test_a_wrong_key_is_refused_in_one_line(example, old, new, message):
    replace_text(example / "config/config.yaml", old, new)
    (line,) = message_of(snakemake(example, "--dry-run"))
    assert re.match(message, line)


def test_a_configuration_of_ones_own_takes_nothing_from_the_example(example):
    (example / "own.yaml").write_text("samples: config/samples.tsv\n")
    (line,) = message_of(snakemake(example, "--configfile", "own.yaml", "--dry-run"))
    assert "'pedigree' is a required property" in line


def test_a_fault_in_a_table_of_sexes_stops_the_run_before_any_job(example):
    header = "sample_id,error,het_count,hom_alt_count,hom_ref_count,het_ratio,ped_sex,predicted_sex"
    (example / "sexes.csv").write_text(f"{header}\nEX1-boy,False,15,300,5000,0.05,male,boy\n")
    append(example / "config/config.yaml", "sex_tables: [sexes.csv]")

    (line,) = message_of(snakemake(example))

    assert line.startswith("sexes.csv, row 2, column predicted_sex: 'boy' is not a sex")
    assert not (example / "results").exists()


def test_faults_of_all_sheets_come_together(example):
    replace_text(example / "config/samples.tsv", "EX1/EX1-boy.g", "EX1/EX1-bay.g")
    append(example / "config/samples.tsv", "EX3-boy", "examples/EX2/EX2.joint.vcf.gz", "L2046")
    replace_text(example / "config/pedigree.ped", "EX1-father\t0\t0\t1", "EX1-father\t0\t0\t2")
    append(example / "config/people.tsv", "EX2-bay")
    lines = message_of(snakemake(example))
    assert all(line.startswith("config/") for line in lines)
    places = [
        "config/samples.tsv, row 8, column vcf: ",
        "config/samples.tsv, row 15, column sample: ",
        "config/pedigree.ped, row ",
        "config/people.tsv, row 9",
    ]
    assert all(any(line.startswith(place) for line in lines) for place in places)
    assert not (example / "results").exists()


def test_one_familys_bad_file_leaves_the_others_reports(example):
    path = example / "examples/EX2/EX2.joint.vcf.gz"
    path.write_bytes(path.read_bytes()[:-40])
    done = snakemake(example)
    assert done.returncode == 1
    said = done.stderr[done.stderr.index("no reports for 5 of 11 samples") :].splitlines()
    table = [line.split("\t") for line in said[2:7]]
    assert {row[1] for row in table} == {
        f"EX2-{name}" for name in ("boy", "brother", "father", "mother", "sister")
    }
    assert {(row[0], row[2]) for row in table} == {("EX2", "check_inputs")}
    assert all(row[3].startswith("config/samples.tsv, row ") for row in table)
    assert all(row[3].endswith("(logs/check_inputs/EX2.log)") for row in table)
    assert (example / "results/samples/EX1-boy/report.html").is_file()
    assert not (example / "results/samples/EX2-boy").exists()


def test_names_with_anything_in_them_are_only_names(tmp_path):
    folder = tmp_path / "a folder; with $(touch spaces)"
    (folder / "{batch} \"of\" 'calls'").mkdir(parents=True)
    boy, family = "b{o}y \"1\" 'x' $(touch hacked) <b>", "../F {batch} `touch hacked`"
    vcf = folder / "{batch} \"of\" 'calls'" / "EX1-boy & co.g.vcf.gz"
    vcf.write_bytes((PROJECT / "examples/EX1/EX1-boy.g.vcf.gz").read_bytes())
    (folder / "my samples.tsv").write_text(
        f"sample\tvcf\tvcf_sample\n{boy}\t{vcf.relative_to(folder)}\tEX1-boy\n"
    )
    (folder / "my pedigree.ped").write_text(f"{family}\t{boy}\t0\t0\t1\t2\n")
    (folder / "my config.yaml").write_text("samples: my samples.tsv\npedigree: my pedigree.ped\n")

    done = snakemake(folder, "--configfile", "my config.yaml")

    assert done.returncode == 0, done.stderr
    (page,) = (folder / "results/samples").rglob("report.html")
    assert page.parent.parent == folder / "results/samples"
    assert "<b>" not in page.read_text()
    assert len(list((folder / "results/families").iterdir())) == 1
    assert not list(tmp_path.rglob("hacked"))


def test_lint_is_clean():
    done = snakemake(PROJECT, "--lint")
    assert done.returncode == 0, done.stdout + done.stderr
