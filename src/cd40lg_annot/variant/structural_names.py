"""HGVS names of structural variants, where the recommendations give them one.

| what is known                   | g.                            | c.                                     |
|---------------------------------|-------------------------------|----------------------------------------|
| both ends exactly, in the gene  | `g.100_200del`                | `c.156+5_289-7del`                     |
| both ends, one outside the gene | `g.100_200del`                | by exons: `c.(?_-91)_(156+1_157-1)del` |
| ends with some room             | `g.(95_105)_(190_210)del`     | by exons                               |
| the stretch that was counted    | `g.(?_100)_(200_?)del`        | by exons                               |
| other bases in their place      | `g.100_200delinsA`            | the same, where both ends lie in it    |

A duplication is named only where reads join its ends, which shows that it lies in tandem; a count of
reads does not (HGVS 21.0, DNA, duplication). An inserted sequence that the file leaves out is
`insN[length]`. Junctions to other chromosomes have no short name and get none.
"""

from cd40lg_annot.locus import Change, Locus, change_of, rightmost
from cd40lg_annot.model import Build, Junction, Rearrangement, StructuralCall
from cd40lg_annot.variant.exon_level import ExonChange, ExonLevelVariant, exon_level_name
from cd40lg_annot.variant.placement import Placement

_EDITS = {
    Rearrangement.LOST: "del",
    Rearrangement.GAINED: "dup",
    Rearrangement.INVERTED: "inv",
}

_EXON_CHANGES = {Rearrangement.LOST: ExonChange.DELETION, Rearrangement.GAINED: ExonChange.DUPLICATION}


def structural_names(
    call: StructuralCall, kind: Rearrangement, placed: Placement, locus: Locus, build: Build
) -> tuple[str, str]:
    """Genomic name in `build` and coding name; each empty where there is none."""
    edit = _edit(call, kind)
    if edit is None or call.open_end or _brings_bases_not_kept(call):
        return "", ""
    genomic, coding = f"{locus.axes[build].accession}:g.", f"{locus.transcript.accession}:c."
    if kind is Rearrangement.INSERTED:
        return _insertion(call, edit, locus, build, genomic, coding)
    first, last = _described(call, placed, kind, locus)
    range_g = _range_g(call, placed, (first, last), locus, build)
    if placed.exact and _in_transcript(first, locus) and _in_transcript(last, locus):
        positions = locus.transcript.cds_position
        range_c = f"{positions(first)}_{positions(last)}" if first != last else str(positions(first))
        return f"{genomic}{range_g}{edit}", f"{coding}{range_c}{edit}"
    return f"{genomic}{range_g}{edit}", _by_exons(placed, kind, locus)


def _by_exons(placed: Placement, kind: Rearrangement, locus: Locus) -> str:
    """Name by whole exons, where it is certain that the ends lie in the introns beside them or beyond."""
    if not placed.whole or placed.partial or placed.possible or kind not in _EXON_CHANGES:
        return ""
    exons = ExonLevelVariant(placed.whole[0], placed.whole[-1], _EXON_CHANGES[kind])
    return exon_level_name(exons, locus.transcript)


def _edit(call: StructuralCall, kind: Rearrangement) -> str | None:
    if kind is Rearrangement.INSERTED:
        return f"insN[{call.length}]" if call.length else None
    if kind is Rearrangement.GAINED and call.depth_only:
        return None
    if call.junction in {Junction.INVERSION_LIKE, Junction.UNORIENTED}:
        return None
    return f"delins{brought}" if (brought := _brought(call)) else _EDITS.get(kind)


def _brought(call: StructuralCall) -> str:
    """Bases that a deletion spelt in bases puts in the place of those it takes."""
    return change_of(call.variant).alt if call.variant and call.kind == "DEL" else ""


def _brings_bases_not_kept(call: StructuralCall) -> bool:
    """Whether a deletion spelt in bases reaches beyond the locus and leaves bases of its own."""
    ref, alt = call.place.ref, call.place.alt
    spelt = call.kind == "DEL" and call.variant is None and alt.isalpha()
    return spelt and "N" not in alt and not ref.startswith(alt)


def _insertion(
    call: StructuralCall, edit: str, locus: Locus, build: Build, genomic: str, coding: str
) -> tuple[str, str]:
    if call.start_range is not None:
        low, high = (locus.genomic_pos(base, build) for base in call.start_range)
        return f"{genomic}({low}_{high + 1}){edit}", ""
    first, last = call.start, call.start + 1
    positions = locus.transcript.cds_position
    names = f"{genomic}{locus.genomic_pos(first, build)}_{locus.genomic_pos(last, build)}{edit}"
    inside = _in_transcript(first, locus) and _in_transcript(last, locus)
    return names, f"{coding}{positions(first)}_{positions(last)}{edit}" if inside else ""


def _described(call: StructuralCall, placed: Placement, kind: Rearrangement, locus: Locus) -> tuple[int, int]:
    """First and last base of the name, 1-based; an exact one inside the locus is moved 3' as HGVS asks."""
    start, end = call.start, call.end
    movable = kind in {Rearrangement.LOST, Rearrangement.GAINED} and placed.exact and not _brought(call)
    if movable and 0 <= start < end <= len(locus):
        moved = rightmost(Change(start, end, ""), locus.sequence)
        return moved.start + 1, moved.end
    return start + 1, end


def _range_g(
    call: StructuralCall, placed: Placement, exact: tuple[int, int], locus: Locus, build: Build
) -> str:
    if placed.exact:
        first, last = (locus.genomic_pos(pos, build) for pos in exact)
        return f"{first}_{last}" if first != last else str(first)
    if call.start_range is None and call.end_range is None:
        first, last = locus.genomic_pos(call.start + 1, build), locus.genomic_pos(call.end, build)
        return f"(?_{first})_({last}_?)"
    starts = call.start_range or (call.start, call.start)
    ends = call.end_range or (call.end, call.end)
    return f"{_either(starts[0] + 1, starts[1] + 1, locus, build)}_{_either(ends[0], ends[1], locus, build)}"


def _either(low: int, high: int, locus: Locus, build: Build) -> str:
    first, last = locus.genomic_pos(low, build), locus.genomic_pos(high, build)
    return f"({first}_{last})" if first != last else str(first)


def _in_transcript(pos: int, locus: Locus) -> bool:
    exons = locus.transcript.exons
    return exons[0].start < pos <= exons[-1].end
