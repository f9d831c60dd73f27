"""What one sample's calls amount to: findings, callability, and the answer in one sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from cd40lg_annot.calls.base_states import base_states
from cd40lg_annot.calls.callability import callability, state_at
from cd40lg_annot.calls.callability_words import callability_sources, contradicted_bases
from cd40lg_annot.calls.regions import DEFAULT_MARGINS, Margins
from cd40lg_annot.calls.seen_sites import seen_sites
from cd40lg_annot.calls.sex import sex_check
from cd40lg_annot.calls.state import DEFAULT_THRESHOLDS, Thresholds
from cd40lg_annot.classify.accounting import final_tally
from cd40lg_annot.classify.negative import answer_without_finding
from cd40lg_annot.classify.structural import (
    absent_notes,
    structural_findings,
    structural_warnings,
    with_hidden_deletions,
)
from cd40lg_annot.classify.structural_class import is_suggested_pathogenic
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.change import is_part
from cd40lg_annot.model import (
    AnnotatedVariant,
    Call,
    CallSet,
    ExtractedSample,
    Finding,
    GenotypeState,
    KnownSite,
    Person,
    RegionCallability,
    Relevance,
    SampleInterpretation,
    SeenSite,
    Sex,
    SexCheck,
    SexSource,
    StructuralFinding,
    Variant,
    Warned,
    WarningKind,
    Zygosity,
)

# How a note of a file's header begins that calls it one of a tumour.
OF_A_TUMOUR = "by its header this is a file of a tumour's calls"
CARRIED = frozenset({Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS})
# States in which an allele may be carried; everything but "called and not carried" and "not called".
POSSIBLY_CARRIED = CARRIED | {
    Zygosity.MOSAIC_SUSPECTED,
    Zygosity.UNDETERMINED,
    Zygosity.CONFLICT,
    Zygosity.DELETED,
}
ClassStructural = Callable[[Sequence[StructuralFinding], Sequence[Finding]], list[StructuralFinding]]
_ORDER = {Relevance.DISEASE_CAUSING: 0, Relevance.UNCERTAIN: 1, Relevance.NOT_REPORTABLE: 2}


def interpret_sample(
    sample: ExtractedSample,
    person: Person,
    variants: Mapping[Variant, AnnotatedVariant],
    family_variants: Iterable[Variant],
    locus: Locus,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    *,
    known: Iterable[KnownSite] = (),
    margins: Margins = DEFAULT_MARGINS,
    sex_tables: Sequence[SexSource] = (),
    class_structural: ClassStructural | None = None,
) -> SampleInterpretation:
    """Findings and callability of one sample, in the light of the person's sex.

    Args:
        sample: what the person's files show.
        person: the person, from the pedigree.
        variants: every variant of the cohort, annotated.
        family_variants: variants that any member of the family carries or may carry.
        locus: the reference.
        thresholds: limits on reads and quality.
        known: changes known to cause the disease.
        margins: how far beside the coding exons the sample has to be assessed.
        sex_tables: what ready-made tables say of the sample's sex.
        class_structural: gives structural findings their class, seeing the small ones beside them.
    """
    bases = base_states(sample, len(locus), thresholds)
    # Records of many alleles give a sample tens of thousands of calls: each is looked up, never searched for.
    listed: dict[Variant, list[Call]] = {}
    for call in sample.calls:
        listed.setdefault(call.variant, []).append(call)
    carried = [call.variant for call in sample.calls if 1 in call.alleles]

    def finding_of(variant: Variant) -> Finding:
        calls = listed.get(variant, [])
        state = state_at(variant, sample, person.sex, person.karyotype, locus, thresholds, bases, calls)
        state = _unless_part_of_another(state, variant, carried, variants)
        return _finding(variants[variant], state, next(iter(calls), None), variants, sample, locus)

    findings = [finding_of(variant) for variant in listed]
    findings = [finding for finding in findings if finding.state.zygosity is not Zygosity.ABSENT]
    own = {finding.annotated.variant for finding in findings}
    others = [finding_of(variant) for variant in family_variants if variant not in own]
    regions = callability(sample, locus, thresholds, margins, bases)
    seen = seen_sites(known, sample, bases, thresholds)
    findings, structural = with_hidden_deletions(
        findings, structural_findings(sample, person, locus, thresholds)
    )
    if class_structural is not None:
        structural = class_structural(structural, findings)
    findings.sort(key=_rank)
    check = sex_check(
        sample.sex_counts,
        person.sex,
        person.karyotype,
        depths=sample.chromosome_depths,
        tables=sex_tables,
    )
    warnings = [
        *_warnings(sample, findings, structural, person, check),
        *structural_warnings(sample, person, thresholds),
        *_depth_warnings(sample, contradicted_bases(sample, bases, regions, thresholds)),
    ]
    return SampleInterpretation(
        sample=sample.sample,
        person=person,
        build=sample.build,
        contig=sample.contig,
        inputs=sample.inputs,
        findings=tuple(findings),
        family_variants=tuple(others),
        callability=regions,
        set_aside=sample.set_aside,
        headline=_stamped(headline(findings, structural, regions, seen, sample.call_set), check),
        notes=(
            *sample.notes,
            *(f"build: {reason}" for reason in sample.build_reasons),
            *absent_notes(sample, person, thresholds),
        ),
        warnings=tuple(warned.words for warned in warnings),
        warning_kinds=tuple(warned.kind for warned in warnings),
        known_sites=seen,
        callability_sources=callability_sources(sample, regions, thresholds, margins),
        structural_findings=tuple(structural),
        sex_check=check,
        tally=final_tally(sample, person, own, structural, thresholds),
    )


def _finding(
    annotated: AnnotatedVariant,
    state: GenotypeState,
    call: Call | None,
    variants: Mapping[Variant, AnnotatedVariant],
    sample: ExtractedSample,
    locus: Locus,
) -> Finding:
    variant = annotated.variant
    return Finding(
        annotated=annotated,
        state=state,
        contig=sample.contig,
        pos=locus.genomic_pos(variant.pos, sample.build),
        ref=variant.ref,
        alt=variant.alt,
        call=call,
        notes=_joined_note(call, variants) if call else (),
    )


def _unless_part_of_another(
    state: GenotypeState,
    variant: Variant,
    carried: Iterable[Variant],
    variants: Mapping[Variant, AnnotatedVariant],
) -> GenotypeState:
    """A change is not absent where a longer one that is carried makes the same base of it."""
    if state.zygosity is not Zygosity.ABSENT:
        return state
    longer = [one for one in carried if is_part(variant, one)]
    if not longer:
        return state
    name = variants[longer[0]].names.hgvs_c.partition(":")[2]
    note = f"not called by itself, but {name}, which is carried, includes it"
    return GenotypeState(Zygosity.UNDETERMINED, (note,), warning=True)


def _joined_note(call: Call, variants: Mapping[Variant, AnnotatedVariant]) -> tuple[str, ...]:
    """Say of a joined call which changes it joins, and of a single one nothing."""
    if not call.parts:
        return ()
    names = " and ".join(variants[part].names.hgvs_c.partition(":")[2] for part in call.parts)
    return (f"{names} stand on the same copy, in one codon: together they are this one protein change",)


def _rank(finding: Finding) -> tuple[int, int, str]:
    variant = finding.annotated.variant
    return _ORDER[finding.annotated.assessment.relevance], variant.pos, variant.alt


def headline(
    findings: Sequence[Finding],
    structural: Sequence[StructuralFinding],
    regions: Sequence[RegionCallability],
    known: Sequence[SeenSite] = (),
    call_set: CallSet = CallSet.VARIANTS_ONLY,
) -> str:
    """The answer in one sentence. "No reportable variant" is said only of a gene wholly assessed."""
    for relevance, verdict in _VERDICTS.items():
        parts = _headline_parts(findings, structural, relevance, verdict)
        if parts:
            return f"{'; '.join(parts)}."
    return f"{_not_called(findings)}{answer_without_finding(regions, known, call_set)}"


def _not_called(findings: Sequence[Finding]) -> str:
    """Name what would be reported if it had been called: the file lists it, and settles nothing."""
    names = [
        _short_name(item)
        for item in findings
        if item.state.zygosity is Zygosity.NO_CALL
        and item.annotated.assessment.relevance is not Relevance.NOT_REPORTABLE
    ]
    return f"Listed, but not called in this sample: {'; '.join(names)}. " if names else ""


_VERDICTS = {
    Relevance.DISEASE_CAUSING: "disease-causing variant found",
    Relevance.UNCERTAIN: "review before signing",
}
# Where the base is lost on every copy, nobody has seen the variant of the family.
_LOST = {Zygosity.DELETED: "the place is lost with a deletion, review before signing"}


def _headline_parts(
    findings: Sequence[Finding], structural: Sequence[StructuralFinding], relevance: Relevance, verdict: str
) -> list[str]:
    """One part for each variant; a deletion that is also spelt in bases is named once, by what it takes."""
    large = [item for item in structural if item.relevance is relevance]
    spelt = {item.call.variant for item in structural}
    small = [item for item in findings if _asks(item, relevance) and item.annotated.variant not in spelt]
    return [f"{_named(item)}: {_LOST.get(item.state.zygosity, verdict)}" for item in small] + [
        f"{_structural_name(item)}: {_structural_verdict(item, verdict)}" for item in large
    ]


def _structural_verdict(item: StructuralFinding, verdict: str) -> str:
    """What is said of a variant that breaks the gene, while its criteria do not add up to pathogenic."""
    if item.relevance is not Relevance.DISEASE_CAUSING or is_suggested_pathogenic(item):
        return verdict
    standing = item.assessment.headline if item.assessment else ""
    return f"loss of function expected, review before signing: {standing[:1].lower()}{standing[1:]}"


def _structural_name(item: StructuralFinding) -> str:
    name = item.effect.hgvs_c or item.effect.hgvs_g if item.effect else ""
    return f"{item.description}{f', {name}' if name else ''}, {_in_words(item.state.zygosity)}"


def _asks(finding: Finding, relevance: Relevance) -> bool:
    return finding.annotated.assessment.relevance is relevance and finding.state.zygosity in POSSIBLY_CARRIED


def _named(finding: Finding) -> str:
    return f"{_short_name(finding)}, {_in_words(finding.state.zygosity)}"


def _short_name(finding: Finding) -> str:
    names = finding.annotated.names
    return f"{names.hgvs_c} {names.hgvs_p.partition(':')[2]}"


def _in_words(zygosity: Zygosity) -> str:
    return {
        Zygosity.MOSAIC_SUSPECTED: "possibly mosaic",
        Zygosity.UNDETERMINED: "number of copies undetermined",
        Zygosity.CONFLICT: "call, sex and reads contradict each other",
        Zygosity.NO_CALL: "not called",
    }.get(zygosity, zygosity.value)


def _stamped(answer: str, check: SexCheck) -> str:
    """Put before everything else that a report must not be released."""
    if not check.forbids_release:
        return answer
    if check.is_discordant:
        return f"Sex discordant, not for release. {answer}"
    return f"Sex ambiguous, not for release before it is settled. {answer}"


def _warnings(
    sample: ExtractedSample,
    findings: Iterable[Finding],
    structural: Iterable[StructuralFinding],
    person: Person,
    check: SexCheck,
) -> Iterable[Warned]:
    if check.verdict in {"discordant", "ambiguous"}:
        yield Warned(WarningKind.SEX, f"Sex {check.verdict}: {check.reason}.")
    if person.sex is Sex.UNKNOWN:
        unknown = "The pedigree gives no sex for this person: zygosity on the X chromosome cannot be settled."
        yield Warned(WarningKind.SEX, unknown)
    yield from _tumour_warnings(sample.notes)
    for finding in findings:
        if finding.state.warning and finding.annotated.assessment.relevance is not Relevance.NOT_REPORTABLE:
            words = f"{finding.annotated.names.hgvs_c}: {'; '.join(finding.state.notes)}."
            yield Warned(WarningKind.GENOTYPE, words)
    for aside in sample.set_aside:
        if aside.carried:
            place = f"{aside.place.contig}:{aside.place.pos} {aside.place.ref[:20]}>{aside.place.alt[:20]}"
            words = f"Carried, but cannot be read, so review it in the file: {place} ({aside.reason})."
            yield Warned(WarningKind.UNREADABLE, words)
    for item in structural:
        if item.state.warning:
            words = f"{item.description}: {'; '.join(item.state.notes) or _in_words(item.state.zygosity)}."
            yield Warned(WarningKind.STRUCTURAL, words)


def _tumour_warnings(notes: Iterable[str]) -> Iterable[Warned]:
    for note in notes:
        if note.startswith(OF_A_TUMOUR):
            yield Warned(
                WarningKind.TUMOUR,
                f"{note}: an allele may stand in the tumour alone, and inherited ones may be left out. "
                "The report is no basis for a statement about carriers.",
            )


def _depth_warnings(sample: ExtractedSample, contradicted: int) -> Iterable[Warned]:
    if sample.coverage:
        yield from (Warned(WarningKind.DEPTH, doubt) for doubt in sample.coverage.doubts)
    if contradicted:
        yield Warned(
            WarningKind.DEPTH,
            f"At {contradicted:,} bases that the VCF calls reference with enough reads, the depth file or "
            "the alignment shows too few. The VCF is followed; make sure that both files are of this person.",
        )
