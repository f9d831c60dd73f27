"""One family as a GA4GH Phenopacket 2.0 `Family`: proband, relatives, pedigree, what was found in each.

A diagnosis is written only for people whom the pedigree calls affected. In anybody else the same variant is a
measurement: whether it is there and in how many copies. So no carrier is given the disease.
Sex is written by name: the schema's own documentation numbers it the other way round than PLINK does.
Ids of people whose name `people.tsv` hides are their numbers in the pedigree.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cd40lg_annot.model import (
    Affection,
    Classification,
    ClinicView,
    FamilyInterpretation,
    Karyotype,
    Level,
    Person,
    Provenance,
    Relevance,
    SampleInterpretation,
    Sex,
    Zygosity,
)
from cd40lg_annot.report.exchange.codes import OMIM_DISEASE, Code
from cd40lg_annot.report.exchange.fhir import instant
from cd40lg_annot.report.exchange.phenopacket_variant import measurement, small_variant, structural_variant
from cd40lg_annot.report.sample import FindingView, SampleReport, sample_report

Message = dict[str, Any]
SCHEMA_VERSION = "2.0"
_SEX = {Sex.MALE: "MALE", Sex.FEMALE: "FEMALE", Sex.UNKNOWN: "UNKNOWN_SEX"}
_KARYOTYPE = {
    Karyotype.XY: "XY",
    Karyotype.XX: "XX",
    Karyotype.X: "XO",
    Karyotype.XXY: "XXY",
    Karyotype.XXX: "XXX",
    Karyotype.XYY: "XYY",
}
_AFFECTED = {
    Affection.AFFECTED: "AFFECTED",
    Affection.UNAFFECTED: "UNAFFECTED",
    Affection.UNKNOWN: "MISSING",
}
# Source of these labels: HPO 2026-06-06, as in phenopacket PMID_35572607 of the phenopacket-store.
_HPO_LABELS = {
    "HP:0000403": "Recurrent otitis media",
    "HP:0001875": "Decreased total neutrophil count",
    "HP:0003496": "Increased circulating IgM concentration",
    "HP:0004315": "Decreased circulating IgG concentration",
    "HP:0010976": "Decreased total B cell count",
    "HP:0030388": "Decreased class-switched memory B cell proportion",
    "HP:0033222": "Inverted CD4:CD8 ratio",
    "HP:5210131": "Severe Leishmania infection",
}
_LEVEL_TERMS = {("IgG", Level.LOW): "HP:0004315", ("IgM", Level.HIGH): "HP:0003496"}
_CARRIED = frozenset({Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS})
# Id, name, home, prefix and IRI of each vocabulary that a file uses.
_RESOURCES = (
    ("hp", "Human Phenotype Ontology", "http://purl.obolibrary.org/obo/hp.owl", "HP"),
    ("geno", "Genotype Ontology", "http://purl.obolibrary.org/obo/geno.owl", "GENO"),
    ("so", "Sequence types and features ontology", "http://purl.obolibrary.org/obo/so.owl", "SO"),
    ("omim", "Online Mendelian Inheritance in Man", "https://www.omim.org", "OMIM"),
    ("hgnc", "HUGO Gene Nomenclature Committee", "https://www.genenames.org", "HGNC"),
    ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org", "LOINC"),
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What every part of a family's file needs: shown ids, samples by person, how the file was made."""

    family: FamilyInterpretation
    provenance: Provenance
    hidden: Mapping[str, str]
    samples: Mapping[str, SampleInterpretation]

    def name(self, person: str) -> str:
        """Id of a person as the file shows it."""
        return self.hidden.get(person, person)

    def report(self, person: str) -> SampleReport | None:
        """Report of a person's sample; None for one without."""
        sample = self.samples.get(person)
        return sample_report(sample, self.family, self.provenance) if sample else None


