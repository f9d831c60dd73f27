"""The closed sets of words of the model, as a reader meets them, and chances as people say them."""

from fractions import Fraction

from cd40lg_annot.model import Classification, Relevance, Sex, Status, Zygosity

ZYGOSITY = {
    Zygosity.HEMIZYGOUS: "hemizygous: carries it on the single X chromosome",
    Zygosity.HETEROZYGOUS: "heterozygous: carries it on one of two X chromosomes",
    Zygosity.HOMOZYGOUS: "homozygous: carries it on both X chromosomes",
    Zygosity.ABSENT: "absent: tested, and not carried",
    Zygosity.MOSAIC_SUSPECTED: "mosaic suspected: in part of the cells, to be confirmed",
    Zygosity.DELETED: "deleted: the position itself is lost",
    Zygosity.NO_CALL: "no call: nothing is known at this position",
    Zygosity.UNDETERMINED: "undetermined: carried, or possibly carried, in an unknown number of copies",
    Zygosity.CONFLICT: "conflict: call, sex and reads contradict each other",
}
STATUS = {
    Status.AFFECTED: "affected",
    Status.CONFIRMED_CARRIER: "carrier, confirmed by test",
    Status.OBLIGATE_CARRIER: "obligate carrier",
    Status.MANIFESTING_CARRIER: "carrier with signs of the disease",
    Status.HOMOZYGOUS: "variant on both X chromosomes",
    Status.HEMIZYGOUS_UNAFFECTED: "male with the variant, reported unaffected",
    Status.POSSIBLE_MOSAIC: "possible mosaic",
    Status.AT_RISK: "at risk, not resolved by a test",
    Status.EXCLUDED: "excluded: does not carry it",
    Status.INCONCLUSIVE: "inconclusive",
    Status.NOT_ASSESSED: "not assessed",
}
STATUS_SHORT = {
    Status.AFFECTED: "affected",
    Status.CONFIRMED_CARRIER: "carrier, tested",
    Status.OBLIGATE_CARRIER: "obligate carrier",
    Status.MANIFESTING_CARRIER: "carrier, ill",
    Status.HOMOZYGOUS: "both X carry it",
    Status.HEMIZYGOUS_UNAFFECTED: "carries, not ill",
    Status.POSSIBLE_MOSAIC: "possible mosaic",
    Status.AT_RISK: "at risk",
    Status.EXCLUDED: "excluded",
    Status.INCONCLUSIVE: "inconclusive",
    Status.NOT_ASSESSED: "not assessed",
}
CLASSIFICATION = {
    Classification.PATHOGENIC: "pathogenic",
    Classification.LIKELY_PATHOGENIC: "likely pathogenic",
    Classification.UNCERTAIN_SIGNIFICANCE: "uncertain significance",
    Classification.LIKELY_BENIGN: "likely benign",
    Classification.BENIGN: "benign",
    Classification.CONFLICTING: "conflicting classifications",
    Classification.OTHER: "other",
    Classification.NOT_PROVIDED: "not provided",
}
RELEVANCE = {
    Relevance.DISEASE_CAUSING: "disease-causing",
    Relevance.UNCERTAIN: "uncertain",
    Relevance.NOT_REPORTABLE: "not reportable",
}
SEX = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "sex not recorded"}
VERDICT = {
    "consistent": "the family pattern fits X-linked inheritance of this variant",
    "inconsistent": "the family pattern does not fit X-linked inheritance of this variant",
    "uninformative": "the family pattern says nothing for or against this variant",
}


def spaced(term: str) -> str:
    """Give a term of a vocabulary without its underscores.

    >>> spaced("splice_donor_variant")
    'splice donor variant'
    """
    return term.replace("_", " ")


def chance(probability: float) -> str:
    """Say a probability as "1 in n" and as a percentage, rounded as people round.

    >>> [chance(p) for p in (0.5, 2 / 3, 1 / 6, 0.0)]
    ['1 in 2 (50%)', '2 in 3 (67%)', '1 in 6 (17%)', 'none expected (0%)']
    >>> [chance(p) for p in (1.0, 0.3137, 0.93)]
    ['certain (100%)', 'about 1 in 3 (31%)', 'about 13 in 14 (93%)']
    >>> [chance(p) for p in (1 / 386250, 1e-9)]
    ['about 1 in 386,000', 'less than 1 in 10 million']
    """
    if probability <= 0:
        return "none expected (0%)"
    if probability >= 1:
        return "certain (100%)"
    if probability < 1e-7:
        return "less than 1 in 10 million"
    if probability > 1 - 1e-4:
        return "almost certain (more than 99.9%)"
    return f"{_in_n(probability)}{_percent(probability)}"


def _in_n(probability: float) -> str:
    simple = Fraction(probability).limit_denominator(20)
    if simple and abs(float(simple) - probability) < probability * 1e-6:
        return f"{simple.numerator} in {simple.denominator}"
    if probability > 0.5:
        rest = max(2, round(1 / (1 - probability)))
        return f"about {rest - 1:,} in {rest:,}"
    return f"about 1 in {_round_figure(1 / probability):,}"


def _percent(probability: float) -> str:
    percent = 100 * probability
    if percent < 0.1:
        return ""
    if 1 <= percent <= 99:
        return f" ({percent:.0f}%)"
    return f" ({percent:.1f}%)"


def _round_figure(number: float) -> int:
    """Round to three significant figures; a finer figure would claim more than is known."""
    whole = round(number)
    digits = len(str(whole))
    return whole if digits <= 3 else round(whole, 3 - digits)
