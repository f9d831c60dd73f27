"""Read scores that a laboratory owns: SpliceAI's VCF, or a table whose head says which column is which.

A variant that stands in no row, or whose score is empty, is not scored; that is never a score of 0.
`docs/tables.md` describes both forms.
"""

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.adapters.vcf_table import lines_of
from cd40lg_annot.io.table_text import MOST_FAULTS, Outside, RowChecker
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import X_LENGTH, build_of_words, is_x
from cd40lg_annot.model import Build, Score, ScoreTable, TableVersion, Variant

COLUMNS = ("contig", "build", "pos", "ref", "alt", "hgvs_c", "variant", "score", "event")
HEAD_KEYS = ("name", "source", "release")
_GENE = "CD40LG"
_NOT_SCORED = frozenset({"", ".", "NA", "nan", "NaN"})
_ALLELE = re.compile(r"(?:chr)?X[:_-](\d+)[:_-]([ACGT]+)[:>_-]\[?'?([ACGT]+)'?\]?")
_ELSEWHERE = re.compile(r"(?:chr)?(?:\d+|Y|MT?|[\w.]+_[\w.]+)[:_-]")
_KINDS = ("acceptor gain", "acceptor loss", "donor gain", "donor loss")
_X_LENGTH = re.compile(r"##contig=<(?:.*,)?ID=(?:chr)?X,(?:.*,)?length=(\d+)")

# A row: its number in the file, its cells by our column names.
_Row = tuple[int, dict[str, str]]


def read_score_tables(paths: Iterable[Path], locus: Locus) -> tuple[ScoreTable, ...]:
    """Read several score tables, in the order given."""
    return tuple(read_score_table(path, locus) for path in paths)


def read_score_table(path: Path, locus: Locus) -> ScoreTable:
    """Read one score table and look up every row's allele in normal form.

    Where several rows score one allele, the score furthest from 0 stands.

    Raises:
        UnreadableFileError: no such file, damaged, no head, or a VCF of which no build can be told.
        InputFaultsError: rows at fault, each with row and column.
    """
    head, rows, names = _read(path, locus)
    checker = RowChecker(path, names)
    scores: dict[Variant, Score] = {}
    digest = hashlib.sha256(repr(sorted(head.items())).encode())
    for checker.row, row in rows:
        digest.update(repr(row).encode())
        placed = _placed(checker, row, head, locus)
        score = _score(checker, row, head)
        if placed and score and abs(score.value) >= abs(scores.get(placed, score).value):
            scores[placed] = score
        if len(checker.faults) >= MOST_FAULTS:
            break
    checker.raise_faults()
    version = TableVersion(
        name=f"{head['name']} scores",
        source=head["source"],
        release=head["release"],
        sha256=digest.hexdigest(),
        rows=len(scores),
        note="the laboratory's own; the checksum is of its rows near the gene",
    )
    return ScoreTable(version, scores)


def _read(path: Path, locus: Locus) -> tuple[dict[str, str], Iterator[_Row], dict[str, str]]:
    lines = _lines(path, locus)
    first = next(lines, "")
    if first.startswith("##fileformat=VCF"):
        return _read_vcf(path, first, lines, locus)
    return _read_table(path, first, lines)


def _lines(path: Path, locus: Locus) -> Iterator[str]:
    """Lines of a file; of an indexed one the header and what lies where the gene is in either build."""
    if not path.with_name(f"{path.name}.tbi").is_file():
        yield from lines_of(path)
        return
    import pysam

    try:
        with pysam.TabixFile(str(path)) as file:
            yield from file.header
            for contig in filter(is_x, file.contigs):
                for build in Build:
                    offset = locus.axes[build].offset
                    yield from file.fetch(contig, offset, offset + len(locus))
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, f"cannot be read ({error})", "index it again with tabix") from error


def _read_vcf(
    path: Path, first: str, lines: Iterator[str], locus: Locus
) -> tuple[dict[str, str], Iterator[_Row], dict[str, str]]:
    """Head, rows and column names of a VCF with SpliceAI's INFO field."""
    meta, records = [first], []
    for number, line in enumerate(lines, 2):
        if line.startswith("#"):
            meta.append(line)
        elif is_x(line.partition("\t")[0]):
            records.append((number, line.rstrip("\n").split("\t")))
    described = next((line for line in meta if line.startswith("##INFO=<ID=SpliceAI,")), None)
    if described is None:
        raise UnreadableFileError(path, "its header describes no INFO/SpliceAI", "give SpliceAI's own VCF")
    build = _stated_build(meta) or _build_by_bases(records, locus)
    if build is None:
        problem = "neither its header nor its bases tell the build"
        raise UnreadableFileError(path, problem, "add ##reference=GRCh38 or ##reference=GRCh37 to its header")
    version = re.search(r"SpliceAIv([\d.]+\d)", described)
    head = {"name": "SpliceAI", "source": path.name, "release": version[1] if version else "not stated"}
    rows = (row for number, fields in records for row in _rows_of_record(number, fields, build))
    return head, rows, {"pos": "POS", "ref": "REF", "score": "INFO/SpliceAI"}


