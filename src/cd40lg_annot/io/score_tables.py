"""Read scores that a laboratory owns: of alleles on either build, or of residue changes.

A variant that stands in no row, or whose score is empty, is not scored; that is never a score of 0.
`docs/tables.md` describes the forms.
"""

import csv
import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, NomenclatureError, UnreadableFileError
from cd40lg_annot.io.adapters.vcf_table import lines_of
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.score_source import Description, ScoreSource, described, score_source
from cd40lg_annot.io.score_vcf import NOT_SCORED, Row, read_score_vcf
from cd40lg_annot.io.table_text import CONTIGS, MOST_FAULTS, Outside, RowChecker
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import build_of_words, is_x
from cd40lg_annot.locus.residues import residue_change
from cd40lg_annot.model import Build, PredictorScale, Score, ScoreTable, TableVersion, Variant

PROTEIN = "P29965"
TRANSCRIPTS = ("ENST00000370629", "NM_000074")
_ALLELE = re.compile(r"(?:chr)?X[:_-](\d+)[:_-]([ACGT]+)[:>_-]\[?'?([ACGT]+)'?\]?")
_ELSEWHERE = re.compile(r"(?:chr)?(?:\d+|Y|MT?|[\w.]+_[\w.]+)[:_-]")
# What scores one thing: an allele in normal form, or a residue change.
_Place = Variant | str


def read_score_table(
    source: str | Path, locus: Locus, scales: Sequence[PredictorScale] | None = None
) -> ScoreTable:
    """Read one score table and look up every row's allele in normal form.

    Where several rows score one allele, the score furthest from 0 stands.

    Args:
        source: a file, or `FILE,key=value,…` (`score_source`).
        locus: the reference.
        scales: what each predictor can print; None for what is shipped.

    Raises:
        UnreadableFileError: no such file, damaged, or it cannot be told what it is.
        InputFaultsError: rows at fault, each with row and column.
    """
    given = score_source(source)
    scales = read_rules().scales if scales is None else scales
    description, rows = _read(given, locus)
    description = description.named_as(scales)
    checker = RowChecker(given.path, description.columns)
    scale = next((s for s in scales if s.predictor == description.name), None)
    scores: dict[_Place, Score] = {}
    digest = hashlib.sha256(repr(description).encode())
    for checker.row, whole_row in rows:
        digest.update(repr(whole_row).encode())
        if not (row := _of_our_transcript(whole_row)):
            continue
        place = _placed(checker, row, description, locus)
        score = _score(checker, row, description, scale) if place is not None else None
        if score and place and abs(score.value) >= abs(scores.get(place, score).value):
            scores[place] = score
        if len(checker.faults) >= MOST_FAULTS:
            break
    checker.raise_faults()
    return _table(description, scores, digest.hexdigest())


def _table(description: Description, scores: Mapping[_Place, Score], sha256: str) -> ScoreTable:
    version = TableVersion(
        name=f"{description.name} scores",
        source=description.source,
        release=description.release,
        sha256=sha256,
        rows=len(scores),
        note="the laboratory's own; the checksum is of its rows near the gene",
    )
    return ScoreTable(
        version,
        {place: score for place, score in scores.items() if isinstance(place, Variant)},
        {place: score for place, score in scores.items() if isinstance(place, str)},
        description.name,
    )


def _read(given: ScoreSource, locus: Locus) -> tuple[Description, Iterator[Row]]:
    lines = _lines(given.path, locus)
    first = next(lines, "")
    everything = _from_the_first(first, lines)
    if first.startswith("##fileformat=VCF"):
        return read_score_vcf(given.path, everything, locus, given.said)
    return _read_table(given, everything)


def _from_the_first(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others


def _lines(path: Path, locus: Locus) -> Iterator[str]:
    """Lines of a file; of an indexed one the header and what lies where the gene is in either build."""
    if not path.with_name(f"{path.name}.tbi").is_file():
        yield from lines_of(path)
        return
    import pysam

    try:
        with pysam.TabixFile(str(path)) as file:
            yield from _unmarked_header(path, file.header)
            for contig in filter(is_x, file.contigs):
                for build in Build:
                    offset = locus.axes[build].offset
                    yield from file.fetch(contig, offset, offset + len(locus))
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, f"cannot be read ({error})", "index it again with tabix") from error


def _unmarked_header(path: Path, marked: Iterable[str]) -> Iterator[str]:
    """Header of an indexed file; where no line of it is marked with `#`, its first line."""
    marked = list(marked)
    yield from marked or [next(lines_of(path), "")]


