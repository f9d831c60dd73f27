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
# Positions further apart than this are fetched by separate queries.
_GAP_BASES = 50


def fingerprint(tables: Iterable[TableVersion], columns: Sequence[str]) -> str:
    """Checksum of everything that an atlas row depends on: code, resources, tables, columns."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).resolve().parent.parent
    for folder, pattern in ((package, "*.py"), (resources_folder(), "*")):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and path.name != "README.md":
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    for table in tables:
        digest.update(table.sha256.encode())
    digest.update("\t".join(columns).encode())
    return digest.hexdigest()


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


def read_atlas(path: Path, stamp: str, wanted: Iterable[Variant]) -> dict[Variant, Cells]:
    """Read the rows of the variants asked for; those that the atlas does not hold are left out.

    Raises:
        UnreadableFileError: no atlas, or one made with other code, resources or tables.
    """
    # Plain tuples are found faster than variants, and there may be many thousands.
    variants = {(variant.pos, variant.ref, variant.alt): variant for variant in wanted}
    if not path.is_file():
        raise UnreadableFileError(path, "no such file", "make it with cd40lg-annot atlas")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            held = base.execute("SELECT value FROM about WHERE key = 'fingerprint'").fetchone()
            if held is None or held[0] != stamp:
                problem = "was made with another version, other resources or other tables"
                raise UnreadableFileError(path, problem, "make it anew with cd40lg-annot atlas")
            found: dict[Variant, Cells] = {}
            for first, last in _stretches(sorted({pos for pos, _, _ in variants})):
                query = "SELECT pos, ref, alt, cells FROM variants WHERE pos BETWEEN ? AND ?"
                for pos, ref, alt, cells in base.execute(query, (first, last)):
                    variant = variants.get((pos, ref, alt))
                    if variant is not None:
                        found[variant] = tuple(cells.split("\t"))
            return found
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
