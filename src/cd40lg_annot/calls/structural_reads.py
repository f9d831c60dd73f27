"""Reads behind a structural variant, in the dialects of the callers.

| caller                    | keys                                                          |
|---------------------------|---------------------------------------------------------------|
| Manta, DRAGEN             | `PR`, `SR`: reference and alternate, pairs and split reads     |
| DELLY                     | `DR`, `DV` pairs; `RR`, `RV` junction reads                    |
| Sniffles, cuteSV          | `DR`, `DV`: reads                                             |
| LUMPY                     | `SU` = `PE` + `SR`; svtyper adds `RO`, `AO`                   |
| pbsv, SvABA               | `AD` (reference first, or the alternate alone), `DP`          |
| GRIDSS                    | `VF` fragments; `REF`, `REFPAIR`                              |
"""

from collections.abc import Mapping

from cd40lg_annot.calls.reads import reads_of
from cd40lg_annot.model import Reads

READ_KEYS = frozenset({"PR", "SR", "DV", "RV", "PE", "SU", "AD", "AO", "VF"})


def structural_reads(values: Mapping[str, str], allele: int, *, precise: bool) -> Reads:
    """Reads for and against one structural allele (1-based) of one sample.

    Split reads and pairs of one fragment are counted by DELLY in both sets, so one set is taken:
    the junction reads where the ends are exact (`precise`).

    >>> structural_reads({"PR": "10,6", "SR": "8,5"}, 1, precise=True)
    Reads(depth=29, reference=18, alternate=11, fraction=0.3793103448275862)
    """
    pairs = _manta(values, allele) or _delly(values, precise=precise) or _gridss(values)
    if pairs:
        return _counted(*pairs)
    depths = _numbers(values.get("AD"))
    if len(depths) == 1:
        depth = next(iter(_numbers(values.get("DP"))), None)
        return _counted(None if depth is None else max(0, depth - depths[0]), depths[0])
    if depths or "AO" in values:
        return reads_of(values, allele)
    support = _numbers(values.get("SU")) or _numbers(values.get("PE"))
    return _counted(None, support[0]) if support else Reads()


def _manta(values: Mapping[str, str], allele: int) -> tuple[int, int] | None:
    lists = [numbers for key in ("PR", "SR") if len(numbers := _numbers(values.get(key))) > allele]
    if not lists:
        return None
    return sum(numbers[0] for numbers in lists), sum(numbers[allele] for numbers in lists)


def _delly(values: Mapping[str, str], *, precise: bool) -> tuple[int, int] | None:
    keys = [("RR", "RV"), ("DR", "DV")]
    for reference, alternate in keys if precise else keys[::-1]:
        counts = _numbers(values.get(reference)), _numbers(values.get(alternate))
        if all(counts) and counts[0][0] + counts[1][0]:
            return counts[0][0], counts[1][0]
    return None


def _gridss(values: Mapping[str, str]) -> tuple[int, int] | None:
    fragments = _numbers(values.get("VF"))
    reference = _numbers(values.get("REF")) + _numbers(values.get("REFPAIR"))
    return (sum(reference), fragments[0]) if fragments and reference else None


def _counted(reference: int | None, alternate: int) -> Reads:
    if reference is None:
        return Reads(alternate=alternate)
    depth = reference + alternate
    return Reads(depth, reference, alternate, alternate / depth if depth else None)


def _numbers(text: str | None) -> list[int]:
    """Whole numbers of a list; empty if any part is missing, since their order carries the meaning."""
    parts = (text or "").split(",")
    return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else []
