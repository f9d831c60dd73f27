"""What a lab can get wrong in its sheets: one line each, never a traceback."""

import pytest

from cd40lg_annot.cli import main
from vcfs import write_vcf

BOY = "chrX 136659390 . C T 50 PASS . GT:AD:DP:GQ 1:0,30:30:99"
PEDIGREE = "F\tS\t0\t0\t1\t2\n"


def check(folder, sheet, pedigree=PEDIGREE, people=None):
    """Run check-inputs on sheets with this text."""
    write_vcf(folder / "a.vcf", BOY)
    (folder / "samples.tsv").write_text(sheet)
    (folder / "pedigree.ped").write_text(pedigree)
    arguments = ["check-inputs", "--samples", folder / "samples.tsv", "--pedigree", folder / "pedigree.ped"]
    if people is not None:
        (folder / "people.tsv").write_text(people)
        arguments += ["--people", folder / "people.tsv"]
    return main([str(argument) for argument in arguments])


SHEET = "sample\tvcf\nS\ta.vcf\n"


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (f"sample\tvcf\nS\t{'x' * 300}\n", "File name too long"),
        ("sample\tvcf\nS\ta.vcf\0\n", "no such file"),
        ("sample\tvcf\nS\t/dev/zero\n", "no such file"),
        ("sample\tvcf\nS\tsamples.tsv\n", "not a VCF or BCF file"),
        ('sample\tvcf\n"S"\t"a.vcf"\n', "no such file"),
    ],
)
def test_a_path_that_is_none_is_one_fault(tmp_path, capsys, sheet, said):
    assert check(tmp_path, sheet) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("odd", ["\u202eevil", "a\u200bb", "x\x7f"])
def test_an_id_that_shows_as_another_is_refused(tmp_path, capsys, odd):
    assert check(tmp_path, SHEET, f"{odd}\tS\t0\t0\t1\t2\n") == 1
    assert "row 1, column family" in capsys.readouterr().err


def test_twins_of_the_people_table_are_checked(tmp_path, capsys):
    pedigree = PEDIGREE + "F\tT\t0\t0\t2\t1\n"
    people = "person\ttwin_group\ttwin_zygosity\nS\tt\tmonozygotic\nT\tt\tmonozygotic\n"

    assert check(tmp_path, SHEET, pedigree, people) == 1
    assert "monozygotic twins of group 't' differ in sex" in capsys.readouterr().err
