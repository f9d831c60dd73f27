"""How each variant of a family moves through it, small or structural, and of which that is not asked."""

from collections.abc import Sequence
from dataclasses import replace

from cd40lg_annot.classify.shared_structural import SharedStructural
from cd40lg_annot.classify.two_variants import FamilyStates, evidence_of
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.family.segregation import segregation
from cd40lg_annot.model import AnnotatedVariant, Relevance, Segregation

_NOT_ASKED = "Not reportable: whether it moves with the disease was not asked, and would say nothing."
_NO_VERDICT = "uninformative"


def segregation_of_small(
    pedigree: Pedigree, item: AnnotatedVariant, found: FamilyStates, deciding: Sequence[FamilyStates]
) -> Segregation:
    """Segregation of a small variant; of one that is not reportable, its origin alone."""
    moves = segregation(pedigree, item.variant, evidence_of(pedigree, found, deciding))
    if item.assessment.relevance is not Relevance.NOT_REPORTABLE:
        return moves
    return replace(moves, verdict=_NO_VERDICT, reasons=(_NOT_ASKED,), meioses=0)


def segregation_of_structural(
    pedigree: Pedigree, item: SharedStructural, deciding: Sequence[FamilyStates]
) -> Segregation:
    """Segregation of a structural variant, by the same rules."""
    found = FamilyStates(item.name, item.states)
    moves = segregation(pedigree, item.finding.call.variant, evidence_of(pedigree, found, deciding))
    return replace(moves, structural=item.name)
