"""The closed sets of words of the model, as a reader meets them."""

from cd40lg_annot.model import Classification, Relevance, Sex, Status, WarningKind, Zygosity

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
WARNING = {
    WarningKind.SEX: "sex does not fit, or not known",
    WarningKind.TUMOUR: "file of a tumour",
    WarningKind.GENOTYPE: "genotype in doubt",
    WarningKind.UNREADABLE: "carried, but not readable",
    WarningKind.STRUCTURAL: "structural variant in doubt",
    WarningKind.COPY_NUMBER: "unexpected copy number",
    WarningKind.DEPTH: "depth in doubt",
    WarningKind.NOT_ASSESSED: "family variant not assessed",
    WarningKind.OLD_TABLE: "old or undated table",
    WarningKind.RELATIVE: "file of a relative cannot be used",
}
SEX = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "sex not recorded"}
VERDICT = {
    "consistent": "the family pattern fits X-linked inheritance of this variant",
    "inconsistent": "the family pattern does not fit X-linked inheritance of this variant",
    "uninformative": "the results at hand do not settle whether the family pattern fits this variant",
}


def spaced(term: str) -> str:
    """Give a term of a vocabulary without its underscores.

    >>> spaced("splice_donor_variant")
    'splice donor variant'
    """
    return term.replace("_", " ")
