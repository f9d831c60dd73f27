"""The short notation in which the truth tables write a family, and what is known of its people."""

from collections.abc import Iterator
from typing import Any

from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.model import Affection, GenotypeState, Karyotype, Person, Sex, Zygosity

SEXES = {"M": Sex.MALE, "F": Sex.FEMALE, "U": Sex.UNKNOWN}
AFFECTIONS = {"+": Affection.AFFECTED, "-": Affection.UNAFFECTED, "?": Affection.UNKNOWN}
_TWINS = {"mz": "monozygotic", "dz": "dizygotic"}


def a_person(text: str, family: str = "fam", **more: Any) -> Person:  # noqa: ANN401  fields of Person
    """`boy=dad,mum M+ age=2 proband`: id, parents (0 or left out if unknown), sex, phenotype, and more.

    More: `age=`, `karyotype=`, `twin=mz:t` (or dz, unknown), and the words proband, adopted, pregnancy.

    >>> a_person("boy=0,mum M+ age=2").mother
    'mum'
    """
    name, kind, *words = text.split()
    name, _, parents = name.partition("=")
    father, _, mother = parents.partition(",")
    known = [parent if parent not in ("", "0") else None for parent in (father, mother)]
    fields: dict[str, Any] = {key: value for word in words for key, value in _field(word)}
    sex, affected = SEXES[kind[0]], AFFECTIONS[kind[1]]
    return Person(name, family, known[0], known[1], sex, affected, **(fields | more))


def a_pedigree(text: str, **more: dict[str, Any]) -> Pedigree:
    """People separated by `;`; keyword arguments add fields by person: `boy={"age": 2}`."""
    lines = [line.strip() for line in text.split(";") if line.strip()]
    return Pedigree(a_person(line, **more.get(a_person(line).person, {})) for line in lines)


def states(text: str) -> dict[str, GenotypeState]:
    """`boy hemizygous; mum absent` as genotype states by person."""
    pairs = (item.split() for item in text.split(";") if item.strip())
    return {person: GenotypeState(Zygosity(zygosity)) for person, zygosity in pairs}


def evidence(text: str = "", variant: str = "c.761C>T", **more: Any) -> FamilyEvidence:  # noqa: ANN401
    """Evidence about one variant: genotype states as text, the variant's name, and the rest."""
    return FamilyEvidence(states(text), variant, **more)


def an_evidence(text: str) -> FamilyEvidence:
    """States as text; the words `other_copy_lost` go into the evidence's field of that name."""
    items = [item.split() for item in text.split(";") if item.strip()]
    lost = frozenset(item[0] for item in items if item[2:] == ["other_copy_lost"])
    return evidence("; ".join(" ".join(item[:2]) for item in items), other_copy_lost=lost)


def _field(word: str) -> Iterator[tuple[str, Any]]:
    name, _, value = word.partition("=")
    if name == "twin":
        kind, _, group = value.partition(":")
        yield "twin_group", group
        yield "twin_zygosity", _TWINS.get(kind, kind)
    elif name == "age":
        yield name, float(value)
    elif name == "karyotype":
        yield name, Karyotype(value)
    else:
        yield name, True
