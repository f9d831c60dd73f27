"""Every warning of a sample says of what kind it is, and the index counts the kinds."""

import pytest

from stages import run_stages, sample_report
from vcfs import write_vcf

CALL = "chrX 136659390 . C T 60 PASS . GT:AD:DP:GQ"
OUTSIDE = "chrX 136653000 . N <DEL> 60 PASS SVTYPE=DEL;END=136655000 GT ./."
KINDS = {
    "a boy with two alleles": (1, [f"{CALL} 0/1:20,20:40:99"], ["genotype"]),
    "sex not recorded": (0, [f"{CALL} 0/1:20,20:40:99"], ["sex"]),
    "nothing to warn of": (2, [f"{CALL} 0/1:20,20:40:99"], []),
    "a structural record without a call": (2, [OUTSIDE], ["structural"]),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_warning_has_its_kind(name, tmp_path):
    sex, records, kinds = KINDS[name]
    write_vcf(tmp_path / "S.vcf", *records)
    sheet = f"sample\tvcf\nS\t{tmp_path / 'S.vcf'}\n"
    report = sample_report(run_stages(tmp_path / "run", sheet, f"F S 0 0 {sex} 1\n"), "S")
    assert len(report["warnings"]) == len(report["warning_kinds"])
    assert set(kinds) <= set(report["warning_kinds"])
    assert bool(kinds) == bool(report["warnings"])
