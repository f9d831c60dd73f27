"""What the column `coverage` of the sample sheet names: a depth file or an alignment."""

import gzip
import zlib
from pathlib import Path

from cd40lg_annot.io.alignment import check_alignment
from cd40lg_annot.io.bgzf import is_bgzf, refuse_damaged
from cd40lg_annot.model import CoverageKind

_BAM, _CRAM = b"BAM\x01", b"CRAM"


def coverage_kind(path: str) -> CoverageKind:
    """Tell an alignment from a depth file by its first bytes.

    Raises:
        UnreadableFileError: the file is missing, empty or truncated.
    """
    refuse_damaged(path)
    with Path(path).open("rb") as file:
        start = file.read(18)
    if start.startswith(_CRAM) or (is_bgzf(start) and _first_bytes(path) == _BAM):
        return CoverageKind.ALIGNMENT
    return CoverageKind.DEPTH_FILE


def check_coverage(path: str) -> None:
    """Check as much of the file as can be checked without knowing the sample's build.

    Raises:
        UnreadableFileError: the file is missing, empty or truncated, or an alignment has no index.
    """
    if coverage_kind(path) is CoverageKind.ALIGNMENT:
        check_alignment(path)


def _first_bytes(path: str) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            return file.read(len(_BAM))
    except (OSError, EOFError, zlib.error):
        return b""
