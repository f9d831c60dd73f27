"""What a variant amounts to, as FHIR: one diagnostic implication for each who says so.

The disease stands only in an implication that calls the variant pathogenic, and only where the variant speaks
about the person's own health. A carrier's implication says in words that it is no diagnosis.
"""

from collections.abc import Iterator

from cd40lg_annot.model import Classification, Status, Zygosity
from cd40lg_annot.report.exchange.codes import CLASS, MONDO_DISEASE, TO_BE_DEFINED, X_LINKED, Code
from cd40lg_annot.report.exchange.fhir_elements import (
    GUIDE,
    PROFILE,
    Component,
    Resource,
    component,
    concept,
    guide_component,
    identifier_of,
    observation,
    reference,
)
from cd40lg_annot.report.exchange.own import OwnReport
from cd40lg_annot.report.sample import FindingView
from cd40lg_annot.report.structural import StructuralView
from cd40lg_annot.report.variant import ClinvarView

_IMPLICATION = Code(TO_BE_DEFINED, "diagnostic-implication", "Diagnostic Implication")
_STARS = f"{GUIDE}/CodeSystem/clinvar-evidence-level-custom-cs"
_EXPRESSED = frozenset({Status.AFFECTED.value, Status.MANIFESTING_CARRIER.value})
_ON_EVERY_COPY = frozenset({Zygosity.HEMIZYGOUS, Zygosity.HOMOZYGOUS})
_CAUSES = frozenset({Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC})
_NOT_A_DIAGNOSIS = "A finding in a carrier or in a person not known to be ill; it is not a diagnosis."


def implications(
    own: OwnReport, finding: FindingView, variant: Resource, patient: Resource, specimen: Resource
) -> Iterator[Resource]:
    """Give what a small variant amounts to by the report's class, and by ClinVar's record of it."""
    if finding.classification:
        stated = Classification(finding.classification)
        made = _implication(own, variant, "own", patient, specimen)
        made["component"] = [
            _significance(stated, _who_says(finding, by_laboratory=finding.by_laboratory)),
            *_disease(own, finding.zygosity, causes=stated in _CAUSES),
        ]
        yield made
    if finding.clinvar:
        made = _implication(own, variant, "clinvar", patient, specimen)
        made["component"] = list(_clinvar(own, finding.clinvar, finding.zygosity))
        yield made


def structural_implication(
    own: OwnReport, item: StructuralView, variant: Resource, patient: Resource, specimen: Resource
) -> Resource:
    """Give what a structural variant amounts to: its class, or in words what it takes where it has none."""
    stated = Classification(item.classification) if item.classification else None
    taken = item.relevance == "disease_causing"
    text = "predicted to take the gene's function" if taken else "significance uncertain"
    said = _who_says(item, by_laboratory=False) if stated else f"{text}; not classified, not signed"
    made = _implication(own, variant, "own", patient, specimen)
    made["component"] = [
        _significance(stated, said),
        *_disease(own, item.zygosity, causes=stated in _CAUSES if stated else taken),
    ]
    return made


def _implication(
    own: OwnReport, variant: Resource, who: str, patient: Resource, specimen: Resource
) -> Resource:
    identifier = identifier_of(own.sample, "implication", who, variant["id"])
    made = observation(identifier, f"{PROFILE}/diagnostic-implication", _IMPLICATION, patient, specimen)
    return made | {"derivedFrom": [reference(variant)]}


def _who_says(finding: FindingView | StructuralView, *, by_laboratory: bool) -> str:
    plural = "" if finding.points == 1 else "s"
    suggested = f"suggested, {finding.points} point{plural}"
    who = "the laboratory's own classification" if by_laboratory else suggested
    criteria = f"; criteria: {finding.criteria}" if finding.criteria else ""
    return f"{finding.classification_words} ({who}{criteria}); not signed"


def _clinvar(own: OwnReport, record: ClinvarView, zygosity: Zygosity) -> Iterator[Component]:
    text = f"{record.stated} (ClinVar {record.accession}, release {record.release})"
    stated = Classification(record.classification) if record.classification else None
    yield _significance(stated, text)
    if record.stars is not None:
        star = f"{record.stars or 'no'}-star"
        level = concept(Code(_STARS, star, star.replace("-", " ")), record.review_status)
        yield component("93044-6", "Level of evidence", valueCodeableConcept=level)
    yield from _disease(own, zygosity, causes=stated in _CAUSES)


def _significance(stated: Classification | None, text: str) -> Component:
    value = concept(CLASS.get(stated) if stated else None, text)
    return component("53037-8", "Genetic variation clinical significance [Imp]", valueCodeableConcept=value)


def _disease(own: OwnReport, zygosity: Zygosity, *, causes: bool) -> Iterator[Component]:
    """Give the disease, only where the variant speaks about this person's own health; inheritance always."""
    is_ill = own.status in _EXPRESSED or zygosity in _ON_EVERY_COPY
    if causes and is_ill and not own.is_held_back:
        yield component("81259-4", "Associated phenotype", valueCodeableConcept=concept(MONDO_DISEASE))
    elif causes:
        yield guide_component("conclusion-string", "Conclusion text", valueString=_NOT_A_DIAGNOSIS)
    inheritance = concept(X_LINKED)
    yield guide_component("condition-inheritance", "Condition Inheritance", valueCodeableConcept=inheritance)
