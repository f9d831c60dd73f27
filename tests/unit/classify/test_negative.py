"""What is said where nothing reportable is listed."""

from cd40lg_annot.classify.negative import answer_without_finding, assessed_share
from cd40lg_annot.model import CallSet, Classification, KnownSite, RegionCallability, SeenSite

SITE = KnownSite("c.31C>T", ((5102, 5103),), None, Classification.PATHOGENIC, ("ClinVar",))
UNSEEN = SeenSite(SITE, could_be_seen=False, reason="not covered by any read")


def region(name="exon 1", **counts):
    fields = {
        "called_reference": 0,
        "called_variant": 0,
        "low_quality": 0,
        "not_covered": 0,
        "not_assessed": 0,
    }
    counts = {**fields, **counts}
    inferred = counts.pop("inferred_reference", 0)
    # Off the first base of the locus, as every region is.
    start, end = 7089, 7089 + sum(counts.values())
    return RegionCallability(name, start, end, **counts, inferred_reference=inferred)


def answer(*regions, known=(), call_set=CallSet.GVCF):
    return answer_without_finding(regions, known, call_set)


def test_negative_needs_every_base():
    assert answer(region(called_reference=99, called_variant=1)).startswith(
        "No reportable variant was found;"
    )


def test_one_base_less_is_not_negative():
    text = answer(region(called_reference=999_999, low_quality=1), region("exon 2", called_reference=5))

    assert "only 1,000,004 of 1,000,005 bases (99.9 %)" in text
    assert "1 too shallow or doubtful; incomplete: exon 1. This is not a negative result." in text
    assert "was found" not in text


def test_what_is_missing_is_told_apart():
    text = answer(region(called_reference=5, low_quality=1, not_covered=2, not_assessed=3))

    assert "1 too shallow or doubtful; 2 not covered; 3 not assessed" in text


def test_inference_is_named_in_the_answer():
    text = answer(
        region(called_reference=9, called_variant=1, inferred_reference=4), call_set=CallSet.VARIANTS_ONLY
    )

    assert text.startswith("No reportable variant was found; 4 of the 10 bases")
    assert "by inference from depth and no variant record" in text


def test_a_known_change_that_could_not_be_seen_stops_the_negative():
    text = answer(region(called_reference=9), known=(UNSEEN,))

    assert "was found" not in text
    assert "c.31C>T" in text
    assert "not a negative result" in text


def test_a_silent_list_of_variants_and_a_gvcf_without_depth_are_worded_as_what_they_are():
    silent = answer(region(not_assessed=9), call_set=CallSet.VARIANTS_ONLY)
    shallow = answer(region(not_covered=9), call_set=CallSet.GVCF)

    assert "does not show which bases were looked at" in silent
    assert "no base of the coding exons and splice margins was called (9 not covered)" in shallow
    assert silent.startswith("Not assessed:")
    assert shallow.startswith("Not assessed:")


def test_share():
    assert assessed_share((region(called_reference=1, not_covered=3),)) == 0.25
