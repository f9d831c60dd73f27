"""Which bases a sample was looked at: no negative without evidence.

A base is called reference only where a reference block or an explicit 0/0 of enough depth and
quality covers it. Where nothing covers it, it is not assessed: a file that lists variants
alone says nothing about the bases between them. The rules stand in docs/callability.md.
"""

from collections.abc import Sequence

from cd40lg_annot.calls.base_states import BaseState, BaseStates, base_states, state_of_block
from cd40lg_annot.calls.coverage import inference_rule
from cd40lg_annot.calls.regions import DEFAULT_MARGINS, Margins, Region, coding_regions
from cd40lg_annot.calls.state import (
    DEFAULT_THRESHOLDS,
    NO_DEPTH,
    Thresholds,
    genotype_state,
    joined_state,
)
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.normalize import ambiguous_span
from cd40lg_annot.model import (
    Call,
    ExtractedSample,
    GenotypeState,
    Karyotype,
    Reads,
    RegionCallability,
    Sex,
    Variant,
    Zygosity,
)


def callability(
    sample: ExtractedSample,
    locus: Locus,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    margins: Margins = DEFAULT_MARGINS,
    bases: BaseStates | None = None,
) -> tuple[RegionCallability, ...]:
    """How much of each coding region one sample was assessed at, base by base.

    `bases` is what `base_states` gave for the sample, if it was worked out already.
    """
    bases = bases or base_states(sample, len(locus), thresholds)
    return tuple(_counted(region, bases) for region in coding_regions(locus, margins))


def _counted(region: Region, bases: BaseStates) -> RegionCallability:
    def count(*states: BaseState) -> int:
        return bases.count(region.start, region.end, *states)

    return RegionCallability(
        name=region.name,
        start=region.start,
        end=region.end,
        called_reference=count(BaseState.REFERENCE, BaseState.INFERRED),
        called_variant=count(BaseState.VARIANT, BaseState.DELETED),
        low_quality=count(BaseState.LOW_QUALITY),
        not_covered=count(BaseState.NOT_COVERED),
        not_assessed=count(BaseState.SILENT, BaseState.UNCALLED),
        inferred_reference=count(BaseState.INFERRED),
    )


def is_complete(regions: Sequence[RegionCallability]) -> bool:
    """Whether every base of every region was called, reference or variant."""
    return all(
        region.called_reference + region.called_variant == region.end - region.start for region in regions
    )


def state_at(
    variant: Variant,
    sample: ExtractedSample,
    sex: Sex,
    karyotype: Karyotype | None,
    locus: Locus,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    bases: BaseStates | None = None,
    calls: Sequence[Call] | None = None,
) -> GenotypeState:
    """State of one variant in one sample, listed in its file or not.

    A variant that the file does not list is ABSENT only where every base it could be written at
    was called reference, or where a record lists it and was called 0/0; DELETED where every copy
    lost those bases; otherwise nothing is known. `bases` is what `base_states` gave for the sample, and
    `calls` those of this variant, if they were worked out already.
    """
    if calls is None:
        calls = [call for call in sample.calls if call.variant == variant]
    if calls:
        telling = [call for call in calls if not _says_nothing(call)] or calls
        return joined_state([genotype_state(call, sex, karyotype, thresholds) for call in telling])
    stated = [block for block in sample.reference_blocks if variant in block.excluded]
    if stated and all(state_of_block(block, thresholds) is BaseState.REFERENCE for block in stated):
        depths = [block.depth for block in stated]
        note = f"called 0/0 at this change{_at_least(depths)}"
        return GenotypeState(Zygosity.ABSENT, (note,), depth=_fewest(depths))
    bases = bases or base_states(sample, len(locus), thresholds)
    return _unlisted(variant, sample, bases, locus, thresholds)


def _says_nothing(call: Call) -> bool:
    """Neither genotype nor reads: what a merged file writes for a sample that one of its callers left out."""
    return set(call.alleles) == {None} and call.reads == Reads()


def _unlisted(
    variant: Variant, sample: ExtractedSample, bases: BaseStates, locus: Locus, thresholds: Thresholds
) -> GenotypeState:
    start, end = ambiguous_span(variant, locus.sequence)
    covering = [block for block in sample.reference_blocks if block.start < end and block.end > start]
    depths = [block.depth for block in covering]
    if bases.all_in(start, end, BaseState.REFERENCE):
        note = f"called reference at this position{_at_least(depths)}"
        return GenotypeState(Zygosity.ABSENT, (note,), depth=_fewest(depths))
    if bases.all_in(start, end, BaseState.REFERENCE, BaseState.INFERRED):
        return GenotypeState(Zygosity.ABSENT, (inference_rule(thresholds),))
    if bases.all_in(start, end, BaseState.DELETED):
        note = "the base is lost with a deletion on every copy"
        return GenotypeState(Zygosity.DELETED, (note,), warning=True)
    if bases.all_in(start, end, BaseState.SILENT):
        note = "not assessed: the file has no record and no reference block here"
        return GenotypeState(Zygosity.NO_CALL, (note,))
    qualities = [block.genotype_quality for block in covering if block.genotype_quality is not None]
    depths += [block.depth for block in sample.uncalled if block.start < end and block.end > start]
    return GenotypeState(Zygosity.NO_CALL, (_too_little(depths, qualities, thresholds),))


def _fewest(depths: Sequence[int | None]) -> int | None:
    """Fewest reads of all blocks; None where one of them gives no depth."""
    return min(depths, default=None) if None not in depths else None  # type: ignore[type-var]


def _at_least(depths: Sequence[int | None]) -> str:
    known = [depth for depth in depths if depth is not None]
    return f", at least {min(known)} reads" if known else f", {NO_DEPTH}"


def _too_little(depths: Sequence[int | None], qualities: Sequence[float], thresholds: Thresholds) -> str:
    known = [depth for depth in depths if depth is not None]
    found = [f"{min(known)} reads"] if known else []
    found += [f"genotype quality {min(qualities):g}"] if qualities else []
    return (
        f"not assessed well enough: {', '.join(found) or 'filtered or only partly covered'}; wanted are "
        f"{thresholds.minimum_depth} reads, genotype quality {thresholds.minimum_genotype_quality:g} "
        "and every base"
    )
