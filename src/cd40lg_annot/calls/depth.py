"""Depth along the locus from aligned reads, and depth written short."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cd40lg_annot.model import AlignedRead, DepthBlock

_PAIRED = 0x1
# Unmapped, secondary, failed the machine's checks, duplicate: what other depth programs leave out, too.
_LEFT_OUT = 0x4 | 0x100 | 0x200 | 0x400
# BAM's codes of CIGAR operations: M, =, X use read and reference; D, N the reference; I, S the read.
_BOTH = frozenset({0, 7, 8})
_REFERENCE_ONLY = frozenset({2, 3})
_READ_ONLY = frozenset({1, 4})
# Depths are kept exactly up to 20, and as the least of a band above.
_BANDS = (*range(20), 20, 25, 30, 40, 60, 100)

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadFloors:
    """Least mapping quality of a read, and least quality of a base, to be counted (Phred)."""

    mapping_quality: int = 20
    base_quality: int = 20

    def __str__(self) -> str:
        return (
            f"reads of mapping quality {self.mapping_quality} or more, bases of quality {self.base_quality} "
            "or more, each fragment once, without duplicates and secondary alignments"
        )


DEFAULT_FLOORS = ReadFloors()


def depths_of(reads: Iterable[AlignedRead], length: int, floors: ReadFloors = DEFAULT_FLOORS) -> list[int]:
    """Fragments that cover each base of a locus of `length` bases.

    A deleted or skipped base of a read is not covered by it. Where the two reads of a fragment
    overlap, a base counts once.
    """
    steps = [0] * (length + 1)
    first_reads: dict[str, list[Interval]] = {}
    for read in reads:
        if read.flag & _LEFT_OUT or read.mapping_quality < floors.mapping_quality:
            continue
        covered = [
            (max(0, start), min(length, end))
            for start, end in _covered(read, floors.base_quality)
            if start < length and end > 0
        ]
        is_paired = bool(read.flag & _PAIRED)
        seen = first_reads.get(read.name, []) if is_paired else []
        for start, end in _without(covered, seen):
            steps[start] += 1
            steps[end] -= 1
        if is_paired:
            first_reads[read.name] = sorted(seen + covered)
    return list(accumulate(steps[:length]))


def _covered(read: AlignedRead, base_quality: int) -> Iterator[Interval]:
    """Stretches of the reference at which the read has a base of enough quality."""
    at, index = read.start, 0
    for operation, length in read.cigar:
        if operation in _BOTH:
            yield from _good(read.qualities[index : index + length], at, length, base_quality)
        if operation in _BOTH or operation in _REFERENCE_ONLY:
            at += length
        if operation in _BOTH or operation in _READ_ONLY:
            index += length


def _good(qualities: bytes, at: int, length: int, floor: int) -> Iterator[Interval]:
    if not qualities or min(qualities) >= floor:
        yield at, at + length
        return
    start: int | None = None
    for offset, quality in enumerate(qualities):
        if quality >= floor and start is None:
            start = offset
        elif quality < floor and start is not None:
            yield at + start, at + offset
            start = None
    if start is not None:
        yield at + start, at + length


def _without(intervals: Sequence[Interval], others: Sequence[Interval]) -> Iterator[Interval]:
    """Parts of `intervals` that no interval of `others` (sorted) covers."""
    for start, end in intervals:
        at = start
        for other_start, other_end in others:
            if other_end <= at or other_start >= end:
                continue
            if other_start > at:
                yield at, other_start
            at = max(at, other_end)
        if at < end:
            yield at, end


def depth_blocks(depths: Sequence[int]) -> tuple[DepthBlock, ...]:
    """Depths along the locus as blocks, each with the least depth in it.

    >>> depth_blocks([0, 0, 7, 26, 29, 25])
    (DepthBlock(start=0, end=2, depth=0, label=''), DepthBlock(start=2, end=3, depth=7, label=''), \
DepthBlock(start=3, end=6, depth=25, label=''))
    """
    return shortened(DepthBlock(index, index + 1, depth) for index, depth in enumerate(depths))


def shortened(blocks: Iterable[DepthBlock]) -> tuple[DepthBlock, ...]:
    """Join neighbouring blocks of one class, or of one band of depth, under the least depth of theirs."""
    found: list[DepthBlock] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and last.end == block.start and _kind(last) == _kind(block):
            known = [depth for depth in (last.depth, block.depth) if depth is not None]
            found[-1] = DepthBlock(last.start, block.end, min(known, default=None), last.label)
        else:
            found.append(block)
    return tuple(found)


def _kind(block: DepthBlock) -> tuple[str, int | None]:
    if block.depth is None:
        return block.label, None
    return block.label, max(band for band in _BANDS if band <= max(0, block.depth))
