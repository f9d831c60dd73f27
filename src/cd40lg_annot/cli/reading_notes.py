"""What a person should check about a typed name that was read."""

from collections.abc import Sequence

from cd40lg_annot.locus import change_of
from cd40lg_annot.variant.reading import Reading
from cd40lg_annot.variant.stated_protein import says_the_same


def notes_of(reading: Reading, proteins: Sequence[str]) -> list[str]:
    """The reading's own notes, and doubts: several alleles, or a protein name beside it that is not ours.

    `proteins`: the predicted name of each of its variants; may be empty where the name was a plain one.
    """
    notes = list(reading.notes)
    if reading.alternatives and len(reading.variants) > 1:
        notes.append(f"{len(reading.variants)} alleles fit this name; which one it is, only the DNA tells.")
    if reading.alternatives and any(change_of(variant).added for variant in reading.variants):
        notes.append("Only small changes were looked for; a longer one may give the same protein.")
    if reading.protein and proteins and not says_the_same(reading.protein, proteins[0]):
        notes.append(f"The name came with {reading.protein}; this allele gives {proteins[0]}.")
    return notes
