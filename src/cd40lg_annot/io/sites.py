"""The alleles of a VCF, a BCF or a plain list, without genotypes, in file order.

Text is split here rather than by htslib, because only the first five columns are needed and a run
over many sites is mostly reading; BCF goes through pysam.
"""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.limits import LONGEST_ROW, lines_within_limits
from cd40lg_annot.model import RecordPlace, VcfHeader

_GZIP = b"\x1f\x8b"
_BCF = b"BCF"
_CONTIG = re.compile(r"##contig=<(?:.*,)?ID=([^,>]+)")
_LENGTH = re.compile(r"[<,]length=(\d+)")
_HINT = re.compile(r"##(reference|assembly)=(.+)")
_COLUMNS = ("contig", "pos", "ref", "alt")
_FIXED_COLUMNS = 8
_REMEDY = "give a VCF, a BCF, or a list with one variant name a line"


@dataclass(frozen=True, slots=True)
class VcfSites:
    """A VCF or BCF of which the header has been read; records are read on each call, never kept.

    A whole genome has millions of them, and nearly all lie elsewhere.
    """

    path: Path
    header: VcfHeader
    header_lines: tuple[str, ...]

    def records(self) -> Iterator[list[str]]:
        """The first eight columns of each record, and the rest of the line as it stands, in file order.

        Raises:
            UnreadableFileError: the file ends early or is damaged.
            InputFaultsError: a line is no record; its number is told.
        """
        for row, line in enumerate(_lines(self.path), start=1):
            if line.startswith("#") or not line:
                continue
            columns = line.split("\t", _FIXED_COLUMNS)
            if len(columns) < _FIXED_COLUMNS or not columns[1].isdecimal():
                problem = "not a record: too few columns, or POS is no number"
                raise InputFaultsError([InputFault(str(self.path), problem, "mend the line", row=row)])
            yield columns


@dataclass(frozen=True, slots=True)
class ListedName:
    """One line of a plain list: a typed name, or an allele where the list has columns for it."""

    row: int
    name: str
    place: RecordPlace | None = None


def read_sites(path: Path) -> VcfSites | tuple[ListedName, ...]:
    """Read a VCF or BCF, or a plain list: names one a line, or columns contig, pos, ref, alt.

    Raises:
        UnreadableFileError: missing, empty, truncated, not text, or without records' columns.
        InputFaultsError: rows at fault, each with its line.
    """
    lines = _lines(path)
    first = next(lines, None)
    if first is None:
        raise UnreadableFileError(path, "is empty", _REMEDY)
    if not first.startswith("##fileformat=VCF"):
        return _listed(path, chain((first,), lines))
    head = [first]
    for line in lines:
        if not line.startswith("#"):
            break
        head.append(line)
    if not head[-1].startswith("#CHROM\tPOS\tID\tREF\tALT"):
        problem = "has no line of column names (#CHROM POS ID REF ALT …)"
        raise UnreadableFileError(path, problem, "write the file again with its header")
    return VcfSites(path, _header(path, head), tuple(head))


def _lines(path: Path) -> Iterator[str]:
    """Lines of a text file, compressed or not, or of a BCF as text; without line ends."""
    try:
        with path.open("rb") as file:
            zipped = file.read(len(_GZIP)) == _GZIP
        with gzip.open(path) if zipped else path.open("rb") as binary:
            if binary.peek(len(_BCF))[: len(_BCF)] == _BCF:
                yield from _lines_of_bcf(path)
                return
            with TextIOWrapper(binary, encoding="utf-8-sig") as text:
                for line in lines_within_limits(path, text, is_gzip=zipped, longest=LONGEST_ROW):
                    yield line.rstrip("\n")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFileError(path, "is truncated or damaged", "copy it again from its source") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, "is not text in UTF-8", _REMEDY) from error
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error


def _lines_of_bcf(path: Path) -> Iterator[str]:
    import pysam

    try:
        with pysam.VariantFile(str(path)) as file:
            yield from str(file.header).splitlines()
            for record in file:
                yield str(record).rstrip("\n")
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, "is truncated or damaged", "copy it again from its source") from error


def _header(path: Path, lines: list[str]) -> VcfHeader:
    lengths: dict[str, int | None] = {}
    for line in lines:
        if contig := _CONTIG.match(line):
            length = _LENGTH.search(line)
            lengths[contig[1]] = int(length[1]) if length else None
    return VcfHeader(
        path=str(path),
        samples=tuple(lines[-1].split("\t")[9:]),
        contig_lengths=lengths,
        hints=tuple(f"{match[1]}={match[2]}" for line in lines if (match := _HINT.match(line))),
        has_structural=False,
    )


def _listed(path: Path, lines: Iterable[str]) -> tuple[ListedName, ...]:
    rows = tuple(_rows_of_list(path, lines))
    if not rows:
        raise UnreadableFileError(path, "names no variant", _REMEDY)
    return rows


def _rows_of_list(path: Path, lines: Iterable[str]) -> Iterator[ListedName]:
    columns: list[str] | None = None
    for row, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        names = [cell.strip().lower() for cell in cells]
        if columns is None and set(_COLUMNS) <= set(names):
            columns = names
        elif columns is None:
            yield ListedName(row, line.strip())
        else:
            yield _listed_allele(path, row, dict(zip(columns, cells, strict=False)))


def _listed_allele(path: Path, row: int, cells: dict[str, str]) -> ListedName:
    contig, pos, ref, alt = (cells.get(column, "").strip() for column in _COLUMNS)
    if not pos.isdecimal() or not ref or not alt:
        fault = InputFault(str(path), "contig, pos, ref and alt must all be given", "mend the row", row=row)
        raise InputFaultsError([fault])
    return ListedName(row, f"{contig}-{pos}-{ref}-{alt}", RecordPlace(contig, int(pos), ref, alt))
