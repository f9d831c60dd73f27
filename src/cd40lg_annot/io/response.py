"""Read an answer of a server within limits of size and time, as the bytes that the server holds.

Nothing here opens a connection: the module that fetches does.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from cd40lg_annot.errors import AnnotationError, one_line

# What is lost of a transfer that breaks off is at most this many bytes.
_PIECE = 1 << 13
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


class DownloadError(AnnotationError):
    """A server did not give what was asked for; what stands on disk is untouched."""

    def __init__(self, url: str, problem: str, remedy: str) -> None:
        super().__init__(f"{one_line(url)}: {one_line(problem)}; {one_line(remedy)}")


class TryAgainError(Exception):
    """A fault that may pass; `wait` is what the server asks for, in seconds."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


class Answer(Protocol):
    """What is asked of a response of `requests` here."""

    raw: Any

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers by name, whatever its case."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one answer may hold, in bytes, and how long it may take, in seconds."""

    most_bytes: int
    seconds: float
    clock: Callable[[], float] = time.monotonic


def read_body(url: str, response: Answer, received: bytearray, limits: Limits) -> None:
    """Add the body, as it was sent, to what was received; one that ends early is to be tried again.

    Raises:
        DownloadError: it is larger than what was asked for can be.
        TryAgainError: it broke off, or came so slowly that a new connection is better.
    """
    from urllib3.exceptions import HTTPError

    start = limits.clock()
    try:
        # Not decoded: a mirror may say "gzip" of a file that is compressed in itself.
        for piece in response.raw.stream(_PIECE, decode_content=False):
            received.extend(piece)
            if len(received) > limits.most_bytes:
                problem = f"gives more than the {limits.most_bytes} bytes that were to be expected"
                raise DownloadError(url, problem, "check the address, or use --from with a file")
            if limits.clock() - start > limits.seconds:
                raise TryAgainError("the transfer was too slow")
    # urllib3 also raises where fewer bytes came than the server had said.
    except (HTTPError, OSError) as error:
        raise TryAgainError("the transfer broke off") from error


def check_kind(url: str, response: Answer, wanted: str | None) -> None:
    """Refuse a page where data were asked for.

    Raises:
        DownloadError: the content is HTML, or not of the kind that is wanted.
    """
    kind = response.headers.get("Content-Type", "")
    if "html" in kind or (wanted and kind and wanted not in kind):
        problem = f"answers with a page ({kind or 'no type'}), not with data"
        raise DownloadError(url, problem, "check the address and the proxy; a sign-in page may answer")


def check_place(response: Answer, start: int) -> None:
    """Refuse a part of the file that is not the one asked for.

    Raises:
        TryAgainError: the server says that its bytes begin elsewhere.
    """
    stated = response.headers.get("Content-Range", "")
    match = _CONTENT_RANGE.fullmatch(stated)
    if stated and (match is None or int(match[1]) != start):
        raise TryAgainError(f"the server gives {stated}, not the bytes from {start} on")


def retry_after(response: Answer) -> float | None:
    """Seconds to wait that the server asks for, as a number or until a date; None where it does not say."""
    text = response.headers.get("Retry-After", "")
    if text.isdecimal():
        return float(text)
    try:
        day = parsedate_to_datetime(text)
    except ValueError:
        return None
    day = day if day.tzinfo else day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(tz=UTC)).total_seconds())
