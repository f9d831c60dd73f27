"""Several changes on one chromosome: one name, and the protein that they make together."""

import pytest

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.variant.reading import read_name


@pytest.mark.parametrize(
    ("typed", "hgvs_c", "hgvs_p"),
    [
        ("c.[761C>T;5T>G]", "c.[5T>G;761C>T]", "p.[(Ile2Ser;Thr254Met)]"),
        ("c.[761C>T;762G>A]", "c.761_762delinsTA", "p.(Thr254Ile)"),
        # The second one brings the frame back.
        ("c.[189del;195dup]", "c.[189del;195dup]", "p.(Phe63_Phe65delinsLeuTyrSer)"),
        # What stands behind the stop is not made.
        ("c.[158_161del;761C>T]", "c.[158_161del;761C>T]", "p.(Ile53LysfsTer13)"),
        ("c.[189del;786A>G]", "c.[189del;786A>G]", "p.(Phe63LeufsTer4)"),
        ("c.[31C>T;761C>T]", "c.[31C>T;761C>T]", "p.(Arg11Ter)"),
        ("c.[31C>T;5T>G]", "c.[5T>G;31C>T]", "p.[(Ile2Ser;Arg11Ter)]"),
        # Neighbours in the transcript, with an intron of 1,861 bases between them.
        ("c.[156G>C;157A>G]", "c.[156G>C;157A>G]", "p.(Lys52_Ile53delinsAsnVal)"),
        ("c.[156+1G>A;761C>T]", "c.[156+1G>A;761C>T]", "p.?"),
    ],
)
def test_names_of_an_allele_in_cis(namer, locus, typed, hgvs_c, hgvs_p):
    found = namer.allele_names(read_name(typed, locus).variants)
    assert found == {"hgvs_c": f"NM_000074.3:{hgvs_c}", "hgvs_p": f"NP_000065.1:{hgvs_p}"}


@pytest.mark.parametrize("typed", ["c.[761C>T;761C>A]", "c.[5T>G;5T>G]", "c.[760_763del;761C>T]"])
def test_one_chromosome_cannot_have_two_bases_at_one_place(locus, typed):
    with pytest.raises(NomenclatureError, match="touch the same bases"):
        read_name(typed, locus)
