"""Sentences that must not be more comfortable than the file: end to end, from a VCF to the reports."""

import json

import pytest

from stages import run_stages, sample_report, statuses
from vcfs import CONTIG, write_vcf

THR254MET = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ"
BOY = "1:0,30:30:99"
MOTHER_AND_SISTER = "F B 0 M 1 2\nF M 0 0 2 1\nF S 0 M 2 1\n"


def run(folder, *records, samples="BMS", pedigree=MOTHER_AND_SISTER):
    path = write_vcf(folder / "a.vcf", *records, samples=samples)
    rows = "".join(f"{name}\t{path}\n" for name in samples)
    return run_stages(folder, f"sample\tvcf\n{rows}", pedigree)


def reasons(results, person):
    report = json.loads((results / "families" / "F" / "carrier_report.json").read_text())
    return " ".join(next(item["reasons"] for item in report["people"] if item["person"] == person))


@pytest.mark.parametrize(
    ("mother", "status"),
    [
        ("0/0:3,0:3:9", "at_risk"),
        ("0/0:.:.:.", "at_risk"),
        ("0/0", "at_risk"),
        ("0/.:30,0:30:90", "at_risk"),
        ("./.", "at_risk"),
        ("0/0:95,4:99:99", "possible_mosaic"),
        ("0/0:15,15:30:99", "inconclusive"),
        ("1:0,30:30:99", "inconclusive"),
        ("0/0:30,0:30:99", "excluded"),
    ],
)
def test_a_mother_is_excluded_by_a_good_call_alone(tmp_path, mother, status):
    results = run(tmp_path, f"{THR254MET} {BOY} {mother} 0/0:30,0:30:90")

    assert statuses(results, "F") == {"B": "affected", "M": status, "S": "excluded"}


def test_who_is_excluded_without_depth_or_quality_is_told_so(tmp_path):
    results = run(tmp_path, "chrX 136659390 . C T 50 PASS . GT 1 0/0 0|0")

    assert "neither depth nor quality" in reasons(results, "M")
    assert "neither depth nor quality" in reasons(results, "S")


def test_a_boy_without_a_genotype_is_not_told_that_nothing_is_listed_alone(tmp_path):
    results = run(tmp_path, f"{THR254MET} ./.:0,30:30:. 0/1:15,15:30:90 0/0:30,0:30:90")
    report = sample_report(results, "B")

    assert report["headline"].startswith("Listed, but not called in this sample: NM_000074.3:c.761C>T")
    assert any("30 of 30 reads (100 %) show the allele" in warning for warning in report["warnings"])
    assert statuses(results, "F")["B"] == "affected"


def test_a_longer_change_that_includes_the_familys_excludes_nobody(tmp_path):
    record = (
        "chrX 136659390 . CG TG,TA 50 PASS . GT:AD:DP:GQ 1:0,30,0:30:99 0/2:15,0,15:30:90 0/0:30,0,0:30:90"
    )

    results = run(tmp_path, record)

    assert statuses(results, "F") == {"B": "affected", "M": "inconclusive", "S": "excluded"}


def test_another_allele_at_the_same_base_is_another_change(tmp_path):
    record = "chrX 136659390 . C G,T 50 PASS . GT:AD:DP:GQ 2:0,0,30:30:99 0/1:15,15,0:30:90 0/0:30,0,0:30:90"

    report = sample_report(run(tmp_path, record), "M")

    assert {item["hgvs_c"]: item["zygosity"] for item in report["family_variants"]} == {
        "NM_000074.3:c.761C>T": "absent"
    }


def test_a_place_that_is_lost_is_not_a_variant_that_is_found(tmp_path):
    record = "chrX 136659390 . C T,* 50 PASS . GT:AD:DP:GQ 1:0,30,0:30:99 0/2:15,0,15:30:90 2/2:0,0,30:30:90"

    results = run(tmp_path, record)

    headline = sample_report(results, "S")["headline"]
    assert "c.761C>T" in headline
    assert "found" not in headline
    assert "lost to a deletion" in reasons(results, "M")


