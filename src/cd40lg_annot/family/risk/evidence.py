"""Evidence for the risk calculation: what fits a person's sex, and what genotype states amount to."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from cd40lg_annot.errors import InputFault
from cd40lg_annot.family.pedigree import x_copies
from cd40lg_annot.model import EvidenceKind, GenotypeState, Person, RiskEvidence, Zygosity

_STATED = {
    Zygosity.HEMIZYGOUS: "hemizygous",
    Zygosity.HETEROZYGOUS: "heterozygous",
    Zygosity.HOMOZYGOUS: "homozygous",
    Zygosity.ABSENT: "absent",
}
# Deeper, the formula claims more than sequencing can show.
_DEEP = 30
_COPIES = {"hemizygous": (1,), "heterozygous": (2, 3), "homozygous": (2, 3)}


def evidence_of_states(
    states: Mapping[str, GenotypeState | None], people: Mapping[str, Person]
) -> tuple[RiskEvidence, ...]:
    """Genotypes that were read, as evidence; what was not called, or is in doubt, is none.

    Callability is the sensitivity of the test: a position that could not be called finds nobody, and
    one that could finds a carrier unless every read came from her other copy.
    """
    return tuple(
        RiskEvidence(
            person,
            EvidenceKind.GENOTYPE,
            _STATED[state.zygosity],
            sensitivity_at(state.depth, x_copies(people[person])),
            Fraction(1),
        )
        for person, state in states.items()
        if state is not None and state.zygosity in _STATED
    )


def sensitivity_at(depth: int | None, copies: int | None) -> Fraction:
    """How surely a heterozygote is found at a depth, 0 to 1: each read shows either copy equally often.

    `depth`: reads; None where the file gives none, which is then taken for enough, as is one X.

    >>> sensitivity_at(10, 2), sensitivity_at(10, 1), sensitivity_at(None, 2)
    (Fraction(1023, 1024), Fraction(1, 1), Fraction(1, 1))
    """
    if depth is None or copies == 1:
        return Fraction(1)
    return 1 - Fraction(1, 2 ** min(depth, _DEEP))


def evidence_faults(
    people: Mapping[str, Person], evidence: Sequence[RiskEvidence], *, file: str, rows: Sequence[int]
) -> Iterator[InputFault]:
    """Genotypes and assays that a person's number of X chromosomes does not allow."""
    for item, row in zip(evidence, rows, strict=True):
        copies = x_copies(people[item.person])
        if item.kind is EvidenceKind.XCI and copies == 1:
            problem = "X-inactivation needs two X chromosomes"
            remedy = f"remove the row, or correct the sex or karyotype of {item.person!r}"
            yield InputFault(file, problem, remedy, row=row, column="kind")
        allowed = _COPIES.get(item.result) if item.kind is EvidenceKind.GENOTYPE else None
        if allowed is not None and copies is not None and copies not in allowed:
            problem = f"{item.result} is not possible with {copies} X chromosome{'s' * (copies > 1)}"
            remedy = f"correct the result, or the sex or karyotype of {item.person!r}"
            yield InputFault(file, problem, remedy, row=row, column="result")
