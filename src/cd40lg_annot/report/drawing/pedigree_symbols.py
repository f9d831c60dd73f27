"""One person's symbol with all its marks, after Bennett et al. (1995, 2008, 2022)."""

from collections.abc import Sequence
from enum import Enum

from cd40lg_annot.model import Affection, Person, Sex, Status
from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.pedigree_lines import HALF

INK, PAPER = "#17232e", "#ffffff"
_CARRIERS = {Status.CONFIRMED_CARRIER, Status.OBLIGATE_CARRIER, Status.MANIFESTING_CARRIER}


class CarrierMark(Enum):
    """How a carrier is marked; laboratories differ, and so do the recommendations by year."""

    DOT = "dot"
    HALF_SHADE = "half"


def drawn_person(x: float, y: float, person: Person, status: Status | None, mark: CarrierMark) -> str:
    """Draw one person's symbol with all its marks, centred on a point."""
    filled = is_filled(person, status)
    lost = person.pregnancy and person.deceased
    shape = _triangle(x, y, filled=filled) if lost else outline(x, y, person.sex, fill=_fill(filled=filled))
    parts = [shape, _carrier(x, y, person, status, mark) if status in _CARRIERS else ""]
    if person.pregnancy and not lost:
        colour = PAPER if filled else INK
        parts.append(svg.text(x, y + 5, "P", font_size=15, text_anchor="middle", fill=colour))
    if person.deceased:
        parts.append(_slash(x, y, filled=filled))
    if person.adopted:
        parts.append(_brackets(x, y))
    if person.proband or person.consultand:
        parts.append(_arrow(x, y, letter="P" if person.proband else ""))
    return "".join(parts)


def is_filled(person: Person, status: Status | None) -> bool:
    """Whether a symbol is filled: the person is affected, or a carrier with signs."""
    ill = {Status.AFFECTED, Status.MANIFESTING_CARRIER}
    return person.affected is Affection.AFFECTED or status in ill


def _fill(*, filled: bool) -> str:
    return INK if filled else PAPER


def outline(x: float, y: float, sex: Sex, *, fill: str, dashed: bool = False) -> str:
    """Draw the bare symbol of a sex; dashed for a parent that the pedigree does not name."""
    common = {"fill": fill, "stroke": INK, "stroke_width": 1.8}
    dash = "3 3" if dashed else None
    if sex is Sex.MALE:
        side = 2 * HALF
        return svg.element(
            "rect", x=x - HALF, y=y - HALF, width=side, height=side, stroke_dasharray=dash, **common
        )
    if sex is Sex.FEMALE:
        return svg.element("circle", cx=x, cy=y, r=HALF, stroke_dasharray=dash, **common)
    corners = ((x, y - HALF), (x + HALF, y), (x, y + HALF), (x - HALF, y))
    return svg.element("polygon", points=_points(corners), stroke_dasharray=dash, **common)


def _triangle(x: float, y: float, *, filled: bool) -> str:
    corners = ((x, y - HALF), (x + HALF, y + HALF * 0.6), (x - HALF, y + HALF * 0.6))
    fill = _fill(filled=filled)
    return svg.element("polygon", points=_points(corners), fill=fill, stroke=INK, stroke_width=1.8)


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in corners)


def _carrier(x: float, y: float, person: Person, status: Status | None, mark: CarrierMark) -> str:
    if mark is CarrierMark.HALF_SHADE and not is_filled(person, status):
        top, bottom = svg.number(y - HALF), svg.number(y + HALF)
        path = f"M {svg.number(x)} {top} A {HALF} {HALF} 0 0 1 {svg.number(x)} {bottom} Z"
        return svg.element("path", d=path, fill=INK)
    colour = PAPER if is_filled(person, status) else INK
    return svg.element("circle", cx=x, cy=y, r=5, fill=colour)


def _slash(x: float, y: float, *, filled: bool) -> str:
    """A slash from corner to corner; light where it lies on a filled symbol."""
    reach, inside = HALF + 7, HALF - 1
    slash = svg.line(x - reach, y + reach, x + reach, y - reach, stroke=INK, stroke_width=1.5)
    if not filled:
        return slash
    return slash + svg.line(x - inside, y + inside, x + inside, y - inside, stroke=PAPER, stroke_width=1.5)


def _brackets(x: float, y: float) -> str:
    reach, tick = HALF + 6, 5
    paths = [
        f"M {svg.number(x + side * (reach - tick))} {svg.number(y - reach)} "
        f"H {svg.number(x + side * reach)} V {svg.number(y + reach)} "
        f"H {svg.number(x + side * (reach - tick))}"
        for side in (-1, 1)
    ]
    return "".join(svg.element("path", d=path, fill="none", stroke=INK, stroke_width=1.5) for path in paths)


def _arrow(x: float, y: float, *, letter: str) -> str:
    tip_x, tip_y = x - HALF - 3, y + HALF + 1
    shaft = svg.line(tip_x - 14, tip_y + 14, tip_x, tip_y, stroke=INK, stroke_width=1.6)
    corners = ((tip_x, tip_y), (tip_x - 8, tip_y + 2), (tip_x - 2, tip_y + 8))
    head = svg.element("polygon", points=_points(corners), fill=INK)
    words = {"font_size": 12, "font_weight": "bold", "text_anchor": "end", "fill": INK}
    return shaft + head + (svg.text(tip_x - 12, tip_y + 9, letter, **words) if letter else "")
