"""Blocked gzip: whether a file is one, and whether it is whole."""

import gzip
import zlib
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.limits import refuse_long_lines

GZIP = b"\x1f\x8b"
_BGZF_EOF = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")


def refuse_damaged(path: str) -> None:
    """Refuse a file that is missing, empty, cut off, or has a line that would fill the memory.

    Raises:
        UnreadableFileError: the file is one of these.
    """
    try:
        with Path(path).open("rb") as file:
            start = file.read(18)
            size = file.seek(0, 2)
            file.seek(max(0, size - len(_BGZF_EOF)))
            end = file.read()
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    if not start:
        raise UnreadableFileError(path, "the file is empty", "write it again")
    if is_bgzf(start) and end != _BGZF_EOF:
        problem = "the file is truncated (its end-of-file block is missing)"
        raise UnreadableFileError(path, problem, "copy it again or write it again")
    if is_bgzf(start) and is_text(path):
        refuse_long_lines(path)


def is_text(path: str) -> bool:
    """Whether a blocked gzip file holds text; a BCF's records are no lines."""
    with gzip.open(path, "rb") as file:
        try:
            return not file.read(3).startswith(b"BCF")
        except (OSError, EOFError, zlib.error):
            return False


def is_bgzf(start: bytes) -> bool:
    """Whether a file that begins with these 18 bytes is blocked gzip."""
    return start.startswith(GZIP) and start[12:14] == b"BC"
