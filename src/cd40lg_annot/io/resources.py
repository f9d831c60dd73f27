"""Where the knowledge files stand: beside a checkout, or inside an installed wheel."""

import csv
from pathlib import Path

from cd40lg_annot.errors import ReferenceFilesError

_PACKAGE = Path(__file__).resolve().parent.parent


def resources_folder() -> Path:
    """Give the folder `resources/` of the checkout, or the copy that a wheel carries.

    Raises:
        ReferenceFilesError: neither is there.
    """
    for folder in (_PACKAGE / "_resources", _PACKAGE.parent.parent / "resources"):
        if (folder / "reference" / "transcript.json").is_file():
            return folder
    message = "the folder resources/ is missing; install the package again"
    raise ReferenceFilesError(message)


def shipped_rows(path: Path) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated table that is shipped with the package, comments left out.

    Raises:
        ReferenceFilesError: it is not there.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        message = f"the file {path.name} is missing; install the package again"
        raise ReferenceFilesError(message) from error
    return tuple(csv.DictReader([line for line in lines if line and line[0] != "#"], delimiter="\t"))


def read_citations() -> tuple[dict[str, str], ...]:
    """Rows of `resources/citations.tsv`: how tables and tools are cited."""
    return shipped_rows(resources_folder() / "citations.tsv")


def workflow_files() -> dict[str, Path]:
    """Files of the workflow by their path in its folder, the main one first; none beside a wheel."""
    folder = _PACKAGE.parent.parent / "workflow"
    main = folder / "Snakefile"
    if not main.is_file():
        return {}
    others = sorted([*folder.glob("rules/*.smk"), *folder.glob("schemas/*.yaml")])
    return {path.relative_to(folder).as_posix(): path for path in (main, *others)}
