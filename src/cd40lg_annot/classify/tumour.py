"""What a file of a tumour's calls says of the person: an allele of the tumour need not be inherited."""

from dataclasses import replace

from cd40lg_annot.model import GenotypeState, SampleInterpretation, WarningKind, Zygosity

CARRIED_BY_TUMOUR = "called in a file of a tumour's calls: whether it is inherited is not known"
ABSENT_FROM_TUMOUR = (
    "a file of a tumour's calls may leave out inherited alleles: its silence counts for nothing"
)


def germline_state(state: GenotypeState, sample: SampleInterpretation) -> GenotypeState:
    """State that counts in the family: of a tumour's file none that says carrier, affected or excluded."""
    if WarningKind.TUMOUR not in sample.warning_kinds or state.zygosity is Zygosity.NO_CALL:
        return state
    absent = state.zygosity is Zygosity.ABSENT
    zygosity = Zygosity.NO_CALL if absent else Zygosity.UNDETERMINED
    note = ABSENT_FROM_TUMOUR if absent else CARRIED_BY_TUMOUR
    return replace(state, zygosity=zygosity, notes=(*state.notes, note), warning=True)
