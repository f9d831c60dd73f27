"""How many of each kind there are, as horizontal bars: the plots of a cohort."""

from collections.abc import Sequence

from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.marks import INK, LINE, SOFT
from cd40lg_annot.report.language import ENGLISH, Language

_WIDTH, _LEFT, _RIGHT = 460.0, 210.0, 60.0
_BAR, _ROW = 16.0, 26.0
_LONGEST = 34


def bars_picture(
    title: str, counts: Sequence[tuple[str, int]], key: str, language: Language = ENGLISH
) -> str:
    """Draw one bar for each (words, number), as long as its number; words in the reader's language.

    The numbers stand beside the bars, and the text alternative says all of them.
    """
    most = max((number for _, number in counts), default=0) or 1
    scale = (_WIDTH - _LEFT - _RIGHT) / most
    rows = [_row(words, number, 8 + _ROW * index, scale) for index, (words, number) in enumerate(counts)]
    return svg.drawing(
        *rows,
        svg.line(_LEFT, 4, _LEFT, 4 + _ROW * len(counts), stroke=SOFT, stroke_width=1),
        width=_WIDTH,
        height=8 + _ROW * len(counts),
        title=language.say(title),
        description=f"{'; '.join(f'{words}: {number}' for words, number in counts)}.",
        key=key,
    )


def _row(words: str, number: int, y: float, scale: float) -> str:
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    length = max(1.5, number * scale)
    return "".join(
        (
            svg.text(_LEFT - 10, y + 12, short, font_size=12, text_anchor="end", fill=INK),
            svg.element("rect", x=_LEFT, y=y, width=length, height=_BAR, fill="#1f5f7a", stroke=LINE),
            svg.text(_LEFT + length + 8, y + 12, str(number), font_size=12, fill=INK),
        )
    )
