"""The pedigree as a picture, with the symbols of Bennett et al. (1995, 2008, 2022).

Square male, circle female, diamond sex not recorded, triangle a pregnancy that ended; filled affected;
dot carrier; slash deceased; arrow proband (with P) and consultand; brackets adopted; double line related
partners. Below each symbol stand its number, its id, its genotype and its risk.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.model import Person, Sex, Status
from cd40lg_annot.report.drawing import pedigree_lines as lines
from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.pedigree_graph import Symbol
from cd40lg_annot.report.drawing.pedigree_layout import Layout, layout
from cd40lg_annot.report.drawing.pedigree_legend import legend
from cd40lg_annot.report.drawing.pedigree_lines import HALF, Frame, Segment
from cd40lg_annot.report.drawing.pedigree_symbols import INK, PAPER, CarrierMark, drawn_person, outline
from cd40lg_annot.report.language import ENGLISH, Language

_SOFT = "#4a5a68"
_LONGEST_LABEL = 16
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands below one person's symbol, beside number and id, and where they stand."""

    status: Status
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PedigreePicture:
    """The picture, its text alternative, its width in pixels, each person's number in it ("II-3")."""

    svg: str
    description: str
    width: float
    height: float
    numbers: Mapping[str, str]


def pedigree_picture(
    people: Sequence[Person],
    captions: Mapping[str, Caption],
    *,
    family: str,
    mark: CarrierMark = CarrierMark.DOT,
    language: Language = ENGLISH,
) -> PedigreePicture:
    """Draw a pedigree; a person without a caption is drawn without a status."""
    plan, by_id = layout(people), {person.person: person for person in people}
    numbers = _numbers(plan)
    labels = {symbol.key: _label(symbol, by_id, captions, numbers, language) for symbol in plan.graph.symbols}
    label_lines = [max((len(labels[k]) for c in row for k in c), default=0) for row in plan.rows]
    size = lines.frame(plan, label_lines)
    segments = lines.segments(plan, size, label_lines, by_id)
    description = _description(people, captions, numbers, language)
    statuses = {caption.status for caption in captions.values()}
    key, key_height = legend(plan, size, people, statuses, mark, language)
    parts = [
        svg.element("rect", width=size.width, height=size.height + key_height, fill=PAPER),
        *(_stroke(segment) for segment in segments),
        *(_hop(x, y) for x, y in lines.hops(segments)),
        *_twin_marks(plan, size, by_id),
        *_repeats(plan, size),
        *(_symbol(symbol, plan, size, by_id, captions, mark) for symbol in plan.graph.symbols),
        *(_labels(symbol, plan, size, labels[symbol.key]) for symbol in plan.graph.symbols),
        *_generation_numerals(size),
        key,
    ]
    picture = svg.drawing(
        *parts,
        width=size.width,
        height=size.height + key_height,
        title=language.say(f"Pedigree of family {family}"),
        description=description,
        key="pedigree",
    )
    return PedigreePicture(picture, description, size.width, size.height + key_height, numbers)


def _numbers(plan: Layout) -> dict[str, str]:
    """Generation in Roman numerals, place in the generation from the left; repeated symbols have none."""
    numbers: dict[str, str] = {}
    for level, row in enumerate(plan.rows):
        symbols = [plan.graph.symbols[key] for chain in row for key in chain]
        own = [symbol.person for symbol in symbols if symbol.person is not None and symbol.copy == 0]
        numbers |= {person: f"{_roman(level)}-{place}" for place, person in enumerate(own, start=1)}
    return numbers


def _roman(level: int) -> str:
    return _ROMAN[level] if level < len(_ROMAN) else str(level + 1)


def _label(
    symbol: Symbol,
    people: Mapping[str, Person],
    captions: Mapping[str, Caption],
    numbers: Mapping[str, str],
    language: Language,
) -> tuple[str, ...]:
    if symbol.person is None:
        return _folded(language.say("not recorded"))
    person, number = people[symbol.person], numbers[symbol.person]
    name = () if person.hidden_name else _wrapped(person.person)
    if symbol.copy:
        return (language.say(f"{number}, repeated"), *name)
    age = () if person.age is None else (language.say(f"{person.age:g} y"),)
    caption = captions.get(symbol.person)
    told = [language.say(words) for words in (caption.lines if caption else ())]
    return (number, *name, *age, *(line for words in told for line in _folded(words)))


def _wrapped(name: str) -> tuple[str, ...]:
    """Write a long id on two lines, parted where it has a separator.

    >>> _wrapped("EX1-great-grandmother")
    ('EX1-great-', 'grandmother')
    """
    if len(name) <= _LONGEST_LABEL:
        return (name,)
    ends = [place + 1 for place, sign in enumerate(name[:_LONGEST_LABEL]) if not sign.isalnum()]
    end = max(ends, default=_LONGEST_LABEL)
    return (name[:end], _cut(name[end:]))


def _folded(words: str) -> tuple[str, ...]:
    """Write words on as many lines as they need.

    >>> _folded("obligate carrier"), _folded("portadora obligada")
    (('obligate carrier',), ('portadora', 'obligada'))
    """
    return tuple(_cut(line) for line in textwrap.wrap(words, _LONGEST_LABEL, break_long_words=False))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"


def _stroke(segment: Segment) -> str:
    if segment.double:
        return "".join(_stroke_at(segment, shift) for shift in (-2.5, 2.5))
    return _stroke_at(segment, 0)


def _stroke_at(segment: Segment, shift: float) -> str:
    return svg.line(
        segment.x1,
        segment.y1 + shift,
        segment.x2,
        segment.y2 + shift,
        stroke=INK,
        stroke_width=1.5,
        stroke_linecap="round",
        stroke_dasharray="5 4" if segment.dashed else None,
    )


