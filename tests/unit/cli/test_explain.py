"""`explain` names what became of a variant: every way a variant can go, from sheets to reports."""

import json

import pytest

from cd40lg_annot.cli import main
from stages import run_stages, sample_report
from vcfs import write_vcf

RECORDS = [
    "chrX 136648396 . T C 50 LowQual . GT:AD:DP:GQ 1:0,30:30:99 0/0:30,0:30:99",
    "chrX 136654400 . A R 50 PASS . GT:AD:DP:GQ 1:0,30:30:99 0/0:30,0:30:99",
    "chrX 136654420 . A C,G 50 PASS . GT:AD:DP:GQ 0:30,0,0:30:99 0/2:15,0,15:30:99",
    "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99 ./.:.:.:.",
]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explain")
    path = write_vcf(folder / "a.vcf", *RECORDS, samples=("B", "M"))
    return run_stages(folder, f"sample\tvcf\nB\t{path}\nM\t{path}\n", "F B 0 M 1 2\nF M 0 0 2 1\n")


def explained(results, capsys, sample, variant):
    arguments = ["explain", "--sample", sample, "--variant", variant, "--results", str(results)]
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["explanations"]
    assert main(arguments) == 0
    text = capsys.readouterr().out
    assert one["answer"] in text
    assert all(step["rule"] in text and step["outcome"] in text for step in one["steps"])
    return one


@pytest.mark.parametrize(
    ("sample", "variant", "verdict", "words"),
    [
        ("B", "c.761C>T", "reported", "hemizygous"),
        ("B", "NC_000023.11:g.136659390C>T", "reported", "hemizygous"),
        ("B", "rs1126535", "listed", "The caller's filter: LowQual"),
        ("M", "c.761C>T", "not_called", "nothing is known"),
        ("M", "c.148T>C", "not_called", "nothing is known"),
        ("M", "X-136654420-A-C", "not_carried", "absent"),
        ("B", "X-136654420-A-G", "not_carried", "absent"),
        ("M", "X-136659391-G-A", "not_in_input", "no call"),
        ("B", "X-1000-A-T", "outside_locus", "outside the locus"),
    ],
)
def test_every_way_a_variant_can_go(results, capsys, sample, variant, verdict, words):
    one = explained(results, capsys, sample, variant)

    assert one["verdict"] == verdict
    assert words in one["answer"]


def test_the_steps_name_stage_rule_values_and_file(results, capsys):
    steps = explained(results, capsys, "B", "c.148T>C")["steps"]

    assert [step["stage"] for step in steps] == ["input", "extract", "annotate", "interpret", "report"]
    assert "FILTER=LowQual" in steps[0]["values"]["chrX:136648396 T>C"]
    assert steps[0]["values"]["file"].startswith("the same")
    assert steps[1]["values"] == {
        "genotype": "1", "reads": "depth 30, alternate 30", "genotype quality": "99", "filter": "LowQual",
    }  # fmt: skip
    assert steps[3]["values"]["minimum depth"] == "10"
    assert steps[4]["outcome"] == "stands under Other variants seen"
    assert all((results.parent / step["file"]).is_file() for step in steps)


def test_what_only_the_structural_file_has_is_set_aside_and_told(tmp_path, capsys):
    other = write_vcf(tmp_path / "a.vcf", "chrX 136654400 . A G 50 PASS . GT:DP:GQ 0:30:99", samples=("B",))
    path = write_vcf(tmp_path / "sv.vcf", "chrX 136659390 . C T 50 PASS . GT:DP:GQ 1:30:99", samples=("B",))
    sheet = f"sample\tvcf\tsv_vcf\nB\t{other}\t{path}\n"
    results = run_stages(tmp_path, sheet, "F B 0 0 1 2\n")

    one = explained(results, capsys, "B", "c.761C>T")
    assert one["verdict"] == "set_aside"
    assert "not structural, in the file of structural variants" in one["answer"]

    report = sample_report(results, "B")
    (warning,) = [text for text in report["warnings"] if "Carried, but cannot be read" in text]
    assert "chrX:136659390 C>T" in warning
    assert report["accounting"]["read"] == 2 == report["accounting"]["reported"] + 1


def test_a_vanished_input_and_an_unfinished_run_are_said(tmp_path, capsys):
    path = write_vcf(tmp_path / "a.vcf", "chrX 136659390 . C T 50 PASS . GT:DP:GQ 1:30:99", samples=("B",))
    results = run_stages(tmp_path, f"sample\tvcf\nB\t{path}\n", "F B 0 0 1 2\n")
    (tmp_path / "a.vcf").unlink()

    one = explained(results, capsys, "B", "c.761C>T")
    assert one["verdict"] == "reported"
    assert "cannot be looked at again" in one["steps"][0]["outcome"]

    (results / "interpret" / "F.json").unlink()
    assert explained(results, capsys, "B", "c.761C>T")["verdict"] == "unfinished"


def test_a_sample_that_is_not_there_is_an_error_with_a_remedy(results, capsys):
    assert main(["explain", "--sample", "X", "--variant", "c.761C>T", "--results", str(results)]) == 1
    assert "knows no sample X; name it as the sample sheet does" in capsys.readouterr().err
