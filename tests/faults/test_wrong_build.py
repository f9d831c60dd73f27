"""Files of one build under the other's label, however small, and files that do not show the gene."""

import pytest

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, SampleRow
from vcfs import CONTIG, vcf_text, write_vcf

LOCUS = read_locus()
# The same base of the gene in both builds.
PLACES = {Build.GRCH38: 136659390, Build.GRCH37: 135741549}
NAMES = {Build.GRCH38: "chrX", Build.GRCH37: "X"}
AUTOSOME = "chr1 1000 . A G 50 PASS . GT 0/1"


def boy(contig, build):
    return f"{contig} {PLACES[build]} . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99"


def extract(path, **columns):
    return extracted_samples([SampleRow("S", str(path), "S", 2, **columns)], LOCUS)


@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.bgz", "a.bcf"])
@pytest.mark.parametrize(("label", "truth"), [(Build.GRCH38, Build.GRCH37), (Build.GRCH37, Build.GRCH38)])
def test_one_record_where_the_other_build_has_the_gene_is_refused(tmp_path, name, label, truth):
    path = write_vcf(tmp_path / name, boy(NAMES[label], truth), build=label.value, beyond=False)

    with pytest.raises(AnnotationError, match=f"labelled {label.value}, but X ends at .* {truth.value} has"):
        extract(path)


@pytest.mark.parametrize(("label", "truth"), [(Build.GRCH38, Build.GRCH37), (Build.GRCH37, Build.GRCH38)])
def test_a_declared_build_is_not_trusted_either(tmp_path, label, truth):
    header = ["##contig=<ID=chrX>"]
    path = write_vcf(tmp_path / "a.vcf", boy("chrX", truth), header=header, beyond=False)

    with pytest.raises(AnnotationError, match=f"labelled {label.value}, but X ends at"):
        extract(path, build=label)


def test_a_deletion_that_begins_where_the_other_build_has_the_gene_is_read(tmp_path):
    header = [CONTIG["GRCh38"], '##ALT=<ID=DEL,Description="deletion">']
    record = "chrX 135741549 . C <DEL> . PASS SVLEN=-1000000 GT 1"
    [sample] = extract(write_vcf(tmp_path / "a.vcf", record, header=header, beyond=False))

    assert [call.kind for call in sample.structural] == ["DEL"]


def test_a_record_there_is_none_of_the_gene_where_x_goes_on(tmp_path):
    [sample] = extract(write_vcf(tmp_path / "a.vcf", boy("chrX", Build.GRCH37)))

    assert not sample.calls


@pytest.mark.parametrize("header", [["##contig=<ID=chr1>"], ["##contig=<ID=chr1,length=248956422>"]])
def test_a_file_without_x_is_refused_for_that_reason(tmp_path, header):
    (tmp_path / "a.vcf").write_text(vcf_text(AUTOSOME, header=header, beyond=False))

    with pytest.raises(AnnotationError, match="no record on chromosome X"):
        extract(tmp_path / "a.vcf")
