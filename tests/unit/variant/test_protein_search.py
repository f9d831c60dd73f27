"""Small changes behind a protein name, against every change written out and translated here."""

import pytest

from cd40lg_annot.locus import change_of
from cd40lg_annot.variant.coding import change_on_messenger
from cd40lg_annot.variant.protein_search import small_changes_behind

BASES = "TCAG"
CODE = dict(
    zip(
        (a + b + c for a in BASES for b in BASES for c in BASES),
        "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG",
        strict=True,
    )
)


def protein_of(coding):
    """Residues up to and with the first stop."""
    made = ""
    for start in range(0, len(coding) - 2, 3):
        made += CODE[coding[start : start + 3]]
        if made.endswith("*"):
            break
    return made


def small_edits(coding, first, last):
    """Every inserted base, and every deletion and duplication of 1 to 4 bases, of bases first to last."""
    for at in range(first, last + 1):
        for base in "ACGT":
            yield coding[:at] + base + coding[at:]
        for size in range(1, 5):
            yield coding[:at] + coding[at + size :]
            yield coding[: at + size] + coding[at:]


@pytest.mark.parametrize("residue", [20, 37, 63, 140, 200, 240])
def test_a_short_frameshift_gives_every_small_change_that_shifts_there(locus, residue):
    tail = locus.transcript.coding_tail
    whole = locus.transcript.protein + "*"

    def shifts_here(edited):
        made = protein_of(edited)
        changed = next((i for i, (a, b) in enumerate(zip(whole, made, strict=False)) if a != b), -1)
        return changed == residue - 1 and made[changed] != "*"

    expected = {
        edited
        for edited in small_edits(tail, 3 * residue - 30, 3 * residue)
        if (len(edited) - len(tail)) % 3 and shifts_here(edited)
    }

    found = small_changes_behind(f"{whole[residue - 1]}{residue}fs", locus)

    assert {_edited(variant, locus) for variant in found} == expected
    assert len(found) == len(expected)


def _edited(variant, locus):
    change = change_on_messenger(change_of(variant), locus.transcript)
    tail = locus.transcript.coding_tail
    return tail[: change.start] + change.alt + tail[change.end :]
