"""How much of each region was assessed, and how reads divide between two alleles, as bars."""

from collections.abc import Sequence

from cd40lg_annot.model import Reads
from cd40lg_annot.report.callability import RegionView
from cd40lg_annot.report.drawing import svg
from cd40lg_annot.report.drawing.marks import INK, LINE, PAPER, SOFT
from cd40lg_annot.report.language import ENGLISH, Language

_WIDTH, _LEFT, _RIGHT = 940.0, 90.0, 70.0
_BAR, _ROW = 16.0, 26.0
# (field of a region, words, colour, direction of the hatching, if any)
_KINDS = (
    ("called_reference", "reference", "#2f7d55", None),
    ("called_variant", "variant", "#1f5f7a", None),
    ("low_quality", "low quality", "#c08a1e", 45),
    ("not_covered", "not covered", "#9a2a1f", -45),
    ("not_assessed", "not assessed", "#7b8794", 90),
)


def callability_picture(regions: Sequence[RegionView], language: Language = ENGLISH) -> str:
    """Draw one bar per region, as long as the region, in parts by what is known of its bases."""
    longest = max((region.bases for region in regions), default=1)
    scale = (_WIDTH - _LEFT - _RIGHT) / longest
    rows = [_row(region, 10 + _ROW * index, scale, language) for index, region in enumerate(regions)]
    end = 10 + _ROW * len(regions)
    words = [f"{region.name}: {region.assessed} of {region.bases} bases assessed" for region in regions]
    return svg.drawing(
        _hatches(),
        *rows,
        *_key(regions, end + 16, language),
        width=_WIDTH,
        height=end + 30,
        title=language.say("Bases assessed, region by region"),
        description=f"{'; '.join(map(language.say, words))}.",
        key="callability",
    )


def allele_balance_picture(reads: Reads, key: str, language: Language = ENGLISH) -> str:
    """Draw the share of reads that show the variant; empty where the file does not say."""
    share = reads.fraction
    if share is None and reads.alternate is not None and reads.depth:
        share = reads.alternate / reads.depth
    if share is None:
        return ""
    share = min(1.0, max(0.0, share))
    width = 220.0
    return svg.drawing(
        svg.element("rect", x=0.5, y=0.5, width=width, height=14, fill=PAPER, stroke=SOFT),
        svg.element("rect", x=0.5, y=0.5, width=width * share, height=14, fill="#1f5f7a"),
        *(svg.line(width * tick, 0, width * tick, 19, stroke=SOFT, stroke_width=1) for tick in (0.5,)),
        width=width + 1,
        height=20,
        title=language.say(f"{100 * share:.0f}% of the reads show the variant; the tick is at half"),
        description="",
        key=key,
    )


def _row(region: RegionView, y: float, scale: float, language: Language) -> str:
    name = language.say(region.name)
    parts = [svg.text(_LEFT - 10, y + 12, name, font_size=12, text_anchor="end", fill=INK)]
    x = _LEFT
    for kind, _, colour, hatch in _KINDS:
        length = getattr(region, kind) * scale
        if length:
            fill = f"url(#hatch-{kind})" if hatch is not None else colour
            parts.append(svg.element("rect", x=x, y=y, width=length, height=_BAR, fill=fill))
            x += length
    parts.append(
        svg.element("rect", x=_LEFT, y=y, width=region.bases * scale, height=_BAR, fill="none", stroke=SOFT)
    )
    parts.append(svg.text(x + 8, y + 12, language.number(region.percent), font_size=12, fill=INK))
    return "".join(parts)


def _hatches() -> str:
    patterns = [
        svg.element(
            "pattern",
            svg.element("rect", width=6, height=6, fill=LINE)
            + svg.line(0, 3, 6, 3, stroke=colour, stroke_width=2.6),
            id=f"hatch-{kind}",
            patternUnits="userSpaceOnUse",
            width=6,
            height=6,
            patternTransform=f"rotate({hatch})",
        )
        for kind, _, colour, hatch in _KINDS
        if hatch is not None
    ]
    return svg.element("defs", "".join(patterns))


def _key(regions: Sequence[RegionView], y: float, language: Language) -> list[str]:
    parts, x = [], _LEFT
    for kind, english, colour, hatch in _KINDS:
        words = language.say(english)
        if any(getattr(region, kind) for region in regions):
            fill = f"url(#hatch-{kind})" if hatch is not None else colour
            parts.append(svg.element("rect", x=x, y=y - 9, width=14, height=10, fill=fill, stroke=SOFT))
            parts.append(svg.text(x + 20, y, words, font_size=11, fill=INK))
            x += 40 + 6.4 * len(words)
    return parts
