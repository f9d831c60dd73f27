"""Findings as rows for ClinVar's submission spreadsheet, sheet "Variant": one for each variant, nobody named.

Column names are ClinVar's, in its order, but for the last two. A class that this program suggests stands
in a column of its own: `Germline classification` holds the laboratory's own classes only, and ClinVar
refuses a row without one, so that no suggestion is submitted by mistake.
Sources: ClinVar, "Instructions for ClinVar submission spreadsheets"; templates since 2022-11-21 take
assertion criteria once for a whole submission, not by column.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from cd40lg_annot.model import (
    Affection,
    Classification,
    Evidence,
    FamilyInterpretation,
    Person,
    Variant,
    Zygosity,
)
from cd40lg_annot.report.cohort import guarded
from cd40lg_annot.report.exchange.ends import ends_of
from cd40lg_annot.report.sample import FindingView, SampleReport
from cd40lg_annot.report.structural import StructuralView
from cd40lg_annot.report.variant import GENE, without_accession

COLUMNS = {
    "local_id": "Local ID",
    "gene": "Gene symbol",
    "reference": "Reference sequence",
    "hgvs": "HGVS",
    "chromosome": "Chromosome",
    "start": "Start",
    "stop": "Stop",
    "variant_type": "Variant type",
    "outer_start": "Outer start",
    "inner_start": "Inner start",
    "inner_stop": "Inner stop",
    "outer_stop": "Outer stop",
    "copy_number": "Copy number",
    "comment_on_variant": "Comment on variant",
    "condition_type": "Condition ID type",
    "condition": "Condition ID value",
    "classification": "Germline classification",
    "evaluated": "Date last evaluated",
    "inheritance": "Mode of inheritance",
    "citations": "Classification citations",
    "collection": "Collection method",
    "origin": "Allele origin",
    "affected": "Affected status",
    "individuals": "Number of individuals with variant",
    "families": "Number of families with variant",
    "segregation": "Number of families with segregation observed",
    "homozygotes": "Number of homozygotes",
    "heterozygotes": "Number of single heterozygotes",
    "hemizygotes": "Number of hemizygotes",
    "suggested": "Suggested classification (not ClinVar's column)",
    "note": "Note (not ClinVar's column)",
}
_CARRIED = (Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS)
_SENT = {
    Classification.PATHOGENIC: "Pathogenic",
    Classification.LIKELY_PATHOGENIC: "Likely pathogenic",
    Classification.UNCERTAIN_SIGNIFICANCE: "Uncertain significance",
}
_TYPES = {"DEL": "Deletion", "DUP": "Duplication", "INV": "Inversion", "INS": "Insertion"}


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One variant and condition; a cell that is not known is empty."""

    local_id: str
    gene: str
    reference: str = ""
    hgvs: str = ""
    chromosome: str = ""
    start: str = ""
    stop: str = ""
    variant_type: str = ""
    outer_start: str = ""
    inner_start: str = ""
    inner_stop: str = ""
    outer_stop: str = ""
    copy_number: str = ""
    comment_on_variant: str = ""
    condition_type: str = "OMIM"
    condition: str = "308230"
    classification: str = ""
    evaluated: str = ""
    inheritance: str = "X-linked inheritance"
    citations: str = ""
    collection: str = "clinical testing"
    origin: str = "germline"
    affected: str = ""
    individuals: str = ""
    families: str = ""
    segregation: str = ""
    homozygotes: str = ""
    heterozygotes: str = ""
    hemizygotes: str = ""
    suggested: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carried finding, and whose it is: family and affection, no name."""

    family: str
    affected: Affection
    finding: FindingView | StructuralView


def carriers_of(pairs: Iterable[tuple[SampleReport, Person]]) -> tuple[Carrier, ...]:
    """Every finding of a cohort that asks something of its reader and is surely carried.

    Samples that must not be released, because sex or identity is in doubt, are left out.
    """
    found = []
    for report, person in pairs:
        if report.sex_check.forbids_release:
            continue
        asking: list[FindingView | StructuralView] = [*report.reportable, *report.reportable_structural]
        carried = [finding for finding in asking if finding.zygosity in _CARRIED]
        found += [Carrier(report.family, person.affected, finding) for finding in carried]
    return tuple(found)


def segregating_families(families: Iterable[FamilyInterpretation]) -> Counter[Variant]:
    """Count the families in which a variant moves with the disease, an informative meiosis or more each."""
    return Counter(
        verdict.variant
        for family in families
        for verdict in family.segregation
        if verdict.variant and verdict.verdict == "consistent" and verdict.meioses
    )


def submission_rows(
    carriers: Iterable[Carrier], segregating: Mapping[Variant, int] | None = None
) -> tuple[SubmissionRow, ...]:
    """Rows in order of the gene; `segregating`: families in which a variant moves with the disease."""
    grouped: dict[tuple[int, str], list[Carrier]] = {}
    for carrier in carriers:
        grouped.setdefault(_key(carrier.finding), []).append(carrier)
    return tuple(
        row for _, group in sorted(grouped.items()) if (row := _row(group, segregating or {})) is not None
    )


def submission_table(rows: Iterable[SubmissionRow]) -> str:
    """Rows as tab-separated text, no cell of which a spreadsheet takes for a formula."""
    names = [field.name for field in fields(SubmissionRow)]
    lines = [[COLUMNS[name] for name in names]]
    lines += [[guarded(getattr(row, name)) for name in names] for row in rows]
    return "".join("\t".join(line) + "\n" for line in lines)


def _key(finding: FindingView | StructuralView) -> tuple[int, str]:
    if isinstance(finding, FindingView):
        return finding.locus.pos, finding.hgvs_g_grch38
    return finding.start, f"{finding.kind} {finding.start} {finding.end} {finding.build.value}"


def _row(group: list[Carrier], segregating: Mapping[Variant, int]) -> SubmissionRow | None:
    finding = group[0].finding
    counted = _counts(group)
    local = f"{GENE}-{hashlib.sha256(_key(finding)[1].encode()).hexdigest()[:12]}"
    if isinstance(finding, StructuralView):
        return SubmissionRow(local, GENE, **(_structural(finding) | counted))
    stated = Classification(finding.classification) if finding.classification else None
    if stated not in _SENT:
        return None
    families = segregating.get(finding.locus, 0)
    return SubmissionRow(
        local,
        GENE,
        reference=finding.hgvs_c.partition(":")[0],
        hgvs=without_accession(finding.hgvs_c),
        segregation=str(families) if families else "",
        **(_own(finding, _SENT[stated]) if finding.by_laboratory else _suggested(finding, _SENT[stated])),
        **counted,
    )


def _own(finding: FindingView, stated: str) -> dict[str, str]:
    """The laboratory's own class, with the date and the citations of its table."""
    rows = [row for row in finding.evidence if row.match == "exact" and _is_own(row, finding)]
    citations = [citation for row in rows for citation in row.citation.replace(",", ";").split(";")]
    return {
        "classification": stated,
        "evaluated": max((row.date for row in rows), default=""),
        "citations": "|".join(dict.fromkeys(item.strip() for item in citations if item.strip())),
    }


