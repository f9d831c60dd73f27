"""A file opened with its index read once shows what it shows when it is opened by its name."""

from pathlib import Path

import pysam
import pytest

from cd40lg_annot.io.vcf_file import opened_vcf
from cd40lg_annot.io.vcf_header import read_header

CONTIGS = ("##contig=<ID=chr1,length=248956422>", "##contig=<ID=chrX,length=156040895>")


@pytest.fixture
def indexed(tmp_path):
    def write(*contigs):
        path = tmp_path / "a.vcf"
        header = ["##fileformat=VCFv4.2", *contigs, '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">']
        rows = [
            f"{name}\t{pos}\t.\tA\tC\t.\t.\t.\tGT\t0/1" for name in ("chr1", "chrX") for pos in (5, 99999)
        ]
        columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS"
        path.write_text("\n".join([*header, columns, *rows]) + "\n")
        return pysam.tabix_index(str(path), preset="vcf", force=True)

    return write


@pytest.mark.parametrize("contigs", [CONTIGS, CONTIGS[:1], ()])
def test_an_index_gives_the_same_records_and_contigs(indexed, contigs):
    path = indexed(*contigs)
    with pysam.VariantFile(path) as by_name, opened_vcf(path) as file:
        assert file.indexed
        assert list(file.handle.header.contigs) == list(by_name.header.contigs)
        found = ["\t".join(record.columns) for record in file.records("chrX", 0, 10**6)]
        assert found == [str(record).rstrip("\n") for record in by_name.fetch("chrX", 0, 10**6)]
        assert len(list(file.stream())) == 4


def test_a_header_is_read_without_the_index(indexed):
    path = indexed(*CONTIGS)
    Path(f"{path}.tbi").write_bytes(b"nothing")
    header = read_header(path)
    assert (header.samples, list(header.contig_lengths)) == (("S",), ["chr1", "chrX"])


def test_no_descriptor_stays_open(indexed):
    path = indexed(*CONTIGS)
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(3):
        read_header(path)
        with opened_vcf(path):
            pass
    assert len(list(Path("/dev/fd").iterdir())) == before
