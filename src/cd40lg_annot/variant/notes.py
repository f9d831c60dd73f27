"""What a reader should know beside the terms: other transcript, next start, skipped exon, doubtful decay."""

from cd40lg_annot.locus import Change, Transcript
from cd40lg_annot.variant.place import Place
from cd40lg_annot.variant.terms import Term

# Ensembl's second coding transcript of the gene; source: the gene model, Ensembl 115.
SECOND_TRANSCRIPT = "ENST00000370628"
_LACKING_EXON = 4
_SECOND_START = (
    "The repeated bases bring a second start codon; translation from the first one may end early or in "
    "another frame, from the second one it makes the whole protein. Which is used is not known."
)
_WATCHED = {Term.START_LOST, Term.SPLICE_DONOR, Term.SPLICE_ACCEPTOR}


def notes_on(
    change: Change, terms: tuple[Term, ...], premature_stop: int | None, transcript: Transcript
) -> tuple[str, ...]:
    """Sentences for the reader; mostly none."""
    notes = []
    if not _WATCHED.isdisjoint(terms):
        if Term.START_LOST in terms:
            notes.append(_next_start(transcript))
        if Term.SPLICE_DONOR in terms or Term.SPLICE_ACCEPTOR in terms:
            notes += _skipped_exons(change, transcript)
    if premature_stop is not None and premature_stop == transcript.first_codon_that_escapes_decay - 1:
        notes.append(
            f"The stop at codon {premature_stop} straddles the line 50 bases before the last exon junction: "
            "whether the messenger decays is uncertain."
        )
    exon = transcript.exons[_LACKING_EXON - 1]
    if exon.start - 2 <= change.start and change.end <= exon.end + 2:
        notes.append(f"Lies in or at exon 4, which the second transcript, {SECOND_TRANSCRIPT}, lacks.")
    return tuple(notes)


def second_start_note(place: Place, transcript: Transcript) -> tuple[str, ...]:
    """Say where bases are repeated over the start codon; mostly nothing."""
    if not place.leaves_start(transcript) or place.right.start < transcript.cds_start + 3:
        return ()
    return (_SECOND_START,)


def _next_start(transcript: Transcript) -> str:
    residue = transcript.protein.find("M", 1) + 1
    return (
        f"The next start codon in frame is Met{residue} (c.{3 * residue - 2}): a protein begun there lacks "
        f"the first {residue - 1} residues."
    )


def _skipped_exons(change: Change, transcript: Transcript) -> list[str]:
    """Say for each inner exon whose splice site is hit what skipping it does to the frame."""
    notes = []
    for exon in transcript.exons[1:-1]:
        acceptor = change.overlaps(exon.start - 2, exon.start)
        if acceptor or change.overlaps(exon.end, exon.end + 2):
            frame = "in frame" if exon.length % 3 == 0 else "out of frame"
            notes.append(f"If exon {exon.number} is skipped, {exon.length} bases are lost, {frame}.")
    return notes
