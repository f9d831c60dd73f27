"""The account of the condition, read from `resources/clinical/condition.<language>.yaml` as plain data."""

from functools import cache
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import ReferenceFilesError
from cd40lg_annot.io.resources import resources_folder


@cache
def read_condition(path: Path | None = None, language: str = "en") -> dict[str, Any]:
    """Read the account; every statement is checked to name a source that the file lists.

    English stands in `condition.yaml`; a language without a file of its own gets the English one.

    Raises:
        ReferenceFilesError: the file is missing, is no YAML, or a statement has no listed source.
    """
    import yaml

    path = path or _place(language)
    try:
        account = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        message = f"{path}: cannot be read; install the package again"
        raise ReferenceFilesError(message) from error
    _check_sources(account, path)
    return dict(account)


def _place(language: str) -> Path:
    folder = resources_folder() / "clinical"
    own = folder / f"condition.{language}.yaml"
    return own if own.is_file() else folder / "condition.yaml"


def _check_sources(account: dict[str, Any], path: Path) -> None:
    keys = {source["key"] for source in account["sources"]}
    for topic in account["topics"]:
        for statement in topic["statements"]:
            unknown = set(statement["sources"]) - keys
            if unknown or not statement["sources"]:
                message = f"{path}: no listed source for {statement['text'][:60]!r}; name one under sources"
                raise ReferenceFilesError(message)