def _rows_of_record(number: int, fields: list[str], build: Build) -> Iterator[_Row]:
    """One row for each allele that is scored for the gene; other genes' scores say nothing about it."""
    info = next((item for item in fields[7].split(";") if item.startswith("SpliceAI=")), "")
    for entry in filter(None, info.removeprefix("SpliceAI=").split(",")):
        allele, symbol, *values = entry.split("|")
        scores = values[:4]
        if symbol != _GENE or any(score in _NOT_SCORED for score in scores) or not scores:
            continue
        kind = max(range(len(scores)), key=lambda index: scores[index])
        place = values[4 + kind] if len(values) > 4 + kind else ""
        event = f"{_KINDS[kind]}{_where(place)}" if scores[kind].strip("0.") else ""
        row = {"contig": fields[0], "pos": fields[1], "ref": fields[3], "alt": allele, "event": event}
        yield number, row | {"build": build.value, "score": scores[kind]}


def _where(place: str) -> str:
    """Say where SpliceAI sees the site: its distance from POS, downstream positive."""
    if not place.lstrip("-").isdecimal():
        return ""
    bases = int(place)
    unit = "base" if abs(bases) == 1 else "bases"
    return f" {abs(bases)} {unit} {'upstream' if bases < 0 else 'downstream'}" if bases else " at POS"


def _stated_build(meta: Iterable[str]) -> Build | None:
    for line in meta:
        if line.startswith(("##reference=", "##assembly=")) and (build := build_of_words(line)):
            return build
        if length := _X_LENGTH.match(line):
            return next((build for build in Build if X_LENGTH[build] == int(length[1])), None)
    return None


def _build_by_bases(records: Iterable[tuple[int, list[str]]], locus: Locus) -> Build | None:
    """The one build in which the reference bases of the records stand in the locus."""
    fitting = dict.fromkeys(Build, 0)
    for _, fields in records:
        for build in Build:
            start = locus.locus_pos(int(fields[1]), build) - 1 if fields[1].isdecimal() else -1
            bases = locus.sequence[start : start + len(fields[3])] if start >= 0 else ""
            if bases:
                fitting[build] += 1 if bases == fields[3].upper() else -1
    found = [build for build, count in fitting.items() if count > 0]
    return found[0] if len(found) == 1 else None


def _read_table(
    path: Path, first: str, lines: Iterator[str]
) -> tuple[dict[str, str], Iterator[_Row], dict[str, str]]:
    """Head, rows and column names of a table; lines `# column OURS: THEIRS` say what it calls ours."""
    head: dict[str, str] = {}
    number, line = 1, first
    while line.startswith("#"):
        key, _, value = line.lstrip("# ").partition(":")
        head[key.strip()] = value.strip()
        number, line = number + 1, next(lines, "")
    if missing := [key for key in HEAD_KEYS if not head.get(key)]:
        remedy = f"write lines like '# {missing[0]}: …' at its head; see docs/tables.md"
        raise UnreadableFileError(path, f"does not say its {', '.join(missing)}", remedy)
    columns = line.rstrip("\r\n").split("\t")
    names = {ours: head.get(f"column {ours}", ours) for ours in COLUMNS}
    wanted = {key.removeprefix("column "): theirs for key, theirs in head.items() if key[:7] == "column "}
    wanted["score"] = names["score"]
    file = str(path)
    remedy = f"use one of {', '.join(COLUMNS)}"
    unknown = [InputFault(file, f"{ours!r} is no column of ours", remedy) for ours in wanted.keys() - COLUMNS]
    absent = [
        InputFault(file, "is missing", f"the table has {', '.join(columns)}", column=theirs)
        for theirs in wanted.values()
        if theirs not in columns
    ]
    if faults := unknown + absent:
        raise InputFaultsError(faults)
    return head, _rows_of_table(path, columns, names, lines, number), names


def _rows_of_table(
    path: Path, columns: list[str], names: Mapping[str, str], lines: Iterator[str], number: int
) -> Iterator[_Row]:
    for row, line in enumerate(lines, number + 1):
        cells = line.rstrip("\r\n").split("\t")
        if not any(cells):
            continue
        if len(cells) != len(columns):
            problem = f"has {len(cells)} fields, not {len(columns)}"
            raise InputFaultsError([InputFault(str(path), problem, "mend the row", row=row)])
        theirs = dict(zip(columns, map(str.strip, cells), strict=True))
        yield row, {ours: theirs[name] for ours, name in names.items() if name in theirs}


def _placed(
    checker: RowChecker, row: dict[str, str], head: Mapping[str, str], locus: Locus
) -> Variant | None:
    """Allele of the row in normal form; None off the locus or after a fault."""
    if typed := row.get("variant"):
        allele = _ALLELE.fullmatch(typed)
        if allele is None and not _ELSEWHERE.match(typed):
            checker.fault("variant", f"is {typed!r}", "write it like X:136659390:C>T")
        if allele is None:
            return None
        row = row | {"contig": "X", "pos": allele[1], "ref": allele[2], "alt": allele[3]}
    placed = checker.placed({"contig": "X", "build": head.get("build", ""), **row}, locus)
    return None if isinstance(placed, Outside) else placed


def _score(checker: RowChecker, row: Mapping[str, str], head: Mapping[str, str]) -> Score | None:
    """Score of the row, None where it is empty or at fault."""
    text = row.get("score", "")
    if text in _NOT_SCORED:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        checker.fault("score", f"is {text!r}, not a number", "write a number, or leave it empty")
        return None
    return Score(head["name"], value, row.get("event", ""), head["source"], head["release"])
