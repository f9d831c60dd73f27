"""Recorded sex against the calls on X outside the PARs."""

import pytest

from cd40lg_annot.calls.sex import sex_check
from cd40lg_annot.model import Karyotype, Sex, SexCounts

MAN_HAPLOID = SexCounts(heterozygous=62, homozygous=16, haploid=390, y=7)
MAN_DIPLOID = SexCounts(heterozygous=11, homozygous=482, y=28)
WOMAN = SexCounts(heterozygous=409, homozygous=212, y=3)


@pytest.mark.parametrize(
    ("counts", "sex", "karyotype", "verdict"),
    [
        (MAN_HAPLOID, Sex.MALE, None, "concordant"),
        (MAN_DIPLOID, Sex.MALE, None, "concordant"),
        (WOMAN, Sex.FEMALE, None, "concordant"),
        (WOMAN, Sex.MALE, None, "discordant"),
        (MAN_DIPLOID, Sex.FEMALE, None, "discordant"),
        (MAN_HAPLOID, Sex.FEMALE, None, "discordant"),
        (WOMAN, Sex.MALE, Karyotype.XXY, "concordant"),
        (MAN_DIPLOID, Sex.MALE, Karyotype.XXY, "discordant"),
        (MAN_DIPLOID, Sex.FEMALE, Karyotype.X, "concordant"),
        (WOMAN, Sex.MALE, Karyotype.XX, "concordant"),
        (WOMAN, Sex.UNKNOWN, None, "ambiguous"),
        (SexCounts(heterozygous=30, homozygous=70), Sex.MALE, None, "ambiguous"),
        (SexCounts(heterozygous=30, homozygous=70), Sex.FEMALE, None, "ambiguous"),
        (SexCounts(), Sex.MALE, None, "not_verifiable"),
        (SexCounts(haploid=29), Sex.MALE, None, "not_verifiable"),
        (SexCounts(haploid=30), Sex.MALE, None, "concordant"),
    ],
)
def test_verdict(counts, sex, karyotype, verdict):
    assert sex_check(counts, sex, karyotype).verdict == verdict


def test_the_figures_stand_in_the_reason():
    reason = sex_check(WOMAN, Sex.MALE).reason

    assert "409 of 621" in reason
    assert "recorded as male" in reason
