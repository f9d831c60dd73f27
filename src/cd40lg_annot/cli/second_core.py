"""Work on many items, half of it done by a second core where the machine has one."""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar

Item = TypeVar("Item")

# Below this a second process costs more than it spares.
_MANY = 1_000


def in_halves(work: Callable[[Sequence[Item]], list[str]], items: Sequence[Item]) -> list[str]:
    """Make a text of each item, in their order; the result is the one that `work(items)` has.

    Where the items are many and there is a second core, a forked child takes the second half. If the
    child fails, for whatever reason, its half is done here, so an error comes up as without a child.
    """
    if len(items) < _MANY or not _has_second_core():
        return work(items)
    half = len(items) // 2
    return _with_child(work, items[:half], items[half:])


def _has_second_core() -> bool:
    """On Linux alone, where forking is safe, and never beside other threads, whose locks a child keeps."""
    cores = getattr(os, "sched_getaffinity", None)
    return cores is not None and len(cores(0)) > 1 and threading.active_count() == 1


def _with_child(
    work: Callable[[Sequence[Item]], list[str]], ours: Sequence[Item], theirs: Sequence[Item]
) -> list[str]:
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:  # no memory for it, or too many processes
        os.close(reading)
        os.close(writing)
        return work(ours) + work(theirs)
    if not child:
        os.close(reading)
        _answer(work, theirs, writing)
    os.close(writing)
    try:
        # Closed before the child is waited for: one that still writes then ends instead of waiting for us.
        with os.fdopen(reading, "rb") as answer:
            done = work(ours)
            texts = _received(answer)
    finally:
        # Where our caller ignores the ends of children, there is none to wait for.
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    return done + (work(theirs) if texts is None else texts)


def _answer(work: Callable[[Sequence[Item]], list[str]], items: Sequence[Item], writing: int) -> None:
    """Be the child: write the answer and end, without the farewells of the process that it copies."""
    try:
        with os.fdopen(writing, "wb") as answer:
            _send(work(items), answer)
    finally:
        os._exit(0)


def _send(texts: Sequence[str], answer: BinaryIO) -> None:
    """Write the lengths of the texts as one line, then the texts: faster than JSON for long ones."""
    body = "".join(texts).encode()
    lengths = " ".join([str(len(text)) for text in texts])
    answer.write(f"{len(body)} {lengths}\n".encode() + body)


def _received(answer: BinaryIO) -> list[str] | None:
    """Read what `_send` wrote; None where it is cut off."""
    head, body = answer.readline(), answer.read()
    whole, *lengths = [int(number) for number in head.split()] or [-1]
    if not head.endswith(b"\n") or len(body) != whole:
        return None
    text, found, start = body.decode(), [], 0
    for length in lengths:
        found.append(text[start : start + length])
        start += length
    return found
