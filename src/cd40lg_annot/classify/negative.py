"""The answer where nothing reportable is listed: negative only as far as the sample was assessed."""

from collections.abc import Iterator, Sequence

from cd40lg_annot.calls.callability import is_complete
from cd40lg_annot.model import CallSet, RegionCallability, SeenSite

_NOT_NEGATIVE = "This is not a negative result."
_REGIONS = "the coding exons and splice margins"


def answer_without_finding(
    regions: Sequence[RegionCallability], known: Sequence[SeenSite], call_set: CallSet
) -> str:
    """Say "No reportable variant was found" of a gene wholly assessed; of anything less, what it is."""
    if is_complete(regions):
        return _complete(regions, [item for item in known if not item.could_be_seen])
    if assessed_share(regions) == 0:
        return _nothing(regions, call_set)
    bases = sum(region.end - region.start for region in regions)
    called = sum(_called(region) for region in regions)
    gaps = ", ".join(region.name for region in regions if _called(region) < region.end - region.start)
    return (
        f"No reportable variant is listed, but only {called:,} of {bases:,} bases "
        f"({_percent(called, bases)}) of {_REGIONS} were called; {'; '.join(_rest(regions))}; "
        f"incomplete: {gaps}. {_NOT_NEGATIVE}"
    )


def assessed_share(regions: Sequence[RegionCallability]) -> float:
    """Share of the bases of all regions that were called, 0 to 1."""
    return sum(_called(region) for region in regions) / sum(region.end - region.start for region in regions)


def _complete(regions: Sequence[RegionCallability], unseen: Sequence[SeenSite]) -> str:
    inferred = sum(region.inferred_reference for region in regions)
    how = "every base of the coding exons and splice margins was called"
    if inferred:
        bases = sum(region.end - region.start for region in regions)
        how = (
            f"{inferred:,} of the {bases:,} bases of {_REGIONS} count as reference by inference from depth "
            "and no variant record, the rest was called"
            if inferred < bases
            else f"every base of {_REGIONS} counts as reference by inference from depth and no variant record"
        )
    if not unseen:
        return f"No reportable variant was found; {how}."
    names = ", ".join(item.site.name for item in unseen)
    return (
        f"No reportable variant is listed; {how}, but a known disease-causing change could not have been "
        f"seen: {names}. {_NOT_NEGATIVE}"
    )


def _nothing(regions: Sequence[RegionCallability], call_set: CallSet) -> str:
    looked_at = any(region.low_quality + region.not_covered for region in regions)
    if call_set is CallSet.VARIANTS_ONLY and not looked_at:
        why = "the file lists no reportable variant, and does not show which bases were looked at"
    else:
        why = f"no base of {_REGIONS} was called ({'; '.join(_rest(regions))})"
    return f"Not assessed: {why}. {_NOT_NEGATIVE}"


def _rest(regions: Sequence[RegionCallability]) -> Iterator[str]:
    counts = {
        "too shallow or doubtful": sum(region.low_quality for region in regions),
        "not covered": sum(region.not_covered for region in regions),
        "not assessed": sum(region.not_assessed for region in regions),
    }
    return (f"{count:,} {words}" for words, count in counts.items() if count)


def _called(region: RegionCallability) -> int:
    return region.called_reference + region.called_variant


def _percent(part: int, whole: int) -> str:
    """Share in percent, never rounded up to all or down to none."""
    return f"{min(99.9, max(0.1, 100 * part / whole)):.1f} %"
