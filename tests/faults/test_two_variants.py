"""A woman with two disease-causing variants is never told that she is a plain carrier."""

import pytest

from stages import family_warnings, person_report, run_stages, statuses
from vcfs import write_vcf

ARG11TER = "chrX 136648279 . C T 50 PASS . GT:AD:DP:GQ"
THR254MET = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ"
HET, HEMI = "0/1:15,15:30:99", "1:0,30:30:99"
NONE, NONE_MALE = "0/0:30,0:30:90", "0:30,0:30:90"
# Woman, her father, her first son; her second son and her daughter have no sample.
PEDIGREE = "F W D 0 2 1\nF D 0 0 1 0\nF S 0 W 1 0\nF T 0 W 1 0\nF G 0 W 2 1\n"


def run(folder, first, second, samples="WDS", pedigree=PEDIGREE):
    folder.mkdir(exist_ok=True)
    path = write_vcf(folder / "a.vcf", f"{ARG11TER} {first}", f"{THR254MET} {second}", samples=samples)
    rows = "".join(f"{name}\t{path}\n" for name in samples)
    return run_stages(folder, f"sample\tvcf\n{rows}", pedigree)


def told(results, person):
    return " ".join(person_report(results, "F", person)["reasons"])


def test_in_trans_by_her_son_is_as_homozygous(tmp_path):
    results = run(tmp_path, f"{HET} {NONE_MALE} {HEMI}", f"{HET} ./.:.:.:. {NONE_MALE}")

    assert statuses(results, "F")["W"] == "homozygous"
    assert "stand on different copies (the son S has one of them without the other)" in told(results, "W")
    woman = person_report(results, "F", "W")
    assert woman["risk"]["next_son_affected"] == 1
    assert person_report(results, "F", "T")["risk"]["affected_probability"] == 1
    assert "Son of W, who has no copy without it." in told(results, "T")
    assert statuses(results, "F")["G"] == "obligate_carrier"


def test_in_cis_by_her_father_she_is_a_carrier(tmp_path):
    results = run(tmp_path, f"{HET} {HEMI} {NONE_MALE}", f"{HET} {HEMI} {NONE_MALE}")

    assert statuses(results, "F")["W"] == "confirmed_carrier"
    assert "stand on the same copy (the father D has both on his only X)" in told(results, "W")
    assert person_report(results, "F", "W")["risk"]["next_son_affected"] == pytest.approx(0.5)


def test_of_unknown_phase_is_inconclusive_and_gives_no_figure(tmp_path):
    results = run(tmp_path, HET, HET, samples="W")

    assert statuses(results, "F")["W"] == "inconclusive"
    assert "whether they stand on one copy or on both is not known" in told(results, "W")
    assert all(person_report(results, "F", name)["risk"] is None for name in "WDSTG")
    assert any("how the variants lie" in warning for warning in family_warnings(results, "F"))


@pytest.mark.parametrize(
    ("first", "second", "status"), [("0|1", "1|0", "homozygous"), ("0|1", "0|1", "confirmed_carrier")]
)
def test_phased_genotypes_tell_her_status(tmp_path, first, second, status):
    results = run(tmp_path, f"{first}:15,15:30:99", f"{second}:15,15:30:99", samples="W")

    assert statuses(results, "F")["W"] == status


def test_an_affected_compound_heterozygote_fits_and_an_unaffected_one_does_not(tmp_path):
    for affected, verdict in ((2, "consistent"), (1, "inconsistent")):
        pedigree = f"F W 0 0 2 {affected}\n"
        results = run(
            tmp_path / verdict, "0|1:15,15:30:99", "1|0:15,15:30:99", samples="W", pedigree=pedigree
        )
        report = (results / "families" / "F" / "carrier_report.json").read_text()
        assert f'"verdict": "{verdict}"' in report


def test_a_deletion_of_the_other_copy_leaves_no_normal_copy(tmp_path):
    deletion = "chrX 136648100 . A <DEL> 50 PASS SVTYPE=DEL;END=136648600 GT 0/1 0"
    path = write_vcf(tmp_path / "a.vcf", deletion, f"{THR254MET} {HET} {HEMI}", samples="WS")
    sheet = f"sample\tvcf\nW\t{path}\nS\t{path}\n"

    results = run_stages(tmp_path, sheet, "F W 0 0 2 2\nF S 0 W 1 0\n")

    assert statuses(results, "F")["W"] == "homozygous"
    assert "(the son S has one of them without the other): no normal copy is left" in told(results, "W")
    report = (results / "families" / "F" / "carrier_report.json").read_text()
    assert "W: affected female without a normal copy" in report
