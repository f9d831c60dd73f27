"""Short ways to make a family in a test."""

from cd40lg_annot.family.known import FamilyEvidence
from cd40lg_annot.family.pedigree import Pedigree
from cd40lg_annot.model import Affection, GenotypeState, Karyotype, Person, Sex, Zygosity

SEXES = {"M": Sex.MALE, "F": Sex.FEMALE, "U": Sex.UNKNOWN}
AFFECTIONS = {"+": Affection.AFFECTED, "-": Affection.UNAFFECTED, "?": Affection.UNKNOWN}


def a_person(text, family="fam", **more):
    """`boy=dad,mum M+ age=2 proband`: id, parents (0 or left out if unknown), sex, phenotype, and more.

    More: `age=`, `karyotype=`, `twin=mz:t` (or dz, unknown), and the words proband, adopted, pregnancy.
    """
    name, kind, *words = text.split()
    name, _, parents = name.partition("=")
    father, _, mother = parents.partition(",")
    father, mother = (parent if parent not in ("", "0") else None for parent in (father, mother))
    fields = {key: value for word in words for key, value in _field(*word.partition("=")[::2])} | more
    return Person(name, family, father, mother, SEXES[kind[0]], AFFECTIONS[kind[1]], **fields)


def _field(name, value):
    if name == "twin":
        kind, _, group = value.partition(":")
        yield "twin_group", group
        yield "twin_zygosity", {"mz": "monozygotic", "dz": "dizygotic"}.get(kind, kind)
    else:
        yield name, {"age": float, "karyotype": Karyotype}.get(name, bool)(value or "yes")


def a_pedigree(text, **more):
    """People separated by `;`; keyword arguments add fields by person: `boy={"age": 2}`."""
    lines = [line.strip() for line in text.split(";") if line.strip()]
    return Pedigree(a_person(line, **more.get(a_person(line).person, {})) for line in lines)


def states(text):
    """`boy hemizygous; mum absent` as genotype states by person."""
    pairs = (item.split() for item in text.split(";") if item.strip())
    return {person: GenotypeState(Zygosity(zygosity)) for person, zygosity in pairs}


def evidence(text="", variant="c.761C>T", **more):
    """Evidence about one variant: genotype states as text, the variant's name, and the rest."""
    return FamilyEvidence(states(text), variant, **more)
