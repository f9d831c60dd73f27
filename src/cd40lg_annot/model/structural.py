"""What a structural variant does to the gene."""

from dataclasses import dataclass
from enum import Enum


class Rearrangement(Enum):
    """What a structural variant does to the stretch between its ends, as far as the file tells."""

    LOST = "deletion"
    GAINED = "duplication"
    INVERTED = "inversion"
    INSERTED = "insertion"
    BROKEN = "break"
    UNKNOWN = "copy-number change"


@dataclass(frozen=True, slots=True)
class StructuralEffect:
    """Where a structural variant lies on the gene, and what follows for the protein.

    `whole_exons` lie wholly between the ends whatever room these have, `partial_exons` in part;
    of `possible_exons` it is not certain whether they are touched. `takes` says that in words.
    `in_frame` is None where no whole exons leave or join the reading frame. `impact`: HIGH, MODERATE
    or MODIFIER. `breaks_gene`: exons are lost or parted from the rest. `neighbours`: other genes
    between the ends, with "in part" where only a part of one is.
    """

    rearrangement: Rearrangement
    takes: str
    in_words: str
    consequences: tuple[str, ...]
    impact: str
    breaks_gene: bool
    whole_exons: tuple[int, ...] = ()
    partial_exons: tuple[int, ...] = ()
    possible_exons: tuple[int, ...] = ()
    in_frame: bool | None = None
    neighbours: tuple[str, ...] = ()
    hgvs_g: str = ""
    hgvs_c: str = ""
    notes: tuple[str, ...] = ()
