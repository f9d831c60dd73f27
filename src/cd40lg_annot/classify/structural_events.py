"""Records that belong together: one variant listed by two callers, and one event with several junctions.

Docs: docs/structural.md, "Records that belong together".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cd40lg_annot.calls.copy_number import NONE_LEFT
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import (
    GenotypeState,
    Junction,
    Rearrangement,
    Relevance,
    StructuralCall,
    StructuralEffect,
    StructuralFinding,
    Zygosity,
)
from cd40lg_annot.variant.placement import is_inside_gene, where

# Share of the longer of two stretches that both have to cover, to be taken for one variant.
SHARED_PART = 0.5
ONE_JUNCTION = "one junction of an inversion; the other may stand in a record of its own"
_BOTH_JUNCTIONS = "both junctions of the inversion are listed"
_MERGED = frozenset({Rearrangement.LOST, Rearrangement.GAINED, Rearrangement.INVERTED})
_COMPLEX = "<CPX"
# What `StructuralCall.alleles` holds for an allele of the record that is neither the reference nor this one.
_ANOTHER = 2


def together(items: Iterable[StructuralFinding], locus: Locus) -> list[StructuralFinding]:
    """Findings of one sample, each variant and each event once, with the records it was read from."""
    return _as_events(_once_each(items), locus)


def _once_each(items: Iterable[StructuralFinding]) -> list[StructuralFinding]:
    """Join records of one variant; the one that says most exactly where it lies speaks for all."""
    kept: list[StructuralFinding] = []
    for item in sorted(items, key=_doubt):
        at = next((index for index, other in enumerate(kept) if is_one_variant(other, item)), None)
        if at is None:
            kept.append(item)
        else:
            kept[at] = _with_source(kept[at], item)
    return kept


def is_one_variant(first: StructuralFinding, second: StructuralFinding) -> bool:
    """Whether two findings of one sample are one variant: alike in kind, zygosity, exons and place."""
    # Junctions of two events are not one record written twice.
    if first.effect is None or second.effect is None or len({first.call.event, second.call.event} - {""}) > 1:
        return False
    if _are_two_alleles(first.call, second.call):
        return False
    return (
        first.effect.rearrangement is second.effect.rearrangement
        and first.effect.rearrangement in _MERGED
        and first.state.zygosity is second.state.zygosity
        and _takes_alike(first.effect, second.effect)
        and _share_a_place(first.call, second.call)
    )


def _are_two_alleles(first: StructuralCall, second: StructuralCall) -> bool:
    """Whether one record lists both and calls both: then each stands on a copy of its own."""
    records = {(call.file, call.place.contig, call.place.pos, call.place.ref) for call in (first, second)}
    both_called = all({1, _ANOTHER} <= {*call.alleles} for call in (first, second))
    return len(records) == 1 and both_called and first.place.alt != second.place.alt


def _takes_alike(first: StructuralEffect, second: StructuralEffect) -> bool:
    """Whether no exon that one surely takes is surely spared by the other."""
    sure = [{*effect.whole_exons, *effect.partial_exons} for effect in (first, second)]
    touched = [own | set(effect.possible_exons) for own, effect in zip(sure, (first, second), strict=True)]
    return sure[0] <= touched[1] and sure[1] <= touched[0]


def _share_a_place(first: StructuralCall, second: StructuralCall) -> bool:
    """Whether both cover half of the longer; where reads were counted over targets, one inside the other."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    lengths = sorted((first.end - first.start, second.end - second.start))
    inside = shared == lengths[0] and (first.depth_only or second.depth_only)
    return shared > 0 and (shared >= SHARED_PART * lengths[1] or inside)


def _doubt(item: StructuralFinding) -> tuple[bool, bool, bool, int]:
    call = item.call
    return bool(call.filters), call.depth_only, call.start_range is not None, call.start


def _with_source(item: StructuralFinding, other: StructuralFinding) -> StructuralFinding:
    if item.call.junction is other.call.junction is Junction.INVERSION_LIKE:
        notes = (*(note for note in item.notes if note != ONE_JUNCTION), _BOTH_JUNCTIONS)
        return replace(item, others=(*item.others, other.call, *other.others), notes=notes)
    copies = "" if other.call.copy_number is None else f", copy number {other.call.copy_number}"
    place = f"{other.contig}:{other.pos}-{other.end}"
    note = f"listed a second time, as {other.call.place.alt} over {place}{copies}; taken for the same variant"
    state = replace(item.state, notes=tuple(dict.fromkeys((*item.state.notes, *other.state.notes))))
    others = (*item.others, other.call, *other.others)
    return replace(item, state=state, others=others, notes=(*item.notes, note))


