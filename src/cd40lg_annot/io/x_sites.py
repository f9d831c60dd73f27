"""Genotypes on X outside the PARs, counted and sampled for every sample of a file at once.

cyvcf2 gives the genotypes of all samples of a record as one array, which is what counting
over thousands of records and samples needs. Files were checked by `io.vcf` before.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.io.vcf import can_be_asked_for, has_usable_index, readable
from cd40lg_annot.locus.builds import X_WITHOUT_PARS, is_x, is_y
from cd40lg_annot.model import Build, SexCounts

if TYPE_CHECKING:
    import cyvcf2
    import numpy as np

# An indexed file is read at so many places spread over X, so many variants at each: enough to tell
# one X from two, and little beside reading the chromosome.
_PLACES = 16
_PER_PLACE = 30
_PER_Y = 200
# Positions kept to compare relatives by.
_SKETCHED = 256
_ANY_OTHER = frozenset({"<NON_REF>", "<*>"})
_NO_SUCH_COPY = -2
_MOST_COPIES = 2
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class XSites:
    """What one sample shows along X: counts for its sex, and a sketch to compare relatives by.

    `sketch`: 1-based position on X to the alleles called there, sorted: "C" or "C/T".
    """

    counts: SexCounts
    sketch: dict[int, str]


def read_x_sites(path: str, columns: Sequence[str], build: Build) -> dict[str, XSites]:
    """Count and sample the genotypes of each sample; one without any has zeros.

    Args:
        path: a file that `io.vcf.read_x` could read.
        columns: the samples, as the file names them.
        build: the build that the file was found to be in.
    """
    import cyvcf2

    with readable(path) as local:
        with_index = Path(local) == Path(path).absolute() and has_usable_index(path)
        # What htslib has to say about a file, `io.vcf` has said in one line, or it is no fault.
        cyvcf2.cyvcf2.set_htslib_log_level(0)
        reader = cyvcf2.VCF(local, samples=list(columns) if can_be_asked_for(columns) else None)
        try:
            order = list(reader.samples)
            tally = _Tally(len(order))
            for record in _indexed(reader, build) if with_index else _streamed(reader, build):
                tally.take(record)
        finally:
            reader.close()
    return {
        name: XSites(counts, sketch)
        for name, counts, sketch in zip(order, tally.counts(), tally.sketches(), strict=True)
    }


def _indexed(reader: "cyvcf2.VCF", build: Build) -> Iterator["cyvcf2.Variant"]:
    first, last = X_WITHOUT_PARS[build]
    step = (last - first + 1) // _PLACES
    for contig in reader.seqnames:
        if is_x(contig):
            for start in range(first, last - step + 2, step):
                yield from _some(reader, f"{contig}:{start}-{start + step - 1}", _PER_PLACE)
        elif is_y(contig):
            yield from _some(reader, contig, _PER_Y)


def _some(reader: "cyvcf2.VCF", region: str, most: int) -> Iterator["cyvcf2.Variant"]:
    found = 0
    for record in reader(region):
        if _is_single_base(record):
            yield record
            found += 1
            if found == most:
                return


def _streamed(reader: "cyvcf2.VCF", build: Build) -> Iterator["cyvcf2.Variant"]:
    first, last = X_WITHOUT_PARS[build]
    for record in reader:
        between = is_x(record.CHROM) and first <= record.POS <= last
        if (between or is_y(record.CHROM)) and _is_single_base(record):
            yield record


def _is_single_base(record: "cyvcf2.Variant") -> bool:
    """Whether it is a change of one base; a gVCF adds to each an allele that stands for all others."""
    bases = [alt for alt in record.ALT if alt not in _ANY_OTHER]
    return len(record.REF) == 1 and bool(bases) and all(len(alt) == 1 for alt in bases)


@dataclass(frozen=True, slots=True, order=True)
class _Kept:
    """One record kept for the sketch: its alleles, and one row of allele indices per sample."""

    rank: int
    pos: int = field(compare=False)
    bases: tuple[str, ...] = field(compare=False)
    copies: "np.ndarray" = field(compare=False)


class _Tally:
    """Genotypes of all samples as they come by, counted in chunks of many records at a time."""

    def __init__(self, samples: int) -> None:
        import numpy as np

        self._on_x: list[np.ndarray] = []
        self._totals = np.zeros((4, samples), dtype=int)
        # The records whose positions hash lowest, so that any two files keep the same ones.
        self._kept: list[_Kept] = []

    def take(self, record: "cyvcf2.Variant") -> None:
        """Add one record."""
        if "GT" not in record.FORMAT:  # without it, cyvcf2 raises
            return
        # One row per sample, one column per copy: -1 not called, -2 no such copy; the last column is phase.
        copies = record.genotype.array()[:, :-1]
        if is_y(record.CHROM):
            self._totals[3] += (copies > 0).any(axis=1)
            return
        if copies.shape[1] <= _MOST_COPIES:
            self._on_x.append(copies)
            self._keep(record, copies)
        if len(self._on_x) == _CHUNK:
            self._count()

    def _count(self) -> None:
        """Count heterozygous, homozygous and haploid carriers of the records at hand."""
        import numpy as np

        pairs = np.full((len(self._on_x), self._totals.shape[1], _MOST_COPIES), _NO_SUCH_COPY)
        for number, copies in enumerate(self._on_x):
            pairs[number, :, : copies.shape[1]] = copies
        first, second = pairs[:, :, 0], pairs[:, :, 1]
        both = (first >= 0) & (second >= 0)
        self._totals[0] += (both & (first != second)).sum(axis=0)
        self._totals[1] += (both & (first == second) & (first > 0)).sum(axis=0)
        self._totals[2] += ((first > 0) & (second == _NO_SUCH_COPY)).sum(axis=0)
        self._on_x.clear()

    def _keep(self, record: "cyvcf2.Variant", copies: "np.ndarray") -> None:
        rank = -(record.POS * 2_654_435_761 % 2**32)
        if len(self._kept) == _SKETCHED and rank <= self._kept[0].rank:
            return
        bases = (record.REF.upper(), *(alt.upper() for alt in record.ALT))
        push = heapq.heappush if len(self._kept) < _SKETCHED else heapq.heapreplace
        push(self._kept, _Kept(rank, record.POS, bases, copies))

    def counts(self) -> Iterator[SexCounts]:
        """Give the counts of each sample."""
        if self._on_x:
            self._count()
        for column in self._totals.T.tolist():
            yield SexCounts(*column)

    def sketches(self) -> Iterator[dict[int, str]]:
        """Give the sketch of each sample."""
        by_position = sorted(self._kept, key=lambda kept: kept.pos)
        kept = {item.pos: (item.bases, item.copies.tolist()) for item in by_position}
        for number in range(self._totals.shape[1]):
            yield {
                pos: alleles
                for pos, (bases, copies) in kept.items()
                if (alleles := _called(bases, copies[number]))
            }


def _called(bases: tuple[str, ...], copies: list[int]) -> str:
    called = [index for index in copies if index != _NO_SUCH_COPY]
    if not called or min(called) < 0 or max(called) >= len(bases):
        return ""
    return "/".join(sorted({bases[index] for index in called}))
