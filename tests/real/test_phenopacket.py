"""Our phenopackets beside the published one of a man with CD40LG c.107T>A (PMID 35572607)."""

import json

import pytest
from google.protobuf.json_format import ParseDict
from phenopackets.schema.v2.phenopackets_pb2 import Phenopacket

from builders import a_provenance, thr254met_family
from cd40lg_annot.report.exchange.phenopacket import phenopacket_family

# What we say beyond the published file, and the schema has a field for.
_OWN = ("summary", "label", "description", "xrefs", "structuralType.id", "structuralType.label")


def test_an_interpretation_of_ours_is_built_as_the_published_one_is(real):
    path = real / "PMID_35572607.phenopacket.json"
    if not path.is_file():
        pytest.skip("the published phenopacket is not at hand")
    published = json.loads(path.read_text(encoding="utf-8"))
    ParseDict(published, Phenopacket())
    ours = phenopacket_family(thr254met_family(), a_provenance())["proband"]["interpretations"]
    beyond = paths(ours) - paths(published["interpretations"])
    assert {path for path in beyond if not path.endswith(_OWN)} == set()


def paths(value, before=""):
    """Every path of a JSON value to its leaves."""
    if isinstance(value, dict):
        return {path for key, item in value.items() for path in paths(item, f"{before}.{key}")}
    if isinstance(value, list):
        return {path for item in value for path in paths(item, before)}
    return {before}
