import pytest

from cd40lg_annot.io.scores import read_splice_index
from cd40lg_annot.model import Variant
from cd40lg_annot.variant.splicing import splice_prediction


@pytest.fixture(scope="module")
def predicted(locus):
    index = read_splice_index()
    return lambda variant: splice_prediction(variant, index, locus.transcript)


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "highest", "event"),
    [
        # the table's own list of its strongest deep-intronic and exonic variants
        (136_655_441, "A", "T", 0.93, "a new exon of 59 bases, out of frame"),
        (136_657_536, "A", "AG", 0.76, "a new exon of 69 bases, in frame"),
        (136_654_400, "A", "T", 0.91, "exon 3 may be skipped (58 bases, out of frame)"),
        (136_648_319, "T", "TG", 0.89, "exon 1 would end 85 bases earlier, out of frame"),
        (136_650_365, "G", "T", 0.71, "donor gained at c.250 (0.71): exon 2 would end 38 bases earlier"),
        (136_659_129, "G", "GT", 0.53, "the last exon has no donor"),
        (136_650_265, "G", "A", None, "acceptor of exon 2 at c.157 lost"),
        (136_648_405, "G", "A", None, "exon 1 cannot be skipped"),
        (136_656_419, "G", "A", None, "exon 4 may be skipped (63 bases, in frame)"),
    ],
)
def test_event_in_words(predicted, allele, pos, ref, alt, highest, event):
    found = predicted(allele(pos, ref, alt))
    assert event in found.event
    if highest is not None:
        assert found.highest == highest


@pytest.mark.parametrize(
    ("variant", "reason"),
    [
        (Variant(16_214, "CG", "TA"), "two bases substituted"),
        (Variant(16_214, "C", "CAA"), "two bases inserted"),
        (Variant(4_981, "T", "C"), "before the gene"),
        (Variant(17_214, "A", "C"), "the table ends one base before the gene does"),
    ],
)
def test_what_is_not_scored_is_none_and_never_zero(predicted, variant, reason):
    assert predicted(variant) is None, reason


def test_deletions_of_four_bases_are_scored_and_of_five_are_not(predicted, locus):
    four = Variant(10_000, locus.bases(9_999, 10_004), locus.bases(9_999, 10_000))
    five = Variant(10_000, locus.bases(9_999, 10_005), locus.bases(9_999, 10_000))
    assert predicted(four) is not None
    assert predicted(five) is None


def test_a_variant_without_effect_scores_zero(predicted):
    found = predicted(Variant(16_214, "C", "T"))
    assert (found.highest, found.event) == (0.0, "")


def test_the_rows_known_to_be_false_are_corrected_and_say_so(predicted, allele):
    """The package shows acceptor loss 1.00 and gain 1.00 for this deletion behind the exon's first base."""
    found = predicted(allele(136_650_266, "AT", "A"))
    assert (found.acceptor_gain, found.acceptor_loss) == (0.01, 0.0)
    assert "Corrected" in found.note
    assert not found.event


def test_all_bases_of_splice_sites_but_two_lose_their_site(predicted, locus):
    """Of 24 substitutions at the first two and last two intron bases each, the table finds two weak."""
    weak = []
    for start, end in locus.transcript.introns:
        for pos in (start + 1, start + 2, end - 1, end):
            ref = locus.sequence[pos - 1]
            for alt in set("ACGT") - {ref}:
                found = predicted(Variant(pos, ref, alt))
                assert found.event
                if found.highest < 0.8:
                    weak.append((pos, ref, alt))
    assert sorted(weak) == [(5230, "T", "C"), (7223, "T", "C")]
