"""From a file on disk to calls on the locus axis, in every container and spelling of X."""

import os

import pytest

from cd40lg_annot.calls.callability import state_at
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import AnnotationError, BuildError, UnreadableFileError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, SampleRow, Sex, Variant, Zygosity
from vcfs import write_vcf

LOCUS = read_locus()
HET = "chrX 136648396 . T C 50 PASS . GT:AD:DP:GQ 0/1:15,15:30:99"
KNOWN = Variant(5220, "T", "C")


def extract(path, sample="S", **row):
    return extracted_samples([SampleRow("S", path, sample, 2, **row)], LOCUS)[0]


@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.gz", "a.vcf.bgz", "a.bcf"])
def test_every_container_gives_the_same_call(tmp_path, name):
    sample = extract(write_vcf(tmp_path / name, HET))

    assert [(call.variant, call.alleles) for call in sample.calls] == [(KNOWN, (0, 1))]
    assert (sample.calls[0].reads.depth, sample.calls[0].reads.alternate) == (30, 15)


@pytest.mark.parametrize("contig", ["chrX", "X", "23", "NC_000023.11"])
def test_every_spelling_of_x_gives_the_same_call(tmp_path, contig):
    header = [f"##contig=<ID={contig},length=156040895>"]
    record = HET.replace("chrX", contig, 1)
    beyond = f"{contig} 150000000 . A G 50 PASS . GT 0/0"

    sample = extract(write_vcf(tmp_path / "a.vcf.bgz", record, beyond, header=header, beyond=False))

    assert sample.contig == contig
    assert [call.variant for call in sample.calls] == [KNOWN]


def test_both_builds_give_the_same_variant(tmp_path):
    on_grch37 = HET.replace("chrX 136648396", "X 135730555")

    sample = extract(write_vcf(tmp_path / "a.vcf", on_grch37, build="GRCh37"))

    assert sample.build is Build.GRCH37
    assert [call.variant for call in sample.calls] == [KNOWN]


def test_both_alternates_of_a_record_keep_what_stands_on_the_other_copy(tmp_path):
    sample = extract(write_vcf(tmp_path / "a.vcf", "chrX 136648396 . T C,G 50 PASS . GT:AD 1/2:0,9,11"))

    assert [(call.variant.alt, call.alleles) for call in sample.calls] == [("C", (1, 2)), ("G", (2, 1))]
    assert [call.reads.alternate for call in sample.calls] == [9, 11]


def test_an_explicit_reference_call_is_a_reference_block(tmp_path):
    sample = extract(write_vcf(tmp_path / "a.vcf", HET.replace("0/1:15,15", "0/0:30,0")))

    assert sample.calls == ()
    assert [(block.start, block.end, block.depth) for block in sample.reference_blocks] == [(5219, 5220, 30)]


def test_a_block_is_cut_at_the_ends_of_the_locus(tmp_path):
    block = "chrX 136000000 . A <NON_REF> . . END=137000000 GT:DP:GQ 0/0:30:60"

    sample = extract(write_vcf(tmp_path / "a.vcf.bgz", block))

    assert [(block.start, block.end) for block in sample.reference_blocks] == [(0, len(LOCUS))]


def test_the_same_call_twice_is_kept_once_and_told(tmp_path):
    sample = extract(write_vcf(tmp_path / "a.vcf", HET, HET))

    assert len(sample.calls) == 1
    assert [item.reason for item in sample.set_aside] == ["the same call stands in the file twice"]


def test_spellings_of_one_deletion_are_one_variant(tmp_path):
    left = "chrX 136654399 . GAAGA G 50 PASS . GT 0/1"
    right = "chrX 136654405 . AGAAA A 50 PASS . GT 0/1"
    files = [write_vcf(tmp_path / f"{index}.vcf", record) for index, record in enumerate((left, right))]

    first, second = (extract(path).calls[0].variant for path in files)

    assert first == second


