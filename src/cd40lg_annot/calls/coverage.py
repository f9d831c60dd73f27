"""What depth alone shows of a base: reads are there, which is not the same as a call."""

from cd40lg_annot.calls.state import Thresholds
from cd40lg_annot.model import Coverage, DepthBlock

# Classes of mosdepth's and GATK's (CallableLoci) documentation. A class's name is the laboratory's word.
ENOUGH = frozenset({"CALLABLE", "HIGH_COVERAGE"})
TOO_LITTLE = frozenset({"LOW_COVERAGE", "POOR_MAPPING_QUALITY", "EXCESSIVE_COVERAGE"})
NONE_AT_ALL = frozenset({"NO_COVERAGE", "REF_N"})

UNREPORTED, UNCOVERED, SHALLOW, COVERED = range(4)


def depth_marks(coverage: Coverage | None, length: int, thresholds: Thresholds) -> bytes:
    """One mark for each base of the locus; where blocks overlap, the least depth stands."""
    marks = bytearray(length)
    for block in coverage.blocks if coverage else ():
        mark = _mark(block, thresholds)
        for index in range(max(0, block.start), min(length, block.end)):
            if marks[index] == UNREPORTED or mark < marks[index]:
                marks[index] = mark
    return bytes(marks)


def _mark(block: DepthBlock, thresholds: Thresholds) -> int:
    if block.depth is None:
        if block.label in ENOUGH:
            return COVERED
        return UNCOVERED if block.label in NONE_AT_ALL else SHALLOW
    if block.depth >= thresholds.minimum_depth:
        return COVERED
    return UNCOVERED if block.depth == 0 and block.label in {"", "0:1"} else SHALLOW


def inference_rule(thresholds: Thresholds) -> str:
    """How a base without a record comes to count as reference."""
    return (
        f"Reference inferred from depth of at least {thresholds.minimum_depth} reads and no variant record; "
        "this holds only where the caller was run over these bases."
    )
