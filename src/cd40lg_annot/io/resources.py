"""Where the knowledge files stand: beside a checkout, or inside an installed wheel."""

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


def workflow_files() -> dict[str, Path]:
    """Files of the workflow by their path in its folder, the main one first; none beside a wheel."""
    folder = _PACKAGE.parent.parent / "workflow"
    main = folder / "Snakefile"
    if not main.is_file():
        return {}
    others = sorted([*folder.glob("rules/*.smk"), *folder.glob("schemas/*.yaml")])
    return {path.relative_to(folder).as_posix(): path for path in (main, *others)}
