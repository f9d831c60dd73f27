"""What each kind of evidence says of a sample's sex chromosomes, before the recorded sex is looked at.

Calls and tables of calls count X by heterozygous genotypes, depth counts it by reads; ngs-bits' methods
xy and sry look at Y and say nothing of the number of X. `docs/sex.md` gives the figures behind each limit.
"""

from pathlib import PurePath
from statistics import median

from cd40lg_annot.model import ChromosomeDepths, SexCounts, SexSource, SexTableRow, SexTool

# Fewer carried genotypes than this decide nothing: a VCF of a gene or of a small panel.
ENOUGH_GENOTYPES = 30
# Share of heterozygous ones among the carried genotypes on X.
ONE_X_AT_MOST = 0.20
SEVERAL_X_AT_LEAST = 0.35
# Depth of X over the median autosome: 0.5 for one X, 1.0 for two.
ONE_X_DEPTH_AT_MOST = 0.65
SEVERAL_X_DEPTH_AT_LEAST = 0.80
# Where autosomes differ more than this, or fewer are there, the depth is that of targets, not of the genome.
MOST_UNEVEN = 2.0
ENOUGH_AUTOSOMES = 20
# Reads on X below which no read on Y means nothing.
ENOUGH_READS_ON_X = 1000

_X = {1: "one X", 2: "two X"}


def from_calls(counts: SexCounts) -> SexSource:
    """Read the sample's own genotypes on X outside the PARs.

    >>> from_calls(SexCounts(heterozygous=409, homozygous=212, y=3)).x_copies
    2
    """
    carried = counts.heterozygous + counts.homozygous + counts.haploid
    if carried < ENOUGH_GENOTYPES:
        figures = f"{carried} carried genotypes on X outside the PARs, {ENOUGH_GENOTYPES} are needed"
        return SexSource("calls", figures, "too few to tell")
    figures = (
        f"{counts.heterozygous} of {carried} carried genotypes on X outside the PARs are heterozygous "
        f"({100 * counts.heterozygous / carried:.0f} %), {counts.haploid} are written haploid; "
        f"{counts.y} variants on Y"
    )
    return _by_share("calls", figures, counts.heterozygous / carried)


def from_depth(depths: ChromosomeDepths | None) -> SexSource | None:
    """Read depth by chromosome; None where there is none, or where it is not that of a whole genome.

    >>> male = ChromosomeDepths("a.bam", "reads", {str(n): 10.0 for n in range(1, 23)} | {"X": 5.1, "Y": 3.9})
    >>> from_depth(male).reading
    'as expected for one X'
    """
    if depths is None or "X" not in depths.depths:
        return None
    autosomes = [depth for name, depth in depths.depths.items() if name not in {"X", "Y"}]
    if len(autosomes) < ENOUGH_AUTOSOMES or min(autosomes) * MOST_UNEVEN < max(autosomes):
        return None
    middle = median(autosomes)
    if not middle:
        return None
    ratio = depths.depths["X"] / middle
    y = f"{depths.depths['Y'] / middle:.2f}" if "Y" in depths.depths else "not given"
    figures = f"depth of X over the median autosome {ratio:.2f}, of Y {y} ({depths.unit})"
    source = f"depth ({depths.source})"
    if ONE_X_DEPTH_AT_MOST < ratio < SEVERAL_X_DEPTH_AT_LEAST:
        limits = f"between {ONE_X_DEPTH_AT_MOST:.2f} (one X) and {SEVERAL_X_DEPTH_AT_LEAST:.2f} (two X)"
        return SexSource(source, figures, limits, unclear=True)
    return _of_x(source, figures, 1 if ratio <= ONE_X_DEPTH_AT_MOST else 2)


def from_table(row: SexTableRow) -> SexSource:
    """Read one row of a ready-made table."""
    source = f"{row.tool.value} ({PurePath(row.file).name}, row {row.row})"
    if row.tool in {SexTool.PEDDY, SexTool.SOMALIER}:
        return _of_counts(row, source)
    if row.tool is SexTool.NGSBITS_HETX:
        return _stated_x(row, source)
    return _stated_y(row, source)


def _by_share(source: str, figures: str, share: float) -> SexSource:
    if ONE_X_AT_MOST < share < SEVERAL_X_AT_LEAST:
        limits = f"between {100 * ONE_X_AT_MOST:.0f} % (one X) and {100 * SEVERAL_X_AT_LEAST:.0f} % (two X)"
        reading = f"{limits}; contamination, mosaicism or 47,XXY"
        return SexSource(source, figures, reading, unclear=True)
    return _of_x(source, figures, 1 if share <= ONE_X_AT_MOST else 2)


def _of_x(source: str, figures: str, copies: int) -> SexSource:
    return SexSource(source, figures, f"as expected for {_X[copies]}", x_copies=copies)


_COUNTS = {
    SexTool.PEDDY: ("het_count", "hom_alt_count"),
    SexTool.SOMALIER: ("X_het", "X_hom_alt"),
}


def _of_counts(row: SexTableRow, source: str) -> SexSource:
    """Tables that count genotypes on X are read by the limits of our own counts.

    peddy cuts once, at 0.6 heterozygous for each homozygous, and calls a sample without any genotype male;
    somalier's column `sex` is its pedigree's unless it was asked to infer.
    """
    het, hom = (int(row.figures.get(name, 0)) for name in _COUNTS[row.tool])
    figures = f"{het} heterozygous and {hom} homozygous variants on X{_besides(row)}"
    if het + hom < ENOUGH_GENOTYPES:
        return SexSource(source, figures, f"too few to tell, {ENOUGH_GENOTYPES} are needed")
    found = _by_share(source, f"{figures} ({100 * het / (het + hom):.0f} % heterozygous)", het / (het + hom))
    if found.x_copies is None or row.stated in {None, {1: "male", 2: "female"}[found.x_copies]}:
        return found
    reading = f"{found.reading}, but {row.tool.value} says {row.stated}"
    return SexSource(source, found.figures, reading, unclear=True)


def _besides(row: SexTableRow) -> str:
    """Depths that somalier gives, stated and not decided on."""
    named = {"gt_depth_mean": "mean depth", "X_depth_mean": "on X", "Y_depth_mean": "on Y"}
    told = [f"{words} {row.figures[name]:g}" for name, words in named.items() if name in row.figures]
    return f", {', '.join(told)}" if told else ""


def _figures(row: SexTableRow) -> str:
    told = "; ".join(f"{name} {value:g}" for name, value in row.figures.items())
    return f"{row.stated} ({told})"


def _stated_x(row: SexTableRow, source: str) -> SexSource:
    copies = {"male": 1, "female": 2}.get(row.stated or "")
    if copies is None:
        return SexSource(source, _figures(row), "undecided", unclear="too few" not in (row.stated or ""))
    return _of_x(source, _figures(row), copies)


def _stated_y(row: SexTableRow, source: str) -> SexSource:
    figures = _figures(row)
    if row.stated not in {"male", "female"}:
        return SexSource(source, figures, "undecided", unclear=True)
    if row.stated == "male":
        return SexSource(source, figures, "a Y chromosome is seen", has_y=True)
    if row.tool is SexTool.NGSBITS_SRY:
        return SexSource(source, figures, "SRY is not seen, which low depth or a panel would explain")
    if row.figures.get("reads_chrx", 0) < ENOUGH_READS_ON_X:
        return SexSource(source, figures, f"too few reads to miss Y, {ENOUGH_READS_ON_X} on X are needed")
    return SexSource(source, figures, "no Y chromosome is seen", has_y=False)
