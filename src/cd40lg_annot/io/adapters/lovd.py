"""A LOVD 3 download: one text file with a section for each of its tables, cells in double quotes.

The classification is the curator's (`VariantOnGenome/ClinicalClassification`) where it is given, and
else the effect that the curator concluded (second digit of `effectid`), or that was reported (first).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.adapters.converted import Converted
from cd40lg_annot.io.table_text import text_of

# LOVD 3: 9 "+", 7 "+?", 5 "?", 3 "-?", 1 "-"; 8 and 6 affect the function, but not this disease or not
# as far as is known; 0 is not classified.
_EFFECTS = {
    "9": "pathogenic",
    "8": "other",
    "7": "likely pathogenic",
    "6": "other",
    "5": "uncertain significance",
    "3": "likely benign",
    "1": "benign",
    "0": "not provided",
}
_GENE, _TRANSCRIPT = "CD40LG", "NM_000074"
_COLUMNS = {"classification": "VariantOnGenome/ClinicalClassification", "hgvs_c": "VariantOnTranscript/DNA"}


def read_lovd(path: Path, head: dict[str, str]) -> Converted:
    """Read the variants of a full or a gene's download, by their c. names.

    Raises:
        UnreadableFileError: not a LOVD 3 download.
        InputFaultsError: rows at fault, by row and column.
    """
    sections = _sections(path)
    genome = _by_id(sections.get("Variants_On_Genome", ()), path)
    transcripts = sections.get("Variants_On_Transcripts", ())
    if not genome or not transcripts:
        problem = "has no variants on the genome and on transcripts"
        raise UnreadableFileError(path, problem, "give a LOVD 3 download of the gene")
    aside: Counter[str] = Counter()
    own = _own_transcripts(sections.get("Transcripts", ()))
    rows = []
    for number, row in transcripts:
        if own is not None and row.get("transcriptid", "") not in own:
            aside["variants on other transcripts or genes set aside"] += 1
            continue
        on_genome = genome.get(row.get("id", ""))
        name = row.get("VariantOnTranscript/DNA", "")
        if on_genome is None or not re.search(r"\d", name) or "(" in name or "?" in name:
            aside["variants without an exact c. name set aside"] += 1
            continue
        rows.append((number, _row(name, row, on_genome, path, number)))
    release = head["release"] or _date_of(path)
    return Converted(path, head | {"release": release}, tuple(rows), _COLUMNS, aside)


def _own_transcripts(rows: Iterable[tuple[int, dict[str, str]]]) -> frozenset[str] | None:
    """Numbers of the gene's own transcript, whose c. names are ours; None where the file lists none.

    A download may hold many genes, whose c. names would be read as if they were of this one.
    """
    listed = [row for _, row in rows]
    if not listed:
        return None
    return frozenset(
        row.get("id", "")
        for row in listed
        if row.get("geneid", _GENE) == _GENE and row.get("id_ncbi", _TRANSCRIPT).startswith(_TRANSCRIPT)
    )


def _row(
    name: str, row: Mapping[str, str], on_genome: Mapping[str, str], path: Path, number: int
) -> dict[str, str]:
    stated = on_genome.get("VariantOnGenome/ClinicalClassification", "")
    effect = on_genome.get("effectid", "")
    note = ""
    if not stated:
        digits = [digit for digit in reversed(effect) if digit != "0"]
        if not re.fullmatch(r"\d{1,2}", effect) or any(digit not in _EFFECTS for digit in effect):
            problem = f"unknown effect {effect!r}"
            fault = InputFault(str(path), problem, "give it as LOVD 3 writes it", number, "effectid")
            raise InputFaultsError([fault])
        stated = _EFFECTS[digits[0]] if digits else "not provided"
        note = f"from LOVD's effect {effect}"
    return {
        "hgvs_c": name,
        "hgvs_p": row.get("VariantOnTranscript/Protein", ""),
        "classification": stated,
        "accession": on_genome.get("VariantOnGenome/DBID", ""),
        "citation": on_genome.get("VariantOnGenome/Reference", ""),
        "date": (on_genome.get("edited_date") or on_genome.get("created_date", ""))[:10],
        "submitter": on_genome.get("owned_by", ""),
        "note": note,
    }


def _sections(path: Path) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """Rows of each section with their line numbers."""
    lines = text_of(path).splitlines()
    if not lines or not lines[0].startswith("### LOVD-version 3"):
        raise UnreadableFileError(
            path, "is not a LOVD 3 download", "give the file that LOVD's download gives"
        )
    sections: dict[str, list[tuple[int, dict[str, str]]]] = {}
    rows: list[tuple[int, dict[str, str]]] = []
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        if match := re.match(r"## (\w+) ##", line):
            rows = sections.setdefault(match[1], [])
            names = []
        elif line.startswith('"{{'):
            names = [cell.strip("{}") for cell in _cells(line)]
        elif line.startswith('"') and names:
            cells = _cells(line)
            if len(cells) != len(names):
                problem = f"has {len(cells)} fields, not {len(names)}"
                raise InputFaultsError([InputFault(str(path), problem, "fetch the file again", number)])
            rows.append((number, dict(zip(names, cells, strict=True))))
    return sections


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter="\t", doublequote=False, escapechar="\\"))


def _by_id(rows: Iterable[tuple[int, dict[str, str]]], path: Path) -> dict[str, dict[str, str]]:
    found = {row.get("id", ""): row for _, row in rows}
    if "" in found:
        raise UnreadableFileError(path, "has variants without an id", "fetch the file again")
    return found


def _date_of(path: Path) -> str:
    match = re.search(r"# (?:Download|Export)\w*.*?(\d{4}-\d{2}-\d{2})", text_of(path)[:2000])
    return match[1] if match else "not dated"
