"""Which bases a sample was looked at: no negative without evidence.

A base is `called_reference` only where a reference block or an explicit 0/0 of enough depth and
quality covers it. Where nothing covers it, it is `not_assessed`: a file that lists variants
alone says nothing about the bases between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds, genotype_state, joined_state
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.normalize import ambiguous_span
from cd40lg_annot.model import (
    ExtractedSample,
    GenotypeState,
    Karyotype,
    ReferenceBlock,
    RegionCallability,
    Sex,
    Variant,
    Zygosity,
)

# Splice margins beside each coding exon, in bases: donor to +8, acceptor from -20.
ACCEPTOR_MARGIN = 20
DONOR_MARGIN = 8

_NOT_COVERED, _LOW, _REFERENCE, _VARIANT = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Region:
    """A named stretch that has to be assessed; `start`, `end` 0-based, half-open, locus axis."""

    name: str
    start: int
    end: int


def coding_regions(locus: Locus) -> tuple[Region, ...]:
    """Coding part of each exon with its splice margins.

    The first exon has no acceptor and the last no donor, so they have no margin there.
    """
    transcript = locus.transcript
    regions = []
    for exon in transcript.exons:
        first, last = exon is transcript.exons[0], exon is transcript.exons[-1]
        start = max(exon.start, transcript.cds_start) - (0 if first else ACCEPTOR_MARGIN)
        end = min(exon.end, transcript.cds_end) + (0 if last else DONOR_MARGIN)
        regions.append(Region(f"exon {exon.number}", start, end))
    return tuple(regions)


def is_good(block: ReferenceBlock, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> bool:
    """Whether a block's depth and quality, where given, suffice to call its bases reference."""
    return not (
        block.filters
        or (block.depth is not None and block.depth < thresholds.minimum_depth)
        or (
            block.genotype_quality is not None
            and block.genotype_quality < thresholds.minimum_genotype_quality
        )
    )


def callability(
    sample: ExtractedSample, locus: Locus, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> tuple[RegionCallability, ...]:
    """How much of each coding region one sample was assessed at, base by base."""
    state = bytearray(len(locus))
    for block in sorted(sample.reference_blocks, key=lambda block: is_good(block, thresholds)):
        mark = _REFERENCE if is_good(block, thresholds) else (_LOW if block.depth else _NOT_COVERED)
        state[block.start : block.end] = bytes([mark]) * (block.end - block.start)
    for call in sample.calls:
        if 1 in call.alleles:
            start = call.variant.pos - 1
            state[start : start + len(call.variant.ref)] = bytes([_VARIANT]) * len(call.variant.ref)
    return tuple(_counted(region, state) for region in coding_regions(locus))


def _counted(region: Region, state: bytearray) -> RegionCallability:
    bases = state[region.start : region.end]
    return RegionCallability(
        name=region.name,
        start=region.start,
        end=region.end,
        called_reference=bases.count(_REFERENCE),
        called_variant=bases.count(_VARIANT),
        low_quality=bases.count(_LOW),
        not_covered=bases.count(_NOT_COVERED),
        not_assessed=bases.count(0),
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
) -> GenotypeState:
    """State of one variant in one sample, listed in its file or not.

    A variant that the file does not list is ABSENT only where good reference blocks cover every
    base it could be written at; otherwise nothing is known.
    """
    calls = [call for call in sample.calls if call.variant == variant]
    if calls:
        return joined_state([genotype_state(call, sex, karyotype, thresholds) for call in calls])
    start, end = ambiguous_span(variant, locus.sequence)
    covering = [block for block in sample.reference_blocks if block.start < end and block.end > start]
    if not _covers([block for block in covering if is_good(block, thresholds)], start, end):
        return _not_seen(covering, thresholds)
    depths = [block.depth for block in covering if block.depth is not None]
    depth = f", at least {min(depths)} reads" if depths else ", no depth given"
    return GenotypeState(Zygosity.ABSENT, (f"called reference at this position{depth}",))


def _not_seen(covering: Sequence[ReferenceBlock], thresholds: Thresholds) -> GenotypeState:
    if not covering:
        note = "not assessed: the file has no record and no reference block here"
        return GenotypeState(Zygosity.NO_CALL, (note,))
    depths = [block.depth for block in covering if block.depth is not None]
    qualities = [block.genotype_quality for block in covering if block.genotype_quality is not None]
    found = [f"{min(depths)} reads"] if depths else []
    found += [f"genotype quality {min(qualities):g}"] if qualities else []
    note = (
        f"not assessed well enough: {', '.join(found) or 'filtered or only partly covered'}; wanted are "
        f"{thresholds.minimum_depth} reads, genotype quality {thresholds.minimum_genotype_quality:g} "
        "and every base"
    )
    return GenotypeState(Zygosity.NO_CALL, (note,))


def _covers(blocks: Sequence[ReferenceBlock], start: int, end: int) -> bool:
    reached = start
    for block in sorted(blocks, key=lambda block: block.start):
        if block.start > reached:
            return False
        reached = max(reached, block.end)
        if reached >= end:
            return True
    return reached >= end
