"""X-inactivation of the clinic table: what is said of it, and that no risk hangs on it."""

from dataclasses import replace

import pytest

from cd40lg_annot.evidence.x_inactivation import inactivation_notes, inactivation_test
from cd40lg_annot.model import ClinicRecord, EvidenceKind

ASSAY = ClinicRecord(
    "mother",
    x_inactivation=0.9,
    x_inactivation_tissue="blood",
    active_allele="variant",
    x_inactivation_informative=True,
)


@pytest.mark.parametrize(
    ("share", "allele", "informative", "stated"),
    [
        (0.9, "variant", True, "skewed_to_mutant"),
        (0.8, "variant", True, "skewed_to_mutant"),
        (0.79, "variant", True, "random"),
        (0.5, "", True, "random"),
        (0.21, "normal", True, "random"),
        (0.2, "normal", True, "skewed_to_mutant"),
        (0.1, "variant", True, "skewed_to_normal"),
        (0.95, "normal", True, "skewed_to_normal"),
        (0.95, "Normal", True, "skewed_to_normal"),
        (0.95, "maternal", True, "skewed"),
        (0.95, "", True, "skewed"),
        (None, "", False, "not_informative"),
        (0.9, "variant", False, "not_informative"),
        (0.9, "variant", None, None),
        (None, "variant", True, None),
    ],
)
def test_what_is_shown(share, allele, informative, stated):
    record = replace(
        ASSAY, x_inactivation=share, active_allele=allele, x_inactivation_informative=informative
    )
    found = inactivation_test(record)
    assert (found.stated if found else None) == stated
    if found:
        # Without figures the exact risk takes it as no evidence.
        assert (found.kind, found.sensitivity, found.specificity) == (EvidenceKind.XCI, None, None)


def test_the_note_says_tissue_share_and_allele():
    (note,) = inactivation_notes(ASSAY, has_two_x=True)
    assert note.startswith("X-inactivation in blood: 90% of cells with variant active; other tissues may")
    (note,) = inactivation_notes(ASSAY, has_two_x=False)
    assert "it needs two X chromosomes, so it is not used" in note
    assert inactivation_notes(ClinicRecord("p"), has_two_x=True) == []
