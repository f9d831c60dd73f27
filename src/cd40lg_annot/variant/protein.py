"""Protein names of the two commonest kinds, spelt from the translation: one residue replaced, frameshift.

They are nine tenths of all coding variants. The naming library would need 55 microseconds for each,
which is most of a whole run; the tests hold both to the same names. All other kinds go to the library.
"""

from cd40lg_annot.locus import Transcript
from cd40lg_annot.variant.coding import CodingChange, Translation

THREE_LETTERS = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu",
    "G": "Gly", "H": "His", "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe",
    "P": "Pro", "S": "Ser", "T": "Thr", "W": "Trp", "Y": "Tyr", "V": "Val", "*": "Ter",
}  # fmt: skip


def plain_protein_name(change: CodingChange, translation: Translation, transcript: Transcript) -> str | None:
    """Name of a residue replaced or of a frameshift, or None where the kind is another.

    Start codon and stop codon, and changes of more than one residue, are left to the library.

    Source: HGVS recommendations 21.0, protein, substitution and frame shift.
    """
    if change.start < 3 or change.end > len(transcript.cds) - 3:
        return None
    if change.added == 0 and len(change.ref_residues) == 1:
        return _replaced(change)
    return _frameshift(translation, transcript) if change.shifts_frame else None


def _replaced(change: CodingChange) -> str:
    old, new = change.ref_residues, change.alt_residues
    residue = change.first_codon + 1
    if old == new:
        return f"p.({THREE_LETTERS[old]}{residue}=)"
    return f"p.({THREE_LETTERS[old]}{residue}{THREE_LETTERS[new]})"


def _frameshift(translation: Translation, transcript: Transcript) -> str | None:
    first, stop = translation.first_changed, translation.stop
    if first is None or stop is None or first > len(transcript.protein):
        return None
    old = THREE_LETTERS[transcript.protein[first - 1]]
    if stop == first:
        return f"p.({old}{first}Ter)"
    return f"p.({old}{first}{THREE_LETTERS[translation.first_new]}fsTer{stop - first + 1})"
