import pytest

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.pedigree import read_pedigree, read_people
from cd40lg_annot.model import Affection, Karyotype, Sex


@pytest.fixture
def write(tmp_path):
    def write(content, name="family.ped"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def persons(file):
    return [
        (p.family, p.person, p.father, p.mother, p.sex.value[0], p.affected.value[0]) for p in file.people
    ]


@pytest.mark.parametrize(
    "text",
    [
        "F boy dad mum 1 2\nF mum 0 0 2 1\n",
        "\ufeffF\tboy\tdad\tmum\t1\t2\r\nF\tmum\t0\t0\t2\t1\r\n",
        "# written by hand\n\n#FID IID PAT MAT SEX PHENO1\nF boy dad mum M 2\nF   mum  0 0 female  1",
        (
            "Individual ID\tFamily ID\tMother\tFather\tGender\tStatus\n"
            "boy\tF\tmum\tdad\t1\taffected\nmum\tF\t\t\t2\t1"
        ),
        "F boy\tdad mum\t1 2\rF mum 0 0\t2 1\t\t\r",
    ],
)
def test_dialects_read_the_same(write, text):
    file = read_pedigree(write(text))
    assert file.faults == ()
    assert persons(file) == [("F", "boy", "dad", "mum", "m", "a"), ("F", "mum", None, None, "f", "u")]


def test_rows_are_lines_of_the_file(write):
    assert read_pedigree(write("# one\n\nF a 0 0 1 1\n# two\nF b 0 0 2 1\n")).rows == (3, 5)


@pytest.mark.parametrize("name", ["Ana María", "{samples}", "../../x", "a;rm", "x\u2028y", "<b>", "=1+1"])
def test_ids_are_only_data(write, name):
    assert read_pedigree(write(f"F\t{name}\t0\t0\t1\t1\n")).people[0].person == name


def test_every_fault_is_reported_at_once(write):
    file = read_pedigree(write("F a 0 0 1\nF b 0 0 Q 7\nF c 0 0 2 1\n"))
    assert [(f.row, f.column) for f in file.faults] == [(1, None), (2, "sex"), (2, "phenotype")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"# nobody\n", "has no people"),
        (b"F\xff a 0 0 1 1\n", "is not UTF-8 text"),
        ("F a 0 0 1 1\n".encode("utf-16"), "is not UTF-8 text"),
        (b"F\0a 0 0 1 1\n", "is not plain text"),
        (b"F a 0 0 1 1" * 10_000, "has a line of more than 65,536 characters"),
    ],
)
def test_a_file_that_is_no_pedigree_gives_one_line(write, content, problem):
    with pytest.raises(UnreadableFileError, match=problem) as error:
        read_pedigree(write(content))
    assert "\n" not in str(error.value)


def test_unknown_codes_and_extra_columns_are_said(write):
    file = read_pedigree(write("F a 0 0 3 1 extra\nF b 0 0 other 0\n0 c 0 0 -9 -9\n"))
    assert [p.sex for p in file.people] == [Sex.UNKNOWN] * 3
    assert [p.affected for p in file.people] == [Affection.UNAFFECTED, Affection.UNKNOWN, Affection.UNKNOWN]
    assert file.people[2].family == "c"
    assert len(file.warnings) == 3
    assert "recode it to 2 and 1" in file.warnings[2]


def test_people_tsv_adds_to_the_pedigree(write):
    people = read_pedigree(write("F a 0 0 1 1\nF b 0 0 2 1\n")).people
    header = "person\tage\tkaryotype\ttwin_group\ttwin_zygosity\tadopted\tproband"
    table = f"{header}\n#x\na\t0.5\t47,XXY\tt\tMZ\tout\tyes\n"
    added, faults = read_people(write(table, "people.tsv"), people)
    assert faults == ()
    assert (added[0].age, added[0].karyotype, added[0].twin_zygosity) == (0.5, Karyotype.XXY, "monozygotic")
    assert (added[0].adopted, added[0].proband, added[1]) == (False, True, people[1])


def test_people_tsv_faults_are_reported_at_once(write):
    people = read_pedigree(write("F a 0 0 1 1\n")).people
    table = "person\tage\tdeceased\na\told\tperhaps\nb\t1\tno\na\t-1\tno\n"
    _, faults = read_people(write(table, "people.tsv"), people)
    assert [(f.row, f.column) for f in faults] == [
        (2, "age"),
        (2, "deceased"),
        (3, "person"),
        (4, "age"),
        (4, "person"),
    ]
    _, faults = read_people(write("person\tshoe_size\na\t40\n", "people.tsv"), people)
    assert faults[0].problem == "column 'shoe_size' is not known"
