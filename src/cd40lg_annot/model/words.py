"""The closed sets of words of the model."""

from enum import Enum


class Build(Enum):
    """The two genome builds in which the locus is identical and ungapped."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"


class Sex(Enum):
    """Sex as the pedigree records it (PED column 5: 1, 2, other)."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Karyotype(Enum):
    """Sex chromosomes, where they differ from what the recorded sex implies."""

    XY = "46,XY"
    XX = "46,XX"
    X = "45,X"
    XXY = "47,XXY"
    XXX = "47,XXX"
    XYY = "47,XYY"

    @property
    def x_copies(self) -> int:
        """Number of X chromosomes.

        >>> [karyotype.x_copies for karyotype in Karyotype]
        [1, 2, 1, 2, 3, 1]
        """
        return self.value.count("X")


def x_copies(sex: Sex, karyotype: Karyotype | None) -> int | None:
    """Copies of an X-linked gene a person has; None where the sex is unknown. A karyotype outranks sex.

    >>> x_copies(Sex.MALE, None), x_copies(Sex.MALE, Karyotype.XXY), x_copies(Sex.FEMALE, Karyotype.X)
    (1, 2, 1)
    """
    if karyotype is not None:
        return karyotype.x_copies
    return {Sex.MALE: 1, Sex.FEMALE: 2}.get(sex)


class Affection(Enum):
    """Whether a person has the disease (PED column 6: 2, 1, other)."""

    AFFECTED = "affected"
    UNAFFECTED = "unaffected"
    UNKNOWN = "unknown"


class Zygosity(Enum):
    """Copies of one alternate allele in one person, read in the light of sex.

    ABSENT means called and not carried. NO_CALL means nothing is known; it is never
    evidence. UNDETERMINED means carried or possibly carried in an unknown number of
    copies. CONFLICT means that call, sex and reads contradict each other. DELETED means
    that the position is lost with a deletion on every copy.
    """

    HEMIZYGOUS = "hemizygous"
    HETEROZYGOUS = "heterozygous"
    HOMOZYGOUS = "homozygous"
    ABSENT = "absent"
    MOSAIC_SUSPECTED = "mosaic_suspected"
    DELETED = "deleted"
    NO_CALL = "no_call"
    UNDETERMINED = "undetermined"
    CONFLICT = "conflict"


class Status(Enum):
    """Where a person stands towards the disease-causing variant of the family."""

    AFFECTED = "affected"
    CONFIRMED_CARRIER = "confirmed_carrier"
    OBLIGATE_CARRIER = "obligate_carrier"
    MANIFESTING_CARRIER = "manifesting_carrier"
    HOMOZYGOUS = "homozygous"
    HEMIZYGOUS_UNAFFECTED = "hemizygous_unaffected"
    POSSIBLE_MOSAIC = "possible_mosaic"
    AT_RISK = "at_risk"
    EXCLUDED = "excluded"
    INCONCLUSIVE = "inconclusive"
    NOT_ASSESSED = "not_assessed"


class Classification(Enum):
    """The five classes of ACMG/AMP 2015, and what ClinVar has beside them."""

    PATHOGENIC = "pathogenic"
    LIKELY_PATHOGENIC = "likely_pathogenic"
    UNCERTAIN_SIGNIFICANCE = "uncertain_significance"
    LIKELY_BENIGN = "likely_benign"
    BENIGN = "benign"
    CONFLICTING = "conflicting"
    OTHER = "other"
    NOT_PROVIDED = "not_provided"


class Relevance(Enum):
    """What a finding asks of its reader."""

    DISEASE_CAUSING = "disease_causing"
    UNCERTAIN = "uncertain"
    NOT_REPORTABLE = "not_reportable"


class WarningKind(Enum):
    """What a warning of a sample is about; the sentence itself says the rest."""

    SEX = "sex"
    TUMOUR = "tumour"
    GENOTYPE = "genotype"
    UNREADABLE = "unreadable"
    STRUCTURAL = "structural"
    COPY_NUMBER = "copy_number"
    DEPTH = "depth"
    NOT_ASSESSED = "not_assessed"
    OLD_TABLE = "old_table"
    RELATIVE = "relative"
