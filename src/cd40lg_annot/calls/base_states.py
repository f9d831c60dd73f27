"""What is known of every base of the locus in one sample, from all that its files say.

Where statements about one base disagree, the weaker one stands: two blocks that overlap, or a block
and an uncalled record, leave no way to tell which is right, and a base in doubt is not reference.
Two things outrank that. A record of a variant at its own bases speaks more closely than a block
around it. And a deletion on every copy explains why nothing could be read in it.

Depth from another file speaks where the VCF does not: of bases without any record, and for blocks
that give no depth of their own. A VCF that lists variants alone, from a caller that ran over a
base with enough reads, would have listed a variant there: such a base is reference by inference. A gVCF
or an all-sites VCF that leaves a base out was not called there, whatever the depth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from cd40lg_annot.calls.coverage import COVERED, SHALLOW, UNCOVERED, UNREPORTED, depth_marks
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.model import Call, CallSet, ExtractedSample, ReferenceBlock, StructuralCall, UncalledBlock


class BaseState(IntEnum):
    """What is known of one base; among statements about one base the smallest wins.

    SILENT: no statement. UNCALLED: a record without genotype and without depth, or a gap that a gVCF
    leaves although reads are there. DELETED: lost on every copy. INFERRED: reference, from depth and
    the silence of a list of variants.
    """

    SILENT = 0
    UNCALLED = 1
    NOT_COVERED = 2
    LOW_QUALITY = 3
    REFERENCE = 4
    VARIANT = 5
    DELETED = 6
    INFERRED = 7


@dataclass(frozen=True, slots=True)
class BaseStates:
    """One `BaseState` for each base of the locus, in order."""

    states: bytes

    def count(self, start: int, end: int, *states: BaseState) -> int:
        """Bases of the interval (0-based, half-open) in any of the states."""
        part = self.states[start:end]
        return sum(part.count(state) for state in states)

    def all_in(self, start: int, end: int, *states: BaseState) -> bool:
        """Whether every base of the interval is in one of the states."""
        return self.count(start, end, *states) == end - start


def base_states(
    sample: ExtractedSample, length: int, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> BaseStates:
    """What one sample's files say of every base of a locus of `length` bases."""
    states = bytearray(length)
    marks = depth_marks(sample.coverage, length, thresholds)
    for block in sample.reference_blocks:
        _weaken(states, block.start, block.end, state_of_block(block, thresholds))
        if block.depth is None:
            _weaken_by_depth(states, block, marks)
    for uncalled in sample.uncalled:
        _weaken(states, uncalled.start, uncalled.end, _state_of_uncalled(uncalled))
    # A doubtful record leaves its bases in doubt, whatever else is called at them: it comes last.
    for call in sorted(sample.calls, key=lambda call: is_weak(call, thresholds)):
        if 1 in call.alleles and not call.parts:
            _mark_call(states, call, thresholds)
    _mark_lost(states, sample.structural, thresholds)
    _fill_by_depth(states, marks, sample.call_set)
    return BaseStates(bytes(states))


def state_of_block(block: ReferenceBlock, thresholds: Thresholds) -> BaseState:
    """What a reference block shows of its bases; depth and quality count where they are given."""
    if block.depth == 0:
        return BaseState.NOT_COVERED
    too_shallow = block.depth is not None and block.depth < thresholds.minimum_depth
    quality = block.genotype_quality
    too_doubtful = quality is not None and quality < thresholds.minimum_genotype_quality
    weak = block.filters or too_shallow or too_doubtful
    return BaseState.LOW_QUALITY if weak else BaseState.REFERENCE


def _state_of_uncalled(block: UncalledBlock) -> BaseState:
    if block.depth == 0:
        return BaseState.NOT_COVERED
    return BaseState.UNCALLED if block.depth is None and not block.half_called else BaseState.LOW_QUALITY


def _weaken(states: bytearray, start: int, end: int, state: BaseState) -> None:
    start, end = max(0, start), min(end, len(states))
    if not any(states[start:end]):
        states[start:end] = bytes([state]) * max(0, end - start)
        return
    for index in range(start, end):
        if states[index] == BaseState.SILENT or state < states[index]:
            states[index] = state


def _weaken_by_depth(states: bytearray, block: ReferenceBlock, marks: bytes) -> None:
    """Let another file's depth speak for a block that gives none."""
    for index in range(block.start, block.end):
        if marks[index] not in {UNREPORTED, COVERED}:
            _weaken(states, index, index + 1, _STATE_OF_MARK[marks[index]])


_STATE_OF_MARK = {UNCOVERED: BaseState.NOT_COVERED, SHALLOW: BaseState.LOW_QUALITY}


def _fill_by_depth(states: bytearray, marks: bytes, call_set: CallSet) -> None:
    if not any(marks):
        return
    covered = BaseState.INFERRED if call_set is CallSet.VARIANTS_ONLY else BaseState.UNCALLED
    for index, mark in enumerate(marks):
        if mark != UNREPORTED and states[index] == BaseState.SILENT:
            states[index] = covered if mark == COVERED else _STATE_OF_MARK[mark]


def _mark_call(states: bytearray, call: Call, thresholds: Thresholds) -> None:
    """Mark the bases that a called variant stands at.

    The bases of a deletion after POS are those of the other copy, too, unless every copy lost them:
    there a weak statement stays.
    """
    start, end = call.variant.pos - 1, call.variant.pos - 1 + len(call.variant.ref)
    if is_weak(call, thresholds):
        states[start:end] = bytes([BaseState.LOW_QUALITY]) * (end - start)
        return
    is_deletion = len(call.variant.ref) > len(call.variant.alt)
    own = start + len(call.variant.alt) if is_deletion else end
    states[start:own] = bytes([BaseState.VARIANT]) * (own - start)
    if set(call.alleles) == {1}:
        states[own:end] = bytes([BaseState.DELETED]) * (end - own)
        return
    for index in range(own, end):
        if states[index] in {BaseState.SILENT, BaseState.REFERENCE}:
            states[index] = BaseState.VARIANT


def is_weak(call: Call, thresholds: Thresholds) -> bool:
    """Whether a call is filtered, half, too shallow or too doubtful to settle its bases."""
    quality, depth = call.genotype_quality, call.reads.depth
    return bool(
        call.filters
        or None in call.alleles
        or (depth is not None and depth < thresholds.minimum_depth)
        or (quality is not None and quality < thresholds.minimum_genotype_quality)
    )


def _mark_lost(states: bytearray, structural: Iterable[StructuralCall], thresholds: Thresholds) -> None:
    """Mark what a structural deletion takes from every copy: no copies left, or every copy called with it."""
    for call in structural:
        quality = call.genotype_quality
        doubtful = quality is not None and quality < thresholds.minimum_genotype_quality
        if call.filters or doubtful or not _takes_every_copy(call):
            continue
        # Of an end that is not known exactly, only what is lost in any case counts.
        first = call.start_range[1] if call.start_range else call.start
        last = call.end_range[0] if call.end_range else call.end
        start, end = max(0, first), min(len(states), last)
        if start < end:
            states[start:end] = bytes([BaseState.DELETED]) * (end - start)


def _takes_every_copy(call: StructuralCall) -> bool:
    if call.kind not in {"DEL", "CNV"}:
        return False
    if call.copy_number is not None:
        return call.copy_number == 0
    return call.kind == "DEL" and call.genotyped and not call.is_segment and set(call.alleles) == {1}