def _as_events(items: Sequence[StructuralFinding], locus: Locus) -> list[StructuralFinding]:
    events: dict[str, list[StructuralFinding]] = {}
    found = []
    for item in items:
        if item.call.event:
            events.setdefault(item.call.event, []).append(item)
        else:
            found.append(item)
    for parts in events.values():
        # Both junctions of one inversion are one part, and the whole of the event.
        listed = [item for part in parts for item in (part.call, *part.others) if item.event]
        plain = len(parts) == 1 and len(listed) >= parts[0].call.junctions
        is_complex = parts[0].call.place.alt.startswith(_COMPLEX)
        found.append(_event(parts, locus) if is_complex or not plain else parts[0])
    return found


def _event(parts: Sequence[StructuralFinding], locus: Locus) -> StructuralFinding:
    """One finding for all junctions; what stands for it is what surely breaks the gene, if anything does."""
    ranked = sorted(parts, key=lambda item: (not _breaks(item, locus), not _is_spelt_out(item), item.pos))
    first, breaks = ranked[0], _breaks(ranked[0], locus)
    names = "; ".join(_part(item, locus) for item in parts)
    count = max(len(parts), *(item.call.junctions for item in parts), 0)
    takes = f"complex rearrangement of {count} parts, at the gene: {names}"
    effect = _effect(first, takes, breaks=breaks)
    certain = breaks and not any(item.call.filters for item in parts)
    return replace(
        first,
        state=_state(parts, lost=effect.rearrangement is Rearrangement.LOST),
        description=f"{takes}, {first.description.rpartition(', ')[2]}",
        effect=effect,
        relevance=Relevance.DISEASE_CAUSING if certain else Relevance.UNCERTAIN,
        notes=tuple(dict.fromkeys(note for item in parts for note in item.notes)),
        others=tuple(call for item in ranked for call in (item.call, *item.others))[1:],
    )


def _part(item: StructuralFinding, locus: Locus) -> str:
    """What one part does; of a junction that joins two places of X, no more than that it does."""
    call = item.call
    if _is_spelt_out(item) or call.end - call.start == 1 or call.junction is None:
        return item.effect.takes if item.effect else item.description
    first, last = where(call.start, locus), where(call.end, locus)
    return f"{first} and {last} joined, {call.junction.value}"


def _effect(first: StructuralFinding, takes: str, *, breaks: bool) -> StructuralEffect:
    own = first.effect
    if breaks and own is not None and _is_spelt_out(first):
        return replace(own, takes=takes, hgvs_g="", hgvs_c="")
    terms = own.consequences if own and breaks else ("feature_truncation",)
    if breaks:
        words = "the gene is disrupted: a junction of the event lies inside it and parts its exons"
        return StructuralEffect(Rearrangement.BROKEN, takes, words, terms, "HIGH", breaks_gene=True)
    words = (
        "no junction lies between the promoter and the stop codon: whether the gene is lost, moved or turned "
        "as a whole shows in its copy number alone"
    )
    return StructuralEffect(Rearrangement.UNKNOWN, takes, words, terms, "HIGH", breaks_gene=False)


def _is_spelt_out(item: StructuralFinding) -> bool:
    """Whether the file says what becomes of the stretch, and not only which two places are joined."""
    return item.call.kind != "BND"


def _breaks(item: StructuralFinding, locus: Locus) -> bool:
    """Whether this part alone surely breaks the gene; a junction that only flanks it may move it whole."""
    if _is_spelt_out(item):
        return item.effect is not None and item.effect.breaks_gene
    ends = {item.call.start, item.call.end}
    return any(is_inside_gene(base, locus) and base < locus.transcript.cds_end for base in ends)


def _state(parts: Sequence[StructuralFinding], *, lost: bool) -> GenotypeState:
    kinds = list(dict.fromkeys(item.state.zygosity for item in parts))
    notes = tuple(dict.fromkeys(note for item in parts for note in item.state.notes))
    notes = tuple(note for note in notes if lost or note != NONE_LEFT)
    if len(kinds) == 1:
        return replace(parts[0].state, notes=notes)
    words = ", ".join(kind.value.replace("_", " ") for kind in kinds)
    return GenotypeState(
        Zygosity.UNDETERMINED, (f"its junctions are called differently: {words}", *notes), warning=True
    )
