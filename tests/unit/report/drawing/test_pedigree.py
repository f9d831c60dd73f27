"""A pedigree is drawn so that nobody can read a wrong parentage from it."""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import combinations
from xml.etree import ElementTree

import pytest

from builders import thr254met_people
from cd40lg_annot.model import Sex, Status
from cd40lg_annot.report.drawing import pedigree_lines as lines
from cd40lg_annot.report.drawing import pedigree_order, pedigree_search
from cd40lg_annot.report.drawing.pedigree import Caption, pedigree_picture
from cd40lg_annot.report.drawing.pedigree_layout import layout
from cd40lg_annot.report.drawing.pedigree_search import crossings
from cd40lg_annot.report.drawing.pedigree_symbols import CarrierMark
from gallery import GALLERY, clinic_family, people_of, random_pedigree

PEDIGREES = {name: people_of(text) for name, text in GALLERY.items()}
PEDIGREES |= {f"random {seed}": random_pedigree(seed, 6 + 3 * (seed % 7)) for seed in range(14)}
# Here a couple's line would fall on the line to another couple's child if it did not step aside.
PEDIGREES |= {
    f"random {seed} of {size}": random_pedigree(seed, size) for seed, size in ((7, 13), (8, 14), (28, 18))
}
PEDIGREES |= {"the bundled family": thr254met_people(), "four generations": clinic_family()}
NAMES = sorted(PEDIGREES)
_NEAR = 0.5


def drawn(people):
    plan = layout(people)
    heights = [2] * len(plan.rows)
    size = lines.frame(plan, heights)
    return plan, size, lines.segments(plan, size, heights, {person.person: person for person in people})


def touches(one, other):
    """Whether two lines meet as ink does: an end of one lies on the other, or they lie on each other.

    Two lines that cross in the middle of both are drawn as a hop and do not meet.
    """
    ends = [((a.x1, a.y1), b) for a, b in ((one, other), (other, one))]
    ends += [((a.x2, a.y2), b) for a, b in ((one, other), (other, one))]
    return any(lies_on(point, line) for point, line in ends)


def lies_on(point, line):
    (x, y), dx, dy = point, line.x2 - line.x1, line.y2 - line.y1
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((x - line.x1) * dx + (y - line.y1) * dy) / length))
    return abs(line.x1 + share * dx - x) < _NEAR and abs(line.y1 + share * dy - y) < _NEAR


def families_in_ink(segments):
    """Lines joined by touching, found without looking at the union that they belong to."""
    group = list(range(len(segments)))

    def root(index):
        while group[index] != index:
            index = group[index]
        return index

    for one, other in combinations(range(len(segments)), 2):
        if touches(segments[one], segments[other]):
            group[root(one)] = root(other)
    found = {}
    for index in range(len(segments)):
        found.setdefault(root(index), set()).add(index)
    return list(found.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_ink_joins_each_child_to_its_own_parents_and_nobody_else(name):
    people = PEDIGREES[name]
    plan, size, segments = drawn(people)
    given = {person.person: {person.father, person.mother} - {None} for person in people}
    own = {symbol.key: symbol for symbol in plan.graph.symbols}
    traced = {}
    for family in families_in_ink(segments):
        assert len({segments[index].union for index in family}) == 1, "two sibships' lines touch"
        parents, children = set(), set()
        for index in family:
            line = segments[index]
            for key, symbol in own.items():
                x, y = size.x(plan.x[key]), size.rows[symbol.generation]
                side = {(x - lines.HALF, y), (x + lines.HALF, y)}
                if line.kind == "union" and side & {(line.x1, line.y1), (line.x2, line.y2)}:
                    parents.add(symbol.person)
                if line.kind in ("child", "twin") and (line.x2, line.y2) == (x, y - lines.HALF):
                    children.add(symbol.person)
        for child in children:
            assert child not in traced
            traced[child] = parents - {None}
    assert traced == {person: parents for person, parents in given.items() if parents}


@pytest.mark.parametrize("name", NAMES)
def test_no_symbols_overlap_and_no_line_runs_through_one(name):
    plan, size, segments = drawn(PEDIGREES[name])
    centres = {s.key: (size.x(plan.x[s.key]), size.rows[s.generation]) for s in plan.graph.symbols}
    for (x1, y1), (x2, y2) in combinations(centres.values(), 2):
        assert abs(x1 - x2) >= 2 * lines.HALF + 10 or abs(y1 - y2) >= 2 * lines.HALF + 10
    reach = lines.HALF - 1
    for line in segments:
        for x, y in centres.values():
            clear_x = max(line.x1, line.x2) < x - reach or min(line.x1, line.x2) > x + reach
            clear_y = max(line.y1, line.y2) < y - reach or min(line.y1, line.y2) > y + reach
            assert clear_x or clear_y


@pytest.mark.parametrize("name", NAMES)
def test_everybody_is_there_once_and_a_repeated_symbol_says_so(name):
    people = PEDIGREES[name]
    plan = layout(people)
    copies = Counter(symbol.person for symbol in plan.graph.symbols if symbol.copy == 0 and symbol.person)
    assert copies == Counter(person.person for person in people)
    repeated = sum(symbol.copy > 0 for symbol in plan.graph.symbols)
    picture = pedigree_picture(people, {}, family="G")
    assert picture.svg.count(", repeated<") == repeated
    assert picture.svg.count('stroke-dasharray="2 4"') == repeated


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("random")])
def test_the_gallery_crosses_only_where_it_must(name):
    plan = layout(PEDIGREES[name])
    # Two brothers with two sisters cannot be drawn flat: one pair of lines crosses in every order.
    assert crossings(plan.rows, plan.graph) == (1 if name == "double first cousins" else 0)


