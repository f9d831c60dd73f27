"""The changes that the tables know to cause the disease, and the bases that would show each."""

from collections.abc import Iterable

from cd40lg_annot.evidence.match import residue_change_of
from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.normalize import ambiguous_span
from cd40lg_annot.model import Classification, Evidence, KnowledgeTable, KnownSite, KnownVariant, Variant

CAUSING = (Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC)
Spans = tuple[tuple[int, int], ...]


def known_sites(tables: Iterable[KnowledgeTable], locus: Locus) -> tuple[KnownSite, ...]:
    """Every change that a table gives as pathogenic or likely pathogenic, once, by position.

    A row that names a residue change alone joins the alleles that make it; where there is none, its
    site is the codon.
    """
    rows = [row for table in tables for row in table.rows if row.evidence.classification in CAUSING]
    by_variant: dict[Variant, list[KnownVariant]] = {}
    by_change: dict[str, list[KnownVariant]] = {}
    for row in rows:
        if row.variant is not None:
            by_variant.setdefault(row.variant, []).append(row)
        elif row.residue_change:
            by_change.setdefault(row.residue_change, []).append(row)
    sites = []
    named: set[str] = set()
    for variant, found in by_variant.items():
        change = str(residue_change_of(variant, locus) or "")
        named.add(change)
        sites.append(
            _site(variant, found + by_change.get(change, []), (ambiguous_span(variant, locus.sequence),))
        )
    for change, found in by_change.items():
        if change not in named:
            sites.append(_site(None, found, codon_spans(int(change[3:-3]), locus)))
    return tuple(sorted(sites, key=lambda site: (site.spans, site.name)))


def codon_spans(residue: int, locus: Locus) -> Spans:
    """Bases of a codon, 0-based and half-open on the locus axis; two spans where an intron divides it."""
    transcript = locus.transcript
    first = transcript.cds_start_in_mrna + 3 * (residue - 1)
    spans: list[tuple[int, int]] = []
    for index in range(first, first + 3):
        pos = transcript.pos_of_mrna_index(index)
        if spans and spans[-1][1] == pos - 1:
            spans[-1] = (spans[-1][0], pos)
        else:
            spans.append((pos - 1, pos))
    return tuple(spans)


def _site(variant: Variant | None, rows: list[KnownVariant], spans: Spans) -> KnownSite:
    classes = {row.evidence.classification for row in rows}
    return KnownSite(
        name=rows[0].evidence.name,
        spans=spans,
        variant=variant,
        classification=next(item for item in CAUSING if item in classes),
        sources=tuple(dict.fromkeys(_source(row.evidence) for row in rows)),
    )


def _source(evidence: Evidence) -> str:
    parts = (evidence.source, evidence.accession, evidence.stated, evidence.release)
    return ", ".join(part for part in parts if part)
