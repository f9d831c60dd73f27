"""What one family and its clinic add to a variant's class: the evidence behind PS2, PP1, BS4, PP4, BS2.

No name of a person enters: criterion lines stand on pages on which names may be hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cd40lg_annot.family.known import FamilyEvidence, known_carriers
from cd40lg_annot.family.origin import Origin, origin
from cd40lg_annot.family.pedigree import Pedigree, x_copies
from cd40lg_annot.family.segregation import Fit, decisions, informative_males
from cd40lg_annot.family.transmission import transmission
from cd40lg_annot.model import Affection, CaseEvidence, ClinicView, GenotypeState, Level, Surface, Zygosity

ADULT = 18
# SVI on PS2/PM6, version 1.1, table 1, for parents as the pedigree has them; twice that where the
# laboratory has confirmed them. The first where CD40L is absent, which is specific for this gene.
_SPECIFIC, _CONSISTENT, _NOT_DE_NOVO = 1.0, 0.5, 0.0
_CONFIRMED_TIMES = 2
_CALLED = frozenset({Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS, Zygosity.ABSENT})
_SOURCE = "this family's pedigree, calls and clinic data"
_ABNORMAL_FLOW = (Surface.ABSENT, Surface.WEAK)


@dataclass(frozen=True, slots=True)
class _Family:
    """The family at one variant: everybody's state, and what the clinic knows, by person."""

    pedigree: Pedigree
    evidence: FamilyEvidence
    clinic: Mapping[str, ClinicView]

    def males(self, zygosity: Zygosity, *affections: Affection) -> list[str]:
        """People with one X, of this state and one of these affections, in pedigree order."""
        return [
            person.person
            for person in self.pedigree
            if x_copies(person) == 1
            and person.affected in affections
            and self.evidence.zygosity(person.person) is zygosity
        ]

    @property
    def is_compared(self) -> bool:
        """Whether more than one member has a clear call."""
        return sum(self.evidence.zygosity(person.person) in _CALLED for person in self.pedigree) > 1


def case_evidence(
    pedigree: Pedigree, states: Mapping[str, GenotypeState | None], clinic: Mapping[str, ClinicView]
) -> CaseEvidence | None:
    """What the family adds to the class of a variant that runs in it; None where it can add nothing.

    An affected male without the variant speaks against it only where another affected male carries
    it: otherwise nothing in the family says that it is the cause. A healthy adult male with it
    counts once: for BS4 beside affected carriers, for BS2 elsewhere.

    Args:
        pedigree: the family.
        states: everybody's state at the variant.
        clinic: clinic data, read against age, by person.
    """
    family = _Family(pedigree, FamilyEvidence(states), clinic)
    ill = family.males(Zygosity.HEMIZYGOUS, Affection.AFFECTED)
    examined = family.males(Zygosity.HEMIZYGOUS, Affection.AFFECTED, Affection.UNKNOWN)
    phenotype, detail = _phenotype([clinic[person] for person in examined if person in clinic])
    healthy = _healthy_adults(family)
    moves = family.is_compared and bool(ill)
    if not moves and phenotype is None and healthy is None:
        return None
    without = family.males(Zygosity.ABSENT, Affection.AFFECTED)
    return CaseEvidence(
        de_novo_points=_de_novo_points(family, ill, phenotype) if moves else None,
        parentage_confirmed=_is_confirmed(family, ill) if moves else None,
        meioses=len(informative_males(pedigree, family.evidence)) if moves else None,
        contradictions=len(without) + (healthy or 0) if moves else None,
        phenotype=phenotype,
        healthy_adult_males=None if ill else healthy,
        source=_SOURCE,
        phenotype_detail=detail,
        misfit=_misfit(family) if moves else "",
    )


def _de_novo_points(family: _Family, ill: Sequence[str], phenotype: str | None) -> float | None:
    """Points of one event in the family; None where the origin of an affected male's copy is open."""
    drawn = transmission(family.pedigree, known_carriers(family.pedigree, family.evidence))
    origins = {origin(family.pedigree, family.evidence, person, drawn).origin for person in ill}
    if origins & {Origin.UNKNOWN, Origin.POSSIBLY_MOSAIC_PARENT}:
        return None
    if origins != {Origin.APPARENTLY_DE_NOVO} or phenotype == "neither":
        return _NOT_DE_NOVO
    points = _SPECIFIC if phenotype == "absent_cd40l" else _CONSISTENT
    return points * _CONFIRMED_TIMES if _is_confirmed(family, ill) else points


def _is_confirmed(family: _Family, ill: Sequence[str]) -> bool:
    """Whether the laboratory has confirmed the parents of every affected male with the variant."""
    people = family.pedigree.people
    return bool(ill) and all(people[person].parentage_confirmed for person in ill)


def _phenotype(views: Sequence[ClinicView]) -> tuple[str | None, str]:
    """What PP4 asks for, by the male who shows it best, and the values behind it."""
    for phenotype in ("absent_cd40l", "low_igg_iga", "neither"):
        for view in views:
            if view.phenotype == phenotype:
                return phenotype, _values(view)
    return None, ""


def _values(view: ClinicView) -> str:
    """Values that PP4 looks at: `at 2 years: IgG 120 mg/dL (453-916), below`."""
    told = []
    for value in view.values:
        if value.name in ("IgG", "IgA") or value.name.startswith("CD40L"):
            number = "" if value.value is None else f" {value.limit}{value.value:g} {value.unit}"
            known = value.low is not None and value.high is not None
            interval = f" ({value.low:g}-{value.high:g})" if known else ""
            told.append(f"{value.name}{number}{interval}, {value.judged}")
    age = "" if view.age is None else f"at {view.age:g} years: "
    return age + "; ".join(told)


def _healthy_adults(family: _Family) -> int | None:
    """Unaffected adult males with the variant and normal immunoglobulins; None if none was examined."""
    carriers = family.males(Zygosity.HEMIZYGOUS, Affection.UNAFFECTED)
    views = [family.clinic[person] for person in carriers if person in family.clinic]
    adults = [view for view in views if view.age is not None and view.age >= ADULT]
    judged = [view for view in adults if Level.UNKNOWN not in view.levels.values()]
    return sum(_is_normal(view) for view in judged) if judged else None


def _is_normal(view: ClinicView) -> bool:
    return set(view.levels.values()) == {Level.NORMAL} and view.cd40l not in _ABNORMAL_FLOW


def _misfit(family: _Family) -> str:
    """The rules of segregation that the family breaks, in words without names."""
    broken = [
        decision.rule.replace("_", " ")
        for decision in decisions(family.pedigree, family.evidence)
        if decision.fit is Fit.INCONSISTENT
    ]
    return "; ".join(f"it does not hold that {rule}" for rule in dict.fromkeys(broken))
