"""Variants as marks on a picture of gene or protein: the family's own, and the known ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.language import ENGLISH, Language

INK, SOFT, LINE, PAPER = "#17232e", "#4a5a68", "#cfd8df", "#ffffff"


class Standing(Enum):
    """How a known variant is classified, as far as a mark can tell."""

    DISEASE = "pathogenic or likely pathogenic"
    UNCERTAIN = "uncertain, conflicting or not stated"
    HARMLESS = "benign or likely benign"


@dataclass(frozen=True, slots=True)
class Mark:
    """One variant on a picture; `pos` is 1-based on the locus axis, `residue` 1-based or None."""

    pos: int | None
    residue: int | None
    label: str
    standing: Standing


_COLOURS = {Standing.DISEASE: "#9a2a1f", Standing.UNCERTAIN: "#7a5200", Standing.HARMLESS: "#23633f"}


def shape(x: float, y: float, standing: Standing) -> str:
    """Draw a known variant: circle, diamond or square, so that shape says what colour says."""
    colour = _COLOURS[standing]
    if standing is Standing.DISEASE:
        return svg.element("circle", cx=x, cy=y, r=3.4, fill=colour)
    if standing is Standing.HARMLESS:
        return svg.element(
            "rect", x=x - 3, y=y - 3, width=6, height=6, fill=PAPER, stroke=colour, stroke_width=1.3
        )
    points = f"{svg.number(x)},{svg.number(y - 4)} {svg.number(x + 4)},{svg.number(y)} "
    points += f"{svg.number(x)},{svg.number(y + 4)} {svg.number(x - 4)},{svg.number(y)}"
    return svg.element("polygon", points=points, fill=PAPER, stroke=colour, stroke_width=1.3)


def key_of_shapes(x: float, y: float, standings: Iterable[Standing], language: Language = ENGLISH) -> str:
    """Explain the shapes that a picture uses."""
    parts = []
    for standing in (item for item in Standing if item in set(standings)):
        parts.append(shape(x, y - 3.5, standing))
        words = language.say(standing.value)
        parts.append(svg.text(x + 10, y, words, font_size=11, fill=INK))
        x += 34 + 6.1 * len(words)
    return "".join(parts)


def spaced_out(wanted: Sequence[float], apart: float) -> list[float]:
    """Move labels apart, as little as need be, keeping their order.

    >>> spaced_out([10, 10, 50], 8)
    [6.0, 14.0, 50.0]
    """
    pools: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        pools.append((float(place - index * apart), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, na), (b, nb) = pools[-2], pools[-1]
            pools[-2:] = [((a * na + b * nb) / (na + nb), na + nb)]
    starts = [start for start, count in pools for _ in range(count)]
    return [start + index * apart for index, start in enumerate(starts)]
