"""One row per alternate allele: the columns that `annotate` writes, as TSV, JSON or CSQ."""

from collections.abc import Sequence

from cd40lg_annot.cli.sites import Site
from cd40lg_annot.model import Build

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
    "typed": "name as the list gives it; empty for a VCF",
    "note": "why a row has no names, or what to know about it",
}


# What is the same for a variant wherever it was read: both genomic names, then from hgvs_c to own_scores.
SHARED = ("hgvs_g_grch38", "hgvs_g_grch37", *list(COLUMNS)[list(COLUMNS).index("hgvs_c") : -2])
# What stands between the build and the typed name.
_BETWEEN = list(COLUMNS)[5:-2]
_NOT_NAMED = ("",) * len(_BETWEEN)
_NO_PLACE = ("",) * 4


def row_of(site: Site, cells: Sequence[str], offset: int) -> tuple[str, ...]:
    """Row of one site in the order of `COLUMNS`.

    `cells`: its variant's, in the order of `SHARED`; not asked for where it has none.
    `offset`: of the locus in the site's build.
    """
    place, build, variant = site.place, site.build, site.variant
    at = (place.contig, str(place.pos), place.ref, place.alt) if place else _NO_PLACE
    written = (*at, build.value)
    if variant is None:
        between = [site.described.get(column, "") for column in _BETWEEN] if site.described else _NOT_NAMED
        return (*written, *between, site.name, site.note)
    genomic = cells[0] if build is Build.GRCH38 else cells[1]
    normal = (str(variant.pos + offset), variant.ref, variant.alt)
    return (*written, *normal, genomic, *cells[2:], site.name, site.note)
