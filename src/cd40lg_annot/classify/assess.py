"""Say what a variant amounts to, from what the tables say and what it does, with every reason.

A table that is partial or old can speak for a variant, never against one: where no table names it,
the reasons say which tables were searched and how old they are.
"""

from collections.abc import Iterable, Sequence

from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.model import (
    Assessment,
    Classification,
    Effect,
    Evidence,
    KnowledgeTable,
    Relevance,
)

PATHOGENIC = frozenset({Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC})
BENIGN = frozenset({Classification.BENIGN, Classification.LIKELY_BENIGN})
NEEDS_REVIEW_IMPACTS = frozenset({"HIGH", "MODERATE"})
SPLICE_REGION_TERMS = frozenset(
    {"splice_region_variant", "splice_donor_5th_base_variant", "splice_donor_region_variant"}
)
_SPELT = {
    Classification.PATHOGENIC: "pathogenic",
    Classification.LIKELY_PATHOGENIC: "likely pathogenic",
    Classification.UNCERTAIN_SIGNIFICANCE: "uncertain significance",
    Classification.LIKELY_BENIGN: "likely benign",
    Classification.BENIGN: "benign",
    Classification.CONFLICTING: "conflicting classifications",
}


def assess(effect: Effect, evidence: Sequence[Evidence], knowledge: Knowledge) -> Assessment:
    """What a variant amounts to.

    Args:
        effect: what the variant does to transcript and protein.
        evidence: what `evidence.match.matches` found for it.
        knowledge: the tables that were searched.

    Returns:
        Relevance, class and reasons. A class that a registry states for exactly this allele decides;
        without one, every variant that changes the protein or lies at a splice site is uncertain and
        asks for review, and only the rest is not reportable.
    """
    kinds = {table.version.name: table.kind for table in knowledge.tables}
    exact = [item for item in evidence if item.match == "exact"]
    reasons = [_statement(item, kinds) for item in evidence]
    stated = _stated_class([item for item in exact if kinds[item.source] == "registry"])
    own = _stated_class([item for item in exact if kinds[item.source] == "laboratory"])
    known = [item for item in exact if kinds[item.source] == "polymorphism"]
    if own is not None or stated is not None:
        return _from_statement(own or stated, exact, effect, reasons)  # type: ignore[arg-type]
    if known:
        reasons.append("Known common polymorphism: not a cause of the disease.")
        headline = "Benign (known common polymorphism)"
        return Assessment(Relevance.NOT_REPORTABLE, Classification.BENIGN, None, tuple(reasons), (), headline)
    return _from_effect(effect, reasons, knowledge.tables, is_named=bool(exact))


def searched(tables: Iterable[KnowledgeTable]) -> str:
    """Name the tables that were searched, with what each covers and how old it is."""
    parts = [
        f"{table.version.name} ({table.version.release}; {table.version.rows} rows"
        f"{'; partial, so absence from it means nothing' if table.partial else ''})"
        for table in tables
    ]
    return ", ".join(parts) if parts else "no table"


def _from_statement(
    stated: Classification, exact: Sequence[Evidence], effect: Effect, reasons: list[str]
) -> Assessment:
    """Assessment where a registry or the laboratory has classified exactly this allele."""
    relevance = Relevance.UNCERTAIN
    if stated in PATHOGENIC:
        relevance = Relevance.DISEASE_CAUSING
    elif stated in BENIGN and effect.impact == "HIGH" and not any(item.stars for item in exact):
        reasons.append(
            "The benign classification has no stars, but the variant is predicted to destroy "
            "the protein: review."
        )
    elif stated in BENIGN:
        relevance = Relevance.NOT_REPORTABLE
    headline = f"{_SPELT[stated].capitalize()} ({', '.join(dict.fromkeys(item.source for item in exact))})"
    return Assessment(relevance, stated, None, tuple(reasons), (), headline)


def _from_effect(
    effect: Effect, reasons: list[str], tables: Sequence[KnowledgeTable], *, is_named: bool
) -> Assessment:
    """Assessment where no registry classifies this allele: what it does decides how it is read."""
    if not is_named:
        reasons.append(f"No table searched names this variant. Searched: {searched(tables)}.")
    terms = ", ".join(effect.consequences) or "effect not known"
    if not effect.consequences or effect.impact in NEEDS_REVIEW_IMPACTS or _is_splice_region(effect):
        reasons.append(_review_reason(effect, terms))
        return Assessment(
            Relevance.UNCERTAIN, None, None, tuple(reasons), (), "Not classified: review before signing"
        )
    reasons.append(f"Predicted to leave protein and splice sites as they are ({terms}).")
    return Assessment(Relevance.NOT_REPORTABLE, None, None, tuple(reasons), (), "Not reportable")


def _review_reason(effect: Effect, terms: str) -> str:
    if effect.impact == "HIGH":
        return (
            f"Predicted loss of function ({terms}), the known mechanism of the disease: "
            "not classified here, must be reviewed before a report is signed."
        )
    if _is_splice_region(effect):
        return f"Close to a splice site ({terms}): its effect on splicing has to be reviewed."
    return f"Changes the protein ({terms}): has to be reviewed."


def _is_splice_region(effect: Effect) -> bool:
    return not SPLICE_REGION_TERMS.isdisjoint(effect.consequences)


def _stated_class(items: Sequence[Evidence]) -> Classification | None:
    """Class that several statements about one allele amount to; statements that disagree conflict.

    Pathogenic beside uncertain from different tables stays pathogenic; from one table, it conflicts.
    """
    by_source: dict[str, set[Classification]] = {}
    for item in items:
        if item.classification in _SPELT:
            by_source.setdefault(item.source, set()).add(item.classification)
    classes = [_combined(found) for found in by_source.values()]
    if not classes:
        return None
    if PATHOGENIC.intersection(classes) and BENIGN.intersection(classes):
        return Classification.CONFLICTING
    order = list(_SPELT)
    return min(classes, key=order.index)


def _combined(classes: set[Classification]) -> Classification:
    if len(classes) == 1:
        return next(iter(classes))
    if classes <= PATHOGENIC:
        return Classification.LIKELY_PATHOGENIC
    return Classification.LIKELY_BENIGN if classes <= BENIGN else Classification.CONFLICTING


_HOW = {
    "exact": "this variant",
    "same_residue_change": "the same residue change",
    "same_codon": "another change of the same residue",
    "same_splice_site": "another change of the same splice site",
}


def _statement(item: Evidence, kinds: dict[str, str]) -> str:
    """One table row in words: who says what about which change, when, on what ground."""
    about = _HOW[item.match] + (f", {item.name}," if item.match != "exact" else "")
    if item.match == "same_residue_change" and kinds[item.source] == "protein":
        about = "this residue change"
    text = f"{item.source} ({item.release}) on {about}: {item.stated}"
    if item.review_status:
        stars = f"{item.stars} star{'' if item.stars == 1 else 's'}, " if item.stars is not None else ""
        text += f" ({stars}{item.review_status})"
    elif kinds[item.source] == "registry":
        text += " (review status not known)"
    details = "; ".join(detail for detail in (item.accession, item.citation, item.note) if detail)
    return f"{text}; {details}." if details else f"{text}."
