import csv
import importlib.util
from pathlib import Path

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import normalize
from cd40lg_annot.model import Build
from cd40lg_annot.variant import Namer

# The peer is optional: without it, its adapter cannot be imported when doctests are collected.
collect_ignore = [] if importlib.util.find_spec("hgvs") else ["peer_hgvs.py"]

TRUTH = Path(__file__).parents[2] / "truth"


@pytest.fixture(scope="session")
def locus():
    return read_locus()


@pytest.fixture(scope="session")
def namer(locus):
    return Namer(locus)


@pytest.fixture(scope="session")
def named_rows(locus):
    """Rows of the truth table, each with its variant in normal form."""
    with (TRUTH / "named_variants.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
    for row in rows:
        pos = locus.locus_pos(int(row["pos"]), Build.GRCH38)
        row["variant"] = normalize(pos, row["ref"], row["alt"], locus.sequence)
    return rows


@pytest.fixture(scope="session")
def allele(locus):
    """Variant in normal form from a GRCh38 position as VCF writes it."""

    def of(pos, ref, alt):
        return normalize(locus.locus_pos(pos, Build.GRCH38), ref, alt, locus.sequence)

    return of
