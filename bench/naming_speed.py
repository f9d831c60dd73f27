"""Time `cd40lg-annot annotate` on 10,015 small variants, beside bcftools csq, and VEP and SnpEff if there.

    python bench/naming_speed.py
    python bench/naming_speed.py --runs 5 --atlas atlas/atlas.sqlite --snpeff snpEff.jar --vep ~/vep/vep

The variants are drawn with a fixed seed from the coding exons and 20 bases beside them. The peers get a
FASTA and a gene model of the locus that this script writes; `bcftools csq` gives consequences without
HGVS names. VEP and SnpEff are looked for on PATH, or where the options say. Other commands can be timed
with `--also`, in which {vcf} and {out} are replaced. Wall and processor time are the best of the runs.
Memory is looked at while one more run goes on: the highest sum of what a program and its children hold,
where pages that they share count for each. The last two columns are multiples of csq. Python keeps its
compiled modules, as in any installation, even where PYTHONDONTWRITEBYTECODE is set.
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

import pysam

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.transcript import CODON_TABLE
from cd40lg_annot.model import Build

FLANK, SEED = 20, 20_261_123
CSQ = "bcftools csq (no HGVS)"
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
    parser.add_argument("--vep", default=shutil.which("vep"), help="VEP's command, if not on PATH")
    parser.add_argument("--snpeff", default=shutil.which("snpEff"), help="SnpEff's command or its jar")
    parser.add_argument("--also", action="append", default=[], help="another command to time")
    options = parser.parse_args()
    locus = read_locus()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vcf = folder / "variants.vcf"
        vcf.write_text(_vcf(locus, "chrX", locus.axes[Build.GRCH38].offset))
        on_locus = folder / "locus.vcf"
        on_locus.write_text(_vcf(locus, "X", 0))
        peers = program_commands(locus, folder, on_locus, snpeff=options.snpeff, vep=options.vep)
        commands = _ours(vcf, folder, options.atlas) | peers
        for command in options.also:
            commands[command.split()[0]] = command.format(vcf=vcf, out=folder / "other.out").split()
        _print_times({title: _timed(arguments, options.runs) for title, arguments in commands.items()})


def _ours(vcf: Path, folder: Path, atlas: Path | None) -> dict[str, list[str]]:
    base = ["cd40lg-annot", "annotate", str(vcf), "--output"]
    commands = {
        f"cd40lg-annot .{ending}": [*base, str(folder / f"out.{ending}")]
        for ending in ("tsv", "json", "vcf.gz")
    }
    if atlas:
        with_atlas = [*commands["cd40lg-annot .tsv"], "--atlas", str(atlas)]
        commands["cd40lg-annot .tsv, with the atlas"] = with_atlas
    return commands


def program_commands(
    locus: Locus, folder: Path, vcf: Path, *, snpeff: str | None, vep: str | None = None
) -> dict[str, list[str]]:
    """Commands of the programs that are there, on a VCF that has the locus as a contig of its own, `X`."""
    fasta, gff = folder / "locus.fa", folder / "locus.gff3"
    fasta.write_text(f">X\n{locus.sequence}\n")
    gff.write_text(_gff(locus))
    found = {}
    if shutil.which("bcftools"):
        csq = ["bcftools", "csq", "-f", fasta, "-g", gff, "-p", "a", "-o", folder / "csq.vcf", vcf]
        found[CSQ] = [str(argument) for argument in csq]
    if vep:
        found["VEP, with HGVS"] = _vep(vep, fasta, gff, vcf)
    if snpeff:
        found["SnpEff"] = _snpeff(snpeff, locus, folder, vcf)
    return found


def _vep(command: str, fasta: Path, gff: Path, vcf: Path) -> list[str]:
    packed = pysam.tabix_index(str(gff), preset="gff", keep_original=True, force=True)
    files = ["-i", str(vcf), "--gff", packed, "--fasta", str(fasta), "-o", str(vcf.with_suffix(".vep"))]
    return [command, *files, "--vcf", "--hgvs", "--no_stats", "--force_overwrite"]


def _snpeff(command: str, locus: Locus, folder: Path, vcf: Path) -> list[str]:
    """SnpEff's command, once it has built its database of the locus; always without its usage report."""
    program = ["java", "-Xmx2g", "-jar", command] if command.endswith(".jar") else [command]
    data = folder / "data" / "locus"
    data.mkdir(parents=True)
    (data / "sequences.fa").write_text(f">X\n{locus.sequence}\n")
    (data / "genes.gtf").write_text(_gtf(locus))
    config = folder / "snpEff.config"
    config.write_text(f"data.dir = {folder / 'data'}\nlocus.genome : CD40LG\n{_standard_code()}\n")
    build = ["build", "-gtf22", "-noLog", "-noCheckCds", "-noCheckProtein", "-c", str(config), "locus"]
    built = subprocess.run([*program, *build], capture_output=True, text=True, check=False)
    if built.returncode:
        sys.exit(f"SnpEff cannot build its database:\n{built.stderr[-2000:]}")
    return [*program, "ann", "-noLog", "-nodownload", "-noStats", "-c", str(config), "locus", str(vcf)]


