"""Three variants of one woman: one pair apart is enough, and one open pair leaves her open."""

import pytest

from cd40lg_annot.classify.two_variants import FamilyStates, states_together, two_variants
from cd40lg_annot.family.phase import Phase
from cd40lg_annot.model import GenotypeState, Zygosity
from cd40lg_annot.validation.pedigrees import a_pedigree

CALLS = {"h": Zygosity.HETEROZYGOUS, "1": Zygosity.HEMIZYGOUS, "0": Zygosity.ABSENT, ".": Zygosity.NO_CALL}
FAMILY = "woman F-; son=0,woman M?; other=0,woman M?; man M-"


def variants(*calls):
    """A word for each variant: the calls of the woman, her sons, and the man."""
    people = ("woman", "son", "other", "man")
    return [
        FamilyStates(f"v{number}", {p: GenotypeState(CALLS[c]) for p, c in zip(people, word, strict=True)})
        for number, word in enumerate(calls)
    ]


@pytest.mark.parametrize(
    ("calls", "phase"),
    [
        (("h11.", "h11.", "h11."), Phase.CIS),
        (("h11.", "h11.", "h00."), Phase.TRANS),
        (("h11.", "h11.", "h..."), Phase.UNKNOWN),
        (("h1..", "h0..", "h..."), Phase.TRANS),
    ],
)
def test_the_least_comfortable_pair_decides(calls, phase):
    assert two_variants(a_pedigree(FAMILY), variants(*calls))["woman"].phase is phase


def test_three_copies_leave_it_open():
    family = FAMILY.replace("woman F-;", "woman F- karyotype=47,XXX;")
    assert two_variants(a_pedigree(family), variants("h1..", "h0.."))["woman"].phase is Phase.UNKNOWN


@pytest.mark.parametrize(
    ("first", "second", "woman", "son", "man"),
    [
        ("h1.0", "h0.0", "homozygous", "hemizygous", "absent"),
        ("h1.0", "h1..", "heterozygous", "hemizygous", "no_call"),
        ("h0..", "00.0", "heterozygous", "absent", "no_call"),
    ],
)
def test_together_absent_needs_every_variant(first, second, woman, son, man):
    both = variants(first, second)
    states = states_together(both, two_variants(a_pedigree(FAMILY), both))
    assert [states[p].zygosity.value for p in ("woman", "son", "man")] == [woman, son, man]
