"""The same samples through the pipeline that a laboratory would otherwise write, in the same run.

    python bench/lab_pipeline.py --samples 100 --fasta chrX.fa --snpeff snpEff.jar --config snpEff.config

One job per sample: `bcftools view -r` at the gene, `bcftools norm`, `SnpEff ann`; one job per family:
`bcftools merge`, and `genmod models` if --genmod names it. SnpEff needs a data base of the gene's transcript,
called cd40lg. The jobs run two at a time and end with annotated VCFs: no zygosity in the light of sex, no
carrier status, no report. Beside it our own run makes everything but PDFs. Times are of whole processes.
"""

import argparse
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import pysam

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_workflow import SNAKEMAKE
from cohort_data import FIRST, LAST, write_cohort
from process_tree import measured

JOB = (
    "bcftools view -r chrX:{first}-{last} vcf/{sample}.vcf.gz -Ou"
    " | bcftools norm -m -any -f {fasta} -Ov -o lab/{sample}.norm.vcf -"
    " && java -Xmx1g -jar {snpeff} ann -noLog -nodownload -noStats -c {config} cd40lg lab/{sample}.norm.vcf"
    " >lab/{sample}.vcf && bcftools view -Oz -o lab/{sample}.vcf.gz lab/{sample}.vcf"
    " && bcftools index -t lab/{sample}.vcf.gz"
)
# genmod wants the gene's name beside each record, the pedigree of one family, and somebody affected in it.
FAMILY = (
    "bcftools merge -Ou {members} | bcftools annotate -a lab/gene.bed.gz -h lab/gene.hdr"
    " -c CHROM,FROM,TO,Annotation -Ov -o lab/{family}.vcf -"
)
GENMOD = (
    "grep -w ^{family} pedigree.ped >lab/{family}.ped"
    " && {genmod} models -f lab/{family}.ped -t ped lab/{family}.vcf >lab/{family}.models.vcf"
)


def main() -> None:
    """Make the samples, run both, print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=100)
    parser.add_argument("--fasta", type=Path, required=True)
    parser.add_argument("--snpeff", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--genmod", help="the genmod program")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cd40lg-lab-") as name:
        folder = Path(name)
        write_cohort(folder, options.samples)
        ours = measured([*SNAKEMAKE, "--cores", "2", "--quiet", "all"], folder)
        (folder / "lab").mkdir()
        write_jobs(folder, options)
        make = shutil.which("make") or "make"
        theirs = measured([make, "-j2", "-f", "lab/Makefile", "all"], folder)
    programs = f"bcftools, SnpEff{', genmod' if options.genmod else ''}, a job for each sample"
    for title, cost in (("cd40lg-annot", ours), (programs, theirs)):
        print(f"{title}: {cost.wall:.0f} s, {cost.processor:.0f} s of processor, {cost.together:.0f} MiB")
    print(f"ratio of processor time: {theirs.processor / ours.processor:.1f}")


def write_jobs(folder: Path, options: argparse.Namespace) -> None:
    """A makefile with a job for each sample and each family; the gene's place and name for genmod."""
    place = folder / "lab/gene.bed"
    place.write_text(f"chrX\t{FIRST - 1}\t{LAST}\tCD40LG\n")
    pysam.tabix_index(str(place), preset="bed", force=True)
    described = '##INFO=<ID=Annotation,Number=.,Type=String,Description="gene">'
    (folder / "lab/gene.hdr").write_text(f"{described}\n")
    paths = {key: shlex.quote(str(getattr(options, key).resolve())) for key in ("fasta", "snpeff", "config")}
    lines = (folder / "samples.tsv").read_text().splitlines()[1:]
    samples = [line.split("\t")[0] for line in lines]
    families = sorted({sample.rsplit("-", 1)[0] for sample in samples})
    people = [line.split("\t") for line in (folder / "pedigree.ped").read_text().splitlines()]
    affected = {family for family, *_, status in people if status == "2"}
    rules = [f"all: {' '.join(families)}"]
    for sample in samples:
        rules += [f"{sample}:", f"\t{JOB.format(sample=sample, first=FIRST, last=LAST, **paths)}"]
    for family in families:
        members = [sample for sample in samples if sample.startswith(f"{family}-")]
        files = " ".join(f"lab/{sample}.vcf.gz" for sample in members)
        rules += [f"{family}: {' '.join(members)}", f"\t{FAMILY.format(family=family, members=files)}"]
        if options.genmod and family in affected:
            rules.append(f"\t{GENMOD.format(family=family, genmod=options.genmod)}")
    (folder / "lab/Makefile").write_text("\n".join(rules) + "\n")


if __name__ == "__main__":
    main()
