"""What one record says of a sample: calls, blocks, structural calls, and what is set aside.

What is the same for all samples of a file is worked out once for each record (`Site`). A sample whose
column has the text of another's is given the same content, so that a joint call set is read by its
distinct texts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.blocks import (
    Statement,
    failing_filters,
    reference_block,
    statement,
    uncalled_block,
)
from cd40lg_annot.calls.genotype_text import Genotype, read_genotype
from cd40lg_annot.calls.reads import genotype_quality, has_evidence, offers_evidence, reads_of
from cd40lg_annot.calls.structural import copy_segment, is_read_as_structural, structural_calls
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import (
    Build,
    Call,
    CopySegment,
    Reads,
    RecordPlace,
    ReferenceBlock,
    SampleColumns,
    SetAside,
    StructuralCall,
    UncalledBlock,
    Variant,
    VcfRecord,
)

# Fewer alternate reads than this under a 0/0 are taken for sequencing errors and not kept.
_FEWEST_STRAY_READS = 2
# Longer than any insertion that a caller resolves; the longest mobile element has 6,000 bases.
_LONGEST_ALT = 50_000
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RecordContent:
    """What one record came to in one sample."""

    calls: tuple[Call, ...] = ()
    block: ReferenceBlock | None = None
    uncalled: tuple[UncalledBlock, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    structural: tuple[StructuralCall, ...] = ()
    segments: tuple[CopySegment, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedAllele:
    """One ALT of a record: the variant that a call of it names, or why it names none.

    `number` is its allele index. `is_told`: a sample that carries it is told so, for nothing else is.
    """

    number: int
    place: RecordPlace
    variant: Variant | None = None
    reason: str = ""
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One record, with all that does not depend on the sample worked out.

    `start`: 0-based locus position of POS. `at_locus`: the record covers a base of the locus.
    `alleles`: those that become calls or are set aside; the others stand for no bases of their own.
    `is_repeated`: another record of the file lists one of its alleles, too.
    """

    path: str
    record: VcfRecord
    locus: Locus
    build: Build
    start: int
    at_locus: bool
    kinds: tuple[AlleleKind, ...]
    alleles: tuple[ListedAllele, ...]
    is_structural: bool
    offers_evidence: bool
    only_sample: bool
    is_repeated: bool
    _known: dict[str, RecordContent] = field(default_factory=dict, compare=False, repr=False)

    def content(self, sample: str) -> RecordContent:
        """What the record says of one sample.

        Raises:
            UnreadableFileError: a genotype cannot be read, or names an allele that is not listed.
        """
        columns = self.record.formats
        if not isinstance(columns, SampleColumns) or sample not in columns:
            return _content(self, sample)
        text = columns.column(sample)
        if text not in self._known:
            self._known[text] = _content(self, sample)
        return self._known[text]


def site_of(
    path: str,
    record: VcfRecord,
    locus: Locus,
    build: Build,
    *,
    only_sample: bool = False,
    is_x: bool = True,
    is_repeated: bool = False,
) -> Site:
    """Prepare a record for its samples.

    Args:
        path: the file, for messages.
        record: a record of chromosome X, or a breakend of another one whose other side lies on X.
        is_x: it is the former.
        is_repeated: another record of the file lists one of its alleles, too.
        locus: the reference.
        build: the build that the file was found to be in.
        only_sample: the file holds no other sample, so that INFO's depth is this sample's.
    """
    start = locus.locus_pos(record.pos, build) - 1
    structural = [is_read_as_structural(record, alt) for alt in record.alts]
    return Site(
        path=path,
        record=record,
        locus=locus,
        build=build,
        start=start,
        at_locus=is_x and start < len(locus) and locus.locus_pos(record.end, build) >= 1,
        kinds=tuple(allele_kind(alt) for alt in record.alts),
        alleles=tuple(_listed_alleles(record, structural, locus, start)),
        is_structural=any(structural),
        offers_evidence=offers_evidence(set(record.format_keys)),
        only_sample=only_sample,
        is_repeated=is_repeated,
    )


def structural_content(site: Site, sample: str) -> RecordContent:
    """Structural calls and copy numbers of one sample alone.

    Raises:
        UnreadableFileError: the genotype cannot be read.
    """
    record = site.record
    calls: tuple[StructuralCall, ...] = ()
    if site.is_structural:
        try:
            found = structural_calls(record, sample, site.locus, site.build)
            calls = tuple(replace(call, file=site.path) for call in found)
        except ValueError as error:
            place = f"record {record.contig}:{record.pos}"
            raise UnreadableFileError(site.path, f"{place}: {error}", "mend the record") from error
    segment = None if record.alts else copy_segment(record, sample, site.locus, site.build)
    return RecordContent(structural=calls, segments=(segment,) if segment else ())


def _listed_alleles(
    record: VcfRecord, structural: Iterable[bool], locus: Locus, start: int
) -> Iterable[ListedAllele]:
    for number, (alt, is_structural) in enumerate(zip(record.alts, structural, strict=True), start=1):
        if is_structural and "N" in (record.ref, alt):
            continue
        kind = allele_kind(alt)
        if kind is AlleleKind.SEQUENCE:
            yield _spelt(record, number, locus, start)
        elif kind is AlleleKind.UNREADABLE:
            reason = f"ALT {alt} is not spelt in A, C, G, T"
            yield ListedAllele(number, _place(record, alt), reason=reason, is_told=True)


