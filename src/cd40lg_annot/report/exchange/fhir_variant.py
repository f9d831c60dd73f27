"""Variants, small and structural, as FHIR observations: whether they are there, and what they are."""

from collections.abc import Iterable, Iterator

from cd40lg_annot.model import Zygosity
from cd40lg_annot.report.exchange.codes import (
    ALLELIC_STATE,
    ASSEMBLY,
    CHROMOSOME_X,
    FETAL,
    GENE_CODE,
    GERMLINE,
    ONE_BASED,
    PRESENCE,
    UNKNOWN_ORIGIN,
    Code,
    consequence,
    kind_of_alleles,
    kind_of_change,
    loinc,
)
from cd40lg_annot.report.exchange.ends import ends_of
from cd40lg_annot.report.exchange.fhir_elements import (
    PROFILE,
    Component,
    Resource,
    both_component,
    component,
    concept,
    count,
    guide_component,
    identifier_of,
    name_component,
    observation,
    sequence_component,
    span,
)
from cd40lg_annot.report.exchange.own import OwnReport
from cd40lg_annot.report.sample import FindingView
from cd40lg_annot.report.structural import StructuralView

_VARIANT = loinc("69548-6", "Genetic variant assessment")
_CLINVAR = "http://www.ncbi.nlm.nih.gov/clinvar"
_VRS = "https://vrs.ga4gh.org"


def variant_observation(
    own: OwnReport, finding: FindingView, patient: Resource, specimen: Resource
) -> Resource:
    """Observation of one small variant: whether it is there, in how many copies, and what it is."""
    made = observation(
        identifier_of(own.sample, "variant", finding.hgvs_g_grch38),
        f"{PROFILE}/variant",
        _VARIANT,
        patient,
        specimen,
    )
    made["valueCodeableConcept"] = concept(PRESENCE[finding.zygosity])
    made["component"] = list(_small(own, finding))
    return _with_notes(made, (finding.zygosity_words, *finding.notes))


def structural_observation(
    own: OwnReport, item: StructuralView, number: int, patient: Resource, specimen: Resource
) -> Resource:
    """Observation of one structural variant; `number` tells apart those of one sample."""
    made = observation(
        identifier_of(own.sample, "structural", str(number), item.description),
        f"{PROFILE}/variant",
        _VARIANT,
        patient,
        specimen,
    )
    made["valueCodeableConcept"] = concept(PRESENCE[item.zygosity])
    made["component"] = list(_large(own, item))
    return _with_notes(made, (item.description, item.consequence, item.zygosity_words, *item.notes))


def _small(own: OwnReport, finding: FindingView) -> Iterator[Component]:
    reads = finding.reads
    yield from _place(own, finding.hgvs_g.partition(":")[0])
    yield sequence_component("51958-7", "Reference transcript", own.transcript)
    yield name_component("81290-9", "Genomic DNA change (gHGVS)", finding.hgvs_g)
    yield name_component("48004-6", "DNA change (c.HGVS)", finding.hgvs_c)
    yield name_component("48005-3", "Amino acid change (pHGVS)", finding.hgvs_p)
    yield _exact(finding.pos, finding.pos + len(finding.ref) - 1)
    yield component("69547-8", "Genomic ref allele [ID]", valueString=finding.ref)
    yield component("69551-0", "Genomic alt allele [ID]", valueString=finding.alt)
    yield from _change(kind_of_alleles(finding.ref, finding.alt))
    yield from _consequences(finding.consequences)
    yield from _state(own, finding.zygosity)
    if reads.fraction is not None:
        frequency = count(reads.fraction, "relative frequency of the allele in the specimen", "1")
        yield component("81258-6", "Sample variant allele frequency", valueQuantity=frequency)
    if reads.alternate is not None:
        yield component("82121-5", "Allelic read depth", valueQuantity=count(reads.alternate, "reads", "1"))
    yield from _codes(finding)


def _large(own: OwnReport, item: StructuralView) -> Iterator[Component]:
    yield from _place(own, own.accession)
    yield sequence_component("51958-7", "Reference transcript", own.transcript)
    if item.hgvs_g:
        yield name_component("81290-9", "Genomic DNA change (gHGVS)", item.hgvs_g)
    if item.hgvs_c:
        yield name_component("48004-6", "DNA change (c.HGVS)", item.hgvs_c)
    yield from _bounds(item)
    yield from _change(kind_of_change(item.kind))
    yield from _consequences(item.consequences)
    yield from _state(own, item.zygosity)
    if item.copy_number is not None:
        copies = count(item.copy_number, "copies", "1")
        yield component("82155-3", "Genomic structural variant copy number", valueQuantity=copies)


def _place(own: OwnReport, accession: str) -> Iterator[Component]:
    yield component("48018-6", "Gene studied [ID]", valueCodeableConcept=concept(GENE_CODE))
    yield component("48000-4", "Chromosome", valueCodeableConcept=concept(CHROMOSOME_X))
    assembly = concept(ASSEMBLY[own.build])
    yield component("62374-4", "Human reference sequence assembly version", valueCodeableConcept=assembly)
    yield sequence_component("48013-7", "Genomic reference sequence [ID]", accession)
    yield component("92822-6", "Genomic coord system", valueCodeableConcept=concept(ONE_BASED))


def _exact(first: int, last: int) -> Component:
    return both_component(
        "81254-5", "exact-start-end", "Genomic allele start-end", valueRange=span(first, last)
    )


def _bounds(item: StructuralView) -> Iterator[Component]:
    """Where it begins and ends: exactly, or the narrowest and the widest it can be."""
    ends = ends_of(item)
    if ends.exact:
        yield _exact(*ends.exact)
    if ends.inner:
        value = span(*ends.inner)
        yield both_component("81302-2", "inner-start-end", "Variant inner start and end", valueRange=value)
    if ends.outer:
        value = span(*ends.outer)
        yield both_component("81301-4", "outer-start-end", "Variant outer start and end", valueRange=value)


def _change(kind: Code | None) -> Iterator[Component]:
    if kind:
        yield component("48019-4", "DNA change type", valueCodeableConcept=concept(kind))


def _consequences(terms: Iterable[str]) -> Iterator[Component]:
    """The most severe consequence: the guide's version 2 has room for one."""
    first = next((code for code in map(consequence, terms) if code), None)
    if first:
        yield guide_component(
            "molecular-consequence", "Molecular Consequence", valueCodeableConcept=concept(first)
        )


def _state(own: OwnReport, zygosity: Zygosity) -> Iterator[Component]:
    source = FETAL if own.pregnancy else GERMLINE
    source = UNKNOWN_ORIGIN if zygosity is Zygosity.MOSAIC_SUSPECTED else source
    yield component("48002-0", "Genomic source class", valueCodeableConcept=concept(source))
    state = ALLELIC_STATE.get(zygosity)
    if state:
        yield component("53034-5", "Allelic state", valueCodeableConcept=concept(state))


def _codes(finding: FindingView) -> Iterator[Component]:
    found = [Code(_VRS, finding.vrs_id, "GA4GH VRS 2.0 allele on GRCh38")] if finding.vrs_id else []
    if finding.clinvar_accession:
        found.append(Code(_CLINVAR, finding.clinvar_accession, finding.clinvar_accession))
    for code in found:
        yield component("81252-9", "Discrete genetic variant", valueCodeableConcept=concept(code))


def _with_notes(made: Resource, notes: Iterable[str]) -> Resource:
    said = [note for note in dict.fromkeys(notes) if note]
    return made | ({"note": [{"text": note} for note in said]} if said else {})
