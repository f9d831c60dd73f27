import importlib.util

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.locus import normalize
from cd40lg_annot.model import Build
from cd40lg_annot.validation.naming import variant_of
from cd40lg_annot.variant import Namer

# The peer is optional: without it, its adapter cannot be imported when doctests are collected.
collect_ignore = [] if importlib.util.find_spec("hgvs") else ["peer_hgvs.py"]


@pytest.fixture(scope="session")
def locus():
    return read_locus()


@pytest.fixture(scope="session")
def namer(locus):
    return Namer(locus)


@pytest.fixture(scope="session")
def named_rows(locus):
    """Rows of the truth table, each with its variant in normal form."""
    return [row | {"variant": variant_of(row, locus)} for row in read_truth("named_variants")]


@pytest.fixture(scope="session")
def allele(locus):
    """Variant in normal form from a GRCh38 position as VCF writes it."""

    def of(pos, ref, alt):
        return normalize(locus.locus_pos(pos, Build.GRCH38), ref, alt, locus.sequence)

    return of