def _is_own(row: Evidence, finding: FindingView) -> bool:
    """Whether a row is of the table that the finding is headed by: `Pathogenic (curations)`."""
    return row.source in finding.headline.partition("(")[2]


def _suggested(finding: FindingView, stated: str) -> dict[str, str]:
    return {
        "suggested": _suggestion(finding, stated),
        "note": "Suggested by a program (ACMG/AMP 2015, Tavtigian 2020). Classify it before submission.",
    }


def _suggestion(finding: FindingView | StructuralView, stated: str) -> str:
    plural = "" if finding.points == 1 else "s"
    return f"{stated}, {finding.points} point{plural} ({finding.criteria or 'no criterion met'})"


def _structural(item: StructuralView) -> dict[str, str]:
    cells = {
        "reference": item.build.value,
        "chromosome": "X",
        "variant_type": _TYPES.get(item.kind, ""),
        "copy_number": "" if item.copy_number is None else str(item.copy_number),
        "comment_on_variant": "; ".join(part for part in (item.hgvs, item.consequence) if part),
        "note": "Confirm it by a second method, and classify it before submission.",
    }
    stated = Classification(item.classification) if item.classification else None
    if stated in _SENT:
        cells["suggested"] = _suggestion(item, _SENT[stated])
    return cells | _bounds(item)


def _bounds(item: StructuralView) -> dict[str, str]:
    ends = ends_of(item)
    columns = {
        ("start", "stop"): ends.exact,
        ("inner_start", "inner_stop"): ends.inner,
        ("outer_start", "outer_stop"): ends.outer,
    }
    found = ((names, places) for names, places in columns.items() if places)
    return {name: str(place) for names, places in found for name, place in zip(names, places, strict=True)}


def _counts(group: list[Carrier]) -> dict[str, str]:
    """Whom a row counts: the affected; where nobody is known to be, everybody who carries it."""
    affected = [carrier for carrier in group if carrier.affected is Affection.AFFECTED]
    counted = affected or group
    unaffected = all(carrier.affected is Affection.UNAFFECTED for carrier in counted)
    states = [carrier.finding.zygosity for carrier in counted]
    return {
        "affected": "yes" if affected else "no" if unaffected else "unknown",
        "individuals": str(len(counted)),
        "families": str(len({carrier.family for carrier in counted})),
        "homozygotes": str(states.count(Zygosity.HOMOZYGOUS)),
        "heterozygotes": str(states.count(Zygosity.HETEROZYGOUS)),
        "hemizygotes": str(states.count(Zygosity.HEMIZYGOUS)),
    }
