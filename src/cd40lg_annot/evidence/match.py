"""Find what the tables say about a variant: the allele itself, then its neighbours in meaning.

Beside exact matches, which compare normalised alleles on the locus axis, three looser ones are
given: the same residue change by another nucleotide change, another change of the same residue,
and another change of the same splice site.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeVar

from cd40lg_annot.locus import Exon, Locus, Transcript, translate
from cd40lg_annot.locus.residues import THREE_LETTERS
from cd40lg_annot.model import (
    Evidence,
    KnowledgeTable,
    KnownVariant,
    PopulationCount,
    PopulationTable,
    Rules,
    Score,
    ScoreTable,
    TableVersion,
    Variant,
)

_SPLICE_BASES = 2

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class ResidueChange:
    """One residue replaced: `residue` is 1-based, `old` and `new` three-letter (`Ter` for a stop)."""

    old: str
    residue: int
    new: str

    def __str__(self) -> str:
        return f"{self.old}{self.residue}{'=' if self.new == self.old else self.new}"

    @property
    def is_missense(self) -> bool:
        """Whether one amino acid takes another's place."""
        return self.new not in (self.old, "Ter") and self.old != "Ter" and self.residue > 1


@dataclass(frozen=True)
class Knowledge:
    """All tables, indexed by what a variant can share with a row; population tables and rules beside them."""

    tables: tuple[KnowledgeTable, ...]
    kinds: Mapping[str, str]
    population: tuple[PopulationTable, ...]
    rules: Rules
    by_allele: Mapping[Variant, tuple[KnownVariant, ...]]
    by_change: Mapping[str, tuple[KnownVariant, ...]]
    by_residue: Mapping[int, tuple[KnownVariant, ...]]
    by_splice_site: Mapping[tuple[int, str], tuple[KnownVariant, ...]]
    by_splice_motif: Mapping[tuple[int, str], tuple[KnownVariant, ...]]
    counts: Mapping[Variant, tuple[PopulationCount, ...]]
    score_tables: tuple[ScoreTable, ...] = ()

    def scores(self, variant: Variant, locus: Locus) -> tuple[Score, ...]:
        """What the laboratory's own tables score a variant, in their order; empty where none does.

        A table of residue changes scores every allele that makes the change.
        """
        found = [_score_in(table, variant, locus) for table in self.score_tables]
        return tuple(score for score in found if score is not None)

    @property
    def versions(self) -> tuple[TableVersion, ...]:
        """What was read, for `Provenance.tables`."""
        tables = [table.version for table in self.tables]
        counts = [table.version for table in self.population]
        scores = [table.version for table in self.score_tables]
        return (*tables, *counts, *scores, *self.rules.versions)

    @cached_property
    def searched(self) -> str:
        """The tables that are searched, with what each covers and how old it is, in words."""
        parts = [
            f"{table.version.name} ({table.version.release}; {table.version.rows} rows"
            f"{'; partial, so absence from it means nothing' if table.partial else ''})"
            for table in self.tables
        ]
        return ", ".join(parts) if parts else "no table"


def knowledge_of(
    tables: Iterable[KnowledgeTable],
    locus: Locus,
    rules: Rules,
    population: Iterable[PopulationTable] = (),
    scores: Iterable[ScoreTable] = (),
) -> Knowledge:
    """Index tables once, for many variants."""
    tables, population = tuple(tables), tuple(population)
    by_allele: dict[Variant, list[KnownVariant]] = defaultdict(list)
    by_change: dict[str, list[KnownVariant]] = defaultdict(list)
    by_residue: dict[int, list[KnownVariant]] = defaultdict(list)
    by_site: dict[tuple[int, str], list[KnownVariant]] = defaultdict(list)
    by_motif: dict[tuple[int, str], list[KnownVariant]] = defaultdict(list)
    for row in (row for table in tables for row in table.rows):
        change = row.residue_change
        if row.variant is not None:
            by_allele[row.variant].append(row)
            change = str(residue_change_of(row.variant, locus) or "")
            motifs = splice_motifs_of(row.variant, locus)
            for motif in motifs:
                by_motif[motif].append(row)
            for site in splice_sites_of(row.variant, locus) if motifs else ():
                by_site[site].append(row)
        if change and not change.endswith("="):
            by_change[change].append(row)
            by_residue[int(change[3:-3])].append(row)
    return Knowledge(
        tables=tables,
        kinds={table.version.name: table.kind for table in tables},
        population=population,
        rules=rules,
        by_allele=_frozen(by_allele),
        by_change=_frozen(by_change),
        by_residue=_frozen(by_residue),
        by_splice_site=_frozen(by_site),
        by_splice_motif=_frozen(by_motif),
        counts=_counts(population),
        score_tables=tuple(scores),
    )


def matches(variant: Variant, knowledge: Knowledge, locus: Locus) -> tuple[Evidence, ...]:
    """Everything the tables say about a variant, exact matches first, tables in their own order.

    `Evidence.match` says how the row was found. A row is given once, at its closest match.
    Looser matches are given only for missense changes and for canonical splice sites, where they
    mean something.
    """
    found = {id(row): row.evidence for row in knowledge.by_allele.get(variant, ())}

    def add(rows: Iterable[KnownVariant], match: str) -> None:
        for row in rows:
            found.setdefault(id(row), replace(row.evidence, match=match))

    change = residue_change_of(variant, locus)
    if change is not None and change.new != change.old:
        add(knowledge.by_change.get(str(change), ()), "same_residue_change")
        if change.is_missense:
            neighbours = knowledge.by_residue.get(change.residue, ())
            add((row for row in neighbours if _is_missense(row, locus)), "same_codon")
    for site in splice_sites_of(variant, locus):
        add(knowledge.by_splice_site.get(site, ()), "same_splice_site")
    return tuple(found.values())


