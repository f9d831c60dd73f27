"""Whole exons lost or gained, named without exact breakpoints: `c.(288+1_289-1)_(409+1_410-1)del`.

MLPA, read depth and many exome callers find which exons are changed and not where the ends lie.
"""

import re
from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.errors import NomenclatureError, one_line
from cd40lg_annot.locus import Exon, Transcript
from cd40lg_annot.variant.accessions import checked_accession
from cd40lg_annot.variant.cleaning import clean


class ExonChange(Enum):
    """What happened to the exons; the value is what HGVS writes."""

    DELETION = "del"
    DUPLICATION = "dup"


@dataclass(frozen=True, slots=True)
class ExonLevelVariant:
    """Exons `first` to `last`, 1-based inclusive, deleted or duplicated, with ends in the introns beside.

    `is_open`: the ends are known to lie outside these exons, but not how far: others may be changed, too.
    """

    first: int
    last: int
    change: ExonChange
    is_open: bool = False


_NAME = re.compile(
    r"(?:(?P<accession>[A-Za-z0-9_.]+):)?c\.(?P<ends>.*[?(].*)(?P<kind>del|dup)(?P<bases>\d*)", re.IGNORECASE
)
_PLACE = r"([-*]?\d+)"
# The forms of both ends: as HGVS has them now, what is known to be changed, and as ClinVar once wrote them.
_INTRONS = re.compile(rf"\((?:\?|{_PLACE}\+1)_{_PLACE}(?:-1)?\)_\({_PLACE}(?:\+1)?_(?:\?|{_PLACE}-1)\)")
_KNOWN = re.compile(rf"\(\?_{_PLACE}\)_\({_PLACE}_\?\)")
_OLDER = re.compile(rf"(?:{_PLACE}([-+])|-)\?_{_PLACE}([-+])\?")
_WORDS = re.compile(
    r"(?:(?P<before>deletion|duplication|del|dup)(?:of)?)?(?:exons?|ex)(?P<first>\d)(?:(?:-|_|to|and|&)(?:ex)?(?P<last>\d))?"
    r"(?P<after>deletion|duplication|del|dup)?",
    re.IGNORECASE,
)

_OPEN = (
    "How far the change reaches beyond what the name is certain of is not known: more exons may be changed."
)


def exon_level_name(variant: ExonLevelVariant, transcript: Transcript) -> str:
    """HGVS name; an end beyond the transcript is not known, `?`.

    Raises:
        ValueError: there are no such exons.

    Source: HGVS recommendations 21.0, uncertain, exon deletions and duplications.
    """
    left, right = _exons(variant, transcript)
    starts, ends = ("?", _number(transcript, left.start + 1)), (_number(transcript, right.end), "?")
    if left.number > 1 and not variant.is_open:
        before = transcript.exons[left.number - 2]
        starts = (_number(transcript, before.end, 1), _number(transcript, left.start + 1, -1))
    if right.number < len(transcript.exons) and not variant.is_open:
        behind = transcript.exons[right.number]
        ends = (_number(transcript, right.end, 1), _number(transcript, behind.start + 1, -1))
    return f"{transcript.accession}:c.({'_'.join(starts)})_({'_'.join(ends)}){variant.change.value}"


def read_exon_level_name(
    typed: str, transcript: Transcript, *, legacy: bool = False
) -> ExonLevelVariant | None:
    """Exons that an exon-level name speaks of, or None where the name is of another kind.

    Read are HGVS's own form, `c.(?_157)_(288_?)del` for what is known to be lost, ClinVar's former
    `c.157-?_288+?del`, and words such as `exon 2 deletion`.

    Raises:
        NomenclatureError: it has the form, but its positions are not the edges of exons, the stated length
            is not theirs, or the record is another one.
    """
    if words := _WORDS.fullmatch(re.sub(r"[\s()]+", "", clean(typed).text)):
        return _read_words(words, typed, transcript)
    parts = _NAME.fullmatch(clean(typed, legacy=legacy).text)
    if parts is None:
        return None
    exons = _exons_of_ends(parts["ends"], transcript)
    if exons is None:
        return None
    checked_accession(parts["accession"], "c", typed)
    first, last = exons
    if first is None or last is None or first > last:
        edges = ", ".join(str(transcript.cds_position(exon.end)) for exon in transcript.exons[:-1])
        message = (
            f"{one_line(typed, 80)}: the ends are not those of exons of {transcript.accession} "
            f"(exons end at {edges}, *975); give exact positions or the edges of exons"
        )
        raise NomenclatureError(message)
    # Of the whole gene, HGVS has one form: there is no intron beyond.
    is_open = bool(_KNOWN.fullmatch(parts["ends"])) and (first, last) != (1, len(transcript.exons))
    found = ExonLevelVariant(first, last, ExonChange(parts["kind"].lower()), is_open=is_open)
    _check_bases(parts["bases"], found, typed, transcript)
    return found


