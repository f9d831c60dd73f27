"""Reads behind structural variants, one dialect each."""

import pytest

from cd40lg_annot.calls.structural_reads import structural_reads


@pytest.mark.parametrize(
    ("values", "reference", "alternate"),
    [
        ({"PR": "10,6", "SR": "8,5"}, 18, 11),
        ({"PR": "10,6"}, 10, 6),
        ({"DR": "12", "DV": "4", "RR": "20", "RV": "9"}, 20, 9),
        ({"DR": "12", "DV": "4", "RR": "0", "RV": "0"}, 12, 4),
        ({"DR": "12", "DV": "4"}, 12, 4),
        ({"SU": "14", "PE": "9", "SR": "5"}, None, 14),
        ({"SU": "14", "RO": "10", "AO": "12", "DP": "22"}, 10, 12),
        ({"AD": "7,9", "DP": "16"}, 7, 9),
        ({"AD": "9", "DP": "30"}, 21, 9),
        ({"VF": "8", "REF": "10", "REFPAIR": "6"}, 16, 8),
        ({"GQ": "30"}, None, None),
        ({"PR": ".", "SR": "."}, None, None),
    ],
)
def test_dialect(values, reference, alternate):
    reads = structural_reads(values, 1, precise=True)

    assert (reads.reference, reads.alternate) == (reference, alternate)