def _standard_code() -> str:
    """SnpEff's line for the standard genetic code."""
    codons = ", ".join(
        f"{codon}/{residue}{'+' if codon == 'ATG' else ''}" for codon, residue in CODON_TABLE.items()
    )
    return f"codon.Standard : {codons}"


def _print_times(times: dict[str, tuple[float, float, float]]) -> None:
    """One row a program; multiples of csq are a dash where it is not installed."""
    print("program\twall_s\tcpu_s\tpeak_MiB\twall_x_csq\tcpu_x_csq")
    csq = times.get(CSQ)
    for title, (wall, processor, memory) in times.items():
        ratios = [f"{wall / csq[0]:.0f}", f"{processor / csq[1]:.0f}"] if csq else ["-", "-"]
        print("\t".join([title, f"{wall:.2f}", f"{processor:.2f}", f"{memory:.0f}", *ratios]))


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


def _gff(locus: Locus) -> str:
    transcript = locus.transcript
    start, end = transcript.exons[0].start + 1, transcript.exons[-1].end
    name = "transcript:ENST00000370629"
    lines = [
        "##gff-version 3",
        f"X\t.\tgene\t{start}\t{end}\t.\t+\t.\tID=gene:ENSG00000102245;Name=CD40LG;biotype=protein_coding",
        f"X\t.\tmRNA\t{start}\t{end}\t.\t+\t.\tID={name};Parent=gene:ENSG00000102245;biotype=protein_coding",
    ]
    return "\n".join(lines + _exon_lines(locus, ".", f"Parent={name}")) + "\n"


def _gtf(locus: Locus) -> str:
    """The same gene model as GTF, which SnpEff reads better than GFF3."""
    ids = 'gene_id "CD40LG"; transcript_id "NM_000074.3"; gene_name "CD40LG"; gene_biotype "protein_coding";'
    return "\n".join(_exon_lines(locus, "mane", ids)) + "\n"


def _exon_lines(locus: Locus, source: str, attributes: str) -> list[str]:
    """Exon and coding part of each exon, with its phase, as GFF3 and GTF both write them."""
    transcript = locus.transcript
    lines, phase = [], 0
    for exon in transcript.exons:
        lines.append(f"X\t{source}\texon\t{exon.start + 1}\t{exon.end}\t.\t+\t.\t{attributes}")
        first, last = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
        lines.append(f"X\t{source}\tCDS\t{first + 1}\t{last}\t.\t+\t{phase}\t{attributes}")
        phase = (phase - (last - first)) % 3
    return lines


def _timed(arguments: list[str], runs: int) -> tuple[float, float, float]:
    """Best wall and processor time in seconds, and highest resident memory of the process tree in MiB."""
    memory = _watched(arguments)
    best, processor = float("inf"), float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        process = _started(arguments)
        message = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(arguments)}\n{message.decode()}")
        processor = min(processor, usage.ru_utime + usage.ru_stime)
        best = min(best, time.perf_counter() - begun)
    return best, processor, memory


def _started(arguments: list[str]) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)


def _watched(arguments: list[str]) -> float:
    """Highest memory of a run and its children together, in MiB; the run is not timed."""
    process, highest = _started(arguments), 0.0
    while process.poll() is None:
        highest = max(highest, _resident(process.pid))
        time.sleep(0.005)
    if process.stderr:
        process.stderr.close()
    return highest


def _resident(pid: int) -> float:
    """Memory of a process and its descendants in MiB; 0 for one that has ended."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    own = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return own + sum(_resident(int(child)) for child in children)


if __name__ == "__main__":
    main()
