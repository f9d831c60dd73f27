"""A variant named and explained: the two halves of this room put together."""

from collections.abc import Sequence

from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Effect, Names, Variant
from cd40lg_annot.variant.consequence import effect
from cd40lg_annot.variant.hgvs import Namer


class Describer:
    """Names and explains variants of one locus; make one and keep it."""

    def __init__(self, locus: Locus) -> None:
        self._locus = locus
        self._namer = Namer(locus)

    def describe(self, variant: Variant) -> tuple[Names, Effect]:
        """Names and effect of a variant in normal form."""
        return self._namer.names(variant), effect(variant, self._locus)

    def allele_names(self, variants: Sequence[Variant]) -> dict[str, str]:
        """Names of several variants on one chromosome (in cis): `hgvs_c` and `hgvs_p`."""
        return self._namer.allele_names(variants)
