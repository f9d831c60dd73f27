"""Reads `tests/truth/segregation.tsv` and asks the code each row's question.

`family` as in `pedigrees.py`, `states` as `person zygosity`; `other_copy_lost` after a state says that
the person's other copy is broken too. In rows about phase, `|` parts the states at the two variants.
"""

import csv
from pathlib import Path

from cd40lg_annot.family import origin, phase, segregation
from pedigrees import a_pedigree, evidence

TABLE = Path(__file__).parent / "truth" / "segregation.tsv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def an_evidence(text):
    """States as text; the words `other_copy_lost` go into the evidence's field of that name."""
    items = [item.split() for item in text.split(";") if item.strip()]
    lost = frozenset(item[0] for item in items if item[2:] == ["other_copy_lost"])
    return evidence("; ".join(" ".join(item[:2]) for item in items), other_copy_lost=lost)


def answer(row, rules=segregation):
    """What the code says to a row; `rules` is the segregation module, or a mutant of it."""
    pedigree = a_pedigree(row["family"])
    if row["rule"] == "phase":
        first, second = row["states"].split("|")
        pair = phase.Pair(pedigree, an_evidence(first), an_evidence(second))
        return phase.phase(pair, row["person"]).phase.value
    known = an_evidence(row["states"])
    if row["rule"] == "origin":
        return origin.origin(pedigree, known, row["person"]).origin.value
    if row["rule"] == "meioses":
        return str(len(rules.informative_males(pedigree, known)))
    if row["rule"] == "verdict":
        return rules.segregation(pedigree, None, known).verdict
    found = rules.decisions(pedigree, known)
    fits = [d.fit.value for d in found if d.rule == row["rule"] and d.person == row["person"]]
    return fits[0] if fits else "-"
