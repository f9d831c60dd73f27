"""The alleles of a file placed on the locus, one site for each alternate allele, none left out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cd40lg_annot.calls.build import detect_build, header_build, ref_evidence
from cd40lg_annot.errors import BuildError, InputFault, InputFaultsError, NomenclatureError
from cd40lg_annot.io.sites import ListedName, VcfSites
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.locus.builds import build_of_accession, is_x
from cd40lg_annot.model import Build, RecordPlace, Variant, VcfHeader
from cd40lg_annot.variant.placed import build_of
from cd40lg_annot.variant.reading import read_name

OUTSIDE = "outside the locus"
_BASES = re.compile("[ACGTacgt]+")
_MANY_DISAGREE = 2


class Site(NamedTuple):
    """One alternate allele of the input.

    `variant` is None where the allele has no name here; `note` then says why.
    """

    place: RecordPlace
    build: Build
    variant: Variant | None
    note: str = ""


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
        self._placed: dict[tuple[int, str, str], tuple[Variant | None, str]] = {}
        self.nearby: list[tuple[str, int, str, list[str]]] = []
        highest = 0
        spans = [(axis.offset + 1, axis.offset + len(locus)) for axis in locus.axes.values()]
        for columns in vcf.records():
            if self._is_x(columns[0]):
                pos = int(columns[1])
                highest = max(highest, pos)
                if any(first <= pos <= last for first, last in spans):
                    self.nearby.append((columns[0], pos, columns[3], columns[4].split(",")))
        self.build = _build(vcf.header, self.nearby, highest, locus, declared)
        axis = locus.axes[self.build]
        self._first, self._last = axis.offset + 1, axis.offset + len(locus)

    def sites(self, columns: Sequence[str]) -> list[Site]:
        """One site for each alternate allele of a record."""
        contig, pos, ref = columns[0], int(columns[1]), columns[3]
        inside = self._is_x(contig) and self._first <= pos and pos + len(ref) - 1 <= self._last
        found = []
        for alt in columns[4].split(","):
            place = RecordPlace(contig, pos, ref, alt)
            variant, note = self._place(place) if inside else (None, OUTSIDE)
            found.append(Site(place, self.build, variant, note))
        return found

    def variants(self) -> Iterator[Variant]:
        """Every allele of the file that can be named."""
        for contig, pos, ref, alts in self.nearby:
            for alt in alts:
                variant, _ = self._place(RecordPlace(contig, pos, ref, alt))
                if variant is not None:
                    yield variant

    def _place(self, place: RecordPlace) -> tuple[Variant | None, str]:
        key = place.pos, place.ref, place.alt
        found = self._placed.get(key)
        if found is None:
            found = self._placed[key] = _placed(place, self.build, self._locus)
        return found

    def _is_x(self, contig: str) -> bool:
        if contig not in self._on_x:
            self._on_x[contig] = is_x(contig)
        return self._on_x[contig]


def sites_of_list(
    rows: Sequence[ListedName],
    locus: Locus,
    file: str,
    declared: Build | None = None,
    *,
    legacy: bool = False,
) -> list[Site]:
    """Place every name of a plain list; a protein name may stand for several alleles.

    Raises:
        InputFaultsError: names that cannot be read or contradict the reference, all at once.
    """
    sites: list[Site] = []
    faults = []
    for row in rows:
        try:
            sites += _sites_of_row(row, locus, declared, legacy=legacy)
        except NomenclatureError as error:
            problem, _, remedy = str(error).rpartition("; ")
            faults.append(InputFault(file, problem or remedy, remedy, row=row.row))
    if faults:
        raise InputFaultsError(faults[:100])
    return sites


def _sites_of_row(row: ListedName, locus: Locus, declared: Build | None, *, legacy: bool) -> Iterator[Site]:
    if row.place is None:
        for variant in read_name(row.name, locus, legacy=legacy).variants:
            yield Site(_place_of(variant, locus), Build.GRCH38, variant)
        return
    place = row.place
    build = declared or build_of_accession(place.contig) or _build_or_none(place.pos, locus)
    if build is None or not is_x(place.contig):
        yield Site(place, build or Build.GRCH38, None, OUTSIDE)
        return
    yield Site(place, build, *_placed(place, build, locus))


def _build_or_none(pos: int, locus: Locus) -> Build | None:
    try:
        return build_of(pos, locus)
    except NomenclatureError:
        return None


def _place_of(variant: Variant, locus: Locus) -> RecordPlace:
    return RecordPlace("X", locus.genomic_pos(variant.pos, Build.GRCH38), variant.ref, variant.alt)


def _placed(place: RecordPlace, build: Build, locus: Locus) -> tuple[Variant | None, str]:
    """Variant in normal form, or None and why there is none."""
    pos = locus.locus_pos(place.pos, build)
    ref, alt = place.ref.upper(), place.alt.upper()
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
    nearby: Sequence[tuple[str, int, str, list[str]]],
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
