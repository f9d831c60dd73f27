"""Structural variants: which touch, span or flank the gene, whatever the dialect.

Docs: docs/structural.md has the callers' dialects as a table; `tests/truth/structural.tsv` has the cases.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cd40lg_annot.calls.alleles import AlleleKind, allele_kind
from cd40lg_annot.calls.breakends import breakend
from cd40lg_annot.calls.complex_events import complex_parts, event_of, is_complex
from cd40lg_annot.calls.genotype_text import read_genotype
from cd40lg_annot.calls.reads import genotype_quality
from cd40lg_annot.calls.structural_reads import READ_KEYS, structural_reads
from cd40lg_annot.calls.structural_span import (
    UPSTREAM,
    Span,
    bases_taken,
    inserted_length,
    is_precise,
    spelt_span,
    symbolic_span,
)
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import (
    Build,
    CopySegment,
    Junction,
    RecordPlace,
    StructuralCall,
    Variant,
    VcfRecord,
)

# A deletion spelt in bases of at least this length is placed on exons like a symbolic one.
LONG_DELETION = 50

_KINDS = frozenset({"DEL", "DUP", "INV", "INS", "CNV", "BND"})
_SAME_KIND = {
    "TRA": "BND", "CTX": "BND", "CPX": "BND", "LOSS": "DEL", "GAIN": "DUP", "INVDUP": "DUP", "MEI": "INS",
    "ALU": "INS", "LINE1": "INS", "L1": "INS", "SVA": "INS", "HERVK": "INS",
}  # fmt: skip
_COPIES_OF_ALLELE = re.compile(r"<CN(\d+)>")
_SURELY_GAINED = 3
_SHORT_REPEAT = re.compile(r"<STR\d*>|<CNV:TR>")
_SEGMENT_KEYS = frozenset({"NP", "QS"})
_DRAGEN_CNV = frozenset({"CN", "BC"})
_DEPTH_KEYS = frozenset({"CN", "NP", "BC", "SM"})
_EVIDENCE_KEYS = READ_KEYS | {"DR", "RR", "DP", "GQ", "CN", "NP", "QS"}
_DEPTH_ALGORITHMS = frozenset({"depth", "gcnv", "cnmops", "cnvnator", "dragen_cnv"})
# DELLY's CN is a ratio to the flanks, on a scale of two whatever the sex, so it counts no copies.
_RELATIVE_COPY_NUMBER = frozenset({"RCL", "RCR"})


def structural_calls(record: VcfRecord, sample: str, locus: Locus, build: Build) -> Iterator[StructuralCall]:
    """Structural calls of one record for one sample, where they reach the gene.

    A record reaches the gene when its interval, as wide as its ends allow, overlaps the span from
    `UPSTREAM` bases before the first exon to the last; for two breakends on chromosome X the interval
    between them counts. A record of another chromosome is read from its side on X.

    Raises:
        ValueError: the sample's genotype cannot be read.
    """
    for number, alt in enumerate(record.alts, start=1):
        parts = complex_parts(record, alt, locus, build)
        for part, span in parts:
            if _reaches(span, locus):
                call = _call(record, sample, number, part, (span, None), locus, build)
                yield replace(call, junctions=len(parts))
        kind = None if is_complex(record, alt) else _counted_kind(record, number, _kind(record, alt))
        placed = _placed(record, number, kind, locus, build) if kind else None
        if kind and placed and _reaches(placed[0], locus):
            yield _call(record, sample, number, kind, placed, locus, build)


def is_read_as_structural(record: VcfRecord, alt: str) -> bool:
    """Whether one allele is read as a structural variant, perhaps besides its bases."""
    return _kind(record, alt) is not None


def is_repeat_count(alt: str) -> bool:
    """Whether an allele counts the units of a short tandem repeat (`<CNV:TR>`, `<STR12>`)."""
    return bool(_SHORT_REPEAT.fullmatch(alt))


def copy_segment(record: VcfRecord, sample: str, locus: Locus, build: Build) -> CopySegment | None:
    """Copy number that a record without alternate allele states for a stretch over the gene."""
    copies, _ = _copy_number(record, record.formats.get(sample, {}), None)
    if record.alts or copies is None:
        return None
    span = symbolic_span(record, 1, "CNV", locus, build)
    if not _reaches(span, locus):
        return None
    place = RecordPlace(record.contig, record.pos, record.ref[:50], ".")
    return CopySegment(span.start, span.end, copies, place, record.filters)


def without_mates(calls: Iterable[StructuralCall]) -> tuple[StructuralCall, ...]:
    """Each junction once: the second record of a pair of breakends, and an exact repeat, are left out."""
    seen: dict[tuple[object, ...], StructuralCall] = {}
    for call in calls:
        seen.setdefault((call.kind, call.junction, call.start, call.end, call.alleles, call.length), call)
    return tuple(seen.values())


def _call(
    record: VcfRecord,
    sample: str,
    number: int,
    kind: str,
    placed: tuple[Span, Junction | None],
    locus: Locus,
    build: Build,
) -> StructuralCall:
    values = record.formats.get(sample, {})
    alt = record.alts[number - 1]
    span, junction = placed
    genotype = read_genotype(values.get("GT"))
    copies, stated = _copy_number(record, values, kind)
    exons = locus.transcript.exons
    return StructuralCall(
        kind=kind,
        start=span.start,
        end=span.end,
        alleles=tuple(_seen_from(index, number) for index in genotype.indices) if genotype else (None,),
        place=RecordPlace(record.contig, record.pos, record.ref[:50], alt[:200]),
        copy_number=copies,
        expected_copy_number=_whole(values.get("ECN")),
        reads=structural_reads(values, number, precise=is_precise(record)),
        genotype_quality=genotype_quality(values),
        filters=record.filters + _sample_filters(values),
        mate=alt if kind == "BND" else None,
        exons=tuple(exon.number for exon in exons if span.start < exon.end and span.end > exon.start),
        start_range=span.start_range,
        end_range=span.end_range,
        junction=junction,
        depth_only=_by_depth_alone(record, kind),
        is_segment=set(record.format_keys) >= _SEGMENT_KEYS,
        genotyped="GT" in record.format_keys,
        stated_copy_number=stated,
        length=inserted_length(record, number, alt) if kind == "INS" else None,
        element=_element(alt),
        variant=_spelt_variant(record, alt, locus, build),
        asserted_only=_is_silent(record, values),
        event=event_of(record, alt),
        open_end=span.open_end,
    )


def _sample_filters(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in values.get("FT", "PASS").split(";") if name != "PASS")


def _is_silent(record: VcfRecord, values: Mapping[str, str]) -> bool:
    """Whether the record offers evidence for its samples and has none for this one, as merged files do."""
    offered = _EVIDENCE_KEYS.intersection(record.format_keys)
    return bool(offered) and all(_is_missing(values.get(key)) for key in offered)


def _is_missing(text: str | None) -> bool:
    return set(text or ".") <= set(".,")


def _seen_from(index: int | None, number: int) -> int | None:
    if index is None or index == 0:
        return index
    return 1 if index == number else 2


def _kind(record: VcfRecord, alt: str) -> str | None:
    kind = allele_kind(alt)
    declared = _declared_kind(record)
    if kind is AlleleKind.STRUCTURAL:
        return "BND" if _leaves_the_chromosome(record) else _symbolic_kind(alt, declared)
    if kind is AlleleKind.SEQUENCE and _is_long_deletion(record, alt):
        return "DEL"
    # Long-read callers write N for the bases they leave out: REF N with the inserted bases, or ALT N.
    if declared and "N" in (record.ref, alt) and (kind is AlleleKind.SEQUENCE or alt == "N"):
        return declared
    return None


def _counted_kind(record: VcfRecord, number: int, kind: str | None) -> str | None:
    """Loss or gain of a `<CNV>` whose copies stand in INFO/CN (VCF 4.4), where no sample counts its own.

    0 copies of an allele are a loss and 3 or more a gain, even if the number means the whole person;
    1 and 2 mean one thing in an allele and another in a person, and stay open.
    """
    if kind != "CNV" or "CN" in record.format_keys or "GT" not in record.format_keys:
        return kind
    counts = record.info.get("CN", "").split(",")
    text = counts[number - 1] if number <= len(counts) else ""
    if not text.replace(".", "", 1).isdecimal():
        return kind
    return "DEL" if float(text) == 0 else "DUP" if float(text) >= _SURELY_GAINED else kind


def _symbolic_kind(alt: str, declared: str | None) -> str | None:
    if not alt.startswith("<") or not alt.endswith(">"):
        return "BND"
    if _SHORT_REPEAT.fullmatch(alt):
        return None
    copies = _COPIES_OF_ALLELE.fullmatch(alt)
    if copies:
        # The number counts copies on the chromosome that carries the allele (1000 Genomes).
        return {0: "DEL", 1: "CNV"}.get(int(copies[1]), "DUP")
    words = re.split(r"[^A-Z0-9]+", alt.strip("<>").upper())
    named = (_SAME_KIND.get(word, word) for word in words)
    return next((name for name in named if name in _KINDS), declared or "CNV")


def _declared_kind(record: VcfRecord) -> str | None:
    name = re.split(r"[^A-Z0-9]", record.info.get("SVTYPE", "").upper())[0]
    name = _SAME_KIND.get(name, name)
    return name if name in _KINDS else None


def _is_long_deletion(record: VcfRecord, alt: str) -> bool:
    """Whether bases spelt in REF are taken away, enough to be read like a symbolic deletion."""
    start, end = bases_taken(record.ref, alt)
    return len(record.ref) > len(alt) and end - start >= LONG_DELETION


def _placed(
    record: VcfRecord, number: int, kind: str, locus: Locus, build: Build
) -> tuple[Span, Junction | None] | None:
    alt = record.alts[number - 1]
    if kind == "BND":
        return _junction_span(record, alt, locus, build)
    if not is_x(record.contig):
        return None
    if allele_kind(alt) is AlleleKind.SEQUENCE and _is_long_deletion(record, alt):
        return spelt_span(record, alt, locus, build), None
    return symbolic_span(record, number, kind, locus, build), None


def _leaves_the_chromosome(record: VcfRecord) -> bool:
    other = record.info.get("CHR2", record.contig)
    return other != record.contig and not (is_x(other) and is_x(record.contig))


def _junction_span(
    record: VcfRecord, alt: str, locus: Locus, build: Build
) -> tuple[Span, Junction | None] | None:
    """Span of a junction on X: between its two sides, or the one base where only one lies on X."""
    other = breakend(alt, record.info, record.contig)
    here, there = is_x(record.contig), is_x(other.contig or "")
    junction = other.junction(record.pos, same_contig=here and there)
    if not here and not there:
        return None
    sides = [record.pos] if here else []
    if there and other.pos is not None:
        sides.append(other.pos)
    low, high = (locus.locus_pos(pos, build) for pos in (min(sides), max(sides)))
    if junction is Junction.DELETION_LIKE and high > low + 1:
        return Span(low, high - 1), junction
    return Span(low - 1, high), junction


def _reaches(span: Span, locus: Locus) -> bool:
    exons = locus.transcript.exons
    start = min(span.start, span.start_range[0]) if span.start_range else span.start
    end = max(span.end, span.end_range[1]) if span.end_range else span.end
    return end > exons[0].start - UPSTREAM and start < exons[-1].end


def _copy_number(record: VcfRecord, values: Mapping[str, str], kind: str | None) -> tuple[int | None, str]:
    """Copies of the gene that the file counts, and its own text where that is no whole number."""
    if set(record.format_keys) >= _RELATIVE_COPY_NUMBER:
        return None, ""
    text = values.get("CN")
    if text is None and ("GT" not in values or (kind == "DEL" and record.info.get("CN") == "1")):
        # INFO/CN counts the copies of one allele from VCF 4.4 on; it is heard where nothing else speaks.
        text = record.info.get("CN")
    try:
        number = float(text or "")
    except ValueError:
        return None, ""
    if not 0 <= number < 1000:
        return None, ""
    return round(number), "" if number == round(number) else (text or "")


def _by_depth_alone(record: VcfRecord, kind: str) -> bool:
    algorithms = {name.lower() for name in record.info.get("ALGORITHMS", "").split(",") if name}
    if algorithms:
        return algorithms <= _DEPTH_ALGORITHMS
    if kind not in {"DEL", "DUP", "CNV"} or any(alt.isalpha() for alt in record.alts):
        return False
    claims = set(record.info.get("SVCLAIM", ".").replace(".", "").split(",")) - {""}
    if claims:
        # VCF 4.4: D is a claim from depth, J one from a junction.
        return claims == {"D"}
    if set(record.format_keys) >= _DRAGEN_CNV:
        # Its PE counts odd pairs near the ends and joins nothing.
        return True
    return not _DEPTH_KEYS.isdisjoint(record.format_keys) and READ_KEYS.isdisjoint(record.format_keys)


def _element(alt: str) -> str:
    words = alt.strip("<>").upper().split(":")
    if "ME" in words[1:-1]:
        return words[-1]
    return words[0] if words[0] in {"ALU", "LINE1", "L1", "SVA", "HERVK"} else ""


def _spelt_variant(record: VcfRecord, alt: str, locus: Locus, build: Build) -> Variant | None:
    start = locus.locus_pos(record.pos, build)
    inside = start >= 1 and start + len(record.ref) - 1 <= len(locus)
    if not inside or allele_kind(alt) is not AlleleKind.SEQUENCE or set(record.ref) - set("ACGT"):
        return None
    return normalize(start, record.ref, alt, locus.sequence)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
