"""What structural variants amount to: each kind, its PVS1 line, its class."""

import pytest

from cd40lg_annot.calls.structural import structural_calls
from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.classify.structural import structural_finding
from cd40lg_annot.classify.structural_class import classed, variant_of
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.model import Build, CaseEvidence, Classification, Relevance
from structural_rows import LOCUS, person_of, record_of

ASSESSOR = Assessor(read_knowledge(LOCUS, [], [], []), LOCUS)


def finding_of(pos, alt, info, values="GT=0/1", sex="female", filters="", case=None):
    row = {"sex": sex, "karyotype": "", "filter": filters, "info": info, "format": values}
    row |= {"place": f"chrX:{pos}", "ref": "N", "alt": alt}
    call, *_ = structural_calls(record_of(row), "S", LOCUS, Build.GRCH38)
    item = structural_finding(call, person_of(row), LOCUS, Build.GRCH38, "chrX")
    return classed(item, ASSESSOR, case=case)


def pvs1(item):
    return next(line for line in item.assessment.criteria if line.criterion == "PVS1")


@pytest.mark.parametrize(
    ("pos", "alt", "info", "strength", "value"),
    [
        (136600000, "<DEL>", "SVTYPE=DEL;END=136700000", "very_strong", "exons 1-5"),
        (136000000, "<DEL>", "SVTYPE=DEL;END=136649000", "very_strong", "exon 1"),
        (136650000, "<DEL>", "SVTYPE=DEL;END=136651000", "strong", ""),
        (136650000, "<DEL>", "SVTYPE=DEL;END=136655000", "strong", ""),
        (136657000, "<DEL>", "SVTYPE=DEL;END=137000000", "strong", "exon 5"),
        # c.761 of codon 254 stands at 136659390, so the first base lost is c.672, the last of codon 224.
        (136659300, "<DEL>", "SVTYPE=DEL;END=137000000", "strong", "residue 224"),
        (136655000, "<INV>", "SVTYPE=INV;END=137000000", "strong", "inversion with one end in intron 3"),
        (
            136655000,
            "N[chr5:1000[",
            "SVTYPE=BND",
            "strong",
            "break in intron 3, joined to another chromosome",
        ),
    ],
)
def test_what_breaks_the_gene_meets_pvs1(pos, alt, info, strength, value):
    line = pvs1(finding_of(pos, alt, info))

    assert (line.verdict, line.strength) == ("met", strength)
    assert line.source
    assert value in line.value


@pytest.mark.parametrize(
    ("pos", "alt", "info", "verdict"),
    [
        (136640000, "<DEL>", "SVTYPE=DEL;END=136648000", "not_assessed"),
        (136650500, "<DEL>", "SVTYPE=DEL;END=136651500;IMPRECISE;CIPOS=-900,900", "not_assessed"),
        (136600000, "<DUP>", "SVTYPE=DUP;END=136700000", "not_met"),
        (136600000, "<DUP>", "SVTYPE=DUP;END=136655000", "not_assessed"),
        (136640000, "<INV>", "SVTYPE=INV;END=136670000", "not_met"),
        (136600000, "<CNV>", "SVTYPE=CNV;END=136700000", "not_assessed"),
        # All within an intron: nothing is lost, repeated or parted.
        (136652000, "<DEL>", "SVTYPE=DEL;END=136653000", "not_met"),
        (136652000, "<DUP>", "SVTYPE=DUP;END=136653000", "not_met"),
        (136652000, "<INV>", "SVTYPE=INV;END=136653000", "not_met"),
        # Where in the last exon the loss begins is not known, or lies after its coding bases.
        (136659300, "<DEL>", "SVTYPE=DEL;END=137000000;IMPRECISE;CIPOS=-200,200", "not_assessed"),
        (136660000, "<DEL>", "SVTYPE=DEL;END=137000000", "not_met"),
    ],
)
def test_what_does_not_surely_break_it_does_not(pos, alt, info, verdict):
    item = finding_of(pos, alt, info)

    assert pvs1(item).verdict == verdict
    assert item.relevance is not Relevance.DISEASE_CAUSING


