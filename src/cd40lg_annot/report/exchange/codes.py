"""Codes of other people's vocabularies for our closed sets of words.

LOINC (answer lists as HL7's Genomics Reporting guide 3.0.0 binds them), Sequence Ontology (as VEP 115 and
ClinVar use it), GENO (as Phenopacket v2 recommends), HGNC, OMIM, MONDO, HPO.

This material contains content from LOINC (http://loinc.org). LOINC is copyright © 1995-2020, Regenstrief
Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at
no cost under the license at http://loinc.org/license.
"""

from dataclasses import dataclass

from cd40lg_annot.model import Build, Classification, Zygosity
from cd40lg_annot.report.variant import GENE, GENE_ID

LOINC = "http://loinc.org"
SEQUENCE_ONTOLOGY = "http://www.sequenceontology.org"
TO_BE_DEFINED = "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs"


@dataclass(frozen=True, slots=True)
class Code:
    """One concept: its code system (a FHIR system URI, or a CURIE's prefix), code and label."""

    system: str
    code: str
    label: str


def loinc(code: str, label: str) -> Code:
    """Give a LOINC code."""
    return Code(LOINC, code, label)


GENE_CODE = Code("http://www.genenames.org/geneId", GENE_ID, GENE)
OMIM_DISEASE = Code("OMIM", "OMIM:308230", "Immunodeficiency, X-linked, with hyper-IgM")
MONDO_DISEASE = Code("http://purl.obolibrary.org/obo/mondo.owl", "MONDO:0010626", "hyper-IgM syndrome type 1")
X_LINKED = Code("http://human-phenotype-ontology.org", "HP:0001417", "X-linked inheritance")

CHROMOSOME_X = loinc("LA21276-3", "Chromosome X")
ASSEMBLY = {Build.GRCH37: loinc("LA14029-5", "GRCh37"), Build.GRCH38: loinc("LA26806-2", "GRCh38")}
ONE_BASED = loinc("LA30102-0", "1-based character counting")
GERMLINE = loinc("LA6683-2", "Germline")
FETAL = loinc("LA10429-1", "Fetal")
UNKNOWN_ORIGIN = loinc("LA18197-6", "Unknown genomic origin")

PRESENT = loinc("LA9633-4", "Present")
ABSENT = loinc("LA9634-2", "Absent")
NO_CALL = loinc("LA18198-4", "No call")
INDETERMINATE = loinc("LA11884-6", "Indeterminate")
# Whether the variant is there. What is only suspected, contradicted or lost with its place is not settled.
PRESENCE = {
    Zygosity.HEMIZYGOUS: PRESENT,
    Zygosity.HETEROZYGOUS: PRESENT,
    Zygosity.HOMOZYGOUS: PRESENT,
    Zygosity.ABSENT: ABSENT,
    Zygosity.NO_CALL: NO_CALL,
    Zygosity.MOSAIC_SUSPECTED: INDETERMINATE,
    Zygosity.UNDETERMINED: INDETERMINATE,
    Zygosity.CONFLICT: INDETERMINATE,
    Zygosity.DELETED: INDETERMINATE,
}
# An allelic state is stated only where the number of copies is settled.
ALLELIC_STATE = {
    Zygosity.HEMIZYGOUS: loinc("LA6707-9", "Hemizygous"),
    Zygosity.HETEROZYGOUS: loinc("LA6706-1", "Heterozygous"),
    Zygosity.HOMOZYGOUS: loinc("LA6705-3", "Homozygous"),
}
GENO_STATE = {
    Zygosity.HEMIZYGOUS: Code("GENO", "GENO:0000134", "hemizygous"),
    Zygosity.HETEROZYGOUS: Code("GENO", "GENO:0000135", "heterozygous"),
    Zygosity.HOMOZYGOUS: Code("GENO", "GENO:0000136", "homozygous"),
}
UNSPECIFIED_ZYGOSITY = Code("GENO", "GENO:0000137", "unspecified zygosity")

CLASS = {
    Classification.PATHOGENIC: loinc("LA6668-3", "Pathogenic"),
    Classification.LIKELY_PATHOGENIC: loinc("LA26332-9", "Likely pathogenic"),
    Classification.UNCERTAIN_SIGNIFICANCE: loinc("LA26333-7", "Uncertain significance"),
    Classification.LIKELY_BENIGN: loinc("LA26334-5", "Likely benign"),
    Classification.BENIGN: loinc("LA6675-8", "Benign"),
}
POSITIVE = loinc("LA6576-8", "Positive")
NEGATIVE = loinc("LA6577-6", "Negative")
INCONCLUSIVE = loinc("LA9663-1", "Inconclusive")

SEQUENCE_TERMS = {
    "transcript_ablation": "SO:0001893",
    "splice_acceptor_variant": "SO:0001574",
    "splice_donor_variant": "SO:0001575",
    "stop_gained": "SO:0001587",
    "frameshift_variant": "SO:0001589",
    "stop_lost": "SO:0001578",
    "start_lost": "SO:0002012",
    "inframe_insertion": "SO:0001821",
    "inframe_deletion": "SO:0001822",
    "missense_variant": "SO:0001583",
    "protein_altering_variant": "SO:0001818",
    "splice_donor_5th_base_variant": "SO:0001787",
    "splice_region_variant": "SO:0001630",
    "splice_donor_region_variant": "SO:0002170",
    "splice_polypyrimidine_tract_variant": "SO:0002169",
    "start_retained_variant": "SO:0002019",
    "stop_retained_variant": "SO:0001567",
    "synonymous_variant": "SO:0001819",
    "coding_sequence_variant": "SO:0001580",
    "5_prime_UTR_variant": "SO:0001623",
    "3_prime_UTR_variant": "SO:0001624",
    "intron_variant": "SO:0001627",
    "upstream_gene_variant": "SO:0001631",
    "downstream_gene_variant": "SO:0001632",
}
_CHANGES = {
    "DEL": ("SO:0000159", "deletion"),
    "DUP": ("SO:1000035", "duplication"),
    "INV": ("SO:1000036", "inversion"),
    "INS": ("SO:0000667", "insertion"),
    "CNV": ("SO:0001019", "copy_number_variation"),
    "SNV": ("SO:0001483", "SNV"),
    "MNV": ("SO:0002007", "MNV"),
    "DELINS": ("SO:1000032", "delins"),
}


def consequence(term: str) -> Code | None:
    """Give the Sequence Ontology code of a consequence; None for a word that is no term of ours."""
    code = SEQUENCE_TERMS.get(term)
    return Code(SEQUENCE_ONTOLOGY, code, term) if code else None


def kind_of_change(kind: str) -> Code | None:
    """Give the Sequence Ontology code of a kind of structural variant; a bare junction has none."""
    found = _CHANGES.get(kind)
    return Code(SEQUENCE_ONTOLOGY, *found) if found else None


def kind_of_alleles(ref: str, alt: str) -> Code | None:
    """Give the Sequence Ontology code of a small change spelt as VCF does.

    >>> [kind_of_alleles(*alleles).label for alleles in (("A", "G"), ("AT", "A"), ("A", "AT"), ("AT", "GC"))]
    ['SNV', 'deletion', 'insertion', 'MNV']
    """
    if len(ref) == len(alt):
        return kind_of_change("SNV" if len(ref) == 1 else "MNV")
    if ref[0] == alt[0] and 1 in (len(ref), len(alt)):
        return kind_of_change("DEL" if len(alt) == 1 else "INS")
    return kind_of_change("DELINS")
