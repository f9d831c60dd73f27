"""The quick way to a reference block, by arrays, and the long way come to the same."""

import random
from dataclasses import replace

import pytest

from cd40lg_annot.calls.extract import file_sites, sample_content
from cd40lg_annot.calls.ledger import tally_of
from cd40lg_annot.calls.plain import plain_blocks
from cd40lg_annot.calls.record_content import RecordContent, site_of
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, SampleColumns, VcfRecord

LOCUS = read_locus()
POS = 136_648_396
COUNT = 12
NAMES = [f"S{number}" for number in range(COUNT)]
NUMBERS = ["30", "0", "3", ".", "-1", "1e1", "007", "999999999", "1234567890", "12.5", "", "nan", "\u0663"]
GENOTYPES = [
    *["0/0", "0|0", "0", "0/1", "1", "./.", "0/.", ".", "1/1", "0/0/0", "|0", "/0/0", "0|1", "0/2", "2"],
    *["00/0", "10", "0/10", "0\\0", ""],
]
COUNTS = ["30,0", "29,1", "20,10", ".", "28,2", ".,.", "0", "30,0,1", "30,1,0", "30,0,", "x,0", ",0", "30,00"]
VALUES = {
    "DP": NUMBERS,
    "GQ": NUMBERS,
    "AD": COUNTS,
    "PL": ["0,90,900", "."],
    "FT": ["PASS", "LowGQ", ".", "PASSED", "PASS;PASS"],
    "GQX": ["7", "."],
    "MIN_DP": ["5", "."],
    "AO": ["0", "5"],
    "VAF": ["0", "0.5"],
    "CN": ["1", "2"],
    "PID": ["1_A_C", "."],
    "PGT": ["0|1", "0|0", ".", "a|b"],
}
ALTS = [
    *[("C",), ("C", "G"), ("C", "<NON_REF>"), ("<*>",), ("TA",), (), ("*",), ("<DEL>",), ("R",)],
    *[("C", "*"), ("T",), ("C" * 60,), ("T" + "A" * 60, "C"), ("T[chrX:5[",), ("N",)],
]
REFS = {"T": POS, "R": POS, "TG": LOCUS.genomic_pos(LOCUS.sequence.index("TG", 5000) + 1, Build.GRCH38)}
INFOS = [{}, {}, {}, {"SVTYPE": "DEL"}, {"DP": "9"}, {"MIN_DP": "4"}, {"CN": "1"}]


def drawn_record(rng, keys):
    """A record whose columns are plain more often than not."""
    columns = []
    for _ in range(COUNT):
        often = rng.random() < 0.5
        values = [rng.choice(GENOTYPES[:3] if often else GENOTYPES)]
        values += [rng.choice(VALUES[key][:2] if often else VALUES[key]) for key in keys[1:]]
        columns.append(":".join(values[: rng.choice([len(values)] * 4 + [1, 2])]))
    ref = rng.choice(["T", "T", "T", "TG", "R"])
    return VcfRecord(
        contig="chrX",
        pos=REFS[ref],
        end=REFS[ref] + len(ref) - 1,
        ref=ref,
        alts=rng.choice([("C",), rng.choice(ALTS)]),
        filters=rng.choice([(), ("LowQual",), ("RefCall",)]),
        info=rng.choice(INFOS),
        format_keys=keys,
        formats=SampleColumns(keys, {name: number for number, name in enumerate(NAMES)}, "\t".join(columns)),
    )


def read_long_way(record, name):
    """What the long way reads, or None: some genotypes drawn are none, or name no allele."""
    try:
        return site_of("a.vcf", record, LOCUS, Build.GRCH38).content(name)
    except UnreadableFileError:
        return None


def plain_of(record):
    """Columns that are plain by the arrays, each of which the long way reads as the same block alone."""
    blocks = plain_blocks(site_of("a.vcf", record, LOCUS, Build.GRCH38)) or [None] * COUNT
    for name, block in zip(NAMES, blocks, strict=True):
        if block is not None:
            long_way = read_long_way(record, name)
            assert long_way is not None
            assert long_way == RecordContent(block=block)
    return [name for name, block in zip(NAMES, blocks, strict=True) if block is not None]


def test_both_ways_come_to_the_same():
    rng = random.Random(959)
    found = 0
    for _ in range(2500):
        keys = rng.sample(sorted(VALUES), rng.choice([0, 1, 2, 3, 5]))
        found += len(plain_of(drawn_record(rng, ("GT", *keys))))

    assert found > 500


@pytest.mark.parametrize(
    "keys", [("GT", "AD", "DP", "GQ"), ("GT", "DP", "GQ", "FT"), ("GT", "AD", "DP", "GQ", "PL")]
)
def test_both_ways_come_to_the_same_in_an_ordinary_joint_file(keys):
    rng = random.Random(11935)

    assert sum(len(plain_of(drawn_record(rng, keys))) for _ in range(1000)) > 1000


def test_a_sample_of_many_is_read_as_it_is_alone():
    rng = random.Random(308230)
    keys = ("GT", "AD", "DP", "GQ")
    texts = ["0/0:30,0:30:99", "0|0:7,1:8:20", "0:9,0:9:30", "0/1:9,9:18:99", "./.:.:.:.", "0/0:90,5:95:99"]
    for _ in range(200):
        columns = [rng.choice(texts) for _ in NAMES]
        together = joint_record(keys, columns)
        sites = file_sites("a.vcf", [together], LOCUS, Build.GRCH38)
        for name, text in zip(NAMES, columns, strict=True):
            values = {key: value for key, value in zip(keys, text.split(":"), strict=True) if value != "."}
            alone = file_sites("a.vcf", [replace(together, formats={name: values})], LOCUS, Build.GRCH38)
            found, expected = sample_content(sites, name), sample_content(alone, name)
            assert books(found, name) == books(expected, name)
            assert (found.calls, found.blocks, found.uncalled) == (
                expected.calls,
                expected.blocks,
                expected.uncalled,
            )
            assert found.set_aside == expected.set_aside
            assert found.records_read == 1


def books(content, name):
    return tally_of((), name, content, LOCUS, Build.GRCH38)


def joint_record(keys, columns):
    numbers = {name: number for number, name in enumerate(NAMES)}
    formats = SampleColumns(keys, numbers, "\t".join(columns))
    return VcfRecord("chrX", POS, POS, "T", ("C",), (), {}, keys, formats)


def test_an_ordinary_joint_call_is_plain():
    columns = ["0/0:30,0:30:90:0,90,900", "0|0:8,1:9:20:0,20,200", "0:5,0:5:10:0,10"] * 4
    blocks = plain_blocks(
        site_of("a.vcf", joint_record(("GT", "AD", "DP", "GQ", "PL"), columns), LOCUS, Build.GRCH38)
    )

    assert [(block.depth, block.genotype_quality) for block in blocks[:3]] == [
        (30, 90.0),
        (9, 20.0),
        (5, 10.0),
    ]
    assert blocks[0] is blocks[3]


def test_genotypes_alone_are_plain():
    blocks = plain_blocks(
        site_of("a.vcf", joint_record(("GT",), ["0|0", "0", "0|1"] * 4), LOCUS, Build.GRCH38)
    )

    assert [block and block.depth for block in blocks[:3]] == [None, None, None]
    assert [block is not None for block in blocks[:3]] == [True, True, False]
