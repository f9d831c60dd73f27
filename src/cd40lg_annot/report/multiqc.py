"""Custom content for MultiQC: what was found, and how much of the gene was assessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cd40lg_annot.report.cohort import nothing_found
from cd40lg_annot.report.sample import SampleReport


@dataclass(frozen=True, slots=True)
class SampleRows:
    """One sample's row in each section."""

    findings: dict[str, Any]
    callability: dict[str, int]


def sample_rows(report: SampleReport) -> SampleRows:
    """Give the rows of one sample."""
    return SampleRows(_finding_row(report), _callability_row(report))


def sections(samples: Mapping[str, SampleRows]) -> dict[str, dict[str, Any]]:
    """Give one MultiQC section per key; each value is the content of a `<key>_mqc.json` file.

    Args:
        samples: the rows by sample, in the order in which they are to stand.
    """
    return {"cd40lg_findings": _findings(samples), "cd40lg_callability": _callability(samples)}


def _findings(samples: Mapping[str, SampleRows]) -> dict[str, Any]:
    return {
        "id": "cd40lg_findings",
        "section_name": "CD40LG findings",
        "description": "Reportable variants per sample, with zygosity read in the light of sex.",
        "plot_type": "table",
        "pconfig": {"id": "cd40lg_findings_table", "title": "CD40LG: findings"},
        "data": {sample: rows.findings for sample, rows in samples.items()},
    }


def _finding_row(report: SampleReport) -> dict[str, Any]:
    reportable = [f"{finding.title} ({finding.zygosity.value})" for finding in report.reportable]
    reportable += [f"{item.description} ({item.zygosity.value})" for item in report.reportable_structural]
    return {
        "family": report.family,
        "sex": report.sex.value,
        "status": report.status_words or "not stated",
        "reportable": "; ".join(reportable) or nothing_found(report),
        "other_variants": len(report.not_reportable),
        "warnings": len(report.warnings),
    }


def _callability(samples: Mapping[str, SampleRows]) -> dict[str, Any]:
    return {
        "id": "cd40lg_callability",
        "section_name": "CD40LG callability",
        "description": "Bases of coding exons and splice margins, by what is known of them.",
        "plot_type": "bargraph",
        "pconfig": {"id": "cd40lg_callability_plot", "title": "CD40LG: bases assessed", "ylab": "Bases"},
        "data": {sample: rows.callability for sample, rows in samples.items()},
    }


def _callability_row(report: SampleReport) -> dict[str, int]:
    kinds = ("called_reference", "called_variant", "low_quality", "not_covered", "not_assessed")
    regions = report.callability.regions
    return {kind: sum(getattr(region, kind) for region in regions) for kind in kinds}
