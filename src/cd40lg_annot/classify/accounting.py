"""Where every allele that was read of a sample stands in its report: the last line of the books."""

from collections import Counter
from collections.abc import Collection, Sequence

from cd40lg_annot.calls.copy_number import structural_state
from cd40lg_annot.calls.ledger import CALLED, MATE, NOT_CALLED, STRUCTURAL
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.model import Call, ExtractedSample, Person, StructuralFinding, Tally, Variant, Zygosity

FINDING = "finding"
STRUCTURAL_FINDING = "structural_finding"
NOT_CARRIED = "not_carried"


def final_tally(
    sample: ExtractedSample,
    person: Person,
    own: Collection[Variant],
    structural: Sequence[StructuralFinding],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Tally:
    """Counts of a sample's file, with calls told apart: those that are findings, and those not carried.

    Args:
        sample: what was read, with the counts of reading.
        person: whose it is.
        own: variants that have a finding in this sample.
        structural: the sample's structural findings.
        thresholds: limits on reads and quality.
    """
    reported, aside = Counter(sample.tally.reported), Counter(sample.tally.set_aside)
    called, large = reported.pop(CALLED, 0), reported.pop(STRUCTURAL, 0)
    found = min(called, sum(call.variant in own for call in _counted(sample)))
    reported[FINDING] += found
    reported[NOT_CARRIED] += called - found
    # The second record of a pair of breakends may stand in the other of the sample's two files.
    aside[MATE] += max(0, large - len(sample.structural))
    kept = min(large, len(sample.structural))
    uncalled = _uncalled(sample, person, thresholds)
    shown = min(kept, sum(1 + len(item.others) for item in structural))
    reported[STRUCTURAL_FINDING] += shown
    reported[NOT_CALLED] += uncalled
    reported[NOT_CARRIED] += kept - shown - uncalled
    return Tally(sample.tally.read, dict(+reported), dict(+aside))


def _counted(sample: ExtractedSample) -> list[Call]:
    """Calls that the books count as small: not those joined of others, nor those counted as structural."""
    large = {item.variant for item in sample.structural}
    return [call for call in sample.calls if not call.parts and call.variant not in large]


def _uncalled(sample: ExtractedSample, person: Person, thresholds: Thresholds) -> int:
    """Structural records of the gene that are not called in this sample; they have a warning."""
    states = (structural_state(call, person.sex, person.karyotype, thresholds) for call in sample.structural)
    return sum(state.zygosity is Zygosity.NO_CALL for state in states)
