"""Put a new table in an old one's place only when it passes, and keep the old one."""

import shutil
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.files import write_whole

LEAST_SHARE_KEPT = 0.8


def check_size(output: Path, new_rows: int, old_rows: int | None) -> None:
    """Refuse a table that has lost rows: a registry grows, and a broken transfer shrinks.

    Raises:
        UnreadableFileError: no rows, or fewer than four fifths of the old table's.
    """
    if new_rows == 0:
        raise UnreadableFileError(
            output, "the new table has no row", "the old table stays; look at the source"
        )
    if old_rows is not None and new_rows < LEAST_SHARE_KEPT * old_rows:
        problem = f"the new table has {new_rows} rows, the old one {old_rows}"
        remedy = "the old table stays; use --accept-fewer if the registry did shrink"
        raise UnreadableFileError(output, problem, remedy)


def previous_of(output: Path) -> Path:
    """Where the table that was replaced is kept."""
    return output.with_name(f"{output.stem}.previous{output.suffix}")


def replace_table(output: Path, text: str) -> None:
    """Keep the old table beside, then write the new one whole or not at all.

    Raises:
        UnreadableFileError: the folder cannot be written to; the old table stays.
    """
    if output.exists():
        try:
            shutil.copy2(output, previous_of(output))
        except OSError as error:
            problem = f"the old table cannot be kept ({error.strerror})"
            raise UnreadableFileError(output, problem, "free space, then try again") from error
    write_whole(output, text)
