"""Structural variants of a family: who carries them, who does not, and of whom it cannot be said.

A file that does not list a deletion says little: sequencing cannot see an exon deletion in a
heterozygous female. What does count against one is bases read in the lost exons of a person with one X,
two different alleles inside it, a genotype of the same record, or a copy number as expected.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cd40lg_annot.calls.copy_number import structural_state
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.classify.structural import rearrangement
from cd40lg_annot.classify.tumour import germline_state
from cd40lg_annot.model import (
    ExtractedSample,
    GenotypeState,
    Person,
    Rearrangement,
    Relevance,
    SampleInterpretation,
    StructuralCall,
    StructuralFinding,
    WarningKind,
    Zygosity,
    x_copies,
)

_CARRIED = frozenset({Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS})
_SPANNING = frozenset({Rearrangement.LOST, Rearrangement.GAINED, Rearrangement.UNKNOWN})
# Callers place one deletion differently; those that share half of their bases are taken for the same.
_SHARED_PART = 0.5
_NEAR_BASES = 100
# Share of the lost exons' bases that has to be read in a person with one X to exclude the loss.
_READ_SHARE = 0.5
NOT_SEEN = (
    "sequencing cannot see an exon deletion in a heterozygous female: a copy-number test (MLPA, array or "
    "depth) is needed"
)


@dataclass(frozen=True, slots=True)
class SharedStructural:
    """One structural variant of a family, as the member shows it who shows it best, and everyone's state."""

    finding: StructuralFinding
    states: Mapping[str, GenotypeState]

    @property
    def name(self) -> str:
        """Its short name for the reasons: what it takes, and the coding name where there is one."""
        return named(self.finding)


def named(finding: StructuralFinding) -> str:
    """What a structural variant takes, and its coding name, or else its genomic one."""
    effect = finding.effect
    if effect is None:
        return finding.description
    name = (effect.hgvs_c or effect.hgvs_g).partition(":")[2]
    return f"{effect.takes} ({name})" if name else effect.takes


