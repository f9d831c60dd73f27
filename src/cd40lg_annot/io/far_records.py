"""Records that may reach the gene from afar, which an index does not find.

htslib finds a record by POS, REF and END (in newer versions also by SVLEN). A deletion that spans the
gene by SVLEN alone, or two breakends on either side of it, is found only by looking at all of X; and
a breakend recorded on another chromosome only by looking at all of the file.
"""

import re
from typing import TYPE_CHECKING

from cd40lg_annot.io.text_records import Raw, TextRecord
from cd40lg_annot.io.vcf_file import VcfFile
from cd40lg_annot.io.vcf_records import RecordReader
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.model import VcfRecord

if TYPE_CHECKING:
    import pysam

# Up to this size X is searched in a file whose header declares nothing structural.
_UNDECLARED_BYTES = 256_000_000
# Up to this size all chromosomes of a structural file are searched for breakends whose mate is on X.
_SEARCHED_BYTES = 64_000_000
_LONG_REF = 50
_REFERENCE_ALTS = frozenset({"<NON_REF>", "<*>"})
# Long-read callers write N for the bases of REF or ALT that they leave out, and say the rest in INFO.
_ANY_BASE = frozenset({"N", "n"})
_MATE = re.compile(r"[\[\]](?P<contig>.+):\d+[\[\]]")


def alts_reach_far(alts: tuple[str, ...]) -> bool:
    """Whether a record with these ALTs may change bases far from its position, whatever END says.

    >>> [alts_reach_far((alt,)) for alt in ("<DEL>", "N[chrX:5[", "A.", "N", "A", "*", "<NON_REF>")]
    [True, True, True, True, False, False, False]
    """
    return any(
        alt in _ANY_BASE if alt.isalpha() else alt not in _REFERENCE_ALTS and alt != "*" for alt in alts
    )


def ref_reaches_far(ref: str, alts: tuple[str, ...]) -> bool:
    """Whether a record may do so by its REF: a long one, or one left out."""
    return bool(alts) and (len(ref) >= _LONG_REF or ref in _ANY_BASE)


def only_reference(alts: tuple[str, ...]) -> bool:
    """Whether ALT names no allele, or only the one for everything else: it says "nothing found"."""
    return not alts or _REFERENCE_ALTS.issuperset(alts)


def names_x(raw: Raw) -> bool:
    """Whether a record's other side lies on X."""
    mates = (_MATE.search(alt) for alt in raw.alts or () if "[" in alt or "]" in alt)
    if any(mate and is_x(mate["contig"]) for mate in mates):
        return True
    other = raw.info("CHR2") if isinstance(raw, TextRecord) else _chr2(raw)
    return isinstance(other, str) and is_x(other)


def _chr2(raw: "pysam.VariantRecord") -> object:
    return raw.info.get("CHR2") if "CHR2" in raw.header.info else None


def breakends_elsewhere(file: VcfFile, reader: RecordReader) -> tuple[tuple[VcfRecord, ...], tuple[str, ...]]:
    """Breakends on other chromosomes that name X; in a file too large to search, a note that says so."""
    if file.size > _SEARCHED_BYTES:
        return (), ("breakends recorded only on another chromosome were not searched: the file is large",)
    found = (raw for raw in file.every_record() if not is_x(raw.contig) and names_x(raw))
    return tuple(reader.record(raw) for raw in found), ()


def undeclared_far_records(file: VcfFile, contig: str) -> tuple[tuple[Raw, ...], tuple[str, ...]]:
    """Records of X that may reach far though the header declares nothing structural.

    Only POS, REF and ALT of the others are looked at. In a file too large to search, a note says so.

    Raises:
        UnreadableFileError: a line has no POS, REF and ALT.
    """
    if file.size > _UNDECLARED_BYTES:
        note = (
            "records that reach the gene from afar were searched only near it: the file is large, "
            "and its header declares no structural variants"
        )
        return (), (note,)
    far: dict[tuple[str, ...], bool] = {}
    places: dict[int, None] = {}
    for raw in file.records(contig):
        alts = raw.alts or ()
        if alts not in far:
            far[alts] = alts_reach_far(alts)
        if far[alts] or (alts and raw.ref in _ANY_BASE):
            places[raw.pos] = None
    found = (raw for pos in places for raw in file.records(contig, pos - 1, pos) if raw.pos == pos)
    return tuple(found), ()
