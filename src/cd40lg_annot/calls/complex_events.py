"""Events of several parts: the intervals of a `<CPX>` record, and what joins records of one event.

GATK-SV lists the parts as `CPX_INTERVALS=DEL_chrX:100-200,INV_chrX:200-300`; Manta, GRIDSS and others give
the breakends of one event the same EVENT. MATEID joins the two records of one junction, no more.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from cd40lg_annot.calls.breakends import breakend
from cd40lg_annot.calls.structural_span import Span
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.model import Build, StructuralCall, VcfRecord

_PART = re.compile(r"(DEL|DUP|INV|INS)[A-Z]*_([^:,]+):(\d+)-(\d+)", re.IGNORECASE)


def is_complex(record: VcfRecord, alt: str) -> bool:
    """Whether a record is a complex event whose parts it lists."""
    return alt.startswith("<CPX") and bool(_PART.search(record.info.get("CPX_INTERVALS", "")))


def complex_parts(record: VcfRecord, alt: str, locus: Locus, build: Build) -> list[tuple[str, Span]]:
    """Kind and place of each part on X of a `<CPX>` record; nothing of any other record."""
    if not is_complex(record, alt):
        return []
    parts = []
    for kind, contig, first, last in _PART.findall(record.info["CPX_INTERVALS"]):
        start, end = (locus.locus_pos(int(pos), build) for pos in (first, last))
        if is_x(contig) and start < end:
            parts.append((kind.upper(), Span(start, end)))
    return parts


def event_of(record: VcfRecord, alt: str) -> str:
    """What joins the record with others of its event; a complex record is an event of its own."""
    event = record.info.get("EVENT", "")
    if event in {"", "."}:
        return f"{record.contig}:{record.pos} {alt}" if alt.startswith("<CPX") else ""
    return event


def with_events(calls: Iterable[StructuralCall], records: Iterable[VcfRecord]) -> tuple[StructuralCall, ...]:
    """Calls told how many junctions their event has in the file; an event of one junction is none.

    GRIDSS gives the two records of every junction an EVENT, so junctions are counted, not records.
    """
    calls = tuple(calls)
    wanted = {call.event for call in calls if call.event and not call.junctions}
    if not wanted:
        return calls
    found: dict[str, set[frozenset[tuple[str, int]]]] = {}
    for record in records:
        event = record.info.get("EVENT", "")
        for alt in record.alts if event in wanted else ():
            found.setdefault(event, set()).add(_junction(record, alt))
    return tuple(
        replace(
            call, event=call.event if len(found[call.event]) > 1 else "", junctions=len(found[call.event])
        )
        if call.event in found
        else call
        for call in calls
    )


def _junction(record: VcfRecord, alt: str) -> frozenset[tuple[str, int]]:
    """The two places that a record joins."""
    other = breakend(alt, record.info, record.contig)
    sides = {(record.contig, record.pos)}
    if other.contig is not None and other.pos is not None:
        sides.add((other.contig, other.pos))
    return frozenset(sides)
