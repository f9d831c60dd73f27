"""From the column `coverage` of a sample sheet to what is known of the bases."""

import pytest

from alignments import OFFSET, X_LENGTH, a_read, write_alignment
from builders import a_male
from cd40lg_annot.calls.callability import callability, is_complete
from cd40lg_annot.calls.depth import ReadFloors
from cd40lg_annot.classify.sample import interpret_sample
from cd40lg_annot.cli import main
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import BuildError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import CoverageKind, SampleRow, Sex
from vcfs import write_vcf

LOCUS = read_locus()
SITE = "chrX 136648396 . T C 50 PASS . GT:AD:DP:GQ 0/1:15,15:30:99"
GVCF_GAP = "chrX 136648249 . A <NON_REF> . . END=136648253 GT:DP:GQ 0/0:30:75"


def depth_file(path, depth=30, build="GRCh38"):
    path.write_text(f"chrX\t0\t{X_LENGTH[build]}\t{depth}\n")
    return str(path)


def extract(vcf, coverage, **options):
    return extracted_samples([SampleRow("S", vcf, "S", 2, coverage=coverage)], LOCUS, **options)[0]


def test_a_list_of_variants_with_depth_is_assessed(tmp_path):
    sample = extract(write_vcf(tmp_path / "a.vcf", SITE), depth_file(tmp_path / "d.bed"))
    regions = callability(sample, LOCUS)

    assert is_complete(regions)
    assert (regions[0].called_variant, regions[0].inferred_reference) == (1, 163)
    assert sample.coverage.kind is CoverageKind.DEPTH_FILE
    assert [(item.role, bool(item.sha256)) for item in sample.inputs] == [("vcf", True), ("coverage", True)]


def test_the_same_list_without_depth_is_not(tmp_path):
    regions = callability(extract(write_vcf(tmp_path / "a.vcf", SITE), None), LOCUS)

    assert [region.called_reference for region in regions] == [0] * 5


def test_a_gvcf_with_gaps_is_not_filled_by_depth(tmp_path):
    regions = callability(
        extract(write_vcf(tmp_path / "a.vcf", GVCF_GAP), depth_file(tmp_path / "d.bed")), LOCUS
    )

    assert regions[0].called_reference == 5
    assert regions[0].not_assessed == regions[0].end - regions[0].start - 5


def test_the_depth_file_of_the_other_build_is_refused(tmp_path):
    with pytest.raises(BuildError, match="GRCh37"):
        extract(write_vcf(tmp_path / "a.vcf", SITE), depth_file(tmp_path / "d.bed", build="GRCh37"))


@pytest.mark.parametrize("name", ["a.bam", "a.cram"])
def test_an_alignment_shows_the_exon_it_covers(tmp_path, name):
    reads = [a_read(5060, "200M", name=f"r{number}") for number in range(10)]
    reads += [a_read(7060, "200M", name=f"w{number}", mapping_quality=10) for number in range(10)]
    alignment = write_alignment(tmp_path / name, *reads)
    vcf = write_vcf(tmp_path / "a.vcf", SITE)
    strict, lenient = (
        callability(extract(vcf, alignment, floors=floors), LOCUS)
        for floors in (ReadFloors(), ReadFloors(mapping_quality=10))
    )

    assert [region.called_reference + region.called_variant for region in strict] == [164, 0, 0, 0, 0]
    assert [region.not_covered for region in strict[1:]] == [160, 86, 91, 397]
    assert lenient[1].inferred_reference == 160


def test_a_record_that_cannot_be_read_leaves_its_bases_open(tmp_path):
    unreadable = "chrX 136648300 . G R 50 PASS . GT 1/1"
    record = unreadable.replace(" G R ", f" {LOCUS.sequence[136648300 - OFFSET['GRCh38'] - 1]} R ")
    regions = callability(
        extract(write_vcf(tmp_path / "a.vcf", record), depth_file(tmp_path / "d.bed")), LOCUS
    )

    assert regions[0].not_assessed == 1


def test_check_inputs_names_the_row_of_an_alignment_without_index(tmp_path, capsys):
    write_alignment(tmp_path / "a.bam", index=False)
    write_vcf(tmp_path / "a.vcf", SITE)
    (tmp_path / "s.tsv").write_text("sample\tvcf\tcoverage\nS\ta.vcf\ta.bam\n")
    (tmp_path / "p.ped").write_text("F\tS\t0\t0\t1\t2\n")
    status = main(
        ["check-inputs", "--samples", str(tmp_path / "s.tsv"), "--pedigree", str(tmp_path / "p.ped")]
    )
    message = capsys.readouterr().err

    assert status == 1
    assert "row 2, column coverage" in message
    assert "no index" in message


def test_files_that_contradict_each_other_are_a_warning(tmp_path):
    block = "chrX 136640000 . A <NON_REF> . . END=136670000 GT:DP:GQ 0/0:30:75"
    block = block.replace("136640000 . A", f"136648249 . {LOCUS.sequence[5072]}")
    vcf = write_vcf(tmp_path / "a.vcf", block)
    alignment = write_alignment(tmp_path / "a.bam", a_read(5000, "100M"), sample="OTHER")
    sample = extract(vcf, alignment)
    person = a_male("S", sex=Sex.MALE)
    warnings = " ".join(interpret_sample(sample, person, {}, (), LOCUS).warnings)

    assert "898 bases that the VCF calls reference with enough reads" in warnings
    assert "name the sample OTHER" in warnings
