"""Depth files: BED with depth, or a class of depth, in the fourth column.

Read are mosdepth's per-base and quantized files, bedtools' bedGraph, and GATK's callable loci:
plain text, gzip, or bgzip with an index, whatever chromosome X is called.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, cast

from cd40lg_annot.errors import BuildError, UnreadableFileError
from cd40lg_annot.io.bgzf import GZIP, refuse_damaged
from cd40lg_annot.io.limits import LONGEST_ROW, lines_within_limits
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import X_LENGTH, build_of_accession, is_x
from cd40lg_annot.model import Build, DepthBlock

_COLUMNS = 4
_CLASS = re.compile(r"(\d+):(?:\d+|inf)?")
_LABELS = frozenset(
    {
        *("NO_COVERAGE", "LOW_COVERAGE", "CALLABLE", "HIGH_COVERAGE"),
        *("REF_N", "EXCESSIVE_COVERAGE", "POOR_MAPPING_QUALITY"),
    }
)
_REMEDY = "give mosdepth's per-base.bed.gz or quantized.bed.gz, with its index if there is one"
_REMEDY_BUILD = "give the depth file of the same alignment as the VCF"


@dataclass(slots=True)
class _Seen:
    """What was met of chromosome X; positions are 0-based, half-open, of the chromosome."""

    contigs: dict[str, None] = field(default_factory=dict)
    last_end: int = 0
    over_other_gene: bool = False
    blocks: list[DepthBlock] = field(default_factory=list)


def read_depth_bed(path: str, locus: Locus, build: Build) -> tuple[tuple[DepthBlock, ...], tuple[str, ...]]:
    """Blocks of a depth file that overlap the locus, on the locus axis, and notes about the file.

    Args:
        path: the file.
        locus: the reference.
        build: the build of the sample's VCF.

    Raises:
        UnreadableFileError: not a depth file, damaged, or without the gene.
        BuildError: the file is in the other build.
    """
    refuse_damaged(path)
    lines, notes = _lines_of_x(path, locus)
    seen = _Seen()
    for number, line in lines:
        _take(seen, path, number, line, locus, build)
    _refuse_without_gene(path, seen, locus, build)
    if not seen.blocks:
        notes += ("the depth file has no line over the gene; depth is unknown there",)
    return tuple(seen.blocks), notes


def _take(seen: _Seen, path: str, number: int | None, line: str, locus: Locus, build: Build) -> None:
    contig, start, end, depth, label = _parsed(path, number, line)
    other = next(candidate for candidate in Build if candidate is not build)
    seen.contigs[contig] = None
    seen.last_end = max(seen.last_end, end)
    gene = locus.transcript.exons[0].start, locus.transcript.exons[-1].end
    offset, other_offset = locus.axes[build].offset, locus.axes[other].offset
    seen.over_other_gene |= start - other_offset < gene[1] and end - other_offset > gene[0]
    first, last = max(0, start - offset), min(len(locus), end - offset)
    if first < last:
        seen.blocks.append(DepthBlock(first, last, depth, label))


def _parsed(path: str, number: int | None, line: str) -> tuple[str, int, int, int | None, str]:
    cells = line.split("\t")
    place = f"line {number}" if number is not None else f"the line {line[:60]!r}"
    if len(cells) < _COLUMNS:
        problem = f"{place} has {len(cells)} columns; a depth file has contig, start, end and depth"
        raise UnreadableFileError(path, problem, _REMEDY)
    contig, start, end, value = cells[:_COLUMNS]
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        problem = f"{place} has no interval from {start!r} to {end!r}"
        raise UnreadableFileError(path, problem, _REMEDY)
    depth, label = _depth(path, place, value.strip())
    return contig, int(start), int(end), depth, label


def _depth(path: str, place: str, text: str) -> tuple[int | None, str]:
    """Depth and class of a line's fourth column; a class's depth is its lower bound."""
    if text.isdecimal():
        return int(text), ""
    bounds = _CLASS.fullmatch(text)
    if bounds:
        return int(bounds[1]), text
    if text in _LABELS:
        return None, text
    if re.fullmatch(r"\d+\.\d+", text):
        problem = f"{place} gives a mean depth ({text}), which says nothing about single bases"
    else:
        problem = f"{place} has {text!r} where a depth or a class of depth should stand"
    raise UnreadableFileError(path, problem, _REMEDY)


def _refuse_without_gene(path: str, seen: _Seen, locus: Locus, build: Build) -> None:
    contigs = list(seen.contigs)
    if len(contigs) > 1:
        problem = f"chromosome X stands under two names, {' and '.join(contigs)}"
        raise UnreadableFileError(path, problem, "give a file with one name for it")
    if not contigs:
        problem = "no line of chromosome X (chrX, X, 23 or NC_000023)"
        raise UnreadableFileError(path, problem, "give a depth file that covers the gene")
    other = next(candidate for candidate in Build if candidate is not build)
    if (
        build_of_accession(contigs[0]) is other
        or seen.last_end > X_LENGTH[build]
        or seen.last_end == X_LENGTH[other]
    ):
        problem = f"its X ends at {seen.last_end}, as in {other.value}, but the VCF is in {build.value}"
        raise BuildError(path, problem, _REMEDY_BUILD)
    if seen.blocks:
        return
    if seen.over_other_gene:
        problem = f"its lines lie where {other.value} has the gene, but the VCF is in {build.value}"
        raise BuildError(path, problem, _REMEDY_BUILD)
    first = locus.genomic_pos(1, build)
    if seen.last_end < first:
        problem = f"chromosome X stops before the gene, which begins at {first} in {build.value}"
        raise UnreadableFileError(path, problem, "give a depth file that covers the gene")


def _lines_of_x(path: str, locus: Locus) -> tuple[Iterator[tuple[int | None, str]], tuple[str, ...]]:
    """Lines of chromosome X, all of them or, with an index, those that decide; with line numbers if known."""
    index = next((Path(path + suffix) for suffix in (".tbi", ".csi") if Path(path + suffix).exists()), None)
    if index is None:
        return _numbered(path), ()
    if index.stat().st_mtime < Path(path).stat().st_mtime:
        return _numbered(path), (f"{index.name} is older than its file; it was not used",)
    return _from_index(path, str(index), locus), ()


def _from_index(path: str, index: str, locus: Locus) -> Iterator[tuple[int | None, str]]:
    import pysam

    locus_starts = [axis.offset for axis in locus.axes.values()]
    before = pysam.set_verbosity(0)
    try:
        with pysam.TabixFile(path, index=index) as file:
            for contig in (name for name in file.contigs if is_x(name)):
                for start in locus_starts:
                    yield from ((None, line) for line in file.fetch(contig, start, start + len(locus)))
                # The first line shows that X is there, what comes after the gene that the file reaches it,
                # and the end of the shorter X, with what may come after it, tells the builds apart.
                for start in (0, *locus_starts, min(X_LENGTH.values()) - 1):
                    yield from ((None, line) for line in islice(file.fetch(contig, start), 2))
    except (OSError, ValueError) as error:
        problem = "the file or its index is damaged"
        raise UnreadableFileError(path, problem, "index it again (tabix -p bed)") from error
    finally:
        pysam.set_verbosity(before)


def _numbered(path: str) -> Iterator[tuple[int | None, str]]:
    """Lines of chromosome X of a whole file, read from its beginning."""
    x_names: dict[bytes, bool] = {}
    try:
        with Path(path).open("rb") as start:
            is_gzip = start.read(2) == GZIP
        with gzip.open(path, "rb") if is_gzip else Path(path).open("rb") as file:
            raw = cast("IO[bytes]", file)
            lines = lines_within_limits(path, raw, is_gzip=is_gzip, longest=LONGEST_ROW)
            for number, line in enumerate(lines, start=1):
                contig, tab, _ = line.partition(b"\t")
                if not tab:
                    if line.strip() and not line.startswith((b"#", b"track", b"browser")):
                        problem = f"line {number} has no tab-separated columns"
                        raise UnreadableFileError(path, problem, _REMEDY)
                    continue
                if contig not in x_names:
                    x_names[contig] = is_x(contig.decode("utf-8", "replace"))
                if x_names[contig]:
                    yield number, line.decode("utf-8", "replace").rstrip("\r\n")
    except (OSError, EOFError, zlib.error) as error:
        problem = f"the file cannot be read ({error})"
        raise UnreadableFileError(path, problem, "copy it again or write it again") from error
