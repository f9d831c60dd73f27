"""From the records of a file to one sample's calls on the locus axis.

Multi-allelic records are split here, and each part keeps what stands on the other copy:
`bcftools norm -m-` writes `1/2` as `1/0` and `0/1`, which invents a reference allele.
A sample's explicit 0/0 becomes a reference block, like a block of a gVCF: both say
"looked at, and reference", and nothing else does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.blocks import (
    Statement,
    failing_filters,
    is_reference_record,
    reference_block,
    statement,
    uncalled_block,
)
from cd40lg_annot.calls.genotype_text import Genotype, read_genotype
from cd40lg_annot.calls.haplotype import joint_calls
from cd40lg_annot.calls.plain import PlainSite
from cd40lg_annot.calls.reads import genotype_quality, has_evidence, offers_evidence, reads_of
from cd40lg_annot.calls.structural import (
    copy_segment,
    is_read_as_structural,
    structural_calls,
    without_mates,
)
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import (
    Build,
    Call,
    CallSet,
    CopySegment,
    Reads,
    RecordPlace,
    ReferenceBlock,
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


@dataclass(slots=True)
class SampleContent:
    """What one sample's records came to; lists grow record by record."""

    calls: list[Call] = field(default_factory=list)
    blocks: list[ReferenceBlock] = field(default_factory=list)
    structural: list[StructuralCall] = field(default_factory=list)
    segments: list[CopySegment] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    uncalled: list[UncalledBlock] = field(default_factory=list)
    records_read: int = 0


def sample_content(
    path: str,
    records: Sequence[VcfRecord],
    sample: str,
    locus: Locus,
    build: Build,
    elsewhere: Iterable[VcfRecord] = (),
    *,
    only_sample: bool = False,
    plain: Sequence[PlainSite | None] = (),
) -> SampleContent:
    """Calls, reference blocks and structural calls of one sample.

    Args:
        path: the file, for messages.
        records: records of chromosome X as `io.vcf.read_x` gives them.
        sample: the column to read, as the file names it.
        locus: the reference.
        build: the build that the file was found to be in.
        only_sample: the file holds no other sample, so that INFO's depth is this sample's.
        plain: what `plain_sites` gave for the records; made once for all samples of a file.
        elsewhere: breakends recorded on other chromosomes whose other side lies on X.

    Raises:
        UnreadableFileError: a genotype cannot be read, or names an allele that is not listed.
    """
    content = SampleContent()
    seen: dict[tuple[Variant, tuple[int | None, ...]], None] = {}
    for record, site in zip_longest(records, plain):
        block = site.reference_block(record.formats.get(sample, {})) if site else None
        if block:
            content.records_read += 1
            content.blocks.append(block)
            continue
        start = locus.locus_pos(record.pos, build) - 1
        _add_structural(content, path, record, sample, locus, build)
        if start >= len(locus) or locus.locus_pos(record.end, build) < 1:
            continue
        content.records_read += 1
        _add_record(content, path, record, sample, locus, start, only_sample=only_sample)
    for record in elsewhere:
        _add_structural(content, path, record, sample, locus, build)
    content.calls = list(_without_repeats(content, seen))
    content.calls += list(_denials(content.calls, records, sample))
    content.calls += joint_calls(content.calls, locus)
    content.structural = list(without_mates(content.structural))
    return content


def _denials(calls: Sequence[Call], records: Iterable[VcfRecord], sample: str) -> Iterator[Call]:
    """Calls of "not carried" in a second record of an allele that a first one says is carried."""
    carried = {(call.place.pos, call.place.ref, call.place.alt): call for call in calls if 1 in call.alleles}
    for record in records if carried else ():
        values = record.formats.get(sample, {})
        genotype = read_genotype(values.get("GT"))
        if genotype is None or set(genotype.indices) != {0}:
            continue
        for number, alt in enumerate(record.alts, start=1):
            call = carried.get((record.pos, record.ref, alt))
            if call is not None:
                yield replace(call, alleles=genotype.indices, reads=reads_of(values, number), phased=False)


def _add_structural(
    content: SampleContent, path: str, record: VcfRecord, sample: str, locus: Locus, build: Build
) -> None:
    try:
        calls = structural_calls(record, sample, locus, build)
        content.structural.extend(replace(call, file=path) for call in calls)
    except ValueError as error:
        place = f"record {record.contig}:{record.pos}"
        raise UnreadableFileError(path, f"{place}: {error}", "mend the record") from error
    segment = copy_segment(record, sample, locus, build)
    if segment:
        content.segments.append(segment)


def _without_repeats(
    content: SampleContent, seen: dict[tuple[Variant, tuple[int | None, ...]], None]
) -> Iterator[Call]:
    for call in content.calls:
        key = (call.variant, call.alleles)
        if key in seen:
            content.set_aside.append(SetAside(call.place, "the same call stands in the file twice"))
        else:
            seen[key] = None
            yield call


def call_set_of(records: Iterable[VcfRecord], *, elsewhere: bool) -> CallSet:
    """What a file lists, by its records at the locus.

    `elsewhere`: records that only say "nothing found" stand elsewhere on the chromosome. Then the gap
    at the gene was not called, or was left out, and its silence is not that of a list of variants.
    """
    found = [record for record in records if is_reference_record(record.alts)]
    if any(record.alts or record.end > record.pos + len(record.ref) - 1 for record in found):
        return CallSet.GVCF
    if found:
        return CallSet.ALL_SITES
    return CallSet.GVCF if elsewhere else CallSet.VARIANTS_ONLY


