"""The quick way to a reference block and the long way come to the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cd40lg_annot.calls.extract import sample_content
from cd40lg_annot.calls.plain import plain_sites
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build, VcfRecord

LOCUS = read_locus()
POS = 136_648_396
VALUES = {
    "GT": st.sampled_from(["0/0", "0|0", "0", "0/1", "1", "./.", "0/.", "1/1"]),
    "DP": st.sampled_from(["30", "0", "3", ".", "-1", "1e1"]),
    "GQ": st.sampled_from(["99", "0", ".", "12.5"]),
    "AD": st.sampled_from(["30,0", "29,1", "20,10", ".", "28,2", ".,."]),
    "PL": st.just("0,90,900"),
    "FT": st.sampled_from(["PASS", "LowGQ", "."]),
    "GQX": st.sampled_from(["7", "."]),
    "MIN_DP": st.sampled_from(["5", "."]),
    "AO": st.sampled_from(["0", "5"]),
    "CN": st.sampled_from(["1", "2"]),
}
ALTS = st.sampled_from(
    [("C",), ("C", "G"), ("C", "<NON_REF>"), ("TA",), (), ("*",), ("<DEL>",), ("R",), ("C", "*")]
)


@st.composite
def records(draw):
    keys = ["GT", *draw(st.lists(st.sampled_from(sorted(set(VALUES) - {"GT"})), unique=True))]
    values = {key: draw(VALUES[key]) for key in keys}
    return VcfRecord(
        contig="chrX",
        pos=POS,
        end=POS,
        ref="T",
        alts=draw(ALTS),
        filters=draw(st.sampled_from([(), ("LowQual",), ("RefCall",)])),
        info=draw(st.sampled_from([{}, {"SVTYPE": "DEL"}, {"DP": "9"}])),
        format_keys=tuple(keys),
        formats={"S": {key: value for key, value in values.items() if value != "."}},
    )


@settings(max_examples=400, deadline=None)
@given(records())
def test_both_ways_come_to_the_same(record):
    if not record.alts and record.formats["S"].get("GT") not in {"0/0", "0|0", "0", "./.", "0/.", None}:
        return
    plain = plain_sites([record], LOCUS, Build.GRCH38)

    quick = sample_content("a.vcf", [record], "S", LOCUS, Build.GRCH38, plain=plain)
    long_way = sample_content("a.vcf", [record], "S", LOCUS, Build.GRCH38)

    assert quick == long_way


def test_an_ordinary_joint_call_is_plain():
    values = {"GT": "0/0", "AD": "30,0", "DP": "30", "GQ": "90", "PL": "0,90,900"}
    record = VcfRecord("chrX", POS, POS, "T", ("C",), (), {}, tuple(values), {"S": values})
    (site,) = plain_sites([record], LOCUS, Build.GRCH38)

    assert site.reference_block(values).depth == 30
