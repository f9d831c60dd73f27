"""Counts by region, and the state of a variant that a file does not list."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cd40lg_annot.calls.base_states import base_states
from cd40lg_annot.calls.callability import callability, is_complete, state_at
from cd40lg_annot.calls.regions import Margins, coding_regions
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import (
    Build,
    Call,
    CallSet,
    Coverage,
    CoverageKind,
    DepthBlock,
    ExtractedSample,
    Reads,
    RecordPlace,
    ReferenceBlock,
    Sex,
    StructuralCall,
    UncalledBlock,
    Variant,
    Zygosity,
)

LOCUS = read_locus()
GOOD = {"depth": 30, "genotype_quality": 60.0}
EVERYTHING = ReferenceBlock(0, len(LOCUS), **GOOD)
PLACE = RecordPlace("chrX", 1, "A", "C")
# A deletion in a run of A: GAAAT at locus 5079-5083 can lose any one of its three A.
ONE_A = Variant(5079, "GA", "G")


def a_file(*blocks, calls=(), uncalled=()):
    return ExtractedSample("S", Build.GRCH38, "chrX", (), (), tuple(calls), blocks, uncalled=tuple(uncalled))


def a_call(variant, *alleles, **fields):
    plain = Call(variant, alleles, PLACE, reads=Reads(depth=30), genotype_quality=60)
    return replace(plain, **fields)


def test_regions_are_the_coding_exons_with_their_splice_margins():
    regions = [(region.name, region.start, region.end) for region in coding_regions(LOCUS)]

    # Exons of NM_000074.3 as printed in the gene model, 1-based on the locus: coding 5073-5228, 7090-7221,
    # 11197-11254, 13180-13242, 15863-16239.
    assert regions == [
        ("exon 1", 5072, 5228 + 8),
        ("exon 2", 7089 - 20, 7221 + 8),
        ("exon 3", 11196 - 20, 11254 + 8),
        ("exon 4", 13179 - 20, 13242 + 8),
        ("exon 5", 15862 - 20, 16239),
    ]


def test_margins_are_the_laboratorys_choice():
    first, second = coding_regions(LOCUS, Margins(donor=2, acceptor=3))[:2]

    assert (first.end, second.start) == (5228 + 2, 7089 - 3)


def test_a_file_that_is_silent_is_not_assessed():
    regions = callability(a_file(), LOCUS)

    assert all(region.not_assessed == region.end - region.start for region in regions)
    assert not is_complete(regions)


def test_one_weak_base_makes_the_gene_incomplete():
    weak = ReferenceBlock(13_200, 13_201, depth=9, genotype_quality=60)
    regions = callability(a_file(EVERYTHING, weak), LOCUS)

    assert [region.low_quality for region in regions] == [0, 0, 0, 1, 0]
    assert not is_complete(regions)
    assert is_complete(callability(a_file(EVERYTHING), LOCUS))


def test_counts_add_up_to_the_length():
    blocks = [ReferenceBlock(5000, 5100, **GOOD), ReferenceBlock(5090, 5120, depth=0)]
    calls = [a_call(Variant(5150, "A", "C"), 0, 1)]
    for region in callability(a_file(*blocks, calls=calls, uncalled=[UncalledBlock(5160, 5170, 4)]), LOCUS):
        total = region.called_reference + region.called_variant + region.low_quality
        assert total + region.not_covered + region.not_assessed == region.end - region.start


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from([None, 0, 5, 9, 10, 30])),
        max_size=8,
    )
)
def test_the_weakest_statement_about_a_base_stands(bounds):
    blocks = [
        ReferenceBlock(min(first, last), max(first, last), depth=depth, genotype_quality=60)
        for first, last, depth in bounds
    ]
    found = base_states(a_file(*blocks), 60).states

    for base in range(60):
        depths = [
            99 if block.depth is None else block.depth for block in blocks if block.start <= base < block.end
        ]
        expected = "." if not depths else "0" if min(depths) == 0 else "l" if min(depths) < 10 else "R"
        assert ".?0lRVD"[found[base]] == expected


SUBSTITUTION = Variant(5080, "A", "C")
STATES = {
    "covered by a good block": (SUBSTITUTION, [EVERYTHING], Zygosity.ABSENT, "at least 30 reads"),
    "nothing there": (SUBSTITUTION, [], Zygosity.NO_CALL, "no record and no reference block"),
    "covered by a weak block": (
        SUBSTITUTION,
        [ReferenceBlock(5000, 5100, depth=4, genotype_quality=12)],
        Zygosity.NO_CALL,
        "4 reads, genotype quality 12; wanted are 10 reads, genotype quality 20",
    ),
    "a weak block over a good one": (
        SUBSTITUTION,
        [EVERYTHING, ReferenceBlock(5079, 5080, depth=4, genotype_quality=60)],
        Zygosity.NO_CALL,
        "4 reads",
    ),
    "a deletion in a repeat, the repeat covered": (
        ONE_A,
        [ReferenceBlock(5078, 5082, **GOOD)],
        Zygosity.ABSENT,
        "",
    ),
    "a deletion in a repeat, its last base not covered": (
        ONE_A,
        [ReferenceBlock(5078, 5081, **GOOD)],
        Zygosity.NO_CALL,
        "",
    ),
    "two blocks that meet": (
        ONE_A,
        [ReferenceBlock(5078, 5080, **GOOD), ReferenceBlock(5080, 5082, **GOOD)],
        Zygosity.ABSENT,
        "",
    ),
    "0/0 at the deletion itself": (
        ONE_A,
        [ReferenceBlock(5078, 5079, **GOOD, excluded=(ONE_A,))],
        Zygosity.ABSENT,
        "0/0 at this change",
    ),
    "a doubtful 0/0 at the deletion itself": (
        ONE_A,
        [EVERYTHING, ReferenceBlock(5078, 5079, depth=3, excluded=(ONE_A,))],
        Zygosity.NO_CALL,
        "",
    ),
    "a good and a doubtful 0/0 at the deletion itself": (
        ONE_A,
        [
            ReferenceBlock(5078, 5079, **GOOD, excluded=(ONE_A,)),
            ReferenceBlock(5078, 5079, depth=3, excluded=(ONE_A,)),
        ],
        Zygosity.NO_CALL,
        "3 reads",
    ),
    "0/0 at another deletion": (
        ONE_A,
        [ReferenceBlock(5078, 5079, **GOOD, excluded=(Variant(5079, "GAA", "G"),))],
        Zygosity.NO_CALL,
        "",
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_state_of_a_variant_that_the_file_does_not_list(case):
    variant, blocks, expected, words = STATES[case]
    state = state_at(variant, a_file(*blocks), Sex.FEMALE, None, LOCUS)

    assert state.zygosity is expected
    assert words in state.notes[0]


def test_a_variant_inside_a_deletion_of_every_copy_is_deleted_rather_than_absent():
    deletion = a_call(Variant(5077, LOCUS.bases(5076, 5086), LOCUS.bases(5076, 5077)), 1)
    state = state_at(SUBSTITUTION, a_file(EVERYTHING, calls=[deletion]), Sex.MALE, None, LOCUS)

    assert state.zygosity is Zygosity.DELETED
    assert state.warning


def test_a_record_without_a_genotype_is_no_evidence_even_inside_a_good_block():
    sample = a_file(EVERYTHING, uncalled=[UncalledBlock(5079, 5080)])

    assert state_at(SUBSTITUTION, sample, Sex.MALE, None, LOCUS).zygosity is Zygosity.NO_CALL


def test_the_repeat_that_the_rows_speak_of():
    assert LOCUS.bases(5078, 5083) == "GAAAC"


def covered(*blocks, call_set=CallSet.VARIANTS_ONLY, reference=(), calls=(), uncalled=()):
    coverage = Coverage(
        CoverageKind.DEPTH_FILE, "depth.bed.gz", tuple(DepthBlock(*block) for block in blocks)
    )
    return replace(a_file(*reference, calls=calls, uncalled=uncalled), coverage=coverage, call_set=call_set)


def states(sample, start=0, end=10):
    return "".join(LETTERS[state] for state in base_states(sample, len(LOCUS)).states[start:end])


LETTERS = ".?0lRVDi"
NO_DEPTH = ReferenceBlock(0, 10)
SNV = a_call(Variant(3, "T", "C"), 0, 1)
DEPTH = {
    "variants alone and enough depth": (covered((0, 10, 30)), "iiiiiiiiii"),
    "at the least depth": (covered((0, 5, 9), (5, 10, 10)), "llllliiiii"),
    "no depth": (covered((0, 10, 0)), "0000000000"),
    "not reported": (covered((3, 6, 30)), "...iii...."),
    "overlapping lines": (covered((0, 6, 30), (4, 8, 3), (7, 10, 30)), "iiiillllii"),
    "class with enough depth": (covered((0, 10, 10, "10:20")), "iiiiiiiiii"),
    "class that may hold too little": (covered((0, 10, 4, "4:100")), "llllllllll"),
    "class of nothing": (covered((0, 10, 0, "0:1")), "0000000000"),
    "class that begins at nothing": (covered((0, 10, 0, "0:10")), "llllllllll"),
    "callable": (covered((0, 5, None, "CALLABLE"), (5, 10, None, "LOW_COVERAGE")), "iiiiilllll"),
    "no coverage": (covered((0, 5, None, "NO_COVERAGE"), (5, 10, None, "EXCESSIVE_COVERAGE")), "00000lllll"),
    "a gVCF's gap was not called": (covered((0, 10, 30), call_set=CallSet.GVCF), "??????????"),
    "a gVCF's gap without depth": (covered((0, 10, 0), call_set=CallSet.GVCF), "0000000000"),
    "a gap of an all-sites VCF": (covered((0, 10, 30), call_set=CallSet.ALL_SITES), "??????????"),
    "blocks come before depth": (
        covered((0, 10, 3), call_set=CallSet.GVCF, reference=[ReferenceBlock(0, 10, **GOOD)]),
        "RRRRRRRRRR",
    ),
    "a weak block stays weak, whatever the depth": (
        covered((0, 10, 30), reference=[ReferenceBlock(0, 10, depth=30, genotype_quality=3)]),
        "llllllllll",
    ),
    "depth speaks for blocks that give none": (
        covered((0, 4, 30), (4, 8, 2), (8, 9, 0), reference=[NO_DEPTH]),
        "RRRRllll0R",
    ),
    "a variant is called": (covered((0, 10, 30), calls=[SNV]), "iiViiiiiii"),
    "a record without genotype is no absence of a record": (
        covered((0, 10, 30), uncalled=[UncalledBlock(4, 6)]),
        "iiii??iiii",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DEPTH)
def test_depth_from_another_file(case):
    sample, expected = DEPTH[case]

    assert states(sample) == expected


def test_reference_by_inference_says_so():
    sample = covered((0, len(LOCUS), 30))
    state = state_at(SUBSTITUTION, sample, Sex.FEMALE, None, LOCUS)
    regions = callability(sample, LOCUS)

    assert state.zygosity is Zygosity.ABSENT
    assert "inferred from depth of at least 10 reads and no variant record" in state.notes[0]
    assert is_complete(regions)
    assert all(region.inferred_reference == region.called_reference for region in regions)


def test_depth_without_a_callers_silence_is_no_absence():
    sample = covered((0, len(LOCUS), 30), call_set=CallSet.GVCF)

    assert state_at(SUBSTITUTION, sample, Sex.MALE, None, LOCUS).zygosity is Zygosity.NO_CALL


def a_loss(**fields):
    plain = StructuralCall("DEL", 2, 8, (1,), PLACE, genotype_quality=60)
    return replace(a_file(), structural=(replace(plain, **fields),))


LOSSES = {
    "on the only copy": (a_loss(), "..DDDDDD.."),
    "no copy left": (a_loss(alleles=(0, 1), copy_number=0), "..DDDDDD.."),
    "a copy is left": (a_loss(alleles=(1, 1), copy_number=1), ".........."),
    "on one of two copies": (a_loss(alleles=(0, 1)), ".........."),
    "ends not known exactly": (a_loss(start_range=(0, 4), end_range=(6, 9)), "....DD...."),
    "ends that may meet": (a_loss(start_range=(0, 7), end_range=(4, 9)), ".........."),
    "the label of a segment": (a_loss(is_segment=True), ".........."),
    "filtered": (a_loss(filters=("LowQual",)), ".........."),
    "doubtful": (a_loss(genotype_quality=3), ".........."),
    "nobody's genotype": (a_loss(genotyped=False), ".........."),
    "a duplication": (a_loss(kind="DUP"), ".........."),
}


@pytest.mark.parametrize("case", LOSSES)
def test_bases_that_a_structural_deletion_takes(case):
    sample, expected = LOSSES[case]

    assert states(sample) == expected
