"""The truth tables about weight: criteria and class of a variant, and clinic data."""

from collections.abc import Sequence

from cd40lg_annot.classify.assess import assess
from cd40lg_annot.classify.lines import label
from cd40lg_annot.evidence.clinic import clinic_view
from cd40lg_annot.evidence.match import Knowledge, knowledge_of, matches
from cd40lg_annot.locus import Locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import (
    Assessment,
    ClinicRecord,
    ClinicView,
    PopulationCount,
    PopulationTable,
    ReferenceInterval,
    Sex,
    Surface,
    TableVersion,
)
from cd40lg_annot.validation.outcome import Case, Row
from cd40lg_annot.variant import Describer

_CHROMOSOMES = 1_000_000
# The constructed population of `classification.tsv`: alleles, and how many of them in males.
_POPULATION = {"c.655G>A": (400, 120), "c.368C>G": (1, 0)}
_CARRIES = {"yes": True, "no": False, "": None}


def with_constructed_population(knowledge: Knowledge, locus: Locus) -> Knowledge:
    """The bundled tables, and the complete population table that `classification.tsv` presumes."""
    counts = tuple(
        PopulationCount(
            variant_of_cds_name(name, locus),
            "constructed",
            "2026",
            count,
            _CHROMOSOMES,
            allele_count_xy=males,
        )
        for name, (count, males) in _POPULATION.items()
    )
    version = TableVersion("constructed", "", "2026", "", len(counts))
    table = PopulationTable(version, complete=True, counts=counts)
    return knowledge_of(knowledge.tables, locus, knowledge.rules, (table,))


def assessment_of(name: str, knowledge: Knowledge, locus: Locus, describer: Describer) -> Assessment:
    """What a variant, by its c. name, amounts to."""
    variant = variant_of_cds_name(name, locus)
    _, effect = describer.describe(variant)
    return assess(variant, effect, matches(variant, knowledge, locus), knowledge, locus)


def classification_case(row: Row, knowledge: Knowledge, locus: Locus, describer: Describer) -> Case:
    """A row of `classification.tsv`: criteria, points, class and relevance."""
    found = assessment_of(row["hgvs_c"], knowledge, locus, describer)
    met = ",".join(label(line) for line in found.criteria if line.verdict == "met") or "-"
    stated = found.classification.value if found.classification else "-"
    answer = " | ".join([met, str(found.points), stated, found.relevance.value])
    expected = " | ".join([row["criteria"], row["points"], row["classification"], row["relevance"]])
    return Case(row["hgvs_c"], expected, answer)


def clinic_view_of(row: Row, intervals: Sequence[ReferenceInterval]) -> ClinicView:
    """What a row of `clinic.tsv` comes to."""
    record = ClinicRecord(
        "p",
        _number(row["age"]),
        _number(row["igg"]),
        _number(row["iga"]),
        _number(row["igm"]),
        cd40l=Surface(row["cd40l"]) if row["cd40l"] else None,
        findings=tuple(filter(None, row["findings"].split(","))),
        cells=tuple(filter(None, row["cells"].split(","))),
    )
    return clinic_view(
        record, Sex(row["sex"]), tuple(intervals), carries_disease_variant=_CARRIES[row["variant"]]
    )


def clinic_case(row: Row, intervals: Sequence[ReferenceInterval]) -> Case:
    """A row of `clinic.tsv`: phenotype as PP4 asks for it, and ESID category."""
    view = clinic_view_of(row, intervals)
    return Case(row["case"], f"{row['phenotype']} | {row['esid']}", f"{view.phenotype or ''} | {view.esid}")


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
