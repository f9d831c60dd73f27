"""Which terms a change near or inside an intron earns.

Bases of an intron of a plus-strand gene, as VEP 115 groups them:

    exon   +1 +2   +3 +4 +5 +6   +7 +8  …  -17 … -3   -2 -1   exon
           donor   region; 5th   region    tract      acceptor

`splice_region_variant` covers the last and first three bases of the exons, +3 to +8 and -8 to -3.
It is left out beside a donor or acceptor term, and beside the donor's 5th base and region.
"""

from collections.abc import Iterable

from cd40lg_annot.locus import Change, Transcript
from cd40lg_annot.variant.terms import Term


def splice_terms(changes: Iterable[Change], transcript: Transcript) -> set[Term]:
    """Intron and splice terms that changes on one allele earn together, over all introns."""
    terms: set[Term] = set()
    for change in changes:
        for start, end in transcript.introns:
            if change.end >= start - 3 and change.start <= end + 3:
                terms |= _terms_at(change, start, end)
    if terms & {Term.SPLICE_DONOR, Term.SPLICE_ACCEPTOR, Term.DONOR_FIFTH_BASE, Term.DONOR_REGION}:
        terms.discard(Term.SPLICE_REGION)
    if Term.DONOR_FIFTH_BASE in terms:
        terms.discard(Term.DONOR_REGION)
    return terms


def _terms_at(change: Change, start: int, end: int) -> set[Term]:
    """Terms at one intron, whose bases are `start` to `end`, 0-based and half-open."""
    places = {
        Term.SPLICE_DONOR: change.overlaps(start, start + 2),
        Term.SPLICE_ACCEPTOR: change.overlaps(end - 2, end),
        Term.DONOR_FIFTH_BASE: change.overlaps(start + 4, start + 5),
        Term.DONOR_REGION: change.overlaps(start + 2, start + 6),
        Term.POLYPYRIMIDINE_TRACT: change.overlaps(end - 17, end - 2)
        or _stands_at(change, end - 17, end - 2),
        Term.SPLICE_REGION: _is_in_splice_region(change, start, end),
        Term.INTRON: change.overlaps(start + 2, end - 2) or _stands_at(change, start + 2, end - 2),
    }
    return {term for term, holds in places.items() if holds}


def _is_in_splice_region(change: Change, start: int, end: int) -> bool:
    regions = ((start - 3, start), (start + 2, start + 8), (end - 8, end - 2), (end, end + 3))
    # An insertion between exon and donor, or between donor and the rest, is inside no interval.
    return any(change.overlaps(*region) for region in regions) or _stands_at(
        change, start, end, start + 2, end - 2
    )


def _stands_at(change: Change, *edges: int) -> bool:
    return change.is_insertion and change.start in edges
