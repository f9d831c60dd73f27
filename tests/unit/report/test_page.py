"""Pages are whole in themselves: escaped, without network, and well-formed."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from builders import HOSTILE, a_finding, a_male, a_provenance, a_sample, thr254met, thr254met_family
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Zygosity
from cd40lg_annot.report.cohort import cohort_index, index_row
from cd40lg_annot.report.condition import condition_from
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.page import carrier_page, index_page, sample_page
from cd40lg_annot.report.pictures import backdrop, family_pictures, sample_pictures
from cd40lg_annot.report.sample import sample_report

SCENE = backdrop(read_locus().transcript, (), ())
_VOID = {"meta", "br", "input", "img", "link"}


class Reader(HTMLParser):
    """Collects tags and attributes, and checks that tags close in order."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes, self.ids = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def pages(provenance=None, family=None):
    family, provenance = family or thr254met_family(), provenance or a_provenance()
    reports = [sample_report(sample, family, provenance) for sample in family.samples]
    carrier = carrier_report(family, provenance, condition_from(read_condition()))
    rows = [index_row(report, sample_link="a", family_link="b") for report in reports]
    return [
        *[sample_page(report, sample_pictures(report, SCENE)) for report in reports],
        carrier_page(carrier, family_pictures(carrier, family.people, SCENE)),
        index_page(cohort_index(rows, Counter(item.status for item in family.statuses), provenance)),
    ]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.split("<title>")[1].split("<")[0])
def test_a_page_is_well_formed_and_closed_to_the_network(page):
    reader = read(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert not {"img", "link", "iframe", "object", "embed", "form", "base"} & set(reader.tags)
    assert not [a for a in reader.attributes if a[1] == "src" or a[1].startswith("on") or a[1] == "style"]
    policy = next(value for tag, name, value in reader.attributes if name == "content" and "default" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reader.tags.count("h1") == 1


def test_constructed_data_says_so_on_every_page():
    assert all("Constructed data:" in page for page in pages())
    assert not any("Constructed data:" in page for page in pages(a_provenance(constructed_note="")))


def test_hostile_text_from_inputs_stays_text():
    person = a_male(HOSTILE, family=HOSTILE)
    finding = a_finding(thr254met(), Zygosity.HEMIZYGOUS, (1,), contig=HOSTILE, notes=(HOSTILE,))
    sample = a_sample(person, (finding,), warnings=(HOSTILE,), headline=HOSTILE, notes=(HOSTILE,))
    family = replace(
        thr254met_family(name=HOSTILE), samples=(sample,), warnings=(HOSTILE,), people=(person,), statuses=()
    )
    for page in pages(family=family, provenance=a_provenance(command=HOSTILE, constructed_note=HOSTILE)):
        reader = read(page)
        assert "img" not in reader.tags
        assert page.count("<script>") <= 1
        assert "alert(2)</script>" not in page
        assert "&lt;img src=x" in page
        assert "{{ 7*7 }}" in page


def test_same_input_same_bytes():
    assert pages() == pages()
