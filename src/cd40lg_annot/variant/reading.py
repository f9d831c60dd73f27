"""A typed variant name read as alleles of the locus, or refused with what the reference has there.

The grammar is the naming library's. The positions are checked here, because the library accepts some
that HGVS does not count so: an offset from inside an exon, an insertion between distant bases.
"""

import re
from dataclasses import dataclass

import weaver

from cd40lg_annot.errors import NomenclatureError, OutsideLocusError, one_line
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.locus.cds_names import pos_of_cds_position
from cd40lg_annot.model import Build, Variant
from cd40lg_annot.variant.cleaning import PROTEIN_NAMES, TRANSCRIPT_NAMES, CleanName, clean
from cd40lg_annot.variant.protein_names import alleles_of_protein_name
from cd40lg_annot.variant.provider import AXIS, LocusProvider

_PLACE = r"[-*]?\d+(?:[-+]\d+)?"
_POSITIONED = re.compile(rf"(?P<first>{_PLACE})(?:_(?P<last>{_PLACE}))?(?P<edit>[^\d_+*-].*|\[.*)")
_RECORD = re.compile(
    r"(?P<contig>(?:chr)?X|23|NC_000023\.1[01])[-:_](?P<pos>[\d,]+)[-:_]?"
    r"(?P<ref>[ACGT]+)[-:_>/](?P<alt>[ACGT]+)",
    re.IGNORECASE,
)
_SPDI = re.compile(r"(?P<accession>NC_000023\.1[01]):(?P<pos>\d+):(?P<ref>[ACGT]*|\d+):(?P<alt>[ACGT]*)")
_NAME = re.compile(r"(?:(?P<accession>[A-Za-z0-9_.]+):)?(?P<kind>[cgp])\.(?P<description>.+)")
_STATED_LENGTH = re.compile(r"(?:del|dup|inv)(\d+)(?:ins.*)?")
_KNOWN_VERSIONS = ("NM_000074", "NM_000074.2", "NM_000074.3")
_GENOMIC = {"NC_000023.11": Build.GRCH38, "NC_000023.10": Build.GRCH37}
_BARE_PROTEIN = re.compile(r"\(?(?:[A-Z][a-z]{2}|[A-Z])\d+(?:[A-Z][a-z]{2}|[A-Z*])\)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed name stands for.

    `variants` has one entry, or the members of an allele in cis (`in_cis`), or every allele that a
    protein name can stand for (`alternatives`). `notes` say what the reader should know.
    """

    typed: str
    variants: tuple[Variant, ...]
    in_cis: bool = False
    alternatives: bool = False
    notes: tuple[str, ...] = ()
    protein: str | None = None


def read_name(typed: str, locus: Locus, *, legacy: bool = False) -> Reading:
    """Read an HGVS name (g., c., p.), a VCF-like or SPDI one, of either build.

    Args:
        typed: the name as typed; `variant.cleaning` says what is forgiven.
        locus: the reference that the name must agree with.
        legacy: nucleotide numbers are of the TNFSF5 era, c. + 21.

    Raises:
        NomenclatureError: it cannot be read, lies outside the locus, or contradicts the reference.
    """
    name = clean(typed, legacy=legacy)
    if spdi := _SPDI.fullmatch(name.text):
        return Reading(typed, (_variant_of_spdi(spdi, name.text, locus),))
    if record := _RECORD.fullmatch(name.text):
        return Reading(typed, (_variant_of_record(record, name.text, locus),))
    text = f"p.{name.text}" if _BARE_PROTEIN.fullmatch(name.text) else name.text
    parts = _NAME.fullmatch(text)
    if parts is None:
        message = (
            f"{one_line(typed, 80)}: not a name that can be read; give one such as NM_000074.3:c.761C>T, "
            "NC_000023.11:g.136659390C>T, p.Thr254Met or X-136659390-C-T"
        )
        raise NomenclatureError(message)
    if parts["kind"] == "p":
        _check_accession(parts["accession"], PROTEIN_NAMES, typed)
        return Reading(typed, alleles_of_protein_name(parts["description"], locus), alternatives=True)
    return _read_nucleotide_name(typed, name, parts, locus)


def _read_nucleotide_name(typed: str, name: CleanName, parts: re.Match[str], locus: Locus) -> Reading:
    kind, accession = parts["kind"], parts["accession"]
    build = _GENOMIC.get(accession or "")
    if kind == "c":
        _check_accession(accession, TRANSCRIPT_NAMES, typed)
    elif build is None:
        _check_accession(accession, (AXIS.partition(".")[0], "LRG_141"), typed, required=True)
    parsed = _parsed(
        f"{locus.transcript.accession if kind == 'c' else AXIS}:{kind}.{parts['description']}", typed
    )
    members = parsed.members
    described = [member.format().partition(f":{kind}.")[2] for member in (members or [parsed])]
    variants = tuple(_variant_of(text, kind, build, locus) for text in described)
    notes = _notes(accession, locus)
    return Reading(typed, variants, in_cis=members is not None, notes=notes, protein=name.protein)


def _parsed(name: str, typed: str) -> "weaver.Variant":
    try:
        return weaver.parse(name)
    except (weaver.HGVSError, ValueError) as error:
        if re.search(r"\];\s*\[", name):
            message = (
                f"{one_line(typed, 80)} names two chromosomes (alleles in trans); name each allele by itself"
            )
            raise NomenclatureError(message) from error
        reason = next(
            (line.strip(" =") for line in reversed(str(error).splitlines()) if line.strip(" =|")), ""
        )
        message = (
            f"{one_line(typed, 80)}: not HGVS ({reason}); write it as in c.761C>T, c.31_32insCTG, c.189del"
        )
        raise NomenclatureError(message) from error


def _variant_of(description: str, kind: str, build: Build | None, locus: Locus) -> Variant:
    """Variant of one plain description such as `761C>T`, whose grammar has been checked."""
    name = f"{kind}.{description}"
    parts = _POSITIONED.fullmatch(description)
    if parts is None:
        message = f"{name}: positions that are not known exactly name no single allele; give exact ones"
        raise NomenclatureError(message)
    first = _locus_pos(parts["first"], kind, build, locus)
    last = _locus_pos(parts["last"], kind, build, locus) if parts["last"] else first
    if not (locus.contains(first) and locus.contains(last)):
        message = f"{name} lies outside the locus ({_locus_range(locus)}); nothing is known there"
        raise OutsideLocusError(message)
    _check_extent(name, parts, first, last, locus)
    where = f"{first}" if first == last else f"{first}_{last}"
    try:
        spdi = _mapper(locus).to_spdi(weaver.parse(f"{AXIS}:g.{where}{parts['edit']}"))
    except weaver.ReferenceMismatchError as error:
        place = f"{kind}.{description[: parts.start('edit')]}"
        on_build = f"GRCh38 X:{locus.genomic_pos(first, Build.GRCH38)}"
        message = (
            f"{name} contradicts the reference: {one_line(locus.bases(first - 1, last), 60)} "
            f"stands at {place} ({on_build}); check the position, the base and the transcript"
        )
        raise NomenclatureError(message) from error
    except (weaver.HGVSError, ValueError) as error:
        message = f"{name}: {one_line(str(error), 200)}; write the bases out"
        raise NomenclatureError(message) from error
    _, start, deleted, inserted = spdi.split(":")
    return _normal(int(start), deleted.upper(), inserted.upper(), name, locus)


def _check_extent(name: str, parts: re.Match[str], first: int, last: int, locus: Locus) -> None:
    """Refuse what the library lets pass: a range that disagrees with its length or its insertion."""
    if last < first:
        message = f"{name} runs backwards; write the smaller position first"
        raise NomenclatureError(message)
    stated = _STATED_LENGTH.fullmatch(parts["edit"])
    if stated and int(stated[1]) != last - first + 1:
        message = f"{name}: the positions span {last - first + 1} bases, not {stated[1]}; correct one of them"
        raise NomenclatureError(message)
    if not parts["edit"].startswith("ins") or last == first + 1:
        return
    transcript = locus.transcript
    between = transcript.intron_at(first + 1)
    if between and transcript.intron_at(last - 1) == between and transcript.exon_at(first):
        message = (
            f"{name}: intron {between} lies between these bases; write "
            f"{transcript.cds_position(first)}_{transcript.cds_position(first + 1)}ins or "
            f"{transcript.cds_position(last - 1)}_{transcript.cds_position(last)}ins"
        )
    else:
        message = f"{name}: an insertion stands between two neighbouring bases; correct the positions"
    raise NomenclatureError(message)


def _locus_pos(text: str, kind: str, build: Build | None, locus: Locus) -> int:
    if kind == "c":
        return pos_of_cds_position(text, locus.transcript)
    if not text.isdigit():
        message = f"g.{text} is no genomic position; give a plain number"
        raise NomenclatureError(message)
    return locus.locus_pos(int(text), build) if build else int(text)


def _normal(start: int, deleted: str, inserted: str, name: str, locus: Locus) -> Variant:
    """Normal form of an interbase edit; `start` is 0-based on the locus axis."""
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


def _variant_of_record(parts: re.Match[str], text: str, locus: Locus) -> Variant:
    genomic = int(parts["pos"].replace(",", ""))
    build = _GENOMIC.get(parts["contig"].upper()) or build_of(genomic, locus)
    return variant_at(genomic, parts["ref"].upper(), parts["alt"].upper(), build, text, locus)


def _variant_of_spdi(parts: re.Match[str], text: str, locus: Locus) -> Variant:
    build = _GENOMIC[parts["accession"]]
    start = locus.locus_pos(int(parts["pos"]), build)
    deleted = parts["ref"]
    length = int(deleted) if deleted.isdigit() else len(deleted)
    if start < 0 or start + length > len(locus):
        message = f"{text} lies outside the locus ({_locus_range(locus)}); nothing is known there"
        raise OutsideLocusError(message)
    stands = locus.bases(start, start + length)
    if not deleted.isdigit() and deleted != stands:
        message = (
            f"{text} contradicts the reference: {stands} stands there; SPDI counts from 0, "
            "so write a VCF position as in X-136659390-C-T"
        )
        raise NomenclatureError(message)
    return _normal(start, stands, parts["alt"], text, locus)


def build_of(genomic_pos: int, locus: Locus) -> Build:
    """Give the build in which a 1-based chromosome position lies in the locus; the two ranges do not meet.

    Raises:
        NomenclatureError: it lies in the locus on neither build.
    """
    for build in (Build.GRCH38, Build.GRCH37):
        if locus.contains(locus.locus_pos(genomic_pos, build)):
            return build
    message = f"position {genomic_pos} lies outside the locus on both builds ({_locus_range(locus)})"
    raise OutsideLocusError(f"{message}; check contig and position")


def variant_at(pos: int, ref: str, alt: str, build: Build, text: str, locus: Locus) -> Variant:
    """Normal form of an allele as VCF writes it, checked against the reference.

    Raises:
        NomenclatureError: it changes nothing, leaves the locus, or the reference has other bases.
    """
    start = locus.locus_pos(pos, build) - 1
    if start < 0 or start + len(ref) > len(locus):
        message = f"{text} lies outside the locus ({_locus_range(locus)}); nothing is known there"
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


def _check_accession(
    accession: str | None, known: tuple[str, ...], typed: str, *, required: bool = False
) -> None:
    stem = (accession or "").partition(".")[0]
    if stem in known or (accession is None and not required):
        return
    problem = f"{accession} is not known here" if accession else "a g. name needs its accession"
    message = f"{one_line(typed, 80)}: {problem}; give a name on {' or '.join(known)}"
    raise NomenclatureError(message)


def _notes(accession: str | None, locus: Locus) -> tuple[str, ...]:
    stated = locus.transcript.accession
    if accession is None or accession == stated or not accession.startswith("NM_"):
        return ()
    if accession in _KNOWN_VERSIONS:
        return (f"{accession} counts its coding sequence as {stated} does; the name was read on {stated}.",)
    return (f"{accession} is not known here; the name was read on {stated}: check that both count alike.",)


def _locus_range(locus: Locus) -> str:
    ranges = (
        f"{build.value} X:{locus.genomic_pos(1, build)}-{locus.genomic_pos(len(locus), build)}"
        for build in (Build.GRCH38, Build.GRCH37)
    )
    return ", ".join(ranges)


def _mapper(locus: Locus) -> "weaver.VariantMapper":
    return weaver.VariantMapper(LocusProvider(locus))
