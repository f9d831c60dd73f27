"""What a command and everything it starts takes of the machine, by the operating system's accounting."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall and processor; MiB of all processes alive at once, and of the largest one."""

    wall: float
    processor: float
    together: float
    largest: float


def measured(command: Sequence[str], folder: Path) -> Measured:
    """Run a command in a folder to its end.

    Ends the program with the command's own words if the command fails.
    """
    # Without compiled bytecode each job would compile the package again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with (folder / "bench.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    sampler = _Sampler(process.pid)
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    sampler.ended.set()
    sampler.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{(folder / 'bench.log').read_text()[-3000:]}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, sampler.highest / 1024, usage.ru_maxrss / 1024)


class _Sampler(threading.Thread):
    """Adds up the memory of a process and its descendants, again and again."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.highest = 0
        self._root = root

    def run(self) -> None:
        while not self.ended.wait(INTERVAL):
            self.highest = max(self.highest, sum(map(_memory, _descendants(self._root))))


def _descendants(root: int) -> list[int]:
    found, new = [], [root]
    while new:
        found += new
        new = [child for parent in new for child in _children(parent)]
    return found


def _children(process: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has ended
        return []


def _memory(process: int) -> int:
    """KiB that a process holds, what it shares with others in part."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:  # it has ended
        pass
    return 0
