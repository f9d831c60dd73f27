"""Public reference samples, read from end to end: what must be found, and what must not be said."""

import gzip
import re

import pytest

from stages import family_warnings, run_stages, sample_report, statuses

TRIO = "CEU NA12891 0 0 1 1\nCEU NA12892 0 0 2 1\nCEU NA12878 NA12891 NA12892 2 1\n"
ALARMING = {
    "affected",
    "confirmed_carrier",
    "obligate_carrier",
    "manifesting_carrier",
    "homozygous",
    "at_risk",
}


def sheet(*rows):
    return "".join("\t".join(row) + "\n" for row in [("sample", "vcf", "vcf_sample"), *rows])


@pytest.fixture(scope="module")
def trio(real, tmp_path_factory):
    """Three callers, three files."""
    samples = sheet(
        ("NA12891", str(real / "NA12891.dragen.GRCh38.vcf.gz"), "NA12891_25"),
        ("NA12892", str(real / "NA12892.deepvariant.GRCh38.vcf.gz"), "NA12892_28"),
        ("NA12878", str(real / "NA12878.freebayes.GRCh38.vcf.gz"), "NA12878_58"),
    )
    return run_stages(tmp_path_factory.mktemp("trio"), samples, TRIO)


@pytest.fixture(scope="module")
def merged(real, tmp_path_factory):
    """The same three in one file without contig lines, the father coded diploid."""
    path = str(real / "ceu-trio.merged.GRCh38.vcf")
    columns = {"NA12891": "NA12891_25", "NA12892": "NA12892_28", "NA12878": "NA12878_58"}
    samples = sheet(*((name, path, column) for name, column in columns.items()))
    return run_stages(tmp_path_factory.mktemp("merged"), samples, TRIO)


@pytest.fixture(scope="module")
def others(real, tmp_path_factory):
    """One sample each: the daughter on GRCh37, two males, and a structural call set."""
    rows = [
        ("NA12878", str(real / "NA12878.freebayes-exome.GRCh37.vcf.gz"), "NA12878"),
        ("HG002", str(real / "HG002.pacbio-deepvariant.GRCh38.vcf.gz"), "EX260025_01"),
        ("HG00187", str(real / "HG00187.haplotypecaller.GRCh38.g.vcf.gz"), "HG00187"),
        ("HG00096", str(real / "HG00096.manta.GRCh38.vcf.gz"), "HG00096"),
    ]
    pedigree = "1 NA12878 0 0 2 1\n2 HG002 0 0 1 1\n3 HG00187 0 0 1 1\n4 HG00096 0 0 1 1\n"
    return run_stages(tmp_path_factory.mktemp("others"), sheet(*rows), pedigree)


@pytest.mark.parametrize("coded", ["trio", "merged"])
@pytest.mark.parametrize(("sample", "zygosity"), [("NA12891", "hemizygous"), ("NA12878", "heterozygous")])
def test_polymorphism_is_found_whichever_way_the_father_is_coded(request, coded, sample, zygosity):
    findings = sample_report(request.getfixturevalue(coded), sample)["findings"]

    assert len(findings) == 1
    assert findings[0]["hgvs_g"] == "NC_000023.11:g.136648396T>C"
    assert findings[0]["hgvs_c"] == "NM_000074.3:c.148T>C"
    assert findings[0]["hgvs_p"] == "NP_000065.1:p.(Leu50=)"
    assert findings[0]["consequence"] == "synonymous_variant"
    assert findings[0]["zygosity"] == zygosity
    assert (findings[0]["contig"], findings[0]["pos"]) == ("chrX", 136648396)


def test_both_builds_give_the_same_finding(trio, others):
    on_grch38 = sample_report(trio, "NA12878")["findings"][0]
    on_grch37 = sample_report(others, "NA12878")["findings"][0]

    assert (on_grch37["hgvs_g"], on_grch37["pos"]) == ("NC_000023.10:g.135730555T>C", 135730555)
    for key in ("hgvs_c", "hgvs_p", "consequence", "zygosity", "hgvs_g_grch38", "hgvs_g_grch37"):
        assert on_grch37[key] == on_grch38[key]


@pytest.mark.parametrize("coded", ["trio", "merged"])
def test_mother_is_not_assessed_rather_than_reference(request, coded):
    results = request.getfixturevalue(coded)
    report = sample_report(results, "NA12892")

    states = {item["hgvs_c"]: item["zygosity"] for item in (*report["findings"], *report["family_variants"])}
    assert states == {"NM_000074.3:c.148T>C": "no_call"}
    assert statuses(results, "CEU")["NA12892"] == "not_assessed"
    assert "not a negative result" in report["headline"]


