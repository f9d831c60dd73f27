"""Scores in a VCF: SpliceAI's own INFO field, or one score of each allele in an INFO field of any name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.score_source import NOT_STATED, Description
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import X_LENGTH, build_of_words, is_x
from cd40lg_annot.model import Build

NOT_SCORED = frozenset({"", ".", "-", "NA", "nan", "NaN", "null"})
_GENE = "CD40LG"
_KINDS = ("acceptor gain", "acceptor loss", "donor gain", "donor loss")
_X_LENGTH = re.compile(r"##contig=<(?:.*,)?ID=(?:chr)?X,(?:.*,)?length=(\d+)")

# A row: its number in the file, its cells by our column names.
Row = tuple[int, dict[str, str]]


def read_score_vcf(
    path: Path, lines: Iterable[str], locus: Locus, said: Mapping[str, str]
) -> tuple[Description, Iterator[Row]]:
    """Give what the VCF is, and one row for each allele that it scores.

    Raises:
        UnreadableFileError: its header does not describe the field, or no build can be told.
        InputFaultsError: a record without one score for each allele.
    """
    meta, records = [], []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            meta.append(line)
        elif is_x(line.partition("\t")[0]):
            records.append((number, line.rstrip("\n").split("\t")))
    key = said.get("score", "SpliceAI").removeprefix("INFO/")
    described = next((line for line in meta if line.startswith(f"##INFO=<ID={key},")), None)
    if described is None:
        remedy = "give SpliceAI's own VCF, or say which field holds the score: FILE,score=FIELD"
        raise UnreadableFileError(path, f"its header describes no INFO/{key}", remedy)
    build = build_of_words(said.get("build", "")) or _stated_build(meta) or _build_by_bases(records, locus)
    if build is None:
        problem = "neither its header nor its bases tell the build"
        raise UnreadableFileError(path, problem, "add ##reference=GRCh38 or ##reference=GRCh37 to its header")
    version = re.search(r"SpliceAIv([\d.]+\d)", described)
    description = Description(
        name=said.get("name", key),
        source=said.get("source", path.name),
        release=said.get("release") or (version[1] if version else NOT_STATED),
        build=build.value,
        columns={"pos": "POS", "ref": "REF", "score": f"INFO/{key}"},
    )
    if key == "SpliceAI":
        return description, (row for number, fields in records for row in _spliceai_rows(number, fields))
    return description, (row for number, fields in records for row in _info_rows(path, number, fields, key))


def _info_rows(path: Path, number: int, fields: list[str], key: str) -> Iterator[Row]:
    """One row for each alternate allele; a field with another number of values is not guessed at."""
    pair = next((item for item in fields[7].split(";") if item.startswith(f"{key}=")), "")
    alleles, values = fields[4].split(","), pair.removeprefix(f"{key}=").split(",")
    if not pair:
        return
    if len(values) != len(alleles):
        problem = f"has {len(values)} values for {len(alleles)} alternate alleles"
        raise InputFaultsError(
            [InputFault(str(path), problem, "split the record", row=number, column=f"INFO/{key}")]
        )
    for allele, value in zip(alleles, values, strict=True):
        if re.fullmatch("[ACGTacgt]+", allele):
            yield (
                number,
                {
                    "contig": fields[0],
                    "pos": fields[1],
                    "ref": fields[3],
                    "alt": allele,
                    "score": value,
                },
            )


def _spliceai_rows(number: int, fields: list[str]) -> Iterator[Row]:
    """One row for each allele that is scored for the gene; other genes' scores say nothing about it."""
    info = next((item for item in fields[7].split(";") if item.startswith("SpliceAI=")), "")
    for entry in filter(None, info.removeprefix("SpliceAI=").split(",")):
        allele, symbol, *values = entry.split("|")
        scores = values[:4]
        if symbol != _GENE or any(score in NOT_SCORED for score in scores) or not scores:
            continue
        kind = max(range(len(scores)), key=lambda index: scores[index])
        place = values[4 + kind] if len(values) > 4 + kind else ""
        event = f"{_KINDS[kind]}{_where(place)}" if scores[kind].strip("0.") else ""
        row = {"contig": fields[0], "pos": fields[1], "ref": fields[3], "alt": allele, "event": event}
        yield number, row | {"score": scores[kind]}


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
