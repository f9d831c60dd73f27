"""What a change does to the coding sequence: codons, residues, and where translation now stops."""

from typing import NamedTuple

from cd40lg_annot.locus import Change, Transcript, translate


class CodingChange(NamedTuple):
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


class Translation(NamedTuple):
    """How translation of the edited transcript differs; residues and codons are 1-based.

    `first_changed` is the first residue (or stop) that differs, None if none does; `first_new` is what
    stands there now, `*` for a stop. `stop` is the codon at which translation now stops, None if the
    transcript ends first.
    """

    first_changed: int | None
    first_new: str
    stop: int | None


def coding_change(change: Change, transcript: Transcript) -> CodingChange | None:
    """Give the change on the coding sequence, or None if it is not wholly inside one coding exon.

    An insertion at the edge of an exon counts as inside; before the start codon or after the stop
    codon it does not.
    """
    found = change_on_messenger(change, transcript)
    if found is None or found.end > len(transcript.cds):
        return None
    return None if change.is_insertion and found.start in (0, len(transcript.cds)) else found


def change_on_messenger(change: Change, transcript: Transcript) -> CodingChange | None:
    """As `coding_change`, but a change may run on, or lie, behind the stop codon."""
    to_mrna = _exon_start_in_mrna(change, transcript)
    if to_mrna is None:
        return None
    offset = to_mrna - transcript.cds_start_in_mrna
    start, end = change.start + offset, change.end + offset
    if start < 0:
        return None
    tail = transcript.coding_tail
    window_start = start // 3 * 3
    # An insertion between two codons touches neither.
    window_end = -(-end // 3) * 3
    ref = tail[window_start:window_end]
    alt = tail[window_start:start] + change.alt + tail[end:window_end]
    return CodingChange(start, end, change.alt, ref, alt, _residues(ref), _residues(alt))


def translation_after(change: CodingChange, transcript: Transcript) -> Translation:
    """Translate the edited transcript from the first codon touched, past the old stop if need be."""
    if change.added == 0 and "*" not in change.ref_residues + change.alt_residues:
        return _translation_of_window(change, transcript)
    tail, frames = transcript.coding_tail, transcript.frames
    first = change.start // 3
    # Up to the end of its last codon the edit is translated; behind it, the reference is read on in
    # the frame that is left.
    read_on = change.end + (-(change.start + len(change.alt))) % 3
    new = translate(tail[3 * first : change.start] + change.alt + tail[change.end : read_on])
    new += frames[read_on % 3][read_on // 3 :]
    stop = new.find("*") + 1
    last = stop or len(new)
    old = frames[0][first : first + last]
    for index in range(last):
        if new[index : index + 1] != old[index : index + 1]:
            return Translation(first + index + 1, new[index], first + stop if stop else None)
    return Translation(None, "", first + stop if stop else None)


def renews_stop(change: CodingChange, stop: int | None, transcript: Transcript) -> bool:
    """Whether whole codons change and the new bases bring a stop along, behind as many residues as before.

    `stop` is the codon at which translation stops now.
    """
    aligned = stop == len(transcript.cds) // 3 + change.added // 3
    return aligned and not change.shifts_frame and "*" in change.alt_residues


def _translation_of_window(change: CodingChange, transcript: Transcript) -> Translation:
    """Translation where only residues of the window can differ and the stop stays."""
    stop = len(transcript.cds) // 3
    for index, (old, new) in enumerate(zip(change.ref_residues, change.alt_residues, strict=True)):
        if old != new:
            return Translation(change.first_codon + index + 1, new, stop)
    return Translation(None, "", stop)


def _exon_start_in_mrna(change: Change, transcript: Transcript) -> int | None:
    """Offset that turns a locus index in the change's exon into an index in the transcript."""
    for start, end, offset in transcript.exon_offsets:
        if start <= change.start and change.end <= end:
            return offset
    return None


def _residues(codons: str) -> str:
    whole = len(codons) // 3 * 3
    residues = translate(codons)
    return residues + "X" if whole < len(codons) and residues != "*" else residues


def _spelled(codons: str, before: int, after: int) -> str:
    changed = len(codons) - after
    return (codons[:before].lower() + codons[before:changed] + codons[changed:].lower()) or "-"
