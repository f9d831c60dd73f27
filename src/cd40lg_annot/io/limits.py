"""Limits on what a file may ask of the machine, found out before anything large is read.

| what                                       | limit                                                  |
|--------------------------------------------|--------------------------------------------------------|
| one line of a bgzipped file                | never refused below 64 MiB, always above 128 MiB        |
| one line of a plain or gzipped text        | 64 MiB                                                 |
| one row of a table, a depth file or a VCF without samples | 16 MiB                                 |
| one sheet or knowledge table               | 256 MiB                                                |
| text that a gzipped file grows to          | 1 GiB, or 300 times its size if that is more            |
| alternate alleles in one record            | 1,000                                                  |

A joint call set of 100,000 samples stays far below each of them.
"""

import mmap
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, AnyStr

from cd40lg_annot.errors import UnreadableFileError

LONGEST_LINE = 1 << 26
LONGEST_ROW = 1 << 24
MOST_ALTS = 1_000
MOST_TABLE_BYTES = 1 << 28
_STRIDE = 1 << 26
_GROWS_FREELY = 1 << 30
_GROWS_TIMES = 300
# Of a larger file with an index only the beginning is gone through: the rest is not read as a stream.
_WALKED_WITH_INDEX = 1 << 28
_HEADER = 18
_FOOTER = 8
_BLOCK_SIZE = struct.Struct("<H")
_TEXT_SIZE = struct.Struct("<I")
_REMEDY = "give a file whose lines are records"


def refuse_long_lines(path: str) -> None:
    """Refuse a bgzipped file with a line that would fill the memory; little of the file is decompressed.

    After each 64 MiB of text the next end of a line is looked for, and has to come within 64 MiB.

    Raises:
        UnreadableFileError: there is such a line.
    """
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        last = len(data)
        if any(Path(f"{path}{suffix}").exists() for suffix in (".tbi", ".csi")):
            last = min(last, _WALKED_WITH_INDEX)
        unseen, searching = 0, True
        for start, size, text_size in _blocks(data, last):
            if not searching and unseen >= _STRIDE:
                unseen, searching = 0, True
            if searching and b"\n" in _text(data, start, size):
                unseen, searching = 0, False
            unseen += text_size
            if searching and unseen > _STRIDE:
                problem = f"a line is longer than {_STRIDE >> 20} MiB"
                raise UnreadableFileError(path, problem, _REMEDY)


def refuse_many_alleles(path: str, place: str, alts: str) -> None:
    """Refuse a record with more alternate alleles than any caller writes; `alts` is its ALT column.

    Raises:
        UnreadableFileError: there are too many.
    """
    count = alts.count(",") + 1
    if count > MOST_ALTS:
        problem = f"the record at {place} lists {count:,} alternate alleles; {MOST_ALTS:,} are allowed"
        raise UnreadableFileError(path, problem, "split the record, or leave out what no sample carries")


def lines_within_limits(
    path: str | Path, source: IO[AnyStr], *, is_gzip: bool = False, longest: int | None = None
) -> Iterator[AnyStr]:
    """Lines of a text, none of which fills the memory, and of a gzipped one not more than it may grow to.

    `longest`: bytes of one line, or characters of one that is decoded; `LONGEST_LINE` unless given.

    Raises:
        UnreadableFileError: a limit is passed.
    """
    most = max(_GROWS_FREELY, _GROWS_TIMES * Path(path).stat().st_size) if is_gzip else None
    read = 0
    longest = longest or LONGEST_LINE
    while line := source.readline(longest):
        if len(line) == longest:
            raise UnreadableFileError(path, f"a line is longer than {longest >> 20} MiB", _REMEDY)
        read += len(line)
        if most is not None and read > most:
            problem = f"it grows to more than {_GROWS_TIMES} times its size"
            raise UnreadableFileError(path, problem, "compress it with bgzip, or give it as plain text")
        yield line


def refuse_large_table(path: Path) -> None:
    """Refuse a sheet or table that is larger than any about one gene, before it is read.

    Raises:
        UnreadableFileError: it is.
        OSError: there is no such file.
    """
    if path.stat().st_size > MOST_TABLE_BYTES:
        problem = f"is larger than {MOST_TABLE_BYTES >> 20} MiB"
        raise UnreadableFileError(path, problem, "give a table of this gene alone")


def refuse_long_rows(path: Path, text: str) -> None:
    """Refuse a table with a row that no table has: what is done to each cell would take minutes.

    Raises:
        UnreadableFileError: there is such a row.
    """
    if len(text) > LONGEST_ROW and any(len(line) > LONGEST_ROW for line in text.split("\n")):
        problem = f"a line is longer than {LONGEST_ROW >> 20} MiB"
        raise UnreadableFileError(path, problem, "give a table whose lines are rows")


def _blocks(data: mmap.mmap, last: int) -> Iterator[tuple[int, int, int]]:
    """Start, bytes and decompressed bytes of each block; ends where what follows is no block."""
    start = 0
    while start + _HEADER <= last:
        if data[start : start + 2] != b"\x1f\x8b" or data[start + 12 : start + 14] != b"BC":
            return
        size = _BLOCK_SIZE.unpack_from(data, start + 16)[0] + 1
        if size < _HEADER + _FOOTER or start + size > len(data):
            return
        yield start, size, _TEXT_SIZE.unpack_from(data, start + size - 4)[0]
        start += size


def _text(data: mmap.mmap, start: int, size: int) -> bytes:
    """A block decompressed; nothing where it is damaged, which htslib will say."""
    try:
        return zlib.decompress(data[start + _HEADER : start + size - _FOOTER], wbits=-15)
    except zlib.error:
        return b"\n"
