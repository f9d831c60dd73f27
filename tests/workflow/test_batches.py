"""A cohort of several families to a batch: what runs again is the batch that a change is in, and no other."""

import os
import shutil

import pytest

from cd40lg_annot.io.batches import batches_of
from cd40lg_annot.model import Affection, Person, SampleRow, Sex
from runs import COHORT, PROJECT, append, planned, replace_text, snakemake, whole_batch

BOY = PROJECT / "examples/EX1/EX1-boy.g.vcf.gz"
CONFIGURED = ("--configfile", "config.yaml")
LARGEST = 4
FAMILIES = [f"C{number}" for number in range(12)]
NEW = [f"N{number}" for number in range(200)]


def batch_of(families):
    """Each family's batch, by the function that the workflow asks."""
    samples = [SampleRow(f"{family}-boy", "a.vcf", "a", 2) for family in families]
    people = [
        Person(f"{family}-boy", family, None, None, Sex.MALE, Affection.AFFECTED) for family in families
    ]
    found = batches_of(samples, people, largest=LARGEST)
    return {family: batch.name for batch in found for family in batch.families}


BEFORE = batch_of(FAMILIES)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A finished run of twelve boys, four at the most in a batch."""
    folder = tmp_path_factory.mktemp("batches")
    (folder / "samples.tsv").write_text("sample\tvcf\tvcf_sample\n")
    (folder / "pedigree.ped").write_text("")
    for family in FAMILIES:
        add_family(folder, family)
    (folder / "config.yaml").write_text(
        f"samples: samples.tsv\npedigree: pedigree.ped\npdf: false\nexchange: []\nbatch_size: {LARGEST}\n"
    )
    done = snakemake(folder, *CONFIGURED)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def cohort(run, tmp_path):
    return shutil.copytree(run, tmp_path / "cohort")


def add_family(folder, family):
    shutil.copy(BOY, folder / f"{family}.g.vcf.gz")
    append(folder / "samples.tsv", f"{family}-boy", f"{family}.g.vcf.gz", "EX1-boy")
    append(folder / "pedigree.ped", family, f"{family}-boy", "0", "0", "1", "2")


def test_families_share_batches(run):
    assert 3 <= len(set(BEFORE.values())) < len(FAMILIES)
    assert {path.stem for path in (run / "results/interpret").iterdir()} == set(BEFORE.values())
    assert planned(run, *CONFIGURED) == set()


def test_a_new_family_reruns_its_batch(cohort):
    after = next(after for new in NEW if (after := batch_of([*FAMILIES, new])).items() > BEFORE.items())
    (new,) = set(after) - set(FAMILIES)
    add_family(cohort, new)
    assert planned(cohort, *CONFIGURED) == whole_batch(after[new])


def test_a_batch_that_grows_too_large_is_split_and_no_other_one_runs(cohort):
    after = next(after for new in NEW if not (after := batch_of([*FAMILIES, new])).items() > BEFORE.items())
    (new,) = set(after) - set(FAMILIES)
    add_family(cohort, new)
    halves = set(after.values()) - set(BEFORE.values())
    assert halves
    assert planned(cohort, *CONFIGURED) == set().union(*map(whole_batch, halves))


def test_a_family_that_leaves_reruns_its_batch(cohort):
    left = FAMILIES[3]
    replace_text(cohort / "samples.tsv", f"{left}-boy\t{left}.g.vcf.gz\tEX1-boy\n", "")
    replace_text(cohort / "pedigree.ped", f"{left}\t{left}-boy\t0\t0\t1\t2\n", "")
    after = batch_of([family for family in FAMILIES if family != left])
    changed = {after[family] for family in after if after[family] != BEFORE[family]}
    rest = {BEFORE[left]} & set(after.values())
    assert planned(cohort, *CONFIGURED) == COHORT.union(*map(whole_batch, changed | rest))


@pytest.mark.parametrize("family", [FAMILIES[0], FAMILIES[7]])
def test_a_changed_file_reruns_its_batch(cohort, family):
    path = cohort / f"{family}.g.vcf.gz"
    os.utime(path)
    append(path, "")
    assert planned(cohort, *CONFIGURED) == whole_batch(BEFORE[family])


def test_another_order_reruns_nothing(cohort):
    header, *rows = (cohort / "samples.tsv").read_text().splitlines()
    (cohort / "samples.tsv").write_text("\n".join([header, *reversed(rows)]) + "\n")
    assert planned(cohort, *CONFIGURED) == set()


def test_a_new_release_of_a_table_never_extracts_again(cohort):
    table = PROJECT / "resources/variants/literature.tsv"
    shutil.copy(table, cohort / "own.tsv")
    append(cohort / "config.yaml", "tables: [own.tsv]")
    stages = ("annotate", "interpret", "report")
    batches = set(BEFORE.values())
    assert (
        planned(cohort, *CONFIGURED) == {f"{stage} {name}" for stage in stages for name in batches} | COHORT
    )
