"""What tables state about a variant, in words and as one class."""

from collections.abc import Iterable, Mapping, Sequence

from cd40lg_annot.model import Classification, Evidence

PATHOGENIC = frozenset({Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC})
BENIGN = frozenset({Classification.BENIGN, Classification.LIKELY_BENIGN})
_AGAINST = BENIGN | {Classification.CONFLICTING}
# The classes that decide anything, the one that weighs most first.
SPELT = {
    Classification.PATHOGENIC: "pathogenic",
    Classification.LIKELY_PATHOGENIC: "likely pathogenic",
    Classification.CONFLICTING: "conflicting classifications",
    Classification.UNCERTAIN_SIGNIFICANCE: "uncertain significance",
    Classification.LIKELY_BENIGN: "likely benign",
    Classification.BENIGN: "benign",
}
_HOW = {
    "exact": "this variant",
    "same_residue_change": "the same residue change",
    "same_codon": "another change of the same residue",
    "same_splice_site": "another change of the same splice site",
}


def stated_by(kind: str, evidence: Iterable[Evidence], kinds: Mapping[str, str]) -> list[Evidence]:
    """What tables of this kind state about exactly this allele; `kinds` by name of table."""
    return [item for item in evidence if item.match == "exact" and kinds[item.source] == kind]


def stated_class(items: Sequence[Evidence]) -> Classification | None:
    """Class that several statements about one allele amount to; None where none is a class.

    Statements of one table that disagree conflict. Between tables, pathogenic against benign or against
    conflicting conflicts, and otherwise the class that weighs most counts.
    """
    if not items:
        return None
    by_source: dict[str, set[Classification]] = {}
    for item in items:
        if item.classification in SPELT:
            by_source.setdefault(item.source, set()).add(item.classification)
    classes = [_combined(found) for found in by_source.values()]
    if not classes:
        return None
    if PATHOGENIC.intersection(classes) and _AGAINST.intersection(classes):
        return Classification.CONFLICTING
    return min(classes, key=list(SPELT).index)


def statement(item: Evidence, kinds: Mapping[str, str]) -> str:
    """One table row in words: who says what about which change, when, on what ground."""
    about = _HOW[item.match] + (f", {item.name}" if item.match != "exact" else "")
    if item.match == "same_residue_change" and kinds.get(item.source) == "protein":
        about = "this residue change"
    text = f"{item.source} ({item.release}) on {about}: {item.stated}"
    if item.review_status:
        stars = f"{item.stars} star{'' if item.stars == 1 else 's'}, " if item.stars is not None else ""
        text += f" ({stars}{item.review_status})"
    elif kinds.get(item.source) == "registry":
        text += " (review status not known)"
    details = "; ".join(detail for detail in (item.accession, item.citation, item.note) if detail)
    return f"{text}; {details}." if details else f"{text}."


def _combined(classes: set[Classification]) -> Classification:
    if len(classes) == 1:
        return next(iter(classes))
    if classes <= PATHOGENIC:
        return Classification.LIKELY_PATHOGENIC
    return Classification.LIKELY_BENIGN if classes <= BENIGN else Classification.CONFLICTING
