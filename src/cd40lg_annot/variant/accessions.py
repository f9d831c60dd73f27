"""The records that a name may count on, and what is to be known of their versions."""

import re

from cd40lg_annot.errors import NomenclatureError, OutsideLocusError, one_line
from cd40lg_annot.locus.builds import X_REFSEQ
from cd40lg_annot.model import Build
from cd40lg_annot.variant.cleaning import PROTEIN_NAMES, TRANSCRIPT_NAMES

_GENOMIC_NAMES = (X_REFSEQ[Build.GRCH38], X_REFSEQ[Build.GRCH37], "NG_007280", "LRG_141")
_NAMES = {"c": TRANSCRIPT_NAMES, "g": _GENOMIC_NAMES, "p": PROTEIN_NAMES}
# What names are written on, and the versions that were compared with it; other records have no versions
# or are read in the one that is named.
_WRITTEN_ON = {
    "NM_000074": "NM_000074.3",
    "ENST00000370629": "ENST00000370629.7",
    "NP_000065": "NP_000065.1",
    "NG_007280": "NG_007280.1",
}
_COUNTS_ALIKE = ("NM_000074", "NM_000074.2")
_OTHER_CHROMOSOME = re.compile(r"NC_0000(?!23)\d\d(?:\.\d+)?")


def checked_accession(accession: str | None, kind: str, typed: str) -> tuple[str, ...]:
    """What to know of the record that a c., g. or p. name (`kind`) counts on; mostly nothing.

    Raises:
        OutsideLocusError: another chromosome.
        NomenclatureError: a record that is not known here, or that does not go with the kind of name.
    """
    if accession is None and kind != "g":
        return ()
    stem = (accession or "").partition(".")[0]
    if kind == "g" and _OTHER_CHROMOSOME.fullmatch(accession or ""):
        message = f"{one_line(typed, 80)}: CD40LG lies on X, not on {accession}; check the accession"
        raise OutsideLocusError(message)
    if not {accession, stem}.intersection(_NAMES[kind]):
        problem = _problem(accession, stem, kind)
        message = f"{one_line(typed, 80)}: {problem}; give a name on {' or '.join(_NAMES[kind])}"
        raise NomenclatureError(message)
    read_on = _WRITTEN_ON.get(stem)
    if accession in _COUNTS_ALIKE:
        return (f"{accession} counts its coding sequence as {read_on} does; the name was read on {read_on}.",)
    if read_on is None or accession in (stem, read_on):
        return ()
    return (f"{accession} is not known here; the name was read on {read_on}: check that both count alike.",)


def _problem(accession: str | None, stem: str, kind: str) -> str:
    if accession is None:
        return "a g. name needs its accession"
    elsewhere = [name.partition(".")[0] for names in _NAMES.values() for name in names]
    return f"{accession} does not go with {kind}." if stem in elsewhere else f"{accession} is not known here"
