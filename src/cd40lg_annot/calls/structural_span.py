"""Where a structural record begins and ends, whatever it leaves out.

A symbolic record's POS is the base before the change, so the first base changed has the 0-based
position POS (VCF 4.3, 1.6.1). END comes first, then the size of SVLEN with either sign; SVLEN of an
insertion is the length of what is inserted. CIPOS and CIEND widen the ends, unless the record says
that it is exact: beside HOMLEN they only tell that the junction can be written at several places.
"""

from dataclasses import dataclass

from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Build, VcfRecord

# Bases before exon 1 whose loss may take the promoter; a working margin, not a measured one.
UPSTREAM = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """An interval on the locus axis, 0-based and half-open, with the room its ends have."""

    start: int
    end: int
    start_range: tuple[int, int] | None = None
    end_range: tuple[int, int] | None = None
    open_end: bool = False


def symbolic_span(record: VcfRecord, allele: int, kind: str, locus: Locus, build: Build) -> Span:
    """Give the interval of a symbolic allele (1-based `allele`) that stands on one chromosome."""
    start = locus.locus_pos(record.pos, build)
    if kind == "INS":
        return Span(start, start + 1, *_ranges(record, start, start + 1, insertion=True))
    end = max(start + 1, locus.locus_pos(_last_base(record, allele), build))
    if not _has_end(record, allele) and start >= locus.transcript.exons[0].start - UPSTREAM:
        # Nothing says where it ends: anywhere from here on, as far as the gene reaches.
        return Span(start, end, None, (end, max(end, locus.transcript.exons[-1].end)), open_end=True)
    return Span(start, end, *_ranges(record, start, end))


def spelt_span(record: VcfRecord, alt: str, locus: Locus, build: Build) -> Span:
    """Give the bases that a deletion spelt in bases takes away, without the bases it shares with ALT."""
    first = locus.locus_pos(record.pos, build) - 1
    start, end = bases_taken(record.ref, alt)
    return Span(first + start, first + end)


def bases_taken(ref: str, alt: str) -> tuple[int, int]:
    """Bases of REF that are not in ALT too, 0-based and half-open, counted from the first of REF.

    >>> bases_taken("CAGTC", "CC")
    (1, 4)
    """
    shared = _shared(ref, alt)
    return shared, len(ref) - _shared(ref[shared:][::-1], alt[shared:][::-1])


def is_precise(record: VcfRecord) -> bool:
    """Whether the record's ends are exact."""
    info = record.info
    if "IMPRECISE" in info:
        return False
    if any(key in info for key in ("PRECISE", "HOMLEN", "HOMSEQ")):
        return True
    return all(_interval(info.get(key)) in {None, (0, 0)} for key in ("CIPOS", "CIEND"))


def inserted_length(record: VcfRecord, allele: int, alt: str) -> int | None:
    """How many bases are inserted; None where the record does not say."""
    return stated_length(record, allele) or (len(alt) - len(record.ref) if alt.isalpha() else None)


def stated_length(record: VcfRecord, allele: int) -> int | None:
    """SVLEN of one allele, without its sign."""
    lengths = record.info.get("SVLEN", "").split(",")
    text = (lengths[allele - 1] if allele <= len(lengths) else lengths[0]).lstrip("+-")
    return int(text) if text.isdecimal() and int(text) else None


def _has_end(record: VcfRecord, allele: int) -> bool:
    """Whether the record says anything of where a symbolic allele ends, or is spelt in bases."""
    stated = record.info.get("END", "")
    if (stated.isdecimal() and int(stated) > record.pos) or stated_length(record, allele):
        return True
    alt = record.alts[allele - 1] if record.alts else ""
    return len(record.ref) > 1 or not alt.startswith("<")


def _last_base(record: VcfRecord, allele: int) -> int:
    stated = record.info.get("END", "")
    if stated.isdecimal() and int(stated) > record.pos:
        return int(stated)
    length = stated_length(record, allele)
    return max(record.end, record.pos + (length or 0))


def _ranges(
    record: VcfRecord, start: int, end: int, *, insertion: bool = False
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    if is_precise(record):
        return None, None
    about_start, about_end = (_interval(record.info.get(key)) for key in ("CIPOS", "CIEND"))
    if insertion:
        about_end = about_start
    return _around(start, about_start), _around(end, about_end)


def _around(position: int, interval: tuple[int, int] | None) -> tuple[int, int] | None:
    return (position + interval[0], position + interval[1]) if interval else None


def _interval(text: str | None) -> tuple[int, int] | None:
    parts = (text or "").split(",")
    if len(parts) < 2 or not all(part.lstrip("+-").isdecimal() for part in parts[:2]):
        return None
    low, high = sorted(int(part) for part in parts[:2])
    return low, high


def _shared(first: str, second: str) -> int:
    shorter = min(len(first), len(second))
    return next((i for i in range(shorter) if first[i] != second[i]), shorter)
