"""What a table counts of other families, joined with what the family at hand shows.

Of several rows about one allele the highest figure is taken, never a sum: rows may count the same people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cd40lg_annot.model import CaseCounts, CaseEvidence, Evidence


def with_counted(case: CaseEvidence, evidence: Iterable[Evidence]) -> CaseEvidence:
    """Add what tables count for exactly this allele; those of a family are counted apart from it."""
    exact = [item for item in evidence if item.match == "exact"]
    case = _with_probands(case, exact)
    rows = [(item, item.cases) for item in exact if item.cases is not None]
    if not rows:
        return case
    case = _with_meioses(case, rows)
    return _with_function(_with_points(_with_contradictions(case, rows), rows), rows)


_Rows = Sequence[tuple[Evidence, CaseCounts]]


def _with_probands(case: CaseEvidence, exact: Iterable[Evidence]) -> CaseEvidence:
    counted = [(item.probands, item) for item in exact if item.probands is not None]
    if case.probands is not None or not counted:
        return case
    most, item = max(counted, key=lambda pair: pair[0])
    return replace(case, probands=most, probands_source=_named(item))


def _with_meioses(case: CaseEvidence, rows: _Rows) -> CaseEvidence:
    """Meioses of other families, and how many families these are, beside the one at hand."""
    counted = [
        (cases.meioses, cases.families or 1, item) for item, cases in rows if cases.meioses is not None
    ]
    if not counted:
        return case
    meioses, families, item = max(counted, key=lambda row: row[0])
    own = case.meioses or 0
    return replace(
        case,
        meioses=own + meioses,
        families=families + (1 if own else 0),
        elsewhere=_joined(case.elsewhere, f"{meioses} of them in {_named(item)}"),
    )


def _with_contradictions(case: CaseEvidence, rows: _Rows) -> CaseEvidence:
    counted = [(cases.contradictions, item) for item, cases in rows if cases.contradictions is not None]
    if not counted:
        return case
    most, item = max(counted, key=lambda row: row[0])
    told = f"{most} contradicting it in {_named(item)}"
    elsewhere = _joined(case.elsewhere, told) if most else case.elsewhere
    return replace(case, contradictions=(case.contradictions or 0) + most, elsewhere=elsewhere)


def _with_points(case: CaseEvidence, rows: _Rows) -> CaseEvidence:
    counted = [(cases.de_novo_points, item) for item, cases in rows if cases.de_novo_points is not None]
    if not counted:
        return case
    most, item = max(counted, key=lambda row: row[0])
    points = (case.de_novo_points or 0.0) + most
    return replace(case, de_novo_points=points, de_novo_elsewhere=f"{most:g} of them in {_named(item)}")


def _with_function(case: CaseEvidence, rows: _Rows) -> CaseEvidence:
    """Results of functional tests; the one with the most controls of each result."""
    tested = sorted(
        (
            (cases.functional, cases.functional_controls or 0, _named(item))
            for item, cases in rows
            if cases.functional
        ),
        key=lambda row: -row[1],
    )
    best: dict[str, tuple[str, int, str]] = {}
    for row in tested:
        best.setdefault(row[0], row)
    return replace(case, functional=tuple(best[result] for result in sorted(best)))


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _named(item: Evidence) -> str:
    return f"{item.source} {item.release}{f', {item.citation}' if item.citation else ''}"