def shared_structural(
    interpreted: Sequence[SampleInterpretation],
    extracted: Iterable[ExtractedSample],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[SharedStructural, ...]:
    """Every structural variant that a member carries or may carry, and the state of every sampled member.

    What is not reportable in anyone is left out.
    """
    files = {sample.sample: sample for sample in extracted}
    distinct: list[StructuralFinding] = []
    every = [item for sample in interpreted for item in sample.structural_findings]
    for item in sorted(every, key=lambda item: item.state.zygosity not in _CARRIED):
        wanted = item.relevance is not Relevance.NOT_REPORTABLE
        if wanted and not any(is_same(item, other) for other in distinct):
            distinct.append(item)
    return tuple(
        SharedStructural(
            item,
            {
                sample.sample: germline_state(_state(item, sample, files[sample.sample], thresholds), sample)
                for sample in interpreted
            },
        )
        for item in distinct
    )


def with_unseen(sample: SampleInterpretation, structural: Iterable[SharedStructural]) -> SampleInterpretation:
    """Say in a sample's own headline that the family's structural variant was not assessed in it."""
    unseen = [
        item
        for item in structural
        if item.finding.relevance is Relevance.DISEASE_CAUSING
        and item.states[sample.sample].zygosity is Zygosity.NO_CALL
    ]
    if not unseen:
        return sample
    sentence = f"Not assessed in this sample: the family's {'; '.join(item.name for item in unseen)}."
    reasons = dict.fromkeys(note for item in unseen for note in item.states[sample.sample].notes)
    warning = f"{sentence[:-1]}: {'; '.join(reasons)}."
    return replace(
        sample,
        headline=f"{sample.headline} {sentence}",
        warnings=(*sample.warnings, warning),
        warning_kinds=(*sample.warning_kinds, WarningKind.NOT_ASSESSED),
    )


def is_same(first: StructuralFinding, second: StructuralFinding) -> bool:
    """Whether two findings are one variant, placed by two callers or in two people."""
    kinds = {item.effect.rearrangement for item in (first, second) if item.effect}
    return len(kinds) == 1 and _is_same_place(first.call, second.call, kinds.pop())


def _is_same_place(first: StructuralCall, second: StructuralCall, kind: Rearrangement) -> bool:
    if kind in _SPANNING or kind is Rearrangement.INVERTED:
        shared = min(first.end, second.end) - max(first.start, second.start)
        longest = max(first.end - first.start, second.end - second.start)
        return shared >= _SHARED_PART * longest
    return abs(first.start - second.start) <= _NEAR_BASES


def _state(
    item: StructuralFinding, sample: SampleInterpretation, file: ExtractedSample, thresholds: Thresholds
) -> GenotypeState:
    own = [finding.state for finding in sample.structural_findings if is_same(item, finding)]
    if own:
        return min(own, key=lambda state: state.zygosity not in _CARRIED)
    person = sample.person
    counted = _called(item, person, file, thresholds) or _counted(item, person, file)
    if counted:
        return counted
    if item.effect and item.effect.rearrangement is Rearrangement.LOST:
        return _by_sequence(item, sample)
    return GenotypeState(Zygosity.NO_CALL, ("its files do not list it, which does not exclude it",))


def _called(
    item: StructuralFinding, person: Person, file: ExtractedSample, thresholds: Thresholds
) -> GenotypeState | None:
    """State from a call of the same variant that the person does not carry."""
    for call in file.structural:
        same_kind = item.effect is not None and (
            call.kind == item.call.kind or rearrangement(call, person) is item.effect.rearrangement
        )
        if same_kind and item.effect and _is_same_place(item.call, call, item.effect.rearrangement):
            return structural_state(call, person.sex, person.karyotype, thresholds)
    return None


def _counted(item: StructuralFinding, person: Person, file: ExtractedSample) -> GenotypeState | None:
    """State from a segment whose copy number is as expected over the whole variant."""
    expected = x_copies(person.sex, person.karyotype)
    if not item.effect or item.effect.rearrangement not in _SPANNING:
        return None
    for segment in file.copy_segments:
        covers = segment.start <= item.call.start and item.call.end <= segment.end
        if covers and segment.copy_number == expected and not segment.filters:
            note = f"copy number {segment.copy_number} over the whole of it, as expected"
            return GenotypeState(Zygosity.ABSENT, (note,))
    return None


def _by_sequence(item: StructuralFinding, sample: SampleInterpretation) -> GenotypeState:
    """State of a deletion from the bases that were read inside it."""
    person, effect = sample.person, item.effect
    inside = [
        finding.annotated.names.hgvs_c
        for finding in sample.findings
        if finding.state.zygosity is Zygosity.HETEROZYGOUS
        and not finding.state.warning
        and _is_inside(item.call, finding.annotated.variant.pos)
    ]
    expected = x_copies(person.sex, person.karyotype)
    if inside and expected == 2:
        note = f"two different alleles inside it ({inside[0]}): both copies are there"
        return GenotypeState(Zygosity.ABSENT, (note,))
    lost = {f"exon {number}" for number in effect.whole_exons} if effect else set()
    regions = [region for region in sample.callability if region.name in lost]
    read = sum(region.called_reference + region.called_variant for region in regions)
    bases = sum(region.end - region.start for region in regions)
    if expected == 1 and bases and read >= _READ_SHARE * bases:
        note = f"{read} of {bases} bases of the lost exons were read on the only X"
        return GenotypeState(Zygosity.ABSENT, (note,))
    if expected == 1:
        return GenotypeState(Zygosity.NO_CALL, ("no copy number, and too few bases read in the exons",))
    return GenotypeState(Zygosity.NO_CALL, (NOT_SEEN,))


def _is_inside(call: StructuralCall, pos: int) -> bool:
    start = call.start_range[1] if call.start_range else call.start
    end = call.end_range[0] if call.end_range else call.end
    return start < pos <= end
