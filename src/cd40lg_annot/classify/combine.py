"""Add criteria up to a class: points by default, the table of 2015 on request."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cd40lg_annot.classify.lines import MET, label
from cd40lg_annot.classify.statements import SPELT
from cd40lg_annot.model import Classification, CriterionLine

_P, _LP = Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC
_B, _LB = Classification.BENIGN, Classification.LIKELY_BENIGN
_VUS = Classification.UNCERTAIN_SIGNIFICANCE
Lowest = Sequence[tuple[int, Classification]]


def points_of(lines: Iterable[CriterionLine]) -> int:
    """Points of the criteria that are met, benign ones negative."""
    return sum(line.points for line in lines)


def class_by_points(lines: Iterable[CriterionLine], lowest: Lowest) -> Classification:
    """Class by points; BA1 alone makes benign.

    `lowest`: the lowest sum of each class (`Rules.lowest`).

    Source: Tavtigian 2020, PMC8011844, table 3: P from 10, LP 6 to 9, VUS 0 to 5, LB -1 to -6, B from -7.
    """
    lines = tuple(lines)
    if any(line.criterion == "BA1" and line.verdict == MET for line in lines):
        return _B
    points = points_of(lines)
    return next((name for least, name in lowest if points >= least), _B)


def class_by_table(lines: Iterable[CriterionLine]) -> Classification:
    """Class by the combining table of ACMG/AMP 2015, each criterion at the strength it was met at.

    Source: Richards 2015, PMID 25741868, table 5; contradictory evidence is uncertain.
    """
    lines = [line for line in lines if line.verdict == MET]
    if any(line.criterion == "BA1" for line in lines):
        return _B
    count = Counter((line.criterion[0], line.strength) for line in lines)
    pathogenic = _pathogenic_by_table(
        *(count["P", strength] for strength in ("very_strong", "strong", "moderate", "supporting"))
    )
    benign = _benign_by_table(count["B", "strong"], sum(n for (side, _), n in count.items() if side == "B"))
    if pathogenic and benign:
        return _VUS
    return pathogenic or benign or _VUS


def sum_in_words(met: Sequence[CriterionLine], scheme: str, by_points: Classification) -> str:
    """The criteria met and what they add up to, by both schemes where these differ.

    `scheme`: "points" or "2015", the one that the laboratory uses; `by_points`: the class by points.
    """
    by_table = class_by_table(met)
    counted = ", ".join(label(line) for line in met) or "none met"
    points = points_of(met)
    text = f"Criteria: {counted}; {points} point{'' if abs(points) == 1 else 's'}, suggested "
    if by_points is by_table:
        return f"{text}{SPELT[by_points]}."
    first = (SPELT[by_points], "points"), (SPELT[by_table], "the table of 2015")
    (used, how), (other, else_how) = first if scheme != "2015" else first[::-1]
    return f"{text}{used} by {how} ({other} by {else_how})."


def _pathogenic_by_table(very: int, strong: int, moderate: int, supporting: int) -> Classification | None:
    is_pathogenic = (
        (very >= 1 and (very + strong >= 2 or moderate >= 2 or (moderate and supporting) or supporting >= 2))
        or strong >= 2
        or (strong == 1 and (moderate >= 3 or (moderate == 2 and supporting >= 2)))
        or (strong == 1 and moderate == 1 and supporting >= 4)
    )
    if is_pathogenic:
        return _P
    is_likely = (
        (very >= 1 and moderate == 1)
        or (strong == 1 and moderate >= 1)
        or (strong == 1 and supporting >= 2)
        or moderate >= 3
        or (moderate == 2 and supporting >= 2)
        or (moderate == 1 and supporting >= 4)
    )
    return _LP if is_likely else None


def _benign_by_table(strong: int, criteria: int) -> Classification | None:
    if strong >= 2:
        return _B
    return _LB if criteria >= 2 else None