def phenopacket_family(
    family: FamilyInterpretation, provenance: Provenance, hidden: Mapping[str, str] | None = None
) -> Message:
    """Give a family as the JSON of a `Family` message; `hidden`: what stands for ids that are not shown.

    The proband is whom the pedigree marks, else the first affected person, else the first person.
    """
    samples = {sample.person.person: sample for sample in family.samples}
    context = _Context(family, provenance, hidden or {}, samples)
    proband = _proband(family.people)
    relatives = [_packet(person, context) for person in family.people if person is not proband]
    return {
        "id": family.family,
        "proband": _packet(proband, context),
        **({"relatives": relatives} if relatives else {}),
        "pedigree": {"persons": [_pedigree_row(person, context) for person in family.people]},
        "metaData": _meta_data(provenance),
    }


def _proband(people: Iterable[Person]) -> Person:
    people = tuple(people)
    marked = [person for person in people if person.proband]
    affected = [person for person in people if person.affected is Affection.AFFECTED]
    return (*marked, *affected, *people)[0]


def _pedigree_row(person: Person, context: _Context) -> Message:
    """Give the pedigree row of one person; a parent who is not known is left out."""
    parents = {"paternalId": person.father, "maternalId": person.mother}
    return {
        "familyId": context.family.family,
        "individualId": context.name(person.person),
        **{key: context.name(parent) for key, parent in parents.items() if parent},
        "sex": _SEX[person.sex],
        "affectedStatus": _AFFECTED[person.affected],
    }


def _packet(person: Person, context: _Context) -> Message:
    sample, report = context.samples.get(person.person), context.report(person.person)
    affected = person.affected is Affection.AFFECTED
    name = context.name(person.person)
    found: Message = {
        "phenotypicFeatures": list(_features(sample.clinic)) if sample and sample.clinic else [],
        "measurements": list(_measurements(report, affected=affected)) if report else [],
        "interpretations": list(_interpretations(report, name)) if report and affected else [],
        "diseases": [{"term": _term(OMIM_DISEASE)}] if affected else [],
    }
    return {
        "id": f"{context.family.family}/{name}",
        "subject": _subject(person, name),
        **{key: value for key, value in found.items() if value},
        "metaData": _meta_data(context.provenance),
    }


def _subject(person: Person, name: str) -> Message:
    told: Message = {"id": name, "sex": _SEX[person.sex]}
    if person.age is not None and not person.deceased:
        told["timeAtLastEncounter"] = {"age": {"iso8601duration": _duration(person.age)}}
    if person.deceased:
        told["vitalStatus"] = {"status": "DECEASED"}
    if person.karyotype:
        told["karyotypicSex"] = _KARYOTYPE[person.karyotype]
    return told | {"taxonomy": {"id": "NCBITaxon:9606", "label": "Homo sapiens"}}


def _duration(years: float) -> str:
    """Give an age as ISO 8601 writes it, in years and whole months.

    >>> [_duration(age) for age in (41, 0.5, 1.25, 2.999)]
    ['P41Y', 'P6M', 'P1Y3M', 'P3Y']
    """
    whole, months = divmod(round(years * 12), 12)
    return f"P{f'{whole}Y' if whole or not months else ''}{f'{months}M' if months else ''}"


def _features(clinic: ClinicView) -> Iterator[Message]:
    """Give the HPO terms that the clinic names, and those that its immunoglobulins show."""
    measured = [term for key, term in _LEVEL_TERMS.items() if clinic.levels.get(key[0]) is key[1]]
    for term in dict.fromkeys((*clinic.hpo, *measured)):
        # A label is asked for; of terms that are not in the list the id stands for it.
        yield {"type": {"id": term, "label": _HPO_LABELS.get(term, term)}}


