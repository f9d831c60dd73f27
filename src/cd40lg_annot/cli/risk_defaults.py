"""The risk model as the workflow uses it: shipped parameters, ages counted, mosaicism allowed for.

`cd40lg-annot risk` on a pedigree alone is the textbook calculation; a family in front of a counselor
is not, so the workflow takes penetrance by age and the shipped figure for germline mosaicism.
"""

from fractions import Fraction

from cd40lg_annot.family.risk import RiskParameters
from cd40lg_annot.family.risk.parameters import read_curve
from cd40lg_annot.io.risk_tables import read_assumptions
from cd40lg_annot.model import Assumption

_USED = ("incidence", "mutation_ratio", "fitness", "carrier_frequency", "mosaic_share", "penetrance")


def workflow_parameters(mosaicism: Fraction | None) -> tuple[RiskParameters, tuple[str, ...]]:
    """Parameters, and each of them in words with its source.

    `mosaicism`: 0 to 1, from the configuration; None for the shipped figure.
    """
    shipped = read_assumptions()
    suggested = shipped["mosaicism_suggested"]
    used = Fraction(suggested.value) if mosaicism is None else mosaicism
    parameters = RiskParameters(mosaicism=used, penetrance=read_curve(shipped["penetrance"].value))
    lines = [_in_words(shipped[name]) for name in _USED]
    is_shipped = used == Fraction(suggested.value)
    source = f"{suggested.source}; {suggested.note}" if is_shipped else "configuration"
    lines.append(f"germline mosaicism: {float(used):g}, {shipped['mosaicism'].meaning} ({source})")
    return parameters, tuple(lines)


def _in_words(assumption: Assumption) -> str:
    note = f"; {assumption.note}" if assumption.note else ""
    name = assumption.name.replace("_", " ")
    return f"{name}: {assumption.value}, {assumption.meaning} ({assumption.source}){note}"
