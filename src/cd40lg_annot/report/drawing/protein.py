"""The protein as a picture: domains, residues that touch CD40, known variants as lollipops."""

from collections.abc import Sequence
from dataclasses import dataclass

from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.marks import INK, LINE, SOFT, Mark, key_of_shapes, shape, spaced_out
from cd40lg_annot.report.language import ENGLISH, Language

_WIDTH, _LEFT = 940.0, 40.0
_HEAD = 62.0
_BAR = 22.0
_STEP = 9.0
_LABEL_APART = 110.0


@dataclass(frozen=True, slots=True)
class Feature:
    """A stretch of the protein, residues 1-based and inclusive; `kind` is domain or site."""

    kind: str
    first: int
    last: int
    label: str
    source: str


def protein_picture(
    length: int,
    features: Sequence[Feature],
    variants: Sequence[Mark],
    known: Sequence[Mark],
    language: Language = ENGLISH,
) -> str:
    """Draw a protein of `length` residues with `variants` named above and `known` ones on stems."""
    stems, tallest = _stems(known, length)
    top = _HEAD + _STEP * tallest + 16
    named = [mark for mark in variants if mark.residue is not None]
    sites = [feature for feature in features if feature.kind == "site"]
    standings = [mark.standing for mark in known if mark.residue is not None]
    end = top + _BAR + 48
    return svg.drawing(
        svg.element("rect", x=_LEFT, y=top, width=_WIDTH - 2 * _LEFT, height=_BAR, rx=4, fill=LINE),
        *(_domain(feature, length, top, language) for feature in features if feature.kind == "domain"),
        *(_site(feature, length, top) for feature in sites),
        *stems,
        *_names(named, length, top),
        *_ruler(length, top),
        key_of_shapes(_LEFT + 4, end, standings, language),
        svg.text(_LEFT, end + 20, language.say(_note(sites)), font_size=11, fill=SOFT),
        width=_WIDTH,
        height=end + 30,
        top=0 if named else _HEAD - 20,
        title=language.say("The CD40 ligand protein and where the variants lie"),
        description=language.say(_description(named, features, len(standings))),
        key="protein",
    )


def _x(residue: float, length: int) -> float:
    return _LEFT + (_WIDTH - 2 * _LEFT) * (residue - 0.5) / length


def _domain(feature: Feature, length: int, top: float, language: Language) -> str:
    left, right = _x(feature.first - 0.5, length), _x(feature.last + 0.5, length)
    box = svg.element("rect", x=left, y=top, width=right - left, height=_BAR, rx=4, fill="#1f5f7a")
    words = {"font_size": 12, "text_anchor": "middle", "fill": "#ffffff"}
    return box + svg.text((left + right) / 2, top + _BAR / 2 + 4, language.say(feature.label), **words)


def _site(feature: Feature, length: int, top: float) -> str:
    x = _x(feature.first, length)
    points = (
        f"{svg.number(x - 4)},{svg.number(top + _BAR + 9)} {svg.number(x + 4)},{svg.number(top + _BAR + 9)} "
    )
    return svg.element("polygon", points=f"{points}{svg.number(x)},{svg.number(top + _BAR + 2)}", fill=INK)


def _stems(known: Sequence[Mark], length: int) -> tuple[list[str], int]:
    """One stem per residue with a head per variant; the tallest stem's number of heads."""
    heads: dict[int, list[Mark]] = {}
    for mark in known:
        if mark.residue is not None and 1 <= mark.residue <= length:
            heads.setdefault(mark.residue, []).append(mark)
    tallest = max((len(marks) for marks in heads.values()), default=0)
    top = _HEAD + _STEP * tallest + 16
    parts = []
    for residue, marks in sorted(heads.items()):
        x = _x(residue, length)
        parts.append(svg.line(x, top, x, top - 12, stroke=SOFT, stroke_width=1))
        ordered = sorted(marks, key=lambda mark: (mark.standing.value, mark.label))
        parts += [shape(x, top - 13 - _STEP * level, mark.standing) for level, mark in enumerate(ordered)]
    return parts, tallest


def _names(marks: Sequence[Mark], length: int, top: float) -> list[str]:
    marks = sorted(marks, key=lambda mark: (mark.residue or 0, mark.label))
    tips = [_x(mark.residue or 1, length) for mark in marks]
    wanted = [min(max(tip, 80.0), _WIDTH - 80.0) for tip in tips]
    parts = []
    for mark, tip, place in zip(marks, tips, spaced_out(wanted, _LABEL_APART), strict=True):
        path = (
            f"M {svg.number(place)} 30 V 40 L {svg.number(tip)} {svg.number(_HEAD - 6)} V {svg.number(top)}"
        )
        parts.append(svg.element("path", d=path, fill="none", stroke=INK, stroke_width=1.4))
        parts.append(svg.text(place, 24, mark.label, font_size=13, text_anchor="middle", fill=INK))
    return parts


def _ruler(length: int, top: float) -> list[str]:
    ticks = [1, *range(50, length - 10, 50), length]
    words = {"font_size": 10, "text_anchor": "middle", "fill": SOFT}
    return [svg.text(_x(tick, length), top + _BAR + 22, str(tick), **words) for tick in ticks]


def _note(sites: Sequence[Feature]) -> str:
    touched = ", ".join(f"{feature.label}" for feature in sites)
    return f"Triangles: {touched}. " * bool(sites) + "Heads on stems: known variants of the tables used."


def _description(marks: Sequence[Mark], features: Sequence[Feature], known: int) -> str:
    where = [
        f"{mark.label} changes residue {mark.residue}"
        + "".join(
            f", in the {feature.label}"
            for feature in features
            if feature.kind == "domain" and feature.first <= (mark.residue or 0) <= feature.last
        )
        for mark in marks
    ]
    return (
        f"{'; '.join(where) or 'No variant of this report changes a residue'}. Known variants shown: {known}."
    )