@pytest.mark.parametrize(("ref", "alt"), [("Y", "T"), ("N", "T"), ("C", "K"), ("C", "N")])
def test_what_a_boy_carries_and_nobody_can_read_is_a_warning(tmp_path, ref, alt):
    record = f"chrX 136659390 . {ref} {alt} 50 PASS . GT:AD:DP:GQ {BOY}"

    report = sample_report(run(tmp_path, record, samples="B", pedigree="F B 0 0 1 2\n"), "B")

    assert any("Carried, but cannot be read" in warning for warning in report["warnings"])
    assert "not a negative result" in report["headline"]


def test_what_else_an_excluded_woman_carries_stands_beside_it(tmp_path):
    other = "chrX 136659392 . T A 50 PASS . GT:AD:DP:GQ 0:30,0:30:99 0/1:15,15:30:90 0/0:30,0:30:90"

    results = run(tmp_path, f"{THR254MET} {BOY} 0/0:30,0:30:90 0/0:30,0:30:90", other)

    assert statuses(results, "F")["M"] == "excluded"
    assert "Carries c.763T>A p.(Ser255Thr) (heterozygous), whose significance is uncertain" in reasons(
        results, "M"
    )


def test_two_disease_causing_changes_of_one_woman_are_both_named(tmp_path):
    record = "chrX 136659390 . C A,T 50 PASS . GT:AD:DP:GQ 2:0,0,30:30:99 0/1:15,15,0:30:90 1/2:0,15,15:30:90"

    results = run(tmp_path, record)

    assert statuses(results, "F")["S"] == "homozygous"
    assert "two alleles of one base stand on different copies): no normal copy is left" in reasons(
        results, "S"
    )


def test_an_affected_boy_with_some_reads_is_still_recorded_as_affected(tmp_path):
    results = run(tmp_path, f"{THR254MET} 0/1:15,15:30:99 0/1:15,15:30:90 0/0:30,0:30:90")

    assert "Recorded as affected" in reasons(results, "B")


def test_a_label_that_nothing_supports_is_doubted(tmp_path):
    path = write_vcf(
        tmp_path / "a.vcf",
        "X 136659390 . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99",
        samples="B",
        build="GRCh37",
    )

    results = run_stages(tmp_path, f"sample\tvcf\nB\t{path}\n", "F B 0 0 1 2\n")

    notes = " ".join(sample_report(results, "B")["notes"])
    assert "make sure that the label is right" in notes


def test_a_silent_second_record_does_not_contradict_a_call(tmp_path):
    silent = "chrX 136659390 . C T 50 PASS . GT:DP ./.:. 0/1:30 0/0:30"

    results = run(tmp_path, f"{THR254MET} {BOY} ./. 0/0:30,0:30:90", silent)

    assert statuses(results, "F") == {"B": "affected", "M": "confirmed_carrier", "S": "excluded"}


def test_a_second_record_with_reads_against_it_does(tmp_path):
    against = "chrX 136659390 . C T 50 PASS . GT:AD:DP ./.:30,0:30 0/1:15,15:30 0/0:30,0:30"

    results = run(tmp_path, f"{THR254MET} {BOY} 0/1:15,15:30:90 0/0:30,0:30:90", against)

    assert statuses(results, "F")["B"] == "inconclusive"


@pytest.mark.parametrize(
    "line", ["##tumor_sample=B", '##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="s">']
)
def test_a_tumours_calls_are_no_basis_for_a_statement_about_carriers(tmp_path, line):
    path = write_vcf(
        tmp_path / "a.vcf", f"{THR254MET} 0/1:15,15:30:99", samples="M", header=[line, CONTIG["GRCh38"]]
    )
    results = run_stages(tmp_path, f"sample\tvcf\nM\t{path}\n", "F M 0 0 2 1\n")

    (warning,) = [text for text in sample_report(results, "M")["warnings"] if "tumour" in text]
    assert warning.endswith("The report is no basis for a statement about carriers.")
