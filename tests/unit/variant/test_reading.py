import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.model import Build
from cd40lg_annot.validation.naming import typed_case
from cd40lg_annot.variant.cleaning import legacy_number
from cd40lg_annot.variant.other_names import other_names
from cd40lg_annot.variant.reading import read_name


@pytest.mark.parametrize("row", read_truth("typed_names"), ids=lambda row: row["typed"])
def test_typed_name(row, locus, namer):
    case = typed_case(row, locus, namer)

    assert case.found == case.expected


def test_every_agreed_c_name_reads_back_to_its_allele(named_rows, locus):
    for row in named_rows[::3]:
        assert read_name(row["hgvs_c"], locus).variants == (row["variant"],)


def test_every_other_name_reads_back_to_its_allele(named_rows, locus, namer):
    kinds = ("refseqgene", "lrg", "lrg_transcript", "ensembl", "refseq_older")
    for row in named_rows[::50]:
        names = namer.names(row["variant"])
        found = other_names(names, locus)
        for typed in (names.hgvs_g_grch37, names.hgvs_g_grch38, names.vcf_grch37, *(found[k] for k in kinds)):
            assert read_name(typed, locus).variants == (row["variant"],), typed
        if "legacy" in found:
            assert read_name(found["legacy"], locus, legacy=True).variants == (row["variant"],)


def test_protein_substitutions_read_back(named_rows, locus):
    for row in named_rows:
        if re.fullmatch(r"p\.\([A-Z][a-z]{2}\d+([A-Z][a-z]{2})\)", row["hgvs_p"]) and ">" in row["hgvs_c"]:
            assert row["variant"] in read_name(row["hgvs_p"], locus).variants


def test_versions_that_are_not_known_are_remarked(locus):
    assert read_name("NM_000074.3:c.761C>T", locus).notes == ()
    assert "counts its coding sequence" in read_name("NM_000074.2:c.761C>T", locus).notes[0]
    for typed in ("NM_000074.9:c.761C>T", "ENST00000370629.1:c.761C>T", "NP_000065.2:p.Thr254Met"):
        assert "is not known here" in read_name(typed, locus).notes[0]
    for typed in ("ENST00000370629.7:c.761C>T", "LRG_141t1:c.761C>T", "NG_007280.1:g.16214C>T"):
        assert read_name(typed, locus).notes == ()


def test_a_bare_name_that_could_be_nucleotides_says_so(locus):
    assert read_name("T254A", locus).notes == (
        "Read as a protein name; if nucleotides are meant, write c.254T>A.",
    )
    assert read_name("T254M", locus).notes == ()


@given(st.text(st.sampled_from("cgpN.M_07413:>ACGTdelinsupv[]();=?*+-/ 5XRKhr\t→"), max_size=24))
@example("c.761C>N")
@example("c.761_762ins(100)")
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_is_read_or_refused_in_one_line(typed):
    for text in (typed, f"c.{typed}", f"c.761{typed}", f"X-136659390-{typed}", f"p.{typed}"):
        for legacy in (False, True):
            try:
                told = repr(read_name(text, read_locus(), legacy=legacy).variants)
            except NomenclatureError as refusal:
                told = str(refusal)
            assert "\n" not in told, text


def test_the_ranges_of_the_builds_do_not_meet(locus):
    ends = [
        (locus.genomic_pos(1, build), locus.genomic_pos(len(locus), build))
        for build in (Build.GRCH37, Build.GRCH38)
    ]
    assert ends[0][1] < ends[1][0]


def test_legacy_numbering_has_no_gap_and_c_has_no_zero():
    assert [legacy_number(base) for base in (-2, -1, 1, 2, 761)] == [20, 21, 22, 23, 782]