@pytest.mark.parametrize("name", NAMES)
def test_same_people_same_bytes_and_well_formed(name):
    people = PEDIGREES[name]
    picture = pedigree_picture(people, {}, family="<&>").svg
    assert picture == pedigree_picture(people, {}, family="<&>").svg
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(picture).iter()}  # noqa: S314
    assert tags <= {"svg", "title", "desc", "g", "rect", "circle", "polygon", "path", "line", "text"}


def test_children_stand_below_their_parents_and_partners_side_by_side():
    for people in PEDIGREES.values():
        plan = layout(people)
        level = {symbol.key: symbol.generation for symbol in plan.graph.symbols}
        for placed in plan.unions:
            assert {level[key] for key in placed.union.partners} == {placed.union.generation}
            assert {level[key] for key in placed.union.children} == {placed.union.generation + 1}
            left, right = sorted(plan.x[key] for key in placed.union.partners)
            assert right - left == pytest.approx(1.0, abs=0.002)


def test_related_partners_have_a_double_line_and_others_do_not():
    related = {name: [u.related for u in layout(PEDIGREES[name]).graph.unions] for name in PEDIGREES}
    assert sum(related["first cousins"]) == 1
    assert sum(related["uncle and niece"]) == 1
    assert not any(related["a man with two sisters"])
    assert not any(related["two lines of descent"])


def test_the_text_alternative_tells_what_the_picture_shows():
    people = people_of("m3: m1 f2 *!\nf4: m1 f2")
    captions = {"f4": Caption(Status.AT_RISK, ("1 in 2 (50%)",))}
    picture = pedigree_picture(people, captions, family="G")
    assert "II-1 m3, male, child of I-1 m1 and I-2 f2, proband." in picture.description
    assert "II-2 f4, female, child of I-1 m1 and I-2 f2, at risk, 1 in 2 (50%)." in picture.description
    assert picture.numbers == {"m1": "I-1", "f2": "I-2", "m3": "II-1", "f4": "II-2"}


def test_a_hidden_name_appears_nowhere():
    people = [replace(person, hidden_name=True) for person in people_of("m_secret: m_father f_mother")]
    picture = pedigree_picture(people, {}, family="G")
    assert "secret" not in picture.svg
    assert "secret" not in picture.description


def test_carriers_are_marked_as_the_laboratory_prefers():
    people = people_of("m3: m1 f2 *")
    captions = {"f2": Caption(Status.OBLIGATE_CARRIER)}
    dot = pedigree_picture(people, captions, family="G").svg
    half = pedigree_picture(people, captions, family="G", mark=CarrierMark.HALF_SHADE).svg
    assert 'r="5"' in dot
    assert 'r="5"' not in half
    assert next(person for person in people if person.person == "f2").sex is Sex.FEMALE


def test_symbols_are_repeated_only_where_a_loop_cannot_be_drawn():
    repeats = {
        name: sum(symbol.copy > 0 for symbol in layout(people).graph.symbols)
        for name, people in PEDIGREES.items()
        if not name.startswith("random")
    }
    once = {"three partners", "uncle and niece", "father and daughter", "ring of partners"}
    once |= {"cousins of different degree"}
    assert {name for name, count in repeats.items() if count} == once
    assert set(repeats.values()) == {0, 1}


def test_a_family_far_larger_than_a_page_is_drawn_all_the_same():
    line = "\n".join(f"m{child}: m{child - 1} -" for child in range(1, 1500))
    apart = "\n".join(f"m{index}: - -" for index in range(2000, 2300))
    people = people_of(f"{line}\n{apart}")
    plan = layout(people)
    assert len(plan.rows) == 1500
    assert sum(symbol.person is not None and not symbol.copy for symbol in plan.graph.symbols) == len(people)


def test_a_search_that_runs_out_of_work_gives_what_it_has(monkeypatch):
    monkeypatch.setattr(pedigree_order, "OrderSearch", partial(pedigree_search.OrderSearch, work=1))
    people = random_pedigree(7, 40)
    assert Counter(s.person for s in layout(people).graph.symbols if not s.copy and s.person) == Counter(
        person.person for person in people
    )


def test_crossings_are_counted_as_pairs_of_lines_in_opposite_orders():
    for seed in range(30):
        graph = layout(random_pedigree(seed, 24)).graph
        generations = {symbol.generation for symbol in graph.symbols}
        rows = [
            [(symbol.key,) for symbol in graph.symbols if symbol.generation == level]
            for level in sorted(generations)
        ]
        at = {key: place for row in rows for place, (key,) in enumerate(row)}
        ends = [
            (union.generation, sum(at[key] for key in union.partners), at[child])
            for union in graph.unions
            for child in union.children
        ]
        expected = sum(
            one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0
            for one, other in combinations(ends, 2)
        )
        assert pedigree_search.crossings(rows, graph) == expected
