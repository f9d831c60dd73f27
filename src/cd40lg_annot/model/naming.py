"""What a variant is called and what it does: names, effect, splice prediction."""

from collections.abc import Mapping
from dataclasses import dataclass

from cd40lg_annot.model.tables import TableVersion


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one variant; every one with its accession and version.

    `hgvs_p` is predicted, in parentheses, three-letter; `hgvs_p_short` the same in one-letter code.
    `vcf` is the left-aligned form on GRCh38, e.g. `X-136659390-C-T`. `vrs_id` is the GA4GH VRS 2.0
    identifier, always of the allele on GRCh38; empty where none can be computed.
    """

    hgvs_g_grch38: str
    hgvs_g_grch37: str
    hgvs_c: str
    hgvs_p: str
    hgvs_p_short: str
    vcf_grch38: str
    vcf_grch37: str
    vrs_id: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a variant does to the transcript and the protein.

    `consequences`: Sequence Ontology terms, most severe first. `exon`, `intron`: "3/5".
    `residue`: 1-based, of the first residue changed. `nmd`: "predicted", "escapes" or None
    where there is no premature stop; `premature_stop` is the codon of the new stop. `region`: parts of
    the protein that the residue lies in, by `region_source`.
    """

    consequences: tuple[str, ...]
    impact: str
    exon: str | None = None
    intron: str | None = None
    residue: int | None = None
    codons: str | None = None
    amino_acids: str | None = None
    region: str | None = None
    nmd: str | None = None
    premature_stop: int | None = None
    notes: tuple[str, ...] = ()
    region_source: str | None = None


@dataclass(frozen=True, slots=True)
class SplicePrediction:
    """What a splice model predicts for a variant; scores are 0 to 1, as the model prints them.

    Positions are 1-based on the locus axis, of the first (acceptor) or last (donor) base of an exon, None
    where the score is 0 or no place was kept. `event` says in words what would happen to exon and
    frame; it is empty where no score reaches `threshold`. `note` says what was corrected.
    """

    source: str
    release: str
    acceptor_gain: float
    acceptor_loss: float
    donor_gain: float
    donor_loss: float
    acceptor_gain_pos: int | None = None
    acceptor_loss_pos: int | None = None
    donor_gain_pos: int | None = None
    donor_loss_pos: int | None = None
    threshold: float = 0.2
    event: str = ""
    note: str = ""

    @property
    def highest(self) -> float:
        """Highest of the four scores, 0 to 1."""
        return max(self.acceptor_gain, self.acceptor_loss, self.donor_gain, self.donor_loss)


@dataclass(frozen=True)
class SpliceIndex:
    """Splice scores of every small variant anchored between `first` and `last`, 1-based inclusive.

    `entries`: the alleles at a position, as text that `variant.splicing` reads; a small variant of the
    range that is not listed scores 0.
    """

    version: TableVersion
    first: int
    last: int
    entries: Mapping[int, str]
