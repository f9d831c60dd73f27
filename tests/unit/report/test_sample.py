"""The lab report of a sample says what was found, and what was not looked at."""

from dataclasses import replace

import pytest

from builders import (
    a_finding,
    a_male,
    a_person,
    a_provenance,
    a_sample,
    benign_family,
    callability,
    leu50,
    thr254met,
    thr254met_family,
)
from cd40lg_annot.model import (
    Build,
    Call,
    Classification,
    InputFile,
    KnownSite,
    RecordPlace,
    SeenSite,
    Zygosity,
)
from cd40lg_annot.report.callability import callability_view
from cd40lg_annot.report.sample import sample_report


def report_of(sample: str):
    family = thr254met_family()
    found = next(item for item in family.samples if item.sample == sample)
    return sample_report(found, family, a_provenance())


def test_the_boy_has_one_hemizygous_finding_with_every_name():
    (finding,) = report_of("BOY").findings
    assert finding.hgvs_g == "NC_000023.11:g.136659390C>T"
    assert finding.hgvs_c == "NM_000074.3:c.761C>T"
    assert finding.hgvs_p == "NP_000065.1:p.(Thr254Met)"
    assert (finding.contig, finding.pos, finding.ref, finding.alt) == ("chrX", 136659390, "C", "T")
    assert finding.zygosity is Zygosity.HEMIZYGOUS
    assert finding.genotype == "1"
    assert finding.criteria == "PM2_Supporting,PS4,PP1"


def test_the_genomic_name_is_in_the_build_of_the_input():
    family = thr254met_family()
    finding = a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,), build=Build.GRCH37, contig="X")
    sample = a_sample(a_male("BOY"), (finding,), build=Build.GRCH37, contig="X")
    (view,) = sample_report(sample, family, a_provenance()).findings
    assert view.hgvs_g == "NC_000023.10:g.135741549C>T"
    assert view.hgvs_g_grch38 == "NC_000023.11:g.136659390C>T"
    assert (view.contig, view.pos) == ("X", 135741549)


def test_clinvar_is_an_object_for_an_exact_match_and_nothing_otherwise():
    assert report_of("BOY").findings[0].clinvar.accession == "VCV000035814"
    family = benign_family()
    view = sample_report(family.samples[0], family, a_provenance()).findings[0]
    assert view.clinvar is None
    assert [(table.name, table.release) for table in view.searched] == [
        ("clinvar", "2026-10-05"),
        ("population", "4.1"),
    ]


def test_what_asks_for_action_stands_before_what_does_not():
    finding, common = report_of("MOTHER").findings
    assert (finding.relevance, common.relevance) == ("disease_causing", "not_reportable")
    assert [view.title for view in report_of("MOTHER").reportable] == ["c.761C>T p.(Thr254Met)"]


def test_a_silent_file_is_never_worded_as_normal():
    report = report_of("COUSIN")
    assert report.family_variants[0].zygosity is Zygosity.NO_CALL
    assert report.family_variants[0].genotype is None
    assert not report.callability.complete
    assert "0 of 898 bases (0%)" in report.callability.sentence
    assert any("not evidence that a variant is absent" in limit for limit in report.limits)


def test_unknown_callability_is_said():
    family = thr254met_family()
    report = sample_report(a_sample(a_male("BOY"), callability=()), family, a_provenance())
    assert "not known" in report.callability.sentence
    assert not report.callability.complete


def test_one_missing_base_is_not_all():
    family = thr254met_family()
    *first, last = callability()
    one_less = replace(last, called_reference=last.called_reference - 1, low_quality=1)
    report = sample_report(a_sample(a_male("BOY"), callability=(*first, one_less)), family, a_provenance())
    assert report.callability.assessed == report.callability.bases - 1
    assert report.callability.regions[-1].percent == "99.7%"
    assert not report.callability.complete


@pytest.mark.parametrize(("person", "said"), [(a_male("P"), 0), (a_person("P"), 1)])
def test_a_hidden_deletion_is_a_limit_unless_male(person, said):
    report = sample_report(a_sample(person), thr254met_family(), a_provenance())
    assert sum("can hide behind" in limit for limit in report.limits) == said


def test_structural_calls_given_lift_that_limit():
    inputs = (InputFile("sv.vcf", "sv_vcf", "0" * 64, 1),)
    report = sample_report(a_sample(a_male("P"), inputs=inputs), thr254met_family(), a_provenance())
    assert not any("were not looked for" in limit for limit in report.limits)


def test_phase_and_missing_alleles_are_kept_as_written():
    place = RecordPlace("chrX", 136659390, "C", "T")
    finding = a_finding(thr254met(), Zygosity.UNDETERMINED, None)
    call = Call(finding.annotated.variant, (None, 1), place, phased=True)
    half = type(finding)(
        finding.annotated, finding.state, "chrX", 136659390, "C", "T", call, ("one allele was not called",)
    )
    family = thr254met_family()
    (view,) = sample_report(a_sample(a_male("P"), (half,)), family, a_provenance()).findings
    assert view.genotype == ".|1"
    assert view.notes == ("one allele was not called",)


def test_the_title_of_a_synonymous_change_keeps_its_protein_name():
    family = benign_family()
    view = sample_report(family.samples[0], family, a_provenance()).findings[0]
    assert view.title == "c.148T>C p.(Leu50=)"
    assert view.hgvs_c == leu50().names.hgvs_c


def test_known_changes_that_could_not_be_seen_are_told_by_reason_and_class():
    """A silent file hides nearly every known change for one reason: that is a row, not fifty."""
    silent, low = "not assessed: nothing is said of this place", "too few reads, or too doubtful a call"
    view = callability_view(
        (),
        known=[
            a_seen_site("NM_000074.3:c.31C>T", Classification.PATHOGENIC, silent),
            a_seen_site("p.Gly38Arg", Classification.LIKELY_PATHOGENIC, silent),
            a_seen_site("NM_000074.3:c.107T>A", Classification.PATHOGENIC, silent),
            a_seen_site("NM_000074.3:c.368C>A", Classification.PATHOGENIC, low),
            a_seen_site("NM_000074.3:c.761C>T", Classification.PATHOGENIC, "called reference", seen=True),
        ],
    )
    assert [(group.reason, group.classification, group.names) for group in view.unseen] == [
        (silent, "pathogenic", ("c.31C>T", "c.107T>A")),
        (silent, "likely pathogenic", ("p.Gly38Arg",)),
        (low, "pathogenic", ("c.368C>A",)),
    ]


def a_seen_site(name, classification, reason, *, seen=False):
    site = KnownSite(name, ((0, 1),), None, classification, ("ClinVar",))
    return SeenSite(site, could_be_seen=seen, reason=reason)
