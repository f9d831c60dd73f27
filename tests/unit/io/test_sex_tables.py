"""Ready-made tables of sexes: rows are read, and what cannot be is told with row and column.

Headers and rows are in the form that peddy, somalier and ngs-bits write; figures of real runs where public.
"""

import pytest

from cd40lg_annot.errors import InputFaultsError, UnreadableFileError
from cd40lg_annot.io.sex_tables import read_sex_tables, rows_of_sample
from cd40lg_annot.model import SexTool

PEDDY = "error,het_count,het_ratio,hom_alt_count,hom_ref_count,ped_sex,predicted_sex,sample_id"
SOMALIER = (
    "#family_id sample_id paternal_id maternal_id sex phenotype original_pedigree_sex gt_depth_mean "
    "gt_depth_sd depth_mean depth_sd ab_mean ab_std n_hom_ref n_het n_hom_alt n_unknown p_middling_ab "
    "X_depth_mean X_n X_hom_ref X_het X_hom_alt Y_depth_mean Y_n"
).replace(" ", "\t")
# Rows of a public log of `somalier relate`; the column `sex` is -9 there, for no pedigree was given.
WOMAN = "0 0 -9 -9 -9 -9 -9 35.0 6.6 33.3 9.9 0.53 0.39 4444 6583 5376 981 0.001 27.55 297 93 93 111 0.00 0"
MAN = "1 1 -9 -9 -9 -9 -9 35.1 7.1 33.4 10.2 0.53 0.39 4443 6433 5507 1001 0.001 17.38 333 154 0 179 0.00 0"


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def only_fault(*paths):
    with pytest.raises(InputFaultsError) as caught:
        read_sex_tables(paths)
    (fault,) = caught.value.faults
    return fault


def test_peddy_in_any_order_of_columns(tmp_path):
    (row,) = read_sex_tables([write(tmp_path / "a.csv", PEDDY, "False,2200,1.47,1500,3000,female,female,S2")])

    assert (row.tool, row.names, row.stated, row.row) == (SexTool.PEDDY, ("S2",), "female", 2)
    assert row.figures == {"het_count": 2200, "het_ratio": 1.47, "hom_alt_count": 1500, "hom_ref_count": 3000}


def test_peddy_without_a_verdict(tmp_path):
    (row,) = read_sex_tables([write(tmp_path / "a.csv", PEDDY, "True,0,-0.06,0,0,male,UNKNOWN,S1")])

    assert row.stated == "unknown"


def test_somalier_states_no_sex_of_its_own(tmp_path):
    rows = read_sex_tables(
        [write(tmp_path / "a.tsv", SOMALIER, WOMAN.replace(" ", "\t"), MAN.replace(" ", "\t"))]
    )

    assert [row.stated for row in rows] == [None, None]
    assert [(row.figures["X_het"], row.figures["X_hom_alt"]) for row in rows] == [(93, 111), (0, 179)]


@pytest.mark.parametrize(
    ("header", "row", "tool", "stated"),
    [
        (
            "#file gender reads_chry reads_chrx ratio_chry_chrx",
            "female 48 12423 0.0039",
            SexTool.NGSBITS_XY,
            "female",
        ),
        (
            "#file gender snps_usable hom_count het_count het_fraction",
            "unknown_(too_few_SNPs) 10_of_437 10 0 0.0000",
            SexTool.NGSBITS_HETX,
            "unknown (too few snps)",
        ),
        ("#file gender coverage_sry", "male 47.12", SexTool.NGSBITS_SRY, "male"),
    ],
)
def test_each_method_of_ngsbits(tmp_path, header, row, tool, stated):
    cells = "\t".join(cell.replace("_", " ") for cell in row.split())
    path = write(tmp_path / "a.tsv", header.replace(" ", "\t"), f"/data/NA1.sorted.bam\t{cells}")

    (read,) = read_sex_tables([path])

    assert (read.tool, read.stated) == (tool, stated)
    assert read.names == ("NA1.sorted.bam", "NA1.sorted", "NA1")


@pytest.mark.parametrize(
    ("header", "row", "column", "problem"),
    [
        (PEDDY + ",mood", "False,1,1,1,1,male,male,S,good", "mood", "not a column of a table of peddy"),
        (PEDDY.replace("het_count,", ""), "False,1,1,1,male,male,S", "het_count", "missing"),
        (PEDDY, "False,1,1,1,1,male,boy,S", "predicted_sex", "'boy'"),
        (PEDDY, "False,many,1,1,1,male,male,S", "het_count", "'many'"),
        (PEDDY, "False,-1,1,1,1,male,male,S", "het_count", "'-1'"),
        (PEDDY, "False,nan,1,1,1,male,male,S", "het_count", "'nan'"),
        (PEDDY, "False,1,1,1,1,male,male,", "sample_id", "empty"),
        (PEDDY, "False,1,1,1,1,male,male", None, "7 cells"),
    ],
)
def test_a_fault_is_told_by_row_and_column(tmp_path, header, row, column, problem):
    fault = only_fault(write(tmp_path / "a.csv", header, row))

    assert fault.column == column
    assert fault.row in {1, 2}
    assert problem in fault.problem


def test_a_sample_twice_is_a_fault(tmp_path):
    row = "False,2200,1.47,1500,3000,female,female,S2"

    fault = only_fault(write(tmp_path / "a.csv", PEDDY, row, row))

    assert (fault.row, fault.column) == (3, "sample_id")


def test_faults_of_all_tables_are_told_at_once(tmp_path):
    row = "False,many,1,1,1,male,boy,S"
    paths = [write(tmp_path / name, PEDDY, row) for name in ("a.csv", "b.csv")]

    with pytest.raises(InputFaultsError) as caught:
        read_sex_tables(paths)

    assert len(caught.value.faults) == 4


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "#CHROM\tPOS\n", "sample_id\tsex\nS\t1\n"])
def test_another_file_is_refused(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)

    with pytest.raises(UnreadableFileError, match=r"peddy"):
        read_sex_tables([path])


def test_the_name_of_the_column_goes_before_the_name_of_the_person(tmp_path):
    """Person B's calls stand in a column named A."""
    rows = [f"False,2200,1.47,1500,3000,female,female,{name}" for name in "AB"]
    read = read_sex_tables([write(tmp_path / "a.csv", PEDDY, *rows)])

    assert [row.row for row in rows_of_sample(read, ["A", "B"])] == [2]
    assert [row.row for row in rows_of_sample(read, ["C", "B"])] == [3]
    assert rows_of_sample(read, ["C"]) == ()
