"""Depth from reads, against a count of each base of each read by itself."""

from hypothesis import given
from hypothesis import strategies as st

from cd40lg_annot.calls.depth import ReadFloors, depth_blocks, depths_of, shortened
from cd40lg_annot.model import AlignedRead, DepthBlock

LENGTH = 40
MATCH, INSERTED, DELETED, SKIPPED, CLIPPED, _, _, EQUAL, DIFFERENT = range(9)
ON_READ = {MATCH, INSERTED, CLIPPED, EQUAL, DIFFERENT}
ON_BOTH = {MATCH, EQUAL, DIFFERENT}
OPERATIONS = st.tuples(st.sampled_from(sorted(ON_READ | {DELETED, SKIPPED})), st.integers(1, 8))
FLOORS = ReadFloors(mapping_quality=20, base_quality=15)


@st.composite
def reads(draw):
    cigar = tuple(draw(st.lists(OPERATIONS, min_size=1, max_size=5)))
    bases = sum(length for operation, length in cigar if operation in ON_READ)
    return AlignedRead(
        name=draw(st.sampled_from("abcd")),
        flag=draw(st.sampled_from([0x1, 0x1, 0x1, 0x0, 0x4, 0x101, 0x201, 0x401, 0x801])),
        start=draw(st.integers(-10, LENGTH + 5)),
        mapping_quality=draw(st.sampled_from([0, 19, 20, 60])),
        cigar=cigar,
        qualities=bytes(draw(st.lists(st.sampled_from([2, 14, 15, 40]), min_size=bases, max_size=bases))),
    )


def counted_base_by_base(reads):
    """Each base on its own: a set of fragments that show it."""
    fragments = [set() for _ in range(LENGTH)]
    for number, read in enumerate(reads):
        if read.flag & 0x704 or read.mapping_quality < 20:
            continue
        reference, index = read.start, 0
        for operation, length in read.cigar:
            for _ in range(length):
                shows = operation in ON_BOTH and read.qualities[index] >= 15
                if shows and 0 <= reference < LENGTH:
                    fragments[reference].add(read.name if read.flag & 1 else number)
                reference += operation in ON_BOTH | {DELETED, SKIPPED}
                index += operation in ON_READ
    return [len(names) for names in fragments]


@given(st.lists(reads(), max_size=6))
def test_depth_is_the_number_of_fragments_that_show_a_base(some):
    assert depths_of(some, LENGTH, FLOORS) == counted_base_by_base(some)


def test_reads_without_qualities_count():
    read = AlignedRead("r", 0, 3, 60, ((MATCH, 2),), b"")

    assert depths_of([read], 6) == [0, 0, 0, 1, 1, 0]


@given(st.lists(st.integers(0, 130), max_size=30))
def test_blocks_never_show_more_depth_than_there_is(depths):
    blocks = depth_blocks(depths)

    assert [block.start for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    for block in blocks:
        assert block.depth == min(depths[block.start : block.end])
    assert sum(block.end - block.start for block in blocks) == len(depths)


def test_blocks_of_different_classes_stay_apart():
    blocks = [DepthBlock(0, 2, 4, "4:100"), DepthBlock(2, 3, 4, ""), DepthBlock(3, 5, None, "CALLABLE")]

    assert shortened(blocks) == tuple(blocks)
