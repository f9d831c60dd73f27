"""Plain reference calls of all samples at once: they are nearly all of a joint call set.

What is plain is decided once for a record, and then for all its samples by arrays. Everything that is
not goes the long way, through `calls.record_content`, and comes to the same block (a test compares the two).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cd40lg_annot.calls.blocks import reference_block, says_nothing_of_bases
from cd40lg_annot.calls.record_content import Site
from cd40lg_annot.model import ReferenceBlock, SampleColumns, VcfRecord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cd40lg_annot.calls.column_arrays import ColumnArrays

# Keys of which a plain call may speak of depth, quality or alternate reads.
_DEPTH, _QUALITY, _READS, _FILTER = "DP", "GQ", "AD", "FT"
# Others that would.
_OTHERS = frozenset({"GQX", "RGQ", "DPI", "MIN_DP", "AO", "RO", "DV", "DP4", "AF", "VAF", "CN"})
# Below this, importing numpy takes longer than reading the columns as text.
_FEWEST_COLUMNS = 8
_BITS = 32


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
    plain = arrays.is_reference()
    values = np.zeros(len(plain), dtype=np.int64)
    for number, key in enumerate((_DEPTH, _QUALITY)):
        if key in keys:
            found, known = arrays.whole_numbers(key)
            plain &= known
            values |= found << (_BITS * number)
    if _READS in keys:
        plain &= arrays.is_missing(_READS) | arrays.has_few_alternate_reads(_READS, len(record.alts))
    if _FILTER in keys:
        plain &= arrays.is_missing(_FILTER) | arrays.says(_FILTER, "PASS")
    return _of_values(block, keys, values, plain)


def _of_values(
    block: ReferenceBlock, keys: Sequence[str], values: "NDArray[np.int64]", plain: "NDArray[np.bool_]"
) -> list[ReferenceBlock | None]:
    """One block for each depth and quality that occur, shared by the samples that have them."""
    import numpy as np

    distinct, numbers = np.unique(np.where(plain, values, -1), return_inverse=True)
    made = np.empty(len(distinct), dtype=object)
    for number, value in enumerate(distinct.tolist()):
        made[number] = _with_values(block, keys, value) if value >= 0 else None
    found: list[ReferenceBlock | None] = made[numbers].tolist()
    return found


def _with_values(block: ReferenceBlock, keys: Sequence[str], value: int) -> ReferenceBlock:
    depth = value & (2**_BITS - 1) if _DEPTH in keys else block.depth
    quality = float(value >> _BITS) if _QUALITY in keys else block.genotype_quality
    return replace(block, depth=depth, genotype_quality=quality)
