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
_COPIES = {"hemizygous": (1,), "heterozygous": (2, 3), "homozygous": (2, 3)}


def evidence_of_states(
    states: Mapping[str, GenotypeState | None], *, sensitivity: Fraction = Fraction(1)
) -> tuple[RiskEvidence, ...]:
    """Genotypes that were read, as evidence; what was not called, or is in doubt, is none.

    `sensitivity`: how surely a carrier is found at a position that could be called, 0 to 1.
    """
    return tuple(
        RiskEvidence(person, EvidenceKind.GENOTYPE, _STATED[state.zygosity], sensitivity, Fraction(1))
        for person, state in states.items()
        if state is not None and state.zygosity in _STATED
    )


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
