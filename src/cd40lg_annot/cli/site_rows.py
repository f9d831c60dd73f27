"""One row per alternate allele: the columns that `annotate` writes, as TSV, JSON or CSQ."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from cd40lg_annot.cli.second_core import in_halves
from cd40lg_annot.cli.sites import Site
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build, Variant

if TYPE_CHECKING:
    from cd40lg_annot.classify.assess import Settings
    from cd40lg_annot.cli.shared_cells import CellMaker

# Public: columns are added at the end, before `note`; none is renamed.
COLUMNS = {
    "contig": "contig as in the input",
    "pos": "POS as in the input, 1-based",
    "ref": "REF as in the input",
    "alt": "this row's alternate allele, as in the input",
    "build": "genome build of the input",
    "norm_pos": "position of the left-aligned allele, 1-based, same build",
    "norm_ref": "reference bases of the left-aligned allele",
    "norm_alt": "alternate bases of the left-aligned allele",
    "hgvs_g": "HGVS genomic name, same build",
    "hgvs_c": "HGVS name on NM_000074.3 (MANE Select)",
    "hgvs_p": "predicted HGVS protein name on NP_000065.1",
    "consequence": "Sequence Ontology terms, most severe first, joined by &",
    "impact": "impact class of the most severe term",
    "exon": "exon number / total",
    "intron": "intron number / total",
    "residue": "first residue changed, 1-based",
    "nmd": "nonsense-mediated decay of a premature stop: predicted or escapes",
    "clinvar_classification": "ClinVar's classification of exactly this allele, in its words",
    "clinvar_stars": "review stars of that classification, 0 to 4",
    "clinvar_accession": "ClinVar accession",
    "splice_max": "highest CI-SpliceAI score, 0 to 1; empty where not scored",
    "splice_event": "predicted splice event in words",
    "population_af": "highest allele frequency in a population table, 0 to 1",
    "hemizygotes": "hemizygous males in the population tables",
    "classification": "class that the criteria add up to (suggested), or the laboratory's own",
    "points": "ACMG/AMP points",
    "criteria": "ACMG/AMP criteria met, with strength where it is not the usual one",
    "region": "protein region of the first residue changed",
    "codons": "codons before and after, changed bases in capitals",
    "amino_acids": "residues before and after",
    "own_scores": "scores of the laboratory's own tables; empty where not scored",
    "note": "why a row has no names, or what to know about it",
}


# What is the same for a variant wherever it was read: both genomic names, then from hgvs_c to own_scores.
SHARED = ("hgvs_g_grch38", "hgvs_g_grch37", *list(COLUMNS)[list(COLUMNS).index("hgvs_c") : -1])
_OWN_COLUMNS = 5
# Variants explained together; bounds what is held in memory.
_AT_ONCE = 5_000


class SiteAnnotator:
    """Makes rows of sites; each distinct variant is explained once, or taken from an atlas.

    `atlas`: cells in the order of `SHARED`, by variant, made with the same knowledge.
    """

    def __init__(
        self,
        locus: Locus,
        knowledge: Knowledge,
        atlas: Mapping[Variant, tuple[str, ...]] | None = None,
        settings: "Settings | None" = None,
    ) -> None:
        self._locus = locus
        self._knowledge = knowledge
        self._settings = settings
        self._known: dict[Variant, tuple[str, ...]] = dict(atlas or {})
        self._offsets = {build: locus.axes[build].offset for build in Build}

    # A run that takes all its rows from an atlas needs none.
    @cached_property
    def _cells(self) -> "CellMaker":
        from cd40lg_annot.cli.shared_cells import CellMaker

        return CellMaker(self._locus, self._knowledge, self._settings)

    def prepare(self, variants: Iterable[Variant]) -> None:
        """Explain variants ahead of their rows; many at once take a third less time than one by one."""
        wanted = [variant for variant in dict.fromkeys(variants) if variant not in self._known]
        if wanted:
            # Made before a child is: both then share what it has read.
            explain = self._cells.of
            self._known.update(zip(wanted, in_halves(partial(_in_batches, explain), wanted), strict=True))

    def rows(self, sites: Iterable[Site]) -> list[tuple[str, ...]]:
        """Rows of text in the order of `COLUMNS`, one for each site."""
        sites = list(sites)
        self.prepare(site.variant for site in sites if site.variant is not None)
        return [self.row(site) for site in sites]

    def row(self, site: Site) -> tuple[str, ...]:
        """Row of one site."""
        place, build, variant = site.place, site.build, site.variant
        written = (place.contig, str(place.pos), place.ref, place.alt, build.value)
        if variant is None:
            return (*written, *[""] * (len(COLUMNS) - _OWN_COLUMNS - 1), site.note)
        if variant not in self._known:
            self.prepare([variant])
        cells = self._known[variant]
        genomic = cells[0] if build is Build.GRCH38 else cells[1]
        pos = str(variant.pos + self._offsets[build])
        return (*written, pos, variant.ref, variant.alt, genomic, *cells[2:], site.note)


def _in_batches(
    explain: Callable[[Sequence[Variant]], list[tuple[str, ...]]], variants: Sequence[Variant]
) -> list[tuple[str, ...]]:
    starts = range(0, len(variants), _AT_ONCE)
    return [cells for start in starts for cells in explain(variants[start : start + _AT_ONCE])]
