"""Words of other rooms that stand alone on a page, and how texts of ours are put together, for translators.

A sentence is found where it is written. These are what no sentence shows: values of closed sets that a page
gives as they are, and patterns without words of their own. Nothing reads this module but `make messages`
and the tests.
"""

# How parts are joined. A number, or one word without spaces, stands where no text of ours can.
COMPOSED = (
    "{number} {words}",
    "{class_words} ({source}, 1 star)",
    "{class_words} ({source}, {stars} stars)",
    "{class_words} ({stars} stars, {review})",
    "{class_words} (1 star, {review})",
    "{name} of {number} bases {where}",
    "{title} ({zygosity})",
    "{parameter}: {value}, {meaning} ({source})",
    "{parameter}: {value}, {meaning} ({source}); {note}",
    "{person}: {role}",
    "{chance} to be affected; {other} not to be affected",
    "{chance} to be a carrier; {other} not to be a carrier",
    "{file}: {note}",
    "{predictor} {score}",
    "half-{kin}",
    "great-{kin}",
    "{class_words}; {details}",
    "{label} changes residue {residue}, in the {domain}",
    "Criteria: {counted}; {points} point, suggested {used} by {how} ({other} by {else_how}).",
    "Criteria: {counted}; {points} points, suggested {used} by {how} ({other} by {else_how}).",
    "Criteria: {counted}; {points} point, suggested {used}.",
    "Criteria: {counted}; {points} points, suggested {used}.",
    "maternal {kin}",
    "paternal {kin}",
    "{class_words} (1 star, {review}); {details}.",
    "{class_words} ({stars} stars, {review}); {details}.",
    "{class_words} (review status not known); {details}.",
)
JOINTS = ("and", "or")
KINSHIP = (
    *(
        "father",
        "mother",
        "parent",
        "son",
        "daughter",
        "child",
        "brother",
        "sister",
        "sibling",
        "uncle",
        "aunt",
    ),
    *(
        "uncle",
        "aunt",
        "nephew",
        "niece",
        "cousin",
        "grandfather",
        "grandmother",
        "grandparent",
        "grandson",
        "granddaughter",
    ),
    *("grandchild", "relative", "unrelated", "maternal", "paternal"),
)
CONSEQUENCES = (
    *("3 prime UTR variant", "5 prime UTR variant", "coding sequence variant", "downstream gene variant"),
    *("exon loss variant", "feature elongation", "feature truncation", "frameshift variant"),
    *("inframe deletion", "inframe insertion", "intron variant", "missense variant"),
    *("protein altering variant", "sequence variant", "splice acceptor variant"),
    *("splice donor 5th base variant", "splice donor region variant", "splice donor variant"),
    *("splice polypyrimidine tract variant", "splice region variant", "splice site variant", "start lost"),
    *("start retained variant", "stop gained", "stop lost", "stop retained variant", "synonymous variant"),
    *("transcript ablation", "transcript amplification", "upstream gene variant"),
)
CRITERIA = (
    *("met", "not met", "supporting", "moderate", "strong", "very strong", "stand alone", "by table"),
    *("by points", "by count", "informative meiosis", "informative meioses", "family", "families", "points"),
    *("tryptophan 140, where disease variants cluster", "contacts CD40"),
)
STATES = (
    *("hemizygous", "heterozygous", "homozygous", "absent", "mosaic suspected", "deleted", "no call"),
    *("undetermined", "conflict", "reference", "variant", "predicted", "escapes", "uncertain"),
)
PEOPLE = (
    *("affected", "unaffected", "unknown", "confirmed carrier", "obligate carrier", "manifesting carrier"),
    *("hemizygous unaffected", "possible mosaic", "inconclusive", "carrier", "carriers", "consultand"),
    *("adopted", "pregnancy", "deceased", "proband", "one X chromosome", "parent not in the pedigree"),
    *("maternal", "paternal", "de novo", "inherited", "biparental", "not known", "carries", "positive"),
    *("negative", "blood", "saliva", "X-inactivation: not assessed.", "X-inactivation: not informative."),
)
PLACES = (
    *("start", "stop", "donor", "acceptor", "keeps", "breaks", "insertion", "deletion", "duplication"),
    *("inversion", "copy-number change", "translocation", "promoter", "upstream of the gene"),
    *("downstream of the gene", "TNF homology domain", "cytoplasmic domain", "transmembrane domain"),
    *("extracellular stalk", "splice donor", "splice acceptor", "after the stop codon"),
)
MATCHES = ("exact", "same residue change", "same codon", "same splice site")
CLINIC = (
    *("below", "within", "above", "normal", "reduced", "weak", "absent", "two populations", "Neutrophils"),
    *("IgG low", "skewed", "random", "neutropenia", "cryptosporidium", "sclerosing cholangitis"),
    *("bacterial infections before 5y", "pneumocystis first year", "parvovirus aplastic anaemia"),
    *("severe liver disease",),
)
SEX_CHECK = ("concordant", "discordant", "ambiguous", "not verifiable", "calls", "depth", "mean depth")
ROLES = (
    *("vcf", "sv vcf", "bam", "cram", "depth", "coverage", "pedigree", "clinic", "alignment"),
    *("truth table", "cases"),
)
COMPARED = (
    *("relevance", "classification", "points", "criteria", "headline", "clinvar_classification"),
    *("clinvar_stars", "hgvs_p", "consequence", "status", "zygosity", "advice", "risk", "variant", "finding"),
    *(
        "listed",
        "reported",
        "person",
        "sample",
        "none",
        "likely_pathogenic",
        "likely_benign",
        "uncertain_significance",
    ),
    *("disease_causing", "not_reportable", "confirmed_carrier", "obligate_carrier", "at_risk"),
    *("not_assessed", "manifesting_carrier", "hemizygous_unaffected", "possible_mosaic"),
)
TABLES = ("literature", "known polymorphisms", "classification rules", "reported in a patient")
RISK = (
    *(
        "germline mosaicism",
        "equilibrium",
        "configuration",
        "assumption of this project",
        "meiosis",
        "meioses",
    ),
    *("textbook: equal rates", "textbook: X-linked lethal", "Haldane's balance of mutation and selection"),
)
SHEET = ("gene", "antibodies", "mosaic")
EXAMPLE = ("constructed example: the variants are published, the people and their genotypes are made up",)
SITES = ("Lys143 (meets CD40)", "Arg203 (meets CD40)", "Arg207 (meets CD40)", "Asn240 (N-glycan)")
