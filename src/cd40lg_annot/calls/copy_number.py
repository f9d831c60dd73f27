"""A structural call read in the light of sex and copy number, and put into words."""

from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    Build,
    GenotypeState,
    Karyotype,
    Sex,
    StructuralCall,
    StructuralFinding,
    Zygosity,
    x_copies,
)

_IN_WORDS = {
    "DEL": "deletion",
    "DUP": "duplication",
    "INV": "inversion",
    "INS": "insertion",
    "CNV": "copy-number change",
    "BND": "rearrangement",
}
_DOSAGE = frozenset({"DEL", "DUP", "CNV"})


def structural_finding(
    call: StructuralCall, sex: Sex, karyotype: Karyotype | None, locus: Locus
) -> StructuralFinding:
    """Read one structural call for one person."""
    return StructuralFinding(call, structural_state(call, sex, karyotype), description(call, locus))


def structural_state(call: StructuralCall, sex: Sex, karyotype: Karyotype | None) -> GenotypeState:
    """Zygosity of a structural variant.

    A stated copy number decides over the genotype: callers that assume two copies write a male
    with his one normal copy as a heterozygous deletion.
    """
    expected = x_copies(sex, karyotype)
    if call.kind in _DOSAGE and call.copy_number is not None and expected is not None:
        return _by_copy_number(call.copy_number, expected, call.alleles)
    return _by_genotype(call, expected)


def _by_copy_number(copies: int, expected: int, alleles: tuple[int | None, ...]) -> GenotypeState:
    if copies == expected:
        note = f"copy number {copies} is what is expected for this person"
        if 1 in alleles:
            note += "; the genotype, written as if two copies were expected, is not followed"
        return GenotypeState(Zygosity.ABSENT, (note,))
    note = f"copy number {copies} where {expected} is expected"
    if copies == 0:
        return GenotypeState(Zygosity.DELETED, (note,), warning=True)
    if copies < expected:
        return GenotypeState(Zygosity.HETEROZYGOUS, (note,), warning=True)
    return GenotypeState(
        Zygosity.HEMIZYGOUS if expected == 1 else Zygosity.HETEROZYGOUS, (note,), warning=True
    )


def _by_genotype(call: StructuralCall, expected: int | None) -> GenotypeState:
    alleles = call.alleles
    if all(allele is None for allele in alleles):
        return GenotypeState(Zygosity.NO_CALL, ("the file gives no genotype for it",), warning=True)
    if 1 not in alleles:
        return GenotypeState(Zygosity.NO_CALL if None in alleles else Zygosity.ABSENT)
    if expected is None or None in alleles:
        note = "sex or part of the genotype is unknown: the copies cannot be counted"
        return GenotypeState(Zygosity.UNDETERMINED, (note,), warning=True)
    if set(alleles) == {1}:
        if call.kind == "DEL":
            return GenotypeState(Zygosity.DELETED, ("no copy is left",), warning=True)
        return GenotypeState(Zygosity.HEMIZYGOUS if expected == 1 else Zygosity.HOMOZYGOUS, (), warning=True)
    if expected == 1:
        note = "called on one of two copies where one X is expected, and no copy number is given"
        return GenotypeState(Zygosity.CONFLICT, (note,), warning=True)
    return GenotypeState(Zygosity.HETEROZYGOUS, (), warning=True)


def description(call: StructuralCall, locus: Locus) -> str:
    """Say what a structural call takes: "deletion of exons 2 to 3, chrX:136649000-136655000 (GRCh38)".

    Positions are 1-based and inclusive on GRCh38; beyond the locus they hold if both builds
    agree there, so they are for orientation.
    """
    first = locus.genomic_pos(call.start + 1, Build.GRCH38)
    last = locus.genomic_pos(call.end, Build.GRCH38)
    name = _IN_WORDS[call.kind]
    return f"{name} {_exons_in_words(call, locus)}, chrX:{first}-{last} (GRCh38)"


def _exons_in_words(call: StructuralCall, locus: Locus) -> str:
    exons = call.exons
    gene = locus.transcript.exons
    inside = call.start >= gene[0].start and call.end <= gene[-1].end
    if call.kind == "BND":
        return "with an end inside the gene" if inside or len(exons) < len(gene) else "around the gene"
    if len(exons) == len(gene):
        return "of the whole gene"
    if not exons:
        return "inside an intron"
    if len(exons) == 1:
        return f"of exon {exons[0]} or part of it"
    return f"of exons {exons[0]} to {exons[-1]}, wholly or in part"
