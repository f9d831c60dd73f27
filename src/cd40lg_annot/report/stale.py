"""Tables that were old on the day that the run declares: their knowledge may have moved on."""

import re
from datetime import date

from cd40lg_annot.model import Provenance, TableVersion

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def stale_tables(provenance: Provenance) -> tuple[str, ...]:
    """One sentence for each table that is older than the run allows, or of unknown age.

    Measured against the date given to the run, never against a clock; a run without a date says nothing.
    """
    limit = provenance.settings.get("table_age")
    if not provenance.date or limit is None:
        return ()
    day = date.fromisoformat(provenance.date)
    sentences = (_sentence(table, day, int(limit)) for table in provenance.tables)
    return tuple(sentence for sentence in sentences if sentence)


def release_day(release: str) -> date | None:
    """The newest date that a release names; None for none.

    >>> release_day("2016-05-20 to 2026-10-03, by row")
    datetime.date(2026, 10, 3)
    >>> release_day("v4.1") is None
    True
    """
    days = []
    for text in _DATE.findall(release):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return max(days, default=None)


def _sentence(table: TableVersion, day: date, limit: int) -> str:
    released = release_day(table.release)
    if released is None:
        return (
            f"The table {table.name} has no date (release: {table.release or 'none'}): its age on "
            f"{day.isoformat()} is not known."
        )
    age = (day - released).days
    if age <= limit:
        return ""
    return (
        f"The table {table.name} is of {released.isoformat()}, {age} days old on {day.isoformat()}; "
        f"{limit} are allowed: refresh it, then run again."
    )
