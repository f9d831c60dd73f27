"""What a deletion of part of the gene, or of all of it, does to the transcript and the protein."""

from collections.abc import Sequence

from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.transcript import NMD_DISTANCE_BASES, Exon, translate
from cd40lg_annot.model import Rearrangement, StructuralCall, StructuralEffect
from cd40lg_annot.variant.placement import Placement, exons_in_words, taken

_SPLICE_SITE = 2
_WEAKER = "the frame is kept, so the evidence for loss of function is weaker: weigh which part is lost"


def loss(call: StructuralCall, placed: Placement, locus: Locus) -> StructuralEffect:
    """Effect of losing what lies between the ends of the call."""
    takes = f"deletion of {taken(placed, locus)}"
    if len(placed.whole) == len(locus.transcript.exons):
        words = "the whole gene is lost: no protein; loss of function is the known cause of the disease"
        return _effect(takes, words, ("transcript_ablation",), breaks=True)
    if placed.partial and (placed.whole or not _is_untranslated(call, locus)):
        return _partly(call, placed, locus, takes)
    if placed.whole:
        return _whole_exons(placed, locus, takes)
    if placed.possible:
        words = "the ends are not exact: whether exons are lost has to be found out"
        return _effect(takes, words, ("feature_truncation",))
    return _no_coding_base(call, placed, locus, takes)


def frame_of(exons: Sequence[int], locus: Locus) -> bool | None:
    """Whether leaving out whole exons keeps the reading frame; None if the start or stop codon goes too."""
    transcript = locus.transcript
    lost = [exon for exon in transcript.exons if exon.number in exons]
    if not lost or lost[0].start <= transcript.cds_start < lost[0].end:
        return None
    if lost[-1].start < transcript.cds_end <= lost[-1].end:
        return None
    return sum(exon.length for exon in lost) % 3 == 0


def new_stop(exons: Sequence[int], locus: Locus, distance: int = NMD_DISTANCE_BASES) -> tuple[int, bool]:
    """Codon of the first stop without these exons, and whether decay of the transcript is predicted.

    Neither the first nor the last exon may be among them. `distance`: bases before the last junction within
    which a stop escapes decay.
    """
    transcript = locus.transcript
    kept = [exon for exon in transcript.exons if exon.number not in exons]
    spliced = "".join(locus.sequence[exon.start : exon.end] for exon in kept)
    start = transcript.cds_start - kept[0].start
    stop = translate(spliced[start:]).find("*") + 1
    last_junction = sum(exon.length for exon in kept[:-1]) - start
    return stop, 3 * stop <= last_junction - distance


def _effect(
    takes: str,
    words: str,
    terms: tuple[str, ...],
    *,
    impact: str = "HIGH",
    breaks: bool = False,
    in_frame: bool | None = None,
) -> StructuralEffect:
    notes = (_WEAKER,) if in_frame and breaks else ()
    return StructuralEffect(
        Rearrangement.LOST, takes, words, terms, impact, breaks_gene=breaks, in_frame=in_frame, notes=notes
    )


def _whole_exons(placed: Placement, locus: Locus, takes: str) -> StructuralEffect:
    terms, words = _protein_without(placed.whole, locus)
    in_frame = frame_of(placed.whole, locus)
    return _effect(takes, words, ("exon_loss_variant", *terms), breaks=True, in_frame=in_frame)


