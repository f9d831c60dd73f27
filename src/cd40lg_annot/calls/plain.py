"""Plain reference calls read quickly: they are nearly all of a joint call set.

What is plain is decided once for a record and all its samples. Everything that is not goes the
long way, through `calls.blocks`, and comes to the same block (a test compares the two).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.blocks import reference_block, says_nothing_of_bases
from cd40lg_annot.calls.structural import is_read_as_structural
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Build, ReferenceBlock, VcfRecord

_REFERENCE = frozenset({"0/0", "0|0", "0"})
_NEEDED = frozenset({"GT", "DP", "GQ"})
# Keys that would speak of depth, quality or alternate reads beside DP, GQ and AD.
_OTHERS = frozenset({"FT", "GQX", "RGQ", "DPI", "MIN_DP", "AO", "DV", "DP4", "CN"})
_NO_STRAY_READS = frozenset({"0", "1", "."})


@dataclass(frozen=True, slots=True)
class PlainSite:
    """The reference block of one record, but for depth and quality, and those already made of it."""

    block: ReferenceBlock
    made: dict[tuple[str, str], ReferenceBlock] = field(default_factory=dict)

    def reference_block(self, values: Mapping[str, str]) -> ReferenceBlock | None:
        """Give the block that one sample's values come to, or None where they are not plain."""
        depth, quality = values.get("DP", ""), values.get("GQ", "")
        if values.get("GT") not in _REFERENCE or not (depth.isdecimal() and quality.isdecimal()):
            return None
        counts = values.get("AD", "").split(",")[1:]
        if not _NO_STRAY_READS.issuperset(counts):
            return None
        key = depth, quality
        if key not in self.made:
            self.made[key] = replace(self.block, depth=int(depth), genotype_quality=float(quality))
        return self.made[key]


def plain_sites(records: Iterable[VcfRecord], locus: Locus, build: Build) -> list[PlainSite | None]:
    """Give for each record what is plain about it, or None where the long way has to be gone."""
    return [_site(record, locus, build) for record in records]


def _site(record: VcfRecord, locus: Locus, build: Build) -> PlainSite | None:
    start = locus.locus_pos(record.pos, build) - 1
    keys = set(record.format_keys)
    inside = start >= 0 and start + len(record.ref) <= len(locus)
    if not inside or not keys >= _NEEDED or keys & _OTHERS or says_nothing_of_bases(record):
        return None
    if any(
        allele_kind(alt) is AlleleKind.UNREADABLE or is_read_as_structural(record, alt) for alt in record.alts
    ):
        return None
    return PlainSite(reference_block(record, {}, locus, start, only_sample=False))
