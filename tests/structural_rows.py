"""The rows of tests/truth/structural.tsv, as records, people and table lines."""

from functools import partial

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.validation.calls import (
    NOT_CARRIED,
    structural_findings,
    structural_person,
    structural_record,
)

LOCUS = read_locus()
rows = partial(read_truth, "structural")
findings_of = partial(structural_findings, locus=LOCUS)
person_of = structural_person
record_of = structural_record

__all__ = ["LOCUS", "NOT_CARRIED", "findings_of", "person_of", "record_of", "rows", "table_line"]


def table_line(row):
    """The row as the documentation shows it."""
    person = f"{row['sex']} {row['karyotype']}".strip()
    place = f"{row['place']} {row['filter']}".strip()
    cells = [f"`{row['case']}`", person, row["caller"], place, f"`{row['alt']}`"]
    cells += [f"`{row['info']}`", f"`{row['format']}`", row["zygosity"], row["takes"], row["relevance"]]
    cells.append(f"`{row['name']}`" if row["name"] else "")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
