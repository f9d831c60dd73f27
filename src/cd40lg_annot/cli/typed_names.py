"""A variant name as a person types it: HGVS, VCF-like, SPDI, rsID or ClinVar accession."""

import re
from collections.abc import Callable

from cd40lg_annot.errors import NomenclatureError
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Variant
from cd40lg_annot.variant.reading import Reading, read_name

_ACCESSION = re.compile(
    r"(?:dbSNP\s*:?\s*)?(?P<kind>rs|VCV|RCV|SCV|VariationID|ClinVar(?=\s*:))\s*:?\s*0*(?P<number>\d+)(?:\.\d+)?",
    re.IGNORECASE,
)


def reading_of(
    name: str, locus: Locus, knowledge: Callable[[], Knowledge], *, legacy: bool = False
) -> Reading:
    """Read a name as `variant.reading` does, or an rsID or ClinVar accession that a table holds.

    Args:
        name: as it was typed.
        locus: the reference.
        knowledge: gives the tables; asked for an accession alone.
        legacy: the name counts as papers of the TNFSF5 era.

    Raises:
        NomenclatureError: it cannot be read, or no table holds it.
    """
    accession = _ACCESSION.fullmatch(name.strip())
    if accession is None:
        return read_name(name, locus, legacy=legacy)
    known = knowledge()
    variants = _variants_of_accession(accession, known)
    if not variants:
        tables = ", ".join(table.version.name for table in known.tables)
        message = f"{name} stands in none of the tables ({tables}); give its c. or genomic name"
        raise NomenclatureError(message)
    return Reading(name, variants, alternatives=len(variants) > 1)


def _variants_of_accession(wanted: re.Match[str], knowledge: Knowledge) -> tuple[Variant, ...]:
    """Variants of the rows that carry an accession; ClinVar's VCV and VariationID are one number."""

    def key(match: re.Match[str]) -> tuple[str, str]:
        kind = match["kind"].lower()
        return ("vcv" if kind in ("variationid", "clinvar") else kind, match["number"])

    rows = (row for table in knowledge.tables for row in table.rows if row.variant is not None)
    found = {
        row.variant
        for row in rows
        for text in (row.evidence.accession, row.evidence.note)
        if any(key(match) == key(wanted) for match in _ACCESSION.finditer(text))
    }
    return tuple(sorted(variant for variant in found if variant is not None))
