"""Genotypes on X outside the PARs, counted and sampled for every sample of a file at once.

cyvcf2 gives the genotypes of all samples of a record as one array, which is what counting
over thousands of records and samples needs. Files were checked by `io.vcf` before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.io.vcf import index_problem, readable
from cd40lg_annot.locus.builds import X_WITHOUT_PARS, is_x, is_y
from cd40lg_annot.model import Build, SexCounts

if TYPE_CHECKING:
    import cyvcf2
    import numpy as np

# An indexed file is read at so many places spread over X, so many variants at each: enough to tell
# one X from two, and little beside reading the chromosome.
_PLACES = 16
_PER_PLACE = 60
_PER_Y = 200
# Positions kept to compare relatives by.
_SKETCHED = 256
_NO_SUCH_COPY = -2


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
    import numpy as np

    with readable(path) as local:
        with_index = local == path and _has_index(path)
        reader = cyvcf2.VCF(local, samples=list(columns))
        try:
            order = list(reader.samples)
            totals = np.zeros((4, len(order)), dtype=int)
            sites: dict[int, _Site] = {}
            for record in _indexed(reader, build) if with_index else _streamed(reader, build):
                _take(record, totals, sites)
        finally:
            reader.close()
    return {
        name: XSites(SexCounts(*(int(count) for count in totals[:, number])), _sketch(sites, number))
        for number, name in enumerate(order)
    }


@dataclass(frozen=True, slots=True)
class _Site:
    """One record kept for the sketch: its alleles, and one row of allele indices per sample."""

    bases: tuple[str, ...]
    copies: "np.ndarray"


def _sketch(sites: dict[int, _Site], number: int) -> dict[int, str]:
    sketch = {}
    for pos in sorted(sites):
        site = sites[pos]
        called = [int(index) for index in site.copies[number] if index != _NO_SUCH_COPY]
        if called and min(called) >= 0 and max(called) < len(site.bases):
            sketch[pos] = "/".join(sorted({site.bases[index] for index in called}))
    return sketch


def _has_index(path: str) -> bool:
    has_index = any(Path(path + suffix).exists() for suffix in (".tbi", ".csi"))
    return has_index and index_problem(path) is None


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
    return len(record.REF) == 1 and bool(record.ALT) and all(len(alt) == 1 for alt in record.ALT)


def _take(record: "cyvcf2.Variant", totals: "np.ndarray", sites: dict[int, _Site]) -> None:
    """Add one record to the totals: heterozygous, homozygous, haploid, carried on Y."""
    import numpy as np

    if record.genotype is None:
        return
    # One row per sample, one column per copy: -1 not called, -2 no such copy; the last column is phase.
    copies = record.genotype.array()[:, :-1]
    if is_y(record.CHROM):
        totals[3] += (copies > 0).any(axis=1)
        return
    first = copies[:, 0]
    second = copies[:, 1] if copies.shape[1] > 1 else np.full_like(first, _NO_SUCH_COPY)
    both = (first >= 0) & (second >= 0)
    totals[0] += both & (first != second)
    totals[1] += both & (first == second) & (first > 0)
    totals[2] += (first > 0) & (second == _NO_SUCH_COPY)
    _keep(record, copies, sites)


def _keep(record: "cyvcf2.Variant", copies: "np.ndarray", sites: dict[int, _Site]) -> None:
    """Keep the records whose positions hash lowest, so that any two files keep the same ones."""
    sites[record.POS] = _Site((record.REF.upper(), *(alt.upper() for alt in record.ALT)), copies)
    if len(sites) > _SKETCHED:
        del sites[max(sites, key=_hashed)]


def _hashed(pos: int) -> int:
    return pos * 2_654_435_761 % 2**32