def _measurements(report: SampleReport, *, affected: bool) -> Iterator[Message]:
    """Give what is no diagnosis: variants absent or not called, and whatever the unaffected carry."""
    for finding in (*report.reportable, *report.family_variants):
        if finding.reportable and not (affected and finding.zygosity in _CARRIED):
            names = " ".join((finding.hgvs_c, finding.hgvs_g, finding.vrs_id)).strip()
            yield measurement(names, finding.zygosity, finding.zygosity_words)
    for item in report.reportable_structural:
        if not (affected and item.zygosity in _CARRIED):
            yield measurement(f"{item.description} {item.hgvs_g}".strip(), item.zygosity, item.zygosity_words)


def _interpretations(report: SampleReport, name: str) -> Iterator[Message]:
    """Give the draft of a diagnosis; what this program writes is never a solved case."""
    small = [item for item in report.reportable if item.zygosity in _CARRIED]
    large = [item for item in report.reportable_structural if item.zygosity in _CARRIED]
    found = [
        (
            item.relevance,
            item.zygosity,
            _class(_standing(item)),
            small_variant(item, number, report.build),
        )
        for number, item in enumerate(small, start=1)
    ]
    found += [
        (item.relevance, item.zygosity, _class(item.classification), structural_variant(item, number))
        for number, item in enumerate(large, start=len(small) + 1)
    ]
    if found:
        held_back = report.sex_check.forbids_release
        genomic = [_genomic(name, *item, held_back=held_back) for item in found]
        diagnosis = {"disease": _term(OMIM_DISEASE), "genomicInterpretations": genomic}
        summary = f"{report.headline} A draft by a program: not signed."
        yield {"id": f"{name}-1", "progressStatus": "IN_PROGRESS", "diagnosis": diagnosis, "summary": summary}


def _genomic(
    name: str, relevance: str, zygosity: Zygosity, acmg: str, descriptor: Message, *, held_back: bool
) -> Message:
    """Give one variant of an affected person; the cause only where it is on every copy for certain."""
    on_every_copy = zygosity is not Zygosity.HETEROZYGOUS and not held_back
    causes = relevance == Relevance.DISEASE_CAUSING.value and on_every_copy
    return {
        "subjectOrBiosampleId": name,
        "interpretationStatus": "CAUSATIVE" if causes else "CANDIDATE",
        "variantInterpretation": {
            "acmgPathogenicityClassification": acmg,
            "therapeuticActionability": "UNKNOWN_ACTIONABILITY",
            "variationDescriptor": descriptor,
        },
    }


def _standing(finding: FindingView) -> str | None:
    """Give the class that the report shows first: the laboratory's, else a trusted registry's, else ours."""
    clinvar = finding.clinvar
    if clinvar and not finding.by_laboratory and clinvar.source in finding.headline.partition("(")[2]:
        return clinvar.classification
    return finding.classification


def _class(classification: str | None) -> str:
    """Give the ACMG/AMP class by its name in the schema; other words of registries are none."""
    five = tuple(Classification)[:5]
    if classification and Classification(classification) in five:
        return classification.upper()
    return "NOT_PROVIDED"


def _meta_data(provenance: Provenance) -> Message:
    """Give how the file was made; without a date of the run it has none, although the schema asks for one."""
    created = {"created": instant(provenance.date)} if provenance.date else {}
    return {
        **created,
        "createdBy": f"cd40lg-annot {provenance.version}",
        "resources": [_resource(*vocabulary) for vocabulary in _RESOURCES],
        "phenopacketSchemaVersion": SCHEMA_VERSION,
    }


def _resource(identifier: str, name: str, url: str, prefix: str) -> Message:
    obo = url.endswith(".owl")
    return {
        "id": identifier,
        "name": name,
        "url": url,
        "version": "not stated",
        "namespacePrefix": prefix,
        "iriPrefix": f"http://purl.obolibrary.org/obo/{prefix}_"
        if obo
        else f"https://identifiers.org/{identifier}:",
    }


def _term(code: Code) -> Message:
    return {"id": code.code, "label": code.label}
