"""What became of every allele that a sample's records list: kept as a row, or set aside with a reason.

This is a second set of books. `calls.extract` makes the rows; here the records are gone through again,
and each allele is looked for among the rows. One that the sample carries and that has no row would be
a lost variant: it is set aside as carried, so that the report tells its reader to look into the file.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.blocks import Statement, says_nothing_of_bases, statement
from cd40lg_annot.calls.extract import SampleContent
from cd40lg_annot.calls.genotype_text import Genotype, read_genotype
from cd40lg_annot.calls.structural import (
    copy_segment,
    is_read_as_structural,
    is_repeat_count,
    structural_calls,
    without_mates,
)
from cd40lg_annot.calls.structural_span import symbolic_span
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Build, Call, RecordPlace, SetAside, StructuralCall, Tally, VcfRecord

CALLED = "called"
STRUCTURAL = "structural"
REFERENCE = "reference"
NOT_CALLED = "not_called"
COPY_NUMBER = "copy_number"

LISTED = "listed among the records set aside, each with its reason"
BEYOND = "does not reach the gene"
REPEAT = "counts the units of a tandem repeat, which are not read here"
MATE = "the other record of a junction, or a repeat, of what is reported once"
UNSEEN = "stands for alleles that were not seen"
LOST = "the base is gone with a deletion that has its own record"
NO_DELETION = "a deletion takes this base (ALT *), and the file lists none that does"
SILENT = "the record says nothing of this sample's bases"
SMALL_IN_STRUCTURAL = "not structural, in the file of structural variants, which is read for those alone"
WITHOUT_ROW = "carried, and given no row by the program: please report this as a fault"

_REFERENCE_GENOTYPES = frozenset({"0/0", "0|0", "0"})
_Key = tuple[int, str, str]


@dataclass(slots=True)
class _Rows:
    """The rows that were made of one sample's records, by the record they come from, not yet ticked off."""

    calls: Counter[_Key]
    aside: Counter[_Key]
    structural: Counter[_Key]
    whole: Sequence[StructuralCall]

    def take(self, key: _Key) -> str | None:
        """Tick off what was made of this record and allele; say what it is, None where there is nothing.

        A long deletion spelt in bases has a row of either kind, and counts as structural.
        """
        kept = None
        for rows, outcome in ((self.structural, STRUCTURAL), (self.calls, CALLED), (self.aside, LISTED)):
            if rows[key] and kept in {None, STRUCTURAL}:
                rows[key] -= 1
                kept = kept or outcome
        return kept


def tally_of(
    elsewhere: Iterable[VcfRecord], column: str, content: SampleContent, locus: Locus, build: Build
) -> tuple[Tally, tuple[SetAside, ...]]:
    """Count what became of each allele, and give those that the sample carries and that have no row yet.

    Args:
        elsewhere: breakends of other chromosomes, as `file_sites` was given them.
        column: the sample, as the file names it.
        content: what `sample_content` made of the file. Records that its arrays showed to be plainly
            reference are counted there; all the others are gone through here.
        locus: the reference.
        build: the build of the file.

    A record without ALT counts as one allele.
    """
    rows = _rows(content)
    outcomes: Counter[str] = Counter({REFERENCE: content.plain_alleles})
    listed: list[SetAside] = []
    for record in content.others:
        values = record.formats.get(column, {})
        if values.get("GT") in _REFERENCE_GENOTYPES and _is_plain(record, rows, locus, build):
            outcomes[REFERENCE] += max(1, len(record.alts))
            continue
        genotype = read_genotype(values.get("GT"))
        found = list(_outcomes(record, genotype, column, rows, locus, build))
        if LOST in found and not is_deleted(record.pos, content, locus, build):
            found = [NO_DELETION if outcome == LOST else outcome for outcome in found]
        for number, outcome in enumerate(found, start=1):
            carried = genotype is not None and number in genotype.indices
            if carried and outcome == BEYOND and not _beyond(record, locus, build):
                listed.append(SetAside(_place(record, number), BEYOND))
            elif carried and outcome == REPEAT:
                coding = _touches_coding(record, number, locus, build)
                listed.append(SetAside(_place(record, number), REPEAT, carried=coding))
            elif outcome in {NO_DELETION, WITHOUT_ROW}:
                listed.append(SetAside(_place(record, number), outcome, carried=True))
            outcomes[outcome] += 1
    for record in elsewhere:
        for alt in record.alts:
            kept = rows.take(_key(record.pos, record.ref, alt))
            outcomes[kept or _unkept(record, alt, column, rows, locus, build)] += 1
    return _tally(outcomes), tuple(listed)


def is_deleted(pos: int, content: SampleContent, locus: Locus, build: Build) -> bool:
    """Whether a deletion that the sample carries takes a base; `pos` is its 1-based place on X."""
    at = locus.locus_pos(pos, build)
    return any(_takes(call, pos) for call in content.calls) or any(
        _may_take(call, at) for call in content.structural
    )


def _takes(call: Call, pos: int) -> bool:
    place = call.place
    shorter = len(place.alt) < len(place.ref)
    return 1 in call.alleles and shorter and place.pos <= pos < place.pos + len(place.ref)


