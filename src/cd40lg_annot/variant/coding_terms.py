"""Which terms a change inside the coding sequence earns.

Where VEP decides from the codons touched alone and the translated protein says otherwise, at the stop
codon and where an insertion opens with a stop, the protein decides; docs/naming.md lists the classes.
"""

from cd40lg_annot.locus import Transcript
from cd40lg_annot.variant.coding import CodingChange, Translation, renews_stop
from cd40lg_annot.variant.terms import Term


def coding_terms(change: CodingChange, translation: Translation, transcript: Transcript) -> set[Term]:
    """Terms of a change that lies wholly in the coding sequence."""
    terms = _terms_of_length(change)
    if change.added > 0 and translation.first_changed is None:
        # A duplication over the stop codon can be written behind it: the whole protein is made as before.
        return _terms_of_kept_stop(terms)
    if _touches_start(change):
        return _terms_at_start(change, terms, transcript)
    if _touches_stop(change, len(transcript.cds) - 3):
        if change.added <= 0 and _keeps_stop_behind_others(change, translation, transcript):
            return terms
        return _terms_at_stop(terms, translation, transcript)
    if "*" in change.alt_residues:
        # A stop in place of a residue is no missense change.
        return {Term.STOP_GAINED} | (terms - {Term.MISSENSE})
    return terms


def _terms_of_length(change: CodingChange) -> set[Term]:
    if change.shifts_frame:
        return {Term.FRAMESHIFT}
    if change.added == 0:
        return {Term.SYNONYMOUS if change.ref_residues == change.alt_residues else Term.MISSENSE}
    kept = _keeps_its_neighbours(change)
    if not kept:
        return {Term.PROTEIN_ALTERING}
    return {Term.INFRAME_INSERTION if change.added > 0 else Term.INFRAME_DELETION}


def _keeps_its_neighbours(change: CodingChange) -> bool:
    """Whether the residues (insertion) or bases (deletion) that remain are the old ones, in order."""
    if change.added > 0:
        alt = change.alt_residues.partition("*")[0] + "*" * ("*" in change.alt_residues)
        return alt.startswith(change.ref_residues) or alt.endswith(change.ref_residues)
    ref, alt = change.ref_codons, change.alt_codons
    return ref.startswith(alt) or ref.endswith(alt) or _is_inner_deletion(ref, alt)


def _is_inner_deletion(ref: str, alt: str) -> bool:
    """Whether removing one run of bases from `ref` leaves `alt`."""
    shared = 0
    while shared < len(alt) and ref[shared] == alt[shared]:
        shared += 1
    return ref.endswith(alt[shared:])


def _touches_start(change: CodingChange) -> bool:
    return 0 < change.start < 3 if change.start == change.end else change.start < 3


def _touches_stop(change: CodingChange, stop_start: int) -> bool:
    return change.end > stop_start or change.start >= stop_start


def _terms_at_start(change: CodingChange, terms: set[Term], transcript: Transcript) -> set[Term]:
    edited = transcript.cds[: change.start] + change.alt + transcript.cds[change.end :]
    if edited.startswith("ATG"):
        return terms
    if change.added == 0:
        return (terms - {Term.MISSENSE}) | {Term.START_LOST}
    untranslated = transcript.sequence[: transcript.cds_start_in_mrna]
    if (untranslated + edited).endswith(transcript.cds):
        return {Term.START_RETAINED}
    return terms | {Term.START_LOST}


def _keeps_stop_behind_others(change: CodingChange, made: Translation, transcript: Transcript) -> bool:
    """Whether residues before the stop are replaced, and the stop is renewed behind them."""
    replaced = made.first_changed is not None and made.first_new != "*"
    return replaced and renews_stop(change, made.stop, transcript)


def _terms_at_stop(terms: set[Term], translation: Translation, transcript: Transcript) -> set[Term]:
    stop = len(transcript.cds) // 3
    if translation.first_changed is None and translation.stop == stop:
        return _terms_of_kept_stop(terms)
    if translation.stop is not None and translation.stop < stop:
        return (terms - {Term.MISSENSE}) | {Term.STOP_GAINED}
    return (terms - {Term.MISSENSE, Term.SYNONYMOUS}) | {Term.STOP_LOST}


def _terms_of_kept_stop(terms: set[Term]) -> set[Term]:
    return (terms & {Term.INFRAME_INSERTION}) | {Term.STOP_RETAINED}
