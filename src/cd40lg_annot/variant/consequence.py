"""What a variant does to the transcript and the protein, in the terms that Ensembl VEP 115 uses.

VEP looks at an indel where VCF writes it, leftmost; `place.read_where` says when HGVS's place decides.
"""

from collections.abc import Mapping, Sequence

from cd40lg_annot.locus import Change, Locus, Transcript, translate
from cd40lg_annot.model import Effect, Variant
from cd40lg_annot.variant.coding import (
    CodingChange,
    Translation,
    change_on_messenger,
    coding_change,
    translation_after,
)
from cd40lg_annot.variant.coding_terms import coding_terms
from cd40lg_annot.variant.notes import notes_on, second_start_note
from cd40lg_annot.variant.place import Place, place_of, read_where
from cd40lg_annot.variant.regions import ProteinRegion
from cd40lg_annot.variant.splice_terms import splice_terms
from cd40lg_annot.variant.terms import Term, by_severity, impact_of, spelled

_STOP_RENEWED = {Term.STOP_GAINED, Term.PROTEIN_ALTERING}


def effect(variant: Variant, locus: Locus) -> Effect:
    """Terms, impact, exon or intron, codons, residues and decay of a variant in normal form."""
    return effect_at(place_of(variant, locus), locus)


def effect_at(place: Place, locus: Locus, regions: Mapping[int, ProteinRegion] | None = None) -> Effect:
    """Effect of a variant whose place is known; `regions` names the protein's parts by residue."""
    transcript = locus.transcript
    change = read_where(place, transcript)
    coding = place.coding if change is place.right else coding_change(change, transcript)
    translation = (place.translation or translation_after(coding, transcript)) if coding else None
    terms = by_severity(frozenset(_terms(change, coding, translation, locus)))
    stop, made = _premature_stop(coding, translation, transcript, terms), coding
    if coding is None and not _STOP_RENEWED.isdisjoint(terms):
        # The old stop went with bases behind it, and a new one stands before it or in its place.
        made = change_on_messenger(change, transcript)
        translation = translation_after(made, transcript) if made else None
        stop = translation.stop if translation and Term.STOP_GAINED in terms else None
    residue = _residue(made, translation, transcript)
    region = regions.get(residue) if regions and residue else None
    return Effect(
        consequences=spelled(terms),
        impact=impact_of(terms[0]),
        exon=_numbered(transcript.exon_spans, change),
        intron=_numbered(transcript.introns, change),
        residue=residue,
        codons=coding.spelled_codons() if coding else None,
        amino_acids=_amino_acids(coding) if coding else None,
        region=region.label if region else None,
        nmd=_decay(stop, transcript) if stop else None,
        premature_stop=stop,
        notes=(*notes_on(change, terms, stop, transcript), *second_start_note(place, transcript)),
        region_source=region.source if region else None,
    )


def _terms(
    change: Change, coding: CodingChange | None, translation: Translation | None, locus: Locus
) -> set[Term]:
    transcript = locus.transcript
    if coding and translation and _is_deep_in_exon(coding, transcript):
        return coding_terms(coding, translation, transcript)
    first, last = transcript.exons[0].start, transcript.exons[-1].end
    if change.end <= first:
        return {Term.UPSTREAM}
    if change.start >= last:
        return {Term.DOWNSTREAM}
    if change.start <= first and change.end >= last and not change.alt:
        return {Term.TRANSCRIPT_ABLATION}
    terms = splice_terms(_pieces(change, locus), transcript) | _untranslated_terms(change, transcript)
    if coding and translation:
        return terms | coding_terms(coding, translation, transcript)
    return terms | _partly_coding_terms(change, locus)


def _is_deep_in_exon(coding: CodingChange, transcript: Transcript) -> bool:
    """Whether no splice site and no untranslated region is near: most coding changes, decided at once."""
    return any(start < coding.start and coding.end < end for start, end in transcript.coding_depths)


def _pieces(change: Change, locus: Locus) -> list[Change]:
    """Give the change itself or, where it has equal length, each base that differs."""
    ref = locus.bases(change.start, change.end)
    if len(ref) != len(change.alt):
        return [change]
    bases = enumerate(zip(ref, change.alt, strict=True), start=change.start)
    return [Change(index, index + 1, new) for index, (old, new) in bases if old != new]


