"""How long it takes to read the gene from VCFs, beside `bcftools view -r` on the same files.

    python bench/bench_extract.py [--files 60] [--samples 3000]

Three shapes: many indexed genome-wide files of one sample; one file of many samples at the locus with the
allele frequencies of a population, where most variants are rare; and one in which every eleventh genotype
carries a variant. Everything is generated from a fixed seed in a temporary folder.

Figures are user and system processor time, which other work on the machine disturbs less than wall time,
and wall time beside it; ratios are of one run. The start-up of both programs is taken off: ours is
`extract` of one sample (of nine, for files of many, so that numpy is loaded), theirs `bcftools --version`.
"Read" is `extract` without making each sample's rows and writing them: what bcftools does. Each figure is
the best of five, ours and theirs measured in turns.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
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
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="likelihoods">',
]
_TURNS = 5
COLUMNS = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]


@dataclass(frozen=True)
class Cost:
    """Processor and wall time in seconds, and the most memory held, in MiB."""

    processor: float
    wall: float
    memory: float

    def beyond(self, start: "Cost", files: int = 1) -> "Cost":
        """Give what is left for each file once start-up is taken off; memory as it is."""
        return Cost((self.processor - start.processor) / files, (self.wall - start.wall) / files, self.memory)


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--samples", type=int, default=3000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report_genomes(folder, [genome(folder, number) for number in range(options.files)])
        report_cohort("rare variants", folder, rare_variants(folder, options.samples))
        report_cohort("frequent variants", folder, many_samples(folder, options.samples))


def report_genomes(folder: Path, files: list[Path]) -> None:
    """Many files against one, for each file."""
    rows = [(file.name.split(".")[0], file) for file in files]
    first, ours, start, theirs = alternately(
        lambda: extract(folder, rows[:1]),
        lambda: extract(folder, rows),
        lambda: each(["bcftools", "--version"] for _ in files),
        lambda: each(view(file) for file in files),
    )
    print(f"start-up: {line(first)}")
    report("genome-wide, one sample", ours.beyond(first, len(files) - 1), theirs.beyond(start, len(files)))


def report_cohort(what: str, folder: Path, file: Path) -> None:
    """All samples of one file against nine of them, and reading alone."""
    with pysam.VariantFile(str(file)) as opened:
        rows = [(name, file) for name in opened.header.samples]
    first, whole, read, start, viewed = alternately(
        lambda: extract(folder, rows[:9]),
        lambda: extract(folder, rows),
        lambda: read_only(file, [name for name, _ in rows]),
        lambda: each([["bcftools", "--version"]]),
        lambda: each([view(file)]),
    )
    theirs = viewed.beyond(start)
    report(f"{what}, {len(rows)} samples, read", read, theirs)
    report(f"{what}, {len(rows)} samples, whole", whole.beyond(first), theirs)


def report(what: str, ours: Cost, theirs: Cost) -> None:
    """Print one line."""
    ratio = ours.processor / theirs.processor
    print(f"{what}: {line(ours)}; bcftools {times(theirs)}; {ratio:.1f} times", flush=True)


def line(cost: Cost) -> str:
    """Say a cost. Memory is told of our processes alone: a small one seems as large as this one is."""
    return f"{times(cost)}, {cost.memory:.0f} MiB"


def times(cost: Cost) -> str:
    """Say times."""
    return f"{1000 * cost.processor:.1f} ms processor, {1000 * cost.wall:.1f} ms wall"


def alternately(*runs: Callable[[], Cost]) -> list[Cost]:
    """Cheapest of several of each, taken in turns: a machine that slows down slows all of them."""
    costs = [[run() for run in runs] for _ in range(_TURNS)]
    return [min(column, key=lambda cost: cost.processor) for column in zip(*costs, strict=True)]


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
    """Write 150 records of the locus for many samples, a variant in every eleventh genotype."""
    rng = random.Random(1)
    values = ["0/0:30,0:30:90"] * 20 + ["0/1:15,15:30:99", "1/1:0,30:30:99"]
    lines = []
    for pos in sorted(rng.sample(range(FIRST, LAST), 150)):
        ref, alt = substitution(pos, rng)
        calls = "\t".join(rng.choices(values, k=count))
        lines.append(f"chrX\t{pos}\t.\t{ref}\t{alt}\t50\tPASS\t.\tGT:AD:DP:GQ\t{calls}")
    return indexed(folder / "cohort.vcf", [f"C{number}" for number in range(count)], lines)


def rare_variants(folder: Path, count: int) -> Path:
    """Write 150 records whose number of carriers falls off as one over it, with depths that vary, and PL."""
    rng = random.Random(2)
    lines = []
    for pos in sorted(rng.sample(range(FIRST, LAST), 150)):
        ref, alt = substitution(pos, rng)
        share = min(0.5, 1 / rng.uniform(2, count))
        calls = "\t".join(genotype(rng, carried=rng.random() < share) for _ in range(count))
        lines.append(f"chrX\t{pos}\t.\t{ref}\t{alt}\t50\tPASS\t.\tGT:AD:DP:GQ:PL\t{calls}")
    return indexed(folder / "rare.vcf", [f"R{number}" for number in range(count)], lines)


def genotype(rng: random.Random, *, carried: bool) -> str:
    """Text of one sample's column, as GATK writes it."""
    depth = max(8, round(rng.gauss(32, 6)))
    quality = min(99, 3 * depth)
    if carried:
        alternate = depth // 2 + rng.randint(-3, 3)
        return f"0/1:{depth - alternate},{alternate}:{depth}:99:{20 * alternate},0,{20 * depth}"
    return f"0/0:{depth},0:{depth}:{quality}:0,{quality},{30 * depth}"


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