def residue_change_of(variant: Variant, locus: Locus) -> ResidueChange | None:
    """Residue that a substitution changes, or None where it is not one codon of the coding sequence.

    A substitution may be of one to three bases, all in one codon.

    Source: NM_000074.3's reading frame and the standard genetic code.
    """
    length = len(variant.ref)
    if length != len(variant.alt) or length > 3:
        return None
    indices, cds = locus.transcript.cds_indices, locus.transcript.cds
    first, last = indices.get(variant.pos), indices.get(variant.pos + length - 1)
    if first is None or last is None or first // 3 != last // 3:
        return None
    start, offset = first // 3 * 3, first % 3
    codon = cds[start : start + 3]
    changed = codon[:offset] + variant.alt + codon[offset + length :]
    return ResidueChange(THREE_LETTERS[translate(codon)], start // 3 + 1, THREE_LETTERS[translate(changed)])


def splice_sites_of(variant: Variant, locus: Locus) -> tuple[tuple[int, str], ...]:
    """Canonical splice sites that a variant's changed bases touch: intron number and its end.

    "donor" is the first two bases of the intron, "acceptor" the last two. An insertion touches a
    site when it falls between the site's two bases.
    """
    return _touched(variant, _canonical_sites(locus.transcript))


def splice_motifs_of(variant: Variant, locus: Locus) -> tuple[tuple[int, str], ...]:
    """Splice motifs that a variant's changed bases touch: intron number and its end.

    The donor motif is the last 3 bases of the exon and the first 6 of the intron, the acceptor motif
    the last 20 bases of the intron and the first of the exon.

    Source: Walker 2023, PMID 37352859.
    """
    start, end = changed_span(variant)
    transcript = locus.transcript
    # Most changes lie far from every motif, and looking their bases up is ten times quicker.
    near = _motif_bases(transcript)
    if start not in near and (end <= start + 1 or near.isdisjoint(range(start, end))):
        return ()
    return _touched(variant, _motifs(transcript))


def changed_span(variant: Variant) -> tuple[int, int]:
    """Changed reference bases, 0-based and half-open on the locus axis; empty for an insertion."""
    ref, alt, start = variant.ref, variant.alt, variant.pos - 1
    if len(ref) != len(alt) and ref[0] == alt[0]:
        return start + 1, start + len(ref)
    return start, start + len(ref)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Bases of one end of an intron, 0-based and half-open on the locus axis."""

    start: int
    end: int
    name: tuple[int, str]


@lru_cache(maxsize=8)
def _canonical_sites(transcript: Transcript) -> tuple[_Stretch, ...]:
    return _stretches(transcript.exons, donor=(0, _SPLICE_BASES), acceptor=(-_SPLICE_BASES, 0))


@lru_cache(maxsize=8)
def _motifs(transcript: Transcript) -> tuple[_Stretch, ...]:
    return _stretches(transcript.exons, donor=(-3, 6), acceptor=(-20, 1))


@lru_cache(maxsize=8)
def _motif_bases(transcript: Transcript) -> frozenset[int]:
    """Every base of every splice motif, 0-based on the locus axis."""
    return frozenset(base for item in _motifs(transcript) for base in range(item.start, item.end))


def _stretches(
    exons: tuple[Exon, ...], *, donor: tuple[int, int], acceptor: tuple[int, int]
) -> tuple[_Stretch, ...]:
    """Both ends of every intron, as offsets from the edges of its exons."""
    found = []
    for left, right in pairwise(exons):
        found.append(_Stretch(left.end + donor[0], left.end + donor[1], (left.number, "donor")))
        edge = right.start
        found.append(_Stretch(edge + acceptor[0], edge + acceptor[1], (left.number, "acceptor")))
    return tuple(found)


def _touched(variant: Variant, stretches: tuple[_Stretch, ...]) -> tuple[tuple[int, str], ...]:
    start, end = changed_span(variant)
    if start == end:
        return tuple(item.name for item in stretches if item.start < start < item.end)
    return tuple(item.name for item in stretches if start < item.end and item.start < end)


def _score_in(table: ScoreTable, variant: Variant, locus: Locus) -> Score | None:
    if variant in table.scores or not table.by_change:
        return table.scores.get(variant)
    change = residue_change_of(variant, locus)
    score = table.by_change.get(str(change)) if change is not None and change.is_missense else None
    return None if score is None else replace(score, event=score.event or f"of the residue change {change}")


def _counts(tables: Iterable[PopulationTable]) -> dict[Variant, tuple[PopulationCount, ...]]:
    groups: dict[Variant, list[PopulationCount]] = defaultdict(list)
    for count in (count for table in tables for count in table.counts):
        groups[count.variant].append(count)
    return {variant: tuple(counts) for variant, counts in groups.items()}


def _is_missense(row: KnownVariant, locus: Locus) -> bool:
    if row.variant is None:
        return not (row.residue_change or "").endswith(("Ter", "="))
    change = residue_change_of(row.variant, locus)
    return change is not None and change.is_missense


def _frozen(groups: dict[K, list[KnownVariant]]) -> dict[K, tuple[KnownVariant, ...]]:
    return {key: tuple(rows) for key, rows in groups.items()}
