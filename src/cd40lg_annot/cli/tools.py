"""What explaining a variant takes: the reference, the tables, and what is made of them once."""

from dataclasses import dataclass

from cd40lg_annot.classify.assess import Assessor
from cd40lg_annot.classify.choices import Settings
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.io.protein_features import read_protein_features
from cd40lg_annot.io.scores import read_splice_index
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import SpliceIndex
from cd40lg_annot.variant import Describer
from cd40lg_annot.variant.regions import regions_by_residue


@dataclass(frozen=True, slots=True)
class Tools:
    """Tools for the variants of one locus; make them once, with `tools_of`, and keep them."""

    locus: Locus
    knowledge: Knowledge
    splice_index: SpliceIndex
    describer: Describer
    assessor: Assessor


def tools_of(locus: Locus, knowledge: Knowledge, settings: Settings | None = None) -> Tools:
    """Make the tools for one set of tables; `settings` say how the laboratory wants classes made."""
    describer = Describer(locus, regions_by_residue(read_protein_features()))
    return Tools(locus, knowledge, read_splice_index(), describer, Assessor(knowledge, locus, settings))
