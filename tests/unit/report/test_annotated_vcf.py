"""The annotated VCF is valid, and gives back what the input said."""

import subprocess
from dataclasses import replace
from shutil import which

import pysam
import pytest

from builders import THR254MET, a_finding, a_male, a_provenance, a_sample, thr254met, thr254met_family
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.vcf_writer import write_vcf
from cd40lg_annot.model import (
    Build,
    GenotypeState,
    Reads,
    RecordPlace,
    StructuralCall,
    StructuralFinding,
    Zygosity,
)
from cd40lg_annot.report.annotated_vcf import annotated_vcf
from cd40lg_annot.report.sample import sample_report


def written(sample, folder):
    report = sample_report(sample, thr254met_family(), a_provenance())
    path = folder / "s.vcf.gz"
    write_vcf(annotated_vcf(report, read_locus()), path)
    return path


def records(path):
    with pysam.VariantFile(str(path)) as file:
        return list(file)


def test_every_finding_is_there_with_its_genotype(tmp_path):
    sample = next(item for item in thr254met_family().samples if item.sample == "MOTHER")
    found = records(written(sample, tmp_path))
    assert [(r.chrom, r.pos, r.ref, r.alts) for r in found] == [
        ("chrX", 136648396, "T", ("C",)),
        ("chrX", 136659390, "C", ("T",)),
    ]
    assert [r.samples["MOTHER"]["GT"] for r in found] == [(0, 1), (0, 1)]
    assert found[0].info["HGVSP"] == "NP_000065.1:p.(Leu50%3D)"
    assert found[1].info["CLINVAR_ACCESSION"] == "VCV000035814"


def test_a_haploid_call_stays_haploid_and_the_index_finds_it(tmp_path):
    finding = a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,), build=Build.GRCH37, contig="X")
    path = written(a_sample(a_male("BOY"), (finding,), build=Build.GRCH37, contig="X"), tmp_path)
    with pysam.VariantFile(str(path)) as file:
        (record,) = file.fetch("X", 135741548, 135741549)
        assert file.header.contigs["X"].length == 155270560
    assert record.samples["BOY"]["GT"] == (1,)


@pytest.mark.parametrize(
    ("alleles", "alts", "genotype"),
    [
        ((1, 2), ("T", "<*>"), (1, 2)),
        ((3, 1), ("T", "*"), (2, 1)),
        ((2, 3), ("T", "<*>", "*"), (2, 3)),
        ((None, 1), ("T",), (None, 1)),
        ((None,), ("T",), (None,)),
    ],
)
def test_other_alleles_are_never_written_as_reference(tmp_path, alleles, alts, genotype):
    finding = a_finding(thr254met(), Zygosity.UNDETERMINED, alleles)
    (record,) = records(written(a_sample(a_male("P"), (finding,)), tmp_path))
    assert record.alts == alts
    assert record.samples["P"]["GT"] == genotype


def test_a_structural_variant_keeps_its_record_and_gets_its_end(tmp_path):
    place = RecordPlace("chrX", 136650000, "N", "<DEL>")
    call = StructuralCall("DEL", 6824, 9000, (0, 1), place, exons=(2,), reads=Reads(depth=30))
    finding = StructuralFinding(call, GenotypeState(Zygosity.HEMIZYGOUS), "deletion of exon 2")
    (record,) = records(written(a_sample(a_male("P"), structural_findings=(finding,)), tmp_path))
    assert (record.pos, record.alts, record.stop) == (136650000, ("<DEL>",), 9000 + 136643176)
    assert record.info["EXONS"] == (2,)


def test_hostile_names_cannot_break_a_line(tmp_path):
    person = a_male("a\tb\nc <x> ;=")
    finding = a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,), notes=("x;y=z, w\tq\nr", "café"))
    call = replace(finding.call, filters=("low;q", "a b"))
    path = written(a_sample(person, (replace(finding, call=call),)), tmp_path)
    (record,) = records(path)
    assert list(record.samples) == ["a%09b%0Ac <x> ;="]
    assert record.info["NOTES"] == ("x%3By%3Dz%2C%20w%09q%0Ar", "caf%C3%A9")
    assert set(record.filter) == {"low%3Bq", "a%20b"}


def test_a_sample_without_findings_still_has_a_readable_file(tmp_path):
    path = written(a_sample(a_male("P")), tmp_path)
    assert records(path) == []
    assert path.with_name("s.vcf.gz.tbi").is_file()


def test_same_text_same_bytes(tmp_path):
    sample = a_sample(a_male("P"), (a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,)),))
    first = written(sample, tmp_path / "1")
    second = written(sample, tmp_path / "2")
    assert first.read_bytes() == second.read_bytes()
    assert first.with_name("s.vcf.gz.tbi").read_bytes() == second.with_name("s.vcf.gz.tbi").read_bytes()
    assert sorted(item.name for item in (tmp_path / "1").iterdir()) == ["s.vcf.gz", "s.vcf.gz.tbi"]


@pytest.mark.skipif(which("bcftools") is None, reason="bcftools is not installed here")
def test_bcftools_accepts_it_without_a_word(tmp_path):
    sample = next(item for item in thr254met_family().samples if item.sample == "MOTHER")
    path = written(sample, tmp_path)
    result = subprocess.run(["bcftools", "view", "-H", path], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 2
    assert str(THR254MET.pos + 136643176) in result.stdout
