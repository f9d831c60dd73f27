"""The bill of materials says what the lock says, and the audit never takes silence for good news."""

import importlib.util
import json
import re

import pytest

from cd40lg_annot import __version__


def script(project, name):
    specification = importlib.util.spec_from_file_location(name, project / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def bill(project):
    lock = (project / "requirements.lock").read_text()
    return script(project, "make_sbom").sbom(lock), lock


def test_every_locked_package_is_in_the_bill_with_its_checksums(bill):
    content, lock = bill
    named = set(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, flags=re.MULTILINE))
    assert {(item["name"], item["version"]) for item in content["components"]} == named
    digests = [
        row["value"]
        for item in content["components"]
        for row in item["properties"]
        if "sha256" in row["name"]
    ]
    assert sorted(digests) == sorted(re.findall("sha256:([0-9a-f]{64})", lock))
    assert content["metadata"]["component"]["version"] == __version__
    references = [item["bom-ref"] for item in content["components"]]
    assert len(references) == len(set(references))


def test_the_bill_follows_the_schema(bill):
    validation = pytest.importorskip(
        "cyclonedx.validation.json", reason="cyclonedx-python-lib is not installed"
    )
    from cyclonedx.schema import SchemaVersion

    validator = validation.JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill[0])) is None


@pytest.mark.parametrize(
    ("status", "said", "wanted"),
    [
        (0, "No known vulnerabilities found", 0),
        (1, "Found 2 known", 1),
        (1, "ConnectionError", 2),
        (0, "timed out", 2),
    ],
)
def test_an_audit_that_could_not_ask_says_so(project, status, said, wanted):
    given, words = script(project, "audit").verdict(status, said)
    assert given == wanted
    assert words.startswith("NOT audited") == (wanted == 2)
