"""A typed variant name read as alleles of the locus, or refused with what the reference has there.

The grammar is the naming library's. The positions are checked here, because the library accepts some
that HGVS does not count so: an offset from inside an exon, an insertion between distant bases.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import weaver

from cd40lg_annot.errors import NomenclatureError, OutsideLocusError, one_line
from cd40lg_annot.locus import Locus, change_of, rightmost
from cd40lg_annot.locus.cds_names import pos_of_cds_position
from cd40lg_annot.model import Build, Variant
from cd40lg_annot.variant.accessions import checked_accession
from cd40lg_annot.variant.cleaning import CleanName, clean
from cd40lg_annot.variant.grammar import name_by_intron, parsed_name
from cd40lg_annot.variant.placed import GENOMIC, edited_variant, locus_range, placed_variant
from cd40lg_annot.variant.protein_names import alleles_of_protein_name
from cd40lg_annot.variant.provider import AXIS, LocusProvider

_PLACE = r"[-*]?\d+(?:[-+]\d+)?"
_POSITIONED = re.compile(rf"(?P<first>{_PLACE})(?:_(?P<last>{_PLACE}))?(?P<edit>[^\d_+*-].*|\[.*)")
_NAME = re.compile(r"(?:(?P<accession>[A-Za-z0-9_.]+):)?(?P<kind>[cgp])\.(?P<description>.+)")
_STATED_LENGTH = re.compile(r"(?:del|dup|inv)(\d+)(?:ins.*)?")
_BARE_PROTEIN = re.compile(
    r"\(?(?:[A-Z][a-z]{2}|[A-Z])\d+(?:Stop|(?:[A-Z][a-z]{2}|[A-Z])?fs.*|del|dup|[A-Z][a-z]{2}|[A-Z*])\)?"
)
_BARE_NUMBER = re.compile(
    r"(?:nt|c)?(\d+(?:[-+]\d+)?(?:_\d+(?:[-+]\d+)?)?(?:[ACGT]+>|del|dup|ins|inv)[ACGT]*)"
)
# `c.[676G>A];[0]`: what the other chromosome has, or that a boy has no other.
_OTHER_CHROMOSOME = re.compile(r"(.*[cg]\.)\[([^\[\]]+)\];\[(0|=)\]")
_BARE_X = re.compile(r"(?:(?:chr)?X:)?g\.(\d+)(?=\D)", re.IGNORECASE)
_BARE_BASES = re.compile(r"([ACGT])(\d+)([ACGT])")


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
    if other := _OTHER_CHROMOSOME.fullmatch(name.text):
        return _read_one_of_two(typed, other, locus)
    placed = placed_variant(name.text, locus)
    if placed is not None:
        return Reading(typed, (placed,), protein=name.protein)
    if _BARE_PROTEIN.fullmatch(name.text):
        return _read_bare_protein_name(typed, name.text, locus)
    text = name_by_intron(name.text, locus.transcript) or name.text
    parts = _NAME.fullmatch(_with_accession(text, locus))
    if parts is None and (bare := _BARE_NUMBER.fullmatch(text)):
        message = (
            f"{one_line(typed, 80)}: does not say what it counts; write c.{bare[1]}, or use --legacy "
            "for the numbering of the TNFSF5 era"
        )
        raise NomenclatureError(message)
    if parts is None:
        message = (
            f"{one_line(typed, 80)}: not a name that can be read; give one such as NM_000074.3:c.761C>T, "
            "NC_000023.11:g.136659390C>T, p.Thr254Met or X-136659390-C-T"
        )
        raise NomenclatureError(message)
    if parts["kind"] == "p":
        notes = checked_accession(parts["accession"], "p", typed)
        found = alleles_of_protein_name(parts["description"], locus)
        return Reading(typed, found, alternatives=True, notes=notes)
    return _read_nucleotide_name(typed, name, parts, locus)


def _read_one_of_two(typed: str, other: re.Match[str], locus: Locus) -> Reading:
    """The named chromosome of two; what the other one has is told, because it is no part of the allele."""
    front, changes, there = other.groups()
    one = read_name(f"{front}[{changes}]" if ";" in changes else f"{front}{changes}", locus)
    note = "the other chromosome has the reference" if there == "=" else "there is no other copy (a boy)"
    told = (f"The name also says that {note}; that is no part of the allele.",)
    return Reading(typed, one.variants, in_cis=one.in_cis, notes=one.notes + told)


def _with_accession(text: str, locus: Locus) -> str:
    """Give a g. name without an accession the one of the build in whose locus its number lies."""
    bare = _BARE_X.match(text)
    if bare is None:
        return text
    number = int(bare[1])
    accession = next(
        (name for name, build in GENOMIC.items() if locus.contains(locus.locus_pos(number, build))), None
    )
    return f"{accession}:g.{text[bare.start(1) :]}" if accession else text


def _read_bare_protein_name(typed: str, text: str, locus: Locus) -> Reading:
    """A residue change without `p.`; `T254A` could also be meant as nucleotides."""
    found = alleles_of_protein_name(text, locus)
    as_bases = _BARE_BASES.fullmatch(text)
    meant = f"c.{as_bases[2]}{as_bases[1]}>{as_bases[3]}" if as_bases else ""
    notes = (f"Read as a protein name; if nucleotides are meant, write {meant}.",) if meant else ()
    return Reading(typed, found, alternatives=True, notes=notes)


def _read_nucleotide_name(typed: str, name: CleanName, parts: re.Match[str], locus: Locus) -> Reading:
    kind, accession = parts["kind"], parts["accession"]
    notes = checked_accession(accession, kind, typed)
    build = GENOMIC.get(accession or "")
    parsed = parsed_name(
        kind, parts["description"], AXIS if kind == "g" else locus.transcript.accession, typed
    )
    members = parsed.members
    described = [member.format().partition(f":{kind}.")[2] for member in (members or [parsed])]
    variants = tuple(_variant_of(text, kind, build, locus) for text in described)
    if members is not None:
        _check_apart(variants, typed, locus)
    return Reading(typed, variants, in_cis=members is not None, notes=notes, protein=name.protein)


def _check_apart(variants: tuple[Variant, ...], typed: str, locus: Locus) -> None:
    """Refuse an allele of which two changes touch the same bases: one chromosome cannot have both."""
    changes = sorted(rightmost(change_of(variant), locus.sequence) for variant in variants)
    for one, other in pairwise(changes):
        if other.start < one.end or one == other:
            message = (
                f"{one_line(typed, 80)}: two of its changes touch the same bases, which one chromosome "
                "cannot have; correct one of them, or write both as one delins"
            )
            raise NomenclatureError(message)


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
        message = f"{name} lies outside the locus ({locus_range(locus)}); nothing is known there"
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
    return edited_variant(int(start), deleted.upper(), inserted.upper(), name, locus)


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


def _mapper(locus: Locus) -> "weaver.VariantMapper":
    return weaver.VariantMapper(LocusProvider(locus))
