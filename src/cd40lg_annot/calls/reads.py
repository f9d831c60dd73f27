"""Reads behind an allele, in the dialects of the callers.

| caller                       | keys                                             |
|------------------------------|--------------------------------------------------|
| GATK, DRAGEN, DeepVariant    | `AD` (reference first), `DP`; DRAGEN adds `AF`    |
| DeepVariant, Clair3          | `VAF` or `AF`, one value per alternate allele     |
| freebayes                    | `RO`, `AO` (one value per alternate allele)       |
| Strelka                      | `AD`, or `DP` with `DPI` at indels                |
| bcftools                     | `AD`, or `DP4`, `DV`                              |
| VarScan                      | `RD`, and `AD` with the alternate reads alone     |
| Platypus                     | `NR` (all reads) and `NV`, one per alternate      |
| CLC Genomics Workbench       | `CLCAD2` (reference first)                        |
"""

from collections.abc import Mapping
from typing import TypeVar

from cd40lg_annot.model import Reads

N = TypeVar("N")

_QUALITY_KEYS = ("GQ", "GQX", "RGQ")
_DEPTH_KEYS = ("DP", "DPI")
_DP4_VALUES = 4
_EVIDENCE_KEYS = ("DP", "DPI", "GQ", "GQX", "AD", "AO", "MIN_DP", "AF", "VAF", "RGQ", "NR", "CLCAD2")


def reads_of(values: Mapping[str, str], allele: int) -> Reads:
    """Reads behind alternate allele number `allele` (1-based) of one sample's FORMAT values.

    >>> reads_of({"DP": "92", "AO": "40"}, 1)
    Reads(depth=92, reference=None, alternate=40, fraction=0.43478260869565216)
    """
    depths = _depths(values)
    reference, alternate = _at(depths, 0), _at(depths, allele)
    if alternate is None:
        alternate = _at(_integers(values.get("AO")), allele - 1)
    if alternate is None and allele == 1:
        alternate, reference = _from_bcftools(values)
    if reference is None:
        reference = _at(_integers(values.get("RO")), 0)
    if alternate is None:
        alternate = _at(_integers(values.get("NV")), allele - 1)
    known: list[int] = [count for count in depths if count is not None]
    depth = _first(values, _DEPTH_KEYS)
    if depth is None:
        depth = sum(known) if known else _at(_integers(values.get("NR")), allele - 1)
    return Reads(depth, reference, alternate, _fraction(values, allele, depths, depth, alternate))


def _depths(values: Mapping[str, str]) -> list[int | None]:
    """Reads of each allele, the reference first."""
    depths = _integers(values.get("AD") or values.get("CLCAD2"))
    if len(depths) == 1 and "RD" in values:
        return [_at(_integers(values["RD"]), 0), *depths]
    return depths


def _from_bcftools(values: Mapping[str, str]) -> tuple[int | None, int | None]:
    four = _integers(values.get("DP4"))
    if len(four) == _DP4_VALUES and None not in four:
        forward_ref, reverse_ref, forward_alt, reverse_alt = (depth or 0 for depth in four)
        return forward_alt + reverse_alt, forward_ref + reverse_ref
    return _at(_integers(values.get("DV")), 0), None


def _fraction(
    values: Mapping[str, str],
    allele: int,
    depths: list[int | None],
    depth: int | None,
    alternate: int | None,
) -> float | None:
    # Counted reads come before a stated fraction: callers compute AF from different subsets.
    known: list[int] = [count for count in depths if count is not None]
    total = sum(known)
    if alternate is not None and len(known) > 1 and total:
        return alternate / total
    if alternate is not None and depth:
        return min(1.0, alternate / depth)
    for key in ("VAF", "AF"):
        stated = _at(_numbers(values.get(key)), allele - 1)
        if stated is not None and 0 <= stated <= 1:
            return stated
    return None


def genotype_quality(values: Mapping[str, str]) -> float | None:
    """Phred-scaled genotype quality (GQ, Strelka's GQX, GATK's RGQ), or None."""
    for key in _QUALITY_KEYS:
        quality = _at(_numbers(values.get(key)), 0)
        if quality is not None:
            return quality
    return None


def block_depth(values: Mapping[str, str], info: Mapping[str, str], *, only_sample: bool) -> int | None:
    """Fewest reads in a reference block: the sample's MIN_DP, else its DP, INFO's MIN_DP, its AD.

    INFO's DP4 or DP stand in for them where the file holds only one sample.

    >>> block_depth({"MIN_DP": "12", "DP": "30"}, {}, only_sample=True)
    12
    >>> block_depth({}, {"DP": "9"}, only_sample=True), block_depth({}, {"DP": "9"}, only_sample=False)
    (9, None)
    """
    depth = _first(values, ("MIN_DP",))
    if depth is None:
        depth = _first(values, _DEPTH_KEYS)
        smallest = _first(info, ("MIN_DP", "MinDP"))
        depth = smallest if depth is None else depth
    if depth is None:
        counted = [count for count in _integers(values.get("AD")) if count is not None]
        depth = sum(counted) if counted else None
    if depth is None and only_sample:
        four = _integers(info.get("DP4"))
        if len(four) == _DP4_VALUES and None not in four:
            return sum(count or 0 for count in four)
        return _first(info, ("DP",))
    return depth


def block_quality(values: Mapping[str, str]) -> float | None:
    """Lowest Phred-scaled quality that a reference call is given (GQ, GQX, RGQ), or None."""
    stated = [_at(_numbers(values.get(key)), 0) for key in _QUALITY_KEYS]
    return min((quality for quality in stated if quality is not None), default=None)


def has_evidence(values: Mapping[str, str]) -> bool:
    """Whether a sample has any depth or quality of its own in a record."""
    return any(values.get(key, ".").replace(".", "").replace(",", "") != "" for key in _EVIDENCE_KEYS)


def offers_evidence(keys: Mapping[str, object] | set[str]) -> bool:
    """Whether a record's FORMAT has a place for depth or quality at all."""
    return any(key in keys for key in _EVIDENCE_KEYS)


def _first(values: Mapping[str, str], keys: tuple[str, ...]) -> int | None:
    for key in keys:
        number = _at(_integers(values.get(key)), 0)
        if number is not None:
            return number
    return None


def _at(numbers: list[N | None], index: int) -> N | None:
    return numbers[index] if 0 <= index < len(numbers) else None


def _integers(text: str | None) -> list[int | None]:
    return [None if number is None else round(number) for number in _numbers(text)]


def _numbers(text: str | None) -> list[float | None]:
    if not text:
        return []
    return [_number(part) for part in text.split(",")]


def _number(text: str) -> float | None:
    """One number, or None for `.` and for what is no number of reads: below 0, or not finite."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
