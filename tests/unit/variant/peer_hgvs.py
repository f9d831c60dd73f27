"""Names by biocommons `hgvs`, fed from the gene model of `oracle.py`: no database, no network.

Import it only where that package is installed.
"""

import hgvs.dataproviders.interface
import hgvs.edit
import hgvs.location
import hgvs.normalizer
import hgvs.parser
import hgvs.posedit
import hgvs.sequencevariant
import hgvs.variantmapper

from . import oracle

GENOMIC, TRANSCRIPT, PROTEIN = "NC_000023.11", "NM_000074.3", "NP_000065.1"
# GRCh38 position of a base of the locus, less its 1-based position there.
OFFSET = 136_643_176
_METHOD = "splign"


class Provider(hgvs.dataproviders.interface.Interface):
    """One gene, one transcript, one protein."""

    required_version = "1.1"
    url = "local"

    def data_version(self):
        return "1.1"

    def schema_version(self):
        return "1.1"

    def get_seq(self, ac, start_i=None, end_i=None):
        if ac == GENOMIC:
            return oracle.GENOME[max((start_i or 0) - OFFSET, 0) : max((end_i or 0) - OFFSET, 0)]
        spliced = "".join(oracle.GENOME[left - 1 : right] for left, right in oracle.EXONS)
        return {TRANSCRIPT: spliced, PROTEIN: oracle.REFERENCE_PROTEIN.strip("*")}[ac][start_i:end_i]

    def get_tx_exons(self, tx_ac, alt_ac, alt_aln_method):
        begin, rows = 0, []
        for number, (left, right) in enumerate(oracle.EXONS):
            length = right - left + 1
            rows.append(
                {
                    "tx_ac": tx_ac,
                    "alt_ac": alt_ac,
                    "alt_aln_method": alt_aln_method,
                    "alt_strand": 1,
                    "ord": number,
                    "tx_start_i": begin,
                    "tx_end_i": begin + length,
                    "alt_start_i": left - 1 + OFFSET,
                    "alt_end_i": right + OFFSET,
                    "cigar": f"{length}=",
                }
            )
            begin += length
        return rows

    def get_tx_identity_info(self, tx_ac):
        lengths = [right - left + 1 for left, right in oracle.EXONS]
        start = oracle.ATG - oracle.EXONS[0][0]
        end = start + 3 * len(oracle.REFERENCE_PROTEIN)
        return {
            "tx_ac": tx_ac,
            "alt_ac": tx_ac,
            "alt_aln_method": "transcript",
            "cds_start_i": start,
            "cds_end_i": end,
            "lengths": lengths,
            "hgnc": "CD40LG",
            "translation_table": "standard",
        }

    def get_tx_info(self, tx_ac, alt_ac, alt_aln_method):
        found = self.get_tx_identity_info(tx_ac)
        return found | {"alt_ac": alt_ac, "alt_aln_method": alt_aln_method}

    def get_tx_mapping_options(self, tx_ac):
        return [{"tx_ac": tx_ac, "alt_ac": GENOMIC, "alt_aln_method": _METHOD}]

    def get_pro_ac_for_tx_ac(self, _):
        return PROTEIN

    def get_acs_for_protein_seq(self, _):
        return [PROTEIN]

    def get_assembly_map(self, _):
        return {GENOMIC: "X"}

    def get_gene_info(self, _):
        return {}

    def get_similar_transcripts(self, _):
        return []

    def get_tx_for_gene(self, _):
        return []

    def get_tx_for_region(self, *_):
        return []


class PeerNamer:
    """Names an allele of the locus; intronic names are normalised on the genome, as the package wants."""

    def __init__(self):
        provider = Provider()
        self._mapper = hgvs.variantmapper.VariantMapper(
            provider, replace_reference=False, prevalidation_level=None
        )
        self._normalizer = hgvs.normalizer.Normalizer(provider, validate=False)

    def names(self, pos, ref, alt):
        """The c. name, and the p. name or the reason why there is none."""
        on_transcript = self._mapper.g_to_c(
            self._normalizer.normalize(_genomic(pos, ref, alt)), TRANSCRIPT, _METHOD
        )
        return on_transcript.format(), self._mapper.c_to_p(on_transcript, PROTEIN).format()


def _genomic(pos, ref, alt):
    """The allele as a g. variant, trimmed as HGVS wants: an insertion between two bases has no reference."""
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while ref and alt and ref[0] == alt[0]:
        pos, ref, alt = pos + 1, ref[1:], alt[1:]
    start, end = (pos, pos + len(ref) - 1) if ref else (pos - 1, pos)
    place = hgvs.location.Interval(
        start=hgvs.location.SimplePosition(start + OFFSET), end=hgvs.location.SimplePosition(end + OFFSET)
    )
    edit = hgvs.edit.NARefAlt(ref=ref or None, alt=alt or None)
    return hgvs.sequencevariant.SequenceVariant(
        ac=GENOMIC, type="g", posedit=hgvs.posedit.PosEdit(pos=place, edit=edit)
    )
