"""The published JSON Schemas are those of the views, and real reports validate."""

import importlib.util
import json
from pathlib import Path

import jsonschema
import pytest

from builders import a_provenance, benign_family, thr254met_family
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.records import as_json
from cd40lg_annot.report.condition import condition_from
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.sample import sample_report

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs" / "schemas"


def maker():
    spec = importlib.util.spec_from_file_location("make_schemas", ROOT / "bench" / "make_schemas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", maker().VIEWS)
def test_the_published_schema_is_that_of_the_view(name):
    published = (FOLDER / name).read_text(encoding="utf-8")
    assert published == maker().schema_text(name), "run: python bench/make_schemas.py"


@pytest.mark.parametrize("family", [thr254met_family(), benign_family()], ids=["disease", "benign"])
def test_reports_validate(family):
    provenance = a_provenance()
    carrier = carrier_report(family, provenance, condition_from(read_condition()))
    validate(carrier, "carrier_report.schema.json")
    for sample in family.samples:
        validate(sample_report(sample, family, provenance), "report.schema.json")


def validate(view, name):
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(json.loads(as_json(view)))] == []


def test_a_zygosity_of_another_word_does_not_validate():
    family = thr254met_family()
    report = json.loads(as_json(sample_report(family.samples[0], family, a_provenance())))
    report["findings"][0]["zygosity"] = "hom"
    schema = json.loads((FOLDER / "report.schema.json").read_text(encoding="utf-8"))
    assert not jsonschema.Draft202012Validator(schema).is_valid(report)
