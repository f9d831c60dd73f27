"""Depth of whole chromosomes, where it costs nothing: an alignment's index, or mosdepth's summary.

A BAM's index counts reads. A CRAM's says how many bytes each slice of reads takes, which goes with their
number. The summary is found beside its BED, or named itself. A depth file without a summary would have to
be read whole, and is not.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError
from cd40lg_annot.io.alignment import reads_by_contig, slice_sizes
from cd40lg_annot.io.table_text import text_of
from cd40lg_annot.locus.builds import is_x, is_y
from cd40lg_annot.model import ChromosomeDepths, CoverageKind

_SUMMARY_COLUMNS = ["chrom", "length", "bases", "mean", "min", "max"]
_BED_NAME = re.compile(r"(.+)\.(?:per-base|quantized|regions)\.bed(?:\.gz)?")
_AUTOSOME = re.compile(r"(?:chr)?([1-9]|1\d|2[0-2])", re.IGNORECASE)
_AUTOSOME_ACCESSION = re.compile(r"NC_0000(0[1-9]|1\d|2[0-2])\.\d+", re.IGNORECASE)
_REGION = "_region"
# On X; fewer are noise.
_ENOUGH_READS = 1_000
_ENOUGH_SLICES = 10
_ENOUGH_BASES = 150_000


def read_chromosome_depths(path: str, kind: CoverageKind) -> ChromosomeDepths | None:
    """Depth by chromosome of what the column `coverage` names; None where it is not to be had cheaply.

    Raises:
        UnreadableFileError, InputFaultsError: the index or the summary is damaged.
    """
    if kind is CoverageKind.ALIGNMENT and (sizes := slice_sizes(path)):
        return _of_slices(Path(path).name, sizes)
    if kind is CoverageKind.ALIGNMENT:
        counts = reads_by_contig(path)
        if sum(reads for name, _, reads in counts if is_x(name)) < _ENOUGH_READS:
            return None
        depths = {name: reads / length for name, length, reads in counts if length}
        return _named(Path(path).name, "mapped reads per base, from the index", depths.items())
    summary = Path(path) if is_summary(path) else summary_beside(path)
    return _of_summary(summary) if summary else None


def is_summary(path: str) -> bool:
    """Whether the file is mosdepth's summary itself, by its name.

    >>> is_summary("a/S.mosdepth.summary.txt"), is_summary("a/S.per-base.bed.gz")
    (True, False)
    """
    return path.endswith(".mosdepth.summary.txt")


def _of_slices(source: str, sizes: tuple[tuple[str, int, int, int], ...]) -> ChromosomeDepths | None:
    if sum(slices for name, _, slices, _ in sizes if is_x(name)) < _ENOUGH_SLICES:
        return None
    depths = [(name, size / length) for name, length, _, size in sizes if length]
    return _named(source, "compressed bytes of reads per base, from the index", depths)


def summary_beside(path: str) -> Path | None:
    """The summary that mosdepth wrote with this depth file, if it is there.

    >>> summary_beside("no/such.per-base.bed.gz") is None
    True
    """
    named = _BED_NAME.fullmatch(Path(path).name)
    summary = Path(path).with_name(f"{named[1]}.mosdepth.summary.txt") if named else None
    return summary if summary and summary.is_file() else None


def _of_summary(path: Path) -> ChromosomeDepths | None:
    """Mean depths; of the targets alone, where the summary has rows for them."""
    lines = [line.split("\t") for line in text_of(path).splitlines() if line]
    if not lines or lines[0] != _SUMMARY_COLUMNS:
        problem = f"does not begin with the columns {', '.join(_SUMMARY_COLUMNS)}"
        raise InputFaultsError([InputFault(str(path), problem, "write it again with mosdepth", row=1)])
    rows = enumerate(lines[1:], start=2)
    read = {cells[0]: _bases_and_mean(path, number, cells) for number, cells in rows}
    means = {name: mean for name, (_, mean) in read.items()}
    targets = {name.removesuffix(_REGION): mean for name, mean in means.items() if name.endswith(_REGION)}
    unit = "mean depth of the targets" if targets else "mean depth"
    used = {name + _REGION for name in targets} or set(means)
    on_x = sum(
        bases for name, (bases, _) in read.items() if name in used and is_x(name.removesuffix(_REGION))
    )
    return _named(path.name, unit, (targets or means).items()) if on_x >= _ENOUGH_BASES else None


def _bases_and_mean(path: Path, number: int, cells: list[str]) -> tuple[int, float]:
    problem = f"has {len(cells)} cells, not {len(_SUMMARY_COLUMNS)}"
    if len(cells) == len(_SUMMARY_COLUMNS):
        bases, mean = cells[2:4]
        if bases.isdecimal() and re.fullmatch(r"\d+(\.\d+)?", mean):
            return int(bases), float(mean)
        problem = f"{bases!r} bases and a mean of {mean!r} are not a depth"
    fault = InputFault(str(path), problem, "write it again with mosdepth", row=number, column="mean")
    raise InputFaultsError([fault])


def _named(source: str, unit: str, depths: Iterable[tuple[str, float]]) -> ChromosomeDepths | None:
    found = {name: depth for contig, depth in depths if (name := _chromosome(contig))}
    return ChromosomeDepths(source, unit, found) if "X" in found else None


def _chromosome(contig: str) -> str | None:
    if is_x(contig):
        return "X"
    if is_y(contig):
        return "Y"
    if autosome := _AUTOSOME.fullmatch(contig):
        return autosome[1]
    accession = _AUTOSOME_ACCESSION.fullmatch(contig)
    return str(int(accession[1])) if accession else None
