"""Where the ends of a structural variant lie on the gene: exons surely, partly or possibly between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from cd40lg_annot.locus import Locus
from cd40lg_annot.model import StructuralCall


@dataclass(frozen=True, slots=True)
class Placement:
    """Exons by number, and the ends, 0-based and half-open on the locus axis.

    `inner` is the stretch that lies between the ends whatever room these have, `outer` the widest one.
    """

    whole: tuple[int, ...]
    partial: tuple[int, ...]
    possible: tuple[int, ...]
    inner: tuple[int, int]
    outer: tuple[int, int]
    exact: bool


def placement(call: StructuralCall, locus: Locus) -> Placement:
    """Place a call on the exons.

    Where reads were only counted, an end that seems to lie in an exon lies somewhere near it, so that
    exon is possible, not partial.
    """
    inner, outer = _inner(call), _outer(call)
    exact = call.start_range is None and call.end_range is None and not call.depth_only
    exons = locus.transcript.exons
    whole = [exon.number for exon in exons if inner[0] <= exon.start and exon.end <= inner[1]]
    touched = [exon.number for exon in exons if outer[0] < exon.end and exon.start < outer[1]]
    rest = tuple(number for number in touched if number not in whole)
    return Placement(
        whole=tuple(whole),
        partial=rest if exact else (),
        possible=() if exact else rest,
        inner=inner,
        outer=outer,
        exact=exact,
    )


def is_inside_gene(base: int, locus: Locus) -> bool:
    """Whether an end before the 0-based `base` parts two bases of the transcribed stretch."""
    exons = locus.transcript.exons
    return exons[0].start < base < exons[-1].end


def where(base: int, locus: Locus) -> str:
    """Say where an end before the 0-based `base` lies: "exon 2", "intron 3", "upstream", "downstream"."""
    transcript = locus.transcript
    exon = transcript.exon_at(base + 1)
    if exon:
        return f"exon {exon.number}"
    intron = transcript.intron_at(base + 1)
    if intron:
        return f"intron {intron}"
    return "upstream" if base < transcript.exons[0].start else "downstream"


def taken(placed: Placement, locus: Locus) -> str:
    """Say what lies between the ends: "exons 2 to 3 and part of exon 4"."""
    if len(placed.whole) == len(locus.transcript.exons):
        return "the whole gene"
    parts = [exons_in_words(placed.whole)] if placed.whole else []
    if placed.partial:
        parts.append(f"part of {exons_in_words(placed.partial)}")
    if placed.possible:
        parts.append(f"possibly {exons_in_words(placed.possible)}")
    if parts:
        return " and ".join(parts)
    place = where(placed.outer[0], locus)
    return f"part of {place}" if place[-1].isdigit() else f"bases {place} of the gene"


def exons_in_words(numbers: Sequence[int]) -> str:
    """Say which exons: "exon 2", "exons 2 to 4", "exons 2 and 4"."""
    if len(numbers) == 1:
        return f"exon {numbers[0]}"
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"exons {numbers[0]} to {numbers[-1]}"
    return f"exons {' and '.join(map(str, numbers))}"


def _inner(call: StructuralCall) -> tuple[int, int]:
    start = call.start_range[1] if call.start_range else call.start
    end = call.end_range[0] if call.end_range else call.end
    return max(call.start, start), min(call.end, end)


def _outer(call: StructuralCall) -> tuple[int, int]:
    start = call.start_range[0] if call.start_range else call.start
    end = call.end_range[1] if call.end_range else call.end
    return min(call.start, start), max(call.end, end)
