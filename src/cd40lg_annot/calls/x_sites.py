"""Genotypes on X outside the PARs, counted and sampled for every sample of a file.

Genotypes are read by their distinct texts, of which a record has few, however many samples there are.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import repeat

from cd40lg_annot.calls.genotype_text import read_genotype
from cd40lg_annot.model import SexCounts, XSite

# Positions kept to compare relatives by.
_SKETCHED = 256
_MOST_COPIES = 2
# Below this, importing numpy takes longer than reading the columns as text.
_FEWEST_COLUMNS = 8

_Copies = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class XSites:
    """What one sample shows along X: counts for its sex, and a sketch to compare relatives by.

    `sketch`: 1-based position on X to the alleles called there, sorted: "C" or "C/T".
    """

    counts: SexCounts
    sketch: dict[int, str]


def count_x_sites(sites: Iterable[XSite], columns: Sequence[str]) -> dict[str, XSites]:
    """Count and sample the genotypes of each column of a file; one without any has zeros."""
    tally = _Tally(len(columns))
    for site in sites:
        tally.take(site)
    return {
        name: XSites(counts, sketch)
        for name, counts, sketch in zip(columns, tally.counts(), tally.sketches(), strict=True)
    }


class _Kind(IntEnum):
    """What a genotype is counted as; all but the last in the order of `SexCounts`."""

    HETEROZYGOUS = 0
    HOMOZYGOUS = 1
    HAPLOID = 2
    ON_Y = 3
    NOTHING = 4


@dataclass(frozen=True, slots=True)
class _Kept:
    """One record kept for the sketch: its distinct genotypes, and the number of each sample's among them."""

    pos: int
    bases: tuple[str, ...]
    genotypes: Sequence[_Copies]
    numbers: Sequence[int]


class _Tally:
    """Genotypes of all samples as they come by, record by record."""

    def __init__(self, samples: int) -> None:
        self._totals = [[0] * samples for _ in _Kind]
        self._taken = 0
        # The records whose positions hash lowest, so that any two files keep the same ones, each with its
        # number: of two at one position the later one is used.
        self._kept: list[tuple[int, int, _Kept]] = []

    def take(self, site: XSite) -> None:
        """Add one record."""
        texts, numbers = _genotypes(site)
        genotypes = [_copies(text) for text in texts]
        if not site.on_y and max(map(len, genotypes)) > _MOST_COPIES:
            return
        kinds = [_kind_on_y(copies) if site.on_y else _kind_on_x(copies) for copies in genotypes]
        # Nearly all samples of a joint file are reference at a site, which counts for nothing.
        for column in [at for at, number in enumerate(numbers) if kinds[number] is not _Kind.NOTHING]:
            self._totals[kinds[numbers[column]]][column] += 1
        self._taken += 1
        if not site.on_y:
            self._keep(site, genotypes, numbers)

    def _keep(self, site: XSite, genotypes: Sequence[_Copies], numbers: Sequence[int]) -> None:
        rank = -(site.pos * 2_654_435_761 % 2**32)
        if len(self._kept) == _SKETCHED and rank <= self._kept[0][0]:
            return
        push = heapq.heappush if len(self._kept) < _SKETCHED else heapq.heapreplace
        kept = _Kept(site.pos, site.bases, genotypes, numbers)
        push(self._kept, (rank, self._taken, kept))

    def counts(self) -> Iterator[SexCounts]:
        """Give the counts of each sample."""
        for counted in zip(*self._totals[: _Kind.NOTHING], strict=True):
            yield SexCounts(*counted)

    def sketches(self) -> Iterator[dict[int, str]]:
        """Give the sketch of each sample."""
        by_position = {
            kept.pos: kept for _, _, kept in sorted(self._kept, key=lambda item: (item[2].pos, item[1]))
        }
        columns = [_alleles_by_column(kept) for kept in by_position.values()]
        for called in zip(*columns, strict=True) if columns else repeat((), len(self._totals[0])):
            yield {pos: alleles for pos, alleles in zip(by_position, called, strict=True) if alleles}


def _alleles_by_column(kept: _Kept) -> list[str]:
    alleles = [_called(kept.bases, copies) for copies in kept.genotypes]
    return [alleles[number] for number in kept.numbers]


def _genotypes(site: XSite) -> tuple[Sequence[str], Sequence[int]]:
    """Distinct GT texts of a record, and the number of each sample's among them."""
    if len(site.columns) >= _FEWEST_COLUMNS:
        from cd40lg_annot.calls.column_arrays import ColumnArrays

        found = ColumnArrays(site.format_keys, site.columns.text).distinct("GT")
        if found:
            return found
    at = site.format_keys.index("GT")
    texts = [(text.split(":", at + 1)[at : at + 1] or ["."])[0] for text in site.columns.texts()]
    if len(texts) == 1:
        return texts, [0]
    known = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return list(known), [known[text] for text in texts]


def _copies(text: str) -> _Copies:
    genotype = read_genotype(text)
    return genotype.indices if genotype else ()


def _kind_on_x(copies: _Copies) -> _Kind:
    if not copies or None in copies:
        return _Kind.NOTHING
    if len(set(copies)) > 1:
        return _Kind.HETEROZYGOUS
    if copies[0] == 0:
        return _Kind.NOTHING
    return _Kind.HOMOZYGOUS if len(copies) == _MOST_COPIES else _Kind.HAPLOID


def _kind_on_y(copies: _Copies) -> _Kind:
    return _Kind.ON_Y if any(copies) else _Kind.NOTHING


def _called(bases: Sequence[str], copies: _Copies) -> str:
    """Alleles called, sorted; "" where a copy is not called, or names an allele that is not listed."""
    known = [index for index in copies if index is not None and index < len(bases)]
    return "/".join(sorted({bases[index] for index in known})) if len(known) == len(copies) else ""
