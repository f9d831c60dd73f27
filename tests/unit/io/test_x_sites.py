"""Genotypes on X counted for sex."""

import random

import pytest

from cd40lg_annot.calls.x_sites import count_x_sites
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.vcf import read_x
from cd40lg_annot.io.vcf_file import opened_vcf
from cd40lg_annot.io.vcf_header import header_of
from cd40lg_annot.io.x_sites import PassedSites, read_x_sites
from cd40lg_annot.locus.builds import X_WITHOUT_PARS
from cd40lg_annot.model import Build, SexCounts
from vcfs import write_vcf


def counted(path):
    with opened_vcf(path) as file:
        return count_x_sites(file.path, read_x_sites(file, Build.GRCH38), file.columns)


def test_a_gvcf_is_counted_as_the_list_of_its_variants_is(tmp_path):
    plain = [
        "chrX 10000000 . A C 50 PASS . GT 0/1",
        "chrX 10000010 . A C 50 PASS . GT 1/1",
        "chrX 10000020 . A C 50 PASS . GT 1",
        "chrX 10000030 . AT A 50 PASS . GT 0/1",
        "chrX 1000000 . A C 50 PASS . GT 0/1",
    ]
    blocks = "chrX 10000040 . A <NON_REF> . . END=10000090 GT 0/0"
    gvcf = [line.replace(" C ", " C,<NON_REF> ").replace(" A 50", " A,<NON_REF> 50") for line in plain]

    found = [
        counted(write_vcf(tmp_path / name, *lines))["S"]
        for name, lines in (("a.vcf", plain), ("b.vcf", [*gvcf, blocks]))
    ]

    assert found[0].counts == found[1].counts == SexCounts(1, 1, 1)
    assert found[0].sketch == found[1].sketch


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("build", Build)
def test_sites_taken_down_in_passing_are_those_that_the_index_finds(tmp_path, seed, build):
    rng = random.Random(seed)
    edges = [bound + near for one in Build for bound in X_WITHOUT_PARS[one] for near in (-1, 0, 1)]
    dense = [rng.randint(50_000_000, 80_000_000) for _ in range(600)]
    places = sorted({*edges, *dense, *(rng.randint(1, 155_000_000) for _ in range(300))})
    alts = ("C", "C,<NON_REF>", "C,G", "<NON_REF>", "CT")
    lines = [f"chrX {pos} . A {rng.choice(alts)} 50 PASS . GT 0/1" for pos in places]
    path = write_vcf(tmp_path / "a.vcf.bgz", *lines, beyond=False)
    locus = read_locus()
    windows = [(locus.genomic_pos(1, one), locus.genomic_pos(len(locus), one)) for one in Build]
    with opened_vcf(path) as file:
        passed = PassedSites()
        read_x(file, header_of(file), windows, passed)
        taken = [(site.pos, site.bases) for site in read_x_sites(file, build, passed)]
        found = [(site.pos, site.bases) for site in read_x_sites(file, build)]

    assert passed.is_whole
    assert taken == found
    assert len(found) > 200
