"""Status as a geneticist gives it: `tests/truth/status.tsv`; and that every rule has its rows."""

import pytest

from cd40lg_annot.family import status, status_rules
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.validation.family import status_of

ROWS = read_truth("status")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_row(row):
    answer = status_of(row)
    assert answer.status.value == row["status"]
    assert not row["reason"] or row["reason"] in answer.reasons


def test_every_row_has_its_own_name():
    assert len({row["case"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("rule", status_rules.RULES[:-1], ids=lambda rule: rule.__name__)
def test_a_missing_rule_is_noticed(rule, monkeypatch):
    if rule is status_rules.assessed_without_a_variant:
        return  # asked only while no variant is known: test_status has it
    monkeypatch.setattr(status, "RULES", tuple(r for r in status_rules.RULES if r is not rule))
    assert any(status_of(row).status.value != row["status"] for row in ROWS)
