"""From the records of a file to one sample's calls on the locus axis.

Multi-allelic records are split here, and each part keeps what stands on the other copy:
`bcftools norm -m-` writes `1/2` as `1/0` and `0/1`, which invents a reference allele.
A sample's explicit 0/0 becomes a reference block, like a block of a gVCF: both say
"looked at, and reference", and nothing else does.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

from cd40lg_annot.calls.blocks import is_reference_record
from cd40lg_annot.calls.complex_events import with_events
from cd40lg_annot.calls.genotype_text import read_genotype
from cd40lg_annot.calls.haplotype import joint_calls
from cd40lg_annot.calls.plain import plain_blocks
from cd40lg_annot.calls.reads import reads_of
from cd40lg_annot.calls.record_content import RecordContent, Site, site_of
from cd40lg_annot.calls.structural import without_mates
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    Build,
    Call,
    CallSet,
    CopySegment,
    ReferenceBlock,
    SampleColumns,
    SetAside,
    StructuralCall,
    UncalledBlock,
    Variant,
    VcfRecord,
)


@dataclass(slots=True)
class SampleContent:
    """What one sample's records came to; lists grow record by record.

    For the second set of books (`calls.ledger`): `plain_alleles` counts those of records that say no more
    of this sample than that it is reference; `others` are the records that have to be gone through again.
    """

    calls: list[Call] = field(default_factory=list)
    blocks: list[ReferenceBlock] = field(default_factory=list)
    structural: list[StructuralCall] = field(default_factory=list)
    segments: list[CopySegment] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    uncalled: list[UncalledBlock] = field(default_factory=list)
    records_read: int = 0
    plain_alleles: int = 0
    others: list[VcfRecord] = field(default_factory=list)

    def add(self, content: RecordContent) -> None:
        """Add what one record came to, but for its block, whose place is among those of other records."""
        self.calls += content.calls
        self.structural += content.structural
        self.segments += content.segments
        self.set_aside += content.set_aside
        self.uncalled += content.uncalled


@dataclass(frozen=True, slots=True)
class FileSites:
    """The records of one file, prepared for all its samples.

    `plain`: by column number, one reference block for each site, or None where the long way has to be
    gone; empty where no record was looked at for all its samples at once.
    `repeated`: records an allele of which another record lists, too. `at_locus`: how many records cover
    a base of the locus. `listed_alleles`: how many they all list, each at least one.
    """

    sites: tuple[Site, ...]
    elsewhere: tuple[Site, ...]
    locus: Locus
    plain: Sequence[Sequence[ReferenceBlock | None]]
    repeated: tuple[VcfRecord, ...]
    at_locus: int
    listed_alleles: int


def file_sites(
    path: str,
    records: Sequence[VcfRecord],
    locus: Locus,
    build: Build,
    elsewhere: Iterable[VcfRecord] = (),
    *,
    only_sample: bool = False,
) -> FileSites:
    """Prepare the records of a file.

    Args:
        path: the file, for messages.
        records: records of chromosome X as `io.vcf.read_x` gives them.
        locus: the reference.
        build: the build that the file was found to be in.
        elsewhere: breakends recorded on other chromosomes whose other side lies on X.
        only_sample: the file holds no other sample, so that INFO's depth is this sample's.
    """
    listed = Counter(key for record in records for key in set(_alleles(record)))
    sites = tuple(
        site_of(
            path,
            record,
            locus,
            build,
            only_sample=only_sample,
            is_repeated=any(listed[key] > 1 for key in _alleles(record)),
        )
        for record in records
    )
    return FileSites(
        sites=sites,
        elsewhere=tuple(site_of(path, record, locus, build, is_x=False) for record in elsewhere),
        locus=locus,
        plain=_plain_by_column(sites),
        repeated=tuple(site.record for site in sites if site.is_repeated),
        at_locus=sum(site.at_locus for site in sites),
        listed_alleles=sum(map(_listed, sites)),
    )


def sample_content(file: FileSites, sample: str) -> SampleContent:
    """Calls, reference blocks and structural calls of one sample, by its name in the file.

    Raises:
        UnreadableFileError: a genotype cannot be read, or names an allele that is not listed.
    """
    content = SampleContent(plain_alleles=file.listed_alleles)
    blocks = list(_plain_of(file, sample))
    for number in [at for at, block in enumerate(blocks) if block is None or file.sites[at].is_repeated]:
        site = file.sites[number]
        content.others.append(site.record)
        content.plain_alleles -= _listed(site)
        if blocks[number] is None:
            found = site.content(sample)
            content.add(found)
            blocks[number] = found.block
    content.blocks = [block for block in blocks if block is not None]
    content.records_read = file.at_locus
    for site in file.elsewhere:
        content.add(site.content(sample))
    content.calls = list(_without_repeats(content))
    content.calls += list(_denials(content.calls, file.repeated, sample))
    content.calls += joint_calls(content.calls, file.locus)
    listed = (site.record for site in (*file.sites, *file.elsewhere))
    content.structural = list(with_events(without_mates(content.structural), listed))
    return content


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


def _alleles(record: VcfRecord) -> Iterator[tuple[int, str, str]]:
    return ((record.pos, record.ref, alt) for alt in record.alts)


def _listed(site: Site) -> int:
    return max(1, len(site.record.alts))


def _plain_by_column(sites: Sequence[Site]) -> Sequence[Sequence[ReferenceBlock | None]]:
    by_site = [plain_blocks(site) for site in sites]
    columns = max((len(blocks) for blocks in by_site), default=0)
    return list(zip(*(blocks or repeat(None, columns) for blocks in by_site), strict=True)) if columns else ()


def _plain_of(file: FileSites, sample: str) -> Iterable[ReferenceBlock | None]:
    columns = next((site.record.formats for site in file.sites if site.record.formats), None)
    if not file.plain or not isinstance(columns, SampleColumns):
        return [None] * len(file.sites)
    return file.plain[columns.number(sample)]


def _without_repeats(content: SampleContent) -> Iterator[Call]:
    seen: set[tuple[Variant, tuple[int | None, ...]]] = set()
    for call in content.calls:
        key = (call.variant, call.alleles)
        if key in seen:
            content.set_aside.append(SetAside(call.place, "the same call stands in the file twice"))
        else:
            seen.add(key)
            yield call


def _denials(calls: Sequence[Call], records: Iterable[VcfRecord], sample: str) -> Iterator[Call]:
    """Calls of "not carried" in a second record of an allele that a first one says is carried."""
    carried = {(call.place.pos, call.place.ref, call.place.alt): call for call in calls if 1 in call.alleles}
    for record in records if carried else ():
        values = record.formats.get(sample, {})
        genotype = read_genotype(values.get("GT"))
        if genotype is None or set(genotype.indices) != {0}:
            continue
        for number, key in enumerate(_alleles(record), start=1):
            call = carried.get(key)
            if call is not None:
                yield replace(call, alleles=genotype.indices, reads=reads_of(values, number), phased=False)
