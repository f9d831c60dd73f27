"""What was received of a transfer that broke off, kept beside the table until the next run takes it up."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Partial:
    """One transfer's file: a line that says what it is, then the bytes received so far."""

    path: Path

    def read(self) -> tuple[bytes, str]:
        """Bytes that an earlier run received, and the server's tag of that file; nothing if unusable."""
        try:
            head, _, body = self.path.read_bytes().partition(b"\n")
            tag = json.loads(head)["tag"]
        except (OSError, ValueError, KeyError, TypeError):
            return b"", ""
        return (body, tag) if isinstance(tag, str) and tag else (b"", "")

    def write(self, received: bytes, tag: str) -> None:
        """Keep what was received; without a tag nobody could tell whether the file is still the same."""
        if received and tag:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(json.dumps({"tag": tag}).encode() + b"\n" + received)

    def remove(self) -> None:
        """Forget it, and the folder once it is empty."""
        self.path.unlink(missing_ok=True)
        with suppress(OSError):
            self.path.parent.rmdir()


def partial_of(folder: Path, url: str, start: int | None, end: int | None) -> Partial:
    """Where the bytes of one stretch of one address are kept."""
    name = hashlib.sha256(f"{url} {start} {end}".encode()).hexdigest()[:16]
    return Partial(folder / f"{name}.part")
