"""The cohort as rows: one per finding, and one per sample in which nothing was found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cd40lg_annot.model import FailedSample, Provenance, Relevance, Status, WarningKind
from cd40lg_annot.report.callability import percent
from cd40lg_annot.report.sample import FindingView, SampleReport
from cd40lg_annot.report.structural import StructuralView
from cd40lg_annot.report.words import RELEVANCE, STATUS, WARNING

T = TypeVar("T")

# Columns that a finding of the JSON report has under the same name.
_SAME_IN_FINDING = (
    "hgvs_g",
    "hgvs_c",
    "hgvs_p",
    "consequence",
    "contig",
    "pos",
    "ref",
    "alt",
    "genotype",
    "relevance",
    "classification",
    "points",
    "criteria",
    "clinvar_classification",
    "clinvar_stars",
    "clinvar_accession",
    "splice_max",
    "splice_event",
    "population_af",
    "hemizygotes",
)
# Least share of the bases assessed, for samples in each bar of the index.
_ASSESSED = {
    1.0: "all bases",
    0.99: "99% or more",
    0.9: "90% or more",
    0.5: "50% or more",
    1e-9: "below 50%",
    0.0: "none",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row of `summary.tsv`; the variant's columns are empty where the sample has no finding."""

    family: str
    sample: str
    person: str
    sex: str
    status: str
    build: str
    assessed: str
    hgvs_g: str
    hgvs_c: str
    hgvs_p: str
    consequence: str
    zygosity: str
    contig: str
    pos: str
    ref: str
    alt: str
    genotype: str
    relevance: str
    classification: str
    points: str
    criteria: str
    clinvar_classification: str
    clinvar_stars: str
    clinvar_accession: str
    splice_max: str
    splice_event: str
    population_af: str
    hemizygotes: str
    headline: str
    notes: str
    warnings: str


