"""Every key and column is documented where a user looks for it."""

import re

import yaml

from cd40lg_annot.io.samples import COLUMNS, REQUIRED_COLUMNS
from runs import PROJECT

README = (PROJECT / "config/README.md").read_text(encoding="utf-8")
SCHEMA = yaml.safe_load((PROJECT / "workflow/schemas/config.schema.yaml").read_text(encoding="utf-8"))


def table(heading: str) -> dict[str, list[str]]:
    """Cells of the first table under a heading, by the name in the first cell."""
    section = re.split(r"^## ", README, flags=re.MULTILINE)
    (text,) = [part for part in section if part.startswith(heading)]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in rows}


def test_every_key_is_described_as_the_schema_has_it():
    described = table("config.yaml")
    assert list(described) == list(SCHEMA["properties"])
    for key, rule in SCHEMA["properties"].items():
        default = "required" if key in SCHEMA["required"] else rule["default"]
        shown = "none" if default is None else str(default).lower().replace("'", "")
        assert described[key] == [shown, rule["description"]]


def test_every_key_has_a_type_a_default_and_a_description():
    assert SCHEMA["additionalProperties"] is False
    for rule in SCHEMA["properties"].values():
        assert {"type", "default", "description"} <= set(rule)


def test_every_column_of_the_sample_sheet_is_described():
    described = table("samples.tsv")
    assert list(described) == list(COLUMNS)
    assert [name for name, cells in described.items() if cells[0] == "required"] == list(REQUIRED_COLUMNS)
