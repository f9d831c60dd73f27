"""Read ClinVar-style tables in their one schema, place every row on the locus axis, refuse what is wrong.

A table is tab-separated text. Lines `# key: value` at its head say what it is (`name`, `source`,
`release`, `kind`, `scope`); then comes one line of column names and one row per statement.
`docs/tables.md` documents every key and column. Other formats become this one through `refresh`.

pandas stays out of here on purpose: `annotate` reads these tables on every start.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern

from cd40lg_annot.errors import InputFault, InputFaultsError, NomenclatureError, UnreadableFileError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.terms import Terms, read_terms
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.locus.normalize import normalize
from cd40lg_annot.model import Build, Evidence, KnowledgeTable, KnownVariant, TableVersion, Variant

COLUMNS = (
    "contig",
    "build",
    "pos",
    "ref",
    "alt",
    "hgvs_c",
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
KINDS = ("registry", "protein", "literature", "polymorphism", "laboratory")
SCOPES = ("complete", "partial")
BUNDLED = ("clinvar.tsv", "uniprot.tsv", "literature.tsv", "polymorphisms.tsv")

_CONTIGS = frozenset({"X", "chrX", "23", "NC_000023.10", "NC_000023.11"})
_RESIDUE = re.compile(r"(?:NP_000065\.\d+:)?(?:p\.)?\(?([A-Z][a-z]{2}\d+(?:[A-Z][a-z]{2}|=))\)?")
_MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class _Outside:
    """A row that lies off the locus: set aside, counted, no fault."""


def read_bundled_tables(locus: Locus) -> tuple[KnowledgeTable, ...]:
    """Read the tables that come with the package, in the order in which reports list them."""
    folder = resources_folder() / "variants"
    return tuple(read_table(folder / name, locus) for name in BUNDLED)


def read_tables(paths: Iterable[Path], locus: Locus) -> tuple[KnowledgeTable, ...]:
    """Read the bundled tables and the laboratory's own; one of the same name takes the bundled one's place.

    Raises:
        UnreadableFileError, InputFaultsError: as `read_table`.
    """
    tables = {table.version.name: table for table in read_bundled_tables(locus)}
    for path in paths:
        table = read_table(path, locus)
        tables[table.version.name] = table
    return tuple(tables.values())


def read_table(path: Path, locus: Locus) -> KnowledgeTable:
    """Read one table and place its rows on the locus axis.

    Raises:
        UnreadableFileError: no such file, not text, or a head that does not say what the table is.
        InputFaultsError: rows at fault, each with row and column, up to a hundred at once.
    """
    content = _content(path)
    head, lines = _head_and_lines(content)
    _check_head(path, head, lines)
    reader = _RowReader(path, lines[0].split("\t"), head, locus)
    rows = reader.rows(lines[1:], first_row=len(content.splitlines()) - len(lines) + 2)
    version = TableVersion(
        name=head["name"],
        source=head["source"],
        release=head["release"],
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        rows=len(rows),
        note="; ".join(note for note in (head.get("note", ""), reader.note()) if note),
    )
    return KnowledgeTable(version, head["kind"], head["scope"] == "partial", rows)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, "is not text in UTF-8", "save it as UTF-8") from error


def _head_and_lines(content: str) -> tuple[dict[str, str], list[str]]:
    head = {}
    lines = content.splitlines()
    count = 0
    for line in lines:
        if not line.startswith("#"):
            break
        key, _, value = line.lstrip("# ").partition(":")
        head[key.strip()] = value.strip()
        count += 1
    return head, lines[count:]


def _check_head(path: Path, head: dict[str, str], lines: list[str]) -> None:
    remedy = "write lines '# name: …', '# source: …', '# release: …', '# kind: …', '# scope: …' at its head"
    missing = [key for key in ("name", "source", "release", "kind", "scope") if not head.get(key)]
    if missing:
        raise UnreadableFileError(path, f"does not say its {', '.join(missing)}", remedy)
    for key, allowed in (("kind", KINDS), ("scope", SCOPES)):
        if head[key] not in allowed:
            problem = f"{key} is {head[key]!r}"
            raise UnreadableFileError(path, problem, f"use one of {', '.join(allowed)}")
    if not lines:
        raise UnreadableFileError(path, "has no line of column names", "add one; see docs/tables.md")
    columns = lines[0].split("\t")
    faults = [
        InputFault(str(path), "is not a column of this kind of table", "remove or rename it", column=column)
        for column in columns
        if column not in COLUMNS
    ]
    if "classification" not in columns:
        faults.append(InputFault(str(path), "is missing", "add it", column="classification"))
    if faults:
        raise InputFaultsError(faults)


class _RowReader:
    """Turns the rows of one table into known variants, and gathers what is wrong with them."""

    def __init__(self, path: Path, columns: Sequence[str], head: dict[str, str], locus: Locus) -> None:
        self._path = str(path)
        self._columns = columns
        self._head = head
        self._locus = locus
        self._terms: Terms = read_terms()
        self._faults: list[InputFault] = []
        self._outside = 0
        self._row = 0

    def rows(self, lines: Iterable[str], first_row: int) -> tuple[KnownVariant, ...]:
        """Read every row, or raise all faults together."""
        known = []
        for number, fields in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), first_row):
            self._row = number
            if not any(fields):
                continue
            row = self._known_variant(fields)
            if isinstance(row, KnownVariant):
                known.append(row)
            if len(self._faults) >= _MOST_FAULTS:
                break
        if self._faults:
            raise InputFaultsError(self._faults)
        return tuple(known)

    def note(self) -> str:
        """What was set aside, in words."""
        return f"{self._outside} rows outside the locus set aside" if self._outside else ""

    def _known_variant(self, fields: list[str]) -> KnownVariant | None:
        if len(fields) != len(self._columns):
            self._fault(None, f"has {len(fields)} fields, not {len(self._columns)}", "mend the row")
            return None
        row = dict(zip(self._columns, fields, strict=True))
        cell: Callable[[str], str] = lambda name: row.get(name, "").strip()  # noqa: E731
        evidence = self._evidence(cell)
        placed = self._placed(cell)
        if isinstance(placed, _Outside):
            self._outside += 1
            return None
        if evidence is None or placed is None:
            return None
        if isinstance(placed, str):
            return KnownVariant(None, placed, evidence)
        return KnownVariant(placed, None, evidence)

    def _evidence(self, cell: Callable[[str], str]) -> Evidence | None:
        stated, review_status = cell("classification"), cell("review_status")
        classification = self._terms.classification(stated)
        stars = self._terms.stars_of(review_status)
        if classification is None:
            remedy = "use a term of resources/variants/classification_terms.tsv, or add it there"
            self._fault("classification", f"unknown term {stated!r}", remedy)
        if review_status and stars is None:
            remedy = "use a term of resources/variants/review_status.tsv, or add it there"
            self._fault("review_status", f"unknown term {review_status!r}", remedy)
        if classification is None:
            return None
        return Evidence(
            source=self._head["name"],
            release=intern(cell("release") or self._head["release"]),
            match="exact",
            name=cell("hgvs_c") or cell("hgvs_p"),
            classification=classification,
            stated=intern(stated),
            review_status=intern(review_status.replace("_", " ")),
            stars=stars,
            accession=cell("accession"),
            condition=intern(cell("condition")),
            date=intern(cell("date")),
            citation=cell("citation"),
            note=cell("note"),
        )

    def _placed(self, cell: Callable[[str], str]) -> Variant | str | _Outside | None:
        """Variant, or residue change, that the row is about; None after a fault."""
        if cell("pos"):
            return self._placed_by_position(cell)
        if cell("hgvs_c"):
            try:
                return variant_of_cds_name(cell("hgvs_c"), self._locus)
            except NomenclatureError as error:
                problem, _, remedy = str(error).rpartition("; ")
                self._fault("hgvs_c", problem, remedy)
                return None
        change = _RESIDUE.fullmatch(cell("hgvs_p"))
        if change is None:
            problem = "the row gives neither a position nor a c. name nor one changed residue"
            self._fault("hgvs_p" if cell("hgvs_p") else "pos", problem, "add one of them")
            return None
        return intern(change[1])

    def _placed_by_position(self, cell: Callable[[str], str]) -> Variant | _Outside | None:
        build = next((build for build in Build if build.value == cell("build")), None)
        if build is None:
            self._fault("build", f"is {cell('build')!r}", "write GRCh38 or GRCh37")
            return None
        if not cell("pos").isdecimal():
            self._fault("pos", f"is {cell('pos')!r}, not a position", "write a number")
            return None
        pos = self._locus.locus_pos(int(cell("pos")), build)
        if cell("contig") not in _CONTIGS or not self._locus.contains(pos):
            return _Outside()
        ref, alt = cell("ref").upper(), cell("alt").upper()
        if not ref or not alt or set(ref + alt) - set("ACGT") or ref == alt:
            column = "ref" if not ref or set(ref) - set("ACGT") else "alt"
            self._fault(
                column, f"{ref or '.'} to {alt or '.'} is not a change of bases", "write A, C, G and T"
            )
            return None
        try:
            return normalize(pos, ref, alt, self._locus.sequence)
        except ValueError:
            held = self._locus.sequence[pos - 1 : pos - 1 + len(ref)]
            problem = f"REF is {ref}, but {build.value} has {held} there"
            self._fault("ref", problem, "correct the position, the build or the bases")
            return None

    def _fault(self, column: str | None, problem: str, remedy: str) -> None:
        self._faults.append(InputFault(self._path, problem, remedy, row=self._row, column=column))
