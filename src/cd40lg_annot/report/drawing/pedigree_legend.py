"""The legend of a pedigree: the symbols that this pedigree uses, and no others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cd40lg_annot.model import Affection, Person, Sex, Status
from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.pedigree_layout import Layout
from cd40lg_annot.report.drawing.pedigree_lines import HALF, Frame
from cd40lg_annot.report.drawing.pedigree_symbols import INK, PAPER, CarrierMark, drawn_person, outline
from cd40lg_annot.report.language import Language

_PLAIN = Person("", "", None, None, Sex.UNKNOWN, Affection.UNKNOWN)
_MALE, _FEMALE = replace(_PLAIN, sex=Sex.MALE), replace(_PLAIN, sex=Sex.FEMALE)
_CARRIERS = {Status.CONFIRMED_CARRIER, Status.OBLIGATE_CARRIER}
_COLUMN, _LINE = 150, 38


def legend(
    plan: Layout,
    size: Frame,
    people: Sequence[Person],
    statuses: set[Status],
    mark: CarrierMark,
    language: Language,
) -> tuple[str, float]:
    """Give the legend as SVG below the pedigree, and its height in pixels."""
    entries = [*_symbol_entries(people, statuses, mark), *_line_entries(plan)]
    columns = max(1, int((size.width - 40) // _COLUMN))
    parts = [svg.line(20, size.height, size.width - 20, size.height, stroke="#cfd8df", stroke_width=1)]
    for index, (symbol, words) in enumerate(entries):
        x = 44 + _COLUMN * (index % columns)
        y = size.height + 28 + _LINE * (index // columns)
        place = f"translate({svg.number(x)} {svg.number(y)}) scale(0.6)"
        parts.append(svg.element("g", symbol, transform=place))
        parts.append(svg.text(x + 22, y + 4, language.say(words), font_size=11, fill=INK))
    return "".join(parts), 28 + _LINE * -(-len(entries) // columns)


def _symbol_entries(
    people: Sequence[Person], statuses: set[Status], mark: CarrierMark
) -> Iterable[tuple[str, str]]:
    carrier, manifesting = Status.CONFIRMED_CARRIER, Status.MANIFESTING_CARRIER
    ill = any(person.affected is Affection.AFFECTED for person in people)
    consultand = any(person.consultand and not person.proband for person in people)
    rows: list[tuple[bool, str, Person, Status | None]] = [
        (any(person.sex is Sex.MALE for person in people), "male", _MALE, None),
        (any(person.sex is Sex.FEMALE for person in people), "female", _FEMALE, None),
        (any(person.sex is Sex.UNKNOWN for person in people), "sex not recorded", _PLAIN, None),
        (ill, "affected", replace(_MALE, affected=Affection.AFFECTED), None),
        (bool(statuses & _CARRIERS), "carrier", _FEMALE, carrier),
        (manifesting in statuses, "carrier with signs", _FEMALE, manifesting),
        (any(person.deceased for person in people), "deceased", replace(_PLAIN, deceased=True), None),
        (any(person.proband for person in people), "proband", replace(_PLAIN, proband=True), None),
        (consultand, "consultand", replace(_PLAIN, consultand=True), None),
        (any(person.adopted for person in people), "adopted", replace(_PLAIN, adopted=True), None),
        (any(person.pregnancy for person in people), "pregnancy", replace(_PLAIN, pregnancy=True), None),
    ]
    return [(drawn_person(0, 0, like, status, mark), words) for used, words, like, status in rows if used]


def _line_entries(plan: Layout) -> Iterable[tuple[str, str]]:
    if any(placed.union.related for placed in plan.unions):
        rails = (svg.line(-HALF, y, HALF, y, stroke=INK, stroke_width=1.5) for y in (-2.5, 2.5))
        yield "".join(rails), "related partners"
    if any(symbol.person is None for symbol in plan.graph.symbols):
        yield outline(0, 0, Sex.UNKNOWN, fill=PAPER, dashed=True), "parent not recorded"
    if any(symbol.copy for symbol in plan.graph.symbols):
        link = svg.line(-HALF, 0, HALF, 0, stroke=INK, stroke_width=1.5, stroke_dasharray="3 5")
        yield link, "same person, drawn twice"
