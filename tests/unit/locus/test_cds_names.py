"""Reading c. names of table rows."""

import pytest

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Build, Variant

LOCUS = read_locus()


@pytest.mark.parametrize(
    ("name", "vcf"),
    [
        # positions on GRCh38 as ClinVar and the literature print them
        ("NM_000074.3:c.761C>T", "X-136659390-C-T"),
        ("NM_000074.2(CD40LG):c.761C>T", "X-136659390-C-T"),
        ("c.107T>A", "X-136648355-T-A"),
        ("c.322_325del", "X-136654399-GAAGA-G"),
        ("c.322_325delGAAA", "X-136654399-GAAGA-G"),
        ("c.719_720delAT", "X-136659347-AAT-A"),
        ("c.189delT", "X-136650294-AT-A"),
        ("c.-20dup", "X-136648227-A-AC"),
        ("c.-20_-18del", "X-136648228-CCAT-C"),
        ("c.346+2T>C", "X-136654432-T-C"),
        ("c.289-1G>C", "X-136654372-G-C"),
        # as registries write them: the protein change behind, a transcript of another name, a build
        ("NM_000074.2(CD40LG):c.761C>T (p.Thr254Met)", "X-136659390-C-T"),
        ("NM_000074.3:c.761C>T,p.(Thr254Met)", "X-136659390-C-T"),
        ("NM_000074.2(CD40LG):c.189delT (p.Lys63Asnfs)", "X-136650294-AT-A"),
        ("ENST00000370629.7:c.761C>T", "X-136659390-C-T"),
        ("LRG_141t1:c.761C>T", "X-136659390-C-T"),
        ("NC_000023.11:g.136659390C>T", "X-136659390-C-T"),
        ("NC_000023.10:g.135741549C>T", "X-136659390-C-T"),
        ("NC_000023.11:g.136654400_136654403del", "X-136654399-GAAGA-G"),
    ],
)
def test_names_of_the_literature(name, vcf):
    assert LOCUS.vcf_name(variant_of_cds_name(name, LOCUS), Build.GRCH38) == vcf


def test_every_position_of_the_transcript_and_its_introns_reads_back():
    for pos in range(4_900, 17_300, 7):
        old = LOCUS.sequence[pos - 1]
        name = f"c.{LOCUS.transcript.cds_position(pos)}{old}>{'A' if old != 'A' else 'C'}"
        assert variant_of_cds_name(name, LOCUS) == Variant(pos, old, "A" if old != "A" else "C")


@pytest.mark.parametrize(
    "name",
    [
        "782C>T",
        "c.782C>T",
        "c.0A>G",
        "c.761C>C",
        "NM_001250.6:c.100A>G",
        "c.150+3A>G",
        "c.346+2_346+1del",
        "p.T254M",
        "g.136659390C>T",
        "NC_000023:g.136659390C>T",
        "NC_000023.9:g.136659390C>T",
        "NC_000023.11:g.136659390+1C>T",
        "NC_000023.10:g.136659390C>T",
        "NC_000023.11:g.100C>T",
        "NC_000001.11:g.136659390C>T",
    ],
)
def test_a_name_that_is_wrong_is_refused(name):
    with pytest.raises(NomenclatureError):
        variant_of_cds_name(name, LOCUS)
