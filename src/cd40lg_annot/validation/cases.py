"""A laboratory's cases against the reports written for them: what was expected, and what was found.

A case is one row: a sample and one variant with its state, or `none` for a sample without a reportable
variant. Reports are taken as the JSON that the laboratory's programs read, not as objects of ours.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cd40lg_annot.validation.outcome import Case, Row

NONE = "none"
NOT_LISTED = "not listed"
_ABSENT = "absent"
Report = Mapping[str, Any]
# Normal forms (as `vcf_grch38` writes them) that a typed name stands for.
Meaning = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """Agreement in one kind of case, with the exact 95 % interval of its share."""

    name: str
    agreed: int
    asked: int
    lower: float
    upper: float


def case_answers(
    rows: Sequence[Row], samples: Mapping[str, Report], people: Mapping[str, str], meaning: Meaning
) -> Iterator[Case]:
    """Each row with its answer; then each sample that reports more than was expected, and each status.

    `samples`: reports by sample; `people`: status by person.
    """
    for row in rows:
        name = f"{row['sample']} {row['variant']}"
        yield Case(name, row["state"] or NONE, _found(row, samples[row["sample"]], meaning))
    for sample in dict.fromkeys(row["sample"] for row in rows):
        own = [row for row in rows if row["sample"] == sample]
        expected = {key for row in own for key in _keys(row, meaning)}
        more = [title for key, title in _reportable(samples[sample]) if key not in expected]
        if all(row["variant"] != NONE for row in own):
            yield Case(f"{sample}: nothing more", NONE, "; ".join(more) or NONE)
    for row in rows:
        if row["status"]:
            yield Case(f"{row['sample']}: status", row["status"], people.get(row["sample"], NOT_LISTED))


def figures(rows: Sequence[Row], cases: Iterable[Case]) -> tuple[Figure, ...]:
    """Agreement among carried variants, variants that are absent, and samples without any."""
    agreed = {case.name: case.expected == case.found for case in cases}
    groups = {
        "carried variants found, with their state": [r for r in rows if r["state"] not in ("", _ABSENT)],
        "variants of the family that are absent": [r for r in rows if r["state"] == _ABSENT],
        "samples without a reportable variant": [r for r in rows if r["variant"] == NONE],
    }
    found = []
    for name, group in groups.items():
        good = sum(agreed[f"{row['sample']} {row['variant']}"] for row in group)
        if group:
            found.append(Figure(name, good, len(group), *exact_interval(good, len(group))))
    return tuple(found)


def exact_interval(agreed: int, asked: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval of a share (Clopper and Pearson 1934).

    All of ten gives a lower end of 69 %, as the closed form 0.025 ** (1 / 10) does:

    >>> [round(end, 4) for end in exact_interval(10, 10)], round(0.025 ** 0.1, 4)
    ([0.6915, 1.0], 0.6915)
    """
    tail = (1 - confidence) / 2
    lower = 0.0 if agreed == 0 else _solved(lambda p: 1 - _at_most(agreed - 1, asked, p), tail)
    upper = 1.0 if agreed == asked else _solved(lambda p: -_at_most(agreed, asked, p), -tail)
    return lower, upper


def _solved(rising: Callable[[float], float], value: float) -> float:
    """Where a rising function of a share reaches a value."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < value else (low, middle)
    return (low + high) / 2


def _at_most(number: int, asked: int, share: float) -> float:
    from math import comb

    return sum(comb(asked, k) * share**k * (1 - share) ** (asked - k) for k in range(number + 1))


def _found(row: Row, report: Report, meaning: Meaning) -> str:
    if row["variant"] == NONE:
        return "; ".join(title for _, title in _reportable(report)) or NONE
    keys = set(_keys(row, meaning))
    for finding in (*report["findings"], *report["family_variants"]):
        if finding["vcf_grch38"] in keys:
            return str(finding["zygosity"])
    for finding in report["structural"]:
        if _structural_key(finding) in keys:
            return str(finding["zygosity"])
    return NOT_LISTED


def _keys(row: Row, meaning: Meaning) -> Sequence[str]:
    """`DEL:2,3` is a structural variant by kind and exons; everything else is a name."""
    variant = row["variant"]
    if variant == NONE:
        return ()
    kind, _, exons = variant.partition(":")
    if kind.isupper() and all(number.isdecimal() for number in exons.split(",")):
        return (variant,)
    return meaning(variant)


def _reportable(report: Report) -> Iterator[tuple[str, str]]:
    for finding in report["findings"]:
        if finding["reportable"]:
            yield finding["vcf_grch38"], f"{finding['title']}, {finding['zygosity']}"
    for finding in report["structural"]:
        if finding["zygosity"] != _ABSENT and finding["relevance"] != "not_reportable":
            yield _structural_key(finding), f"{finding['description']}, {finding['zygosity']}"


def _structural_key(finding: Mapping[str, Any]) -> str:
    return f"{finding['kind']}:{','.join(map(str, finding['exons']))}"
