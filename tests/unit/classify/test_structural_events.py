"""Records that belong together: one deletion from two callers, events of several junctions."""

import pytest

from cd40lg_annot.calls.complex_events import with_events
from cd40lg_annot.calls.structural import structural_calls, without_mates
from cd40lg_annot.classify.structural import structural_finding
from cd40lg_annot.classify.structural_events import together
from cd40lg_annot.model import Build, Relevance, Zygosity
from structural_rows import LOCUS, person_of, record_of


def found(*records, sex="male"):
    """Findings of one person; a record is place, ALT, INFO and sample values."""
    rows = [
        {"place": place, "ref": "N", "alt": alt, "info": info, "format": values, "filter": ""}
        for place, alt, info, values in records
    ]
    read = [record_of(row) for row in rows]
    calls = [call for record in read for call in structural_calls(record, "S", LOCUS, Build.GRCH38)]
    person = person_of({"sex": sex, "karyotype": ""})
    calls = with_events(without_mates(calls), read)
    items = [structural_finding(call, person, LOCUS, Build.GRCH38, "chrX") for call in calls]
    return together(items, LOCUS)


MANTA = ("chrX:136650000", "<DEL>", "SVTYPE=DEL;END=136655000", "GT=1;PR=0,20")
GCNV = ("chrX:136649900", "<DEL>", "END=136655300", "GT=1;CN=0;NP=9;QS=90")


def test_one_deletion_from_two_callers_is_one_finding_with_two_sources():
    (item,) = found(GCNV, MANTA)

    assert item.call.place.pos == 136650000  # exact ends speak for both
    assert [other.place.pos for other in item.others] == [136649900]
    assert "copy number 0 where 1 is expected" in item.state.notes
    assert any("taken for the same variant" in note for note in item.notes)


def test_targets_inside_a_deletion_are_the_same_where_the_exons_agree():
    on_target = ("chrX:136654400", "<DEL>", "END=136654440", "GT=1;CN=0;NP=1;QS=30")
    exon_3 = ("chrX:136653000", "<DEL>", "SVTYPE=DEL;END=136655500", "GT=1;PR=0,20")

    assert len(found(exon_3, on_target)) == 1


@pytest.mark.parametrize(
    "other",
    [
        # Exon 4 goes too.
        ("chrX:136649900", "<DEL>", "END=136656800", "GT=1;CN=0;NP=9;QS=90"),
        # Another zygosity: a genotype of two alleles on one X, and no copy number.
        ("chrX:136650000", "<DEL>", "SVTYPE=DEL;END=136655100", "GT=0/1"),
        # A gain.
        ("chrX:136650000", "<DUP>", "SVTYPE=DUP;END=136655100", "GT=1;PR=0,20"),
        # Elsewhere in the same intron, no exon in common.
        ("chrX:136652000", "<DEL>", "SVTYPE=DEL;END=136652500", "GT=1;PR=0,20"),
    ],
)
def test_what_differs_in_exons_zygosity_or_kind_stays_apart(other):
    assert len(found(MANTA, other)) == 2


BOTH_JUNCTIONS = [
    ("chrX:136650000", "N]chrX:137000000]", "SVTYPE=BND;EVENT=E1", "GT=1"),
    ("chrX:137000000", "N]chrX:136650000]", "SVTYPE=BND;EVENT=E1", "GT=1"),
    ("chrX:136650100", "[chrX:137000100[N", "SVTYPE=BND;EVENT=E1", "GT=1"),
]


def test_both_junctions_of_an_inversion_are_one_inversion():
    (item,) = found(*BOTH_JUNCTIONS)

    assert item.effect.takes == "inversion with one end in intron 1"
    assert "both junctions of the inversion are listed" in item.notes
    assert not any("may stand in a record of its own" in note for note in item.notes)


def test_an_event_is_a_disruption_if_any_junction_lies_in_the_gene():
    (item,) = found(
        ("chrX:136600000", "N[chrX:136655000[", "SVTYPE=BND;EVENT=E1", "GT=1"),
        ("chrX:136700000", "N[chr5:1000[", "SVTYPE=BND;EVENT=E1", "GT=1"),
    )

    assert item.relevance is Relevance.DISEASE_CAUSING
    assert item.effect.in_words.startswith("the gene is disrupted")
    assert item.effect.takes == (
        "complex rearrangement of 2 parts, at the gene: upstream and intron 3 joined, deletion-like"
    )


def test_a_gene_between_junctions_of_an_event_may_have_moved_whole():
    (item,) = found(
        ("chrX:136600000", "N[chrX:136700000[", "SVTYPE=BND;EVENT=E1", "GT=1"),
        ("chrX:136600001", "]chr5:1000]N", "SVTYPE=BND;EVENT=E1", "GT=1"),
    )

    assert item.relevance is Relevance.UNCERTAIN
    assert "lost, moved or turned" in item.effect.in_words
    assert "no copy is left" not in item.state.notes
    assert "deletion of" not in item.description


def test_an_event_with_one_junction_is_read_as_without_one():
    (item,) = found(
        ("chrX:136600000", "N[chrX:136700000[", "SVTYPE=BND;EVENT=gridss0_1", "GT=1"),
        ("chrX:136700000", "]chrX:136600000]N", "SVTYPE=BND;EVENT=gridss0_1", "GT=1"),
    )

    assert item.effect.takes == "deletion of the whole gene"


def test_junctions_that_are_called_differently_leave_the_copies_open():
    (item,) = found(
        ("chrX:136600000", "N[chrX:136655000[", "SVTYPE=BND;EVENT=E1", "GT=1"),
        ("chrX:136655100", "N[chr5:1000[", "SVTYPE=BND;EVENT=E1", "GT=0/1"),
    )

    assert item.state.zygosity is Zygosity.UNDETERMINED
    assert item.state.notes[0] == "its junctions are called differently: hemizygous, conflict"


def test_a_complex_record_is_read_by_its_intervals():
    info = (
        "SVTYPE=CPX;END=136660000;CPX_TYPE=delINV;"
        "CPX_INTERVALS=DEL_chrX:136650000-136655000,INV_chrX:136655000-136660000"
    )
    (item,) = found(("chrX:136650000", "<CPX>", info, "GT=1"))

    assert item.effect.takes == (
        "complex rearrangement of 2 parts, at the gene: deletion of exons 2 to 3; "
        "inversion of exon 4 and part of exon 5"
    )
    assert item.effect.whole_exons == (2, 3)
    assert item.effect.hgvs_c == ""
    assert item.relevance is Relevance.DISEASE_CAUSING


def test_a_complex_record_beside_the_gene_is_none():
    info = "SVTYPE=CPX;END=136620000;CPX_INTERVALS=INV_chrX:136600000-136620000"

    assert found(("chrX:136600000", "<CPX>", info, "GT=1")) == []


def test_two_alleles_of_one_record_are_two_findings_on_the_two_copies_of_a_woman():
    both = ("chrX:136650000", "<DEL>,<DEL:ME>", "SVTYPE=DEL;SVLEN=-5000,-4900", "GT=1/2")

    items = found(both, sex="female")

    assert [item.call.place.alt for item in items] == ["<DEL>", "<DEL:ME>"]
    assert all("stands on the other copy" in " ".join(item.state.notes) for item in items)
    assert [item.others for item in items] == [(), ()]
