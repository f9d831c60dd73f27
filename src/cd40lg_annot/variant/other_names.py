"""The same variant named on the other records of the gene: RefSeqGene, LRG, Ensembl, older version, legacy.

All of them count the coding sequence alike: NM_000074.2 begins 19 bases further in the 5' untranslated
region, and ENST00000370629.7 is the same transcript (MANE Select). The locus axis is NG_007280.1, which
is LRG_141.
"""

import re

from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build, Names
from cd40lg_annot.variant.cleaning import legacy_number
from cd40lg_annot.variant.provider import AXIS

_GENOMIC_NUMBER = re.compile(r"\d{9}")
_EDIT = re.compile(r"(?:[ACGT]>|del|dup|ins|inv).*")


def other_names(names: Names, locus: Locus) -> dict[str, str]:
    """Names on the other records, by what they are called on; `legacy` where the old numbering has one."""
    cds = names.hgvs_c.partition(":")[2]
    protein = names.hgvs_p.partition(":")[2]
    genomic = names.hgvs_g_grch38.partition(":")[2]
    offset = locus.axes[Build.GRCH38].offset
    on_gene = _GENOMIC_NUMBER.sub(lambda number: str(int(number[0]) - offset), genomic)
    found = {
        "refseqgene": f"{AXIS}:{on_gene}",
        "lrg": f"LRG_141:{on_gene}",
        "lrg_transcript": f"LRG_141t1:{cds}",
        "lrg_protein": f"LRG_141p1:{protein}",
        "ensembl": f"ENST00000370629.7:{cds}",
        "refseq_older": f"NM_000074.2:{cds}",
    }
    return found | ({"legacy": legacy} if (legacy := _legacy(cds)) else {})


def _legacy(cds: str) -> str | None:
    """TNFSF5-era form of a c. name: its numbers are 21 higher; none exists behind the stop codon."""
    description = cds.removeprefix("c.")
    edit = _EDIT.search(description)
    if "*" in description or edit is None:
        return None
    places = description[: edit.start()].split("_")
    return "_".join(_legacy_place(place) for place in places) + edit[0]


def _legacy_place(place: str) -> str:
    base = re.match(r"-?\d+", place)
    if base is None:
        message = f"unexpected c. position {place}"
        raise AssertionError(message)
    return f"{legacy_number(int(base[0]))}{place[base.end() :]}"
