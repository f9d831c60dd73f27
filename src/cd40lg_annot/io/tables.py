"""Read ClinVar-style tables in their one schema, place every row on the locus axis, refuse what is wrong.

`docs/tables.md` documents every key of a table's head and every column. Other formats become this
one through `refresh`. pandas stays out of here on purpose: `annotate` reads these tables on every start.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from sys import intern

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.table_text import ALLELE_COLUMNS, Outside, RowChecker, TableText
from cd40lg_annot.io.terms import read_terms
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import (
    Build,
    CaseCounts,
    Classification,
    Evidence,
    KnowledgeTable,
    KnownVariant,
    Variant,
)

COLUMNS = (
    *ALLELE_COLUMNS,
    "hgvs_p",
    "classification",
    "review_status",
    "date",
    "accession",
    "condition",
    "submitter",
    "citation",
    "release",
    "note",
)
# What only a table made by hand has.
CASE_COLUMNS = (
    "meioses", "families", "contradictions", "de_novo_points", "functional", "functional_controls",
)  # fmt: skip
OWN_COLUMNS = (*COLUMNS, "probands", *CASE_COLUMNS)
HEAD_KEYS = ("name", "source", "release", "kind", "scope")
KINDS = ("registry", "protein", "literature", "polymorphism", "laboratory")
SCOPES = ("complete", "partial")
BUNDLED = ("clinvar.tsv", "uniprot.tsv", "literature.tsv", "polymorphisms.tsv")

_RESIDUE = re.compile(r"(?:NP_000065\.\d+:)?(?:p\.)?\(?([A-Z][a-z]{2}\d+(?:[A-Z][a-z]{2}|=))\)?")


def read_tables(paths: Iterable[Path], locus: Locus) -> tuple[KnowledgeTable, ...]:
    """Read the bundled tables and the laboratory's own; one of the same name takes the bundled one's place.

    Raises:
        UnreadableFileError, InputFaultsError: as `read_table`.
    """
    folder = resources_folder() / "variants"
    tables = {}
    for path in (*(folder / name for name in BUNDLED), *paths):
        table = read_table(path, locus)
        tables[table.version.name] = table
    return tuple(tables.values())


def read_table(path: Path, locus: Locus) -> KnowledgeTable:
    """Read one table and place its rows on the locus axis.

    Raises:
        UnreadableFileError: no such file, not text, or a head that does not say what the table is.
        InputFaultsError: rows at fault, each with row and column, up to a hundred at once.
    """
    text = TableText(path, columns=OWN_COLUMNS, needed=("classification",), head_keys=HEAD_KEYS)
    for key, allowed in (("kind", KINDS), ("scope", SCOPES)):
        if text.head[key] not in allowed:
            problem = f"{key} is {text.head[key]!r}"
            raise UnreadableFileError(path, problem, f"use one of {', '.join(allowed)}")
    found = (known_variant(text, row, text.head, locus) for row in text.rows())
    rows = tuple(known for known in found if known is not None)
    text.raise_faults()
    return KnowledgeTable(text.version(len(rows)), text.head["kind"], text.head["scope"] == "partial", rows)


def known_variant(
    checker: RowChecker, row: Mapping[str, str], head: Mapping[str, str], locus: Locus
) -> KnownVariant | None:
    """Place one row and read what it says; None where it is at fault or off the locus."""
    placed = checker.placed(row, locus)
    name = row.get("hgvs_c") or row.get("hgvs_p", "")
    if not name and isinstance(placed, Variant):
        name = _name_of(placed, locus)
    evidence = _evidence(checker, row, head, name)
    if isinstance(placed, Outside) or evidence is None:
        return None
    if placed is not None:
        return KnownVariant(placed, None, evidence)
    if row.get("pos") or row.get("hgvs_c"):
        return None
    change = _RESIDUE.fullmatch(row.get("hgvs_p", ""))
    if change is None:
        problem = "the row gives neither a position nor a c. name nor one changed residue"
        checker.fault("hgvs_p" if row.get("hgvs_p") else "pos", problem, "add one of them")
        return None
    return KnownVariant(None, intern(change[1]), evidence)


def _name_of(variant: Variant, locus: Locus) -> str:
    """Give a row without a name one: its c. name for a substitution, its place on GRCh38 otherwise."""
    if len(variant.ref) == len(variant.alt) == 1:
        transcript = locus.transcript
        place = transcript.cds_position(variant.pos)
        return f"{transcript.accession}:c.{place}{variant.ref}>{variant.alt}"
    return locus.vcf_name(variant, Build.GRCH38)


def _evidence(
    checker: RowChecker, row: Mapping[str, str], head: Mapping[str, str], name: str
) -> Evidence | None:
    stated, review_status = row["classification"], row.get("review_status", "")
    classification, stars, in_words, reviewed = _said(stated, review_status)
    if classification is None:
        _unknown_term(checker, "classification", stated, "classification_terms.tsv")
    if stars is None and review_status:
        _unknown_term(checker, "review_status", review_status, "review_status.tsv")
    if classification is None:
        return None
    # In the order of the fields: fifteen names for each of 50,000 rows take a quarter longer.
    return Evidence(
        head["name"],
        intern(row.get("release") or head["release"]),
        "exact",
        name,
        classification,
        in_words,
        reviewed,
        stars,
        row.get("accession", ""),
        intern(row.get("condition", "")),
        intern(row.get("date", "")),
        row.get("citation", ""),
        row.get("note", ""),
        _count(checker, row, "probands") if "probands" in row else None,
        None if _NO_CASES.isdisjoint(row) else _cases(checker, row),
    )


@lru_cache(maxsize=4096)
def _said(stated: str, review_status: str) -> tuple[Classification | None, int | None, str, str]:
    """What the two cells count as, and how they are shown; a table has few different ones."""
    terms = read_terms()
    classification, stars = terms.classification(stated), terms.stars_of(review_status)
    return classification, stars, stated.replace("_", " "), review_status.replace("_", " ")


_NO_CASES = frozenset(CASE_COLUMNS)
_RESULTS = ("abnormal", "normal")


def _cases(checker: RowChecker, row: Mapping[str, str]) -> CaseCounts | None:
    """What the row counts of other families; None where it counts nothing."""
    if not any(row.get(column) for column in CASE_COLUMNS):
        return None
    functional, points = row.get("functional", ""), row.get("de_novo_points", "")
    if functional and functional not in _RESULTS:
        checker.fault("functional", f"is {functional!r}", f"write {' or '.join(_RESULTS)}, or leave it empty")
    if points and not re.fullmatch(r"\d+(\.\d+)?", points):
        checker.fault("de_novo_points", f"is {points!r}, not a number", "write SVI points, such as 0.5 or 2")
        points = ""
    meioses, families = _count(checker, row, "meioses"), _count(checker, row, "families")
    if meioses is not None and (families is None or families < 1):
        checker.fault("families", "is needed beside meioses", "write in how many families they were counted")
    return CaseCounts(
        meioses=meioses,
        families=families,
        contradictions=_count(checker, row, "contradictions"),
        de_novo_points=float(points) if points else None,
        functional=functional,
        functional_controls=_count(checker, row, "functional_controls"),
    )


def _count(checker: RowChecker, row: Mapping[str, str], column: str) -> int | None:
    cell = row.get(column, "")
    if cell and not cell.isdecimal():
        checker.fault(column, f"is {cell!r}, not a count", "write a whole number, or leave it empty")
    return int(cell) if cell.isdecimal() else None


def _unknown_term(checker: RowChecker, column: str, term: str, file: str) -> None:
    remedy = f"use a term of resources/variants/{file}, or add it there"
    checker.fault(column, f"unknown term {term!r}", remedy)
