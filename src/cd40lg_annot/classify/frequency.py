"""BA1, BS1 and PM2: how common a variant may be in an X-linked disease, and how common it is.

The largest frequency that fits the disease is prevalence in male births x genetic share x allelic
share / male penetrance (`resources/criteria/frequency.tsv`). It is compared with the filtering allele
frequency: the lower confidence limit of the frequency observed (Whiffin 2017, PMID 28518168).
"""

import math
from collections.abc import Iterable

from cd40lg_annot.classify.lines import Subject, met, not_assessed, not_met, rule_of
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.evidence.population import alleles_of
from cd40lg_annot.model import CriterionLine, Evidence, PopulationCount, PopulationTable, Rules, Variant

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
    found = knowledge.counts.get(subject.variant, ())
    usable = [count for count in found if alleles_of(count) and not count.filters]
    if not usable:
        absent_from = [] if found or is_long(subject.variant) else _informative(knowledge)
        if absent_from:
            reason = f"not seen in {_named(absent_from)}"
            return not_met(ba1, reason, value="0"), not_met(bs1, reason, value="0")
        reason = _why_not_counted(subject.variant, knowledge)
        return not_assessed(ba1, reason), not_assessed(bs1, reason)
    best = max(usable, key=lambda count: _faf(count, rules))
    faf = _faf(best, rules)
    reason, value = f"{_counted(best, rules)}; {_formula(rules)}", f"{faf:.3g}"
    seen, _ = alleles_of(best) or (0, 0)
    enough = seen >= rules.numbers["least_alleles"]
    if enough and faf > rules.numbers["BA1"]:
        return met(ba1, reason, value=value), not_met(bs1, "BA1 counts the same fact already")
    first = not_met(ba1, reason, value=value)
    return first, (met if enough and faf > rules.numbers["BS1"] else not_met)(bs1, reason, value=value)


def pm2(subject: Subject, knowledge: Knowledge) -> CriterionLine:
    """Whether the variant is absent from males, and rare, in a complete population table.

    Any table can say that it was seen; only a complete one can say that it was not.
    """
    rule, rules = rule_of(knowledge.rules, "PM2"), knowledge.rules
    if _listed_polymorphism(subject, knowledge):
        return not_met(rule, "a curated list names it as a common polymorphism")
    found = knowledge.counts.get(subject.variant, ())
    text = "; ".join(_counted(count, rules) for count in found)
    seen = [count for count in found if not count.filters]
    males = sum(_males(count) or 0 for count in seen)
    if males or any(_faf(count, rules) > rules.numbers["BS1"] for count in seen):
        return not_met(rule, text, value=str(males))
    complete = _informative(knowledge)
    if not complete:
        return not_assessed(rule, _why_absence_is_open(knowledge))
    names = {table.version.name for table in complete}
    counts = [count for count in found if count.dataset in names]
    if not counts and is_long(subject.variant):
        return not_assessed(rule, _not_small(complete))
    if not counts:
        return met(rule, f"not seen in {_named(complete)}", value="0")
    if any(count.filters or _males(count) is None for count in counts):
        return not_assessed(rule, f"filtered, or not counted by sex, in {_named(complete)}")
    return met(rule, text, value="0")


def _informative(knowledge: Knowledge) -> list[PopulationTable]:
    """Tables that list every variant that was seen, in enough people for absence to mean something."""
    least = knowledge.rules.numbers["least_alleles_examined"]
    return [table for table in knowledge.population if table.complete and _examined(table, least) >= least]


def _examined(table: PopulationTable, otherwise: float) -> float:
    """Most alleles that a table examined at any of its sites; `otherwise` where it never says."""
    numbers = [found[1] for count in table.counts if (found := alleles_of(count))]
    return max(numbers, default=otherwise)


def _named(tables: Iterable[PopulationTable]) -> str:
    return ", ".join(f"{table.version.name} {table.version.release}" for table in tables)


def _not_small(tables: Iterable[PopulationTable]) -> str:
    return f"{_named(tables)} lists small variants, and this one is not small"


def _males(count: PopulationCount) -> int | None:
    """Males with the variant; nobody has it where no allele was seen."""
    seen = alleles_of(count)
    return 0 if seen and seen[0] == 0 else count.allele_count_xy


def is_long(variant: Variant) -> bool:
    """Whether tables of small variants would not list it."""
    return max(len(variant.ref), len(variant.alt)) > LONGEST_COUNTED


def _faf(count: PopulationCount, rules: Rules) -> float:
    seen = alleles_of(count)
    return filtering_frequency(*seen, rules.numbers["confidence"]) if seen else 0.0


def _formula(rules: Rules) -> str:
    """The inputs of the largest credible frequency, its value and the thresholds that follow."""
    number = rules.numbers
    inputs = " x ".join(f"{number[name]:g}" for name in ("male_birth_prevalence", "genetic_share"))
    return (
        f"largest credible {inputs} x {number['allelic_share']:g} / {number['male_penetrance']:g} = "
        f"{greatest_credible_frequency(rules):.3g} (male births x genetic share x allelic share / "
        f"penetrance), times {number['margin']:g} as margin; BS1 above {number['BS1']:g}, BA1 above "
        f"{number['BA1']:g}, from {number['least_alleles']:g} alleles on"
    )


def _counted(count: PopulationCount, rules: Rules) -> str:
    where, seen = f"{count.dataset} {count.release}", alleles_of(count)
    if not seen:
        known = "" if count.allele_frequency is None else f" allele frequency {count.allele_frequency:g},"
        return f"{where}:{known} without counts"
    males = "not given" if _males(count) is None else str(_males(count))
    filters = f"; filtered ({', '.join(count.filters)})" if count.filters else ""
    return (
        f"{where}: {seen[0]} of {seen[1]} alleles, hemizygous males {males}; filtering allele frequency "
        f"({rules.numbers['confidence']:.0%} limit) {_faf(count, rules):.3g}{filters}"
    )


def _why_absence_is_open(knowledge: Knowledge) -> str:
    small = [table for table in knowledge.population if table.complete]
    if not small:
        return (
            "no complete population table is loaded, and missing is not zero; absent from one, "
            f"{_points_of_pm2(knowledge.rules)} point"
        )
    least = knowledge.rules.numbers["least_alleles_examined"]
    return f"{_named(small)} examined fewer than {least:g} alleles, so absence from it means little"


def _points_of_pm2(rules: Rules) -> int:
    return rules.points[rule_of(rules, "PM2").strength]


def _why_not_counted(variant: Variant, knowledge: Knowledge) -> str:
    found = knowledge.counts.get(variant, ())
    if any(count.filters for count in found):
        return "the population table filtered this site"
    if found:
        counted = "; ".join(_counted(count, knowledge.rules) for count in found)
        return f"no allele count and allele number, so no confidence limit: {counted}"
    if not any(table.complete for table in knowledge.population):
        return "no complete population table is loaded"
    if is_long(variant):
        return _not_small(_informative(knowledge))
    return _why_absence_is_open(knowledge)


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
