"""Where a structural variant begins and ends, as exactly as its file tells."""

from dataclasses import dataclass

from cd40lg_annot.report.structural import StructuralView


@dataclass(frozen=True, slots=True)
class Ends:
    """First and last base on the chromosome, 1-based: exact, or the narrowest and the widest they can be."""

    exact: tuple[int, int] | None = None
    inner: tuple[int, int] | None = None
    outer: tuple[int, int] | None = None


def ends_of(item: StructuralView) -> Ends:
    """Ends of a structural variant; a bare junction has none.

    Of a variant found by counting reads only the stretch that was counted is known, which lies inside it.
    """
    if item.kind == "BND":
        return Ends()
    if item.start_range is None and item.end_range is None and not item.depth_only:
        return Ends(exact=(item.pos, item.last))
    axis = item.pos - item.start - 1
    starts, ends = item.start_range or (item.start, item.start), item.end_range or (item.end, item.end)
    inner = (starts[1] + 1 + axis, ends[0] + axis)
    outer = (starts[0] + 1 + axis, ends[1] + axis)
    return Ends(
        inner=inner if inner[0] <= inner[1] else None,
        outer=None if item.depth_only else outer,
    )
