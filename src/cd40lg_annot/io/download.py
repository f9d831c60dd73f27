"""Fetch from a server that may be slow, busy, cut off or wrong: the only module that touches the network.

Time-outs, bounded retries that wait longer each time, `Retry-After`, and resumption: a transfer that
breaks off goes on from the byte it had reached, as long as the server still holds the same file, also
in a later run.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cd40lg_annot.io.partial import partial_of
from cd40lg_annot.io.response import (
    DownloadError,
    Limits,
    TryAgainError,
    check_kind,
    check_place,
    read_body,
    retry_after,
)

if TYPE_CHECKING:
    from requests import Response, Session

T = TypeVar("T")

_NOT_SO_LONG = 416
_AS_IT_IS = {"Accept-Encoding": "identity"}
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT_SECONDS = 120.0
# Of a file that is asked for whole (an index), and of an answer in JSON; ClinVar's index has half a million.
_MOST_BYTES = 1 << 26
_MOST_JSON = 1 << 28


@dataclass
class Client:
    """How to fetch: limits, proxy, and how to sleep, so that tests need not wait.

    `connect_seconds`, `read_seconds`: longest wait for a connection and between two packets;
    `attempt_seconds`: longest transfer before a new one goes on from where it had come.
    `first_wait_seconds` doubles at each retry. `parts`: a folder in which a transfer that breaks off is
    kept for the next run; None to keep nothing.
    """

    proxy: str | None = None
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    attempt_seconds: float = 600.0
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
            with self._request("POST", url, body=body, headers=_AS_IT_IS) as response:
                check_kind(url, response, "application/json")
                content = bytearray()
                read_body(url, response, content, Limits(_MOST_JSON, self.attempt_seconds))
                try:
                    answer: object = json.loads(content)
                except (ValueError, RecursionError) as error:
                    problem = "the answer is cut short or is not JSON"
                    raise TryAgainError(problem) from error
                return answer

        return self._with_retries(url, once)

    def _fetch(self, url: str, start: int | None, end: int | None) -> bytes:
        kept = partial_of(self.parts, url, start, end) if self.parts else None
        earlier, tag = kept.read() if kept else (b"", "")
        if end is not None and len(earlier) >= end - (start or 0):
            earlier = b""
        received = bytearray(earlier)
        most = _MOST_BYTES if end is None else end - (start or 0)

        def once() -> bytes:
            nonlocal tag
            offset = (start or 0) + len(received)
            headers = dict(_AS_IT_IS)
            ranged = start is not None or bool(received)
            if ranged:
                headers["Range"] = f"bytes={offset}-{'' if end is None else end - 1}"
            with self._request("GET", url, headers=headers) as response:
                check_kind(url, response, None)
                if response.status_code == _NOT_SO_LONG:
                    received.clear()
                    raise TryAgainError("the file on the server is shorter than asked for")
                if not _is_part(url, response, offset if ranged else None, can_restart=start is None):
                    received.clear()
                now = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
                if received and now != tag:
                    received.clear()
                    raise TryAgainError("the file changed on the server during the transfer")
                tag = now
                is_whole = False
                try:
                    read_body(url, response, received, Limits(most, self.attempt_seconds))
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
        body: Mapping[str, object] | None = None,
    ) -> "Response":
        import requests

        if self._session is None:
            self._session = requests.Session()
            if self.proxy:
                self._session.proxies.update({"http": self.proxy, "https": self.proxy})
        limits = (self.connect_seconds, self.read_seconds)
        try:
            response = self._session.request(
                method, url, timeout=limits, headers=headers, json=body, stream=True
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            raise TryAgainError(f"no answer ({type(error).__name__})") from error
        except requests.RequestException as error:
            raise DownloadError(url, str(error), "correct the address") from error
        if response.status_code in _BUSY:
            raise TryAgainError(f"HTTP {response.status_code}", retry_after(response))
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
            except TryAgainError as error:
                problem = str(error)
                if attempt < self.retries:
                    asked = wait if error.wait is None else max(wait, error.wait)
                    self.sleep(min(asked, _LONGEST_WAIT_SECONDS))
                    wait *= 2
        tries = self.retries + 1
        raise DownloadError(url, f"{problem}, {tries} times", "try later, or use --from with a file")


def _is_part(url: str, response: "Response", offset: int | None, *, can_restart: bool) -> bool:
    """Whether the answer goes on from `offset`, where that was asked for (None: the whole file was).

    Raises:
        DownloadError: the server gives only whole files, and a part is needed.
        TryAgainError: the part is another one than was asked for.
    """
    if offset is None:
        return True
    if response.status_code != 206:
        if can_restart:
            return False
        problem = "the server gives no part of a file, only the whole"
        raise DownloadError(url, problem, "use --from with a file, or another mirror")
    check_place(response, offset)
    return True
