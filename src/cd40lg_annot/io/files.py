"""Files written whole or not at all, safe file names, and checksums."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from cd40lg_annot.errors import UnreadableFileError

if TYPE_CHECKING:
    from cd40lg_annot.model import InputFile

_LONGEST_NAME = 100
_WAITERS = 8
# Files that `written_together` waits for at its end; None outside of it.
_waiting: ContextVar[list[Path] | None] = ContextVar("waiting", default=None)


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Raises:
        UnreadableFileError: the folder cannot be written to, or the disk is full.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        move_into_place(Path(temporary), path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        problem = f"cannot be written ({error.strerror})"
        raise UnreadableFileError(path, problem, "free space or choose a folder you may write to") from error


def move_into_place(made: Path, path: Path) -> None:
    """Give a finished file its permissions and its name, once it is on the disk.

    Inside `written_together` the wait for the disk comes later, for all files at once.
    """
    made.chmod(mode_of_new_files())
    waiting = _waiting.get()
    if waiting is None:
        synchronize(made)
    else:
        waiting.append(path)
    made.replace(path)


@contextmanager
def written_together() -> Iterator[None]:
    """Wait for the disk once, at the end, for all files that are written inside.

    A file then may have its name before its content is safe from a power cut. So this is for files that
    nobody believes in before another one says that they are there, which is written after the end.
    Waiting for each by itself took the reports of a cohort longer than making them.
    """
    written: list[Path] = []
    outside = _waiting.set(written)
    try:
        yield
    finally:
        _waiting.reset(outside)
    # Side by side, for the disk takes many at the price of one.
    with ThreadPoolExecutor(_WAITERS) as waiters:
        list(waiters.map(_synchronize_what_is_there, written))


def _synchronize_what_is_there(path: Path) -> None:
    """Wait for a file, unless another job has taken it away to write it again.

    Snakemake deletes the outputs of a job that begins. Where reports of one batch are asked for by name,
    several jobs write the same files, and each answers for its own.
    """
    with suppress(FileNotFoundError):
        synchronize(path)


def synchronize(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def mode_of_new_files() -> int:
    """Permissions that the umask leaves to a new file; a temporary file is made without regard to it."""
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


def file_name_of(identifier: str) -> str:
    """A file name that is safe on any system and differs for different identifiers.

    Letters, digits, `_`, `-` and inner dots stay; everything else is percent-encoded.
    A name past 100 characters is cut and ends in its checksum.

    >>> [file_name_of(name) for name in ("NA12878", "../../x", "x_{samples}", "Ana María")]
    ['NA12878', '%2E%2E%2F%2E%2E%2Fx', 'x_%7Bsamples%7D', 'Ana%20Mar%C3%ADa']
    """
    name = quote(identifier, safe="").replace("~", "%7E")
    if name.startswith((".", "-")) or ".." in name:
        name = name.replace(".", "%2E").replace("-", "%2D")
    if len(name) > _LONGEST_NAME:
        digest = hashlib.sha256(identifier.encode()).hexdigest()[:16]
        name = f"{name[: _LONGEST_NAME - 17]}~{digest}"
    return name


def input_file(path: str, role: str) -> "InputFile":
    """Checksum and size of an input file, as the report prints them.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    # Making the nouns of calls takes longer than all else here, and most that write files have no calls.
    from cd40lg_annot.model import InputFile

    try:
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return InputFile(path, role, digest, file.tell())
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
