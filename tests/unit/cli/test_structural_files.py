"""Structural variants through the real stages: indexes, pairs of breakends, call sets, families."""

import json

import pysam
import pytest

from cd40lg_annot.calls.state import Thresholds
from cd40lg_annot.classify.sample import interpret_sample
from cd40lg_annot.classify.shared_structural import shared_structural
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Affection, Person, SampleRow, Sex, Zygosity
from stages import run_stages, sample_report, statuses
from vcfs import write_vcf

LOCUS = read_locus()
HEADER = [
    "##contig=<ID=chr5,length=181538259>",
    "##contig=<ID=chrX,length=156040895>",
    '##ALT=<ID=DEL,Description="deletion">',
    '##ALT=<ID=DUP,Description="duplication">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="length">',
    '##INFO=<ID=MATEID,Number=.,Type=String,Description="mate">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="copies">',
    '##FORMAT=<ID=NP,Number=1,Type=Integer,Description="points">',
    '##FORMAT=<ID=QS,Number=1,Type=Integer,Description="quality">',
    '##FORMAT=<ID=PR,Number=.,Type=Integer,Description="pairs">',
]
SUFFIXES = ["vcf", "vcf.gz", "vcf.bgz", "bcf"]
SPANNING = "chrX 136600000 . N <DEL> . PASS SVTYPE=DEL;SVLEN=-100000 GT 0/1"
FLANKING = [
    "chrX 136640000 a N N[chrX:136670000[ . PASS SVTYPE=BND;MATEID=b GT 1",
    "chrX 136670000 b N ]chrX:136640000]N . PASS SVTYPE=BND;MATEID=a GT 1",
]
EXONS_2_3 = "chrX 136650000 . N <DEL> . PASS SVTYPE=DEL;END=136655000 GT:PR"


def results_of(tmp_path, records, pedigree, samples=("S",), name="sv.vcf", columns=(), **files):
    """Run the stages on one structural file, or on a file for each sample."""
    path = write_vcf(tmp_path / name, *records, samples=samples, header=HEADER) if records else None
    rows = ["\t".join(("sample", "vcf", *columns))]
    rows += [f"{sample}\t{files.get(sample, path)}" for sample in samples]
    return run_stages(tmp_path, "\n".join(rows) + "\n", pedigree)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_deletion_that_spans_the_gene_by_svlen_alone_is_found(tmp_path, suffix):
    results = results_of(tmp_path, [SPANNING], "F S 0 0 2 0\n", name=f"sv.{suffix}")

    (found,) = sample_report(results, "S")["structural"]
    assert (found["kind"], found["zygosity"]) == ("DEL", "heterozygous")
    assert found["description"] == "deletion of the whole gene, chrX:136600001-136700000 (GRCh38)"
    assert found["neighbours"] == ["ARHGEF6 (in part)"]
    assert not any("not looked for" in line for line in sample_report(results, "S")["limits"])