def _untranslated_terms(change: Change, transcript: Transcript) -> set[Term]:
    terms = set()
    first, last = transcript.exons[0].start, transcript.exons[-1].end
    if change.overlaps(first, transcript.cds_start) or _stands_at(change, transcript.cds_start):
        terms.add(Term.FIVE_PRIME_UTR)
    if change.overlaps(transcript.cds_end, last) or _stands_at(change, transcript.cds_end):
        terms.add(Term.THREE_PRIME_UTR)
    return terms


def _partly_coding_terms(change: Change, locus: Locus) -> set[Term]:
    """Terms of a change that takes coding bases together with bases of another kind."""
    transcript = locus.transcript
    taken = [exon for exon in transcript.exons if change.overlaps(exon.start, exon.end)]
    coding = [(max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)) for exon in taken]
    coding = [(start, end) for start, end in coding if change.overlaps(start, end)]
    if change.is_insertion or not coding:
        return set()
    terms = set()
    if change.overlaps(transcript.cds_start, transcript.cds_start + 3):
        terms.add(Term.START_LOST)
    if change.overlaps(transcript.cds_end - 3, transcript.cds_end):
        terms.add(_term_of_stop_and_behind(change, locus))
    return terms or {Term.CODING_SEQUENCE}


def _keeps_stop(change: Change, locus: Locus) -> bool:
    """Whether a change that runs into the untranslated region leaves a stop where the old one stood."""
    stop_start = locus.transcript.cds_end - 3
    if change.start < stop_start:
        return False
    kept = locus.bases(stop_start, change.start) + change.alt
    codon = (kept + locus.bases(change.end, change.end + 3))[:3]
    return translate(codon) == "*"


def _term_of_stop_and_behind(change: Change, locus: Locus) -> Term:
    """What becomes of the stop where a change takes it together with bases behind it: the protein decides."""
    transcript = locus.transcript
    if _keeps_stop(change, locus):
        return Term.STOP_RETAINED
    coding = change_on_messenger(change, transcript)
    made = translation_after(coding, transcript) if coding else None
    old_stop = len(transcript.protein) + 1
    if made is None or made.stop is None or made.stop > old_stop:
        return Term.STOP_LOST
    if made.stop < old_stop:
        return Term.STOP_GAINED
    return Term.STOP_RETAINED if made.first_changed is None else Term.PROTEIN_ALTERING


def _stands_at(change: Change, edge: int) -> bool:
    return change.is_insertion and change.start == edge


def _numbered(parts: Sequence[tuple[int, int]], change: Change) -> str | None:
    """Give "2/5", or "2-3/5", for the parts that the change touches."""
    low, high = (change.start, change.start) if change.is_insertion else (change.start + 1, change.end - 1)
    touched = []
    for number, (start, end) in enumerate(parts, 1):
        if start > high:
            break
        if low <= end:
            touched.append(number)
    if not touched:
        return None
    which = str(touched[0]) if len(touched) == 1 else f"{touched[0]}-{touched[-1]}"
    return f"{which}/{len(parts)}"


def _residue(
    coding: CodingChange | None, translation: Translation | None, transcript: Transcript
) -> int | None:
    """First residue changed; where none is, the residue of the first codon touched."""
    if coding is None or translation is None:
        return None
    residue = translation.first_changed or coding.first_codon + 1
    return residue if residue <= len(transcript.protein) else None


def _amino_acids(coding: CodingChange) -> str:
    ref, alt = coding.ref_residues or "-", coding.alt_residues or "-"
    return ref if ref == alt else f"{ref}/{alt}"


def _premature_stop(
    coding: CodingChange | None,
    translation: Translation | None,
    transcript: Transcript,
    terms: tuple[Term, ...],
) -> int | None:
    """Codon of a new stop that ends the protein early by frameshift or stop gain."""
    if coding is None or translation is None or translation.stop is None or Term.START_LOST in terms:
        return None
    ends_early = translation.stop <= len(transcript.protein) + coding.added // 3
    new = bool({Term.FRAMESHIFT, Term.STOP_GAINED} & set(terms))
    return translation.stop if new and ends_early else None


def _decay(stop: int, transcript: Transcript) -> str:
    """Whether a stop at this codon is predicted to bring nonsense-mediated decay."""
    return "predicted" if stop < transcript.first_codon_that_escapes_decay else "escapes"
