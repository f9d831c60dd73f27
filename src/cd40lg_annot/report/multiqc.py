"""Custom content for MultiQC: what was found, and how much of the gene was assessed."""

from collections.abc import Iterable
from typing import Any

from cd40lg_annot.report.cohort import nothing_found
from cd40lg_annot.report.sample import SampleReport


def sections(reports: Iterable[SampleReport]) -> dict[str, dict[str, Any]]:
    """Give one MultiQC section per key; each value is the content of a `<key>_mqc.json` file."""
    reports = list(reports)
    return {"cd40lg_findings": _findings(reports), "cd40lg_callability": _callability(reports)}


def _findings(reports: list[SampleReport]) -> dict[str, Any]:
    return {
        "id": "cd40lg_findings",
        "section_name": "CD40LG findings",
        "description": "Reportable variants per sample, with zygosity read in the light of sex.",
        "plot_type": "table",
        "pconfig": {"id": "cd40lg_findings_table", "title": "CD40LG: findings"},
        "data": {report.sample: _finding_row(report) for report in reports},
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


def _callability(reports: list[SampleReport]) -> dict[str, Any]:
    return {
        "id": "cd40lg_callability",
        "section_name": "CD40LG callability",
        "description": "Bases of coding exons and splice margins, by what is known of them.",
        "plot_type": "bargraph",
        "pconfig": {"id": "cd40lg_callability_plot", "title": "CD40LG: bases assessed", "ylab": "Bases"},
        "data": {report.sample: _callability_row(report) for report in reports},
    }


def _callability_row(report: SampleReport) -> dict[str, int]:
    kinds = ("called_reference", "called_variant", "low_quality", "not_covered", "not_assessed")
    regions = report.callability.regions
    return {kind: sum(getattr(region, kind) for region in regions) for kind in kinds}
