"""Two changes in one codon on one copy are one protein change, besides the single ones."""

import pytest

from cd40lg_annot.calls.extract import file_sites, sample_content
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, Variant, VcfRecord

LOCUS = read_locus()
# Codon 140 is TGG, c.418 to c.420; its first base is 136659047 on GRCh38.
FIRST = 136_659_047


def record(offset, alt, **values):
    pos = FIRST + offset
    ref = LOCUS.sequence[LOCUS.locus_pos(pos, Build.GRCH38) - 1]
    return VcfRecord("chrX", pos, pos, ref, (alt,), (), {}, tuple(values), {"S": values})


def joined(*records):
    calls = sample_content(file_sites("a.vcf", records, LOCUS, Build.GRCH38), "S").calls
    return [call for call in calls if call.parts]


@pytest.mark.parametrize("genotype", ["1", "1/1", "1|1"])
def test_hemizygous_changes_are_joined_however_written(genotype):
    (call,) = joined(record(0, "C", GT=genotype), record(1, "A", GT=genotype))

    assert call.variant == Variant(FIRST - 136_643_176, "TG", "CA")
    assert call.alleles == tuple(1 for _ in call.alleles)


def test_bases_between_two_changes_stay():
    (call,) = joined(record(0, "C", GT="1"), record(2, "A", GT="1"))

    assert (call.variant.ref, call.variant.alt) == ("TGG", "CGA")


def test_three_changes_of_a_codon_are_one():
    (call,) = joined(record(0, "C", GT="1"), record(1, "A", GT="1"), record(2, "A", GT="1"))

    assert (call.variant.ref, call.variant.alt) == ("TGG", "CAA")


PHASES = {
    "same copy, one phase set": ({"GT": "0|1", "PS": "5"}, {"GT": "0|1", "PS": "5"}, 1),
    "same copy, phased without a set": ({"GT": "1|0"}, {"GT": "1|0"}, 1),
    "other copy": ({"GT": "0|1", "PS": "5"}, {"GT": "1|0", "PS": "5"}, 0),
    "other phase set": ({"GT": "0|1", "PS": "5"}, {"GT": "0|1", "PS": "9"}, 0),
    "not phased": ({"GT": "0/1"}, {"GT": "0/1"}, 0),
    "phase in PGT and PID": (
        {"GT": "0/1", "PGT": "0|1", "PID": "136659047_T_C"},
        {"GT": "0/1", "PGT": "0|1", "PID": "136659047_T_C"},
        1,
    ),
    "PGT on the other copy": (
        {"GT": "0/1", "PGT": "0|1", "PID": "136659047_T_C"},
        {"GT": "0/1", "PGT": "1|0", "PID": "136659047_T_C"},
        0,
    ),
    "one phased, one not": ({"GT": "0|1", "PS": "5"}, {"GT": "0/1"}, 0),
    "homozygous and heterozygous": ({"GT": "1/1"}, {"GT": "0/1"}, 1),
}


@pytest.mark.parametrize("case", PHASES)
def test_heterozygous_changes_are_joined_only_where_the_file_phases_them(case):
    first, second, count = PHASES[case]

    assert len(joined(record(0, "C", **first), record(1, "A", **second))) == count


def test_changes_of_neighbouring_codons_are_not_joined():
    assert joined(record(2, "A", GT="1"), record(3, "A", GT="1")) == []


def test_a_codon_that_an_intron_divides_is_left_alone():
    # Codon 116: c.346 ends exon 3, c.347 begins exon 4.
    before, after = (
        VcfRecord(
            "chrX", pos, pos, LOCUS.sequence[pos - 136_643_177], ("C",), (), {}, ("GT",), {"S": {"GT": "1"}}
        )
        for pos in (136_654_430, 136_656_356)
    )

    assert LOCUS.transcript.codon_of(136_654_430 - 136_643_176) == 116
    assert LOCUS.transcript.codon_of(136_656_356 - 136_643_176) == 116
    assert joined(before, after) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"GT": "1/1"}, {"GT": "0/1", "AD": "1,29", "DP": "30"}, (0, 1)),
        ({"GT": "1"}, {"GT": "1/1"}, (1,)),
        ({"GT": "0/1", "AD": "0,40"}, {"GT": "0/1", "AD": "1,39"}, (0, 1)),
        ({"GT": "1/1"}, {"GT": "0/1", "AD": "15,15"}, (0, 1)),
        ({"GT": "1/1"}, {"GT": "./1"}, (None, 1)),
    ],
)
def test_an_allele_of_every_copy_stands_on_one_copy_with_any_other(first, second, expected):
    for one, other in ((first, second), (second, first)):
        (call,) = joined(record(0, "C", **one), record(1, "A", **other))

        assert call.variant == Variant(FIRST - 136_643_176, "TG", "CA")
        assert call.alleles == expected


def test_few_reads_do_not_make_two_unphased_changes_one():
    assert not joined(record(0, "C", GT="0/1", AD="0,3"), record(1, "A", GT="0/1", AD="0,3"))
