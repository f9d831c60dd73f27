"""The locus axis: one slice of the X chromosome that is identical in both builds.

    locus pos         1 ────────────────────────────────── 19,214
    GRCh38    136,643,177 ──────────────────────── 136,662,390     offset 136,643,176
    GRCh37    135,725,336 ──────────────────────── 135,744,549     offset 135,725,335

A genomic position is the locus position plus the build's offset, so no liftover is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cd40lg_annot.locus.transcript import Transcript
from cd40lg_annot.model import Build, Variant

_COMPLEMENT = str.maketrans("ACGTNacgtn", "TGCANtgcan")


@dataclass(frozen=True, slots=True)
class Axis:
    """How one build's chromosome X holds the locus.

    `offset` plus a 1-based locus position is the 1-based chromosome position.
    `contig_length` is the length of the whole chromosome, in bases.
    """

    build: Build
    accession: str
    contig_length: int
    offset: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A gene near the locus; `start`, `end` are 1-based inclusive on GRCh38, as MANE prints them."""

    symbol: str
    hgnc_id: str
    transcript: str
    start: int
    end: int
    strand: str


@dataclass(frozen=True)
class Locus:
    """The reference at the gene: bases, axes of both builds, transcript, neighbours.

    `sequence` is upper-case, plus strand. `sha256` is the checksum of the reference files together.
    """

    sequence: str
    axes: Mapping[Build, Axis]
    transcript: Transcript
    neighbours: tuple[Neighbour, ...]
    sha256: str

    def __len__(self) -> int:
        return len(self.sequence)

    def bases(self, start: int, end: int) -> str:
        """Bases of the interval, 0-based and half-open on the locus axis; must lie inside it."""
        if not 0 <= start <= end <= len(self.sequence):
            message = f"{start}-{end} is not inside the locus (0-{len(self.sequence)})"
            raise ValueError(message)
        return self.sequence[start:end]

    def genomic_pos(self, pos: int, build: Build) -> int:
        """Turn a 1-based locus position into the 1-based chromosome position."""
        return pos + self.axes[build].offset

    def locus_pos(self, genomic_pos: int, build: Build) -> int:
        """Turn a 1-based chromosome position into a locus position; outside the locus it is < 1 or > len."""
        return genomic_pos - self.axes[build].offset

    def contains(self, pos: int) -> bool:
        """Whether the 1-based locus position lies in the locus."""
        return 1 <= pos <= len(self.sequence)

    def vcf_name(self, variant: Variant, build: Build) -> str:
        """Give the variant as `X-136659390-C-T`, left-aligned, on the build."""
        return f"X-{self.genomic_pos(variant.pos, build)}-{variant.ref}-{variant.alt}"


def reverse_complement(bases: str) -> str:
    """Reverse complement.

    >>> reverse_complement("AACG")
    'CGTT'
    """
    return bases.translate(_COMPLEMENT)[::-1]
