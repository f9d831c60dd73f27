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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.bgzf import GZIP, is_bgzf, refuse_damaged
from cd40lg_annot.io.limits import lines_within_limits
from cd40lg_annot.io.text_records import (
    FEWEST_COLUMNS,
    REMEDY_RECORD,
    Raw,
    TextColumns,
    refuse_other_columns,
    text_records,
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
    _text: "_TextFile | None" = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Samples that are read, in file order."""
        return tuple(self.handle.header.samples)

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

    def records(self, contig: str, start: int | None = None, end: int | None = None) -> Iterator[Raw]:
        """Give the records of a stretch (0-based, half-open) or of a contig, by the file's index.

        Raises:
            UnreadableFileError: a record cannot be read; the message names the place.
        """
        if self._text is None:
            return _checked(self.path, lambda: self.handle.fetch(contig, start, end))
        lines = self._text.file.fetch(contig, start, end)
        columns = TextColumns(self.path, self._text.samples, self.columns)
        return text_records(
            _checked_lines(self.path, lines),
            columns,
            lambda begin: _checked(self.path, lambda: self.handle.fetch(contig, max(begin, start or 0), end)),
        )

    def lines(self, contig: str) -> Iterator[str]:
        """Give the lines of a contig of a bgzipped text, by its index.

        Raises:
            UnreadableFileError: the file is damaged.
        """
        with _lines_of(self.path) as file:
            yield from _checked_lines(self.path, file.fetch(contig))

    def every_record(self) -> Iterator["pysam.VariantRecord"]:
        """Give the records of all contigs, by the file's index.

        Raises:
            UnreadableFileError: htslib cannot go on; the message names the place.
        """
        return _checked(self.path, self.handle.fetch)

    def stream(self) -> Iterator["pysam.VariantRecord"]:
        """Give all records from the first on, without an index.

        Raises:
            UnreadableFileError: htslib cannot go on; the message names the place.
        """
        self.handle.reset()
        return _checked(self.path, lambda: self.handle)


@dataclass(frozen=True, slots=True)
class _TextFile:
    """The lines of an indexed file of many samples, and the names of all of them."""

    file: "pysam.TabixFile"
    samples: tuple[str, ...]


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
        handle = stack.enter_context(_handle(path, stack, header_only=header_only))
        if handle.format == "VCF":
            _refuse_first_record(path)
        indexed = not header_only and _shows_x(handle, path)
        text = _text_of(path, handle, stack) if indexed else None
        yield VcfFile(path, handle, Path(path).stat().st_size, indexed, text)


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


def _handle(path: str, stack: ExitStack, *, header_only: bool) -> "pysam.VariantFile":
    """Open a file by htslib, and turn every complaint about it into one line."""
    import pysam

    try:
        readable = stack.enter_context(_readable(path, header_only=header_only))
        if header_only:
            return _without_index(readable, stack)
        return _with_index_read_once(readable, stack) or pysam.VariantFile(readable)
    except ValueError as error:
        problem = "not a VCF or BCF file, or its header is malformed"
        raise UnreadableFileError(path, problem, "write it again with a VCF header") from error
    except (OSError, EOFError, zlib.error) as error:
        problem = "the file is damaged or truncated"
        raise UnreadableFileError(path, problem, "copy it again or write it again") from error


def _without_index(path: str, stack: ExitStack) -> "pysam.VariantFile":
    """Open a file for its header alone: a descriptor has no name beside which an index could stand."""
    import pysam

    return pysam.VariantFile(_descriptor(path, stack))


def _with_index_read_once(path: str, stack: ExitStack) -> "pysam.VariantFile | None":
    """Open a blocked VCF with its .tbi, or give None where that is not the same as opening it by its name.

    By name, htslib reads the index twice, which is most of the time of reading one gene: the first time it
    looks for contigs that the header lacks. Through `/dev/fd` it does not find it, and is then given it.
    """
    import pysam

    index = f"{path}.tbi"
    if not Path(index).is_file() or Path(f"{path}.csi").exists() or not Path("/dev/fd").is_dir():
        return None
    try:
        handle = pysam.VariantFile(f"/dev/fd/{_descriptor(path, stack)}", index_filename=index)
    except (OSError, ValueError):  # by its name it is opened, or refused in htslib's own words
        return None
    if handle.index is not None and set(handle.index) <= set(handle.header.contigs):
        return handle
    handle.close()
    return None


def _descriptor(path: str, stack: ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    stack.callback(os.close, descriptor)
    return descriptor


def _text_of(path: str, handle: "pysam.VariantFile", stack: ExitStack) -> _TextFile | None:
    """The lines of a file of many samples, where they are text."""
    samples = tuple(handle.header.samples)
    if len(samples) < FEWEST_COLUMNS or handle.format != "VCF":
        return None
    return _TextFile(stack.enter_context(_lines_of(path)), samples)


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
            _copy_x(path, opened, text, header_only=header_only)
        text.flush()
        yield text.name


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
    with Path(path).open("rb") as file:
        if not is_bgzf(file.read(18)):
            return
    with gzip.open(path, "rb") as lines:
        try:
            header, first = _until_first_record(lines)
        except (OSError, EOFError, zlib.error):  # htslib will say so
            return
    if _TAB in first:
        refuse_other_columns(path, first, header.count(_TAB))


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


def _checked_lines(path: str, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except (OSError, ValueError) as error:
        problem = "a record cannot be read: the file is damaged or truncated there"
        raise UnreadableFileError(path, problem, REMEDY_RECORD) from error
