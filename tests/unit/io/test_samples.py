from pathlib import Path

import pytest

from cd40lg_annot.io.samples import faults_against_pedigree, read_samples
from cd40lg_annot.model import Affection, Build, Karyotype, Person, Sex


@pytest.fixture
def sheet(tmp_path):
    for name in ("a.vcf", "b.vcf"):
        (tmp_path / name).touch()

    def write(content: str | bytes) -> Path:
        path = tmp_path / "samples.tsv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def a_person(name: str, family: str = "F1") -> Person:
    return Person(name, family, None, None, Sex.UNKNOWN, Affection.UNKNOWN)


def test_a_row_gives_every_column(sheet, tmp_path):
    path = sheet(
        "# made up\nsample\tvcf\tvcf_sample\tkaryotype\tcoverage\tsv_vcf\tbuild\n"
        "boy\ta.vcf\tcolumn 1\t47,XXY\tb.vcf\tb.vcf\tGRCh37\n"
    )
    (row,), faults = read_samples(path)
    assert not faults
    assert (row.sample, row.vcf_sample, row.row) == ("boy", "column 1", 3)
    assert (row.karyotype, row.build) == (Karyotype.XXY, Build.GRCH37)
    assert row.vcf == str(tmp_path / "a.vcf")
    assert row.coverage == row.sv_vcf == str(tmp_path / "b.vcf")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfsample\tvcf\r\nboy\ta.vcf\r\n",
        "sample\tvcf\rboy\ta.vcf".encode("utf-16"),
        b"\n\nsample\tvcf\n#\n boy \ta.vcf \t\n".replace(b" \t\n", b" \n"),
    ],
    ids=["bom and crlf", "utf-16 as spreadsheets write it", "blank lines and spaces"],
)
def test_how_other_programs_write_text(sheet, content):
    (row,), faults = read_samples(sheet(content))
    assert not faults
    assert (row.sample, row.vcf_sample, row.karyotype, row.build) == ("boy", "boy", None, None)


def test_the_working_folder_comes_before_the_sheets_folder(sheet, tmp_path):
    path = sheet("sample\tvcf\nboy\ta.vcf\ngirl\tb.vcf\n")
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.vcf").touch()
    rows, _ = read_samples(path, work)
    assert [row.vcf for row in rows] == [str(work / "a.vcf"), str(tmp_path / "b.vcf")]


def test_all_faults_come_at_once_each_with_its_place(sheet):
    path = sheet(
        "sample\tvcf\tkaryotype\tbuild\n"
        "boy\tc.vcf\t48,XXXX\thg19\n"
        "\ta.vcf\n"
        "girl\t\n"
        "aunt\ta.vcf\naunt\tb.vcf\n"
        "uncle\ta.vcf\t\t\tmore\n"
    )
    rows, faults = read_samples(path)
    assert [row.sample for row in rows] == ["aunt", "aunt"]
    assert {(fault.row, fault.column) for fault in faults} == {
        (2, "vcf"),
        (2, "karyotype"),
        (2, "build"),
        (3, "sample"),
        (4, "vcf"),
        (6, "sample"),
        (7, None),
    }
    assert str(faults[0]).startswith(f"{path}, row 2, column vcf: no such file: c.vcf; ")


def test_two_samples_may_not_read_one_column(sheet):
    _, (fault,) = read_samples(sheet("sample\tvcf\tvcf_sample\nboy\ta.vcf\t1\ngirl\ta.vcf\t1\n"))
    assert (fault.row, fault.column) == (3, "vcf_sample")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "holds no header row"),
        ("# only a comment\n", "holds no header row"),
        ("sample\tvcf\n", "lists no sample"),
        ("sample\tvcf\tsex\nboy\ta.vcf\tmale\n", "sex is not a column"),
        ("sample,vcf\nboy,a.vcf\n", "sample,vcf is not a column"),
        ("sample\tvcf\tvcf\nboy\ta.vcf\ta.vcf\n", "the column vcf stands twice"),
        ("sample\nboy\n", "the column vcf is missing"),
        (b"sample\tvcf\nbo\xff\ta.vcf\n", "is not UTF-8 text"),
    ],
)
def test_what_is_no_sample_sheet(sheet, content, problem):
    rows, faults = read_samples(sheet(content))
    assert not rows
    assert faults[0].problem.startswith(problem)


def test_no_sheet_at_all(tmp_path):
    _, (fault,) = read_samples(tmp_path / "samples.tsv")
    assert fault.problem == "no such file"


def test_a_folder_is_no_vcf(sheet, tmp_path):
    (tmp_path / "calls").mkdir()
    _, (fault,) = read_samples(sheet("sample\tvcf\nboy\tcalls\n"), tmp_path)
    assert fault.problem == "calls is a folder"


def test_every_sample_is_one_person_of_one_family(sheet):
    path = sheet("sample\tvcf\nboy\ta.vcf\ngirl\tb.vcf\n")
    rows, _ = read_samples(path)
    people = [a_person("boy", "F1"), a_person("boy", "F2")]
    faults = faults_against_pedigree(rows, people, sheet=path, pedigree=Path("family.ped"))
    assert [(fault.row, fault.column) for fault in faults] == [(2, "sample"), (3, "sample")]
    assert "several families of family.ped (F1, F2)" in faults[0].problem
    assert "FAMILY girl FATHER MOTHER SEX AFFECTED" in faults[1].remedy


@pytest.mark.parametrize("second", ["sub/../a.vcf", "link.vcf"])
def test_one_file_under_two_paths_is_one_file(tmp_path, second):
    (tmp_path / "a.vcf").write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.vcf").symlink_to(tmp_path / "a.vcf")
    sheet = tmp_path / "samples.tsv"
    sheet.write_text(f"sample\tvcf\tvcf_sample\nA\ta.vcf\tS\nB\t{second}\tS\n")

    _, faults = read_samples(sheet, tmp_path)

    assert [fault.row for fault in faults] == [3]
    assert "is read for A in row 2 already, as " in faults[0].problem
