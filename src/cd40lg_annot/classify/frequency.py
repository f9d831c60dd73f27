"""BA1, BS1 and PM2: how common a variant may be in an X-linked disease, and how common it is.

The largest frequency that fits the disease is prevalence in male births x genetic share x allelic
share / male penetrance (`resources/criteria/frequency.tsv`). It is compared with the filtering allele
frequency: the lower confidence limit of the frequency observed (Whiffin 2017, PMID 28518168).
"""

import math

from cd40lg_annot.classify.lines import Subject, met, not_assessed, not_met, rule_of
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.model import CriterionLine, Evidence, PopulationCount, Rules, Variant

# Tables of small variants do not list longer changes, so that silence about one says nothing.
LONGEST_COUNTED = 50


def greatest_credible_frequency(rules: Rules) -> float:
    """Largest allele frequency that fits the disease, 0 to 1, before the margin."""
    number = rules.numbers
    share = number["genetic_share"] * number["allelic_share"]
    return number["male_birth_prevalence"] * share / number["male_penetrance"]


def filtering_frequency(allele_count: int, allele_number: int, confidence: float) -> float:
    """Lower confidence limit of an allele frequency, 0 to 1: the Poisson limit over the allele number.

    Source: Whiffin 2017, PMID 28518168; its program gives 8.17e-6 for 3 in 100,000.

    >>> round(filtering_frequency(3, 100_000, 0.95) * 1e6, 1)
    8.2
    """
    if allele_count <= 0:
        return 0.0
    low, high = 0.0, float(allele_count)
    for _ in range(80):
        middle = (low + high) / 2
        if _probability_of_at_least(allele_count, middle) < 1 - confidence:
            low = middle
        else:
            high = middle
    return low / allele_number


def ba1_and_bs1(subject: Subject, knowledge: Knowledge) -> tuple[CriterionLine, CriterionLine]:
    """Whether the variant is too common for the disease; BS1 is not counted again where BA1 is met."""
    rules = knowledge.rules
    ba1, bs1 = rule_of(rules, "BA1"), rule_of(rules, "BS1")
    listed = _listed_polymorphism(subject, knowledge)
    if listed:
        line = met(rule_of(rules, "BA1_polymorphism"), _polymorphism_reason(listed), value=listed.accession)
        return line, not_met(bs1, "BA1 counts the same fact already")
    usable = [count for count in knowledge.counts.get(subject.variant, ()) if _is_usable(count)]
    if not usable:
        reason = _why_not_counted(subject.variant, knowledge)
        return not_assessed(ba1, reason), not_assessed(bs1, reason)
    best = max(usable, key=lambda count: _faf(count, rules))
    faf, text = _faf(best, rules), _counted(best, rules)
    enough = (best.allele_count or 0) >= rules.numbers["least_alleles"]
    formula = f"{text}; formula gives {greatest_credible_frequency(rules):.3g} before the margin"
    if enough and faf > rules.numbers["BA1"]:
        return met(ba1, formula, value=f"{faf:.3g}"), not_met(bs1, "BA1 counts the same fact already")
    first = not_met(ba1, formula, value=f"{faf:.3g}")
    if enough and faf > rules.numbers["BS1"]:
        return first, met(bs1, formula, value=f"{faf:.3g}")
    return first, not_met(bs1, formula, value=f"{faf:.3g}")


def pm2(subject: Subject, knowledge: Knowledge) -> CriterionLine:
    """Whether the variant is absent from males, and rare, in a complete population table."""
    rule = rule_of(knowledge.rules, "PM2")
    if _listed_polymorphism(subject, knowledge):
        return not_met(rule, "a curated list names it as a common polymorphism")
    complete = [table for table in knowledge.population if table.complete]
    if not complete:
        return not_assessed(
            rule, "no complete population table is loaded, and missing is not zero; absent from one, 1 point"
        )
    names = ", ".join(f"{table.version.name} {table.version.release}" for table in complete)
    datasets = {table.version.name for table in complete}
    counts = [count for count in knowledge.counts.get(subject.variant, ()) if count.dataset in datasets]
    if not counts and is_long(subject.variant):
        return not_assessed(rule, f"{names} lists small variants, and this one is not small")
    if not counts:
        return met(rule, f"not seen in {names}", value="0")
    if any(count.filters or count.allele_count_xy is None for count in counts):
        return not_assessed(rule, f"filtered, or not counted by sex, in {names}")
    males = sum(count.allele_count_xy or 0 for count in counts)
    rare = all(_faf(count, knowledge.rules) <= knowledge.rules.numbers["BS1"] for count in counts)
    text = "; ".join(_counted(count, knowledge.rules) for count in counts)
    return (met if males == 0 and rare else not_met)(rule, text, value=str(males))


def is_long(variant: Variant) -> bool:
    """Whether tables of small variants would not list it."""
    return max(len(variant.ref), len(variant.alt)) > LONGEST_COUNTED


def _faf(count: PopulationCount, rules: Rules) -> float:
    if count.allele_count is None or not count.allele_number:
        return 0.0
    return filtering_frequency(count.allele_count, count.allele_number, rules.numbers["confidence"])


def _counted(count: PopulationCount, rules: Rules) -> str:
    males = "not given" if count.allele_count_xy is None else str(count.allele_count_xy)
    return (
        f"{count.dataset} {count.release}: {count.allele_count} of {count.allele_number} alleles, "
        f"hemizygous males {males}; filtering allele frequency "
        f"({rules.numbers['confidence']:.0%} limit) {_faf(count, rules):.3g}"
    )


def _is_usable(count: PopulationCount) -> bool:
    return count.allele_count is not None and bool(count.allele_number) and not count.filters


def _why_not_counted(variant: Variant, knowledge: Knowledge) -> str:
    if not knowledge.population:
        return "no population table is loaded"
    found = knowledge.counts.get(variant, ())
    if any(count.filters for count in found):
        return "the population table filtered this site"
    if found:
        return "the population table gives no allele count or allele number for it"
    names = ", ".join(table.version.name for table in knowledge.population)
    return f"no count of this variant in {names}"


def _listed_polymorphism(subject: Subject, knowledge: Knowledge) -> Evidence | None:
    found = (item for item in subject.evidence if item.match == "exact")
    return next((item for item in found if knowledge.kinds[item.source] == "polymorphism"), None)


def _polymorphism_reason(item: Evidence) -> str:
    return f"known common polymorphism {item.accession} ({item.citation}); {item.note}"


def _probability_of_at_least(count: int, mean: float) -> float:
    """Poisson probability of `count` events or more."""
    if mean <= 0:
        return 0.0
    below = math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count))
    return 1 - below
