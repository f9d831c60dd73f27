"""Recorded sex against calls, depth and ready-made tables."""

import pytest

from cd40lg_annot.calls.sex import sex_check
from cd40lg_annot.calls.sex_sources import from_depth
from cd40lg_annot.classify.sample import _stamped
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import (
    ChromosomeDepths,
    Sex,
    SexCounts,
)
from cd40lg_annot.validation.calls import a_sex_source, sex_check_of, some_depths

WOMAN = SexCounts(heterozygous=409, homozygous=212, y=3)
STAMPS = {
    "discordant": "Sex discordant, not for release.",
    "ambiguous": "Sex ambiguous, not for release",
    "": "A",
}


@pytest.mark.parametrize("row", read_truth("sex"), ids=lambda row: row["case"])
def test_truth(row):
    check = sex_check_of(row)

    assert check.verdict == row["verdict"], check.reason
    assert _stamped("A", check).startswith(STAMPS[row["stamp"] or ""])


def test_enough_genotypes_are_thirty():
    assert sex_check(SexCounts(haploid=29), Sex.MALE).verdict == "not_verifiable"
    assert sex_check(SexCounts(haploid=30), Sex.MALE).verdict == "concordant"


def test_the_figures_stand_in_the_reason():
    check = sex_check(WOMAN, Sex.MALE)

    assert "409 of 621" in check.reason
    assert "recorded as male" in check.reason
    assert [(source.source, source.fits) for source in check.sources] == [("calls", False)]


def test_every_source_stands_in_the_reason_with_its_file_and_row():
    check = sex_check(
        WOMAN, Sex.FEMALE, depths=some_depths(1, 0.05), tables=[a_sex_source("somalier:-:93/111")]
    )

    assert [source.source for source in check.sources] == ["calls", "depth (a.bam)", "somalier (t, row 2)"]
    for words in ("409 of 621", "autosome 1.00, of Y 0.05", "93 heterozygous and 111 homozygous"):
        assert words in check.reason
    assert check.x_copies == 2


# Depth of chromosomes 1, X and Y of eleven genomes, published in genozip's page on sex assignment.
GENOMES = """
10.71343 5.65439 3.76707 Male
14.99745 7.63580 5.30143 Male
14.55365 7.29276 5.71087 Male
17.32741 9.14707 8.88780 Male
16.48654 8.53986 8.08142 Male
12.17690 6.20695 6.63175 Male
4.68230 4.64500 0.22333 Female
14.10800 7.31946 4.66873 Male
12.11650 12.26979 0.56171 Female
16.48835 16.00353 0.86917 Female
17.15595 8.95983 7.67593 Male
"""


@pytest.mark.parametrize("line", [line for line in GENOMES.split("\n") if line])
def test_published_depths_are_read_as_published(line):
    first, x, y, sex = line.split()
    depths = {str(number): float(first) for number in range(1, 23)} | {"X": float(x), "Y": float(y)}

    assert from_depth(ChromosomeDepths("a", "depth", depths)).x_copies == {"Male": 1, "Female": 2}[sex]


@pytest.mark.parametrize(
    "depths",
    [
        None,
        ChromosomeDepths("a", "reads", {"X": 30.0}),
        ChromosomeDepths("a", "reads", {"1": 30.0, "2": 30.0, "X": 30.0}),
        ChromosomeDepths("a", "reads", {str(n): 0.0 for n in range(1, 23)} | {"X": 3.0}),
        some_depths(1, 1, autosomes=(*(10,) * 11, *(40,) * 11)),
    ],
    ids=["none", "X alone", "two autosomes", "no depth", "depth of targets"],
)
def test_depth_of_anything_but_a_whole_genome_says_nothing(depths):
    assert from_depth(depths) is None
