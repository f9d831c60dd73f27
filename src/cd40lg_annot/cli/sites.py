"""The alleles of a VCF placed on the locus, one site for each alternate allele, none left out."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cd40lg_annot.calls.build import detect_build, header_build, ref_evidence
from cd40lg_annot.errors import BuildError
from cd40lg_annot.io.sites import VcfSites
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.model import Build, RecordPlace, Variant, VcfHeader

OUTSIDE = "outside the locus"
# Contig, POS, REF and ALTs of a record; position on the locus, REF and ALT of an allele.
Alleles = tuple[str, int, str, list[str]]
AlleleKey = tuple[int, str, str]
_BASES = re.compile("[ACGTacgt]+")
_MANY_DISAGREE = 2


class Site(NamedTuple):
    """One alternate allele of the input.

    `variant` is None where the allele has no name here; `note` then says why. Of a list, `name` is what was
    typed, `place` is None where that tells no place, and `described` holds cells by column for what has a
    name but no exact alleles.
    """

    place: RecordPlace | None
    build: Build
    variant: Variant | None
    note: str = ""
    name: str = ""
    described: Mapping[str, str] = MappingProxyType({})


class Placer:
    """Places the alternate alleles of a VCF's records; make one for each file.

    `nearby` are the records of chromosome X that stand where the gene is in one of the builds.

    Raises:
        BuildError: the build cannot be told, or the file contradicts it.
        UnreadableFileError, InputFaultsError: the file is at fault.
    """

    def __init__(self, vcf: VcfSites, locus: Locus, declared: Build | None = None) -> None:
        self._locus = locus
        self._on_x: dict[str, bool] = {}
        self._held: Container[AlleleKey] = ()
        first, second = ((axis.offset + 1, axis.offset + len(locus)) for axis in locus.axes.values())
        self._spans = (*first, *second)
        self.nearby: list[Alleles] = []
        highest = 0
        for columns in vcf.records():
            if self._is_x(columns[0]):
                pos = int(columns[1])
                highest = max(highest, pos)
                if self._is_near(pos):
                    self.nearby.append((columns[0], pos, columns[3], columns[4].split(",")))
        self.build = _build(vcf.header, self.nearby, highest, locus, declared)
        self.offset = locus.axes[self.build].offset

    def trust(self, held: Container[AlleleKey]) -> None:
        """Take alleles as they are written where they are known to be in normal form and of the reference."""
        self._held = held

    def keys(self) -> Iterator[AlleleKey]:
        """Every allele nearby as it is written: position on the locus, REF, ALT."""
        offset = self.offset
        return ((pos - offset, ref, alt) for _, pos, ref, alts in self.nearby for alt in alts)

    def is_nearby(self, columns: Sequence[str]) -> bool:
        """Whether a record is one of `nearby`, which has them in the order of the file."""
        return self._is_x(columns[0]) and self._is_near(int(columns[1]))

    def sites(self, record: Alleles) -> list[Site]:
        """One site for each alternate allele of a record nearby."""
        contig, pos, ref, alts = record
        return [
            Site(RecordPlace(contig, pos, ref, alt), self.build, *self._place(pos, ref, alt)) for alt in alts
        ]

    def sites_elsewhere(self, columns: Sequence[str]) -> list[Site]:
        """One site for each alternate allele of any other record."""
        contig, pos, ref = columns[0], int(columns[1]), columns[3]
        alts = columns[4].split(",")
        return [Site(RecordPlace(contig, pos, ref, alt), self.build, None, OUTSIDE) for alt in alts]

    def _place(self, pos: int, ref: str, alt: str) -> tuple[Variant | None, str]:
        key = pos - self.offset, ref, alt
        return (Variant(*key), "") if key in self._held else placed(*key, self._locus)

    def _is_near(self, pos: int) -> bool:
        first, last, other_first, other_last = self._spans
        return first <= pos <= last or other_first <= pos <= other_last

    def _is_x(self, contig: str) -> bool:
        if contig not in self._on_x:
            self._on_x[contig] = is_x(contig)
        return self._on_x[contig]


def placed(pos: int, ref: str, alt: str, locus: Locus) -> tuple[Variant | None, str]:
    """Variant in normal form, or None and why there is none; `pos` is on the locus."""
    ref, alt = ref.upper(), alt.upper()
    if pos < 1 or pos + len(ref) - 1 > len(locus):
        return None, OUTSIDE
    if alt in (".", ref):
        return None, "no alternate allele"
    if not _BASES.fullmatch(alt) or not _BASES.fullmatch(ref):
        return None, "not named here: symbolic allele, breakend, * or unknown bases"
    stands = locus.sequence[pos - 1 : pos - 1 + len(ref)]
    if stands != ref:
        return None, f"not named here: REF contradicts the reference, which has {stands[:50]}"
    return normalize(pos, ref, alt, locus.sequence), ""


def _build(
    header: VcfHeader,
    nearby: Sequence[Alleles],
    highest_x_pos: int,
    locus: Locus,
    declared: Build | None,
) -> Build:
    """Build of a VCF from its header, else its bases; single records that disagree are marked later."""
    stated, _ = header_build(header)
    build = declared or stated
    if declared and stated and declared is not stated:
        problem = f"declared as {declared.value}, but its header says {stated.value}"
        raise BuildError(header.path, problem, "correct --build, or the file")
    if build is not None:
        found = ref_evidence(nearby, locus, build)
        if len(found.mismatches) < _MANY_DISAGREE or found.matched > len(found.mismatches):
            return build
    if not nearby:
        return build or Build.GRCH38
    evidence = {candidate: ref_evidence(nearby, locus, candidate) for candidate in Build}
    try:
        return detect_build(header, evidence, declared=declared, highest_x_pos=highest_x_pos).build
    except BuildError as error:
        message = str(error).partition(": ")[2].rpartition("; ")[0]
        raise BuildError(header.path, message, "name its build with --build, or mend the file") from error
