"""Stable pseudonyms for people, samples and families, made with a key that the laboratory holds.

A pseudonym is the beginning of an HMAC-SHA-256 of the name: the same key gives the same pseudonym in
every run, and without the key no pseudonym can be traced back or made. Source: RFC 2104.
"""

import base64
import hashlib
import hmac
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError

_SHORTEST_KEY = 16
_LENGTH = 12
_OTHERS = 0o077


class Pseudonyms:
    """Gives names their pseudonyms under one key."""

    def __init__(self, key: bytes) -> None:
        """Take the key."""
        self._key = key

    def person(self, name: str) -> str:
        """Pseudonym of a person, a sample, or a column of a file.

        >>> Pseudonyms(b"0123456789abcdef").person("EX1-boy")
        'P-QHXBAFNS3525'
        """
        return f"P-{self._code('person', name)}"

    def family(self, name: str) -> str:
        """Pseudonym of a family."""
        return f"F-{self._code('family', name)}"

    def _code(self, kind: str, name: str) -> str:
        digest = hmac.new(self._key, f"{kind}\0{name}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest).decode()[:_LENGTH]


def read_pseudonyms(path: Path) -> Pseudonyms:
    """Read a key file, which its owner alone may be able to read.

    Raises:
        UnreadableFileError: it is missing, too short, or open to others.
    """
    try:
        mode, key = path.stat().st_mode, path.read_bytes().strip()
    except OSError as error:
        problem = error.strerror or "cannot be read"
        raise UnreadableFileError(path, problem, "make a key: head -c 32 /dev/urandom | base64") from error
    if mode & _OTHERS:
        raise UnreadableFileError(path, "this key can be read by others than its owner", f"chmod 600 {path}")
    if len(key) < _SHORTEST_KEY:
        problem = f"the key has {len(key)} bytes; {_SHORTEST_KEY} or more are needed"
        raise UnreadableFileError(path, problem, "make a key: head -c 32 /dev/urandom | base64")
    return Pseudonyms(key)