def _spelt(record: VcfRecord, number: int, locus: Locus, start: int) -> ListedAllele:
    place = _place(record, record.alts[number - 1])
    reason = _unreadable(record.ref, place.alt)
    if reason:
        short = replace(place, ref=place.ref[:_SHOWN], alt=place.alt[:_SHOWN])
        return ListedAllele(number, short, reason=reason, is_told=True)
    reason = _no_call_here(record, place.alt, start, len(locus))
    if reason:
        return ListedAllele(number, place, reason=reason)
    return ListedAllele(number, place, normalize(start + 1, record.ref, place.alt, locus.sequence))


def _place(record: VcfRecord, alt: str) -> RecordPlace:
    return RecordPlace(record.contig, record.pos, record.ref, alt)


def _unreadable(ref: str, alt: str) -> str:
    if set(ref) - set("ACGT"):
        return f"REF {ref[:20]} is not spelt in A, C, G, T"
    if len(alt) > _LONGEST_ALT:
        return f"ALT has {len(alt):,} bases, too many to be named"
    return ""


def _no_call_here(record: VcfRecord, alt: str, start: int, length: int) -> str:
    if alt == record.ref:
        return f"ALT {alt[:20]} is what REF says, so it names no change"
    if start < 0 or start + len(record.ref) > length:
        return "reaches beyond the locus; read as a structural variant"
    return ""


def _content(site: Site, sample: str) -> RecordContent:
    structural = structural_content(site, sample)
    if not site.at_locus:
        return structural
    values = site.record.formats.get(sample, {})
    genotype = _phased(values, _genotype(site, values.get("GT")))
    aside = tuple(
        SetAside(allele.place, allele.reason, allele.is_told and _carries(genotype, allele.number))
        for allele in site.alleles
        if allele.reason
    )
    says = statement(site.record, values, genotype)
    return replace(
        structural,
        calls=tuple(_calls(site, values, genotype)),
        block=_block(site, values, says),
        uncalled=tuple(_uncalled(site, values, says, is_set_aside=bool(aside))),
        set_aside=aside,
    )


def _block(site: Site, values: dict[str, str], says: Statement) -> ReferenceBlock | None:
    if says is not Statement.REFERENCE:
        return None
    return reference_block(site.record, values, site.locus, site.start, only_sample=site.only_sample)


def _uncalled(
    site: Site, values: dict[str, str], says: Statement, *, is_set_aside: bool
) -> Iterable[UncalledBlock]:
    if says in {Statement.UNCALLED, Statement.HALF_CALLED} or (says is Statement.CARRIED and is_set_aside):
        half = says is Statement.HALF_CALLED
        yield uncalled_block(site.record, values, site.locus, site.start, half_called=half)


def _genotype(site: Site, text: str | None) -> Genotype | None:
    record = site.record
    place = f"record {record.contig}:{record.pos}"
    try:
        genotype = read_genotype(text)
    except ValueError as error:
        raise UnreadableFileError(site.path, f"{place}: {error}", "mend the record") from error
    if genotype and any(index is not None and index > len(record.alts) for index in genotype.indices):
        problem = f"{place}: genotype {text} names an allele that ALT does not list"
        raise UnreadableFileError(site.path, problem, "mend the record")
    return genotype


def _phased(values: Mapping[str, str], genotype: Genotype | None) -> Genotype | None:
    """Take the phase from GATK's PGT, which stands beside PID while GT itself is left unphased."""
    text = values.get("PGT", "")
    if genotype is None or genotype.phased or "PID" not in values or "|" not in text:
        return genotype
    try:
        phased = read_genotype(text)
    except ValueError:
        return genotype
    same = phased is not None and sorted(map(str, phased.indices)) == sorted(map(str, genotype.indices))
    return phased if same else genotype


def _calls(site: Site, values: dict[str, str], genotype: Genotype | None) -> Iterable[Call]:
    silent = site.offers_evidence and not has_evidence(values)
    for allele in site.alleles:
        if allele.variant is None:
            continue
        reads = reads_of(values, allele.number)
        alleles = _seen_by(allele.number, genotype, site.kinds)
        if set(alleles) == {0} and not silent and not _has_stray_reads(reads):
            continue
        yield Call(
            variant=allele.variant,
            alleles=alleles,
            place=allele.place,
            phased=bool(genotype and genotype.phased),
            phase_set=values.get("PS") or values.get("PID"),
            reads=reads,
            genotype_quality=genotype_quality(values),
            filters=failing_filters(site.record, values),
            asserted_only=silent,
        )


def _carries(genotype: Genotype | None, number: int) -> bool:
    return genotype is not None and number in genotype.indices


def _seen_by(number: int, genotype: Genotype | None, kinds: tuple[AlleleKind, ...]) -> tuple[int | None, ...]:
    """Recode allele indices as one allele of the record sees them; see `model.Call.alleles`."""
    if genotype is None:
        return (None,)
    return tuple(_seen_from(index, number, kinds) for index in genotype.indices)


def _seen_from(index: int | None, number: int, kinds: tuple[AlleleKind, ...]) -> int | None:
    if index is None or index == 0:
        return index
    if index == number:
        return 1
    return 3 if kinds[index - 1] is AlleleKind.LOST else 2


def _has_stray_reads(reads: Reads) -> bool:
    return (reads.alternate or 0) >= _FEWEST_STRAY_READS
