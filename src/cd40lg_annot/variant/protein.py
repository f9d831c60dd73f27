"""Protein names, spelt from the translation of the edited transcript.

The naming library would need 55 microseconds for each, and at the stop codon and for stops inside an
insertion it does not follow the recommendations. Only the start codon is left to it.

Source: HGVS recommendations 21.1, protein.
"""

from cd40lg_annot.locus import Transcript, translate
from cd40lg_annot.locus.residues import THREE_LETTERS
from cd40lg_annot.variant.coding import CodingChange, Translation, renews_stop


def protein_name(change: CodingChange, translation: Translation, transcript: Transcript) -> str | None:
    """Predicted name of a change in the coding sequence, or None where it touches the start codon.

    A stop at the first residue that changes is a nonsense change, however it came about. A protein that
    runs past the old stop is an extension if all its residues are kept, and a frameshift if they are not.
    """
    if change.start < 3:
        return None
    first, stop = translation.first_changed, translation.stop
    if first is None or change.start >= len(transcript.cds):
        return f"p.({_unchanged(change, transcript)}=)"
    with_stop = transcript.protein + "*"
    old = f"{THREE_LETTERS[with_stop[first - 1]]}{first}"
    if translation.first_new == "*":
        return f"p.({old}Ter)"
    new = THREE_LETTERS[translation.first_new]
    if first == len(with_stop):
        return f"p.({old}{new}extTer{_distance(stop, first)})"
    if change.end > len(transcript.cds) and stop == len(with_stop):
        # The stop stands where it stood, so residues before it are replaced one for one.
        return f"p.({_replaced(change, stop, transcript)})"
    if change.shifts_frame or (
        change.end > len(transcript.cds) - 3 and not renews_stop(change, stop, transcript)
    ):
        return f"p.({old}{new}fsTer{_distance(stop, first - 1)})"
    return f"p.({_in_frame(change, with_stop)})"


def _distance(stop: int | None, since: int) -> str:
    return "?" if stop is None else str(stop - since)


def _unchanged(change: CodingChange, transcript: Transcript) -> str:
    """The residues whose codons are touched, or the one before which bases are inserted."""
    with_stop = transcript.protein + "*"
    behind = change.first_codon + max(len(change.ref_residues), 1)
    first, last = (min(index, len(with_stop) - 1) for index in (change.first_codon, behind - 1))
    return _span(with_stop, first, last)


def _in_frame(change: CodingChange, with_stop: str) -> str:
    """Residues replaced, lost or gained between start and stop; `with_stop` is the protein and its stop."""
    old, new = change.ref_residues, change.alt_residues
    if "*" in old:
        # The stop is renewed, and what stood behind either of them is not made.
        old, new = _made(old), _made(new)
    return _differing(change.first_codon, old, new, with_stop)


def _replaced(change: CodingChange, stop: int, transcript: Transcript) -> str:
    """What is replaced by a change that runs on behind the old stop; `stop` is the codon of the new one."""
    with_stop, tail = transcript.protein + "*", transcript.coding_tail
    first = change.first_codon
    new = translate(tail[3 * first : change.start] + change.alt + tail[change.end :])[: stop - first]
    return _differing(first, with_stop[first:], new, with_stop)


def _differing(at: int, old: str, new: str, with_stop: str) -> str:
    """Name of `old` become `new`, from the 0-based residue `at` on."""
    at, old, new = _trimmed(at, old, new)
    if not old:
        while with_stop[at] == new[0]:
            at, new = at + 1, new[1:] + new[0]
        if with_stop[at - len(new) : at] == new:
            return f"{_span(with_stop, at - len(new), at - 1)}dup"
        return f"{_span(with_stop, at - 1, at)}ins{_spelt(new)}"
    if not new:
        while with_stop[at] == with_stop[at + len(old)]:
            at += 1
        return f"{_span(with_stop, at, at + len(old) - 1)}del"
    kind = "" if len(old) == len(new) == 1 else "delins"
    return f"{_span(with_stop, at, at + len(old) - 1)}{kind}{_spelt(new)}"


def _made(residues: str) -> str:
    """The residues up to and with the first stop; those behind it are not made."""
    before, stop, _ = residues.partition("*")
    return before + stop


def _trimmed(at: int, old: str, new: str) -> tuple[int, str, str]:
    """What differs, without the residues that both share at either end; `at` is the 0-based first residue."""
    while old and new and old[0] == new[0]:
        at, old, new = at + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return at, old, new


def _span(with_stop: str, first: int, last: int) -> str:
    """Give `Leu5`, or `Leu5_Val7`, for 0-based residues, both inclusive."""
    ends = (first,) if first == last else (first, last)
    return "_".join([f"{THREE_LETTERS[with_stop[index]]}{index + 1}" for index in ends])


def _spelt(residues: str) -> str:
    return "".join([THREE_LETTERS[residue] for residue in _made(residues)])
