"""What a structural variant does to the gene: which exons it takes, and what follows for the protein."""

from dataclasses import replace

from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build, Rearrangement, StructuralCall, StructuralEffect
from cd40lg_annot.variant.placement import Placement, is_inside_gene, placement, taken, where
from cd40lg_annot.variant.structural_loss import frame_of, loss
from cd40lg_annot.variant.structural_names import structural_names

_ELEMENTS = {"ALU": "Alu", "LINE1": "LINE-1", "L1": "LINE-1", "SVA": "SVA"}
GENE = "CD40LG"
_NO_EXON = "no exon is touched; whether splicing changes is not known"


def structural_effect(
    call: StructuralCall, kind: Rearrangement, locus: Locus, build: Build
) -> StructuralEffect:
    """Effect of one structural variant on the gene, with its names in `build`.

    Args:
        call: the variant, on the locus axis.
        kind: what it does to the stretch between its ends; of a copy-number change that depends on how
            many copies the person should have.
        locus: the reference.
        build: the input's build.
    """
    placed = placement(call, locus)
    effects = {
        Rearrangement.LOST: loss,
        Rearrangement.GAINED: _gained,
        Rearrangement.INVERTED: _inverted,
        Rearrangement.INSERTED: _inserted,
        Rearrangement.BROKEN: _broken,
        Rearrangement.UNKNOWN: _unknown,
    }
    found = effects[kind](call, placed, locus)
    hgvs_g, hgvs_c = structural_names(call, kind, placed, locus, build)
    names, note = _neighbours(call, kind, locus, build)
    return replace(
        found,
        whole_exons=placed.whole,
        partial_exons=placed.partial,
        possible_exons=placed.possible,
        neighbours=names,
        hgvs_g=hgvs_g,
        hgvs_c=hgvs_c,
        notes=(*found.notes, *note),
    )