def _read_table(given: ScoreSource, lines: Iterator[str]) -> tuple[Description, Iterator[Row]]:
    """What a table is, and its rows near the gene."""
    meta: list[str] = []
    line = next(lines)
    while line.startswith("#"):
        meta.append(line.rstrip("\r\n"))
        line = next(lines, "")
    header = line.rstrip("\r\n")
    number = len(meta) + 1
    if meta and _is_column_line(meta[-1], header):
        header = meta.pop().lstrip("#").strip()
        number, lines = number - 1, _from_the_first(line, lines)
    delimiter = "\t" if "\t" in header else ","
    names = [name.strip() for name in _cells(given.path, header, delimiter)]
    description = described(given.path, meta, names, given.said)
    return description, _rows_of_table(given.path, names, delimiter, description, lines, number)


def _cells(path: Path, line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error as error:
        raise UnreadableFileError(path, f"a line is no row of a table ({error})", "mend it") from error


def _is_column_line(comment: str, following: str) -> bool:
    """Whether a line that `#` marks has the names of the columns, as many as the line below has cells."""
    delimiter = "\t" if "\t" in following else ","
    cells = following.count(delimiter)
    return cells > 0 and comment.count(delimiter) == cells and not comment.startswith("# ")


def _rows_of_table(
    path: Path,
    header: list[str],
    delimiter: str,
    description: Description,
    lines: Iterator[str],
    number: int,
) -> Iterator[Row]:
    columns = description.columns
    places = {ours: header.index(name) for ours, name in columns.items() if name in header}
    # A table of the whole genome has some 80 million rows: most are left out before they are split.
    by_contig = places.get("contig") == 0
    wanted = CONTIGS | {"chr23", ""} if by_contig else frozenset()
    protein = PROTEIN if "protein" in places and "pos" not in places else ""
    for row, line in enumerate(lines, number + 1):
        if (by_contig and line.partition(delimiter)[0].strip('"') not in wanted) or protein not in line:
            continue
        cells = _cells(path, line, delimiter)
        if not any(cells):
            continue
        if len(cells) != len(header):
            problem = f"has {len(cells)} fields, not {len(header)}"
            raise InputFaultsError([InputFault(str(path), problem, "mend the row", row=row)])
        yield row, {ours: cells[place].strip() for ours, place in places.items()}


def _placed(
    checker: RowChecker, row: dict[str, str], description: Description, locus: Locus
) -> _Place | None:
    """Allele of the row in normal form, or its residue change; None off the gene or after a fault."""
    if typed := row.get("variant"):
        allele = _ALLELE.fullmatch(typed)
        if allele is None and not _ELSEWHERE.match(typed):
            checker.fault("variant", f"is {typed!r}", "write it like X:136659390:C>T")
        if allele is None:
            return None
        row = row | {"contig": "X", "pos": allele[1], "ref": allele[2], "alt": allele[3]}
    if row.get("pos") in NOT_SCORED and "hgvs_c" not in row and "hgvs_p" not in row:
        return None
    if not row.get("pos") and not row.get("hgvs_c") and row.get("hgvs_p"):
        return _residue_change(checker, row["hgvs_p"], locus)
    build = build_of_words(row.get("build", ""))
    stated = build.value if build else row.get("build") or description.build
    placed = checker.placed({"contig": "X", **row, "build": stated}, locus)
    return None if isinstance(placed, Outside) else placed


def _of_our_transcript(row: dict[str, str]) -> dict[str, str]:
    """The row with this transcript's score where it gives one for each; empty if it is of others alone."""
    if row.get("protein", PROTEIN).partition("-")[0] not in (PROTEIN, *NOT_SCORED):
        return {}
    transcripts = row.get("transcript", "").split(";")
    if set(transcripts) <= NOT_SCORED:
        return row
    ours = next((i for i, name in enumerate(transcripts) if name.partition(".")[0] in TRANSCRIPTS), None)
    if ours is None:
        return {}
    scores = row["score"].split(";")
    return row | {"score": scores[ours]} if len(scores) == len(transcripts) else row


def _residue_change(checker: RowChecker, typed: str, locus: Locus) -> str | None:
    accession, _, change = typed.rpartition(":")
    if accession and accession.partition(".")[0] not in ("NP_000065", PROTEIN):
        return None
    try:
        return residue_change(change, locus.transcript)
    except NomenclatureError as error:
        problem, _, remedy = str(error).rpartition("; ")
        checker.fault("hgvs_p", problem, remedy)
        return None


def _score(
    checker: RowChecker, row: Mapping[str, str], description: Description, scale: PredictorScale | None
) -> Score | None:
    """Score of the row, None where it is empty or at fault."""
    text = row.get("score", "")
    if text in NOT_SCORED:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        checker.fault("score", f"is {text!r}, not a number", "write a number, or leave it empty")
        return None
    if scale and not scale.lowest <= value <= scale.highest:
        problem = f"is {text}, but {scale.predictor} runs from {scale.lowest:g} to {scale.highest:g}"
        checker.fault("score", problem, f"name the column of {scale.meaning}")
        return None
    return Score(description.name, value, row.get("event", ""), description.source, description.release)
