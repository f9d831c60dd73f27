"""Time the risk command as whole processes, and write what came out to bench/risk.md.

    python bench/risk.py

A family of 60 with two loops, a thousand families of 12, and 3,202 people with 602 trios are written
to a temporary folder. Each figure is processor time, the best of three, with the start of Python in it:
the command is one thread, and a shared machine's wall clock would measure its neighbours.
"""

import resource
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

PAGE = Path(__file__).with_suffix(".md")


def main() -> None:
    """Time every case and rewrite the table."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, target, lines, options in CASES:
            path = Path(folder) / "family.ped"
            path.write_text("\n".join(lines()) + "\n", encoding="utf-8")
            rows.append(f"| {name} | {target} | {_best_of_three(path, options):.2f} s |")
    page = PAGE.read_text(encoding="utf-8")
    head, _, _ = page.partition("| case |")
    table = ["| case | target | measured |", "|---|---|---|", *rows]
    PAGE.write_text(head + "\n".join(table) + "\n", encoding="utf-8")


def _best_of_three(path: Path, options: list[str]) -> float:
    seconds = []
    for _ in range(3):
        start = _spent()
        command = ["cd40lg-annot", "risk", "--pedigree", str(path), "--json", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(_spent() - start)
    return min(seconds)


def _spent() -> float:
    """Processor seconds of all finished child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def family_of_60() -> Iterator[str]:
    """Four generations from one couple; cousins marry twice."""
    yield from ("f I1 0 0 1 1", "f I2 0 0 2 1")
    for k in range(6):
        male = k % 2 == 0
        yield f"f II{k} I1 I2 {1 if male else 2} {2 if k == 0 else 1}"
        yield f"f s{k} 0 0 {2 if male else 1} 1"
        father, mother = (f"II{k}", f"s{k}") if male else (f"s{k}", f"II{k}")
        yield from (f"f III{k}{j} {father} {mother} {1 + j % 2} 1" for j in range(4 if k else 0))
    for n, (father, mother) in enumerate((("III10", "III31"), ("III30", "III51"))):
        for j in range(5):
            yield f"f IV{n}{j} {father} {mother} {1 + j % 2} {2 if (n, j) == (0, 2) else 1}"
    yield from (f"f V{j} 0 III53 {1 + j % 2} 1" for j in range(16))


def thousand_families() -> Iterator[str]:
    """An affected uncle and nephew, a consultand and her children."""
    family = (
        "gf 0 0 1 1;gm 0 0 2 1;u gf gm 1 2;m gf gm 2 1;a gf gm 2 1;d 0 0 1 1;"
        "b d m 1 2;g d m 2 1;e 0 0 1 1;x e a 1 1;y e a 2 1;z e a 1 1"
    )
    for n in range(1000):
        for row in family.split(";"):
            person, father, mother, *rest = row.split()
            ids = [name if name == "0" else f"{n}{name}" for name in (person, father, mother)]
            yield " ".join((f"f{n}", *ids, *rest))


def trios() -> Iterator[str]:
    """602 trios and 1,396 single people, phenotypes not known."""
    for n in range(602):
        yield from (f"t{n} f{n} 0 0 1 0", f"t{n} m{n} 0 0 2 0", f"t{n} c{n} f{n} m{n} {1 + n % 2} 0")
    yield from (f"s{n} s{n} 0 0 {1 + n % 2} 0" for n in range(1396))


Case = tuple[str, str, Callable[[], Iterator[str]], list[str]]
CASES: tuple[Case, ...] = (
    ("60 people, two loops", "1 s", family_of_60, []),
    ("60 people, two loops, mosaicism", "1 s", family_of_60, ["--mosaicism"]),
    ("60 people, two loops, fractions", "", family_of_60, ["--exact"]),
    ("1,000 families of 12", "10 s", thousand_families, []),
    ("1,000 families of 12, mosaicism", "", thousand_families, ["--mosaicism"]),
    ("3,202 people, 602 trios: read, checked and computed", "5 s", trios, []),
)


if __name__ == "__main__":
    main()
