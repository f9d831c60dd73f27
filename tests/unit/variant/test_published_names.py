"""Names that ClinVar, VariantValidator and papers published, both directions."""

import pytest

from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.validation.naming import published_case


@pytest.mark.parametrize("row", read_truth("published_names"), ids=lambda row: row["hgvs_c"] or row["hgvs_p"])
def test_published_name(row, locus, namer):
    case = published_case(row, locus, namer)

    assert case.found == case.expected
