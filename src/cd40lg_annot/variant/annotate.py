"""A variant named and explained: the two halves of this room put together."""

from collections.abc import Mapping, Sequence

from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Effect, Names, Variant
from cd40lg_annot.variant.consequence import effect_at
from cd40lg_annot.variant.hgvs import HgvsNames, Namer
from cd40lg_annot.variant.place import place_of
from cd40lg_annot.variant.regions import ProteinRegion


class Describer:
    """Names and explains variants of one locus; `regions` names the protein's parts by residue."""

    def __init__(self, locus: Locus, regions: Mapping[int, ProteinRegion] | None = None) -> None:
        self._locus = locus
        self._regions = regions
        self._namer = Namer(locus)

    def describe(self, variant: Variant) -> tuple[Names, Effect]:
        """Names and effect of a variant in normal form."""
        place = place_of(variant, self._locus)
        return self._namer.names_at(place), effect_at(place, self._locus, self._regions)

    def describe_all(self, variants: Sequence[Variant]) -> list[tuple[HgvsNames, Effect]]:
        """HGVS names and effect of each variant, for tables; step by step for all, which is faster."""
        places = [place_of(variant, self._locus) for variant in variants]
        names = [self._namer.hgvs_names_at(place) for place in places]
        effects = [effect_at(place, self._locus, self._regions) for place in places]
        return list(zip(names, effects, strict=True))

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome (in cis): `hgvs_c` and `hgvs_p`."""
        return self._namer.allele_names(variants)