def read_only(file: Path, columns: list[str]) -> Cost:
    """Cost of reading records, sites on X and plain genotypes, in a process that has read nine samples."""
    code = (
        "import gc, sys, time, resource, numpy\n"
        "from cd40lg_annot.calls.extract import file_sites\n"
        "from cd40lg_annot.calls.x_sites import count_x_sites\n"
        "from cd40lg_annot.cli import OBJECTS_BETWEEN_LOOKS\n"
        "from cd40lg_annot.io.reference import read_locus\n"
        "from cd40lg_annot.io.vcf import read_x\n"
        "from cd40lg_annot.io.vcf_file import opened_vcf\n"
        "from cd40lg_annot.io.vcf_header import header_of\n"
        "from cd40lg_annot.io.x_sites import PassedSites, read_x_sites\n"
        "from cd40lg_annot.model import Build\n"
        "gc.set_threshold(OBJECTS_BETWEEN_LOOKS)\n"
        "path, columns = sys.argv[1], sys.stdin.read().split()\n"
        "locus, build = read_locus(), Build.GRCH38\n"
        "windows = [(locus.genomic_pos(1, one), locus.genomic_pos(len(locus), one)) for one in Build]\n"
        "def read(names):\n"
        "    with opened_vcf(path) as vcf:\n"
        "        header = header_of(vcf)\n"
        "        vcf.choose(names)\n"
        "        passed = PassedSites()\n"
        "        records = read_x(vcf, header, windows, passed).records\n"
        "        count_x_sites(path, read_x_sites(vcf, build, passed), vcf.columns)\n"
        "    file_sites(path, records, locus, build)\n"
        "read(columns[:9])\n"
        "spent, went = time.process_time(), time.perf_counter()\n"
        "read(columns)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(time.process_time() - spent, time.perf_counter() - went, peak)\n"
    )

    command = [sys.executable, "-c", code, str(file)]
    done = subprocess.run(command, input=" ".join(columns), capture_output=True, text=True, check=True)
    return Cost(*map(float, done.stdout.split()))


def view(file: Path) -> list[str]:
    """Give the command that reads the locus by bcftools."""
    return ["bcftools", "view", "-r", f"chrX:{FIRST}-{LAST}", str(file)]


def each(commands: Iterable[list[str]]) -> Cost:
    """Cost of commands one after the other."""
    costs = [cost_of(*command) for command in commands]
    return Cost(
        sum(cost.processor for cost in costs),
        sum(cost.wall for cost in costs),
        max(cost.memory for cost in costs),
    )


def extract(folder: Path, rows: list[tuple[str, Path]]) -> Cost:
    """Cost of one whole run of `extract`."""
    inputs = folder / "inputs.json"
    inputs.write_text(json.dumps(checked(rows)))
    output = str(folder / "out.json")
    return cost_of(str(COMMAND), "extract", "--inputs", str(inputs), "--batch", "all", "--output", output)


def cost_of(*command: str) -> Cost:
    """Cost of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024)


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
