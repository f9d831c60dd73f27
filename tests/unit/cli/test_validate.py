"""The validation pack: every requirement has a check, failures come first, a laboratory's cases count."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.validation_checks import CHECKS
from cd40lg_annot.io.validation import copy_example, read_requirements, truth_files
from cd40lg_annot.validation.cases import exact_interval
from cd40lg_annot.validation.outcome import Case

SCHEMA = Path(__file__).resolve().parents[3] / "docs/schemas/validation.schema.json"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The bundled example as a laboratory's own table."""
    return copy_example(tmp_path_factory.mktemp("own"))


def validate(folder, *arguments):
    status = main(["validate", "--output", str(folder), *map(str, arguments)])
    report = json.loads((folder / "report.json").read_text())
    jsonschema.validate(report, json.loads(SCHEMA.read_text()))
    return status, report


def requirement(report, name):
    return next(item for part in report["parts"] for item in part["requirements"] if item["id"] == name)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, example):
    folder = tmp_path_factory.mktemp("validation")
    status, report = validate(folder, "--cases", example, "--date", "2026-11-23")
    return folder, status, report


def test_every_requirement_has_a_check_and_every_check_a_requirement():
    rows = read_requirements()

    assert {row["check"] for row in rows} == set(CHECKS)
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(all(row.values()) for row in rows)


def test_this_checkout_meets_all_that_can_be_tested(whole):
    _, status, report = whole

    assert status == 0
    assert report["not_met"] == []
    items = [item for part in report["parts"] for item in part["requirements"]]
    assert {item["id"] for item in items if item["outcome"] != "met"} <= {"IQ-3"}
    assert requirement(report, "OQ-1")["asked"] == 2500
    assert requirement(report, "PQ-2")["asked"] == requirement(report, "PQ-1")["asked"] > 25


def test_the_page_names_what_was_compared_with_what(whole):
    folder, _, report = whole
    page = (folder / "report.html").read_text()

    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert {item["path"] for item in report["inputs"]} > {item.path for item in truth_files()}
    assert 'http-equiv="Content-Security-Policy"' in page
    for words in ("Installation qualification", "Approved for use by", "c.288+1del"):
        assert words in page


def test_the_same_bytes_twice(tmp_path, whole, example, monkeypatch):
    folder, _, _ = whole
    monkeypatch.chdir(tmp_path)
    assert (
        main(["validate", "--output", str(folder / "again"), "--cases", str(example), "--date", "2026-11-23"])
        == 0
    )
    for name in ("report.html", "report.json"):
        one, other = ((place / name).read_text() for place in (folder, folder / "again"))
        assert one == other.replace(str(folder / "again"), str(folder))


def test_a_failed_requirement_comes_first_and_ends_with_1(tmp_path, monkeypatch, capsys):
    wrong = Case("a case", "expected", "found")
    monkeypatch.setitem(CHECKS, "status", lambda _: _only(wrong))

    status, report = validate(tmp_path, "--no-pdf")

    assert status == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert [item["id"] for item in report["not_met"]] == ["OQ-11"]
    assert report["headline"].startswith("Not valid: 1 of ")
    assert report["parts"][1]["requirements"][0]["id"] == "OQ-11"
    page = (tmp_path / "report.html").read_text()
    assert page.index("a case") < page.index("Installation qualification")


def _only(case):
    from cd40lg_annot.validation.outcome import measured

    return measured([case])


BOY = "c.761C>T\themizygous\taffected"


@pytest.mark.parametrize(
    ("old", "new", "case", "found"),
    [
        (BOY, "c.762G>T\themizygous\taffected", "EX1-boy c.762G>T", "not listed"),
        (BOY, "none\t\taffected", "EX1-boy none", "c.761C>T p.(Thr254Met), hemizygous"),
        (BOY, "c.761C>T\theterozygous\taffected", "EX1-boy c.761C>T", "hemizygous"),
        ("c.189del\tabsent\texcluded", "c.189del\tabsent\tat_risk", "EX2-brother: status", "excluded"),
    ],
)
# What is expected of one row is changed; the answer stays.
def test_a_case_that_differs_is_not_met(tmp_path, monkeypatch, old, new, case, found):
    keep_only(monkeypatch, "laboratory")
    table = copy_example(tmp_path)
    text = table.read_text()
    assert old in text
    table.write_text(text.replace(old, new, 1))

    status, report = validate(tmp_path / "out", "--no-pdf", "--cases", table)

    assert status == 1
    differing = {item["case"]: item["found"] for item in requirement(report, "PQ-2")["differences"]}
    assert differing[case] == found


def test_cases_that_cannot_be_read_are_not_met_with_the_reason(tmp_path, monkeypatch):
    keep_only(monkeypatch, "laboratory")
    table = copy_example(tmp_path)
    (tmp_path / "examples/EX1/EX1-boy.g.vcf.gz").write_bytes(b"")

    status, report = validate(tmp_path / "out", "--no-pdf", "--cases", table)

    assert status == 1
    assert "EX1-boy.g.vcf.gz: the file is empty" in requirement(report, "PQ-2")["differences"][0]["found"]


def test_every_fault_of_a_table_of_cases_is_told(tmp_path, capsys):
    table = tmp_path / "cases.tsv"
    table.write_text("sample\tvcf\tsex\tvariant\tstate\nS\ta.vcf\tman\tc.1A>G\t\n\ta.vcf\tmale\tnone\t\n")

    assert main(["validate", "--cases", str(table), "--output", str(tmp_path / "out"), "--no-pdf"]) == 1
    said = capsys.readouterr().err
    for words in ("row 2, column sex", "row 2, column state", "row 3, column sample"):
        assert words in said
    assert not (tmp_path / "out").exists()


def keep_only(monkeypatch, *names):
    """Leave the other checks out: each has its own tests."""
    for name in CHECKS:
        if name not in names:
            monkeypatch.setitem(CHECKS, name, lambda _: _only(Case("left out", "", "")))


@pytest.mark.parametrize(
    ("agreed", "asked", "lower", "upper"),
    # Published: Clopper and Pearson's limits as printed in common tables.
    [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (5, 10, 0.1871, 0.8129), (19, 20, 0.7513, 0.9987)],
)
def test_exact_limits(agreed, asked, lower, upper):
    assert exact_interval(agreed, asked) == pytest.approx((lower, upper), abs=5e-5)


def test_truth_tables_are_named_with_their_checksums(project):
    for item in truth_files():
        assert hashlib.sha256((project / item.path).read_bytes()).hexdigest() == item.sha256
