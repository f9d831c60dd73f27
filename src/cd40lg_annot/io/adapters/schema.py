"""Check a raw table with pandera, and give every fault with the file's own row and column."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

_MOST_FAULTS = 100
_ROWS_AT_ONCE = 200_000


def checked_frame(
    frame: "pd.DataFrame", schema: "pa.DataFrameSchema", path: Path, first_row: int
) -> "pd.DataFrame":
    """Give the frame back if it fits the schema.

    `first_row` is the line of the file that the frame's row 0 stands in.

    Raises:
        InputFaultsError: every cell and column that does not fit, up to a hundred.
    """
    import pandera.errors

    try:
        return schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases.head(_MOST_FAULTS).to_dict("records")
        raise InputFaultsError(_fault(case, path, first_row) for case in cases) from error


def text_frame(
    path: Path, separator: str, keep: "Callable[[pd.DataFrame], pd.Series[bool]] | None" = None
) -> "pd.DataFrame":
    """Read a table as text, nothing guessed: an empty cell is an empty text.

    A large file is read in pieces; `keep` says which rows of a piece are wanted, and the index of
    the frame still counts the rows of the file.

    Raises:
        UnreadableFileError: missing, empty, cut short or not a table.
    """
    import pandas as pd

    # Registries write no quotes around cells but may have one inside; spreadsheets quote in CSV.
    quoting: Literal[0, 3] = 0 if separator == "," else 3
    try:
        with pd.read_csv(
            path,
            sep=separator,
            dtype=str,
            keep_default_na=False,
            quoting=quoting,
            encoding="utf-8-sig",
            chunksize=_ROWS_AT_ONCE,
        ) as pieces:
            frame: pd.DataFrame = pd.concat([piece[keep(piece)] if keep else piece for piece in pieces])
            return frame
    except pd.errors.ParserError as error:
        raise UnreadableFileError(path, f"is not a whole table ({error})", "fetch it again") from error
    except pd.errors.EmptyDataError as error:
        raise UnreadableFileError(path, "is empty", "fetch it again") from error
    except (EOFError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path, "is cut short or is not text in UTF-8", "fetch it again") from error
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error


def _fault(case: dict[str, object], path: Path, first_row: int) -> InputFault:
    index, column, check = case["index"], case["column"], str(case["check"])
    if check == "column_in_dataframe":
        return InputFault(
            str(path),
            "is missing",
            "give the file as the registry publishes it",
            column=str(case["failure_case"]),
        )
    row = first_row + index if isinstance(index, int) else None
    problem = f"{case['failure_case']!r} is not {check.removeprefix('is ')}"
    return InputFault(str(path), problem, "correct it, or fetch the file again", row=row, column=str(column))
