"""Exon losses against the naming library, exact names against hand-made ones, and neighbours by build."""

import re

import pytest
import weaver

from cd40lg_annot.calls.structural import structural_calls
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, Rearrangement, RecordPlace, StructuralCall, VcfRecord
from cd40lg_annot.variant.hgvs import Namer
from cd40lg_annot.variant.provider import MessengerProvider
from cd40lg_annot.variant.structural_effect import structural_effect
from cd40lg_annot.variant.structural_loss import frame_of, new_stop

LOCUS = read_locus()
PLACE = RecordPlace("chrX", 1, "N", "<DEL>")


def call(start, end, **fields):
    """A deletion from the base after `start` to `end`, 1-based GRCh38 as a record writes them."""
    first, last = (LOCUS.locus_pos(pos, Build.GRCH38) for pos in (start, end))
    return StructuralCall("DEL", first, last, (1,), PLACE, **fields)


def lost(start, end, build=Build.GRCH38, **fields):
    return structural_effect(call(start, end, **fields), Rearrangement.LOST, LOCUS, build)


@pytest.mark.parametrize("exons", [(2,), (3,), (4,), (2, 3), (3, 4), (2, 3, 4)])
def test_what_is_left_is_what_the_naming_library_reads(exons):
    """The library is asked for the same bases as a deletion within the messenger."""
    transcript = LOCUS.transcript
    first, last = (transcript.exons[number - 1] for number in (exons[0], exons[-1]))
    name = f"NM_000074.3:c.{transcript.cds_position(first.start + 1)}_{transcript.cds_position(last.end)}del"
    protein = weaver.VariantMapper(MessengerProvider(transcript)).c_to_p(weaver.parse(name)).format()
    shifted = re.search(r"[A-Za-z]{3}(\d+)[A-Za-z]{3}fsTer(\d+)", protein)

    assert frame_of(exons, LOCUS) is (shifted is None)
    if shifted:
        assert new_stop(exons, LOCUS)[0] == int(shifted[1]) + int(shifted[2]) - 1


# The last junction stands after c.351 without exon 3 (288 + 63), c.219 without exons 2 and 3 (156 + 63),
# and c.288 without exons 3 and 4; a stop decays if its last base is at least 50 bases before it.
@pytest.mark.parametrize(("exons", "junction"), [((3,), 351), ((2, 3), 219), ((3, 4), 288)])
def test_decay_is_predicted_only_well_before_the_last_junction(exons, junction):
    stop, decays = new_stop(exons, LOCUS)

    assert decays is (3 * stop + 50 <= junction)


@pytest.mark.parametrize(
    ("start", "end", "notes"),
    [
        (136_640_000, 136_670_000, ("ARHGEF6 (in part)",)),
        (136_500_000, 136_800_000, ("HTATSF1 (in part)", "VGLL1", "ARHGEF6")),
        (136_646_000, 136_661_000, ()),
    ],
)
def test_neighbours_are_those_between_the_ends(start, end, notes):
    assert lost(start, end).neighbours == notes


def test_neighbours_are_not_guessed_on_grch37():
    effect = lost(136_640_000, 136_670_000, Build.GRCH37)

    assert effect.neighbours == ()
    assert "known here on GRCh38 only" in effect.notes[-1]
    assert effect.hgvs_g == "NC_000023.10:g.135722160_135752159del"


def test_room_makes_the_genomic_name_uncertain():
    start, end = (LOCUS.locus_pos(pos, Build.GRCH38) for pos in (136_649_900, 136_650_800))
    effect = lost(
        136_649_900, 136_650_800, start_range=(start - 50, start + 40), end_range=(end - 10, end + 20)
    )

    assert effect.hgvs_g == "NC_000023.11:g.(136649851_136649941)_(136650790_136650820)del"


def test_losing_every_exon_is_the_whole_gene():
    effect = lost(136_648_000, 136_661_000)

    assert effect.consequences == ("transcript_ablation",)
    assert effect.breaks_gene


def test_a_deletion_that_leaves_other_bases_has_the_name_of_the_small_variant():
    ref = LOCUS.sequence[16222:16283]
    for alt in ("A", ref[0] + "GGGGTTTTAC"):
        record = VcfRecord("chrX", 136659399, 136659459, ref, (alt,), (), {}, ("GT",), {"S": {"GT": "1"}})
        [spelt] = structural_calls(record, "S", LOCUS, Build.GRCH38)
        effect = structural_effect(spelt, Rearrangement.LOST, LOCUS, Build.GRCH38)
        names = Namer(LOCUS).names(spelt.variant)

        assert "delins" in effect.hgvs_c
        assert (effect.hgvs_g, effect.hgvs_c) == (names.hgvs_g_grch38, names.hgvs_c)
