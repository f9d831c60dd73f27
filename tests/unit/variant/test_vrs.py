"""VRS identifiers are those of GA4GH's reference implementation, whatever the spelling of the change."""

import random

import pytest

from cd40lg_annot.locus import change_of, normalize
from cd40lg_annot.model import Build
from cd40lg_annot.variant.vrs import REFGET_X_GRCH38, allele_id, vrs_id

# (sequence, start, end, bases, identifier), each printed by somebody else.
PUBLISHED = {
    "GA4GH's own example, NC_000019.10:g.44908822C>T (VRS 2.0, computed identifiers)": (
        "SQ.IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl",
        (44908821, 44908822, "T"),
        "ga4gh:VA.0AePZIWZUNsUlQTamyLrjm2HWUw2opLt",
    ),
    "MED12 c.6352C>T, NC_000023.11:g.71141314C>T (AnyVar, example of a canonical allele)": (
        REFGET_X_GRCH38,
        (71141313, 71141314, "T"),
        "ga4gh:VA.m-WuNP-2lw3copqMFAEAiiViDp7Re1Rc",
    ),
}


@pytest.mark.parametrize("case", PUBLISHED.values(), ids=PUBLISHED)
def test_published_identifiers(case):
    refget, (start, end, bases), identifier = case
    state = {"sequence": bases, "type": "LiteralSequenceExpression"}
    assert allele_id(refget, start, end, state) == identifier


def test_every_named_variant_has_the_identifier_of_the_reference_implementation(locus, named_rows, peer):
    for row in named_rows:
        assert ours(row["variant"], locus) == peer(row["variant"]), row


def test_insertions_and_deletions_in_repeats_too(locus, peer):
    """The longest runs of one base of the locus, and repeats of two and three bases."""
    places = [longest_run(locus.sequence, unit) for unit in ("A", "T", "C", "G", "CA", "TG", "AT", "AAT")]
    generator = random.Random(7)
    for start in places:
        for length in range(1, 13):
            for alt in (locus.sequence[start : start + length], dna(generator, length)):
                assert_same(normalize(start, *inserted(locus, start, alt), locus.sequence), locus, peer)
            assert_same(normalize(start, *deleted(locus, start, length), locus.sequence), locus, peer)


def test_spellings_of_one_change_share_an_identifier(locus):
    first = longest_run(locus.sequence, "A")
    base = locus.sequence
    spelt = {
        ours(normalize(pos, base[pos - 1 : pos + 1], base[pos - 1], base), locus)
        for pos in range(first, first + 8)
    }
    assert len(spelt) == 1


def test_a_change_that_could_reach_beyond_the_locus_has_none(locus):
    end = len(locus)
    last = locus.sequence[-2:]
    assert ours(normalize(end - 1, last, last[0], locus.sequence), locus) == ""
    assert ours(normalize(1, locus.sequence[0], "GGG" + locus.sequence[0], locus.sequence), locus) == ""


def test_the_names_of_a_variant_carry_it(namer, locus, allele):
    variant = allele(136659390, "C", "T")
    assert namer.names(variant).vrs_id == ours(variant, locus)


@pytest.fixture(scope="module")
def peer(locus):
    """Identifier by ga4gh.vrs: its own normalisation and its own digest, over our slice of the X."""
    models = pytest.importorskip("ga4gh.vrs.models", reason="ga4gh.vrs is not installed")
    from ga4gh.core import ga4gh_identify
    from ga4gh.vrs import normalize as fully_justified
    from ga4gh.vrs.dataproxy import _DataProxy

    offset = locus.axes[Build.GRCH38].offset

    class Slice(_DataProxy):
        def get_sequence(self, _identifier, start=None, end=None):
            return locus.sequence[max(0, (start or 0) - offset) : (end or len(locus) + offset) - offset]

        def get_metadata(self, _identifier):
            return {"length": offset + len(locus), "aliases": [f"ga4gh:{REFGET_X_GRCH38}"]}

    def identify(variant):
        change = change_of(variant)
        location = models.SequenceLocation(
            sequenceReference=models.SequenceReference(refgetAccession=REFGET_X_GRCH38),
            start=offset + change.start,
            end=offset + change.end,
        )
        state = models.LiteralSequenceExpression(sequence=models.sequenceString(change.alt))
        return ga4gh_identify(fully_justified(models.Allele(location=location, state=state), Slice()))

    return identify


def ours(variant, locus):
    return vrs_id(change_of(variant), locus.sequence, locus.axes[Build.GRCH38].offset)


def assert_same(variant, locus, peer):
    assert ours(variant, locus) == peer(variant), variant


def inserted(locus, start, bases):
    anchor = locus.sequence[start - 1]
    return anchor, anchor + bases


def deleted(locus, start, length):
    return locus.sequence[start - 1 : start + length], locus.sequence[start - 1]


def longest_run(sequence, unit):
    """0-based start of the longest repeat of a unit."""
    run = unit
    while run + unit in sequence:
        run += unit
    return sequence.index(run)


def dna(generator, length):
    return "".join(generator.choices("ACGT", k=length))
