"""Long outputs written line by line, and still whole or not at all."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.files import mode_of_new_files, synchronize
from cd40lg_annot.io.vcf_writer import index_of

_LINES_AT_ONCE = 200
_REMEDY = "free space or choose a folder you may write to"


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text; the file appears when the last one is written.

    Raises:
        UnreadableFileError: the folder cannot be written to, or the disk is full.
    """
    with _folder_beside(path) as folder:
        partial = folder / "lines"
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        _move(partial, path)


def write_vcf_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of a VCF as `.vcf.gz`, with a tabix index if the records are sorted.

    Raises:
        UnreadableFileError: the folder cannot be written to, or the disk is full.
    """
    import pysam

    with _folder_beside(path) as folder:
        partial = folder / "x.vcf.gz"
        order = _Order()
        with pysam.BGZFile(str(partial), "wb", None) as file:
            for some in _together(lines):
                for line in some:
                    order.add(line)
                file.write("".join([f"{line}\n" for line in some]).encode())
        index_of(path).unlink(missing_ok=True)
        if order.is_sorted:
            pysam.tabix_index(str(partial), preset="vcf", force=True)
            _move(index_of(partial), index_of(path))
        _move(partial, path)


def _together(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines by the hundred: each call of the library costs more than a line does."""
    rest = iter(lines)
    while some := list(islice(rest, _LINES_AT_ONCE)):
        yield some


class _Order:
    """Whether records come contig by contig, each by position, as an index needs them."""

    def __init__(self) -> None:
        self.is_sorted = True
        self._done: set[str] = set()
        self._last = ("", 0)

    def add(self, line: str) -> None:
        if line.startswith("#"):
            return
        contig, pos, _ = line.split("\t", 2)
        before, last = self._last
        if contig != before:
            self._done.add(before)
        if contig in self._done or (contig == before and int(pos) < last):
            self.is_sorted = False
        self._last = (contig, int(pos))


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".partial-") as folder:
            yield Path(folder)
    except OSError as error:
        problem = f"cannot be written ({error.strerror or error})"
        raise UnreadableFileError(path, problem, _REMEDY) from error


def _move(made: Path, final: Path) -> None:
    made.chmod(mode_of_new_files())
    synchronize(made)
    made.replace(final)
