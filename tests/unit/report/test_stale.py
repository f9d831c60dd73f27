"""When a table counts as old: by the day that the run declares, never by a clock."""

import pytest

from cd40lg_annot.model import Provenance, TableVersion
from cd40lg_annot.report.stale import release_day, stale_tables


def said(release, date="2026-11-24", **settings):
    table = TableVersion(name="ClinVar", source="s", release=release, sha256="0", rows=1, note="")
    return stale_tables(Provenance("1", "t", "r", tables=(table,), date=date, settings=settings))


@pytest.mark.parametrize(
    ("release", "age", "is_stale"),
    [("2026-11-24", "0", False), ("2026-11-23", "0", True), ("2026-11-23", "1", False),
     ("2025-11-24", "365", False), ("2025-11-23", "365", True), ("2026-12-01", "0", False)],
)  # fmt: skip
def test_a_table_is_old_from_the_day_after_the_last_that_is_allowed(release, age, is_stale):
    assert bool(said(release, table_age=age)) == is_stale


def test_it_says_table_date_age_limit_and_remedy():
    (text,) = said("2025-11-23", table_age="365")
    assert text == (
        "The table ClinVar is of 2025-11-23, 366 days old on 2026-11-24; "
        "365 are allowed: refresh it, then run again."
    )


@pytest.mark.parametrize(("release", "shown"), [("v4.1", "v4.1"), ("", "none"), ("2026-13-45", "2026-13-45")])
def test_a_table_without_a_date_is_of_unknown_age_and_never_fresh(release, shown):
    (text,) = said(release, table_age="365")
    assert f"has no date (release: {shown}): its age on 2026-11-24 is not known" in text


def test_without_a_declared_day_or_a_limit_nothing_can_be_said():
    assert said("1990-01-01", date="", table_age="365") == ()
    assert said("1990-01-01") == ()


def test_the_newest_of_several_dates_counts():
    assert str(release_day("2016-05-20 to 2026-10-03, by row; 2020-01-01")) == "2026-10-03"
