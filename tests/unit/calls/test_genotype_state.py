"""What holds for every genotype: doubt warns, and each limit counts from its own value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cd40lg_annot.calls.genotype_text import read_genotype
from cd40lg_annot.calls.state import Thresholds, genotype_state, joined_state
from cd40lg_annot.model import Call, GenotypeState, Reads, RecordPlace, Sex, Variant, Zygosity

PLACE = RecordPlace("chrX", 136659390, "C", "T")
DOUBT = {Zygosity.CONFLICT, Zygosity.MOSAIC_SUSPECTED, Zygosity.UNDETERMINED, Zygosity.DELETED}


def state(alleles, sex=Sex.FEMALE, reads=None, limits=None, **more):
    call = Call(Variant(16214, "C", "T"), alleles, PLACE, reads=reads or Reads(), **more)
    return genotype_state(call, sex, thresholds=limits or Thresholds())


def read_as(alternate, depth):
    return Reads(depth, depth - alternate, alternate, alternate / depth)


@given(
    st.lists(st.sampled_from([0, 1, 2, 3, None]), max_size=3).map(tuple),
    st.sampled_from(list(Sex)),
    st.none() | st.integers(1, 60).flatmap(lambda n: st.integers(0, n).map(lambda a: read_as(a, n))),
)
def test_doubt_is_a_warning_with_a_reason(alleles, sex, reads):
    found = state(alleles, sex, reads)

    if found.zygosity in DOUBT or (sex is Sex.UNKNOWN and found.zygosity is Zygosity.HETEROZYGOUS):
        assert found.warning
        assert found.notes
    if None in alleles or not alleles:
        assert found.zygosity is not Zygosity.ABSENT


@pytest.mark.parametrize(
    ("quality", "zygosity"), [(20, Zygosity.ABSENT), (19.9, Zygosity.NO_CALL), (None, Zygosity.ABSENT)]
)
def test_the_least_quality_is_enough_for_reference_and_less_is_not(quality, zygosity):
    assert state((0, 0), genotype_quality=quality).zygosity is zygosity


@pytest.mark.parametrize(("depth", "zygosity"), [(10, Zygosity.ABSENT), (9, Zygosity.NO_CALL)])
def test_so_is_the_least_depth(depth, zygosity):
    assert state((0, 0), reads=read_as(0, depth)).zygosity is zygosity


@pytest.mark.parametrize(
    ("alternate", "depth", "warning"), [(3, 150, True), (2, 100, False), (3, 151, False), (2, 20, False)]
)
def test_reads_without_a_genotype_are_told_from_three_reads_and_two_percent(alternate, depth, warning):
    found = state((), reads=read_as(alternate, depth))

    assert (found.zygosity, found.warning) == (Zygosity.NO_CALL, warning)


@pytest.mark.parametrize(
    ("alternate", "zygosity"),
    [(2, Zygosity.ABSENT), (3, Zygosity.MOSAIC_SUSPECTED), (24, Zygosity.MOSAIC_SUSPECTED),
     (25, Zygosity.CONFLICT)],
)  # fmt: skip
def test_a_reference_call_against_its_reads(alternate, zygosity):
    assert state((0, 0), reads=read_as(alternate, 100)).zygosity is zygosity


@pytest.mark.parametrize(
    ("alternate", "zygosity", "warning"),
    [(15, Zygosity.HETEROZYGOUS, False), (85, Zygosity.HETEROZYGOUS, False),
     (86, Zygosity.HETEROZYGOUS, True), (14, Zygosity.MOSAIC_SUSPECTED, True),
     (2, Zygosity.CONFLICT, True), (99, Zygosity.CONFLICT, True)],
)  # fmt: skip
def test_a_heterozygous_call_against_its_reads(alternate, zygosity, warning):
    found = state((0, 1), reads=read_as(alternate, 100))

    assert (found.zygosity, found.warning) == (zygosity, warning)


def test_a_woman_whose_other_copy_is_deleted_is_called_out():
    found = state((1, 3))

    assert (found.zygosity, found.warning) == (Zygosity.HETEROZYGOUS, True)
    assert "no normal copy is left" in found.notes[0]


def test_calls_of_one_allele_that_differ_conflict_and_warn():
    absent, carried = GenotypeState(Zygosity.ABSENT), GenotypeState(Zygosity.HETEROZYGOUS)

    assert joined_state([carried, carried]) is carried
    found = joined_state([absent, carried])
    assert (found.zygosity, found.warning) == (Zygosity.CONFLICT, True)
    assert "as absent and heterozygous" in found.notes[0]


@pytest.mark.parametrize(
    ("text", "phased"), [("0|1", True), ("0/1", False), ("1", False), ("0|1/1", False), ("|1|0", True)]
)
def test_phase_is_of_the_whole_genotype(text, phased):
    assert read_genotype(text).phased is phased


@pytest.mark.parametrize("text", ["0/x", "1//0", "-1", "1/", "/", "1 / 0", "+1", "٣"])
def test_what_is_no_genotype_is_refused_never_guessed(text):
    with pytest.raises(ValueError, match="is not a genotype"):
        read_genotype(text)


@pytest.mark.parametrize("text", [None, ""])
def test_none_given_is_none(text):
    assert read_genotype(text) is None