def _hop(x: float, y: float) -> str:
    """Lift a bar over an upright line that it crosses."""
    blank = svg.line(x - 5, y, x + 5, y, stroke=PAPER, stroke_width=4)
    upright = svg.line(x, y - 7, x, y + 7, stroke=INK, stroke_width=1.5)
    arc = f"M {svg.number(x - 5)} {svg.number(y)} A 5 5 0 0 1 {svg.number(x + 5)} {svg.number(y)}"
    return blank + upright + svg.element("path", d=arc, fill="none", stroke=INK, stroke_width=1.5)


def _twin_marks(plan: Layout, size: Frame, people: dict[str, Person]) -> list[str]:
    """A line between one-egg twins; a question mark where that is not known."""
    marks = []
    for group in lines.twins_of(plan, people):
        places = sorted(size.x(plan.x[key]) for key in group)
        person = people[plan.graph.symbols[group[0]].person or ""]
        y = size.rows[plan.graph.symbols[group[0]].generation] - HALF - lines.TWIN_RISE / 2
        middle = (places[0] + places[-1]) / 2
        if person.twin_zygosity == "monozygotic":
            reach = (places[-1] - places[0]) / 4
            marks.append(svg.line(middle - reach, y, middle + reach, y, stroke=INK, stroke_width=1.5))
        elif person.twin_zygosity != "dizygotic":
            marks.append(svg.text(middle, y + 8, "?", font_size=13, text_anchor="middle", fill=INK))
    return marks


def _repeats(plan: Layout, size: Frame) -> list[str]:
    """Dashed links between a person's own symbol and its repetitions."""
    own = {symbol.person: symbol for symbol in plan.graph.symbols if symbol.copy == 0}
    links = []
    for symbol in plan.graph.symbols:
        if symbol.copy and symbol.person is not None:
            x1, y1 = _centre(own[symbol.person], plan, size)
            x2, y2 = _centre(symbol, plan, size)
            path = _link(x1, y1, x2, y2)
            links.append(
                svg.element(
                    "path", d=path, fill="none", stroke=_SOFT, stroke_width=1.2, stroke_dasharray="2 4"
                )
            )
    return links


def _link(x1: float, y1: float, x2: float, y2: float) -> str:
    """Above the symbols within a generation; along their outer sides between generations."""
    if y1 == y2:
        points = (x1, y1 - HALF, (x1 + x2) / 2, y1 - 3.4 * HALF, x2, y2 - HALF)
    else:
        side = -HALF if x2 <= x1 else HALF
        outer = (min if side < 0 else max)(x1, x2) + 3 * side
        points = (x1 + side, y1, outer, (y1 + y2) / 2, x2 + 0.8 * side, y2 - HALF)
    start_x, start_y, bend_x, bend_y, end_x, end_y = map(svg.number, points)
    return f"M {start_x} {start_y} Q {bend_x} {bend_y} {end_x} {end_y}"


def _centre(symbol: Symbol, plan: Layout, size: Frame) -> tuple[float, float]:
    return size.x(plan.x[symbol.key]), size.rows[symbol.generation]


def _symbol(
    symbol: Symbol,
    plan: Layout,
    size: Frame,
    people: Mapping[str, Person],
    captions: Mapping[str, Caption],
    mark: CarrierMark,
) -> str:
    x, y = _centre(symbol, plan, size)
    if symbol.person is None:
        return outline(x, y, Sex.UNKNOWN, fill=PAPER, dashed=True)
    person = people[symbol.person]
    caption = captions.get(symbol.person)
    return drawn_person(x, y, person, caption.status if caption else None, mark)


def _labels(symbol: Symbol, plan: Layout, size: Frame, label: Sequence[str]) -> str:
    x, row = _centre(symbol, plan, size)
    top = lines.label_top(row)
    return "".join(
        svg.text(
            x,
            top + index * lines.label_step(),
            words,
            font_size=11,
            text_anchor="middle",
            fill=_SOFT if index == 0 else INK,
        )
        for index, words in enumerate(label)
    )


def _generation_numerals(size: Frame) -> list[str]:
    return [
        svg.text(12, y + 5, _roman(level), font_size=14, font_weight="bold", fill=_SOFT)
        for level, y in enumerate(size.rows)
    ]


def _description(
    people: Sequence[Person],
    captions: Mapping[str, Caption],
    numbers: Mapping[str, str],
    language: Language,
) -> str:
    """Say in words what the picture shows: who is whose child, and where each person stands."""
    shown = sorted(people, key=lambda person: _reading_place(numbers[person.person]))
    names = {
        p.person: numbers[p.person] if p.hidden_name else f"{numbers[p.person]} {p.person}" for p in people
    }
    told = [f"{_in_words(person, captions.get(person.person), names, language)}." for person in shown]
    return " ".join(told) or language.say("The pedigree has no members.")


def _reading_place(number: str) -> tuple[int, int]:
    generation, _, place = number.partition("-")
    return (_ROMAN.index(generation) if generation in _ROMAN else int(generation)), int(place)


def _in_words(person: Person, caption: Caption | None, names: Mapping[str, str], language: Language) -> str:
    words = [person.sex.value if person.sex is not Sex.UNKNOWN else "sex not recorded"]
    parents = [names[parent] for parent in (person.father, person.mother) if parent and parent in names]
    if parents:
        words.append(f"child of {' and '.join(parents)}")
    words += [word for word, holds in (("deceased", person.deceased), ("proband", person.proband)) if holds]
    if caption:
        words += [caption.status.value.replace("_", " "), *caption.lines]
    return ", ".join([names[person.person], *map(language.say, words)])
