"""Samples that every exchange format has to carry: each state a finding can have, each structural kind."""

from dataclasses import replace

from builders import HOSTILE, a_female, a_finding, a_male, a_sample, callability, thr254met, thr254met_family
from cd40lg_annot.classify.structural import structural_finding
from cd40lg_annot.model import (
    Affection,
    Build,
    PersonStatus,
    RecordPlace,
    Status,
    StructuralCall,
    StructuralFinding,
    Zygosity,
)
from structural_rows import LOCUS, NOT_CARRIED, findings_of, person_of, rows


def odd_family():
    """One sample for each state that a finding can have, for each structural case, and a hostile one."""
    people = [a_female(zygosity.value) for zygosity in Zygosity]
    samples = [
        a_sample(person, (a_finding(thr254met(), zygosity, (0, 1)),), callability=callability(0.5))
        for person, zygosity in zip(people, Zygosity, strict=True)
    ]
    for number, (person, finding) in enumerate(structural_cases()):
        people.append(replace(person, person=f"SV{number}", family="F1"))
        samples.append(a_sample(people[-1], structural_findings=(finding,)))
    people.append(a_male(HOSTILE, affected=Affection.AFFECTED))
    samples.append(a_sample(people[-1], build=Build.GRCH37, contig="X", callability=()))
    statuses = [PersonStatus(person.person, Status.INCONCLUSIVE, ("reason",)) for person in people]
    return replace(thr254met_family(), people=tuple(people), statuses=tuple(statuses), samples=tuple(samples))


def structural_cases():
    """Person and finding of each row of the truth table that is carried, or may be."""
    for row in rows():
        for finding in findings_of(row):
            if finding.state.zygosity not in NOT_CARRIED:
                yield person_of(row), finding


def structural() -> list[StructuralFinding]:
    """Exact deletion, one with room at its ends, a counted gain, a junction: all in a male."""
    return [
        a_structural("DEL", 7000, 11500, copy_number=0),
        a_structural("DEL", 7000, 11500, start_range=(6900, 7050), end_range=(11400, 11600)),
        a_structural("DUP", 7000, 11500, copy_number=2, depth_only=True),
        a_structural("BND", 7000, 7001),
    ]


def a_structural(kind, start, end, **fields):
    """A structural finding of a male, `start` and `end` 0-based on the locus axis."""
    place = RecordPlace("chrX", 136_643_176 + start, "N", f"<{kind}>")
    call = StructuralCall(kind, start, end, (1,), place, **fields)
    return structural_finding(call, a_male("P"), LOCUS, Build.GRCH38, "chrX")
