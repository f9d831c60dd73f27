"""How long it takes to read the gene from VCFs, beside `bcftools view -r` on the same files.

    python bench/bench_extract.py [--files 200] [--samples 3000]

Two shapes: many indexed genome-wide files of one sample, and one file of many samples at the
locus. Everything is generated from a fixed seed in a temporary folder. Times are of whole processes;
the start-up of both programs is measured on one file and taken off.
"""

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pysam

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build

COMMAND = Path(sys.executable).parent / "cd40lg-annot"
LOCUS = read_locus()
FIRST = LOCUS.genomic_pos(1, Build.GRCH38)
LAST = LOCUS.genomic_pos(len(LOCUS), Build.GRCH38)
HEADER = [
    "##fileformat=VCFv4.2",
    "##contig=<ID=chr1,length=248956422>",
    "##contig=<ID=chrX,length=156040895>",
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">',
]
COLUMNS = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--samples", type=int, default=3000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        genomes = [genome(Path(folder), number) for number in range(options.files)]
        cohort = many_samples(Path(folder), options.samples)
        report("genome-wide, one sample", "per file", *per_file(Path(folder), genomes))
        report(
            f"one file of {options.samples} samples",
            "per file",
            *whole(Path(folder), cohort, options.samples),
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MiB")


def report(what: str, unit: str, ours: float, theirs: float | None) -> None:
    """Print one line."""
    ratio = (
        "bcftools is not installed"
        if theirs is None
        else f"bcftools {1000 * theirs:.1f} ms, {ours / theirs:.1f} times"
    )
    print(f"{what}: {1000 * ours:.1f} ms {unit}; {ratio}")


def genome(folder: Path, number: int) -> Path:
    """Write an indexed exome-size VCF: 20,000 records on chr1, 1,500 on X, two of them in the gene."""
    rng = random.Random(number)
    positions = sorted(rng.sample(range(10_000, 240_000_000), 20_000))
    lines = [f"chr1\t{pos}\t.\tA\tG\t50\tPASS\t.\tGT:AD:DP:GQ\t0/1:15,15:30:99" for pos in positions]
    on_x = {
        pos: ("A", "G")
        for pos in rng.sample(range(3_000_000, 155_000_000), 1_500)
        if not FIRST <= pos <= LAST
    }
    for pos in rng.sample(range(FIRST, LAST), 2):
        on_x[pos] = substitution(pos, rng)
    lines += [
        f"chrX\t{pos}\t.\t{ref}\t{alt}\t50\tPASS\t.\tGT:AD:DP:GQ\t{rng.choice(['0/1', '1/1'])}:15,15:30:99"
        for pos, (ref, alt) in sorted(on_x.items())
    ]
    return indexed(folder / f"S{number}.vcf", [f"S{number}"], lines)


def many_samples(folder: Path, count: int) -> Path:
    """Write 150 records of the locus for many samples."""
    rng = random.Random(1)
    values = ["0/0:30,0:30:90"] * 20 + ["0/1:15,15:30:99", "1/1:0,30:30:99"]
    lines = []
    for pos in sorted(rng.sample(range(FIRST, LAST), 150)):
        ref, alt = substitution(pos, rng)
        calls = "\t".join(rng.choices(values, k=count))
        lines.append(f"chrX\t{pos}\t.\t{ref}\t{alt}\t50\tPASS\t.\tGT:AD:DP:GQ\t{calls}")
    return indexed(folder / "cohort.vcf", [f"C{number}" for number in range(count)], lines)


def substitution(pos: int, rng: random.Random) -> tuple[str, str]:
    """Give the reference base at a GRCh38 position, and another one."""
    ref = LOCUS.sequence[LOCUS.locus_pos(pos, Build.GRCH38) - 1]
    return ref, rng.choice([base for base in "ACGT" if base != ref])


def indexed(path: Path, samples: list[str], lines: list[str]) -> Path:
    """Write, compress and index."""
    path.write_text("\n".join([*HEADER, "\t".join([*COLUMNS, *samples]), *lines, ""]))
    target = path.with_suffix(".vcf.gz")
    pysam.tabix_compress(str(path), str(target), force=True)
    pysam.tabix_index(str(target), preset="vcf", force=True)
    path.unlink()
    return target


def per_file(folder: Path, files: list[Path]) -> tuple[float, float | None]:
    """Seconds per file beyond start-up: many files against one."""
    rows = [(file.name.split(".")[0], file) for file in files]
    ours = (extract_seconds(folder, rows) - extract_seconds(folder, rows[:1])) / (len(files) - 1)
    if shutil.which("bcftools") is None:
        return ours, None
    started = time.perf_counter()
    for file in files:
        bcftools(file)
    return ours, (time.perf_counter() - started) / len(files)


def whole(folder: Path, cohort: Path, count: int) -> tuple[float, float | None]:
    """Seconds for all samples of one file, start-up taken off ours."""
    rows = [(f"C{number}", cohort) for number in range(count)]
    ours = extract_seconds(folder, rows) - extract_seconds(folder, rows[:1])
    if shutil.which("bcftools") is None:
        return ours, None
    return ours, min(timed(cohort) for _ in range(3))


def timed(file: Path) -> float:
    """Seconds that bcftools takes for one file."""
    started = time.perf_counter()
    bcftools(file)
    return time.perf_counter() - started


def bcftools(file: Path) -> None:
    """View the locus."""
    command = ["bcftools", "view", "-r", f"chrX:{FIRST}-{LAST}", str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def extract_seconds(folder: Path, rows: list[tuple[str, Path]]) -> float:
    """Fastest of three whole runs of `extract`."""
    inputs = folder / "inputs.json"
    inputs.write_text(json.dumps(checked(rows)))
    return min(run_once(inputs, folder / "out.json") for _ in range(3))


def run_once(inputs: Path, output: Path) -> float:
    """Seconds of one run."""
    started = time.perf_counter()
    command = [str(COMMAND), "extract", "--inputs", str(inputs), "--batch", "all", "--output", str(output)]
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def checked(rows: list[tuple[str, Path]]) -> dict[str, object]:
    """Give what check-inputs would write."""
    names = [name for name, _ in rows]
    return {
        "samples": list(sheet(rows)),
        "people": [
            {
                "person": name,
                "family": name,
                "father": None,
                "mother": None,
                "sex": "female",
                "affected": "unknown",
            }
            for name in names
        ],
        "batches": [{"name": "all", "families": names, "samples": names}],
    }


def sheet(rows: list[tuple[str, Path]]) -> Iterator[dict[str, object]]:
    """Give the rows of a sample sheet."""
    for number, (name, file) in enumerate(rows, start=2):
        yield {"sample": name, "vcf": str(file), "vcf_sample": name, "row": number}


if __name__ == "__main__":
    main()
