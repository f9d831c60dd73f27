"""Plain reference calls of all samples at once: they are nearly all of a joint call set.

What is plain is decided once for a record, and then for all its samples by arrays. Everything that is
not goes the long way, through `calls.record_content`, and comes to the same block (a test compares the two).
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from cd40lg_annot.calls.blocks import reference_block, says_nothing_of_bases
from cd40lg_annot.calls.record_content import Site
from cd40lg_annot.model import ReferenceBlock, SampleColumns, VcfRecord

if TYPE_CHECKING:
    from cd40lg_annot.calls.column_arrays import ColumnArrays

# Keys of which a plain call may speak of depth, quality or alternate reads.
_DEPTH, _QUALITY, _READS, _FILTER = "DP", "GQ", "AD", "FT"
# Others that would.
_OTHERS = frozenset({"GQX", "RGQ", "DPI", "MIN_DP", "AO", "RO", "DV", "DP4", "AF", "VAF", "CN"})
# Below this, importing numpy takes longer than reading the columns as text.
_FEWEST_COLUMNS = 8
# What no value of ASCII letters is as a number.
_NOT_PLAIN = 2**64 - 1


def plain_blocks(site: Site) -> list[ReferenceBlock | None]:
    """Give each column's reference block, in file order, and None where it has to be read the long way.

    The list is empty where nothing about the record is plain, or too few columns were read.
    """
    record = site.record
    columns = record.formats
    if not isinstance(columns, SampleColumns) or len(columns) < _FEWEST_COLUMNS or not _may_be_plain(site):
        return []
    from cd40lg_annot.calls.column_arrays import ColumnArrays

    block = reference_block(record, {}, site.locus, site.start, only_sample=False)
    return _blocks(ColumnArrays(record.format_keys, columns.text), record, block)


def _may_be_plain(site: Site) -> bool:
    keys = site.record.format_keys
    if not keys or keys[0] != "GT" or len(set(keys)) != len(keys) or _OTHERS & set(keys):
        return False
    # Reads without a depth would have to be added up.
    if (_READS in keys and _DEPTH not in keys) or says_nothing_of_bases(site.record):
        return False
    return site.at_locus and not site.is_structural and not any(allele.reason for allele in site.alleles)


def _blocks(arrays: "ColumnArrays", record: VcfRecord, block: ReferenceBlock) -> list[ReferenceBlock | None]:
    import numpy as np

    keys = record.format_keys
    told = [key for key in (_DEPTH, _QUALITY) if key in keys]
    values, fits = arrays.joined(told)
    plain = arrays.is_reference() & fits
    if _READS in keys:
        few = arrays.has_few_alternate_reads(_READS, len(record.alts))
        if bool((plain & ~few).any()):
            few |= arrays.is_missing(_READS)
        plain &= few
    if _FILTER in keys:
        plain &= arrays.is_missing(_FILTER) | arrays.says(_FILTER, "PASS")
    distinct, numbers = np.unique(np.where(plain, values, np.uint64(_NOT_PLAIN)), return_inverse=True)
    made = np.empty(len(distinct), dtype=object)
    for number, value in enumerate(distinct.tolist()):
        made[number] = _with_values(block, tuple(told), value)
    # Shared by the samples that have them.
    found: list[ReferenceBlock | None] = made[numbers].tolist()
    return found


def _with_values(block: ReferenceBlock, keys: tuple[str, ...], value: int) -> ReferenceBlock | None:
    """The block with these figures; None where they are not whole numbers."""
    figures = _figures(value, keys)
    if figures is None:
        return None
    depth = block.depth if figures[0] is None else figures[0]
    quality = block.genotype_quality if figures[1] is None else figures[1]
    return ReferenceBlock(block.start, block.end, depth, quality, block.filters, block.excluded)


@lru_cache(maxsize=65_536)
def _figures(value: int, keys: tuple[str, ...]) -> tuple[int | None, float | None] | None:
    """Depth and quality that were joined as text; few records have others than those before them."""
    from cd40lg_annot.calls.column_arrays import part_of

    texts = [part_of(value, number) for number in range(len(keys))]
    if value == _NOT_PLAIN or not all(text.isdigit() for text in texts):
        return None
    told = dict(zip(keys, map(int, texts), strict=True))
    quality = told.get(_QUALITY)
    return told.get(_DEPTH), None if quality is None else float(quality)
