"""Which of the changes known to cause the disease could have been seen in a sample."""

from collections.abc import Iterable

from cd40lg_annot.calls.base_states import BaseState, BaseStates, state_of_block
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.model import ExtractedSample, KnownSite, SeenSite

# Worst first: of several bases the least known decides.
_WORDS = {
    BaseState.SILENT: "not assessed: nothing is said of this place",
    BaseState.UNCALLED: "not assessed: not called here",
    BaseState.NOT_COVERED: "not covered by any read",
    BaseState.LOW_QUALITY: "too few reads, or too doubtful a call",
    BaseState.INFERRED: "reference inferred from depth and no variant record",
    BaseState.REFERENCE: "called reference",
    BaseState.DELETED: "lost with a deletion on every copy",
    BaseState.VARIANT: "a variant is called here",
}
_SEEN = frozenset({BaseState.INFERRED, BaseState.REFERENCE, BaseState.DELETED, BaseState.VARIANT})


def seen_sites(
    sites: Iterable[KnownSite],
    sample: ExtractedSample,
    bases: BaseStates,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[SeenSite, ...]:
    """Say of each known change whether the sample would have shown it.

    It would where every base at which the change could be written was called, or where a record
    lists just this change with a good 0/0.
    """
    excluded = {
        variant
        for block in sample.reference_blocks
        if state_of_block(block, thresholds) is BaseState.REFERENCE
        for variant in block.excluded
    }
    return tuple(_seen(site, bases, listed=site.variant in excluded) for site in sites)


def _seen(site: KnownSite, bases: BaseStates, *, listed: bool) -> SeenSite:
    found = {BaseState(state) for start, end in site.spans for state in bases.states[start:end]}
    worst = next(state for state in _WORDS if state in found)
    if listed and worst not in _SEEN:
        return SeenSite(site, could_be_seen=True, reason="called 0/0 at this change")
    return SeenSite(site, could_be_seen=worst in _SEEN, reason=_WORDS[worst])
