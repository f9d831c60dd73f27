"""Every row of the published table against what the index answers; skipped where the table is absent."""

import csv
import gzip
import os
from pathlib import Path

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.scores import read_splice_index
from cd40lg_annot.model import Variant
from cd40lg_annot.variant.splicing import splice_prediction

NAMES = ("ds_acceptor_gain", "ds_acceptor_loss", "ds_donor_gain", "ds_donor_loss")


def test_every_row_of_the_gene_is_answered_and_no_other(project: Path):
    shared = Path(os.environ.get("CD40LG_SHARED", project.parent / "shared"))
    table = shared / "facts" / "splice" / "ci-spliceai.CD40LG.tsv.gz"
    if not table.exists():
        pytest.skip("the table of scores is not beside the checkout")
    index, transcript = read_splice_index(), read_locus().transcript
    scored = corrected = 0
    with gzip.open(table, "rt") as lines:
        for row in csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"):
            variant = Variant(int(row["locus_pos"]), row["ref"], row["alt"])
            found = splice_prediction(variant, index, transcript)
            inside = 136_648_158 <= int(row["grch38_pos"]) < 136_660_390
            assert (found is not None) == inside
            if found is None:
                continue
            scored += 1
            if found.note or (found.highest < 0.2 and float(row["ds_acceptor_loss"]) > 0.8):
                corrected += 1
                continue
            given = tuple(float(row[name]) for name in NAMES)
            assert given == (found.acceptor_gain, found.acceptor_loss, found.donor_gain, found.donor_loss)
    assert (scored, corrected) == (108_822, 11)
