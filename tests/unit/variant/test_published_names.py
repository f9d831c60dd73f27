"""Names that ClinVar, VariantValidator and papers published, both directions."""

import pytest

from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.tables import BUNDLED, read_table
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.validation.naming import published_case
from cd40lg_annot.variant.reading import read_name


@pytest.mark.parametrize("row", read_truth("published_names"), ids=lambda row: row["hgvs_c"] or row["hgvs_p"])
def test_published_name(row, locus, namer):
    case = published_case(row, locus, namer)

    assert case.found == case.expected


@pytest.mark.parametrize("table", BUNDLED)
def test_every_name_of_the_bundled_tables_is_read_as_its_row(table, locus, namer):
    read = 0
    for row in read_table(resources_folder() / "variants" / table, locus).rows:
        if row.variant is not None:
            names = namer.names(row.variant)
            for typed in (names.hgvs_c, names.vcf_grch37, names.hgvs_g_grch38):
                assert read_name(typed, locus).variants == (row.variant,)
        if change := row.residue_change:
            if change.endswith("="):
                continue
            variants = read_name(f"p.{change}", locus).variants
            assert {namer.names(one).hgvs_p for one in variants} == {f"NP_000065.1:p.({change})"}
            read += 1
    assert read > 30 or table != "uniprot.tsv"
