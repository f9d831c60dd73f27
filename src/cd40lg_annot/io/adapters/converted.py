"""A table of another maker, on its way into the one schema."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cd40lg_annot.io.table_text import RowChecker
from cd40lg_annot.io.tables import COLUMNS, known_variant
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Build, KnownVariant, Variant


@dataclass(frozen=True, slots=True)
class Converted:
    """Rows in our columns, each with its row number in the source file.

    `head` is what the new table will say of itself. `column_names` says what the source calls our
    columns, so that faults name the source's own. `set_aside` counts what has no place in a table of
    alleles, by reason.
    """

    path: Path
    head: dict[str, str]
    rows: tuple[tuple[int, dict[str, str]], ...]
    column_names: Mapping[str, str] = field(default_factory=dict)
    set_aside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """Text of a table in the one schema, every row of which was placed and understood."""

    text: str
    rows: int
    outside: int


def checked_table(converted: Converted, locus: Locus) -> CheckedTable:
    """Check every row and write the table in the one schema, sorted by place.

    Raises:
        InputFaultsError: rows at fault, by the source's own rows and columns.
    """
    checker = RowChecker(converted.path, converted.column_names)
    kept: list[tuple[KnownVariant, dict[str, str]]] = []
    for number, row in converted.rows:
        checker.row = number
        known = known_variant(checker, row, converted.head, locus)
        if known is not None:
            kept.append((known, _placed_cells(known, row, locus)))
    checker.raise_faults()
    kept.sort(
        key=lambda item: (item[0].variant or Variant(0, "", ""), item[1]["hgvs_p"], item[1]["accession"])
    )
    head = dict(converted.head)
    notes = [f"{count} {reason}" for reason, count in converted.set_aside.items() if count]
    head["note"] = "; ".join(note for note in (head.get("note", ""), *notes) if note)
    lines = [f"# {key}: {value}" for key, value in head.items() if value]
    lines.append("\t".join(COLUMNS))
    lines.extend("\t".join(cells[column] for column in COLUMNS) for _, cells in kept)
    return CheckedTable("\n".join(lines) + "\n", len(kept), checker.outside)


def _placed_cells(known: KnownVariant, row: Mapping[str, str], locus: Locus) -> dict[str, str]:
    cells = {column: _one_cell(row.get(column, "")) for column in COLUMNS}
    if known.variant is not None:
        cells |= {
            "contig": locus.axes[Build.GRCH38].accession,
            "build": Build.GRCH38.value,
            "pos": str(locus.genomic_pos(known.variant.pos, Build.GRCH38)),
            "ref": known.variant.ref,
            "alt": known.variant.alt,
        }
        if ":c." in known.evidence.name and not cells["hgvs_c"]:
            cells["hgvs_c"] = known.evidence.name
    return cells


def _one_cell(text: str) -> str:
    """Text that fits in one cell: no tab, no line end."""
    return " ".join(text.split())