def _may_take(call: StructuralCall, at: int) -> bool:
    start = min(call.start, call.start_range[0]) if call.start_range else call.start
    end = max(call.end, call.end_range[1]) if call.end_range else call.end
    carried = 1 in call.alleles or call.copy_number is not None
    return carried and call.kind in {"DEL", "CNV", "BND"} and start < at <= end


def joined(first: Tally, second: Tally) -> Tally:
    """Counts of two files of one sample together."""
    reported, aside = Counter(first.reported), Counter(first.set_aside)
    reported.update(second.reported)
    aside.update(second.set_aside)
    return Tally(first.read + second.read, dict(reported), dict(aside))


def with_calls_set_aside(tally: Tally) -> Tally:
    """Counts of a file that was read for structural variants alone: its small ones are set aside."""
    reported, aside = dict(tally.reported), Counter(tally.set_aside)
    aside[SMALL_IN_STRUCTURAL] += sum(reported.pop(key, 0) for key in (CALLED, REFERENCE, NOT_CALLED))
    return Tally(tally.read, reported, dict(+aside))


def _tally(outcomes: Counter[str]) -> Tally:
    kept = (CALLED, STRUCTURAL, COPY_NUMBER, REFERENCE, NOT_CALLED)
    reported = {key: outcomes[key] for key in kept if outcomes[key]}
    aside = {key: count for key, count in sorted(outcomes.items()) if key not in kept}
    return Tally(outcomes.total(), reported, aside)


def _rows(content: SampleContent) -> _Rows:
    def counted(places: Iterable[RecordPlace]) -> Counter[_Key]:
        return Counter(_key(place.pos, place.ref, place.alt) for place in places)

    return _Rows(
        # A call that joins several is made of rows that count for themselves.
        calls=counted(call.place for call in content.calls if not call.parts),
        aside=counted(item.place for item in content.set_aside),
        structural=counted(call.place for call in content.structural),
        whole=content.structural,
    )


def _key(pos: int, ref: str, alt: str) -> _Key:
    """A record's place as every kind of row keeps it; long alleles are kept cut."""
    return pos, ref[:50], alt[:200]


def _place(record: VcfRecord, number: int) -> RecordPlace:
    return RecordPlace(record.contig, record.pos, record.ref[:200], record.alts[number - 1][:200])


def _is_plain(record: VcfRecord, rows: _Rows, locus: Locus, build: Build) -> bool:
    """Whether a reference call has no row of its own, no structural allele, and stands at the locus."""
    if _beyond(record, locus, build) or says_nothing_of_bases(record):
        return False
    keys = [_key(record.pos, record.ref, alt) for alt in record.alts]
    return not any(rows.calls[key] or rows.aside[key] or rows.structural[key] for key in keys)


def _beyond(record: VcfRecord, locus: Locus, build: Build) -> bool:
    start = locus.locus_pos(record.pos, build) - 1
    return start >= len(locus) or locus.locus_pos(record.end, build) < 1


def _touches_coding(record: VcfRecord, number: int, locus: Locus, build: Build) -> bool:
    """Whether the stretch that a symbolic allele speaks of holds a coding base."""
    span, transcript = symbolic_span(record, number, "CNV", locus, build), locus.transcript
    return any(
        max(exon.start, transcript.cds_start) < span.end and span.start < min(exon.end, transcript.cds_end)
        for exon in transcript.exons
    )


def _outcomes(
    record: VcfRecord, genotype: Genotype | None, column: str, rows: _Rows, locus: Locus, build: Build
) -> Iterable[str]:
    def says() -> Statement:
        return statement(record, record.formats.get(column, {}), genotype)

    if not record.alts:
        segment = copy_segment(record, column, locus, build)
        yield COPY_NUMBER if segment else BEYOND if _beyond(record, locus, build) else _of_bases(says())
    for number, alt in enumerate(record.alts, start=1):
        kept = rows.take(_key(record.pos, record.ref, alt))
        if kept:
            yield kept
        elif is_repeat_count(alt) and not _beyond(record, locus, build):
            yield REPEAT
        elif is_read_as_structural(record, alt) or allele_kind(alt) is AlleleKind.STRUCTURAL:
            yield _unkept(record, alt, column, rows, locus, build)
        elif _beyond(record, locus, build):
            yield BEYOND
        elif genotype is not None and number in genotype.indices:
            yield LOST if allele_kind(alt) is AlleleKind.LOST else WITHOUT_ROW
        elif says() is Statement.CARRIED:
            yield UNSEEN if allele_kind(alt) is AlleleKind.UNSPECIFIED else REFERENCE
        else:
            yield _of_bases(says())


def _of_bases(says: Statement) -> str:
    if says is Statement.REFERENCE:
        return REFERENCE
    return NOT_CALLED if says in {Statement.UNCALLED, Statement.HALF_CALLED} else SILENT


def _unkept(record: VcfRecord, alt: str, column: str, rows: _Rows, locus: Locus, build: Build) -> str:
    """Why a structural allele has no row: it does not reach the gene, or another row stands for it."""
    every = structural_calls(record, column, locus, build)
    again = [call for call in every if call.place.alt == alt[:200]]
    if not again:
        return BEYOND
    before = len(rows.whole)
    return MATE if len(without_mates((*rows.whole, *again))) == before else WITHOUT_ROW