def _gained(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:
    takes = f"duplication of {taken(placed, locus)}"
    if len(placed.whole) == len(locus.transcript.exons):
        words = "the whole gene is there once more; this is not known to cause the disease"
        return _effect(Rearrangement.GAINED, takes, words, "transcript_amplification", "MODIFIER")
    if not placed.whole and not placed.partial and not placed.possible:
        return _effect(Rearrangement.GAINED, takes, _NO_EXON, "intron_variant", "MODIFIER")
    within = is_inside_gene(call.start, locus) and is_inside_gene(call.end, locus)
    if not within or not placed.whole:
        words = "part of the gene is there once more; where it lies decides whether the gene is broken"
        return _effect(Rearrangement.GAINED, takes, words, "feature_elongation", "MODERATE")
    in_frame = frame_of(placed.whole, locus)
    words = "if the extra exons lie in tandem, the transcript has a second start or stop: review"
    if in_frame is not None:
        does = "keeps" if in_frame else "breaks"
        words = f"if the extra exons lie in tandem, the duplication {does} the reading frame"
    impact = "MODERATE" if in_frame else "HIGH"
    return _effect(Rearrangement.GAINED, takes, words, "feature_elongation", impact, in_frame=in_frame)


def _inverted(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:
    inside = [base for base in (call.start, call.end) if is_inside_gene(base, locus)]
    if len(inside) == 1:
        return _half_inverted(inside[0], locus)
    if len(inside) == 2:
        return _inverted_within(call, placed, locus)
    if call.end <= locus.transcript.exons[0].start:
        words = "an end lies just upstream of the gene: expression may change"
        takes, impact = "inversion upstream of the gene", "MODERATE"
    else:
        words = "both ends lie outside the gene, which is contained whole: turned round, not disrupted"
        takes, impact = "inversion around the whole gene", "MODIFIER"
    return _effect(Rearrangement.INVERTED, takes, words, "inversion", impact)


def _half_inverted(base: int, locus: Locus) -> StructuralEffect:
    """One end in the gene, the other outside it."""
    takes = f"inversion with one end in {where(base, locus)}"
    if base >= locus.transcript.cds_end:
        words = "one end lies after the stop codon; the coding sequence stays whole"
        return _effect(Rearrangement.INVERTED, takes, words, "inversion", "MODERATE")
    words = f"the gene is disrupted: one end lies in {where(base, locus)}, so its exons are parted"
    if base <= locus.transcript.cds_start:
        words = "the gene is disrupted: its coding sequence is parted from the promoter"
    return _effect(Rearrangement.INVERTED, takes, words, "inversion", "HIGH", breaks=True)


def _inverted_within(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:
    """Both ends in the gene."""
    first, last = where(call.start, locus), where(call.end - 1, locus)
    if placed.whole:
        takes = f"inversion of {taken(placed, locus)}"
        words = "the gene is disrupted: exons are turned round and lost to the transcript"
        return _effect(Rearrangement.INVERTED, takes, words, "inversion", "HIGH", breaks=True)
    takes = f"inversion inside {first}" if first == last else f"inversion from {first} to {last}"
    if placed.partial or placed.possible:
        words = "bases of an exon are turned round: loss of function is expected"
        return _effect(Rearrangement.INVERTED, takes, words, "inversion", "HIGH", breaks=first != last)
    return _effect(Rearrangement.INVERTED, takes, _NO_EXON, "inversion", "MODIFIER")


def _inserted(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:
    transcript, place = locus.transcript, where(call.start, locus)
    size = f" of {call.length} bases" if call.length else ""
    name = f"{_ELEMENTS.get(call.element, call.element)} insertion" if call.element else "insertion"
    takes = f"{name}{size} {_in_place(place)}"
    if not place.startswith("exon"):
        certain = not placed.possible
        words = _NO_EXON if certain else "the place is not exact: whether an exon is hit is not known"
        impact = "MODIFIER" if certain else "HIGH"
        return _effect(Rearrangement.INSERTED, takes, words, "intron_variant", impact)
    if not transcript.cds_start < call.start < transcript.cds_end:
        words = "the untranslated region is lengthened; expression may change"
        return _effect(Rearrangement.INSERTED, takes, words, "feature_elongation", "MODIFIER")
    if call.element:
        words = "a mobile element in a coding exon breaks the gene: loss of function is expected"
        return _effect(
            Rearrangement.INSERTED, takes, words, "coding_sequence_variant", "HIGH", breaks=placed.exact
        )
    in_frame = None if call.length is None else call.length % 3 == 0
    words = "the coding sequence is interrupted"
    if in_frame is not None:
        words += ", in frame" if in_frame else ", out of frame"
    impact = "MODERATE" if in_frame else "HIGH"
    return _effect(Rearrangement.INSERTED, takes, words, "coding_sequence_variant", impact, in_frame=in_frame)


def _broken(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:  # noqa: ARG001
    place = where(call.start, locus)
    takes = f"break {_in_place(place)}, joined {call.junction.value if call.junction else ''}".rstrip()
    if not is_inside_gene(call.start, locus) or call.start >= locus.transcript.cds_end:
        words = "the coding sequence stays whole; expression may change"
        return _effect(Rearrangement.BROKEN, takes, words, "feature_truncation", "MODERATE")
    words = f"the gene is disrupted: it is broken in {place}, and its parts lie apart"
    return _effect(Rearrangement.BROKEN, takes, words, "feature_truncation", "HIGH", breaks=True)


def _unknown(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:  # noqa: ARG001
    takes = f"copy-number change of {taken(placed, locus)}"
    words = "whether copies are lost or gained is not known"
    return _effect(Rearrangement.UNKNOWN, takes, words, "copy_number_change", "HIGH")


def _effect(
    kind: Rearrangement,
    takes: str,
    words: str,
    term: str,
    impact: str,
    *,
    breaks: bool = False,
    in_frame: bool | None = None,
) -> StructuralEffect:
    return StructuralEffect(kind, takes, words, (term,), impact, breaks_gene=breaks, in_frame=in_frame)


def _in_place(place: str) -> str:
    return f"in {place}" if place[-1].isdigit() else f"{place} of the gene"


def _neighbours(
    call: StructuralCall, kind: Rearrangement, locus: Locus, build: Build
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other genes between the ends, and a note where they cannot be told."""
    if kind not in {Rearrangement.LOST, Rearrangement.GAINED, Rearrangement.UNKNOWN}:
        return (), ()
    if call.start >= 0 and call.end <= len(locus):
        return (), ()
    if build is not Build.GRCH38:
        return (), ("it reaches beyond the locus; neighbouring genes are known here on GRCh38 only",)
    first, last = locus.genomic_pos(call.start + 1, build), locus.genomic_pos(call.end, build)
    whole: dict[str, bool] = {}
    for gene in locus.neighbours:
        if gene.symbol != GENE and gene.start <= last and first <= gene.end:
            contained = first <= gene.start and gene.end <= last
            whole[gene.symbol] = whole.get(gene.symbol, True) and contained
    return tuple(name if all_of else f"{name} (in part)" for name, all_of in whole.items()), ()
