"""Structural variants: which touch, span or flank the gene, whatever the dialect."""

import re
from collections.abc import Iterator

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.genotype_text import read_genotype
from cd40lg_annot.calls.reads import genotype_quality, reads_of
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.model import Build, RecordPlace, StructuralCall, VcfRecord

_KINDS = ("DEL", "DUP", "INV", "INS", "CNV", "BND")
_BREAKEND = re.compile(r"[\[\]](?P<contig>[^\[\]]+):(?P<pos>\d+)[\[\]]")
_COPY_NUMBER_ALLELE = re.compile(r"<CN(\d+)>")
# A deletion spelt in bases that is longer than this is placed on exons like a symbolic one.
_LONG_DELETION = 50


def structural_calls(record: VcfRecord, sample: str, locus: Locus, build: Build) -> Iterator[StructuralCall]:
    """Structural calls of one record for one sample, where they reach the gene.

    A record reaches the gene when its interval overlaps the span from the first to the last exon;
    for a pair of breakends on chromosome X the interval between the two counts.
    """
    values = record.formats.get(sample, {})
    for number, alt in enumerate(record.alts, start=1):
        kind = _kind(record, alt)
        if kind is None:
            continue
        start, end = _span(record, alt, locus, build)
        exons = locus.transcript.exons
        if end <= exons[0].start or start >= exons[-1].end:
            continue
        genotype = read_genotype(values.get("GT"))
        yield StructuralCall(
            kind=kind,
            start=start,
            end=end,
            alleles=tuple(_seen_from(index, number) for index in genotype.indices) if genotype else (None,),
            place=RecordPlace(record.contig, record.pos, record.ref[:50], alt[:200]),
            copy_number=_copy_number(record, values, alt),
            expected_copy_number=_whole(values.get("ECN")),
            reads=reads_of(values, number),
            genotype_quality=genotype_quality(values),
            filters=record.filters,
            mate=alt if kind == "BND" else None,
            exons=tuple(exon.number for exon in exons if start < exon.end and end > exon.start),
        )


def _seen_from(index: int | None, number: int) -> int | None:
    if index is None or index == 0:
        return index
    return 1 if index == number else 2


def _kind(record: VcfRecord, alt: str) -> str | None:
    match allele_kind(alt):
        case AlleleKind.STRUCTURAL:
            return _symbolic_kind(record, alt)
        case AlleleKind.SEQUENCE if len(record.ref) - len(alt) >= _LONG_DELETION:
            return "DEL"
    return None


def _symbolic_kind(record: VcfRecord, alt: str) -> str:
    if not alt.startswith("<"):
        return "BND"
    name = alt.strip("<>").split(":")[0].upper()
    if name in _KINDS:
        return name
    copies = _COPY_NUMBER_ALLELE.fullmatch(alt)
    if copies:
        return "DEL" if int(copies[1]) == 0 else "CNV"
    declared = record.info.get("SVTYPE", "").split(":")[0].upper()
    return declared if declared in _KINDS else "CNV"


def _span(record: VcfRecord, alt: str, locus: Locus, build: Build) -> tuple[int, int]:
    """Interval on the locus axis, 0-based and half-open, that the record changes or spans."""
    # A symbolic record's POS is the base before the change (VCF 4.3, 5.4); it keeps that base.
    start = locus.locus_pos(record.pos, build)
    breakend = _BREAKEND.search(alt)
    if breakend:
        if not is_x(breakend["contig"]):
            return start - 1, start
        mate = locus.locus_pos(int(breakend["pos"]), build)
        return min(start, mate) - 1, max(start, mate)
    end = record.end
    length = _whole(record.info.get("SVLEN", "").split(",")[0].lstrip("-"))
    if "END" not in record.info and alt.startswith("<") and length and "INS" not in alt:
        end = max(end, record.pos + length)
    return start, max(start + 1, locus.locus_pos(end, build))


def _copy_number(record: VcfRecord, values: dict[str, str], alt: str) -> int | None:
    stated = _whole(values.get("CN")) if values.get("CN") else _whole(record.info.get("CN"))
    if stated is None and (copies := _COPY_NUMBER_ALLELE.fullmatch(alt)):
        return int(copies[1])
    return stated


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
