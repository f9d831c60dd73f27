"""What public files show of the gene's bases, and what may be said of them."""

import pytest

from alignments import X_LENGTH
from cd40lg_annot.calls.base_states import base_states
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import CallSet, SampleRow
from stages import run_stages, sample_report

LOCUS = read_locus()
FILES = {
    "NA12891.dragen.GRCh38.vcf.gz": "NA12891_25",
    "NA12892.deepvariant.GRCh38.vcf.gz": "NA12892_28",
    "NA12878.freebayes.GRCh38.vcf.gz": "NA12878_58",
    "NA12878.freebayes-exome.GRCh37.vcf.gz": "NA12878",
    "HG002.pacbio-deepvariant.GRCh38.vcf.gz": "EX260025_01",
    "HG00096.manta.GRCh38.vcf.gz": "HG00096",
}


def extract(path, column):
    return extracted_samples([SampleRow("S", str(path), column, 2)], LOCUS)[0]


def test_the_block_beside_the_last_exon_is_reference_and_nothing_else_is(real):
    sample = extract(real / "HG00187.haplotypecaller.GRCh38.g.vcf.gz", "HG00187")
    states = base_states(sample, len(LOCUS)).states

    assert sample.call_set is CallSet.GVCF
    # chrX:136658987-136658991, DP 18, GQ 54.
    assert [index for index, state in enumerate(states) if state] == list(range(15_810, 15_815))


@pytest.mark.parametrize("name", FILES)
def test_lists_of_variants_show_no_reference_base(real, name):
    sample = extract(real / name, FILES[name])

    assert sample.call_set is CallSet.VARIANTS_ONLY
    assert sample.reference_blocks == ()


def test_a_list_of_variants_is_negative_with_depth_and_silent_without(real, tmp_path):
    depth = tmp_path / "NA12892.bed"
    depth.write_text(f"chrX\t0\t{X_LENGTH['GRCh38']}\t31\n")
    vcf = real / "NA12892.deepvariant.GRCh38.vcf.gz"
    header = "sample\tvcf\tvcf_sample\tcoverage\n"
    rows = f"WITH\t{vcf}\tNA12892_28\t{depth}\n"
    with_depth = run_stages(tmp_path / "a", header + rows, "F WITH 0 0 2 1\n")
    without = run_stages(tmp_path / "b", header + rows.replace(str(depth), ""), "F WITH 0 0 2 1\n")
    negative, silent = sample_report(with_depth, "WITH"), sample_report(without, "WITH")

    assert negative["headline"].startswith("No reportable variant was found; every base")
    assert "by inference from depth" in negative["headline"]
    assert silent["headline"].startswith("Not assessed:")
    assert all(site["could_be_seen"] for site in negative["callability"]["known"])
    assert not any(site["could_be_seen"] for site in silent["callability"]["known"])
    assert "variants alone" in silent["callability"]["sources"][0]
