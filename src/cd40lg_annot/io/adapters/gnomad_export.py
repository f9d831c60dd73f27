"""Counts of gnomAD's browser export (CSV) and of its sites VCF, turned into a population table.

Both hold fewer counts by sex than the interface: the export gives hemizygotes and no number of males.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.table_text import CONTIGS
from cd40lg_annot.locus.builds import build_of_words
from cd40lg_annot.model import Build

_PLACE = {"contig": "Chromosome", "pos": "Position", "ref": "Reference", "alt": "Alternate"}
_COUNTS = {
    "allele_count": "Allele Count",
    "allele_number": "Allele Number",
    "allele_count_xy": "Hemizygote Count",
    "homozygotes": "Homozygote Count",
}
# gnomAD 4 and 3, then gnomAD 2.1, whose counts of males stand under other names.
_INFO = {
    "allele_count": ("AC",),
    "allele_number": ("AN",),
    "allele_count_xy": ("AC_XY", "AC_male"),
    "allele_number_xy": ("AN_XY", "AN_male"),
    "allele_count_xx": ("AC_XX", "AC_female"),
    "allele_number_xx": ("AN_XX", "AN_female"),
    "homozygotes": ("nhomalt_XX", "nhomalt_female", "nhomalt"),
}

Row = dict[str, str]


def rows_of_export(path: Path, lines: Iterable[str], build: Build | None) -> Iterator[Row]:
    """Rows of a browser export; the export does not say its build.

    Raises:
        UnreadableFileError: no build was said, or columns are missing.
    """
    reader = csv.DictReader(lines)
    needed = (*_PLACE.values(), *_COUNTS.values())
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        problem = f"has no column {missing[0]!r}"
        raise UnreadableFileError(
            path, problem, "give gnomAD's export of the gene or region, its JSON or VCF"
        )
    if build is None:
        raise UnreadableFileError(path, "a browser export does not say its build", "add --build GRCh38")
    filters = [name for name in reader.fieldnames or () if name.startswith("Filters")]
    for row in reader:
        found = {name for column in filters for name in re.split(r"[,;|]", row[column] or "")}
        yield {
            **{ours: row[theirs] or "" for ours, theirs in (_PLACE | _COUNTS).items()},
            "build": build.value,
            "filters": ";".join(sorted(found - {"", "PASS", "NA", "null"})),
        }


def rows_of_vcf(path: Path, lines: Iterable[str], build: Build | None) -> Iterator[Row]:
    """Rows of a sites VCF, one for each alternate allele of chromosome X.

    Raises:
        UnreadableFileError: neither the header nor an option tells the build.
    """
    for line in lines:
        if line.startswith("##"):
            is_build = line.startswith(("##reference", "##contig", "##assembly"))
            told = build_of_words(line) if is_build else None
            if build and told and told is not build:
                problem = f"its header names {told.value}, and {build.value} was asked for"
                raise UnreadableFileError(
                    path, problem, "give the file of that build, or leave the build out"
                )
            build = build or told
        elif not line.startswith("#"):
            fields = line.rstrip("\n").split("\t")
            if fields[0] not in CONTIGS:
                continue
            if build is None:
                raise UnreadableFileError(path, "its header does not tell the build", "add --build GRCh38")
            yield from _rows_of_record(fields, build)


def _rows_of_record(fields: list[str], build: Build) -> Iterator[Row]:
    contig, pos, _, ref, alts, _, filters, info_text = fields[:8]
    info = dict(item.partition("=")[::2] for item in info_text.split(";"))
    for index, alt in enumerate(alts.split(",")):
        counts = {ours: _number(info, names, index) for ours, names in _INFO.items()}
        place = {"contig": contig, "build": build.value, "pos": pos, "ref": ref, "alt": alt}
        yield {**place, **counts, "filters": "" if filters in (".", "PASS") else filters}


def _number(info: Mapping[str, str], names: tuple[str, ...], index: int) -> str:
    """The allele's number under the first of these keys; empty where there is none."""
    text = next((info[name] for name in names if name in info), "")
    values = text.split(",")
    value = values[index] if len(values) > index else values[0] if len(values) == 1 else ""
    return "" if value == "." else value
