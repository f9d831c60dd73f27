"""Rewrite the JSON Schemas of what `report`, `validate` and `compare` write, from the views themselves.

    python bench/make_schemas.py

A test compares the files with the views, so that neither can change alone.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cd40lg_annot.report.compare import Comparison
from cd40lg_annot.report.family import SCHEMA as CARRIER_REPORT
from cd40lg_annot.report.family import CarrierReport
from cd40lg_annot.report.sample import SCHEMA as REPORT
from cd40lg_annot.report.sample import SampleReport
from cd40lg_annot.report.validation import SCHEMA as VALIDATION
from cd40lg_annot.report.validation import ValidationReport

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"
VIEWS: dict[str, tuple[type[Any], str]] = {
    "report.schema.json": (SampleReport, REPORT),
    "carrier_report.schema.json": (CarrierReport, CARRIER_REPORT),
    "validation.schema.json": (ValidationReport, VALIDATION),
    "changes.schema.json": (Comparison, "cd40lg-annot/changes/1"),
}


def schema_text(name: str) -> str:
    """Give the text of one schema file."""
    view, identifier = VIEWS[name]
    schema = TypeAdapter(view).json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": identifier}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in VIEWS:
        (FOLDER / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
