"""Genotypes on X counted for sex."""

from cd40lg_annot.calls.x_sites import count_x_sites
from cd40lg_annot.io.vcf_file import opened_vcf
from cd40lg_annot.io.x_sites import read_x_sites
from cd40lg_annot.model import Build, SexCounts
from vcfs import write_vcf


def counted(path):
    with opened_vcf(path) as file:
        return count_x_sites(read_x_sites(file, Build.GRCH38), file.columns)


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