def _add_record(
    content: SampleContent,
    path: str,
    record: VcfRecord,
    sample: str,
    locus: Locus,
    start: int,
    *,
    only_sample: bool,
) -> None:
    values = record.formats.get(sample, {})
    genotype = _phased(values, _genotype(path, record, values.get("GT")))
    kinds = [allele_kind(alt) for alt in record.alts]
    silent = offers_evidence(set(record.format_keys)) and not has_evidence(values)
    says = statement(record, values, genotype)
    match says:
        case Statement.REFERENCE:
            block = reference_block(record, values, locus, start, only_sample=only_sample)
            content.blocks.append(block)
        case Statement.UNCALLED:
            content.uncalled.append(uncalled_block(record, values, locus, start, half_called=False))
        case Statement.HALF_CALLED:
            content.uncalled.append(uncalled_block(record, values, locus, start, half_called=True))
    aside = len(content.set_aside)
    for number, (alt, kind) in enumerate(zip(record.alts, kinds, strict=True), start=1):
        if is_read_as_structural(record, alt) and "N" in (record.ref, alt):
            continue
        if kind is AlleleKind.SEQUENCE:
            _add_allele(content, record, values, genotype, kinds, number, locus, start, silent=silent)
        elif kind is AlleleKind.UNREADABLE:
            reason = f"ALT {alt} is not spelt in A, C, G, T"
            content.set_aside.append(SetAside(_place(record, alt), reason, _carries(genotype, number)))
    if says is Statement.CARRIED and len(content.set_aside) > aside:
        content.uncalled.append(uncalled_block(record, values, locus, start, half_called=False))


def _genotype(path: str, record: VcfRecord, text: str | None) -> Genotype | None:
    place = f"record {record.contig}:{record.pos}"
    try:
        genotype = read_genotype(text)
    except ValueError as error:
        raise UnreadableFileError(path, f"{place}: {error}", "mend the record") from error
    if genotype and any(index is not None and index > len(record.alts) for index in genotype.indices):
        problem = f"{place}: genotype {text} names an allele that ALT does not list"
        raise UnreadableFileError(path, problem, "mend the record")
    return genotype


def _phased(values: dict[str, str], genotype: Genotype | None) -> Genotype | None:
    """Take the phase from GATK's PGT, which stands beside PID while GT itself is left unphased."""
    text = values.get("PGT", "")
    if genotype is None or genotype.phased or "PID" not in values or "|" not in text:
        return genotype
    phased = read_genotype(text)
    same = phased is not None and sorted(map(str, phased.indices)) == sorted(map(str, genotype.indices))
    return phased if same else genotype


def _place(record: VcfRecord, alt: str) -> RecordPlace:
    return RecordPlace(record.contig, record.pos, record.ref, alt)


def _add_allele(
    content: SampleContent,
    record: VcfRecord,
    values: dict[str, str],
    genotype: Genotype | None,
    kinds: list[AlleleKind],
    number: int,
    locus: Locus,
    start: int,
    *,
    silent: bool,
) -> None:
    place = _place(record, record.alts[number - 1])
    reason = _unreadable(record.ref, place.alt)
    if reason:
        short = replace(place, ref=place.ref[:_SHOWN], alt=place.alt[:_SHOWN])
        content.set_aside.append(SetAside(short, reason, _carries(genotype, number)))
        return
    reason = _no_call_here(record, place.alt, start, len(locus))
    if reason:
        content.set_aside.append(SetAside(place, reason))
        return
    reads = reads_of(values, number)
    alleles = tuple(_seen_from(index, number, kinds) for index in genotype.indices) if genotype else (None,)
    if set(alleles) == {0} and not silent and not _has_stray_reads(reads):
        return
    content.calls.append(
        Call(
            variant=normalize(start + 1, record.ref, place.alt, locus.sequence),
            alleles=alleles,
            place=place,
            phased=bool(genotype and genotype.phased),
            phase_set=values.get("PS") or values.get("PID"),
            reads=reads,
            genotype_quality=genotype_quality(values),
            filters=failing_filters(record, values),
            asserted_only=silent,
        )
    )


def _unreadable(ref: str, alt: str) -> str | None:
    if set(ref) - set("ACGT"):
        return f"REF {ref[:20]} is not spelt in A, C, G, T"
    if len(alt) > _LONGEST_ALT:
        return f"ALT has {len(alt):,} bases, too many to be named"
    return None


def _no_call_here(record: VcfRecord, alt: str, start: int, length: int) -> str | None:
    if alt == record.ref:
        return f"ALT {alt[:20]} is what REF says, so it names no change"
    if start < 0 or start + len(record.ref) > length:
        return "reaches beyond the locus; read as a structural variant"
    return None


def _carries(genotype: Genotype | None, number: int) -> bool:
    return genotype is not None and number in genotype.indices


def _seen_from(index: int | None, number: int, kinds: list[AlleleKind]) -> int | None:
    """Recode an allele index as one allele of the record sees it; see `model.Call.alleles`."""
    if index is None or index == 0:
        return index
    if index == number:
        return 1
    return 3 if kinds[index - 1] is AlleleKind.LOST else 2


def _has_stray_reads(reads: Reads) -> bool:
    return (reads.alternate or 0) >= _FEWEST_STRAY_READS
