"""Genotypes on X outside the PARs, counted and sampled for every sample of a file.

Genotypes are read by their distinct texts, of which a record has few, however many samples there are.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cd40lg_annot.calls.genotype_text import read_genotype
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.model import SexCounts, XSite

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Numbers: TypeAlias = list[int] | NDArray[np.int64]

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


def count_x_sites(path: str, sites: Iterable[XSite], columns: Sequence[str]) -> dict[str, XSites]:
    """Count and sample the genotypes of each column of a file; one without any has zeros.

    Raises:
        UnreadableFileError: a genotype of the file, `path`, is none.
    """
    tally = _Tally(len(columns))
    for site in sites:
        try:
            tally.take(site)
        except ValueError as error:
            contig = "Y" if site.on_y else "X"
            raise UnreadableFileError(
                path, f"record {contig}:{site.pos}: {error}", "mend the record"
            ) from error
    return {
        name: XSites(counts, sketch)
        for name, counts, sketch in zip(columns, tally.counts(), tally.sketches(), strict=True)
    }


class _Kind(IntEnum):
    """What a genotype is counted as; the first in the order of `SexCounts`."""

    HETEROZYGOUS = 0
    HOMOZYGOUS = 1
    HAPLOID = 2
    ON_Y = 3
    NOTHING = 4
    # More copies than X has: nothing at that place is counted.
    UNKNOWN = 5


class _Kept(NamedTuple):
    """One record kept for the sketch: its distinct genotypes, and the number of each sample's among them."""

    pos: int
    bases: tuple[str, ...]
    genotypes: Sequence[_Copies]
    numbers: "_Numbers"


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
        seen = [_seen(text, site.on_y) for text in texts]
        if _Kind.UNKNOWN in [kind for _, kind in seen]:
            return
        for number, (_, kind) in enumerate(seen):
            if kind is not _Kind.NOTHING:
                counted = self._totals[kind]
                for column in _columns_of(numbers, number):
                    counted[column] += 1
        self._taken += 1
        if not site.on_y:
            self._keep(site, [copies for copies, _ in seen], numbers)

    def _keep(self, site: XSite, genotypes: Sequence[_Copies], numbers: "_Numbers") -> None:
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
            sketch = dict(zip(by_position, called, strict=True))
            yield {pos: alleles for pos, alleles in sketch.items() if alleles} if "" in called else sketch


def _alleles_by_column(kept: _Kept) -> list[str]:
    alleles = [_called(kept.bases, copies) for copies in kept.genotypes]
    return [alleles[number] for number in _as_list(kept.numbers)]


def _columns_of(numbers: "_Numbers", number: int) -> list[int]:
    """Samples that have the genotype of this number."""
    if isinstance(numbers, list):
        return [at for at, found in enumerate(numbers) if found == number] if len(numbers) > 1 else [0]
    return _as_list((numbers == number).nonzero()[0])


def _as_list(numbers: "_Numbers") -> list[int]:
    return numbers if isinstance(numbers, list) else numbers.tolist()


def _genotypes(site: XSite) -> tuple[Sequence[str], "_Numbers"]:
    """Distinct GT texts of a record, and the number of each sample's among them."""
    number = len(site.columns)
    if number >= _FEWEST_COLUMNS:
        from cd40lg_annot.calls.column_arrays import ColumnArrays

        found = ColumnArrays(site.format_keys, site.columns.text).distinct("GT")
        if found:
            return found
    at = site.format_keys.index("GT")
    if number == 1 and at == 0:
        return [site.columns.text.partition(":")[0]], [0]
    texts = [(text.split(":", at + 1)[at : at + 1] or ["."])[0] for text in site.columns.texts()]
    known = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    return list(known), [known[text] for text in texts]


@lru_cache(maxsize=1024)
def _seen(text: str, on_y: bool) -> tuple[_Copies, _Kind]:  # noqa: FBT001  by keyword it takes twice as long
    """Copies that a GT lists, and what they are counted as."""
    genotype = read_genotype(text)
    copies = genotype.indices if genotype else ()
    return copies, _kind_on_y(copies) if on_y else _kind_on_x(copies)


def _kind_on_x(copies: _Copies) -> _Kind:
    if len(copies) > _MOST_COPIES:
        return _Kind.UNKNOWN
    if not copies or None in copies:
        return _Kind.NOTHING
    if len(set(copies)) > 1:
        return _Kind.HETEROZYGOUS
    if copies[0] == 0:
        return _Kind.NOTHING
    return _Kind.HOMOZYGOUS if len(copies) == _MOST_COPIES else _Kind.HAPLOID


def _kind_on_y(copies: _Copies) -> _Kind:
    return _Kind.ON_Y if any(copies) else _Kind.NOTHING


@lru_cache(maxsize=4096)
def _called(bases: tuple[str, ...], copies: _Copies) -> str:
    """Alleles called, sorted; "" where a copy is not called, or names an allele that is not listed."""
    known = [index for index in copies if index is not None and index < len(bases)]
    return "/".join(sorted({bases[index] for index in known})) if len(known) == len(copies) else ""
