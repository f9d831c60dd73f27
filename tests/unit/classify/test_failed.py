"""A member whose file failed is named on every page of the own family, and on nobody else's."""

from dataclasses import replace

import pytest

from cd40lg_annot.classify.failed import with_failed
from cd40lg_annot.model import (
    Build,
    FailedSample,
    FamilyInterpretation,
    PersonStatus,
    SampleInterpretation,
    Status,
    WarningKind,
)
from cd40lg_annot.validation.pedigrees import a_person

MOTHER = FailedSample("fam", "MOTHER", "extract", "m.vcf.gz: the file is truncated")


@pytest.fixture
def family():
    samples = tuple(
        SampleInterpretation(
            sample=name, person=a_person(f"{name} M+"), build=Build.GRCH38, contig="chrX", inputs=(),
            findings=(), family_variants=(), callability=(), set_aside=(), headline="h",
            warnings=("his own",), warning_kinds=(WarningKind.NOT_ASSESSED,),
        )
        for name in ("BOY", "UNCLE")
    )  # fmt: skip
    return FamilyInterpretation("fam", (), (), (), (), samples, warnings=("earlier",))


def test_every_page_of_the_family_says_first_who_is_missing_and_why(family):
    told = with_failed(family, [MOTHER])

    (first, second) = told.warnings
    assert first.startswith("MOTHER has no report: the file cannot be used (m.vcf.gz: the file is truncated)")
    assert "may change" in first
    assert second == "earlier"
    for sample in told.samples:
        assert sample.warnings == (first, "his own")
        assert sample.warning_kinds == (WarningKind.RELATIVE, WarningKind.NOT_ASSESSED)


def test_each_of_several_is_named(family):
    told = with_failed(family, [MOTHER, FailedSample("fam", "AUNT", "check", "a.vcf: is empty")])

    assert [text.split()[0] for text in told.samples[0].warnings] == ["MOTHER", "AUNT", "his"]
    assert len(told.samples[0].warnings) == len(told.samples[0].warning_kinds)


def test_another_familys_failure_is_not_told_here(family):
    assert with_failed(family, [FailedSample("other", "MOTHER", "extract", "x")]) is family
    assert with_failed(family, []) is family


def test_a_sample_that_nobody_could_read_is_not_told_as_not_tested(family):
    untested = tuple(
        PersonStatus(name, Status.AT_RISK, ("Daughter of a carrier.", "Not tested."))
        for name in ("MOTHER", "AUNT")
    )
    mother, aunt = with_failed(replace(family, statuses=untested), [MOTHER]).statuses
    unread = "There is a sample, but its file could not be used."
    assert mother.reasons == ("Daughter of a carrier.", unread)
    assert aunt == untested[1]
