"""Rows for ClinVar: own classes are sent, suggestions are not, nobody is named."""

from dataclasses import replace

import pytest

from builders import (
    OF_ANOTHER_SEX,
    a_female,
    a_finding,
    a_male,
    a_provenance,
    a_sample,
    benign_family,
    thr254met,
    thr254met_family,
)
from cd40lg_annot.model import (
    Affection,
    Assessment,
    Classification,
    CriterionLine,
    Evidence,
    Relevance,
    Zygosity,
)
from cd40lg_annot.report.exchange.clinvar_submission import (
    COLUMNS,
    carriers_of,
    submission_rows,
    submission_table,
)
from cd40lg_annot.report.sample import sample_report
from exchange_cases import structural


def rows_of(*families, segregating=None):
    pairs = [
        (sample_report(sample, family, a_provenance()), sample.person)
        for family in families
        for sample in family.samples
    ]
    return submission_rows(carriers_of(pairs), segregating)


def family_with(*findings, **fields):
    sample = a_sample(a_male("BOY", affected=Affection.AFFECTED), tuple(findings), **fields)
    return replace(thr254met_family(), samples=(sample,))


def classed(variant=None, **fields):
    variant = variant or thr254met()
    return replace(variant, assessment=replace(variant.assessment, **fields))


def test_a_suggested_class_is_marked_and_not_sent():
    (row,) = rows_of(thr254met_family())
    assert row.classification == ""
    assert row.suggested == "Likely pathogenic, 6 points (PM2_Supporting,PS4,PP1)"
    assert "Classify it before submission" in row.note
    assert (row.reference, row.hgvs, row.chromosome) == ("NM_000074.3", "c.761C>T", "")
    assert (row.condition_type, row.condition) == ("OMIM", "308230")
    assert (row.collection, row.origin) == ("clinical testing", "germline")


def test_the_laboratorys_own_class_is_sent_with_its_date_and_citations():
    own = Evidence("curations", "2026", "exact", "x", citation="PMID:1; PMID:2, PMID:1", date="2026-02-03")
    variant = classed(
        replace(thr254met(), evidence=(*thr254met().evidence, own)),
        classification=Classification.PATHOGENIC,
        by_laboratory=True,
        headline="Pathogenic (curations)",
    )
    (row,) = rows_of(family_with(a_finding(variant, Zygosity.HEMIZYGOUS, (1,))))
    assert (row.classification, row.evaluated, row.citations) == ("Pathogenic", "2026-02-03", "PMID:1|PMID:2")
    assert row.suggested == row.note == ""


def test_the_affected_are_counted_and_carriers_beside_them_are_not():
    other = replace(thr254met_family(name="F9"))
    (row,) = rows_of(thr254met_family(), other, segregating={thr254met().variant: 2})
    assert (row.affected, row.individuals, row.families, row.hemizygotes) == ("yes", "2", "2", "2")
    assert (row.heterozygotes, row.homozygotes, row.segregation) == ("0", "0", "2")


@pytest.mark.parametrize(("affected", "said"), [(Affection.UNAFFECTED, "no"), (Affection.UNKNOWN, "unknown")])
def test_where_nobody_is_ill_everybody_is_counted(affected, said):
    sample = a_sample(
        a_female("M", affected=affected), (a_finding(thr254met(), Zygosity.HETEROZYGOUS, (0, 1)),)
    )
    (row,) = rows_of(replace(thr254met_family(), samples=(sample,)))
    assert (row.affected, row.individuals, row.heterozygotes) == (said, "1", "1")


@pytest.mark.parametrize(
    "zygosity", [item for item in Zygosity if item.value not in ("hemizygous", "heterozygous", "homozygous")]
)
def test_what_is_not_surely_carried_is_no_row(zygosity):
    assert rows_of(family_with(a_finding(thr254met(), zygosity, (1,)))) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"classification": Classification.BENIGN},
        {"classification": None},
        {"relevance": Relevance.NOT_REPORTABLE},
        {"classification": Classification.CONFLICTING},
    ],
)
def test_other_classes_are_no_rows(fields):
    assert rows_of(family_with(a_finding(classed(**fields), Zygosity.HEMIZYGOUS, (1,)))) == ()
    assert rows_of(benign_family()) == ()


def test_structural_variants_have_their_ends_and_no_class():
    exact, ranged, counted, junction = (
        rows_of(family_with(structural_findings=(item,)))[0] for item in structural()
    )
    assert (exact.variant_type, exact.start, exact.stop, exact.copy_number) == (
        "Deletion",
        "136650177",
        "136654676",
        "0",
    )
    assert (exact.reference, exact.chromosome, exact.hgvs) == ("GRCh38", "X", "")
    assert (ranged.outer_start, ranged.inner_start) == ("136650077", "136650227")
    assert (ranged.inner_stop, ranged.outer_stop) == ("136654576", "136654776")
    assert (counted.inner_start, counted.outer_start, counted.start) == ("136650177", "", "")
    assert junction.start == ""
    assert {row.classification for row in (exact, ranged, counted, junction)} == {""}


def test_a_structural_suggestion_is_marked_as_one():
    (item, *_) = structural()
    suggested = Assessment(
        Relevance.DISEASE_CAUSING,
        Classification.LIKELY_PATHOGENIC,
        8,
        (),
        (CriterionLine("PVS1", "met", "very_strong", 8, "r"),),
    )
    (row,) = rows_of(family_with(structural_findings=(replace(item, assessment=suggested),)))
    assert row.suggested == "Likely pathogenic, 8 points (PVS1)"
    assert row.classification == ""


def test_a_sample_that_must_not_be_released_is_not_counted():
    finding = a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,))
    assert rows_of(family_with(finding, sex_check=OF_ANOTHER_SEX)) == ()


def test_no_name_stands_in_the_table():
    family = thr254met_family(name="FAMILYNAME")
    text = submission_table(rows_of(family))
    names = {person.person for person in family.people} | {"FAMILYNAME"}
    assert not [name for name in names if name in text]


def test_the_table_is_a_table_and_no_cell_a_formula():
    row = replace(rows_of(thr254met_family())[0], note='=HYPERLINK("x")\nb\tc')
    head, line = submission_table([row]).splitlines()
    assert head.split("\t") == list(COLUMNS.values())
    assert len(line.split("\t")) == len(COLUMNS)
    assert line.endswith("""\t'=HYPERLINK("x") b c""")
    assert submission_table([]) == head + "\n"
