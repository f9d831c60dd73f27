"""The alleles of a VCF, a BCF or a plain list, without genotypes, in file order.

Text is split here rather than by htslib, because only the first five columns are needed and a run
over many sites is mostly reading; BCF goes through pysam.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.model import RecordPlace, VcfHeader

_GZIP = b"\x1f\x8b"
_CONTIG = re.compile(r"##contig=<(?:.*,)?ID=([^,>]+)")
_LENGTH = re.compile(r"[<,]length=(\d+)")
_HINT = re.compile(r"##(reference|assembly)=(.+)")
_COLUMNS = ("contig", "pos", "ref", "alt")
_FIXED_COLUMNS = 8
_REMEDY = "give a VCF, a BCF, or a list with one variant name a line"


@dataclass(frozen=True, slots=True)
class VcfSites:
    """A VCF as text: header lines, and records as lists of columns, all in file order."""

    header: VcfHeader
    header_lines: tuple[str, ...]
    records: tuple[list[str], ...] = field(repr=False)


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
    text = _text(path)
    if text.startswith("##fileformat=VCF"):
        return _vcf_sites(path, text)
    return _listed(path, text)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    if not content:
        raise UnreadableFileError(path, "is empty", _REMEDY)
    try:
        content = gzip.decompress(content) if content[:2] == _GZIP else content
        if content[:3] == b"BCF":
            return _text_of_bcf(path)
        return content.decode()
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFileError(path, "is truncated or damaged", "copy it again from its source") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, "is not text in UTF-8", _REMEDY) from error


def _text_of_bcf(path: Path) -> str:
    import pysam

    try:
        with pysam.VariantFile(str(path)) as file:
            return str(file.header) + "".join(str(record) for record in file)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, "is truncated or damaged", "copy it again from its source") from error


def _vcf_sites(path: Path, text: str) -> VcfSites:
    lines = text.splitlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head = lines[:count]
    if not head[-1].startswith("#CHROM\tPOS\tID\tREF\tALT"):
        problem = "has no line of column names (#CHROM POS ID REF ALT …)"
        raise UnreadableFileError(path, problem, "write the file again with its header")
    records = tuple(line.split("\t") for line in lines[count:] if line)
    faults = [
        InputFault(str(path), "not a record: too few columns, or POS is no number", "mend the line", row=row)
        for row, columns in enumerate(records, start=count + 1)
        if len(columns) < _FIXED_COLUMNS or not columns[1].isdecimal()
    ]
    if faults:
        raise InputFaultsError(faults[:100])
    return VcfSites(_header(path, head), tuple(head), records)


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


def _listed(path: Path, text: str) -> tuple[ListedName, ...]:
    rows = tuple(_rows_of_list(path, text))
    if not rows:
        raise UnreadableFileError(path, "names no variant", _REMEDY)
    return rows


def _rows_of_list(path: Path, text: str) -> Iterator[ListedName]:
    columns: list[str] | None = None
    for row, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
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
