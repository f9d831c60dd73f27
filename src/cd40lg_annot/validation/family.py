"""The truth tables about families: segregation, origin, phase, and everybody's status."""

from types import ModuleType

from cd40lg_annot.family import origin, phase, segregation
from cd40lg_annot.family.status import statuses
from cd40lg_annot.model import PersonStatus
from cd40lg_annot.validation.outcome import Case, Row
from cd40lg_annot.validation.pedigrees import a_pedigree, an_evidence


def segregation_answer(row: Row, rules: ModuleType = segregation) -> str:
    """Answer a row of `segregation.tsv`; `rules` is the segregation module, or a mutant of it.

    `states` as `person zygosity`; `other_copy_lost` after a state says that the person's other copy is
    broken too. In rows about phase, `|` parts the states at the two variants.
    """
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
        return str(rules.segregation(pedigree, None, known).verdict)
    found = rules.decisions(pedigree, known)
    fits = [d.fit.value for d in found if d.rule == row["rule"] and d.person == row["person"]]
    return fits[0] if fits else "-"


def segregation_case(row: Row) -> Case:
    """A row of `segregation.tsv` with its answer."""
    return Case(f"{row['rule']}: {row['case']}", row["expected"], segregation_answer(row))


def status_of(row: Row) -> PersonStatus:
    """Status of the person that a row of `status.tsv` asks about."""
    people = statuses(a_pedigree(row["family"]), an_evidence(row["states"]))
    return next(person for person in people if person.person == row["person"])


def status_case(row: Row) -> Case:
    """A row of `status.tsv` with its answer, the wanted reason included."""
    found = status_of(row)
    missing = row["reason"] and row["reason"] not in found.reasons
    words = f"{found.status.value}; {' '.join(found.reasons)}" if missing else found.status.value
    return Case(row["case"], row["status"], words)
