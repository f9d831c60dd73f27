"""A VCF, VCF.gz or BCF file, opened once for all that is read of it.

htslib (through pysam) reads and checks the file. Nothing is written beside the user's file: one without
a usable index is streamed, and of one that is plain text or plain gzip (which pysam cannot open) the
records of X and Y go through a temporary file.
"""

import gzip
import os
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.bgzf import GZIP, is_bgzf, refuse_damaged
from cd40lg_annot.io.limits import lines_within_limits
from cd40lg_annot.io.text_records import (
    REMEDY_RECORD,
    Raw,
    TextColumns,
    TextRecord,
    refuse_other_columns,
)
from cd40lg_annot.locus.builds import is_x, is_y

if TYPE_CHECKING:
    import pysam

_BCF = b"BCF"
_TAB = b"\t"
_NAMES_ANOTHER = re.compile(
    rb"CHR2=(?:chr)?(?:X|23|NC_000023|CM000685)|[\[\]](?:chr)?(?:X|23|(?:NC_000023|CM000685)[.]\d+):",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VcfFile:
    """An open file: `path` as the user names it, htslib's `handle`, and the size in bytes.

    `indexed`: an index can be used, which is then no older than the file and lists X.
    """

    path: str
    handle: "pysam.VariantFile"
    size: int
    indexed: bool
    _columns: list[str]
    _text: "_TextFile | None" = None

    @property
    def contigs(self) -> tuple[str, ...]:
        """Contigs that the index lists; none without an index."""
        if self._text is not None:
            return tuple(self._text.file.contigs)
        return tuple(map(str, self.handle.index or ()))

    @property
    def columns(self) -> tuple[str, ...]:
        """Samples that are read, in file order."""
        return tuple(self._columns)

    def choose(self, columns: Sequence[str]) -> None:
        """Read only some samples, named as the file names them; to be said before the first record.

        Raises:
            UnreadableFileError: the file has no such column.
        """
        known = set(self.columns)
        for name in columns:
            if name not in known:
                problem = f"no column {name}; it has {', '.join(self.columns[:5]) or 'no sample columns'}"
                raise UnreadableFileError(self.path, problem, "name the sample's column in vcf_sample")
        if can_be_asked_for(columns):
            self.handle.subset_samples(list(columns))
            self._columns[:] = self.handle.header.samples

    def records(self, contig: str, start: int | None = None, end: int | None = None) -> Iterator[Raw]:
        """Give the records of a stretch (0-based, half-open) or of a contig, by the file's index.

        Raises:
            UnreadableFileError: a record cannot be read; the message names the place.
        """
        if self._text is None:
            return _checked(self.path, lambda: self.handle.fetch(contig, start, end))
        reader = TextColumns(self.path, self._text.samples, self.columns, self._text.types)
        return _text_records(self.path, self._text.file.fetch(contig, start, end), reader)

    def every_record(self) -> Iterator[Raw]:
        """Give the records of all contigs, by the file's index.

        Raises:
            UnreadableFileError: a record cannot be read; the message names the place.
        """
        return (raw for contig in self.contigs for raw in self.records(contig))

    def stream(self) -> Iterator[Raw]:
        """Give all records from the first on.

        Raises:
            UnreadableFileError: htslib cannot go on; the message names the place.
        """
        if self._text is not None:
            return self.every_record()
        self.handle.reset()
        return _checked(self.path, lambda: self.handle)


@dataclass(frozen=True, slots=True)
class _TextFile:
    """The lines of an indexed file, the names of all its samples, and the types of its FORMAT keys."""

    file: "pysam.TabixFile"
    samples: tuple[str, ...]
    types: Mapping[str, str]


@contextmanager
def opened_vcf(path: str, *, header_only: bool = False) -> Iterator[VcfFile]:
    """Open a file, after checking that it is whole.

    Args:
        path: the file.
        header_only: no record will be asked for.

    Raises:
        UnreadableFileError: missing, empty, truncated, or not VCF or BCF.
    """
    refuse_damaged(path)
    with ExitStack() as stack:
        stack.enter_context(_silent_htslib())
        opened = _opened_as_text(path, stack) if not header_only else None
        handle = opened[0] if opened else _handle(path, stack, header_only=header_only)
        if handle.format == "VCF" and opened is None:
            _refuse_first_record(path)
        indexed = not header_only and (opened is not None or _shows_x(handle, path))
        size = Path(path).stat().st_size
        yield VcfFile(path, handle, size, indexed, list(handle.header.samples), opened[1] if opened else None)


def can_be_asked_for(samples: Sequence[str]) -> bool:
    """Whether htslib reads a list of these names as these names.

    It takes `,` for a separator, a first `^` for "all but" and `-` for "all": then every column is read.

    >>> [can_be_asked_for([name]) for name in ("NA12878", "^S", "a,b", "-")]
    [True, False, False, False]
    """
    return bool(samples) and not any("," in name or name.startswith("^") or name == "-" for name in samples)


def index_notes(file: VcfFile) -> tuple[str, ...]:
    """Say why an index that is there is not used."""
    problem = "lists no chromosome X" if file.handle.index is not None else "cannot be read"
    if _is_outdated(file.path):
        problem = "is older than its file"
    return tuple(f"{index.name} {problem}; it was not used" for index in _indexes(file.path))


@contextmanager
def _silent_htslib() -> Iterator[None]:
    import pysam

    # htslib's own messages name no file and no remedy.
    before = pysam.set_verbosity(0)
    # A byte that is not UTF-8, as old tools write names, is shown as \\xe9 and hinders nothing.
    strict = pysam.get_encoding_error_handler()
    pysam.set_encoding_error_handler("backslashreplace")
    try:
        yield
    finally:
        pysam.set_encoding_error_handler(strict)
        pysam.set_verbosity(before)


def _opened_as_text(path: str, stack: ExitStack) -> "tuple[pysam.VariantFile, _TextFile] | None":
    """Open a blocked text by an index that lists X: htslib's handle for its header, and its lines."""
    if not (_indexes(path) and not _is_outdated(path) and _is_blocked(path) and Path("/dev/fd").is_dir()):
        return None
    handle = _handle(path, stack, header_only=True)
    if handle.format != "VCF":
        return None
    try:
        file = stack.enter_context(_lines_of(path))
    except (OSError, ValueError):  # the index is damaged: the file will be streamed, and a note says why
        return None
    if not any(map(is_x, file.contigs)):
        return None
    if not set(file.contigs).issubset(handle.header.contigs):
        # By its name, htslib also looks into the index, and adds the contigs that the header lacks.
        handle = _handle(path, stack, header_only=False)
    types = {key: str(kind.type) for key, kind in handle.header.formats.items()}
    return handle, _TextFile(file, tuple(handle.header.samples), types)


def _handle(path: str, stack: ExitStack, *, header_only: bool) -> "pysam.VariantFile":
    """Open a file by htslib, and turn every complaint about it into one line."""
    import pysam

    try:
        readable = stack.enter_context(_readable(path, header_only=header_only))
        return _without_index(readable, stack) if header_only else pysam.VariantFile(readable)
    except ValueError as error:
        problem = "not a VCF or BCF file, or its header is malformed"
        raise UnreadableFileError(path, problem, "write it again with a VCF header") from error
    except (OSError, EOFError, zlib.error, NotImplementedError) as error:
        # pysam has no position in a file whose first block is no BGZF block although it begins like one.
        problem = "the file is damaged or truncated"
        raise UnreadableFileError(path, problem, "copy it again or write it again") from error


def _without_index(path: str, stack: ExitStack) -> "pysam.VariantFile":
    """Open a file for its header alone: a descriptor has no name beside which an index could stand."""
    import pysam

    return pysam.VariantFile(_descriptor(path, stack))


def _descriptor(path: str, stack: ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    stack.callback(os.close, descriptor)
    return descriptor


def _lines_of(path: str) -> "pysam.TabixFile":
    import pysam

    return pysam.TabixFile(str(Path(path).absolute()), index=str(_indexes(path)[0]), encoding="utf-8")


@contextmanager
def _readable(path: str, *, header_only: bool) -> Iterator[str]:
    """Give a path that pysam can open: the file itself, or a copy of its X and Y records."""
    with Path(path).open("rb") as file:
        start = file.read(18)
    if is_bgzf(start) or start.startswith(_BCF):
        # With its folder before it, htslib takes no name for an address or for standard input.
        yield str(Path(path).absolute())
        return
    with tempfile.NamedTemporaryFile(suffix=".vcf") as text:
        with _opener(start)(path, "rb") as opened:
            _refuse_binary(path, opened)
            _copy_x(path, opened, text, header_only=header_only)
        text.flush()
        yield text.name


def _refuse_binary(path: str, opened: IO[bytes]) -> None:
    """Refuse a BCF in plain gzip: its lines are none, and htslib, given them, ends the process."""
    if opened.read(len(_BCF)) == _BCF:
        problem = "it is a BCF that is not compressed in blocks, or its first block is damaged"
        raise UnreadableFileError(path, problem, "copy it again, or write it by bcftools view -Ob")
    opened.seek(0)


def _opener(start: bytes) -> Callable[[str, str], IO[bytes]]:
    return cast("Callable[[str, str], IO[bytes]]", gzip.open if start.startswith(GZIP) else open)


def _copy_x(path: str, source: IO[bytes], target: IO[bytes], *, header_only: bool) -> None:
    """Copy the header and the records of X and Y; a line that is no record goes along to htslib."""
    wanted: dict[bytes, bool] = {}
    tabs = 0
    for line in lines_within_limits(path, source, is_gzip=isinstance(source, gzip.GzipFile)):
        contig, tab, _ = line.partition(_TAB)
        if line.startswith(b"#"):
            target.write(line)
            tabs = line.count(_TAB) if line.startswith(b"#CHROM") else tabs
            continue
        if header_only:
            return
        if contig not in wanted:
            name = contig.decode("utf-8", "replace")
            wanted[contig] = is_x(name) or is_y(name)
        if wanted[contig] and tab:
            # htslib reads on with the columns shifted, or with those that are there.
            refuse_other_columns(path, line, tabs)
        if wanted[contig] or (not tab and line.strip()) or _NAMES_ANOTHER.search(line):
            target.write(line)


def _refuse_first_record(path: str) -> None:
    """Refuse a bgzipped text whose first record has other columns than its header: all of them will.

    htslib passes over columns that the header does not name, and the names are then those of others.
    """
    if not _is_blocked(path):
        return
    with gzip.open(path, "rb") as lines:
        try:
            header, first = _until_first_record(lines)
        except (OSError, EOFError, zlib.error):  # htslib will say so
            return
    if _TAB in first:
        refuse_other_columns(path, first, header.count(_TAB))


def _is_blocked(path: str) -> bool:
    with Path(path).open("rb") as file:
        return is_bgzf(file.read(18))


def _until_first_record(lines: Iterable[bytes]) -> tuple[bytes, bytes]:
    """The line that names the columns, and the first record; empty where there is none."""
    header = b""
    for line in lines:
        if not line.startswith(b"#"):
            return header, line
        header = line
    return header, b""


def _shows_x(handle: "pysam.VariantFile", path: str) -> bool:
    """Whether an index was found that is no older than the file, and lists X."""
    # An index of another file may lack X: that is checked, not believed.
    return handle.index is not None and not _is_outdated(path) and any(map(is_x, map(str, handle.index)))


def _indexes(path: str) -> list[Path]:
    return [index for suffix in (".tbi", ".csi") if (index := Path(path + suffix)).exists()]


def _is_outdated(path: str) -> bool:
    return any(index.stat().st_mtime < Path(path).stat().st_mtime for index in _indexes(path))


def _checked(
    path: str, records: Callable[[], Iterable["pysam.VariantRecord"]]
) -> Iterator["pysam.VariantRecord"]:
    """Give the records, and name the place where htslib cannot go on."""
    before: pysam.VariantRecord | None = None
    try:
        iterator = iter(records())
        for raw in iterator:
            yield raw
            before = raw
    except (OSError, ValueError) as error:
        place = f"the record after {before.contig}:{before.pos}" if before else "the first record"
        problem = f"{place} cannot be read: malformed, or the file is truncated there"
        raise UnreadableFileError(path, problem, REMEDY_RECORD) from error


def _text_records(path: str, lines: Iterator[str], reader: TextColumns) -> Iterator[TextRecord]:
    try:
        for line in lines:
            yield TextRecord(line, reader)
    except (OSError, ValueError) as error:
        problem = "a record cannot be read: the file is damaged or truncated there"
        raise UnreadableFileError(path, problem, REMEDY_RECORD) from error
