"""Known disease-causing changes, and the bases that would show each."""

from dataclasses import replace

from cd40lg_annot.evidence.known_sites import codon_spans, known_sites
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import read_tables
from cd40lg_annot.model import Classification, Evidence, KnownVariant, Variant

LOCUS = read_locus()
TABLES = read_tables((), LOCUS)


def a_row(variant, change, classification=Classification.PATHOGENIC, source="lab"):
    evidence = Evidence(source=source, release="1", match="exact", name="n", classification=classification)
    return KnownVariant(variant, change, evidence)


def sites_of(*rows):
    return known_sites([replace(TABLES[0], rows=rows)], LOCUS)


def test_every_pathogenic_row_of_the_bundled_tables_has_its_site():
    rows = [
        row
        for table in TABLES
        for row in table.rows
        if row.evidence.classification in (Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC)
    ]
    sites = known_sites(TABLES, LOCUS)

    assert {row.variant for row in rows if row.variant} == {site.variant for site in sites if site.variant}
    for row in rows:
        source = (row.evidence.source, row.evidence.accession)
        assert any(all(part in named for part in source) for site in sites for named in site.sources)


def test_benign_rows_have_none():
    assert sites_of(a_row(Variant(5220, "T", "C"), None, Classification.BENIGN)) == ()


def test_two_tables_that_know_one_allele_give_one_site():
    variant = Variant(16214, "C", "T")
    (site,) = sites_of(
        a_row(variant, None, Classification.LIKELY_PATHOGENIC, "A"), a_row(variant, None, source="B")
    )

    assert site.spans == ((16213, 16214),)
    assert site.classification is Classification.PATHOGENIC
    assert [source[0] for source in site.sources] == ["A", "B"]


def test_a_residue_change_joins_the_allele_that_makes_it():
    (site,) = sites_of(a_row(Variant(16214, "C", "T"), None), a_row(None, "Thr254Met", source="UniProt"))

    assert site.variant == Variant(16214, "C", "T")
    assert len(site.sources) == 2


def test_a_residue_change_alone_has_its_codon():
    (site,) = sites_of(a_row(None, "Thr254Met"))

    assert [LOCUS.bases(*span) for span in site.spans] == ["ACG"]


def test_a_codon_that_an_intron_divides_has_two_spans():
    spans = [codon_spans(residue, LOCUS) for residue in range(1, 262)]
    codons = ["".join(LOCUS.bases(*span) for span in found) for found in spans]

    assert "".join(codons) == LOCUS.transcript.cds[:-3]
    # Coding bases before each intron, as NM_000074.3 numbers them.
    assert sum(len(found) == 2 for found in spans) == sum(last % 3 != 0 for last in (156, 288, 346, 409))


def test_an_indel_in_a_repeat_has_the_whole_repeat():
    (site,) = sites_of(a_row(Variant(5079, "GA", "G"), None))

    assert site.spans == ((5078, 5082),)
