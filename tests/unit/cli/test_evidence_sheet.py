"""Tests done elsewhere, from the evidence sheet to the carrier report."""

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.check_inputs import checked_inputs
from cd40lg_annot.errors import InputFaultsError
from stages import family_warnings, person_report, run_stages, statuses
from vcfs import write_vcf

THR254MET = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ"
PEDIGREE = "F B 0 M 1 2\nF M 0 0 2 1\nF S 0 M 2 2\nF T 0 M 2 1\n"
HEADER = "person\tkind\tresult\tsensitivity\tspecificity\tnote\n"


def run(folder, *tests, calls="1:0,30:30:99 0/1:15,15:30:99 0/1:15,15:30:90", pedigree=PEDIGREE):
    path = write_vcf(folder / "a.vcf", f"{THR254MET} {calls}", samples="BMS")
    rows = "".join(f"{name}\t{path}\n" for name in "BMS")
    lines = "".join("\t".join(test.split(maxsplit=5)).replace("-", "") + "\n" for test in tests)
    return run_stages(folder, f"sample\tvcf\n{rows}", pedigree, HEADER + lines)


def told(results, person):
    return " ".join(person_report(results, "F", person)["reasons"])


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("skewed_to_mutant", "consistent with manifesting carrier (evidence sheet: HUMARA, blood)."),
        ("skewed", "skewed, direction unknown (evidence sheet: HUMARA, blood)."),
        ("random", "random in the tissue tested; other cells can differ (evidence sheet: HUMARA, blood)."),
        ("not_informative", "assay not informative (evidence sheet: HUMARA, blood)."),
    ],
)
def test_inactivation_is_told_with_its_source_and_dismisses_nobody(tmp_path, result, words):
    results = run(tmp_path, f"S xci {result} - - HUMARA, blood")

    assert statuses(results, "F")["S"] == "manifesting_carrier"
    assert words in told(results, "S")
    report = (results / "families" / "F" / "carrier_report.json").read_text()
    assert ("X-inactivation assay" in report) is (result == "not_informative")
    assert "X-inactivation: not assessed." in told(results, "M")


def test_each_of_two_assays_is_told(tmp_path):
    results = run(tmp_path, "S xci random - - buccal", "S xci skewed - - T cells")

    assert "evidence sheet: buccal" in told(results, "S")
    assert "evidence sheet: T cells" in told(results, "S")


def test_flow_lowers_the_risk_of_an_untested_sister_and_says_so(tmp_path):
    results = run(tmp_path, "T flow normal 0.8 - activated CD4 T cells")

    assert person_report(results, "F", "T")["risk"]["carrier_probability"] == pytest.approx(1 / 6, rel=1e-3)
    assert "CD40 ligand flow cytometry normal, counted in the risk with sensitivity 0.8" in told(results, "T")
    assert "Tested elsewhere; no file of that test was read." in told(results, "T")
    assert "Not tested." not in told(results, "T")


def test_a_genotype_from_elsewhere_stands_for_a_person_without_a_sample(tmp_path):
    results = run(tmp_path, "T genotype heterozygous - - Sanger, other laboratory")

    assert statuses(results, "F")["T"] == "confirmed_carrier"
    assert "Tested elsewhere: heterozygous (evidence sheet: Sanger, other laboratory)." in told(results, "T")


def test_a_genotype_that_contradicts_the_file_settles_nothing(tmp_path):
    absent = "1:0,30:30:99 0/1:15,15:30:99 0/0:30,0:30:90"
    unaffected = PEDIGREE.replace("S 0 M 2 2", "S 0 M 2 1")
    results = run(tmp_path, "S genotype heterozygous - - Sanger", calls=absent, pedigree=unaffected)

    assert statuses(results, "F")["S"] == "inconclusive"
    assert "The sample's file shows absent, and a test elsewhere heterozygous" in told(results, "S")
    assert person_report(results, "F", "S")["risk"]["carrier_probability"] == pytest.approx(0.5, rel=1e-3)


def test_with_more_than_one_variant_only_inactivation_counts(tmp_path):
    path = write_vcf(
        tmp_path / "a.vcf",
        f"chrX 136648279 . C T 50 PASS . GT:AD:DP:GQ {'0/1:15,15:30:99'}",
        f"{THR254MET} 0/1:15,15:30:99",
        samples="M",
    )
    sheet = HEADER + "T\tflow\tnormal\t0.8\t\t\nM\txci\trandom\t\t\tblood\n"

    results = run_stages(tmp_path, f"sample\tvcf\nM\t{path}\n", PEDIGREE, sheet)

    assert any("more than one variant" in warning for warning in family_warnings(results, "F"))
    assert "random in the tissue tested" in told(results, "M")


def test_faults_of_the_sheet_come_with_the_others(tmp_path):
    (tmp_path / "s.tsv").write_text("sample\tvcf\nM\tnone.vcf\nX\tnone.vcf\n")
    (tmp_path / "p.ped").write_text(PEDIGREE)
    rows = "X\tflow\tnormal\t0.8\t\t\nM\tflow\tnormal\t\t\t\nB\txci\trandom\t\t\t\n"
    (tmp_path / "e.tsv").write_text(HEADER + rows)

    with pytest.raises(InputFaultsError) as error:
        checked_inputs(tmp_path / "s.tsv", tmp_path / "p.ped", evidence=tmp_path / "e.tsv")

    lines = str(error.value)
    assert "s.tsv, row 2, column vcf: no such file" in lines
    assert "e.tsv, row 2, column person: person 'X' is not in the pedigree" in lines
    assert "e.tsv, row 3, column sensitivity: a negative flow needs its sensitivity" in lines
    assert "e.tsv, row 4, column kind: X-inactivation needs two X chromosomes" in lines


def test_a_missing_sheet_is_one_line(tmp_path, capsys):
    (tmp_path / "s.tsv").write_text("sample\tvcf\n")
    sheets = ["--samples", tmp_path / "s.tsv", "--pedigree", tmp_path / "none.ped"]

    assert main(["check-inputs", *map(str, sheets), "--evidence", str(tmp_path / "none.tsv")]) == 1
    assert "none.tsv: No such file or directory; correct the path" in capsys.readouterr().err
