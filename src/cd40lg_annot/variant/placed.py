"""An allele named by its place and bases: as VCF writes it, or SPDI."""

import re

from cd40lg_annot.errors import NomenclatureError, OutsideLocusError, one_line
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.locus.builds import X_REFSEQ
from cd40lg_annot.model import Build, Variant

GENOMIC = {accession: build for build, accession in X_REFSEQ.items()}
_NAMED_BUILDS = {"grch38": Build.GRCH38, "hg38": Build.GRCH38, "grch37": Build.GRCH37, "hg19": Build.GRCH37}
_RECORD = re.compile(
    r"(?:(?P<build>GRCh3[78]|hg19|hg38)[-:_]?)?(?P<contig>(?:chr)?(?:\d{1,2}|[XYM]|MT)|NC_000023\.1[01])[-:_]"
    r"(?P<pos>[\d,]+)[-:_]?(?P<ref>[ACGT]+)[-:_>/](?P<alt>[ACGT]+)",
    re.IGNORECASE | re.ASCII,
)
_SPDI = re.compile(
    r"(?P<accession>NC_000023\.1[01]):(?P<pos>\d+):(?P<ref>[ACGT]*|\d+):(?P<alt>[ACGT]*)", re.ASCII
)
_X = ("X", "23", *GENOMIC)


def placed_variant(text: str, locus: Locus) -> Variant | None:
    """Allele of a VCF-like or SPDI name, or None where the text is of another kind.

    Raises:
        NomenclatureError: it lies outside the locus, or contradicts the reference.
    """
    if spdi := _SPDI.fullmatch(text):
        return _variant_of_spdi(spdi, text, locus)
    if record := _RECORD.fullmatch(text):
        return _variant_of_record(record, text, locus)
    return None


def build_of(genomic_pos: int, locus: Locus) -> Build:
    """Give the build in which a 1-based chromosome position lies in the locus; the two ranges do not meet.

    Raises:
        NomenclatureError: it lies in the locus on neither build.
    """
    for build in (Build.GRCH38, Build.GRCH37):
        if locus.contains(locus.locus_pos(genomic_pos, build)):
            return build
    message = f"position {genomic_pos} lies outside the locus on both builds ({locus_range(locus)})"
    raise OutsideLocusError(f"{message}; check contig and position")


def variant_at(pos: int, ref: str, alt: str, build: Build, text: str, locus: Locus) -> Variant:
    """Normal form of an allele as VCF writes it, checked against the reference.

    Raises:
        NomenclatureError: it changes nothing, leaves the locus, or the reference has other bases.
    """
    start = locus.locus_pos(pos, build) - 1
    if start < 0 or start + len(ref) > len(locus):
        message = f"{text} lies outside the locus ({locus_range(locus)}); nothing is known there"
        raise OutsideLocusError(message)
    stands = locus.bases(start, start + len(ref))
    if stands != ref:
        message = (
            f"{text} contradicts the reference: {one_line(stands, 60)} stands at {build.value} X:{pos}; "
            "check build and bases"
        )
        raise NomenclatureError(message)
    if ref == alt:
        message = f"{text} changes nothing: REF and ALT are equal; give the changed allele"
        raise NomenclatureError(message)
    return normalize(start + 1, ref, alt, locus.sequence)


def edited_variant(start: int, deleted: str, inserted: str, name: str, locus: Locus) -> Variant:
    """Normal form of an interbase edit; `start` is 0-based on the locus axis.

    Raises:
        NomenclatureError: it changes nothing.
    """
    if deleted == inserted:
        message = f"{name} changes nothing: these bases are the reference; give the changed allele"
        raise NomenclatureError(message)
    if deleted and inserted:
        return normalize(start + 1, deleted, inserted, locus.sequence)
    if start > 0:
        anchor = locus.sequence[start - 1]
        return normalize(start, anchor + deleted, anchor + inserted, locus.sequence)
    anchor = locus.sequence[len(deleted)]
    return normalize(1, deleted + anchor, inserted + anchor, locus.sequence)


def locus_range(locus: Locus) -> str:
    """Where the locus lies on both builds, in words."""
    ranges = (
        f"{build.value} X:{locus.genomic_pos(1, build)}-{locus.genomic_pos(len(locus), build)}"
        for build in (Build.GRCH38, Build.GRCH37)
    )
    return ", ".join(ranges)


def _variant_of_record(parts: re.Match[str], text: str, locus: Locus) -> Variant:
    contig, genomic = parts["contig"].upper(), int(parts["pos"].replace(",", ""))
    if contig.removeprefix("CHR") not in _X:
        message = f"{text}: CD40LG lies on X, not on {parts['contig']}; check contig and position"
        raise OutsideLocusError(message)
    stated = GENOMIC.get(contig) or _NAMED_BUILDS.get((parts["build"] or "").lower())
    build = stated or build_of(genomic, locus)
    return variant_at(genomic, parts["ref"].upper(), parts["alt"].upper(), build, text, locus)


def _variant_of_spdi(parts: re.Match[str], text: str, locus: Locus) -> Variant:
    build = GENOMIC[parts["accession"]]
    start = locus.locus_pos(int(parts["pos"]), build)
    deleted = parts["ref"]
    length = int(deleted) if deleted.isdigit() else len(deleted)
    if start < 0 or start + length > len(locus):
        message = f"{text} lies outside the locus ({locus_range(locus)}); nothing is known there"
        raise OutsideLocusError(message)
    stands = locus.bases(start, start + length)
    if not deleted.isdigit() and deleted != stands:
        message = (
            f"{text} contradicts the reference: {stands} stands there; SPDI counts from 0, "
            "so write a VCF position as in X-136659390-C-T"
        )
        raise NomenclatureError(message)
    return edited_variant(start, stands, parts["alt"], text, locus)
