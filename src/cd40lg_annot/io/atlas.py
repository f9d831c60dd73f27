"""The atlas as a file: one SQLite table of annotated variants, read by stretches of the locus."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from cd40lg_annot import __version__
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.model import TableVersion, Variant

Cells = tuple[str, ...]
# Position on the locus, reference and alternate bases of a variant in normal form.
AlleleKey = tuple[int, str, str]
# Positions further apart than this are fetched by separate queries. As many bases before a position are
# fetched, too: there stands the normal form of an allele that is not written leftmost.
_GAP_BASES = 50


def fingerprint(own_tables: Iterable[TableVersion], columns: Sequence[str]) -> str:
    """Checksum of everything that an atlas row depends on: code, resources, own tables, columns."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).resolve().parent.parent
    for folder, ending in ((package, ".py"), (resources_folder(), "")):
        for path in _files(str(folder), ending):
            digest.update(path[len(str(folder)) :].encode())
            with open(path, "rb") as file:  # noqa: PTH123 - hundreds of files, and a Path takes longer
                digest.update(file.read())
    for table in own_tables:
        digest.update(table.sha256.encode())
    digest.update("\t".join(columns).encode())
    return digest.hexdigest()


def _files(folder: str, ending: str) -> list[str]:
    """Files of a folder and of those inside, sorted; what only explains them to people is left out."""
    return sorted(
        f"{inner}{os.sep}{name}"
        for inner, _, names in os.walk(folder)
        for name in names
        if name.endswith(ending) and name != "README.md"
    )


def write_atlas(
    path: Path, stamp: str, columns: Sequence[str], rows: Iterable[tuple[Variant, Cells]]
) -> None:
    """Write the atlas whole or not at all.

    Raises:
        UnreadableFileError: the folder cannot be written to, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
        os.close(handle)
        with closing(sqlite3.connect(partial)) as base, base:
            base.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT)")
            base.execute(
                "CREATE TABLE variants (pos INTEGER, ref TEXT, alt TEXT, cells TEXT, "
                "PRIMARY KEY (pos, ref, alt)) WITHOUT ROWID"
            )
            about = {"fingerprint": stamp, "columns": "\t".join(columns), "version": __version__}
            base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
            base.executemany(
                "INSERT INTO variants VALUES (?, ?, ?, ?)",
                ((v.pos, v.ref, v.alt, "\t".join(cells)) for v, cells in rows),
            )
        Path(partial).chmod(0o640)
        Path(partial).replace(path)
    except (OSError, sqlite3.Error) as error:
        problem = f"cannot be written ({error})"
        raise UnreadableFileError(path, problem, "free space or choose a folder you may write to") from error


def read_atlas(path: Path, stamp: str, positions: Iterable[int]) -> dict[AlleleKey, str]:
    """Read the rows at and near these positions; the cells of each are parted by tabs.

    Raises:
        UnreadableFileError: no atlas, or one made with other code, resources or tables.
    """
    if not path.is_file():
        raise UnreadableFileError(path, "no such file", "make it with cd40lg-annot atlas")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            held = base.execute("SELECT value FROM about WHERE key = 'fingerprint'").fetchone()
            if held is None or held[0] != stamp:
                problem = "was made with another version, other resources or other tables"
                raise UnreadableFileError(path, problem, "make it anew with cd40lg-annot atlas")
            query = "SELECT pos, ref, alt, cells FROM variants WHERE pos BETWEEN ? AND ?"
            return {
                (pos, ref, alt): cells
                for first, last in _stretches(sorted(set(positions)))
                for pos, ref, alt, cells in base.execute(query, (first - _GAP_BASES, last))
            }
    except sqlite3.Error as error:
        raise UnreadableFileError(
            path, f"is no atlas ({error})", "make it with cd40lg-annot atlas"
        ) from error


def _stretches(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last position of each run of neighbouring positions."""
    start: int | None = None
    previous = 0
    for pos in positions:
        if start is None:
            start = pos
        elif pos - previous > _GAP_BASES:
            yield start, previous
            start = pos
        previous = pos
    if start is not None:
        yield start, previous