def test_it_is_found_even_if_the_header_declares_nothing_structural(tmp_path):
    path = write_vcf(tmp_path / "sv.vcf.bgz", "chrX 136600000 . N <DEL> . PASS SVLEN=-100000 GT 0/1")
    results = run_stages(tmp_path, f"sample\tvcf\nS\t{path}\n", "F S 0 0 2 0\n")

    assert [item["zygosity"] for item in sample_report(results, "S")["structural"]] == ["heterozygous"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_breakends_on_either_side_of_the_gene_are_one_deletion(tmp_path, suffix):
    results = results_of(tmp_path, FLANKING, "F S 0 0 1 2\n", name=f"sv.{suffix}")

    (found,) = sample_report(results, "S")["structural"]
    assert found["zygosity"] == "hemizygous"
    assert found["description"].startswith("deletion of the whole gene")
    assert "deletion of the whole gene" in sample_report(results, "S")["headline"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_translocation_recorded_on_the_other_chromosome_is_found(tmp_path, suffix):
    record = "chr5 1000 . N N[chrX:136655000[ . PASS SVTYPE=BND GT 0/1"
    results = results_of(tmp_path, [record], "F S 0 0 2 0\n", name=f"sv.{suffix}")

    (found,) = sample_report(results, "S")["structural"]
    assert found["consequence"].startswith("the gene is disrupted")


def test_males_coded_as_heterozygous_deletions_have_none(tmp_path):
    """200 people: every male `<DEL>` 0/1 with one copy, every tenth female with one copy."""
    people = [f"P{number}" for number in range(200)]
    males = set(people[::2])
    lost = set(people[1::20])
    cells = ["0/1:1:9:80" if p in males | lost else "0/0:2:9:80" for p in people]
    record = f"chrX 136640000 . N <DEL> . PASS SVTYPE=DEL;END=136670000 GT:CN:NP:QS {' '.join(cells)}"
    pedigree = "".join(f"{p} {p} 0 0 {1 if p in males else 2} 0\n" for p in people)
    results = results_of(tmp_path, [record], pedigree, samples=people)

    found = {p: [item["zygosity"] for item in sample_report(results, p)["structural"]] for p in people}
    assert found == {p: ["heterozygous"] if p in lost else [] for p in people}
    note = "copy number 1 is what is expected for this person"
    assert any(note in line for line in sample_report(results, "P0")["notes"])


def test_a_reference_segment_is_no_variant_and_does_not_call_the_gene(tmp_path):
    record = "chrX 136600000 . N . . PASS SVTYPE=CNV;END=136700000 GT:CN 0/0:1"
    results = results_of(tmp_path, [record], "F S 0 0 1 0\n")

    report = sample_report(results, "S")
    assert report["structural"] == []
    assert "No reportable variant was found" not in report["headline"]
    assert report["warnings"] == []


def test_a_reference_segment_with_one_copy_in_a_female_is_a_warning(tmp_path):
    record = "chrX 136600000 . N . . PASS SVTYPE=CNV;END=136700000 GT:CN 0/0:1"
    results = results_of(tmp_path, [record], "F S 0 0 2 0\n")

    assert any("copy number 1, where 2" in line for line in sample_report(results, "S")["warnings"])


def family(tmp_path):
    """A boy without exons 2 and 3, his mother, an uncle and an aunt with a gVCF alone, a sister at 0/0."""
    block = "chrX 136648000 . T <NON_REF> . . END=136661000 GT:GQ:DP 0/0:99:40"
    male = "chrX 136648000 . T <NON_REF> . . END=136661000 GT:GQ:DP 0:99:40"
    structural = write_vcf(
        tmp_path / "sv.vcf",
        f"{EXONS_2_3} 1:0,20 0/1:15,14 0/0:30,0",
        samples=("BOY", "MOTHER", "SISTER"),
        header=HEADER,
    )
    uncle = write_vcf(tmp_path / "uncle.vcf", male, samples=("UNCLE",))
    aunt = write_vcf(tmp_path / "aunt.vcf", block, samples=("AUNT",))
    rows = [("BOY", structural), ("MOTHER", structural), ("SISTER", structural)]
    rows += [("UNCLE", uncle), ("AUNT", aunt)]
    sheet = "sample\tvcf\n" + "".join(f"{name}\t{path}\n" for name, path in rows)
    pedigree = (
        "F GM 0 0 2 1\nF GF 0 0 1 1\nF FATHER 0 0 1 1\nF MOTHER GF GM 2 1\nF UNCLE GF GM 1 1\n"
        "F AUNT GF GM 2 1\nF BOY FATHER MOTHER 1 2\nF SISTER FATHER MOTHER 2 1\n"
    )
    return run_stages(tmp_path, sheet, pedigree)


def test_an_exon_deletion_is_the_variant_of_the_family(tmp_path):
    results = family(tmp_path)

    found = statuses(results, "F")
    assert found["BOY"] == "affected"
    assert found["MOTHER"] == "confirmed_carrier"
    assert found["SISTER"] == "excluded"
    assert found["UNCLE"] == "excluded"
    assert found["AUNT"] in {"at_risk", "not_assessed"}
    reasons = " ".join(sample_report(results, "AUNT")["status_reasons"])
    assert "Sequencing cannot see an exon deletion in a heterozygous female" in reasons


def test_a_homozygous_call_under_a_deletion_of_the_other_copy_is_called_out(tmp_path):
    snv = "chrX 136650300 . {ref} {alt} . PASS . GT:PR 1/1:."
    ref = reference_base(136650300)
    record = snv.format(ref=ref, alt="A" if ref != "A" else "C")
    results = results_of(tmp_path, [f"{EXONS_2_3} 0/1:15,14", record], "F S 0 0 2 0\n")

    report = sample_report(results, "S")
    assert report["findings"][0]["zygosity_warning"]
    assert any("no normal copy" in note for note in report["findings"][0]["notes"])


def test_a_deletion_spelt_in_bases_is_reported_once(tmp_path):
    bases = "".join(reference_base(pos) for pos in range(136654300, 136654501))
    record = f"chrX 136654300 . {bases} {bases[0]} . PASS . GT:PR 1:."
    results = results_of(tmp_path, [record], "F S 0 0 1 2\n")

    report = sample_report(results, "S")
    assert [item["whole_exons"] for item in report["structural"]] == [[3]]
    assert report["headline"].count("loss of function expected, review before signing") == 1
    assert report["headline"].count(";") == 0
    assert statuses(results, "F")["S"] == "affected"


def test_the_annotated_file_carries_the_structural_variant(tmp_path):
    results = results_of(tmp_path, [SPANNING], "F S 0 0 2 0\n")

    with pysam.VariantFile(str(results / "samples" / "S" / "S.vcf.gz")) as file:
        (record,) = list(file)
    assert record.alts == ("<DEL>",)
    assert record.stop == 136700000
    assert record.info["ZYGOSITY"] == "heterozygous"
    assert record.info["RELEVANCE"] == "disease_causing"
    assert record.info["CLASSIFICATION"] == "likely_pathogenic"
    assert (record.info["POINTS"], record.info["CRITERIA"]) == (8, ("PVS1",))


def reference_base(pos):
    from cd40lg_annot.io.reference import read_locus
    from cd40lg_annot.model import Build

    locus = read_locus()
    return locus.sequence[locus.locus_pos(pos, Build.GRCH38) - 1]


def test_a_structural_file_may_name_its_only_column_as_it_likes(tmp_path):
    from cd40lg_annot.cli.extract import extracted_samples
    from cd40lg_annot.io.reference import read_locus

    small = write_vcf(tmp_path / "small.vcf", "chrX 136648396 . T C . PASS . GT 0/1")
    large = write_vcf(tmp_path / "sv.vcf", SPANNING, samples=("tumour",), header=HEADER)
    (sample,) = extracted_samples([SampleRow("S", small, "S", 2, sv_vcf=large)], read_locus())

    assert [call.kind for call in sample.structural] == ["DEL"]
    assert json.dumps([file.role for file in sample.inputs]) == '["vcf", "sv_vcf"]'


def test_the_carrier_report_index_and_summary_name_the_deletion(tmp_path):
    results = family(tmp_path)

    carrier = json.loads((results / "families" / "F" / "carrier_report.json").read_text())
    assert carrier["headline"].startswith(
        "Variant taken for disease-causing in this family: deletion of exons 2 to 3, "
        "NM_000074.3:c.157-265_346+570del, Uncertain significance (suggested, 4 points), to be confirmed"
    )
    assert [item["exons"] for item in carrier["structural"]] == [[2, 3]]
    summary = (results / "summary.tsv").read_text().splitlines()
    (boy,) = [line.split("\t") for line in summary if line.startswith("F\tBOY\t")]
    assert {"disease_causing", "hemizygous", "NM_000074.3:c.157-265_346+570del"} <= set(boy)
    assert "deletion of exons 2 to 3" in (results / "index.html").read_text()
    assert "2 of 5 samples carry a disease-causing variant" in (results / "index.html").read_text()
    aunt = sample_report(results, "AUNT")
    assert aunt["headline"].endswith(
        "Not assessed in this sample: the family's deletion of exons 2 to 3 (c.157-265_346+570del)."
    )


def test_a_structural_finding_carries_points_criteria_and_class_wherever_a_small_one_does(tmp_path):
    results = family(tmp_path)

    (found,) = sample_report(results, "BOY")["structural"]
    assert (found["classification"], found["points"], found["criteria"]) == (
        "uncertain_significance",
        4,
        "PVS1_Strong",
    )
    (met,) = [line for line in found["criteria_lines"] if line["verdict"] == "met"]
    assert met["value"] == "exon 2, 3"
    assert "new stop at codon 64" in met["reason"]
    assert all(line["source"] and line["threshold"] and line["version"] for line in found["criteria_lines"])
    header, *rows = [line.split("\t") for line in (results / "summary.tsv").read_text().splitlines()]
    (boy,) = [dict(zip(header, row, strict=True)) for row in rows if row[1] == "BOY"]
    assert (boy["points"], boy["criteria"]) == ("4", "PVS1_Strong")
    page = (results / "samples" / "BOY" / "report.html").read_text()
    assert "Uncertain significance (suggested, 4 points)" in page
    assert "new stop at codon 64" in page
    assert "new stop at codon 64" in (results / "families" / "F" / "carrier_report.html").read_text()


def test_segregation_covers_the_deletion(tmp_path):
    results = family(tmp_path)

    carrier = json.loads((results / "families" / "F" / "carrier_report.json").read_text())
    (moves,) = carrier["segregation"]
    assert moves["variant"] == "deletion of exons 2 to 3 (c.157-265_346+570del)"
    assert moves["relevance"] == "disease_causing"
    assert moves["origin"] == "maternal"
    # The grandfather and the father were not tested; nobody tested speaks against it.
    assert moves["verdict"] == "uninformative"
    assert moves["reasons"][0].startswith("Nobody tested speaks against it (MOTHER, UNCLE, BOY fit).")


@pytest.mark.parametrize(("least", "state"), [(10, Zygosity.ABSENT), (20, Zygosity.NO_CALL)])
def test_the_laboratorys_least_depth_holds_for_a_relatives_structural_genotype(tmp_path, least, state):
    path = write_vcf(tmp_path / "a.vcf", f"{EXONS_2_3} 1:0,30 0/0:15,0", samples=("B", "M"), header=HEADER)
    extracted = extracted_samples([SampleRow(name, path, name, 2) for name in "BM"], LOCUS)
    people = {
        "B": Person("B", "F", None, "M", Sex.MALE, Affection.AFFECTED),
        "M": Person("M", "F", None, None, Sex.FEMALE, Affection.UNAFFECTED),
    }
    limits = Thresholds(minimum_depth=least)
    samples = [interpret_sample(item, people[item.sample], {}, (), LOCUS, limits) for item in extracted]

    [shared] = shared_structural(samples, extracted, limits)

    assert shared.states["M"].zygosity is state
    assert bool(samples[1].warnings) == (state is Zygosity.NO_CALL)
    [outcome] = samples[1].tally.reported
    assert outcome == ("not_called" if state is Zygosity.NO_CALL else "not_carried")
