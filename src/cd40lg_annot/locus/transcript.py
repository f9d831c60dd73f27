"""The transcript on the locus axis: exons, coding sequence, and c. positions.

One stretch of the gene, in the four coordinate systems in use:

    locus pos      5227   5228   5229   5230          7088   7089   7090
                    │      │      │      │             │      │      │
    base            A      G      g      t      …      a      g      T
    HGVS c.        155    156   156+1  156+2         157-2  157-1   157
                   └ exon 1 ┘  └──────── intron 1 ────────────┘  └ exon 2

Only modules of `locus` add or subtract 1.
"""

from dataclasses import dataclass
from functools import cached_property

NMD_DISTANCE_BASES = 50
_BASES = "TCAG"
_AMINO_ACIDS = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODON_TABLE = {
    first + second + third: _AMINO_ACIDS[16 * i + 4 * j + k]
    for i, first in enumerate(_BASES)
    for j, second in enumerate(_BASES)
    for k, third in enumerate(_BASES)
}


@dataclass(frozen=True, slots=True)
class Exon:
    """One exon; `start`, `end` are 0-based and half-open on the locus axis, `number` is 1-based."""

    number: int
    start: int
    end: int

    @property
    def length(self) -> int:
        """Length in bases."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class CdsPosition:
    """A position as HGVS c. counts it: there is no 0, and introns are offsets from an exon's edge.

    `base` is negative 5' of the start codon, and counts from the stop codon where `after_stop`.

    >>> [str(position) for position in (CdsPosition(-1), CdsPosition(156, 2), CdsPosition(3, 0, True))]
    ['-1', '156+2', '*3']
    """

    base: int
    offset: int = 0
    after_stop: bool = False

    def __str__(self) -> str:
        offset = f"{self.offset:+d}" if self.offset else ""
        return f"{'*' if self.after_stop else ''}{self.base}{offset}"


@dataclass(frozen=True, eq=False)
class Transcript:
    """A plus-strand transcript on the locus axis; there is one, so it is compared by identity.

    `cds_start`, `cds_end`: 0-based, half-open, from the A of ATG to the last base of the stop codon.
    """

    accession: str
    protein_accession: str
    exons: tuple[Exon, ...]
    cds_start: int
    cds_end: int
    sequence: str

    @cached_property
    def _exon_starts_in_mrna(self) -> tuple[int, ...]:
        starts, total = [], 0
        for exon in self.exons:
            starts.append(total)
            total += exon.length
        return tuple(starts)

    @cached_property
    def introns(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every intron, 0-based and half-open on the locus axis, 5' to 3'."""
        return tuple((left.end, right.start) for left, right in zip(self.exons, self.exons[1:], strict=False))

    @cached_property
    def exon_spans(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every exon, 0-based and half-open on the locus axis, 5' to 3'."""
        return tuple((exon.start, exon.end) for exon in self.exons)

    @cached_property
    def exon_offsets(self) -> tuple[tuple[int, int, int], ...]:
        """Start and end of every exon, and what to add to its locus indices to get those in `sequence`."""
        starts = zip(self.exons, self._exon_starts_in_mrna, strict=True)
        return tuple((exon.start, exon.end, start - exon.start) for exon, start in starts)

    @cached_property
    def coding_depths(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the coding sequence three bases or more from every exon edge, start and stop codon.

        0-based and half-open, in the coding sequence.
        """
        edges = [self._mrna_index(exon.start) - self.cds_start_in_mrna for exon in self.exons[1:]]
        starts, ends = [0, *edges], [*edges, len(self.cds)]
        return tuple((start + 3, end - 3) for start, end in zip(starts, ends, strict=True))

    @cached_property
    def cds_indices(self) -> dict[int, int]:
        """0-based index in the coding sequence of each of its bases, by 1-based locus position."""
        found: dict[int, int] = {}
        for exon in self.exons:
            for pos in range(max(exon.start, self.cds_start) + 1, min(exon.end, self.cds_end) + 1):
                found[pos] = len(found)
        return found

    @cached_property
    def first_codon_that_escapes_decay(self) -> int:
        """First codon whose stop lies within 50 bases of the last exon junction, or behind it.

        Source: Nagy and Maquat 1998, Trends Biochem Sci 23:198 (the 50-nucleotide rule).
        """
        junction = self._mrna_index(self.exons[-1].start) - self.cds_start_in_mrna
        return -(-(junction - NMD_DISTANCE_BASES) // 3) + 1

    @cached_property
    def coding_tail(self) -> str:
        """The transcript from the A of ATG to its last base."""
        return self.sequence[self.cds_start_in_mrna :]

    @cached_property
    def frames(self) -> tuple[str, str, str]:
        """Translations of `coding_tail` from its first, second and third base, past every stop."""
        return translate(self.coding_tail), translate(self.coding_tail[1:]), translate(self.coding_tail[2:])

    @cached_property
    def cds_start_in_mrna(self) -> int:
        """0-based index of the A of ATG in `sequence`."""
        return self._mrna_index(self.cds_start)

    @cached_property
    def cds_end_in_mrna(self) -> int:
        """0-based index one past the stop codon in `sequence`."""
        return self._mrna_index(self.cds_end - 1) + 1

    @cached_property
    def cds(self) -> str:
        """Coding sequence, start to stop codon included."""
        return self.sequence[self.cds_start_in_mrna : self.cds_end_in_mrna]

    @cached_property
    def protein(self) -> str:
        """The protein in one-letter code, without the stop."""
        return translate(self.cds).rstrip("*")

    def exon_at(self, pos: int) -> Exon | None:
        """Give the exon that holds the 1-based locus position, or None in an intron or outside."""
        for exon in self.exons:
            if exon.start < pos <= exon.end:
                return exon
        return None

    def intron_at(self, pos: int) -> int | None:
        """Give the number of the intron that holds the 1-based locus position, or None."""
        for left, right in zip(self.exons, self.exons[1:], strict=False):
            if left.end < pos <= right.start:
                return left.number
        return None

    def mrna_index(self, pos: int) -> int | None:
        """Give the 0-based index in `sequence` of a 1-based locus position, or None outside the exons."""
        return self._mrna_index(pos - 1) if self.exon_at(pos) else None

    def _mrna_index(self, index: int) -> int:
        for exon, start in zip(self.exons, self._exon_starts_in_mrna, strict=True):
            if exon.start <= index < exon.end:
                return start + index - exon.start
        message = f"locus index {index} is in no exon"
        raise ValueError(message)

    def pos_of_mrna_index(self, index: int) -> int:
        """Give the 1-based locus position of a 0-based index in `sequence`.

        Raises:
            ValueError: `index` is outside the transcript.
        """
        for exon, start in zip(self.exons, self._exon_starts_in_mrna, strict=True):
            if start <= index < start + exon.length:
                return exon.start + index - start + 1
        message = f"index {index} is outside the transcript"
        raise ValueError(message)

    def codon_of(self, pos: int) -> int | None:
        """Give the 1-based codon that holds a 1-based locus position, or None outside the CDS."""
        index = self.mrna_index(pos)
        if index is None or not self.cds_start_in_mrna <= index < self.cds_end_in_mrna:
            return None
        return (index - self.cds_start_in_mrna) // 3 + 1

    def cds_position(self, pos: int) -> CdsPosition:
        """Give the c. position of a 1-based locus position, inside or outside the transcript.

        An intronic base counts from the nearer exon edge, and from the 5' one where both are
        equally near. A base outside the transcript continues the numbering of the untranslated
        region. Source: HGVS recommendations 21.0, "Numbering", coding DNA reference sequence.
        """
        index = pos - 1
        first, last = self.exons[0], self.exons[-1]
        if index < first.start:
            return self._numbered(index - first.start)
        if index >= last.end:
            return self._numbered(len(self.sequence) + index - last.end)
        for left, right in zip(self.exons, self.exons[1:], strict=False):
            if left.end <= index < right.start:
                from_left, from_right = index - left.end + 1, right.start - index
                if from_left <= from_right:
                    return self._numbered(self._mrna_index(left.end - 1), from_left)
                return self._numbered(self._mrna_index(right.start), -from_right)
        return self._numbered(self._mrna_index(index))

    def _numbered(self, mrna_index: int, offset: int = 0) -> CdsPosition:
        base = mrna_index - self.cds_start_in_mrna
        if mrna_index >= self.cds_end_in_mrna:
            return CdsPosition(mrna_index - self.cds_end_in_mrna + 1, offset, after_stop=True)
        return CdsPosition(base + 1 if base >= 0 else base, offset)


def translate(bases: str) -> str:
    """Translate whole codons; `*` is a stop, a codon with an unknown base is `X`.

    >>> translate("ATGACNTGAA")
    'MX*'
    """
    return "".join([CODON_TABLE.get(bases[i : i + 3], "X") for i in range(0, len(bases) - 2, 3)])
