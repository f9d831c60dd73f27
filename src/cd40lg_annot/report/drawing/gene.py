"""The gene as a picture: exons to scale, introns compressed, the variants of a report pinned to it."""

from collections.abc import Sequence

from cd40lg_annot.locus import Transcript
from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.marks import INK, SOFT, Mark, key_of_shapes, shape, spaced_out
from cd40lg_annot.report.language import ENGLISH, Language

_WIDTH, _LEFT = 940.0, 24.0
_INTRON, _FLANK = 56.0, 26.0
_TOP, _THIN, _THICK = 92.0, 12.0, 26.0
_LABEL_APART = 150.0
_BLUE, _PALE = "#1f5f7a", "#b9d3de"


def gene_picture(
    transcript: Transcript, variants: Sequence[Mark], known: Sequence[Mark], language: Language = ENGLISH
) -> str:
    """Draw the five exons with `variants` pinned above them and `known` ones below."""
    axis = _Axis(transcript)
    placed = [mark for mark in variants if mark.pos is not None]
    below = [mark for mark in known if mark.pos is not None and axis.holds(mark.pos)]
    middle = _TOP + _THICK / 2
    rails = svg.line(_LEFT, middle, _WIDTH - _LEFT, middle, stroke=SOFT, stroke_width=1.5)
    rows, height = _stacked(below, axis)
    end = _TOP + _THICK + 34 + height
    key = key_of_shapes(_LEFT + 4, end + 16, [mark.standing for mark in below], language)
    note = "Exons to scale; introns shortened. Thick: coding. Below: known variants of the tables used."
    return svg.drawing(
        rails,
        *(_exon(index, transcript, axis, language) for index in range(len(transcript.exons))),
        *_pins(placed, axis),
        rows,
        key,
        svg.text(_LEFT, end + 38, language.say(note), font_size=11, fill=SOFT),
        width=_WIDTH,
        height=end + 48,
        top=0 if placed else _TOP - 20,
        title=language.say("The gene CD40LG and where the variants lie"),
        description=language.say(_description(placed, transcript)),
        key="gene",
    )


class _Axis:
    """Where a position of the locus stands on the picture."""

    def __init__(self, transcript: Transcript) -> None:
        exons = transcript.exons
        bases = sum(exon.length for exon in exons)
        free = _WIDTH - 2 * _LEFT - 2 * _FLANK - _INTRON * (len(exons) - 1)
        self.scale = free / bases
        points = [(exons[0].start - 5000, _LEFT), (exons[0].start, _LEFT + _FLANK)]
        x = _LEFT + _FLANK
        for index, exon in enumerate(exons):
            x += exon.length * self.scale
            points.append((exon.end, x))
            if index + 1 < len(exons):
                x += _INTRON
                points.append((exons[index + 1].start, x))
        points.append((exons[-1].end + 2000, x + _FLANK))
        self.points = points

    def holds(self, pos: int) -> bool:
        return self.points[0][0] < pos <= self.points[-1][0]

    def x(self, pos: float) -> float:
        """Place of a 0-based position, clamped to the picture's ends."""
        pos = max(self.points[0][0], min(self.points[-1][0], pos))
        for (left, x_left), (right, x_right) in zip(self.points, self.points[1:], strict=False):
            if pos <= right:
                return x_left + (x_right - x_left) * (pos - left) / (right - left)
        return self.points[-1][1]


def _exon(index: int, transcript: Transcript, axis: _Axis, language: Language) -> str:
    exon = transcript.exons[index]
    left, right = axis.x(exon.start), axis.x(exon.end)
    thin_top = _TOP + (_THICK - _THIN) / 2
    thin = svg.element("rect", x=left, y=thin_top, width=right - left, height=_THIN, fill=_PALE)
    start, end = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
    thick = svg.element(
        "rect", x=axis.x(start), y=_TOP, width=axis.x(end) - axis.x(start), height=_THICK, fill=_BLUE
    )
    words = {"font_size": 12, "text_anchor": "middle", "fill": INK}
    label = language.say(f"exon {exon.number}")
    name = svg.text((axis.x(start) + axis.x(end)) / 2, _TOP + _THICK + 16, label, **words)
    return thin + thick + name


def _pins(marks: Sequence[Mark], axis: _Axis) -> list[str]:
    marks = sorted(marks, key=lambda mark: (mark.pos or 0, mark.label))
    wanted = [axis.x((mark.pos or 1) - 0.5) for mark in marks]
    places = spaced_out([min(max(place, 90.0), _WIDTH - 90.0) for place in wanted], _LABEL_APART)
    overflow = max(0.0, max(places, default=0.0) - (_WIDTH - 80.0))
    pins = []
    for mark, tip, place in zip(marks, wanted, places, strict=True):
        place -= overflow  # noqa: PLW2901
        path = f"M {svg.number(place)} 40 V 58 L {svg.number(tip)} 76 V {svg.number(_TOP)}"
        pins.append(svg.element("path", d=path, fill="none", stroke=INK, stroke_width=1.4))
        pins.append(svg.text(place, 32, mark.label, font_size=13, text_anchor="middle", fill=INK))
    return pins


def _stacked(marks: Sequence[Mark], axis: _Axis) -> tuple[str, float]:
    """Known variants in columns below the gene, stacked where they would overlap."""
    levels: list[float] = []
    parts = []
    for mark in sorted(marks, key=lambda mark: (mark.pos or 0, mark.standing.value, mark.label)):
        x = axis.x((mark.pos or 1) - 0.5)
        level = next((k for k, last in enumerate(levels) if x - last >= 8.5), len(levels))
        levels[level : level + 1] = [x]
        parts.append(shape(x, _TOP + _THICK + 30 + 9 * level, mark.standing))
    return "".join(parts), 9.0 * len(levels)


def _description(marks: Sequence[Mark], transcript: Transcript) -> str:
    if not marks:
        return "No variant of this report is pinned to the gene."
    places = []
    for mark in marks:
        exon = transcript.exon_at(mark.pos or 0)
        intron = transcript.intron_at(mark.pos or 0)
        where = f"exon {exon.number}" if exon else f"intron {intron}" if intron else "outside the exons"
        places.append(f"{mark.label} lies in {where}")
    return f"{'; '.join(places)}."
