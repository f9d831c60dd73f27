"""What a change does to the coding sequence: codons, residues, and where translation now stops."""

from dataclasses import dataclass

from cd40lg_annot.locus import Change, Transcript, translate

_STOPS = frozenset({"TAA", "TAG", "TGA"})


@dataclass(frozen=True, slots=True)
class CodingChange:
    """A change that lies wholly in the coding sequence.

    `start`, `end`: 0-based, half-open, in the coding sequence. `ref_codons`, `alt_codons` are the
    whole codons it touches, before and after; `ref_residues`, `alt_residues` their translation, where
    bases that fill no codon are `X`.
    """

    start: int
    end: int
    alt: str
    ref_codons: str
    alt_codons: str
    ref_residues: str
    alt_residues: str

    @property
    def added(self) -> int:
        """How many bases longer the coding sequence becomes; negative if shorter."""
        return len(self.alt) - (self.end - self.start)

    @property
    def shifts_frame(self) -> bool:
        """Whether the bases added or lost are no whole number of codons."""
        return self.added % 3 != 0

    @property
    def first_codon(self) -> int:
        """0-based index of the first codon touched, or of the one after an insertion between codons."""
        return self.start // 3

    def spelled_codons(self) -> str:
        """Codons as VEP prints them, changed bases in capitals: `aCg/aTg`, `-/TGC`."""
        before = self.start % 3
        after = len(self.ref_codons) - before - (self.end - self.start)
        return "/".join(_spelled(codons, before, after) for codons in (self.ref_codons, self.alt_codons))


@dataclass(frozen=True, slots=True)
class Translation:
    """How translation of the edited transcript differs; residues and codons are 1-based.

    `first_changed` is the first residue (or stop) that differs, None if none does. `stop` is the codon
    at which translation now stops, None if the transcript ends first.
    """

    first_changed: int | None
    stop: int | None


def coding_change(change: Change, transcript: Transcript) -> CodingChange | None:
    """Give the change on the coding sequence, or None if it is not wholly inside one coding exon.

    An insertion at the edge of an exon counts as inside; before the start codon or after the stop
    codon it does not.
    """
    exon_start = _exon_start_in_mrna(change, transcript)
    if exon_start is None:
        return None
    offset = exon_start - transcript.cds_start_in_mrna
    start, end = change.start + offset, change.end + offset
    cds = transcript.cds
    if start < 0 or end > len(cds) or (change.is_insertion and start in (0, len(cds))):
        return None
    window_start = start // 3 * 3
    # An insertion between two codons touches neither.
    window_end = -(-end // 3) * 3
    ref = cds[window_start:window_end]
    alt = cds[window_start:start] + change.alt + cds[end:window_end]
    return CodingChange(start, end, change.alt, ref, alt, _residues(ref), _residues(alt))


def translation_after(change: CodingChange, transcript: Transcript) -> Translation:
    """Translate the edited transcript from the first codon touched, past the old stop if need be."""
    mrna = transcript.sequence
    origin = transcript.cds_start_in_mrna
    edited = mrna[: origin + change.start] + change.alt + mrna[origin + change.end :]
    first_changed = None
    for codon in range(change.first_codon, (len(edited) - origin) // 3):
        position = origin + 3 * codon
        new, old = edited[position : position + 3], mrna[position : position + 3]
        if first_changed is None and translate(new) != translate(old):
            first_changed = codon + 1
        if new in _STOPS:
            return Translation(first_changed, codon + 1)
    return Translation(first_changed, None)


def _exon_start_in_mrna(change: Change, transcript: Transcript) -> int | None:
    """Offset that turns a locus index in the change's exon into an index in the transcript."""
    total = 0
    for exon in transcript.exons:
        if exon.start <= change.start and change.end <= exon.end:
            return total - exon.start
        total += exon.length
    return None


def _residues(codons: str) -> str:
    whole = len(codons) // 3 * 3
    residues = translate(codons[:whole])
    return residues + "X" if whole < len(codons) and residues != "*" else residues


def _spelled(codons: str, before: int, after: int) -> str:
    changed = len(codons) - after
    return (codons[:before].lower() + codons[before:changed] + codons[changed:].lower()) or "-"
