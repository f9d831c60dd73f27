from hypothesis import given
from hypothesis import strategies as st

from cd40lg_annot.io.batches import batches_of
from cd40lg_annot.model import Affection, Person, SampleRow, Sex


def a_cohort(sizes):
    """Sample rows and people of families `f0`, `f1` … with so many samples each."""
    names = [
        (f"f{family}-{number}", f"f{family}") for family, size in sizes.items() for number in range(size)
    ]
    rows = [SampleRow(name, "a.vcf", name, 1) for name, _ in names]
    people = [Person(name, family, None, None, Sex.UNKNOWN, Affection.UNKNOWN) for name, family in names]
    return rows, people


def test_few_families_make_one_batch_each_under_a_safe_name():
    rows, people = a_cohort({1: 3, "/../x": 1})
    people.append(Person("elsewhere", "no sample here", None, None, Sex.UNKNOWN, Affection.UNKNOWN))
    named = {batch.name: batch for batch in batches_of(rows, people)}
    assert set(named) == {"f1", "f%2F%2E%2E%2Fx"}
    assert named["f1"].samples == ("f1-0", "f1-1", "f1-2")


@given(st.dictionaries(st.integers(0, 500), st.integers(1, 9), min_size=1, max_size=60), st.integers(1, 30))
def test_every_family_is_in_one_batch_whole(sizes, largest):
    batches = batches_of(*a_cohort(sizes), largest=largest)
    assert sorted(family for batch in batches for family in batch.families) == sorted(f"f{n}" for n in sizes)
    assert sum(len(batch.samples) for batch in batches) == sum(sizes.values())
    assert len({batch.name for batch in batches}) == len(batches)
    assert all(
        len(batch.families) == 1 or len(batch.samples) <= largest for batch in batches if len(sizes) > 8
    )


@given(
    st.dictionaries(st.integers(0, 500), st.integers(1, 4), min_size=9, max_size=80),
    st.integers(0, 600),
    st.integers(4, 30),
)
def test_one_more_sample_changes_its_own_batch_only(sizes, family, largest):
    before = batches_of(*a_cohort(sizes), largest=largest)
    after = batches_of(*a_cohort({**sizes, family: sizes.get(family, 0) + 1}), largest=largest)
    gone = [batch for batch in before if batch not in after]
    assert len(gone) <= 1
    touched = {f"f{family}"} | {name for batch in gone for name in batch.families}
    assert {name for batch in after if batch not in before for name in batch.families} <= touched


def test_ten_thousand_samples_make_tens_of_batches():
    batches = batches_of(*a_cohort(dict.fromkeys(range(2500), 4)))
    assert 20 <= len(batches) <= 60
