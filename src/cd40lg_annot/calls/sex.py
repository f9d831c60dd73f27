"""Whether a sample's calls, depth and ready-made tables fit the sex in the pedigree.

The caller's ploidy is not evidence of sex: it is what somebody told the caller. The share of
heterozygous calls among the carried ones outside the PARs is. In the public reference samples
that the tests read it is 0.60 to 0.66 for three call sets of two women, and 0.02 and 0.13 for two men.
"""

from collections.abc import Sequence
from dataclasses import replace

from cd40lg_annot.calls.sex_sources import from_calls, from_depth
from cd40lg_annot.model import (
    ChromosomeDepths,
    Karyotype,
    Sex,
    SexCheck,
    SexCounts,
    SexSource,
    SexTool,
    x_copies,
)


def sex_check(
    counts: SexCounts,
    sex: Sex,
    karyotype: Karyotype | None = None,
    *,
    depths: ChromosomeDepths | None = None,
    tables: Sequence[SexSource] = (),
) -> SexCheck:
    """Compare all sources with the recorded sex, or with the karyotype where one is given.

    Sources that decide and agree give the verdict together; where one fits and another does not, it is
    ambiguous. A source between its limits never confirms, and takes the comfort from one that does.

    >>> sex_check(SexCounts(heterozygous=400, homozygous=210), Sex.MALE).verdict
    'discordant'
    """
    found = [from_calls(counts), *tables]
    if by_depth := from_depth(depths):
        found.insert(1, by_depth)
    sources = tuple(replace(source, fits=_fits(source, sex, karyotype)) for source in found)
    verdict, remark = _verdict(sources, sex, karyotype)
    copies = {source.x_copies for source in sources} - {None}
    agreed = copies.pop() if len(copies) == 1 else None
    return SexCheck(verdict, f"{_told(sources, verdict)}{remark}", agreed, sources)


def _fits(source: SexSource, sex: Sex, karyotype: Karyotype | None) -> bool | None:
    expected = x_copies(sex, karyotype)
    if source.x_copies is not None and expected is not None:
        return (source.x_copies > 1) == (expected > 1)
    expected_y = _expected_y(source, sex, karyotype)
    return None if source.has_y is None or expected_y is None else source.has_y == expected_y


def _expected_y(source: SexSource, sex: Sex, karyotype: Karyotype | None) -> bool | None:
    """Whether the person has a Y; None where that says nothing of the region the source looked at."""
    if karyotype is None:
        return {Sex.MALE: True, Sex.FEMALE: False}.get(sex)
    has_y = "Y" in karyotype.value
    # SRY may stand on an X of a 46,XX male and be lost from the Y of a 46,XY female.
    of_sry = source.source.startswith(SexTool.NGSBITS_SRY.value)
    return None if of_sry and has_y != (sex is Sex.MALE) else has_y


def _verdict(sources: Sequence[SexSource], sex: Sex, karyotype: Karyotype | None) -> tuple[str, str]:
    """The verdict, and what is added to the figures."""
    fits = {source.fits for source in sources} - {None}
    unclear = any(source.unclear for source in sources)
    recorded = karyotype.value if karyotype else sex.value
    if len(fits) > 1:
        return "ambiguous", f"; the sources contradict each other, the person is recorded as {recorded}"
    if fits == {False}:
        return "discordant", f", but the person is recorded as {recorded}"
    if fits == {True}:
        return ("ambiguous", "; one of the sources is unclear") if unclear else ("concordant", "")
    if x_copies(sex, karyotype) is None and any(
        source.x_copies or source.has_y is not None for source in sources
    ):
        return "ambiguous", "; the pedigree gives no sex"
    return ("ambiguous" if unclear else "not_verifiable"), ""


def _told(sources: Sequence[SexSource], verdict: str) -> str:
    if verdict == "not_verifiable":
        sayings = [source.figures if source.source == "calls" else _saying(source) for source in sources]
        return f"sex not verifiable from this input: {'; '.join(sayings)}"
    if len(sources) == 1:
        return f"{sources[0].figures}: {sources[0].reading}"
    return "; ".join(_saying(source) for source in sources)


def _saying(source: SexSource) -> str:
    return f"{source.source}: {source.figures}, {source.reading}"
