"""What was looked at, as FHIR: one observation for each region, and the study they belong to."""

from collections.abc import Iterator

from cd40lg_annot.model import Build
from cd40lg_annot.report.callability import RegionView
from cd40lg_annot.report.exchange.codes import ASSEMBLY, FETAL, GENE_CODE, GERMLINE, ONE_BASED, loinc
from cd40lg_annot.report.exchange.fhir_elements import (
    PROFILE,
    Component,
    Resource,
    component,
    concept,
    count,
    guide_component,
    identifier_of,
    laboratory,
    observation,
    reference,
    sequence_component,
    span,
)
from cd40lg_annot.report.exchange.own import OwnReport

_REGION = loinc("53041-0", "DNA region of interest panel")
# The chromosome position of the base before the locus, by build (docs/coordinates.md).
_OFFSET = {Build.GRCH37: 135_725_335, Build.GRCH38: 136_643_176}


def region_observations(own: OwnReport, patient: Resource, specimen: Resource) -> Iterator[Resource]:
    """Give one observation for each coding exon with its splice margins.

    Which bases of a region were not called is not kept, only how many. So a region in which one base is
    missing is uncallable as a whole: nothing may be read from it as absent.
    """
    for region in own.callability.regions:
        identifier = identifier_of(own.sample, "region", region.name)
        # The profile is of version 2 of the guide; version 3 says the same by the study's extension.
        made = observation(identifier, f"{PROFILE}/region-studied|2.0.0", _REGION, patient, specimen)
        made["component"] = list(_region(own, region))
        yield made


def study(own: OwnReport, patient: Resource, specimen: Resource) -> tuple[Resource, Resource]:
    """Give the genomic study of version 3 of the guide, and its one analysis."""
    analysis = _procedure(own, "genomic-study-analysis", patient)
    source = concept(FETAL if own.pregnancy else GERMLINE)
    analysis["extension"] = [
        _extension("genomic-study-analysis-title", valueString="Interpretation of CD40LG from variant calls"),
        _extension("genomic-study-analysis-genome-build", valueCodeableConcept=concept(ASSEMBLY[own.build])),
        _extension("genomic-study-analysis-genomic-source-class", valueCodeableConcept=source),
        _extension("genomic-study-analysis-specimen", valueReference=reference(specimen)),
        _extension("genomic-study-analysis-regions", extension=_studied(own)),
        *_metrics(own),
    ]
    whole = _procedure(own, "genomic-study", patient)
    whole["extension"] = [_extension("genomic-study-analysis-ext", valueReference=reference(analysis))]
    return whole, analysis


def _region(own: OwnReport, region: RegionView) -> Iterator[Component]:
    offset = _OFFSET[own.build]
    where = span(region.start + 1 + offset, region.end + offset)
    yield component("48018-6", "Gene studied [ID]", valueCodeableConcept=concept(GENE_CODE))
    yield component("81293-3", "Description of ranges of DNA sequences examined", valueString=_words(region))
    yield sequence_component("48013-7", "Genomic reference sequence [ID]", own.accession)
    yield component("92822-6", "Genomic coord system", valueCodeableConcept=concept(ONE_BASED))
    yield component("51959-5", "Ranges of DNA sequence examined", valueRange=where)
    share = count(round(100 * region.share, 1), "%", "%")
    yield guide_component("region-coverage", "Region coverage", valueQuantity=share)
    if region.assessed < region.bases:
        yield guide_component("uncallable-regions", "Uncallable regions", valueRange=where)


def _words(region: RegionView) -> str:
    margins = f"{region.name} with its splice margins: {region.assessed} of {region.bases} bases assessed"
    if region.assessed == region.bases:
        return margins
    return (
        f"{margins} ({region.low_quality} of too low quality, {region.not_covered} not covered, "
        f"{region.not_assessed} not assessed); "
        "which bases is not stated, so the whole region counts as uncallable"
    )


def _studied(own: OwnReport) -> list[dict[str, object]]:
    return [
        {"url": "description", "valueString": own.callability.sentence},
        {"url": "studied", "valueCodeableConcept": concept(GENE_CODE)},
    ]


def _metrics(own: OwnReport) -> Iterator[dict[str, object]]:
    if own.callability.bases:
        share = count(round(100 * own.callability.share, 1), "%", "%")
        told = [
            {"url": "sequencing-coverage", "valueQuantity": share},
            {"url": "metrics-description", "valueString": "; ".join(own.callability.sources) or "not stated"},
        ]
        yield _extension("genomic-study-analysis-metrics", extension=told)


def _procedure(own: OwnReport, kind: str, patient: Resource) -> Resource:
    return {
        "resourceType": "Procedure",
        "id": identifier_of(own.sample, kind),
        "meta": {"profile": [f"{PROFILE}/{kind}"]},
        "status": "completed",
        "category": laboratory(),
        "subject": reference(patient),
    }


def _extension(name: str, **value: object) -> dict[str, object]:
    return {"url": f"{PROFILE}/{name}", **value}
