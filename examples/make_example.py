"""Write the variant files of the two bundled example families. No genotype in them is a real person's.

Run it with `make example`; it writes the same bytes every time, and a test holds the committed files to it.

The variants are published, the families are constructed around them:

* EX1, four generations, one gVCF per person: NM_000074.3:c.761C>T p.(Thr254Met), ClinVar VCV000035814,
  first described as 782C>T, T254M, in Blood 1999;94(4):1488.
* EX2, one joint-called VCF for all: NM_000074.3:c.189del p.(Phe63LeufsTer4), ClinVar 35811.
* Both carry the common, benign NM_000074.3:c.148T>C p.(Leu50=), rs1126535, on other X chromosomes.

Positions are 1-based, GRCh38. Depths, qualities and likelihoods are drawn at random, as GATK writes them.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pysam

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build

FOLDER = Path(__file__).resolve().parent
NOTE = "constructed example: the variants are published, the people and their genotypes are made up"

T254M = (136_659_390, "C", "T")
PHE63FS = (136_650_294, "AT", "A")
LEU50 = (136_648_396, "T", "C")

# The X chromosomes of each person: the variants on each copy. Males have one.
EX1 = {
    "EX1-grandmother": ({T254M}, {LEU50}),
    "EX1-mother": ({T254M}, set()),
    "EX1-father": ({LEU50},),
    "EX1-uncle": ({LEU50},),
    "EX1-boy": ({T254M},),
    "EX1-sister": (set(), {LEU50}),
}
EX2 = {
    "L2041": ({PHE63FS}, set()),  # EX2-mother
    "L2042": ({LEU50},),  # EX2-father
    "L2043": ({PHE63FS},),  # EX2-boy
    "L2044": ({PHE63FS}, {LEU50}),  # EX2-sister
    "L2045": (set(),),  # EX2-brother
}

HEADER = f"""\
##fileformat=VCFv4.2
##source=cd40lg-annot examples/make_example.py
##cd40lg_annot_note={NOTE}
##contig=<ID=chrX,length=156040895,assembly=GRCh38>
##FILTER=<ID=PASS,Description="All filters passed">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Phred-scaled genotype likelihoods">
"""
GVCF_HEADER = """\
##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Least depth in the block">
##ALT=<ID=NON_REF,Description="Any other allele">
##INFO=<ID=END,Number=1,Type=Integer,Description="Last position of the block">
"""
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT"

DEPTH_PER_COPY = 17


def main() -> None:
    """Write every file, compressed and indexed."""
    for person, copies in EX1.items():
        write(gvcf(person, copies), FOLDER / "EX1" / f"{person}.g.vcf.gz")
    write(joint_vcf(), FOLDER / "EX2" / "EX2.joint.vcf.gz")


def gvcf(person: str, copies: tuple[set, ...]) -> str:
    """Text of one person's gVCF: reference blocks over the whole locus, split at the person's variants."""
    dice = random.Random(person)
    variants = sorted(set().union(*copies))
    lines = []
    for start, end in blocks(dice, [pos for pos, _, _ in variants]):
        variant = next((variant for variant in variants if variant[0] == start == end), None)
        lines.append(variant_line(dice, variant, copies) if variant else block_line(dice, start, end, copies))
    return HEADER + GVCF_HEADER + "\n".join([f"{COLUMNS}\t{person}", *lines]) + "\n"


def blocks(dice: random.Random, variant_positions: list[int]) -> Iterator[tuple[int, int]]:
    """First and last position of every record from one end of the locus to the other."""
    locus = read_locus()
    pos, last = (locus.genomic_pos(place, Build.GRCH38) for place in (1, len(locus)))
    while pos <= last:
        if pos in variant_positions:
            yield pos, pos
            pos += 1
            continue
        end = min(last, pos + dice.randint(60, 400))
        end = min([end, *(variant - 1 for variant in variant_positions if pos < variant)])
        yield pos, end
        pos = end + 1


def block_line(dice: random.Random, start: int, end: int, copies: tuple[set, ...]) -> str:
    """One reference block."""
    depth = depth_of(dice, copies)
    least = depth - dice.randint(0, 3)
    genotype = "/".join("0" * len(copies))
    likelihoods = f"0,{45 * least}" if len(copies) == 1 else f"0,{3 * least},{45 * least}"
    call = f"{genotype}:{depth}:{min(99, 3 * least)}:{least}:{likelihoods}"
    return f"chrX\t{start}\t.\t{base(start)}\t<NON_REF>\t.\t.\tEND={end}\tGT:DP:GQ:MIN_DP:PL\t{call}"


def variant_line(dice: random.Random, variant: tuple[int, str, str], copies: tuple[set, ...]) -> str:
    """One variant record with the extra allele of a gVCF."""
    pos, ref, alt = variant
    call = variant_call(dice, variant, copies, ploidy=len(copies), others=1)
    quality = dice.randint(400, 900)
    return f"chrX\t{pos}\t.\t{ref}\t{alt},<NON_REF>\t{quality}\tPASS\t.\tGT:AD:DP:GQ:PL\t{call}"


def joint_vcf() -> str:
    """Text of the joint-called VCF: variant sites only, and males written with two alleles."""
    dice = random.Random("EX2")
    lines = [f"{COLUMNS}\t" + "\t".join(EX2)]
    for pos, ref, alt in (LEU50, PHE63FS):
        calls = "\t".join(variant_call(dice, (pos, ref, alt), copies, ploidy=2) for copies in EX2.values())
        lines.append(
            f"chrX\t{pos}\t.\t{ref}\t{alt}\t{dice.randint(900, 2000)}\tPASS\t.\tGT:AD:DP:GQ:PL\t{calls}"
        )
    return HEADER + "\n".join(lines) + "\n"


def variant_call(
    dice: random.Random,
    variant: tuple[int, str, str],
    copies: tuple[set, ...],
    *,
    ploidy: int,
    others: int = 0,
) -> str:
    """GT:AD:DP:GQ:PL at a variant; `others` alleles follow it that nobody carries."""
    carried = [int(variant in copy) for copy in copies]
    depth = depth_of(dice, copies)
    alternate = depth * sum(carried) // len(carried)
    if 0 < sum(carried) < len(carried):
        alternate += dice.randint(-3, 3)
    reads = [depth - alternate, alternate] + [0] * others
    genotype = sorted(carried * (ploidy // len(carried)))
    likelihoods = [
        0 if other == genotype else dice.randint(300, 1000)
        for other in genotypes_in_order(ploidy, 2 + others)
    ]
    return ":".join(
        [
            "/".join(map(str, genotype)),
            ",".join(map(str, reads)),
            str(depth),
            "99",
            ",".join(map(str, likelihoods)),
        ]
    )


def genotypes_in_order(ploidy: int, alleles: int) -> list[list[int]]:
    """Genotypes in the order of PL (VCF 4.3, 1.6.2)."""
    if ploidy == 1:
        return [[allele] for allele in range(alleles)]
    return [[first, second] for second in range(alleles) for first in range(second + 1)]


def depth_of(dice: random.Random, copies: tuple[set, ...]) -> int:
    """Reads at a place: a male has one X, so half as many."""
    return DEPTH_PER_COPY * len(copies) + dice.randint(-2, 5)


def base(pos: int) -> str:
    """The reference base at a position."""
    locus = read_locus()
    return locus.sequence[pos - locus.genomic_pos(1, Build.GRCH38)]


def write(text: str, path: Path) -> None:
    """Write a VCF bgzipped, with its tabix index."""
    path.parent.mkdir(exist_ok=True)
    plain = path.with_suffix("")
    plain.write_text(text, encoding="utf-8")
    pysam.tabix_compress(str(plain), str(path), force=True)
    pysam.tabix_index(str(path), preset="vcf", force=True)
    plain.unlink()


if __name__ == "__main__":
    main()
