"""Which changes of one chromosome still count once an earlier one has ended the protein."""

from collections.abc import Sequence

from cd40lg_annot.locus import Transcript, translate
from cd40lg_annot.variant.coding import CodingChange


def changes_that_are_read(changes: Sequence[CodingChange], transcript: Transcript) -> int:
    """How many of the changes, from the first on, translation comes to; those behind its stop do nothing.

    `changes` stand in the order of the coding sequence and do not overlap.
    """
    product = _product(changes, transcript)
    longer = 0
    for read, change in enumerate(changes):
        if (change.start + longer) // 3 >= len(product):
            return read
        longer += change.added
    return len(changes)


def _product(changes: Sequence[CodingChange], transcript: Transcript) -> str:
    """Protein of the edited transcript, with its stop."""
    edited = transcript.coding_tail
    for change in reversed(changes):
        edited = edited[: change.start] + change.alt + edited[change.end :]
    before, stop, _ = translate(edited).partition("*")
    return before + stop