def test_one_file_serves_many_samples(tmp_path):
    record = "chrX 136648396 . T C 50 PASS . GT 0/1 1 0/0"
    path = write_vcf(tmp_path / "a.vcf.bgz", record, samples=("A", "B", "C"))
    rows = [SampleRow(name, path, name, number) for number, name in enumerate("BCA", start=2)]

    samples = extracted_samples(rows, LOCUS)

    assert [sample.sample for sample in samples] == ["B", "C", "A"]
    assert [[call.alleles for call in sample.calls] for sample in samples] == [[(1,)], [], [(0, 1)]]


def test_an_index_older_than_its_file_is_not_used(tmp_path):
    path = write_vcf(tmp_path / "a.vcf.bgz", HET)
    index = tmp_path / "a.vcf.bgz.tbi"
    os.utime(index, (1, 1))

    sample = extract(path)

    assert [call.variant for call in sample.calls] == [KNOWN]
    assert "older than its file" in sample.notes[0]


REFUSED = {
    "no record on X": (
        "##contig=<ID=chr1,length=248956422>",
        "chr1 5 . A G 50 PASS . GT 0/1",
        "no record on",
    ),
    "X stops before the gene": (None, "chrX 1000 . A G 50 PASS . GT 0/1", "stops at or before"),
    "REF of another genome": (None, HET.replace(" T C ", " G C "), "has G, GRCh38 has T"),
    "genotype of an allele not listed": (None, HET.replace("0/1:", "0/2:"), "names an allele"),
    "record cut off": (None, "chrX 136648396 . T C", "cannot be read"),
    "position that is no number": (None, HET.replace("136648396", "13664839x"), "cannot be read"),
}


@pytest.mark.parametrize("suffix", [".vcf", ".vcf.gz"])
@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_one_line(tmp_path, case, suffix):
    contig, record, words = REFUSED[case]
    options = {"header": [contig]} if contig else {}
    path = write_vcf(tmp_path / f"a{suffix}", record, beyond=False, **options)

    with pytest.raises(AnnotationError) as caught:
        extract(path)

    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_truncated_bgzip_is_refused(tmp_path):
    path = write_vcf(tmp_path / "a.vcf.bgz", HET)
    whole = (tmp_path / "a.vcf.bgz").read_bytes()
    (tmp_path / "a.vcf.bgz").write_bytes(whole[:-28])

    with pytest.raises(UnreadableFileError, match="truncated"):
        extract(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_gzip_is_refused(tmp_path, share):
    path = write_vcf(tmp_path / "a.vcf.gz", *[HET] * 50)
    whole = (tmp_path / "a.vcf.gz").read_bytes()
    (tmp_path / "a.vcf.gz").write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(UnreadableFileError):
        extract(path)


@pytest.mark.parametrize("content", [b"", b"not a VCF\n", b"\x1f\x8b\x08garbage", b"\x00\x01\x02"])
def test_what_is_no_vcf_is_refused(tmp_path, content):
    path = tmp_path / "a.vcf"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError):
        extract(str(path))


def test_x_under_two_names_is_refused(tmp_path):
    header = ["##contig=<ID=chrX,length=156040895>", "##contig=<ID=X,length=156040895>"]
    path = write_vcf(tmp_path / "a.vcf", HET, HET.replace("chrX", "X", 1), header=header)

    with pytest.raises(UnreadableFileError, match="two names"):
        extract(path)


def test_grch37_records_under_a_grch38_label_are_refused(tmp_path):
    records = [
        f"chrX {LOCUS.genomic_pos(pos, Build.GRCH37)} . {LOCUS.sequence[pos - 1]} <*> . . . GT 0/0"
        for pos in range(5000, 5010)
    ]

    with pytest.raises(BuildError, match="where GRCh37 has the gene"):
        extract(write_vcf(tmp_path / "a.vcf.bgz", *records))


def test_an_allele_that_is_carried_in_one_record_and_denied_in_the_next_is_called_both_ways(tmp_path):
    denied = HET.replace("0/1:15,15", "0/0:30,0")

    sample = extract(write_vcf(tmp_path / "a.vcf", HET, denied))

    assert [call.alleles for call in sample.calls] == [(0, 1), (0, 0)]
    state = state_at(KNOWN, sample, Sex.FEMALE, None, LOCUS)
    assert state.zygosity is Zygosity.CONFLICT