Counts = tuple[tuple[str, int], ...]
COLUMNS = tuple(SummaryRow.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One sample in the cohort index; links are relative to the results folder.

    `classes`: what each of its findings asks of the reader. `share`: of the bases, assessed, 0 to 1.
    """

    family: str
    sample: str
    sex: str
    status: str
    status_words: str
    findings: str
    relevance: str
    assessed: str
    warnings: int
    sample_link: str
    family_link: str
    classes: tuple[Relevance, ...]
    share: float
    warning_kinds: tuple[WarningKind, ...]


@dataclass(frozen=True, slots=True)
class CohortIndex:
    """The front page of a results folder.

    Words with a number beside each: `counts` people by status, `classes` findings by what they ask of the
    reader, `assessed` samples by the share of bases assessed, `warnings` by what they are about.
    """

    families: int
    samples: int
    headline: str
    rows: tuple[IndexRow, ...]
    counts: Counts
    classes: Counts
    assessed: Counts
    warnings: Counts
    provenance: Provenance
    failed: tuple[FailedSample, ...] = ()


def summary_rows(report: SampleReport) -> tuple[SummaryRow, ...]:
    """Give the rows of one sample: one per finding, small or structural, or one without a variant."""
    small = tuple(_row(report, _variant_columns(finding)) for finding in report.findings)
    large = tuple(_row(report, _structural_columns(item)) for item in report.structural)
    return (*small, *large) or (_row(report, {}),)


def guarded(value: str) -> str:
    r"""Give a cell that no spreadsheet takes for a formula, on one line.

    A text that begins like a formula gets an apostrophe before it; a plain number stays.

    >>> [guarded(text) for text in ("=1+1", "-9", "@x", "c.148T>C", "a\tb")]
    ["'=1+1", '-9', "'@x", 'c.148T>C', 'a b']
    """
    flat = " ".join(value.replace("\t", " ").splitlines()) if value.strip() else ""
    first = value[:1] if value[:1] in _FORMULA_STARTS else flat.lstrip()[:1]
    if first in _FORMULA_STARTS and flat and not _is_number(flat):
        return f"'{flat}"
    return flat


def index_row(report: SampleReport, *, sample_link: str, family_link: str) -> IndexRow:
    """Give the row of one sample in the index."""
    titles = [f"{finding.title} ({finding.zygosity.value})" for finding in report.reportable]
    titles += [f"{item.description} ({item.zygosity.value})" for item in report.reportable_structural]
    others = len(report.not_reportable)
    asked = [item.relevance for item in report.findings] + [item.relevance for item in report.structural]
    if others:
        titles.append(f"{others} not reportable")
    return IndexRow(
        family=report.family,
        sample=report.sample,
        sex=report.sex_words,
        status=report.status or "",
        status_words=report.status_words,
        findings="; ".join(titles) or nothing_found(report),
        relevance=report.relevance,
        assessed=percent(report.callability.assessed, report.callability.bases),
        warnings=len(report.warnings),
        sample_link=sample_link,
        family_link=family_link,
        classes=tuple(Relevance(text) for text in asked),
        share=report.callability.share if report.callability.bases else 0.0,
        warning_kinds=report.warning_kinds,
    )


def nothing_found(report: SampleReport) -> str:
    """Say that nothing was found: a plain "none" only where everything was assessed."""
    if report.callability.complete:
        return "none"
    return "none in what was assessed" if report.callability.assessed else "not assessed"


def cohort_index(
    rows: Iterable[IndexRow],
    statuses: Mapping[Status, int],
    provenance: Provenance,
    failed: Sequence[FailedSample] = (),
) -> CohortIndex:
    """Lay out the index: rows in order of family and sample, and how many people have each status."""
    ordered = tuple(sorted(rows, key=lambda row: (row.family, row.sample)))
    counts = tuple((STATUS[status], statuses[status]) for status in Status if statuses.get(status))
    with_finding = sum(row.relevance == "disease_causing" for row in ordered)
    headline = [f"{with_finding} of {len(ordered)} samples carry a disease-causing variant."]
    if failed:
        headline.append(f"{len(failed)} more have no report: their files cannot be used.")
    return CohortIndex(
        families=len({row.family for row in ordered}),
        samples=len(ordered),
        headline=" ".join(headline),
        rows=ordered,
        counts=counts,
        classes=_counted(RELEVANCE, (one for row in ordered for one in row.classes)),
        assessed=_counted(_ASSESSED, (_band(row.share) for row in ordered)),
        warnings=_counted(WARNING, (kind for row in ordered for kind in row.warning_kinds)),
        provenance=provenance,
        failed=tuple(failed),
    )


def _counted(words: Mapping[T, str], found: Iterable[T]) -> Counts:
    numbers = Counter(found)
    return tuple((said, numbers[one]) for one, said in words.items() if numbers[one])


def _band(share: float) -> float:
    return next(least for least in _ASSESSED if share >= least)


def failed_row(failed: FailedSample) -> SummaryRow:
    """Give the row of a sample without a report: no status, nothing assessed, and why."""
    shown = dict.fromkeys(COLUMNS, "") | {
        "family": failed.family,
        "sample": failed.sample,
        "person": failed.sample,
        "status": "failed",
        "assessed": "unknown",
        "headline": "No report: the file cannot be used.",
        "warnings": failed.reason,
    }
    return SummaryRow(**shown)


def _row(report: SampleReport, variant: dict[str, str]) -> SummaryRow:
    shown = dict.fromkeys(COLUMNS, "")
    shown |= {
        "family": report.family,
        "sample": report.sample,
        "person": report.person,
        "sex": report.sex.value,
        "status": report.status or "",
        "build": report.build.value,
        "assessed": _assessed(report),
        "headline": report.headline,
        "warnings": "; ".join(report.warnings),
    }
    return SummaryRow(**(shown | variant))


def _variant_columns(finding: FindingView) -> dict[str, str]:
    columns = {name: _text(getattr(finding, name)) for name in _SAME_IN_FINDING}
    return columns | {"zygosity": finding.zygosity.value, "notes": "; ".join(finding.notes)}


def _structural_columns(item: StructuralView) -> dict[str, str]:
    return {
        "hgvs_g": item.hgvs_g,
        "hgvs_c": item.hgvs_c,
        "consequence": ",".join(item.consequences),
        "zygosity": item.zygosity.value,
        "contig": item.place.contig,
        "pos": str(item.place.pos),
        "ref": item.place.ref,
        "alt": item.place.alt,
        "genotype": item.genotype,
        "relevance": item.relevance,
        "classification": item.classification or "",
        "points": _text(item.points),
        "criteria": item.criteria,
        "notes": "; ".join((item.description, item.consequence, *item.notes)),
    }


def _assessed(report: SampleReport) -> str:
    if not report.callability.bases:
        return "unknown"
    return f"{report.callability.share:.4f}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
