"""Calls of a tumour: never a carrier, never excluded, and no mother of a new mutation."""

import pytest

from stages import run_stages, statuses
from vcfs import CONTIG, write_vcf

MUTECT = [CONTIG["GRCh38"], "##source=Mutect2", "##normal_sample=N", "##tumor_sample=T"]
KEYS = "GT:AD:AF:DP:F1R2:F2R1"
BOY = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99"


@pytest.mark.parametrize(
    ("normal", "tumour", "expected"),
    [
        ("0/0:60,0:0.016:60:30,0:30,0", "0/1:55,12:0.18:67:20,5:35,7", "not_assessed"),
        ("0/1:30,30:0.5:60:15,15:15,15", "0/1:30,33:0.52:63:15,15:15,18", "inconclusive"),
    ],
)
def test_a_mother_read_from_a_tumour_pair_is_neither_excluded_nor_confirmed(
    tmp_path, normal, tumour, expected
):
    record = f"chrX 136659390 . C T . PASS DP=127;TLOD=20 {KEYS} {normal} {tumour}"
    pair = write_vcf(tmp_path / "pair.vcf.bgz", record, samples=("N", "T"), header=MUTECT)
    sheet = f"sample\tvcf\tvcf_sample\nM\t{pair}\tN\nD\t{pair}\tT\n"
    pedigree = "F1\tM\t0\t0\t2\t1\nF1\tD\t0\tM\t2\t1\n"

    found = statuses(run_stages(tmp_path / "run", sheet, pedigree), "F1")

    assert found["M"] == expected
    assert found["D"] == "inconclusive"


def test_a_boy_with_the_variant_and_a_mother_silent_in_her_tumour_is_no_new_mutation(tmp_path):
    record = f"chrX 136659390 . C T . PASS DP=127 {KEYS} 0/0:60,0:0.016:60:30,0:30,0"
    mother = write_vcf(tmp_path / "mother.vcf", record, samples=("T",), header=MUTECT)
    boy = write_vcf(tmp_path / "boy.vcf", BOY)
    sheet = f"sample\tvcf\tvcf_sample\nM\t{mother}\tT\nB\t{boy}\tS\n"
    pedigree = "F1\tM\t0\t0\t2\t1\nF1\tB\t0\tM\t1\t2\n"

    found = statuses(run_stages(tmp_path / "run", sheet, pedigree), "F1")

    assert found["B"] == "affected"
    assert found["M"] == "at_risk"
