"""What showed which bases were looked at, and by which limits, in words for the report."""

from collections.abc import Iterator, Sequence

from cd40lg_annot.calls.base_states import BaseState, BaseStates
from cd40lg_annot.calls.coverage import COVERED, UNREPORTED, depth_marks, inference_rule
from cd40lg_annot.calls.regions import Margins
from cd40lg_annot.calls.state import Thresholds
from cd40lg_annot.model import CallSet, CoverageKind, ExtractedSample, RegionCallability

_CALL_SETS = {
    CallSet.GVCF: "The VCF is a gVCF: its reference blocks show which bases were looked at.",
    CallSet.ALL_SITES: "The VCF lists every site: its reference calls show which bases were looked at.",
    CallSet.VARIANTS_ONLY: "The VCF lists variants alone; it does not show which bases were looked at.",
}
_KINDS = {CoverageKind.DEPTH_FILE: "the depth file", CoverageKind.ALIGNMENT: "the alignment"}


def callability_sources(
    sample: ExtractedSample,
    regions: Sequence[RegionCallability],
    thresholds: Thresholds,
    margins: Margins,
) -> tuple[str, ...]:
    """Name each source of evidence, the rule of inference where it was used, and the limits."""
    return (
        _CALL_SETS[sample.call_set],
        *_depth(sample, regions, thresholds),
        *_without_figures(sample, regions),
        _limits(thresholds, margins),
    )


def _limits(thresholds: Thresholds, margins: Margins) -> str:
    return (
        f"A base counts as called with at least {thresholds.minimum_depth} reads and genotype quality "
        f"{thresholds.minimum_genotype_quality:g}, where the file gives them, and no filter failed. Splice "
        f"margins reach {margins.acceptor} bases before and {margins.donor} bases after a coding exon."
    )


def _depth(
    sample: ExtractedSample, regions: Sequence[RegionCallability], thresholds: Thresholds
) -> Iterator[str]:
    if sample.coverage is None:
        return
    name = sample.coverage.path.rpartition("/")[2]
    yield f"Depth was read from {_KINDS[sample.coverage.kind]} {name}: {sample.coverage.rule}."
    inferred = sum(region.inferred_reference for region in regions)
    if inferred:
        yield f"{inferred:,} bases: {inference_rule(thresholds)}"
    elif sample.call_set is not CallSet.VARIANTS_ONLY:
        yield "Depth does not fill the gaps of such a file: a base that it leaves out was not called."
    yield from (f"{note[:1].upper()}{note[1:]}." for note in sample.coverage.notes)


def _without_figures(sample: ExtractedSample, regions: Sequence[RegionCallability]) -> Iterator[str]:
    bare = bytearray(max((region.end for region in regions), default=0))
    for block in sample.reference_blocks:
        if block.depth is None and block.genotype_quality is None:
            bare[block.start : block.end] = b"\1" * len(bare[block.start : block.end])
    bases = sum(bare[region.start : region.end].count(1) for region in regions)
    if bases:
        yield f"{bases:,} bases were called reference without any depth or quality."


def contradicted_bases(
    sample: ExtractedSample,
    bases: BaseStates,
    regions: Sequence[RegionCallability],
    thresholds: Thresholds,
) -> int:
    """Bases that the VCF calls reference with enough reads, and at which the other file has too few."""
    marks = depth_marks(sample.coverage, len(bases.states), thresholds)
    return sum(
        bases.states[index] == BaseState.REFERENCE and UNREPORTED < marks[index] < COVERED
        for region in regions
        for index in range(region.start, region.end)
    )
