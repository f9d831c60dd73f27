"""Where one person's copy of a variant came from: mother, father, new, or a mosaic parent."""

from dataclasses import dataclass
from enum import Enum

from cd40lg_annot.family.known import CARRIED, FamilyEvidence, known_carriers
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.transmission import Transmission, transmission
from cd40lg_annot.model import Affection, Zygosity


class Origin(Enum):
    """Closed set of origins; "apparently" because parentage is taken from the pedigree."""

    MATERNAL = "maternal"
    PATERNAL = "paternal"
    BIPARENTAL = "biparental"
    APPARENTLY_DE_NOVO = "apparently_de_novo"
    POSSIBLY_MOSAIC_PARENT = "possibly_mosaic_parent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OriginFinding:
    """An origin and the reason for it."""

    origin: Origin
    reason: str


def origin(
    pedigree: Pedigree, evidence: FamilyEvidence, person: str, drawn: Transmission | None = None
) -> OriginFinding:
    """Origin of the variant that `person` carries; `drawn` if it is at hand already.

    A father is never the origin in a son. A mother without the variant in the called genotype, but
    with reads that show it, is a possible mosaic: `calls` gives her `MOSAIC_SUSPECTED`, never absent.
    """
    mother, father = pedigree.mother(person), pedigree.father(person)
    drawn = drawn or transmission(pedigree, known_carriers(pedigree, evidence))
    if evidence.has_two_copies(person):
        return _of_two_copies(evidence, mother, father)
    fathered = father in pedigree.x_parents(person) and x_copies(pedigree[person]) != 1
    if fathered and _father_has_it(pedigree, evidence, father):
        return OriginFinding(Origin.PATERNAL, f"the father {father} passes his only X to every daughter")
    if mother is not None and (evidence.zygosity(mother) in CARRIED or mother in drawn.obligate):
        word = "carries" if evidence.zygosity(mother) in CARRIED else "must carry"
        return OriginFinding(Origin.MATERNAL, f"the mother {mother} {word} it")
    asked = (mother, father) if fathered else (mother,)
    for parent in asked:
        if parent is not None and _possibly_mosaic(evidence, drawn.mosaics, parent):
            reason = f"{parent} shows it in some reads or passed it on more than once"
            return OriginFinding(Origin.POSSIBLY_MOSAIC_PARENT, reason)
    return _new_or_unknown(evidence, asked)


def _of_two_copies(evidence: FamilyEvidence, mother: str | None, father: str | None) -> OriginFinding:
    both = [parent for parent in (mother, father) if parent is not None]
    if len(both) == 2 and all(evidence.zygosity(parent) in CARRIED for parent in both):
        return OriginFinding(Origin.BIPARENTAL, "both parents carry it")
    return OriginFinding(Origin.UNKNOWN, "two copies, and not both parents are known to carry it")


def _father_has_it(pedigree: Pedigree, evidence: FamilyEvidence, father: str | None) -> bool:
    if father is None:
        return False
    zygosity = evidence.zygosity(father)
    untested = zygosity in (None, Zygosity.NO_CALL)
    affected = pedigree[father].affected is Affection.AFFECTED
    return zygosity is Zygosity.HEMIZYGOUS or (affected and untested)


def _possibly_mosaic(evidence: FamilyEvidence, mosaics: frozenset[str], parent: str) -> bool:
    return parent in mosaics or evidence.zygosity(parent) is Zygosity.MOSAIC_SUSPECTED


def _new_or_unknown(evidence: FamilyEvidence, parents: tuple[str | None, ...]) -> OriginFinding:
    untested = [p for p in parents if p is None or evidence.zygosity(p) is not Zygosity.ABSENT]
    if not untested:
        tested = " and ".join(str(parent) for parent in parents)
        reason = f"not found in {tested}; parentage as recorded, germline mosaicism not excluded"
        return OriginFinding(Origin.APPARENTLY_DE_NOVO, reason)
    named = [str(parent) for parent in untested if parent is not None]
    words = f"no clear call of {' and '.join(named)}" if named else "a parent is not in the pedigree"
    return OriginFinding(Origin.UNKNOWN, words)
