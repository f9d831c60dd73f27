"""Find the allele that an HGVS c. or g. name spells, for table rows that give no genomic position.

Only simple names: one substitution, deletion, duplication, insertion, deletion-insertion or
inversion. What a person types is read by `variant`, which knows more forms and says more.
"""

import re
from collections.abc import Callable

from cd40lg_annot.errors import NomenclatureError, OutsideLocusError
from cd40lg_annot.locus.axis import Locus, reverse_complement
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.locus.transcript import CdsPosition, Transcript
from cd40lg_annot.model import Variant

_PLACE = r"[-*]?\d+(?:[-+]\d+)?"
_NAME = re.compile(
    r"(?:(?P<accession>[A-Z]{2}_\d+|ENST\d+|LRG_\d+t\d+)(?P<version>\.\d+)?(?:\([A-Z0-9]+\))?:)?"
    r"(?P<system>[cg])\."
    rf"(?P<first>{_PLACE})(?:_(?P<last>{_PLACE}))?"
    r"(?:(?P<old>[ACGT])>(?P<new>[ACGT])|(?P<kind>delins|del|dup|ins|inv)(?P<bases>[ACGT]*|\d+)"
    r"(?:ins(?P<inserted>[ACGT]+))?)"
    # Registries write the protein change behind.
    r"(?:[ ,;]*\(?p\.\S+)?"
)
# The same coding sequence under its other names: MANE Select, and the LRG's transcript 1.
_SAME_TRANSCRIPT = ("ENST00000370629", "LRG_141t1")


def variant_of_cds_name(name: str, locus: Locus) -> Variant:
    """Normal form of the allele that a c. name, or a g. name on either build, spells.

    Args:
        name: like `NM_000074.3:c.761C>T` or `c.719_720del`; the accession may be left out, and any
            version of it is read, because the coding sequence is the same in all of them. A g. name
            has to say its accession with the version, which is what says the build.
        locus: the reference that the name must agree with.

    Raises:
        OutsideLocusError: a g. name of a place that is not in the locus.
        NomenclatureError: not a simple name, another transcript, or bases that the reference lacks.

    Source: HGVS recommendations 21.0, DNA.
    """
    parts = _NAME.fullmatch(name.strip())
    if parts is None:
        message = f"{name} is not a c. name that can be read here; give contig, pos, ref and alt"
        raise NomenclatureError(message)
    place = _genomic(parts, name, locus) if parts["system"] == "g" else _coding(parts, name, locus)
    first = place(parts["first"])
    last = place(parts["last"]) if parts["last"] else first
    if not 1 < first <= last < len(locus):
        message = f"{name} lies outside the locus or runs backwards; check both positions"
        raise NomenclatureError(message)
    ref, alt, start = _alleles(parts, name, first, last, locus)
    try:
        return normalize(start, ref, alt, locus.sequence)
    except ValueError as error:
        message = f"{name}: {error}; check the name"
        raise NomenclatureError(message) from error


def _coding(parts: re.Match[str], name: str, locus: Locus) -> Callable[[str], int]:
    """What gives the 1-based locus position of a c. position."""
    transcript = locus.transcript
    if parts["accession"] not in (None, transcript.accession.split(".")[0], *_SAME_TRANSCRIPT):
        message = f"{name} is on another transcript; give the name on {transcript.accession}"
        raise NomenclatureError(message)
    return lambda text: _pos(text, name, transcript)


