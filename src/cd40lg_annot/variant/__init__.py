"""What a variant is called and what it does to the transcript and the protein."""

from cd40lg_annot.variant.annotate import Describer
from cd40lg_annot.variant.consequence import effect
from cd40lg_annot.variant.hgvs import Namer

__all__ = ["Describer", "Namer", "effect"]
