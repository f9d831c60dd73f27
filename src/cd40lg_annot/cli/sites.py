"""The alleles of a file placed on the locus, one site for each alternate allele, none left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cd40lg_annot.calls.build import detect_build, header_build, ref_evidence
from cd40lg_annot.errors import BuildError, InputFault, InputFaultsError, NomenclatureError
from cd40lg_annot.io.sites import ListedName, VcfSites
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.locus.builds import build_of_accession, is_x
from cd40lg_annot.model import Build, RecordPlace, Variant, VcfHeader
from cd40lg_annot.variant.reading import build_of, read_name

OUTSIDE = "outside the locus"
_BASES = re.compile("[ACGTacgt]+")
_MANY_DISAGREE = 2


@dataclass(frozen=True, slots=True)
class Site:
    """One alternate allele of the input.

    `variant` is None where the allele has no name here; `note` then says why. `record` is the index
    of its record in the input, from 0.
    """

    place: RecordPlace
    build: Build
    variant: Variant | None
    note: str = ""
    record: int = 0


def sites_of_vcf(vcf: VcfSites, locus: Locus, declared: Build | None = None) -> list[Site]:
    """Place every alternate allele of a VCF.

    Raises:
        BuildError: the build cannot be told, or the file contradicts it.
    """
    build = _build(vcf, locus, declared)
    axis = locus.axes[build]
    first, last = axis.offset + 1, axis.offset + len(locus)
    sites: list[Site] = []
    on_x: dict[str, bool] = {}
    for number, columns in enumerate(vcf.records):
        contig, pos, ref = columns[0], int(columns[1]), columns[3]
        if contig not in on_x:
            on_x[contig] = is_x(contig)
        inside = on_x[contig] and first <= pos and pos + len(ref) - 1 <= last
        for alt in columns[4].split(","):
            place = RecordPlace(contig, pos, ref, alt)
            variant, note = _placed(place, build, locus) if inside else (None, OUTSIDE)
            sites.append(Site(place, build, variant, note, number))
    return sites


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
    for number, row in enumerate(rows):
        try:
            sites += _sites_of_row(row, number, locus, declared, legacy=legacy)
        except NomenclatureError as error:
            problem, _, remedy = str(error).rpartition("; ")
            faults.append(InputFault(file, problem or remedy, remedy, row=row.row))
    if faults:
        raise InputFaultsError(faults[:100])
    return sites


def _sites_of_row(
    row: ListedName, number: int, locus: Locus, declared: Build | None, *, legacy: bool
) -> Iterator[Site]:
    if row.place is None:
        for variant in read_name(row.name, locus, legacy=legacy).variants:
            yield Site(_place_of(variant, locus), Build.GRCH38, variant, "", number)
        return
    place = row.place
    build = declared or build_of_accession(place.contig) or _build_or_none(place.pos, locus)
    if build is None or not is_x(place.contig):
        yield Site(place, build or Build.GRCH38, None, OUTSIDE, number)
        return
    yield Site(place, build, *_placed(place, build, locus), number)


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


def _build(vcf: VcfSites, locus: Locus, declared: Build | None) -> Build:
    """Build of a VCF from its header, else its bases; single records that disagree are marked later."""
    records = [(r[0], int(r[1]), r[3], r[4].split(",")) for r in vcf.records if is_x(r[0])]
    stated, _ = header_build(vcf.header)
    build = declared or stated
    if declared and stated and declared is not stated:
        problem = f"declared as {declared.value}, but its header says {stated.value}"
        raise BuildError(vcf.header.path, problem, "correct --build, or the file")
    if build is not None:
        found = ref_evidence(records, locus, build)
        if len(found.mismatches) < _MANY_DISAGREE or found.matched > len(found.mismatches):
            return build
    if not any(_in_locus(pos, locus) for _, pos, _, _ in records):
        return build or Build.GRCH38
    evidence = {candidate: ref_evidence(records, locus, candidate) for candidate in Build}
    header: VcfHeader = vcf.header
    highest = max((pos for _, pos, _, _ in records), default=0)
    try:
        return detect_build(header, evidence, declared=declared, highest_x_pos=highest).build
    except BuildError as error:
        message = str(error).partition(": ")[2].rpartition("; ")[0]
        raise BuildError(header.path, message, "name its build with --build, or mend the file") from error


def _in_locus(pos: int, locus: Locus) -> bool:
    return any(locus.contains(locus.locus_pos(pos, build)) for build in Build)
