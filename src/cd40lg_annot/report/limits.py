"""What was not looked at, in words, so that a negative is never read as more than it is."""

from cd40lg_annot.model import SampleInterpretation, Sex
from cd40lg_annot.report.callability import CallabilityView

# Kinds of variant that small-variant calls cannot show, whoever called them.
_UNSEEN_KINDS = (
    "Variants deep in the introns and in distant regulatory regions are not interpreted.",
    "Inversions, translocations and complex rearrangements are not seen by small-variant calling.",
    "Mosaicism below the caller's detection limit, and mosaicism of the germ line, are not excluded.",
)
_NO_STRUCTURAL = (
    "Deletions and duplications of exons or of the whole gene were not looked for: "
    "no structural-variant calls were given."
)
_FEMALE_DELETION = "In a female, a deletion on one X chromosome can hide behind normal calls from the other."
_GERM_LINE_MOSAIC = (
    "A mother whose blood test is negative can still carry the variant in part of her egg cells "
    "(germ-line mosaicism); her further pregnancies keep a small risk."
)
_SILENCE = "Absence of a record is not evidence that a variant is absent."


def limits_of_sample(sample: SampleInterpretation, callability: CallabilityView) -> tuple[str, ...]:
    """Say what the report of one sample cannot exclude."""
    limits = [] if callability.complete else [callability.sentence, _SILENCE]
    given = any(item.role == "sv_vcf" for item in sample.inputs)
    if not given and not sample.structural_findings:
        limits.append(_NO_STRUCTURAL)
        if sample.person.sex is not Sex.MALE:
            limits.append(_FEMALE_DELETION)
    if sample.person.sex is Sex.UNKNOWN:
        limits.append("Sex is not recorded: how many copies to expect, and so zygosity, is not certain.")
    return (*limits, *_UNSEEN_KINDS)


def limits_of_family(*, people_without_samples: tuple[str, ...]) -> tuple[str, ...]:
    """Say what the carrier report of a family cannot exclude."""
    untested = (
        (f"Not tested, so their status rests on the pedigree alone: {', '.join(people_without_samples)}.",)
        if people_without_samples
        else ()
    )
    return (
        *untested,
        _GERM_LINE_MOSAIC,
        "A negative test excludes only the variant that was looked for, within the limits of the method.",
        "Parentage is taken as the pedigree states it, unless a warning says that the data contradict it.",
        "Normal immunoglobulins, or normal CD40 ligand on activated T cells, do not exclude a carrier.",
    )
