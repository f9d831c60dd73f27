"""A laboratory's own table, with whatever names its columns have."""

from collections.abc import Mapping
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError
from cd40lg_annot.io.adapters.converted import Converted
from cd40lg_annot.io.adapters.schema import checked_frame, text_frame
from cd40lg_annot.io.tables import COLUMNS


def read_own_table(path: Path, head: dict[str, str], columns: Mapping[str, str], build: str) -> Converted:
    """Read a table with column names in its first line, separated by tabs, or by commas in a `.csv`.

    Args:
        path: the table.
        head: what the new table says of itself.
        columns: what it calls our columns, where the names differ.
        build: of every position, where the table has no column for it.

    Raises:
        UnreadableFileError, InputFaultsError: it is missing or damaged, or lacks what is needed.
    """
    import pandera.pandas as pa

    frame = text_frame(path, "," if path.suffix == ".csv" else "\t")
    names = {ours: columns.get(ours, ours) for ours in COLUMNS}
    unknown = [theirs for theirs in columns.values() if theirs not in frame.columns]
    if unknown:
        remedy = f"correct --column; the table has {', '.join(map(str, frame.columns))}"
        raise InputFaultsError(InputFault(str(path), "is missing", remedy, column=c) for c in unknown)
    needed = {names["classification"]: pa.Column(str, pa.Check.str_length(min_value=1, error="filled"))}
    number = pa.Check.str_matches(r"^\d*$", error="a position")
    optional = {names["pos"]: pa.Column(str, number, required=False)}
    frame = checked_frame(frame, pa.DataFrameSchema(needed | optional), path, first_row=2)
    rows = []
    for index, raw in enumerate(frame.to_dict("records")):
        row = {ours: str(raw[theirs]).strip() for ours, theirs in names.items() if theirs in raw}
        row.setdefault("build", build)
        row.setdefault("contig", "X")
        rows.append((index + 2, row))
    release = head["release"] or "not dated"
    return Converted(path, head | {"release": release}, tuple(rows), names)