@pytest.mark.parametrize("coded", ["trio", "merged"])
def test_a_polymorphism_alarms_nobody(request, coded):
    results = request.getfixturevalue(coded)

    assert not ALARMING & set(statuses(results, "CEU").values())
    for sample in ("NA12891", "NA12878"):
        report = sample_report(results, sample)
        assert report["findings"][0]["reportable"] is False
        assert "148" not in report["headline"]


@pytest.mark.parametrize("sample", ["HG002", "HG00187", "HG00096"])
def test_a_sample_without_a_record_in_the_gene_is_not_called_negative(others, sample):
    report = sample_report(others, sample)

    assert report["findings"] == []
    assert "not a negative result" in report["headline"]
    assert "No reportable variant was found" not in report["headline"]


@pytest.mark.parametrize(
    ("results", "sample", "verdict"),
    [
        ("trio", "NA12891", "concordant"),
        ("trio", "NA12892", "concordant"),
        ("trio", "NA12878", "concordant"),
        ("merged", "NA12891", "concordant"),
        ("others", "NA12878", "concordant"),
        ("others", "HG002", "concordant"),
        ("others", "HG00187", "not_verifiable"),
    ],
)
def test_recorded_sex_fits_the_calls(request, results, sample, verdict):
    assert sample_report(request.getfixturevalue(results), sample)["sex_check"]["verdict"] == verdict


def test_a_swapped_sex_stamps_the_report(real, tmp_path):
    samples = sheet(("NA12878", str(real / "NA12878.freebayes.GRCh38.vcf.gz"), "NA12878_58"))

    report = sample_report(run_stages(tmp_path, samples, "1 NA12878 0 0 1 1\n"), "NA12878")

    assert report["headline"].startswith("Sex discordant, not for release.")
    assert report["sex_check"]["verdict"] == "discordant"


def test_the_trio_fits_as_a_family_and_a_stranger_does_not(merged, real, tmp_path):
    path = str(real / "ceu-trio.merged.GRCh38.vcf")
    unrelated = sheet(("mother", path, "NA12892_28"), ("son", path, "NA12891_25"))

    assert not any("do not fit" in warning for warning in family_warnings(merged, "CEU"))
    results = run_stages(tmp_path, unrelated, "F mother 0 0 2 1\nF son 0 mother 1 1\n")
    assert any("mother and son do not fit" in warning for warning in family_warnings(results, "F"))


def test_a_real_structural_call_set_has_no_finding_at_the_gene(others):
    report = sample_report(others, "HG00096")

    assert report["structural"] == []
    assert report["warnings"] == []


def alleles_at_the_locus(path, start, end):
    """Alleles that a VCF lists between two positions of X, counted by splitting its text."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        rows = [line.rstrip("\n").split("\t", 8) for line in file if re.match("(chr)?X\t", line)]
    count = 0
    for _, pos, _, ref, alts, _, _, info, *_ in rows:
        stated = re.search(r"(?:^|;)END=(\d+)", info)
        last = max(int(pos) + len(ref) - 1, int(stated[1]) if stated else 0)
        count += len(alts.split(",")) if int(pos) <= end and last >= start else 0
    return count


@pytest.mark.parametrize(
    ("run", "sample", "name"),
    [
        ("trio", "NA12891", "NA12891.dragen.GRCh38.vcf.gz"),
        ("trio", "NA12892", "NA12892.deepvariant.GRCh38.vcf.gz"),
        ("merged", "NA12878", "ceu-trio.merged.GRCh38.vcf"),
        ("others", "NA12878", "NA12878.freebayes-exome.GRCh37.vcf.gz"),
        ("others", "HG00187", "HG00187.haplotypecaller.GRCh38.g.vcf.gz"),
    ],
)
def test_the_books_of_real_files_balance(request, real, run, sample, name):
    books = sample_report(request.getfixturevalue(run), sample)["accounting"]
    first = 135_725_336 if "GRCh37" in name else 136_643_177

    assert books["read"] == alleles_at_the_locus(real / name, first, first + 19_213)
    assert books["read"] == books["reported"] + books["set_aside"]
    for kind, total in (("reported_as", "reported"), ("set_aside_because", "set_aside")):
        assert sum(line["count"] for line in books[kind]) == books[total]
