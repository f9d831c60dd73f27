"""A family's evidence changes the class of its own findings, and is withheld where it would mislead."""

from dataclasses import replace

import pytest

from builders import a_female, a_finding, a_male, a_sample, callability
from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.classify.by_family import clinic_views, with_case_evidence
from cd40lg_annot.cli.annotator import Annotator
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.cli.tools import tools_of
from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.io.clinic import read_intervals
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Affection, ClinicRecord, Relevance, Surface, Zygosity

LOCUS = read_locus()
KNOWLEDGE = read_knowledge(LOCUS)
ANNOTATOR, ASSESSOR = Annotator(tools_of(LOCUS, KNOWLEDGE)), Assessor(KNOWLEDGE, LOCUS)
# A stop in the last exon: PVS1 strong, 4 points; known to cause the disease: c.761C>T.
LAST_EXON, KNOWN = (
    ANNOTATOR.annotated(variant_of_cds_name(name, LOCUS)) for name in ("c.654C>A", "c.761C>T")
)
BOY = a_male("boy", mother="mother", affected=Affection.AFFECTED)
PEOPLE = (a_female("mother", affected=Affection.UNAFFECTED), BOY)
RECORD = ClinicRecord("boy", age=2, igg=100, iga=5, igm=90, cd40l=Surface.ABSENT)


def sample_with(*items):
    return a_sample(BOY, tuple(a_finding(item, Zygosity.HEMIZYGOUS, (1,)) for item in items))


def classed(*items, records=(RECORD,), is_doubtful=False):
    views = clinic_views(PEOPLE, {record.person: record for record in records}, read_intervals())
    samples = [sample_with(*items)]
    return with_case_evidence(items, Pedigree(PEOPLE), samples, views, ASSESSOR, is_doubtful=is_doubtful)


def line(item, criterion):
    return next(line for line in item.assessment.criteria if line.criterion == criterion)


def test_absent_cd40l_adds_two_points_to_the_last_exon_stop():
    found = classed(LAST_EXON)[LAST_EXON.variant]
    assert found.assessment.points == LAST_EXON.assessment.points + 2
    assert line(found, "PP4").strength == "moderate"


def test_without_family_or_clinic_nothing_is_classed_anew():
    assert classed(LAST_EXON, records=()) == {}


def test_a_second_variant_gains_nothing_from_a_disease_that_another_explains():
    found = classed(LAST_EXON, KNOWN)
    assert found[LAST_EXON.variant].assessment.points == LAST_EXON.assessment.points
    assert line(found[LAST_EXON.variant], "PP4").reason.startswith("another variant found in the family")
    assert line(found[KNOWN.variant], "PP4").verdict == "met"


def test_samples_that_contradict_the_pedigree_add_nothing():
    found = classed(LAST_EXON, is_doubtful=True)[LAST_EXON.variant]
    assert found.assessment.points == LAST_EXON.assessment.points
    assert "exchanged" in line(found, "PP4").reason


def test_classed_anew_without_news_is_the_class_of_annotation():
    """What `interpret` hands to the assessor is what `annotate` did: nothing is lost on the way."""
    found = classed(KNOWN, records=(ClinicRecord("boy", age=2, igg=800, iga=60, igm=90),))[KNOWN.variant]
    assert replace(found.assessment, criteria=()) == replace(KNOWN.assessment, criteria=())


@pytest.mark.parametrize(
    ("items", "share", "esid"),
    [((KNOWN,), 1.0, "definitive"), ((), 1.0, "not_assessed"), ((LAST_EXON,), 1.0, "not_assessed")],
    ids=["found", "nothing found", "something uncertain"],
)
def test_esid_definitive_needs_a_disease_causing_variant(items, share, esid):
    sample = replace(sample_with(*items), callability=callability(share))
    views = clinic_views(PEOPLE, {"boy": RECORD}, read_intervals(), [sample])
    assert views["boy"].esid == esid
    assert LAST_EXON.assessment.relevance is Relevance.UNCERTAIN


@pytest.mark.parametrize(
    ("probands", "verdict", "strength"),
    [("", "not_assessed", ""), ("0", "not_met", ""), ("1", "met", "supporting"), ("4", "met", "strong")],
)
def test_a_table_of_ones_own_counts_unrelated_boys(tmp_path, probands, verdict, strength):
    table, counts = tmp_path / "cases.tsv", tmp_path / "counts.tsv"
    counts.write_text(
        "# name: controls\n# source: constructed\n# release: 2026\n# scope: complete\n"
        "hgvs_c\tallele_count\tallele_number\tallele_count_xy\nc.655G>A\t300\t1000000\t90\n"
    )
    table.write_text(
        "# name: our cases\n# source: this laboratory\n# release: 2026-11-01\n# kind: literature\n"
        "# scope: partial\nhgvs_c\tclassification\tcitation\tprobands\n"
        f"c.654C>A\tnot provided\tPMID:1\t{probands}\n"
    )
    found = Annotator(tools_of(LOCUS, read_knowledge(LOCUS, [table], [counts]))).annotated(LAST_EXON.variant)
    ps4 = line(found, "PS4")
    assert (ps4.verdict, ps4.strength) == (verdict, strength)
    assert verdict != "met" or "our cases 2026-11-01, PMID:1" in ps4.reason
    without_counts = Annotator(tools_of(LOCUS, read_knowledge(LOCUS, [table]))).annotated(LAST_EXON.variant)
    open_line = line(without_counts, "PS4")
    assert open_line.verdict == (verdict if verdict == "not_met" else "not_assessed")
    assert verdict != "met" or "how common it is in the population is not known" in open_line.reason


def test_a_count_that_is_none_is_refused(tmp_path):
    table = tmp_path / "cases.tsv"
    table.write_text(
        "# name: our cases\n# source: this laboratory\n# release: 2026-11-01\n# kind: literature\n"
        "# scope: partial\nhgvs_c\tclassification\tprobands\nc.654C>A\tnot provided\tmany\n"
    )
    with pytest.raises(InputFaultsError, match="row 7, column probands: is 'many', not a count"):
        read_knowledge(LOCUS, [table])
