"""Short ways to write a VCF on disk: a test shows only the lines that matter to it."""

import gzip
from pathlib import Path

import pysam

CONTIG = {"GRCh38": "##contig=<ID=chrX,length=156040895>", "GRCh37": "##contig=<ID=X,length=155270560>"}
FORMATS = [
    '##FILTER=<ID=LowQual,Description="low quality">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="end">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="quality">',
]
COLUMNS = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
# A record after the gene, so that a file is seen to reach it.
BEYOND = {
    "GRCh38": "chrX\t150000000\t.\tA\tG\t50\tPASS\t.\tGT",
    "GRCh37": "X\t150000000\t.\tA\tG\t50\tPASS\t.\tGT",
}


def vcf_text(*records, samples=("S",), build="GRCh38", header=None, beyond=True):
    """Text of a VCF; a record is a line with tabs or blanks between its columns."""
    lines = ["##fileformat=VCFv4.2", *(header if header is not None else [CONTIG[build]]), *FORMATS]
    lines.append("\t".join([*COLUMNS, *samples]))
    lines += ["\t".join(record.split()) for record in records]
    if beyond:
        lines.append("\t".join([BEYOND[build], *(["0/0"] * len(samples))]))
    return "\n".join(lines) + "\n"


def write_vcf(path: Path, *records, **options):
    """Write plain text, plain gzip (`.gz`), indexed bgzip (`.bgz`) or BCF, by the file's name."""
    text = vcf_text(*records, **options)
    if path.suffix == ".vcf":
        path.write_text(text)
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        plain = path.with_name(path.name + ".plain.vcf")
        plain.write_text(text)
        if path.suffix == ".bgz":
            pysam.tabix_compress(str(plain), str(path), force=True)
            pysam.tabix_index(str(path), preset="vcf", force=True)
        else:
            with (
                pysam.VariantFile(str(plain)) as source,
                pysam.VariantFile(str(path), "wb", header=source.header) as target,
            ):
                for record in source:
                    target.write(record)
            pysam.tabix_index(str(path), preset="bcf", force=True)
        plain.unlink()
    return str(path)
