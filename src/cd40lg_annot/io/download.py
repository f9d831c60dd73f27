"""Fetch from a server that may be slow, busy, cut off or wrong: the only module that touches the network.

Time-outs, bounded retries that wait longer each time, `Retry-After`, and resumption: a transfer that
breaks off goes on from the byte it had reached, as long as the server still holds the same file, also
in a later run.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cd40lg_annot.errors import AnnotationError, one_line
from cd40lg_annot.io.partial import partial_of

if TYPE_CHECKING:
    from requests import Response, Session

T = TypeVar("T")

_NOT_SO_LONG = 416
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT_SECONDS = 120.0
# What is lost of a transfer that breaks off is at most this many bytes.
_PIECE = 1 << 13


class DownloadError(AnnotationError):
    """A server did not give what was asked for; what stands on disk is untouched."""

    def __init__(self, url: str, problem: str, remedy: str) -> None:
        super().__init__(f"{one_line(url)}: {one_line(problem)}; {one_line(remedy)}")


class _TryAgainError(Exception):
    """A fault that may pass; `wait` is what the server asks for, in seconds."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


@dataclass
class Client:
    """How to fetch: limits, proxy, and how to sleep, so that tests need not wait.

    `connect_seconds`, `read_seconds`: longest wait for a connection and between two packets.
    `first_wait_seconds` doubles at each retry. `parts`: a folder in which a transfer that breaks off is
    kept for the next run; None to keep nothing.
    """

    proxy: str | None = None
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    retries: int = 5
    first_wait_seconds: float = 1.0
    parts: Path | None = None
    sleep: Callable[[float], None] = time.sleep
    _session: "Session | None" = field(default=None, repr=False)

    def whole(self, url: str) -> bytes:
        """Fetch a whole file."""
        return self._fetch(url, None, None)

    def piece(self, url: str, start: int, end: int) -> bytes:
        """Fetch bytes of a file, 0-based and half-open; fewer only where the file ends before."""
        return self._fetch(url, start, end)

    def post_json(self, url: str, body: Mapping[str, object]) -> object:
        """Send JSON and read JSON back."""

        def once() -> object:
            with self._request("POST", url, json=body) as response:
                _check_kind(url, response, "application/json")
                try:
                    answer: object = response.json()
                except ValueError as error:
                    problem = "the answer is cut short or is not JSON"
                    raise _TryAgainError(problem) from error
                return answer

        return self._with_retries(url, once)

    def _fetch(self, url: str, start: int | None, end: int | None) -> bytes:
        kept = partial_of(self.parts, url, start, end) if self.parts else None
        earlier, tag = kept.read() if kept else (b"", "")
        if end is not None and len(earlier) >= end - (start or 0):
            earlier = b""
        received = bytearray(earlier)

        def once() -> bytes:
            nonlocal tag
            offset = (start or 0) + len(received)
            headers = {"Accept-Encoding": "identity"}
            ranged = start is not None or bool(received)
            if ranged:
                headers["Range"] = f"bytes={offset}-{'' if end is None else end - 1}"
            with self._request("GET", url, headers=headers, stream=True) as response:
                _check_kind(url, response, None)
                if response.status_code == _NOT_SO_LONG:
                    received.clear()
                    raise _TryAgainError("the file on the server is shorter than asked for")
                if ranged and response.status_code != 206:
                    if start is not None:
                        problem = "the server gives no part of a file, only the whole"
                        raise DownloadError(url, problem, "use --from with a file, or another mirror")
                    received.clear()
                now = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
                if received and now != tag:
                    received.clear()
                    raise _TryAgainError("the file changed on the server during the transfer")
                tag = now
                is_whole = False
                try:
                    _read_body(response, received)
                    is_whole = True
                finally:
                    # Also where the user stops the program: the next run goes on from here.
                    if kept and not is_whole:
                        kept.write(bytes(received), tag)
            return bytes(received)

        content = self._with_retries(url, once)
        if kept:
            kept.remove()
        return content

    def _request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: Mapping[str, object] | None = None,
        stream: bool = False,
    ) -> "Response":
        import requests

        if self._session is None:
            self._session = requests.Session()
            if self.proxy:
                self._session.proxies.update({"http": self.proxy, "https": self.proxy})
        limits = (self.connect_seconds, self.read_seconds)
        try:
            response = self._session.request(
                method, url, timeout=limits, headers=headers, json=json, stream=stream
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            raise _TryAgainError(f"no answer ({type(error).__name__})") from error
        except requests.RequestException as error:
            raise DownloadError(url, str(error), "correct the address") from error
        if response.status_code in _BUSY:
            raise _TryAgainError(f"HTTP {response.status_code}", _retry_after(response))
        if response.status_code >= 400 and response.status_code != _NOT_SO_LONG:
            remedy = "correct the address, or use --from with a file"
            raise DownloadError(url, f"HTTP {response.status_code}", remedy)
        return response

    def _with_retries(self, url: str, once: Callable[[], T]) -> T:
        wait = self.first_wait_seconds
        problem = ""
        for attempt in range(self.retries + 1):
            try:
                return once()
            except _TryAgainError as error:
                problem = str(error)
                if attempt < self.retries:
                    asked = wait if error.wait is None else max(wait, error.wait)
                    self.sleep(min(asked, _LONGEST_WAIT_SECONDS))
                    wait *= 2
        tries = self.retries + 1
        raise DownloadError(url, f"{problem}, {tries} times", "try later, or use --from with a file")


def _read_body(response: "Response", received: bytearray) -> None:
    """Add the body to what was received; a body that ends early is tried again from there."""
    import requests

    expected = int(response.headers.get("Content-Length", -1))
    before = len(received)
    try:
        for piece in response.iter_content(_PIECE):
            received.extend(piece)
    except requests.RequestException as error:
        raise _TryAgainError("the transfer broke off") from error
    if 0 <= expected != len(received) - before:
        raise _TryAgainError("the transfer was cut short")


def _check_kind(url: str, response: "Response", wanted: str | None) -> None:
    kind = response.headers.get("Content-Type", "")
    if "html" in kind or (wanted and kind and wanted not in kind):
        problem = f"answers with a page ({kind or 'no type'}), not with data"
        raise DownloadError(url, problem, "check the address and the proxy; a sign-in page may answer")


def _retry_after(response: "Response") -> float | None:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else None
