"""The features of the protein, read from `resources/clinical/protein_features.tsv`."""

import csv
from functools import cache
from pathlib import Path

from cd40lg_annot.errors import ReferenceFilesError
from cd40lg_annot.io.resources import resources_folder


@cache
def read_protein_features(path: Path | None = None) -> tuple[dict[str, str], ...]:
    """Give the rows: kind (domain or site), first, last (residues, 1-based inclusive), label, source.

    Raises:
        ReferenceFilesError: the file is missing.
    """
    path = path or resources_folder() / "clinical" / "protein_features.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        message = f"{path}: {error.strerror}; install the package again"
        raise ReferenceFilesError(message) from error
    return tuple(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