def _genomic(parts: re.Match[str], name: str, locus: Locus) -> Callable[[str], int]:
    """What gives the 1-based locus position of a position on a build's chromosome X."""
    stated = f"{parts['accession']}{parts['version'] or ''}"
    offset = next((axis.offset for axis in locus.axes.values() if axis.accession == stated), None)
    if parts["accession"] and parts["accession"] != "NC_000023":
        message = f"{name} is not on chromosome X; give a name on {locus.transcript.accession}"
        raise OutsideLocusError(message)
    if offset is None:
        accessions = " or ".join(axis.accession for axis in locus.axes.values())
        message = f"{name} does not say its build; write it on {accessions}"
        raise NomenclatureError(message)

    def place(text: str) -> int:
        if not text.isdecimal():
            message = f"{name}: {text} is no position of a chromosome; check the name"
            raise NomenclatureError(message)
        pos = int(text) - offset
        if not locus.contains(pos):
            message = f"{name} lies outside the locus; check the position"
            raise OutsideLocusError(message)
        return pos

    return place


def _alleles(parts: re.Match[str], name: str, first: int, last: int, locus: Locus) -> tuple[str, str, int]:
    """Reference bases, alternate bases, and the 1-based position where they start."""
    held = locus.bases(first - 1, last)
    if parts["new"]:
        return parts["old"], parts["new"], first
    kind, bases = parts["kind"], parts["bases"]
    if kind in ("del", "dup", "inv") and bases and bases not in (held, str(len(held))):
        message = f"{name} says {bases} where the reference has {held}; check the name"
        raise NomenclatureError(message)
    if kind == "ins" and (last != first + 1 or not bases.isalpha()):
        message = f"{name}: an insertion stands between two neighbouring bases; check the name"
        raise NomenclatureError(message)
    if kind == "delins" and not bases.isalpha():
        message = f"{name} does not say what is inserted; check the name"
        raise NomenclatureError(message)
    anchor = locus.bases(first - 2, first - 1)
    alternates = {
        "del": (anchor + held, anchor + (parts["inserted"] or ""), first - 1),
        "dup": (anchor, anchor + held, first - 1),
        "inv": (held, reverse_complement(held), first),
        "delins": (held, bases, first),
        "ins": (held[:1], held[:1] + bases, first),
    }
    return alternates[kind]


def _pos(text: str, name: str, transcript: Transcript) -> int:
    """1-based locus position of a c. position such as `-20`, `346+2` or `*5`."""
    base, offset = text, 0
    if split := re.fullmatch(r"([-*]?\d+)([-+]\d+)", text):
        base, offset = split[1], int(split[2])
    number = int(base.lstrip("*"))
    index = transcript.cds_start_in_mrna + number - (number > 0)
    if base.startswith("*"):
        index = transcript.cds_end_in_mrna + number - 1
    pos = _pos_of_mrna_index(index, transcript)
    place = CdsPosition(number, 0, base.startswith("*"))
    if number == 0 or (transcript.exon_at(pos) and transcript.cds_position(pos) != place):
        message = f"{name}: there is no c. position {text}; check the name"
        raise NomenclatureError(message)
    if offset and not _is_edge(pos, offset, transcript):
        message = f"{name}: {text} is not counted from the edge of an exon; check the name"
        raise NomenclatureError(message)
    return pos + offset


def _pos_of_mrna_index(index: int, transcript: Transcript) -> int:
    """Continue the numbering of the untranslated regions beyond both ends of the transcript."""
    if index < 0:
        return transcript.exons[0].start + index + 1
    if index >= len(transcript.sequence):
        return transcript.exons[-1].end + index - len(transcript.sequence) + 1
    return transcript.pos_of_mrna_index(index)


def _is_edge(pos: int, offset: int, transcript: Transcript) -> bool:
    edges = [exon.end if offset > 0 else exon.start + 1 for exon in transcript.exons]
    beside = pos + (1 if offset > 0 else -1)
    intron = transcript.intron_at(beside)
    return pos in edges and intron is not None and transcript.intron_at(pos + offset) == intron


def pos_of_cds_position(text: str, transcript: Transcript) -> int:
    """1-based locus position of a c. position such as `-20`, `346+2` or `*5`.

    Raises:
        NomenclatureError: HGVS does not count so (no position 0, no offset from inside an exon).
    """
    return _pos(text, f"c.{text}", transcript)
