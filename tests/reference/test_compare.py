"""What `make reference` prints when a result changes."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def compare():
    specification = importlib.util.spec_from_file_location("compare", Path(__file__).parent / "compare.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def a_row(compare, person, **changed):
    return (
        dict.fromkeys(compare.COLUMNS, "") | {"family": "F", "person": person, "status": "excluded"} | changed
    )


def test_a_changed_status_is_told_with_both_values(compare):
    before = [a_row(compare, "aunt"), a_row(compare, "uncle")]
    now = [a_row(compare, "aunt", status="at_risk"), a_row(compare, "uncle")]
    assert list(compare.differences(before, now)) == ["aunt of F: status was excluded, is at_risk"]


def test_nobody_comes_or_goes_unnoticed(compare):
    before, now = [a_row(compare, "aunt")], [a_row(compare, "uncle")]
    assert list(compare.differences(before, now)) == ["aunt of F is gone", "uncle of F is new"]


def test_a_kept_summary_reads_back_the_same(compare, tmp_path):
    rows = [a_row(compare, "aunt", findings="NM_000074.3:c.148T>C; x")]
    compare.write(rows, tmp_path / "expected.tsv")
    assert compare.read(tmp_path / "expected.tsv") == rows


def test_a_laboratorys_own_folder_without_a_summary_is_told_what_to_do(
    compare, tmp_path, monkeypatch, capsys
):
    (tmp_path / "samples.tsv").write_text("sample\tvcf\n")
    monkeypatch.setattr(compare, "run", lambda *_: [a_row(compare, "aunt")])
    assert compare.main(["--folder", str(tmp_path)]) == 1
    assert "ACCEPT=yes" in capsys.readouterr().out
    assert compare.main(["--folder", str(tmp_path), "--accept"]) == 0
    assert compare.main(["--folder", str(tmp_path)]) == 0
