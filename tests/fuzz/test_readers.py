"""Every reader, fed anything: an answer or one of our errors, each a line; never a traceback.

`make fuzz EXAMPLES=5000` does it for longer.
"""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.io.records import ExtractFile, InterpretFile, VariantsFile, read_record
from cd40lg_annot.model import CheckedInputs, SampleRow
from cd40lg_annot.variant.reading import read_name
from fuzz.readers import HEADS, LOCUS, READERS, RECORD, answered
from vcfs import vcf_text

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))
some = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
texts = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda head, body: (head + body).encode("utf-8", "surrogatepass"),
        st.sampled_from(HEADS),
        st.text(st.sampled_from("\t\n ,;:0123.xXPFAé\"'{}[]\\\0-/=#") | st.characters(), max_size=200),
    ),
)


@pytest.mark.parametrize("reader", READERS)
@some
@given(content=texts)
def test_a_reader_of_sheets_tables_and_records_answers(tmp_path_factory, reader, content):
    path = Path(tmp_path_factory.getbasetemp(), f"fuzz-{reader}")
    path.write_bytes(content)
    answered(READERS[reader], path)


@some
@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"c\.[-*]?\d{1,4}([+-]\d+)?(_\d+)?(del|dup|ins|>)[ACGT]*", fullmatch=True),
    )
)
def test_a_name_is_read_or_refused(name):
    answered(read_name, name, LOCUS)


@some
@given(st.data())
def test_a_vcf_with_changed_bytes_is_read_or_refused(tmp_path_factory, data):
    whole = vcf_text(RECORD).encode()
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    path = Path(tmp_path_factory.getbasetemp(), "fuzz.vcf")
    path.write_bytes(changed)
    answered(extracted_samples, [SampleRow("S", str(path), "S", 2)], LOCUS)


@pytest.mark.parametrize("kind", [ExtractFile, VariantsFile, InterpretFile, CheckedInputs])
def test_deep_nesting_is_refused(tmp_path, kind):
    (tmp_path / "deep.json").write_text("[" * 100_000)
    answered(read_record, kind, tmp_path / "deep.json")
    (tmp_path / "deep.json").write_text(
        json.dumps({"samples": [[[]]]}).replace("[[[]]]", "[" * 5000 + "]" * 5000)
    )
    answered(read_record, kind, tmp_path / "deep.json")
