"""Names that ClinVar, VariantValidator and papers published, both directions."""

import csv

import pytest

from cd40lg_annot.locus import normalize
from cd40lg_annot.model import Build
from cd40lg_annot.variant.reading import read_name

from .conftest import TRUTH

with (TRUTH / "published_names.tsv").open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["hgvs_c"] or row["hgvs_p"])
def test_published_name(row, locus, namer):
    variants = set()
    if row["grch37_pos"]:
        pos = locus.locus_pos(int(row["grch37_pos"]), Build.GRCH37)
        variants.add(normalize(pos, row["ref"], row["alt"], locus.sequence))
    if row["hgvs_c"]:
        variants.update(read_name(row["hgvs_c"], locus).variants)
    assert len(variants) == 1
    names = namer.names(variants.pop())
    if row["hgvs_c"] and row["source"] != "ClinVar" and "(" not in row["hgvs_c"] and ">" in row["hgvs_c"]:
        assert names.hgvs_c.endswith(row["hgvs_c"].partition("c.")[2])
    plain = str.maketrans("", "", "()")
    given = row["hgvs_p"].translate(plain).removeprefix("p.")
    ours = {name.partition("p.")[2].translate(plain) for name in (names.hgvs_p, names.hgvs_p_short)}
    # Older names stop at "fs", before the distance of the new stop.
    assert not given or any(name == given or name.startswith(given + "Ter") for name in ours)
