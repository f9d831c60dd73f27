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
from cd40lg_annot.locus.builds import is_x, is_y

if TYPE_CHECKING:
    import pysam

_BCF = b"BCF"
_TAB = b"\t"
_NAMES_ANOTHER = re.compile(
    rb"CHR2=(?:chr)?(?:X|23|NC_000023|CM000685)|[\[\]](?:chr)?(?:X|23|(?:NC_000023|CM000685)[.]\d+):",
    re.IGNORECASE,
)
REMEDY_RECORD = "mend the record (bcftools view shows where) or write the file again"


@dataclass(frozen=True, slots=True)
class VcfFile:
    """An open file: `path` as the user names it, htslib's `handle`, and the size in bytes.

    `indexed`: an index can be used, which is then no older than the file and lists X.
    """

    path: str
    handle: "pysam.VariantFile"
    size: int
    indexed: bool

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

    def records(
        self, contig: str | None = None, start: int | None = None, end: int | None = None
    ) -> Iterator["pysam.VariantRecord"]:
        """Give the records of a stretch (0-based, half-open), of a contig, or of the file, by its index.

        Raises:
            UnreadableFileError: htslib cannot go on; the message names the place.
        """
        return _checked(self.path, lambda: self.handle.fetch(contig, start, end))

    def stream(self) -> Iterator["pysam.VariantRecord"]:
        """Give all records from the first on, without an index.

        Raises:
            UnreadableFileError: htslib cannot go on; the message names the place.
        """
        self.handle.reset()
        return _checked(self.path, lambda: self.handle)


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
        yield VcfFile(path, handle, Path(path).stat().st_size, _shows_x(handle, path))


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
        contig, tab, rest = line.partition(_TAB)
        if line.startswith(b"#"):
            target.write(line)
            tabs = line.count(_TAB) if line.startswith(b"#CHROM") else tabs
            continue
        if header_only:
            return
        if contig not in wanted:
            name = contig.decode("utf-8", "replace")
            wanted[contig] = is_x(name) or is_y(name)
        if wanted[contig] and tab and line.count(_TAB) != tabs:
            # htslib reads on with the columns shifted, or with those that are there.
            place = f"{contig.decode()}:{rest.partition(_TAB)[0].decode('utf-8', 'replace')}"
            columns = f"it has {line.count(_TAB) + 1} columns where the header has {tabs + 1}"
            problem = f"the record at {place} cannot be read: {columns}"
            raise UnreadableFileError(path, problem, REMEDY_RECORD)
        if wanted[contig] or (not tab and line.strip()) or _NAMES_ANOTHER.search(line):
            target.write(line)


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
