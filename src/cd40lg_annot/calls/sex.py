"""Whether a sample's calls on X fit the sex in the pedigree.

The caller's ploidy is not evidence of sex: it is what somebody told the caller. The share of
heterozygous calls among the carried ones outside the PARs is. In the public reference samples
that the tests read it is 0.60 to 0.66 for three call sets of two women, and 0.02 and 0.13 for two men.
"""

from cd40lg_annot.model import Karyotype, Sex, SexCheck, SexCounts, x_copies

# Fewer carried genotypes than this decide nothing: a VCF of a gene or of a small panel.
ENOUGH_GENOTYPES = 30
ONE_X_AT_MOST = 0.20
SEVERAL_X_AT_LEAST = 0.35


def sex_check(counts: SexCounts, sex: Sex, karyotype: Karyotype | None = None) -> SexCheck:
    """Compare the calls with the recorded sex, or with the karyotype where one is given.

    >>> sex_check(SexCounts(heterozygous=400, homozygous=210), Sex.MALE).verdict
    'discordant'
    """
    carried = counts.heterozygous + counts.homozygous + counts.haploid
    if carried < ENOUGH_GENOTYPES:
        reason = (
            f"sex not verifiable from this input: {carried} carried genotypes on X outside the "
            f"PARs, {ENOUGH_GENOTYPES} are needed"
        )
        return SexCheck("not_verifiable", reason)
    share = counts.heterozygous / carried
    figures = (
        f"{counts.heterozygous} of {carried} carried genotypes on X outside the PARs are heterozygous "
        f"({100 * share:.0f} %), {counts.haploid} are written haploid; {counts.y} variants on Y"
    )
    expected = x_copies(sex, karyotype)
    if ONE_X_AT_MOST < share < SEVERAL_X_AT_LEAST:
        limits = f"between {100 * ONE_X_AT_MOST:.0f} % (one X) and {100 * SEVERAL_X_AT_LEAST:.0f} % (two X)"
        return SexCheck("ambiguous", f"{figures}: {limits}; contamination, mosaicism or 47,XXY")
    found = 1 if share <= ONE_X_AT_MOST else 2
    words = f"{figures}: as expected for {'one X' if found == 1 else 'two X'}"
    if expected is None:
        return SexCheck("ambiguous", f"{words}; the pedigree gives no sex", found)
    if (expected > 1) == (found > 1):
        return SexCheck("concordant", words, found)
    recorded = karyotype.value if karyotype else sex.value
    return SexCheck("discordant", f"{words}, but the person is recorded as {recorded}", found)
