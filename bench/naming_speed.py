"""Time `cd40lg-annot annotate` on 10,015 small variants, beside `bcftools csq`, and VEP and SnpEff if given.

    python bench/naming_speed.py
    python bench/naming_speed.py --also 'vep -i {vcf} -o {out} --cache --offline' --runs 5

The variants are drawn with a fixed seed from the coding exons and 20 bases beside them. `bcftools csq`
gives consequences without HGVS names; it reads a GFF and a FASTA of the locus that this script writes.
In `--also` commands, {vcf} and {out} are replaced. Wall and processor time are the best of the
runs, memory the highest of any.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build

FLANK, SEED = 20, 20_261_123
# As many of each kind as in the set on which the naming libraries were compared: 10,015 in all.
MIX = {
    "substitution": 2_900,
    "1-base insertion": 3_145,
    "longer insertion": 1_515,
    "deletion": 2_255,
    "deletion-insertion": 200,
}


def main() -> None:
    """Make the input, run each program, print one row a program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--atlas", type=Path, help="atlas.sqlite made by cd40lg-annot atlas, to time with it")
    parser.add_argument("--also", action="append", default=[], help="another command to time")
    options = parser.parse_args()
    locus = read_locus()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vcf = folder / "variants.vcf"
        vcf.write_text(_vcf(locus, "chrX", locus.axes[Build.GRCH38].offset))
        commands: dict[str, list[object]] = {
            f"cd40lg-annot .{ending}": ["cd40lg-annot", "annotate", vcf, "--output", folder / f"out.{ending}"]
            for ending in ("tsv", "json", "vcf.gz")
        }
        if options.atlas:
            plain = commands["cd40lg-annot .tsv"]
            commands["cd40lg-annot .tsv, with the atlas"] = [*plain, "--atlas", options.atlas]
        if shutil.which("bcftools"):
            commands["bcftools csq (no HGVS)"] = _csq(locus, folder)
        for command in options.also:
            filled = command.format(vcf=vcf, out=folder / "other.out")
            commands[command.split()[0]] = filled.split()
        print("program\twall_s\tcpu_s\tpeak_MiB")
        for title, arguments in commands.items():
            seconds, processor, memory = _timed([str(argument) for argument in arguments], options.runs)
            print(f"{title}\t{seconds:.2f}\t{processor:.2f}\t{memory:.0f}")


def _vcf(locus: Locus, contig: str, offset: int) -> str:
    rows = "".join(f"{contig}\t{pos + offset}\t.\t{ref}\t{alt}\t.\t.\t.\n" for pos, ref, alt in drawn(locus))
    head = f"##fileformat=VCFv4.3\n##reference=GRCh38\n##contig=<ID={contig}>\n"
    return f"{head}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n{rows}"


def drawn(locus: Locus) -> list[tuple[int, str, str]]:
    """Variants as VCF writes them, 1-based locus positions, sorted; the same ones each time."""
    draw = random.Random(SEED)
    transcript, bases = locus.transcript, locus.sequence
    first, last = transcript.cds_start, transcript.cds_end
    spans = [(max(exon.start, first) - FLANK, min(exon.end, last) + FLANK) for exon in transcript.exons]
    indices = [index for start, end in spans for index in range(start, end)]
    found: set[tuple[int, str, str]] = set()
    for kind, count in MIX.items():
        wanted = len(found) + count
        while len(found) < wanted:
            found.add(_one(kind, draw.choice(indices), bases, draw))
    return sorted(found)


def _one(kind: str, index: int, bases: str, draw: random.Random) -> tuple[int, str, str]:
    """One variant of a kind at a 0-based index."""
    ref = bases[index]
    other = draw.choice([base for base in "ACGT" if base != ref])
    match kind:
        case "substitution":
            return index + 1, ref, other
        case "1-base insertion":
            return index + 1, ref, ref + draw.choice("ACGT")
        case "longer insertion":
            return index + 1, ref, ref + "".join(draw.choices("ACGT", k=draw.randint(2, 3)))
        case "deletion":
            return index + 1, bases[index : index + 1 + draw.randint(1, 3)], ref
        case _:
            return index + 1, bases[index : index + draw.randint(2, 3)], other + draw.choice("ACGT")


def _csq(locus: Locus, folder: Path) -> list[object]:
    """Command for `bcftools csq` on the locus as a contig of its own."""
    fasta, gff, vcf = folder / "locus.fa", folder / "locus.gff3", folder / "locus.vcf"
    fasta.write_text(f">X\n{locus.sequence}\n")
    gff.write_text(_gff(locus))
    vcf.write_text(_vcf(locus, "X", 0))
    return ["bcftools", "csq", "-f", fasta, "-g", gff, "-p", "a", "-o", folder / "csq.vcf", vcf]


def _gff(locus: Locus) -> str:
    transcript = locus.transcript
    start, end = transcript.exons[0].start + 1, transcript.exons[-1].end
    name = "transcript:ENST00000370629"
    lines = [
        "##gff-version 3",
        f"X\t.\tgene\t{start}\t{end}\t.\t+\t.\tID=gene:ENSG00000102245;Name=CD40LG;biotype=protein_coding",
        f"X\t.\tmRNA\t{start}\t{end}\t.\t+\t.\tID={name};Parent=gene:ENSG00000102245;biotype=protein_coding",
    ]
    phase = 0
    for exon in transcript.exons:
        lines.append(f"X\t.\texon\t{exon.start + 1}\t{exon.end}\t.\t+\t.\tParent={name}")
        first, last = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
        lines.append(f"X\t.\tCDS\t{first + 1}\t{last}\t.\t+\t{phase}\tParent={name}")
        phase = (phase - (last - first)) % 3
    return "\n".join(lines) + "\n"


def _timed(arguments: list[str], runs: int) -> tuple[float, float, float]:
    """Best wall and processor time in seconds, and highest resident memory in MiB."""
    best, processor, highest = float("inf"), float("inf"), 0
    for _ in range(runs):
        begun = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        message = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(arguments)}\n{message.decode()}")
        processor = min(processor, usage.ru_utime + usage.ru_stime)
        best, highest = min(best, time.perf_counter() - begun), max(highest, usage.ru_maxrss)
    return best, processor, highest / 1024


if __name__ == "__main__":
    main()
