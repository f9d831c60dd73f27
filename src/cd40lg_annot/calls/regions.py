"""The stretches of the gene that have to be assessed: coding exons with their splice margins."""

from dataclasses import dataclass

from cd40lg_annot.locus.axis import Locus


@dataclass(frozen=True, slots=True)
class Margins:
    """Bases of intron beside each coding exon: `donor` after it (to +8), `acceptor` before it (from -20).

    The exon's own edge bases (-3 … -1 of the donor, +1 … +3 of the acceptor) are in the exon.
    """

    donor: int = 8
    acceptor: int = 20


DEFAULT_MARGINS = Margins()


@dataclass(frozen=True, slots=True)
class Region:
    """A named stretch that has to be assessed; `start`, `end` 0-based, half-open, locus axis."""

    name: str
    start: int
    end: int


def coding_regions(locus: Locus, margins: Margins = DEFAULT_MARGINS) -> tuple[Region, ...]:
    """Coding part of each exon with its splice margins.

    The first exon has no acceptor and the last no donor, so they have no margin there.
    """
    transcript = locus.transcript
    regions = []
    for exon in transcript.exons:
        first, last = exon is transcript.exons[0], exon is transcript.exons[-1]
        start = max(exon.start, transcript.cds_start) - (0 if first else margins.acceptor)
        end = min(exon.end, transcript.cds_end) + (0 if last else margins.donor)
        regions.append(Region(f"exon {exon.number}", start, end))
    return tuple(regions)
