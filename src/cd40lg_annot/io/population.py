"""Read population counts, split by sex, in their one schema; a missing count stays missing."""

from collections.abc import Iterable
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.table_text import ALLELE_COLUMNS, Outside, TableText
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import PopulationCount, PopulationTable

COUNTS = (
    "allele_count",
    "allele_number",
    "allele_count_xy",
    "allele_number_xy",
    "allele_count_xx",
    "allele_number_xx",
    "homozygotes",
)
COLUMNS = (*ALLELE_COLUMNS, *COUNTS, "allele_frequency", "filters", "note")
HEAD_KEYS = ("name", "source", "release", "scope")


def read_population_tables(paths: Iterable[Path], locus: Locus) -> tuple[PopulationTable, ...]:
    """Read the bundled table and the laboratory's own; one of the same name takes the bundled one's place."""
    tables = {}
    for path in (resources_folder() / "population" / "published.tsv", *paths):
        table = read_population_table(path, locus)
        tables[table.version.name] = table
    return tuple(tables.values())


def read_population_table(path: Path, locus: Locus) -> PopulationTable:
    """Read one population table and place its rows on the locus axis.

    Raises:
        UnreadableFileError: no such file, not text, or a head that does not say what the table is.
        InputFaultsError: rows at fault, each with row and column.
    """
    text = TableText(path, columns=COLUMNS, needed=(), head_keys=HEAD_KEYS)
    if text.head["scope"] not in ("complete", "partial"):
        raise UnreadableFileError(path, f"scope is {text.head['scope']!r}", "use complete or partial")
    counts = tuple(count for count in (_count(text, row, locus) for row in text.rows()) if count)
    text.raise_faults()
    return PopulationTable(text.version(len(counts)), text.head["scope"] == "complete", counts)


def _count(text: TableText, row: dict[str, str], locus: Locus) -> PopulationCount | None:
    variant = text.placed(row, locus)
    if isinstance(variant, Outside):
        return None
    if variant is None:
        if not row.get("pos") and not row.get("hgvs_c"):
            text.fault("pos", "the row gives neither a position nor a c. name", "add one of them")
        return None
    numbers = {name: _whole_number(text, row, name) for name in COUNTS}
    for part, whole in (("allele_count", "allele_number"), ("allele_count_xy", "allele_number_xy")):
        count, number = numbers[part], numbers[whole]
        if count is not None and number is not None and count > number:
            text.fault(part, f"{count} is more than the {number} alleles examined", "correct one of them")
    return PopulationCount(
        variant=variant,
        dataset=text.head["name"],
        release=text.head["release"],
        **numbers,
        allele_frequency=_frequency(text, row),
        filters=tuple(item for item in row.get("filters", "").split(";") if item not in ("", "PASS", ".")),
        note=row.get("note", ""),
    )


def _whole_number(text: TableText, row: dict[str, str], column: str) -> int | None:
    cell = row.get(column, "")
    if cell in ("", "."):
        return None
    if not cell.isdecimal():
        text.fault(column, f"is {cell!r}, not a count", "write a whole number, or leave it empty")
        return None
    return int(cell)


def _frequency(text: TableText, row: dict[str, str]) -> float | None:
    cell = row.get("allele_frequency", "")
    if cell in ("", "."):
        return None
    try:
        value = float(cell)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        text.fault("allele_frequency", f"is {cell!r}", "write a number from 0 to 1, or leave it empty")
        return None
    return value
