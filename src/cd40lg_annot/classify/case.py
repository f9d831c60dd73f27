"""PS2, PS3, PS4, PP1, PP4, BS2, BS3 and BS4: what family and clinic add; without them, not assessed."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from cd40lg_annot.classify.lines import met, not_assessed, not_met, rule_of
from cd40lg_annot.model import CaseEvidence, CriterionLine, Rules
from cd40lg_annot.model.criteria import STRENGTHS


class CaseLines(NamedTuple):
    """Criteria that rest on the people who carry the variant."""

    ps2: CriterionLine
    ps3: CriterionLine
    ps4: CriterionLine
    pp1: CriterionLine
    pp4: CriterionLine
    bs2: CriterionLine
    bs3: CriterionLine
    bs4: CriterionLine


class Rarity(Enum):
    """How often the variant is in a population, as far as its tables tell."""

    RARE = "rare"
    COMMON = "common"
    UNKNOWN = "unknown"


def case_lines(case: CaseEvidence, rules: Rules, rarity: Rarity = Rarity.UNKNOWN) -> CaseLines:
    """Every criterion that rests on people.

    A proband counted for PP4 is not counted again for PS4; the caller counts them apart.
    """
    return CaseLines(
        ps2=_ps2(case, rules),
        ps3=_by_function(case, rules, "PS3", "abnormal"),
        ps4=_ps4(case, rules, rarity),
        pp1=_pp1(case, rules),
        pp4=_pp4(case, rules),
        bs2=_bs2(case, rules),
        bs3=_by_function(case, rules, "BS3", "normal"),
        bs4=_bs4(case, rules),
    )


def _ps2(case: CaseEvidence, rules: Rules) -> CriterionLine:
    rule = rule_of(rules, "PS2")
    if case.de_novo_points is None:
        return not_assessed(rule, case.withheld or "whether it arose de novo is not known")
    strength = _reached(case.de_novo_points, rule.steps()[0])
    confirmed = "parents confirmed" if case.parentage_confirmed else "parents as the pedigree has them"
    value = f"{case.de_novo_points:g} points, {confirmed}"
    if case.de_novo_elsewhere:
        value = f"{case.de_novo_points:g} points, {case.de_novo_elsewhere}"
    if strength is None:
        return not_met(rule, "inherited, or the phenotype does not fit", value=value)
    source = case.source or "counted in a table"
    return met(rule, f"de novo ({source})", value=value, strength=strength)


def _by_function(case: CaseEvidence, rules: Rules, key: str, wanted: str) -> CriterionLine:
    """PS3 or BS3 by a functional test with this result; two that contradict each other decide nothing."""
    rule = rule_of(rules, key)
    if not case.functional:
        return not_assessed(rule, "no functional test was given")
    if len(case.functional) > 1:
        told = "; ".join(f"{result} in {source}" for result, _, source in case.functional)
        return not_assessed(rule, f"functional tests contradict each other: {told}")
    ((result, controls, source),) = case.functional
    value = f"{result}, {controls} controls"
    if result != wanted:
        return not_met(rule, f"the functional test says otherwise ({source})", value=value)
    stronger = rule_of(rules, f"{key}_moderate")
    chosen = stronger if controls >= int(stronger.threshold) else rule
    return met(chosen, f"functional test: {source}", value=value)


def _ps4(case: CaseEvidence, rules: Rules, rarity: Rarity) -> CriterionLine:
    rule = rule_of(rules, "PS4")
    if case.probands is None:
        return not_assessed(rule, case.withheld or "unrelated affected males were not counted")
    strength = _reached(case.probands, rule.steps()[0])
    if strength is None:
        return not_met(rule, "no other affected male", value=str(case.probands))
    if rarity is Rarity.COMMON:
        return not_met(rule, "too common in the population to be counted", value=str(case.probands))
    if rarity is Rarity.UNKNOWN:
        reason = f"{case.probands} counted, but how common it is in the population is not known"
        return not_assessed(rule, f"{reason}; counts for {strength.replace('_', ' ')} where it is rare")
    return met(
        rule,
        f"unrelated affected males ({case.probands_source or case.source})",
        value=str(case.probands),
        strength=strength,
    )


def _pp1(case: CaseEvidence, rules: Rules) -> CriterionLine:
    rule = rule_of(rules, "PP1")
    if case.meioses is None:
        return not_assessed(rule, case.withheld or "no family data that bear on it")
    if case.contradictions or case.misfit:
        reason = f"the family contradicts it{f': {case.misfit}' if case.misfit else ''}"
        return not_met(rule, reason, value=_meioses(case.meioses))
    one_family, more_families = rule.steps()
    strength = _reached(case.meioses, one_family if case.families == 1 else more_families)
    value = f"{_meioses(case.meioses)} in {case.families} {'family' if case.families == 1 else 'families'}"
    if strength is None:
        return not_met(rule, "too few informative meioses", value=value)
    reason = "moves with the disease; a linked change would give the same odds"
    if case.elsewhere:
        reason = f"{reason}; {case.elsewhere}"
    return met(rule, reason, value=value, strength=strength)


def _meioses(count: int) -> str:
    return f"{count} informative {'meiosis' if count == 1 else 'meioses'}"


def _pp4(case: CaseEvidence, rules: Rules) -> CriterionLine:
    rule = rule_of(rules, "PP4")
    if case.phenotype is None:
        return not_assessed(rule, case.withheld or "no clinic data")
    value = case.phenotype_detail or case.phenotype
    if case.phenotype == "absent_cd40l":
        reason = "CD40L absent on activated CD4 T cells"
        return met(rule_of(rules, "PP4_moderate"), reason, value=value)
    if case.phenotype == "low_igg_iga":
        return met(rule, "IgG and IgA low for age", value=value)
    return not_met(rule, "the phenotype is not the disease's", value=value)


def _bs2(case: CaseEvidence, rules: Rules) -> CriterionLine:
    rule = rule_of(rules, "BS2")
    if case.healthy_adult_males is None:
        return not_assessed(rule, case.withheld or "no fully examined adult male is known to carry it")
    if case.healthy_adult_males >= int(rule.threshold):
        reason = f"adult males with it and normal immunoglobulins ({case.source})"
        return met(rule, reason, value=str(case.healthy_adult_males))
    return not_met(rule, "no healthy adult male carries it", value="0")


def _bs4(case: CaseEvidence, rules: Rules) -> CriterionLine:
    rule = rule_of(rules, "BS4")
    if case.contradictions is None:
        return not_assessed(rule, case.withheld or "no family data that bear on it")
    if case.contradictions >= int(rule.threshold):
        reason = "the disease does not move with it"
        reason = f"{reason}; {case.elsewhere}" if case.elsewhere else reason
        return met(rule, reason, value=str(case.contradictions))
    return not_met(rule, "nobody contradicts it", value="0")


def _reached(value: float, steps: Sequence[float]) -> str | None:
    """Strength of the highest step that is reached; steps begin with that of supporting."""
    reached = [strength for strength, least in zip(STRENGTHS, steps, strict=False) if value >= least]
    return reached[-1] if reached else None
