"""Time and memory of loading and matching a large table.

    python bench/tables_speed.py

Writes a table of 50,000 rows (substitutions, padded and shifted indels, both builds), reads it, and
matches 10,000 variants against it. Aim: loading and matching under 2 s and 200 MiB.
"""

import random
import resource
import tempfile
import time
from pathlib import Path

from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import normalize
from cd40lg_annot.model import Build

ROWS, VARIANTS = 50_000, 10_000
COLUMNS = "contig build pos ref alt classification review_status date accession condition release note"
HEAD = "# name: bench\n# source: made\n# release: 2026\n# kind: registry\n# scope: complete\n"


def main() -> None:
    """Write, read, match, print."""
    chance, locus = random.Random(5), read_locus()
    path = Path(tempfile.mkdtemp()) / "bench.tsv"
    lines = [row(index, chance, locus) for index in range(ROWS)]
    path.write_text(HEAD + COLUMNS.replace(" ", "\t") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    queries = [allele(chance, locus) for _ in range(VARIANTS)]
    start, start_cpu = time.perf_counter(), time.process_time()
    knowledge = read_knowledge(locus, [path])
    loaded = time.perf_counter()
    found = sum(bool(matches(normalize(*query, locus.sequence), knowledge, locus)) for query in queries)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rows {knowledge.tables[-1].version.rows}, variants {VARIANTS}, with a match {found}")
    print(f"load and index {loaded - start:.2f} s, match {ended - loaded:.2f} s")
    cpu = time.process_time() - start_cpu
    print(f"together {ended - start:.2f} s ({cpu:.2f} s of CPU), peak memory of the process {peak:.0f} MiB")


def allele(chance: random.Random, locus) -> tuple[int, str, str]:  # noqa: ANN001
    """A random change with up to five bases of padding."""
    pos = chance.randrange(4_800, 17_400)
    ref = locus.bases(pos - 1, pos - 1 + chance.randrange(1, 6))
    alt = ref[:1] + "".join(chance.choice("ACGT") for _ in range(chance.randrange(4)))
    return (pos, ref, alt) if ref != alt else (pos, ref, alt + "A")


def row(index: int, chance: random.Random, locus) -> str:  # noqa: ANN001
    """One row of the table."""
    pos, ref, alt = allele(chance, locus)
    build = chance.choice(list(Build))
    stated = chance.choice(["Pathogenic", "Likely_benign", "Uncertain_significance", "Benign/Likely_benign"])
    cells = ["chrX", build.value, str(locus.genomic_pos(pos, build)), ref, alt, stated]
    cells += [
        "criteria provided, single submitter",
        "2025-01-01",
        f"VCV{index:09d}",
        "HIGM1",
        "2026-01-01",
        f"n{index}",
    ]
    return "\t".join(cells)


if __name__ == "__main__":
    main()