def _protein_without(exons: Sequence[int], locus: Locus) -> tuple[tuple[str, ...], str]:
    """What becomes of the protein when whole exons are left out: Sequence Ontology terms, and words."""
    transcript = locus.transcript
    lost = [exon for exon in transcript.exons if exon.number in exons]
    if 1 in exons:
        return ("start_lost",), "exon 1 with the start codon is lost: no protein is expected"
    first = _first_residue(lost[0], locus)
    if len(transcript.exons) in exons:
        last = len(transcript.protein)
        return ("stop_lost",), f"the stop codon is lost with the last exon, and residues {first} to {last}"
    bases = sum(exon.length for exon in lost)
    if bases % 3 == 0:
        residues = f"{bases // 3} residues, about {first} to {first + bases // 3 - 1}, are missing"
        return ("inframe_deletion",), f"{bases} coding bases are lost, in frame: {residues}"
    stop, decays = new_stop(exons, locus)
    fate = "the transcript is predicted to decay" if decays else "decay is not predicted"
    words = f"{bases} coding bases are lost, out of frame: new stop at codon {stop}, {fate}"
    return ("frameshift_variant",), words


def _first_residue(exon: Exon, locus: Locus) -> int:
    return locus.transcript.codon_of(exon.start + 1) or 1


def _partly(call: StructuralCall, placed: Placement, locus: Locus, takes: str) -> StructuralEffect:
    exon = locus.transcript.exons[placed.partial[0] - 1]
    if not placed.whole and exon.start <= call.start and call.end <= exon.end:
        return _inside_one_exon(call, locus, takes)
    words = (
        f"part of {exons_in_words(placed.partial)} is lost with a splice site or an end of the transcript: "
        "loss of function is expected"
    )
    terms = ("exon_loss_variant",) if placed.whole else ("splice_site_variant",)
    return _effect(takes, words, terms, breaks=True)


def _inside_one_exon(call: StructuralCall, locus: Locus, takes: str) -> StructuralEffect:
    transcript = locus.transcript
    bases = min(call.end, transcript.cds_end) - max(call.start, transcript.cds_start)
    if call.start < transcript.cds_start or call.end > transcript.cds_end:
        codon = "start" if call.start < transcript.cds_start else "stop"
        return _effect(takes, f"the {codon} codon is lost with part of its exon", (f"{codon}_lost",))
    words, term, impact = f"{bases} coding bases of one exon are lost, out of frame", "frameshift", "HIGH"
    if bases % 3 == 0:
        words, term, impact = f"{bases} coding bases of one exon are lost, in frame", "inframe", "MODERATE"
    terms = (f"{term}_variant" if term == "frameshift" else f"{term}_deletion",)
    return _effect(takes, words, terms, impact=impact, in_frame=bases % 3 == 0)


def _is_untranslated(call: StructuralCall, locus: Locus) -> bool:
    """Whether all that is lost lies 5' of the start codon or 3' of the stop codon."""
    return call.end <= locus.transcript.cds_start or call.start >= locus.transcript.cds_end


def _no_coding_base(call: StructuralCall, placed: Placement, locus: Locus, takes: str) -> StructuralEffect:
    transcript = locus.transcript
    if call.end <= transcript.cds_start:
        words = "bases before the start codon are lost, maybe with the promoter: expression may fail"
        terms = ("5_prime_UTR_variant",) if placed.partial else ("upstream_gene_variant",)
        return _effect(takes, words, terms, impact="MODERATE")
    if call.start >= transcript.cds_end:
        words = "only bases after the stop codon are lost; the protein is unchanged"
        return _effect(takes, words, ("3_prime_UTR_variant",), impact="MODIFIER")
    exon = _splice_site_between(call, locus)
    if exon:
        words = f"no exon is lost, but a splice site of exon {exon} is: splicing is expected to fail"
        return _effect(takes, words, ("splice_site_variant",))
    words = "no exon is touched; whether splicing changes is not known"
    return _effect(takes, words, ("intron_variant",), impact="MODIFIER")


def _splice_site_between(call: StructuralCall, locus: Locus) -> int | None:
    """Give the exon whose nearest two intronic bases, on either side, are among the bases lost."""
    for number, (start, end) in enumerate(locus.transcript.introns, start=1):
        if call.start < start + _SPLICE_SITE and start < call.end:
            return number
        if call.start < end and end - _SPLICE_SITE < call.end:
            return number + 1
    return None
