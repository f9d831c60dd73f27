import itertools

import pytest

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.variant.exon_level import (
    ExonChange,
    ExonLevelVariant,
    exon_level_effect,
    exon_level_name,
    read_exon_level_name,
)


@pytest.mark.parametrize(
    ("first", "last", "kind", "name"),
    [
        (3, 4, "del", "c.(288+1_289-1)_(409+1_410-1)del"),
        (2, 2, "dup", "c.(156+1_157-1)_(288+1_289-1)dup"),
        (1, 1, "del", "c.(?_-91)_(156+1_157-1)del"),
        (5, 5, "del", "c.(409+1_410-1)_(*975_?)del"),
        (1, 5, "del", "c.(?_-91)_(*975_?)del"),
    ],
)
def test_names_are_those_that_hgvs_writes(locus, first, last, kind, name):
    variant = ExonLevelVariant(first, last, ExonChange(kind))
    assert exon_level_name(variant, locus.transcript) == f"NM_000074.3:{name}"


def test_every_name_reads_back(locus):
    for first, last in itertools.combinations_with_replacement(range(1, 6), 2):
        for change in ExonChange:
            variant = ExonLevelVariant(first, last, change)
            assert (
                read_exon_level_name(exon_level_name(variant, locus.transcript), locus.transcript) == variant
            )


def test_clinvars_format_is_read(locus):
    name = "NM_000074.3(CD40LG):c.(288+1_289-1)_(409+1_410-1)del"
    assert read_exon_level_name(name, locus.transcript) == ExonLevelVariant(3, 4, ExonChange.DELETION)


@pytest.mark.parametrize(
    ("typed", "exons"),
    [
        ("c.157-?_288+?del", (2, 2)),
        ("NM_000074.2(CD40LG):c.157-?_288+?del132", (2, 2)),
        ("c.156+?_289-?del", (2, 2)),
        ("c.289\u2013?_409+?del", (3, 4)),
        ("c.1-?_156+?del156", (1, 1)),
        ("c.-?_156+?del247", (1, 1)),
        ("c.410-?_786+?del", (5, 5)),
        ("c.410-?_*975+?del", (5, 5)),
        ("c.1-?_786+?del", (1, 5)),
        ("C.(288 + 1_289 - 1)_(409+1_410-1)DEL", (3, 4)),
        ("LRG_141t1:c.(288+1_289-1)_(409+1_410-1)del", (3, 4)),
        ("EX2del", (2, 2)),
        ("CD40LG exon 2 deletion", (2, 2)),
        ("deletion of exons 2-3", (2, 3)),
        ("Del exons 2 to 4", (2, 4)),
    ],
)
def test_older_forms_and_words_are_read(locus, typed, exons):
    assert read_exon_level_name(typed, locus.transcript) == ExonLevelVariant(*exons, ExonChange.DELETION)


def test_legacy_numbers_are_read_where_asked_for(locus):
    found = read_exon_level_name("c.178-?_309+?del", locus.transcript, legacy=True)
    assert found == ExonLevelVariant(2, 2, ExonChange.DELETION)


def test_what_is_only_known_to_be_lost_at_least_says_so(locus):
    found = read_exon_level_name("c.(?_157)_(288_?)del", locus.transcript)
    assert found == ExonLevelVariant(2, 2, ExonChange.DELETION, is_open=True)
    assert exon_level_name(found, locus.transcript) == "NM_000074.3:c.(?_157)_(288_?)del"
    assert "more exons may be changed" in exon_level_effect(found, locus.transcript)[1]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("NM_000075.3:c.(288+1_289-1)_(409+1_410-1)del", "not known here"),
        ("c.157-?_287+?del", "not those of exons"),
        ("c.288+?_289-?del", "not those of exons"),
        ("c.(156+1_157-1)_(346+1_410-1)del", "not those of exons"),
        ("c.(288+1_157-1)_(288+1_289-1)del", "not those of exons"),
        ("c.157-?_288+?del131", "have 132 bases, not 131"),
        ("exon 7 deletion", "has exons 1 to 5"),
    ],
)
def test_what_is_not_of_these_exons_is_refused(locus, typed, why):
    with pytest.raises(NomenclatureError, match=why):
        read_exon_level_name(typed, locus.transcript)


def test_other_names_are_left_to_others_and_wrong_edges_refused(locus):
    assert read_exon_level_name("c.761C>T", locus.transcript) is None
    with pytest.raises(NomenclatureError, match="not those of exons"):
        read_exon_level_name("c.(280+1_281-1)_(409+1_410-1)del", locus.transcript)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2, 2, "132 coding bases, in frame"),
        (3, 3, "58 coding bases, out of frame"),
        (4, 4, "63 coding bases, in frame"),
        (3, 4, "121 coding bases, out of frame"),
        (1, 1, "156 coding bases, the start codon is lost"),
        (1, 5, "786 coding bases, the start codon is lost, the stop codon is lost"),
    ],
)
def test_frame_of_what_is_lost(locus, first, last, words):
    assert words in exon_level_effect(ExonLevelVariant(first, last, ExonChange.DELETION), locus.transcript)[0]
