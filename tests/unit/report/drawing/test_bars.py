"""Bars are as long as their numbers, and the text alternative says every number."""

import xml.etree.ElementTree as ET

from cd40lg_annot.report.drawing.bars import bars_picture

SVG = "{http://www.w3.org/2000/svg}"


def drawn(counts, title="How many"):
    return ET.fromstring(bars_picture(title, counts, "k"))  # noqa: S314  our own text


def test_a_bar_is_as_long_as_its_number():
    picture = drawn((("a", 10), ("b", 5), ("c", 0)))
    widths = [float(bar.get("width")) for bar in picture.iter(f"{SVG}rect")]
    assert widths[0] == 2 * widths[1]
    assert 0 < widths[2] < 2


def test_the_text_alternative_says_every_number():
    picture = drawn((("all bases", 4990), ("none", 10)))
    assert picture.find(f"{SVG}desc").text == "all bases: 4990; none: 10."
    assert picture.find(f"{SVG}title").text == "How many"
    assert picture.get("aria-labelledby") == "k-title k-desc"


def test_hostile_and_long_words_stay_text_within_the_picture():
    name = "<script>alert(1)</script>" + "x" * 200
    picture = drawn(((name, 1),))
    shown = [item.text for item in picture.iter(f"{SVG}text")]
    assert shown[0].startswith("<script>")
    assert len(shown[0]) <= 34
    assert picture.find(f"{SVG}desc").text == f"{name}: 1."
