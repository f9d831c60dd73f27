"""The Sequence Ontology terms we assign, most severe first, and the impact class of each.

Order and impact are Ensembl VEP's (release 115, "Calculated consequences").
"""

from enum import Enum
from functools import cache


class Impact(Enum):
    """VEP's four classes of impact."""

    HIGH = "HIGH"
    MODERATE = "MODERATE"
    LOW = "LOW"
    MODIFIER = "MODIFIER"


class Term(Enum):
    """One Sequence Ontology term; members stand in VEP's order of severity."""

    TRANSCRIPT_ABLATION = "transcript_ablation"
    SPLICE_ACCEPTOR = "splice_acceptor_variant"
    SPLICE_DONOR = "splice_donor_variant"
    STOP_GAINED = "stop_gained"
    FRAMESHIFT = "frameshift_variant"
    STOP_LOST = "stop_lost"
    START_LOST = "start_lost"
    INFRAME_INSERTION = "inframe_insertion"
    INFRAME_DELETION = "inframe_deletion"
    MISSENSE = "missense_variant"
    PROTEIN_ALTERING = "protein_altering_variant"
    DONOR_FIFTH_BASE = "splice_donor_5th_base_variant"
    SPLICE_REGION = "splice_region_variant"
    DONOR_REGION = "splice_donor_region_variant"
    POLYPYRIMIDINE_TRACT = "splice_polypyrimidine_tract_variant"
    START_RETAINED = "start_retained_variant"
    STOP_RETAINED = "stop_retained_variant"
    SYNONYMOUS = "synonymous_variant"
    CODING_SEQUENCE = "coding_sequence_variant"
    FIVE_PRIME_UTR = "5_prime_UTR_variant"
    THREE_PRIME_UTR = "3_prime_UTR_variant"
    INTRON = "intron_variant"
    UPSTREAM = "upstream_gene_variant"
    DOWNSTREAM = "downstream_gene_variant"

    # Members are few and unique, so identity serves; the default hashes the name anew each time.
    __hash__ = object.__hash__


_SEVERITY = {term: rank for rank, term in enumerate(Term)}
_LAST_OF = (
    (Impact.HIGH, _SEVERITY[Term.START_LOST]),
    (Impact.MODERATE, _SEVERITY[Term.PROTEIN_ALTERING]),
    (Impact.LOW, _SEVERITY[Term.SYNONYMOUS]),
)
_IMPACT = {
    term: next((impact.value for impact, last in _LAST_OF if rank <= last), Impact.MODIFIER.value)
    for term, rank in _SEVERITY.items()
}
_SPELLED = {term: term.value for term in Term}


@cache
def by_severity(terms: frozenset[Term]) -> tuple[Term, ...]:
    """Sort terms, most severe first; few sets of them ever occur."""
    return tuple(sorted(terms, key=_SEVERITY.__getitem__))


@cache
def spelled(terms: tuple[Term, ...]) -> tuple[str, ...]:
    """Terms as the Sequence Ontology spells them."""
    return tuple([_SPELLED[term] for term in terms])


def impact_of(term: Term) -> str:
    """Impact class of a term.

    >>> impact_of(Term.MISSENSE), impact_of(Term.INTRON)
    ('MODERATE', 'MODIFIER')
    """
    return _IMPACT[term]
