"""The rows of tests/truth/structural.tsv, as records, people and table lines."""

import csv
from pathlib import Path

from cd40lg_annot.calls.structural import structural_calls
from cd40lg_annot.classify.structural import structural_finding
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Affection, Build, Karyotype, Person, Sex, VcfRecord, Zygosity

TABLE = Path(__file__).parent / "truth" / "structural.tsv"
LOCUS = read_locus()
NOT_CARRIED = (Zygosity.ABSENT, Zygosity.NO_CALL)


def rows():
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def person_of(row):
    karyotype = Karyotype(row["karyotype"]) if row["karyotype"] else None
    return Person("P", "F", None, None, Sex(row["sex"]), Affection.UNKNOWN, karyotype)


def record_of(row):
    contig, pos = row["place"].split(":")
    info = dict(item.partition("=")[::2] for item in row["info"].split(";") if item)
    values = dict(item.partition("=")[::2] for item in row["format"].split(";"))
    end = int(info.get("END", 0))
    return VcfRecord(
        contig=contig,
        pos=int(pos),
        end=max(int(pos) + len(row["ref"]) - 1, end),
        ref=row["ref"],
        alts=() if row["alt"] == "." else tuple(row["alt"].split(",")),
        filters=tuple(row["filter"].split(";")) if row["filter"] else (),
        info=info,
        format_keys=tuple(values),
        formats={"S": {key: value for key, value in values.items() if value != "."}},
    )


def findings_of(row):
    """Findings of every allele of the row's record, those that the person carries first."""
    calls = structural_calls(record_of(row), "S", LOCUS, Build.GRCH38)
    found = [structural_finding(call, person_of(row), LOCUS, Build.GRCH38, "chrX") for call in calls]
    return sorted(found, key=lambda finding: finding.state.zygosity in NOT_CARRIED)


def table_line(row):
    """The row as the documentation shows it."""
    person = f"{row['sex']} {row['karyotype']}".strip()
    place = f"{row['place']} {row['filter']}".strip()
    cells = [f"`{row['case']}`", person, row["caller"], place, f"`{row['alt']}`"]
    cells += [f"`{row['info']}`", f"`{row['format']}`", row["zygosity"], row["takes"], row["relevance"]]
    cells.append(f"`{row['name']}`" if row["name"] else "")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
