"""One batch of the checked inputs: its families, its samples, its people."""

from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.records import read_record
from cd40lg_annot.model import Batch, CheckedInputs, FailedSample, Person, SampleRow


def read_batch(path: Path, name: str) -> tuple[Batch, tuple[SampleRow, ...], tuple[Person, ...]]:
    """Read a batch and its rows from what `check-inputs` wrote.

    Raises:
        UnreadableFileError: the file is missing or holds no such batch.
    """
    checked = read_record(CheckedInputs, path)
    batch = next((batch for batch in checked.batches if batch.name == name), None)
    if batch is None:
        raise UnreadableFileError(path, f"holds no batch {name}", "run check-inputs again")
    samples, families = set(batch.samples), set(batch.families)
    rows = tuple(row for row in checked.samples if row.sample in samples)
    people = tuple(person for person in checked.people if person.family in families)
    return batch, rows, people


def failed_before(path: Path) -> tuple[FailedSample, ...]:
    """Samples that `check-inputs` set aside.

    Raises:
        UnreadableFileError: the file is missing.
    """
    return read_record(CheckedInputs, path).failed