def test_a_tandem_duplication_counts_in_full_where_reads_cross_its_junction():
    shown = finding_of(136653000, "<DUP:TANDEM>", "SVTYPE=DUP;END=136655000", "GT=0/1;PR=20,9;SR=20,8")
    presumed = finding_of(136653000, "<DUP>", "SVTYPE=DUP;END=136655000", "GT=0/1;CN=3;NP=9")

    assert (pvs1(shown).strength, pvs1(presumed).strength) == ("very_strong", "strong")
    assert shown.assessment.classification is Classification.LIKELY_PATHOGENIC
    assert shown.relevance is Relevance.DISEASE_CAUSING
    assert presumed.relevance is Relevance.UNCERTAIN


@pytest.mark.parametrize(
    ("values", "verdict"), [("GT=0/1;PR=20,9;SR=20,8", "met"), ("GT=0/1;CN=3;NP=9", "not_assessed")]
)
def test_exons_repeated_in_frame_lengthen_the_protein_where_a_junction_is_read(values, verdict):
    # Exon 4 has 63 bases.
    item = finding_of(136656000, "<DUP:TANDEM>", "SVTYPE=DUP;END=136657000", values)
    (pm4,) = [line for line in item.assessment.criteria if line.criterion == "PM4"]

    assert pvs1(item).points == 0
    assert pm4.verdict == verdict


def test_a_deletion_is_not_counted_twice_as_a_change_of_length():
    item = finding_of(136600000, "<DEL>", "SVTYPE=DEL;END=136700000")
    (pm4,) = [line for line in item.assessment.criteria if line.criterion == "PM4"]

    assert (pm4.verdict, pm4.reason) == ("not_met", "PVS1 counts the same fact already")


def test_the_weaker_reading_counts_where_an_end_has_room():
    item = finding_of(136640000, "<DEL>", "SVTYPE=DEL;END=136654500;IMPRECISE;CIPOS=-9000,9000")

    # With exon 1 it would be very strong; without it, strong.
    assert pvs1(item).strength == "strong"
    assert "whether exon 1 goes too is not known" in pvs1(item).reason


def test_a_filtered_record_stays_uncertain_whatever_its_points():
    item = finding_of(136600000, "<DEL>", "SVTYPE=DEL;END=136700000", filters="MinQUAL")

    assert item.assessment.points == 8
    assert item.relevance is Relevance.UNCERTAIN


def test_a_class_below_pathogenic_says_why_the_variant_is_taken_for_the_cause():
    item = finding_of(136657000, "<DEL>", "SVTYPE=DEL;END=137000000")

    assert item.assessment.classification is Classification.UNCERTAIN_SIGNIFICANCE
    assert item.relevance is item.assessment.relevance is Relevance.DISEASE_CAUSING
    assert "taken for disease-causing by its mechanism" in item.assessment.reasons[-1]


def test_the_clinic_adds_points():
    case = CaseEvidence(phenotype="absent_cd40l", source="clinic")
    item = finding_of(136657000, "<DEL>", "SVTYPE=DEL;END=137000000", case=case)

    assert item.assessment.points == 6
    assert item.assessment.classification is Classification.LIKELY_PATHOGENIC


def test_an_exact_deletion_is_classed_as_the_small_variant_it_is():
    item = finding_of(136650000, "<DEL>", "SVTYPE=DEL;END=136651000")
    variant = variant_of(item.call, item.effect, LOCUS)

    assert LOCUS.sequence[variant.pos - 1 :].startswith(variant.ref)
    assert len(variant.ref) - len(variant.alt) == 1000
    assert {"PP3", "PM2", "BP4"} <= {line.criterion for line in item.assessment.criteria}
    (pm2,) = [line for line in item.assessment.criteria if line.criterion == "PM2"]
    assert pm2.verdict == "not_assessed"
