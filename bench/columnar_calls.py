"""A prototype for a million samples: calls in Parquet, and one re-annotation of them as a join.

    pip install duckdb
    python bench/columnar_calls.py [--samples 1000000] [--per-sample 4]

Writes one row per call (sample, variant, genotype, depth, quality), drawn with a fixed seed: most calls are
of few common variants, some of many rare ones. Then a release of ClinVar changes the class of 100 variants,
and the samples whose report has to be written again are found. Prints size, times and memory.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import duckdb

VARIANTS, CHANGED = 60_000, 100


def main() -> None:
    """Write, join, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=1_000_000)
    parser.add_argument("--per-sample", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        calls = Path(name) / "calls.parquet"
        base = duckdb.connect()
        base.execute("set threads = 2; select setseed(0.5)")
        written = timed(base, make_calls(options.samples, options.per_sample, calls))
        joined = timed(base, samples_to_report_again(calls))
        found = base.execute("select count(*) from again").fetchone()
        size = calls.stat().st_size
    print(f"{options.samples * options.per_sample} calls of {options.samples} samples: {size / 1e6:.0f} MB")
    print(f"written in {written:.1f} s of processor time; {CHANGED} changed classes found in {joined:.2f} s")
    print(f"samples to report again: {found[0] if found else 0}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def timed(base: duckdb.DuckDBPyConnection, statement: str) -> float:
    """Processor seconds of a statement."""
    begun = time.process_time()
    base.execute(statement)
    return time.process_time() - begun


def make_calls(samples: int, per_sample: int, path: Path) -> str:
    """The statement that writes the calls; the fourth power makes low numbers common."""
    return f"""
        copy (
            select number // {per_sample} as sample,
                   cast(pow(random(), 4) * {VARIANTS} as integer) as variant,
                   cast(random() * 2 as utinyint) as genotype,
                   cast(20 + random() * 40 as usmallint) as depth,
                   cast(60 + random() * 39 as utinyint) as quality
            from range({samples * per_sample}) as numbers(number)
            order by sample, variant
        ) to '{path}' (format parquet, compression zstd)"""  # noqa: S608


def samples_to_report_again(path: Path) -> str:
    """The statement that joins the calls with the variants whose class changed, rare ones all."""
    return f"""
        create table again as
        select distinct sample from '{path}' join (
            select {VARIANTS} // 2 + number * 7 as variant from range({CHANGED}) as numbers(number)
        ) using (variant)"""  # noqa: S608


if __name__ == "__main__":
    main()
