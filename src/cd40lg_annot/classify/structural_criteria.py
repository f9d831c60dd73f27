"""Criteria that apply to a structural variant: PVS1 by its exons, PM4, PM2, and what family and clinic add.

PVS1 is that of `loss_of_function`. Where the ends are not exact, the weakest reading counts.
Criteria about single residues, scores and splice motifs do not apply and are left out.
"""

from dataclasses import replace

from cd40lg_annot.classify.case import case_lines
from cd40lg_annot.classify.lines import met, not_assessed, not_met, rule_of
from cd40lg_annot.classify.loss_of_function import pvs1_of_deleted_exons, pvs1_of_duplicated_exons
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import (
    CaseEvidence,
    CriterionLine,
    Rearrangement,
    Rules,
    StructuralCall,
    StructuralEffect,
)
from cd40lg_annot.variant.placement import exons_in_words

NOT_COUNTED = "population tables loaded here count small variants; none counts structural ones"


def structural_criteria(
    call: StructuralCall, effect: StructuralEffect, case: CaseEvidence, rules: Rules, locus: Locus
) -> tuple[CriterionLine, ...]:
    """Every criterion that applies, met or not, in the order of the guideline."""
    loss = structural_pvs1(call, effect, rules, locus)
    people = case_lines(case, rules)
    return (
        loss,
        people.ps2,
        people.ps3,
        people.ps4,
        not_assessed(rule_of(rules, "PM2"), NOT_COUNTED),
        _pm4(call, effect, loss, rules),
        people.pp1,
        people.pp4,
        not_assessed(rule_of(rules, "BA1"), NOT_COUNTED),
        not_assessed(rule_of(rules, "BS1"), NOT_COUNTED),
        people.bs2,
        people.bs3,
        people.bs4,
    )


def structural_pvs1(
    call: StructuralCall, effect: StructuralEffect, rules: Rules, locus: Locus
) -> CriterionLine:
    """Whether the variant counts as a loss of function, and how strongly."""
    match effect.rearrangement:
        case Rearrangement.LOST:
            return _lost(call, effect, rules, locus)
        case Rearrangement.GAINED:
            return _gained(call, effect, rules, locus)
        case Rearrangement.UNKNOWN:
            return not_assessed(rule_of(rules, "PVS1_gene"), "whether copies are lost or gained is not known")
    rule = rule_of(rules, "PVS1_disruption")
    if effect.breaks_gene:
        return met(rule, effect.in_words, value=effect.takes)
    if effect.impact == "MODIFIER":
        return not_met(rule, effect.in_words, value=effect.takes)
    return not_assessed(rule, f"{effect.in_words}: review")


def is_shown_in_tandem(call: StructuralCall) -> bool:
    """Whether reads across the new junction show that an extra copy stands beside the original one."""
    exact = call.start_range is None and call.end_range is None and not call.depth_only
    return exact and bool(call.reads.alternate)


def _lost(call: StructuralCall, effect: StructuralEffect, rules: Rules, locus: Locus) -> CriterionLine:
    exons = (*effect.whole_exons, *effect.partial_exons)
    if not effect.breaks_gene:
        rule = rule_of(rules, "PVS1_gene")
        if effect.impact == "MODIFIER":
            return not_met(rule, effect.in_words, value=effect.takes)
        return not_assessed(rule, f"{effect.in_words}: review")
    if effect.partial_exons == (len(locus.transcript.exons),) and not effect.whole_exons:
        return _end_lost(call, rules, locus)
    ways = [exons, (*exons, *effect.possible_exons)] if effect.possible_exons else [exons]
    lines = [pvs1_of_deleted_exons(way, rules, locus) for way in ways]
    weakest = min(lines, key=lambda line: line.points)
    return _with_doubt(weakest, effect)


def _with_doubt(line: CriterionLine, effect: StructuralEffect) -> CriterionLine:
    """Say which exons are counted as lost though a part of them stays, or may stay."""
    said = []
    if effect.partial_exons:
        said.append(
            f"{exons_in_words(effect.partial_exons)}, of which a part stays without a splice site or an end, "
            "counted as lost"
        )
    if effect.possible_exons:
        said.append(
            f"whether {exons_in_words(effect.possible_exons)} goes too is not known: the weaker counts"
        )
    return replace(line, reason="; ".join((line.reason, *said))) if said else line


def _end_lost(call: StructuralCall, rules: Rules, locus: Locus) -> CriterionLine:
    """The last exon is lost from somewhere within it."""
    transcript = locus.transcript
    first = transcript.codon_of(call.start + 1)
    if first is None:
        return not_assessed(
            rule_of(rules, "PVS1_last_exon"), "the first residue that is lost is not known: review"
        )
    last = len(transcript.protein)
    share = f"residues {first}-{last} and the stop codon are lost with the end of the transcript"
    key = "PVS1_last_exon" if first <= int(rule_of(rules, "PVS1_last_exon").threshold) else "PVS1_tail"
    return met(rule_of(rules, key), f"{share}; decay not predicted", value=f"residue {first}")


def _gained(call: StructuralCall, effect: StructuralEffect, rules: Rules, locus: Locus) -> CriterionLine:
    rule = rule_of(rules, "PVS1_duplication")
    if len(effect.whole_exons) == len(locus.transcript.exons):
        return not_met(rule, "the whole gene is there once more", value=effect.takes)
    if effect.partial_exons or effect.possible_exons:
        return not_assessed(rule, "an end lies, or may lie, in an exon: what is repeated is not known")
    if not effect.whole_exons:
        return not_met(rule, effect.in_words, value=effect.takes)
    tandem = True if is_shown_in_tandem(call) else None
    return pvs1_of_duplicated_exons(effect.whole_exons, rules, locus, tandem=tandem)


def _pm4(call: StructuralCall, effect: StructuralEffect, loss: CriterionLine, rules: Rules) -> CriterionLine:
    rule = rule_of(rules, "PM4")
    if loss.points:
        return not_met(rule, "PVS1 counts the same fact already")
    if effect.rearrangement is not Rearrangement.GAINED or not effect.in_frame:
        return not_met(rule, "no change of the protein's length in frame is shown")
    if is_shown_in_tandem(call):
        return met(
            rule, "exons are repeated in frame, in tandem by reads across the junction", value=effect.takes
        )
    return not_assessed(rule, "in frame if in tandem, which nothing shows: review")
