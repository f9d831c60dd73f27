"""Whole exons lost or gained, named without exact breakpoints: `c.(288+1_289-1)_(409+1_410-1)del`.

MLPA, read depth and many exome callers find which exons are changed and not where the ends lie.
"""

import re
from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.locus import Exon, Transcript


class ExonChange(Enum):
    """What happened to the exons; the value is what HGVS writes."""

    DELETION = "del"
    DUPLICATION = "dup"


@dataclass(frozen=True, slots=True)
class ExonLevelVariant:
    """Exons `first` to `last`, 1-based inclusive, deleted or duplicated with ends in the introns beside."""

    first: int
    last: int
    change: ExonChange


_UNCERTAIN = re.compile(
    r"(?:(?P<accession>[A-Za-z0-9_.]+)(?:\([A-Z0-9]+\))?:)?c\."
    r"\((?P<before>[^_()]+)_(?P<first>[^_()]+)\)_\((?P<last>[^_()]+)_(?P<behind>[^_()]+)\)(?P<kind>del|dup)"
)


def exon_level_name(variant: ExonLevelVariant, transcript: Transcript) -> str:
    """HGVS name; an end beyond the transcript is not known, `?`.

    Raises:
        ValueError: there are no such exons.

    Source: HGVS recommendations 21.0, uncertain, exon deletions and duplications.
    """
    left, right = _exons(variant, transcript)
    starts, ends = ("?", _number(transcript, left.start + 1)), (_number(transcript, right.end), "?")
    if left.number > 1:
        before = transcript.exons[left.number - 2]
        starts = (_number(transcript, before.end, 1), _number(transcript, left.start + 1, -1))
    if right.number < len(transcript.exons):
        behind = transcript.exons[right.number]
        ends = (_number(transcript, right.end, 1), _number(transcript, behind.start + 1, -1))
    return f"{transcript.accession}:c.({'_'.join(starts)})_({'_'.join(ends)}){variant.change.value}"


def read_exon_level_name(name: str, transcript: Transcript) -> ExonLevelVariant | None:
    """Exons that an exon-level name speaks of, or None where the name is of another kind.

    Raises:
        NomenclatureError: it has the form, but its positions are not the edges of exons.
    """
    parts = _UNCERTAIN.fullmatch("".join(name.split()))
    if parts is None:
        return None
    numbers = range(1, len(transcript.exons) + 1)
    for first in numbers:
        for last in range(first, len(transcript.exons) + 1):
            variant = ExonLevelVariant(first, last, ExonChange(parts["kind"]))
            spelt = exon_level_name(variant, transcript).partition(":c.")[2]
            if spelt == name.partition("c.")[2].replace(" ", ""):
                return variant
    edges = ", ".join(str(transcript.cds_position(exon.end)) for exon in transcript.exons[:-1])
    message = (
        f"{name}: the ends are not those of exons of {transcript.accession} (exons end at {edges}, *975)"
    )
    raise NomenclatureError(f"{message}; give exact positions or the edges of exons")


def exon_level_effect(variant: ExonLevelVariant, transcript: Transcript) -> tuple[str, ...]:
    """Say what the change does to the messenger: coding bases, frame, start and stop codon."""
    left, right = _exons(variant, transcript)
    taken = transcript.exons[left.number - 1 : right.number]
    coding = sum(
        max(0, min(exon.end, transcript.cds_end) - max(exon.start, transcript.cds_start)) for exon in taken
    )
    which = f"exon {left.number}" if left == right else f"exons {left.number} to {right.number}"
    if variant.change is ExonChange.DUPLICATION:
        frame = "in frame" if coding % 3 == 0 else "out of frame"
        return (
            f"{which} present twice: {coding} coding bases more, {frame} if the copies stand in tandem",
            "Where the second copy stands is not known from the exon count alone.",
        )
    lost = [f"{which} lost: {coding} coding bases"]
    if left.number == 1:
        lost.append("the start codon is lost")
    if right.number == len(transcript.exons):
        lost.append("the stop codon is lost")
    if len(lost) == 1:
        lost.append("in frame" if coding % 3 == 0 else "out of frame")
    return (", ".join(lost),)


def _exons(variant: ExonLevelVariant, transcript: Transcript) -> tuple[Exon, Exon]:
    if not 1 <= variant.first <= variant.last <= len(transcript.exons):
        message = f"no exons {variant.first} to {variant.last}"
        raise ValueError(message)
    return transcript.exons[variant.first - 1], transcript.exons[variant.last - 1]


def _number(transcript: Transcript, edge: int, offset: int = 0) -> str:
    return f"{transcript.cds_position(edge)}{f'{offset:+d}' if offset else ''}"