def _exons_of_ends(ends: str, transcript: Transcript) -> tuple[int | None, int | None] | None:
    """First and last exon, each None where a position is no edge of one; None where the form is another."""
    starts = {str(transcript.cds_position(exon.start + 1)): exon.number for exon in transcript.exons}
    stops = {str(transcript.cds_position(exon.end)): exon.number for exon in transcript.exons}
    # The coding sequence alone is often counted.
    starts |= {"1": 1}
    stops |= {str(len(transcript.cds)): len(transcript.exons)}
    if known := _KNOWN.fullmatch(ends):
        return starts.get(known[1]), stops.get(known[2])
    if introns := _INTRONS.fullmatch(ends):
        before, first, last, behind = introns.groups()
        left, right = starts.get(first), stops.get(last)
        # Beyond the first and the last exon there is no intron whose other edge could be named.
        left = left if (stops.get(before, 0) if before else 0) + 1 == left else None
        there = starts.get(behind, 0) if behind else len(transcript.exons) + 1
        return left, right if right is not None and right + 1 == there else None
    older = _OLDER.fullmatch(ends)
    if older is None:
        return None
    first, sign_first, last, sign_last = older.groups()
    left = (starts.get(first) if sign_first == "-" else _next(stops.get(first), 1)) if first else 1
    return left, stops.get(last) if sign_last == "+" else _next(starts.get(last), -1)


def _next(exon: int | None, step: int) -> int | None:
    return None if exon is None else exon + step


def _check_bases(stated: str, found: ExonLevelVariant, typed: str, transcript: Transcript) -> None:
    """Refuse a stated number of bases that is neither that of the exons nor that of their coding part."""
    left, right = _exons(found, transcript)
    taken = transcript.exons[left.number - 1 : right.number]
    lengths = {sum(exon.length for exon in taken), _coding_bases(taken, transcript)}
    if stated and int(stated) not in lengths:
        held = " or ".join(str(length) for length in sorted(lengths))
        message = f"{one_line(typed, 80)}: these exons have {held} bases, not {stated}; correct one of them"
        raise NomenclatureError(message)


def _read_words(words: re.Match[str], typed: str, transcript: Transcript) -> ExonLevelVariant | None:
    kind = words["after"] or words["before"]
    if kind is None or (words["after"] and words["before"]):
        return None
    first, last = int(words["first"]), int(words["last"] or words["first"])
    if not 1 <= first <= last <= len(transcript.exons):
        message = (
            f"{one_line(typed, 80)}: {transcript.accession} has exons 1 to {len(transcript.exons)}; "
            "correct the exon numbers"
        )
        raise NomenclatureError(message)
    return ExonLevelVariant(first, last, ExonChange(kind.lower()[:3]))


def _coding_bases(exons: tuple[Exon, ...], transcript: Transcript) -> int:
    return sum(
        max(0, min(exon.end, transcript.cds_end) - max(exon.start, transcript.cds_start)) for exon in exons
    )


def exon_level_record(variant: ExonLevelVariant, transcript: Transcript) -> dict[str, str]:
    """Names, and exons as `number/total`; of the protein nothing is claimed without RNA."""
    first, last = variant.first, variant.last
    which = str(first) if first == last else f"{first}-{last}"
    return {
        "hgvs_c": exon_level_name(variant, transcript),
        "hgvs_p": f"{transcript.protein_accession}:p.?",
        "exons": f"{which}/{len(transcript.exons)}",
    }


def exon_level_effect(variant: ExonLevelVariant, transcript: Transcript) -> tuple[str, ...]:
    """Say what the change does to the messenger: coding bases, frame, start and stop codon."""
    left, right = _exons(variant, transcript)
    taken = transcript.exons[left.number - 1 : right.number]
    coding = _coding_bases(taken, transcript)
    which = f"exon {left.number}" if left == right else f"exons {left.number} to {right.number}"
    open_ends = (_OPEN,) if variant.is_open else ()
    if variant.change is ExonChange.DUPLICATION:
        frame = "in frame" if coding % 3 == 0 else "out of frame"
        return (
            f"{which} present twice: {coding} coding bases more, {frame} if the copies stand in tandem",
            "Where the second copy stands is not known from the exon count alone.",
            *open_ends,
        )
    lost = [f"{which} lost: {coding} coding bases"]
    if left.number == 1:
        lost.append("the start codon is lost")
    if right.number == len(transcript.exons):
        lost.append("the stop codon is lost")
    if len(lost) == 1:
        lost.append("in frame" if coding % 3 == 0 else "out of frame")
    return (", ".join(lost), *open_ends)


def _exons(variant: ExonLevelVariant, transcript: Transcript) -> tuple[Exon, Exon]:
    if not 1 <= variant.first <= variant.last <= len(transcript.exons):
        message = f"no exons {variant.first} to {variant.last}"
        raise ValueError(message)
    return transcript.exons[variant.first - 1], transcript.exons[variant.last - 1]


def _number(transcript: Transcript, edge: int, offset: int = 0) -> str:
    return f"{transcript.cds_position(edge)}{f'{offset:+d}' if offset else ''}"
