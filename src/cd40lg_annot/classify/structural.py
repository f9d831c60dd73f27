"""A structural variant in one person: state, effect and name put together, and what it asks of its reader."""

from collections.abc import Iterable
from dataclasses import replace

from cd40lg_annot.calls.copy_number import gains, is_balanced, loses, odd_copies, structural_state
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.classify.structural_events import ONE_JUNCTION, together
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import is_x
from cd40lg_annot.model import (
    Build,
    ExtractedSample,
    Finding,
    Junction,
    Person,
    Rearrangement,
    Relevance,
    StructuralCall,
    StructuralEffect,
    StructuralFinding,
    Warned,
    WarningKind,
    Zygosity,
    x_copies,
)
from cd40lg_annot.variant.structural_effect import structural_effect

_CARRIED_BY_ALL = frozenset({Zygosity.HEMIZYGOUS, Zygosity.HOMOZYGOUS})
_NOT_A_FINDING = frozenset({Zygosity.ABSENT, Zygosity.NO_CALL})
REVIEW = "A laboratory has to confirm it by a second method before a report is signed."


def structural_finding(
    call: StructuralCall,
    person: Person,
    locus: Locus,
    build: Build,
    contig: str,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> StructuralFinding:
    """Read one structural call for one person.

    Args:
        call: the call.
        person: whose it is; sex and karyotype say how many copies to expect.
        locus: the reference.
        build: the input's build.
        contig: chromosome X as the input spells it.
        thresholds: limits on reads and quality.
    """
    state = structural_state(call, person.sex, person.karyotype, thresholds)
    effect = structural_effect(call, rearrangement(call, person), locus, build)
    contig = call.place.contig if is_x(call.place.contig) else contig
    pos, end = locus.genomic_pos(call.start + 1, build), locus.genomic_pos(call.end, build)
    return StructuralFinding(
        call=call,
        state=state,
        description=f"{effect.takes}, {_range(contig, pos, end)} ({build.value})",
        effect=effect,
        relevance=relevance_of(call, effect),
        contig=contig,
        pos=pos,
        end=end,
        notes=(*effect.notes, *_notes(call, effect)),
    )


def structural_findings(
    sample: ExtractedSample, person: Person, locus: Locus, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> list[StructuralFinding]:
    """Findings of one sample, those that ask most of the reader first.

    A call that the person does not carry is none, and neither is a record without a genotype.
    """
    every = [
        structural_finding(call, person, locus, sample.build, sample.contig, thresholds)
        for call in sample.structural
    ]
    order = list(Relevance)
    found = [finding for finding in every if finding.state.zygosity not in _NOT_A_FINDING]
    found = together(found, locus)
    return sorted(found, key=lambda finding: (order.index(finding.relevance), finding.pos))


def rearrangement(call: StructuralCall, person: Person) -> Rearrangement:
    """What the call does to the stretch between its ends, in a person with so many X chromosomes."""
    expected = x_copies(person.sex, person.karyotype)
    if loses(call, expected):
        return Rearrangement.LOST
    if gains(call, expected):
        return Rearrangement.GAINED
    if call.kind == "INS":
        return Rearrangement.INSERTED
    if call.kind == "INV" or call.junction in {Junction.INVERSION_LIKE, Junction.UNORIENTED}:
        return Rearrangement.INVERTED
    return Rearrangement.BROKEN if call.kind == "BND" else Rearrangement.UNKNOWN


def relevance_of(call: StructuralCall, effect: StructuralEffect) -> Relevance:
    """What the variant asks of its reader.

    Loss of function causes the disease, so a variant that surely takes exons or parts them is
    disease-causing. What the caller filtered, a junction without a known partner, and a loss that the
    same record makes up for, is uncertain.
    An inversion around the whole gene leaves it as it is.
    """
    if effect.breaks_gene and not is_doubtful(call):
        return Relevance.DISEASE_CAUSING
    whole = effect.rearrangement is Rearrangement.INVERTED and effect.impact == "MODIFIER"
    if whole and not effect.possible_exons and "contained whole" in effect.in_words:
        return Relevance.NOT_REPORTABLE
    return Relevance.UNCERTAIN


def is_doubtful(call: StructuralCall) -> bool:
    """Whether the record itself leaves it open that anything is lost or parted."""
    return bool(call.filters) or call.junction is Junction.SINGLE or is_balanced(call)


def absent_notes(
    sample: ExtractedSample, person: Person, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> Iterable[str]:
    """Why records that reach the gene gave no finding, where the reader would wonder."""
    for call in sample.structural:
        state = structural_state(call, person.sex, person.karyotype, thresholds)
        if state.zygosity is Zygosity.ABSENT and 1 in call.alleles and state.notes:
            yield f"structural record {_place(call)} is no finding: {'; '.join(state.notes)}"


def structural_warnings(
    sample: ExtractedSample, person: Person, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> Iterable[Warned]:
    """What the structural files leave open or contradict, apart from the findings."""
    for call in sample.structural:
        state = structural_state(call, person.sex, person.karyotype, thresholds)
        if state.zygosity is Zygosity.NO_CALL:
            notes = "; ".join(state.notes)
            words = f"Structural record {_place(call)} reaches the gene and is not called here: {notes}."
            yield Warned(WarningKind.STRUCTURAL, words)
        odd = odd_copies(call, person.sex, person.karyotype)
        if state.zygosity is Zygosity.ABSENT and odd:
            yield Warned(
                WarningKind.COPY_NUMBER,
                f"Structural record {_place(call)} is not carried, but has {odd}: "
                "check sex, karyotype and sample identity.",
            )
    expected = x_copies(person.sex, person.karyotype)
    for segment in sample.copy_segments:
        if expected is not None and segment.copy_number != expected:
            place = f"{segment.place.contig}:{segment.place.pos}"
            yield Warned(
                WarningKind.COPY_NUMBER,
                f"A segment over the gene ({place}) without a variant has copy number {segment.copy_number}, "
                f"where {expected} would be expected: check sex, karyotype and sample identity.",
            )


def _place(call: StructuralCall) -> str:
    return f"{call.place.contig}:{call.place.pos} {call.place.alt}"


def _range(contig: str, pos: int, end: int) -> str:
    return f"{contig}:{pos}-{end}" if pos != end else f"{contig}:{pos}"


def _notes(call: StructuralCall, effect: StructuralEffect) -> Iterable[str]:
    if effect.neighbours:
        yield f"other genes between the ends: {', '.join(effect.neighbours)}"
    if call.junction in {Junction.DELETION_LIKE, Junction.DUPLICATION_LIKE}:
        yield f"read from how two breakends are joined ({call.junction.value}); copy number should confirm it"
    if call.junction is Junction.INVERSION_LIKE:
        yield ONE_JUNCTION
    if call.open_end:
        yield "the file says nothing of where it ends: it may take everything that follows"
    if call.depth_only:
        yield "found by counting reads: the ends lie somewhere near the stretch that was counted"
    if effect.rearrangement is Rearrangement.GAINED and call.depth_only:
        yield "no HGVS name: a count of reads does not show where the extra copy lies"
    if effect.breaks_gene:
        yield REVIEW


def with_hidden_deletions(
    findings: Iterable[Finding], structural: Iterable[StructuralFinding]
) -> tuple[list[Finding], list[StructuralFinding]]:
    """Small and structural findings, each told what the other says about the copies at its place.

    A homozygous small variant under a heterozygous deletion stands on one copy, the other being lost.
    Two different bases under a deletion, or any under one that leaves no copy, contradict it.
    A deletion spelt in bases is both: each is told of the other.
    """
    small = list(findings)
    large = [_contradicted(_as_spelt(item, small), small) for item in structural]
    small = [_also_structural(item, large) for item in small]
    lost = [item for item in large if item.effect and item.effect.rearrangement is Rearrangement.LOST]
    return [_under(item, lost) for item in small], large


def _as_spelt(item: StructuralFinding, small: Iterable[Finding]) -> StructuralFinding:
    """Give a deletion that is spelt in bases what is known of exactly this allele, unless it is worse."""
    for finding in small:
        known = finding.annotated.assessment.relevance
        if finding.annotated.variant == item.call.variant and item.relevance is Relevance.UNCERTAIN:
            return replace(item, relevance=known)
    return item


def _also_structural(finding: Finding, large: Iterable[StructuralFinding]) -> Finding:
    """Tell a small variant that it is reported as a structural one, too."""
    for item in large:
        if item.call.variant == finding.annotated.variant:
            return replace(finding, notes=(*finding.notes, f"also read as a {item.description}"))
    return finding


def _under(finding: Finding, lost: Iterable[StructuralFinding]) -> Finding:
    for item in lost:
        if not _covers(item, finding):
            continue
        note = _under_words(finding, item)
        if note:
            state = replace(finding.state, notes=(*finding.state.notes, note), warning=True)
            finding = replace(finding, state=state)
    return finding


def _under_words(finding: Finding, item: StructuralFinding) -> str | None:
    if item.state.zygosity is Zygosity.HETEROZYGOUS and finding.state.zygosity is Zygosity.HOMOZYGOUS:
        return (
            f"the other copy is lost with a {item.description}: the variant stands on the one copy that is "
            "left, and no normal copy is there"
        )
    if item.state.zygosity in {*_CARRIED_BY_ALL, Zygosity.HETEROZYGOUS} and _contradicts(finding, item):
        return f"called under a {item.description}, which it contradicts"
    return None


def _contradicted(item: StructuralFinding, small: Iterable[Finding]) -> StructuralFinding:
    if not item.effect or item.effect.rearrangement is not Rearrangement.LOST:
        return item
    names = [
        finding.annotated.names.hgvs_c
        for finding in small
        if _covers(item, finding) and _contradicts(finding, item)
    ]
    if not names:
        return item
    note = f"contradicted by calls inside it: {', '.join(names)}; confirm by a second method"
    return replace(item, state=replace(item.state, notes=(*item.state.notes, note), warning=True))


def _contradicts(finding: Finding, item: StructuralFinding) -> bool:
    if item.state.zygosity in _CARRIED_BY_ALL:
        return finding.state.zygosity in {*_CARRIED_BY_ALL, Zygosity.HETEROZYGOUS}
    return item.state.zygosity is Zygosity.HETEROZYGOUS and finding.state.zygosity is Zygosity.HETEROZYGOUS


def _covers(item: StructuralFinding, finding: Finding) -> bool:
    variant, call = finding.annotated.variant, item.call
    if call.variant == variant or finding.call is None:
        return False
    start = call.start_range[1] if call.start_range else call.start
    end = call.end_range[0] if call.end_range else call.end
    return start < variant.pos and variant.pos + len(variant.ref) - 1 <= end
