"""What a file of scores is and what it calls its columns.

The laboratory says so in the configuration or on the command line, or the file's own head does, or its
columns are those of a published table (`resources/scores/layouts.tsv`).
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.table_text import ALLELE_COLUMNS
from cd40lg_annot.locus.builds import build_of_words
from cd40lg_annot.model import PredictorScale

COLUMNS = (*ALLELE_COLUMNS, "hgvs_p", "variant", "protein", "transcript", "score", "event")
HEAD_KEYS = ("name", "source", "release")
KEYS = (*HEAD_KEYS, *COLUMNS)
NOT_STATED = "release not stated"
_PLACES = ("pos", "variant", "hgvs_c", "hgvs_p")
_USUAL_NAMES = {
    "contig": ("chrom", "chr", "chromosome"),
    "pos": ("pos", "position"),
    "ref": ("ref",),
    "alt": ("alt",),
}
_CADD_HEAD = re.compile(r"CADD (GRCh3[78])-v([\d.]+\d)")


@dataclass(frozen=True, slots=True)
class ScoreSource:
    """A file of scores, and what the laboratory says of it: `KEYS`, in its own words."""

    path: Path
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """What a file of scores is. `build` is empty where a column gives it; `columns`: ours to theirs."""

    name: str
    source: str
    release: str
    build: str
    columns: Mapping[str, str]

    def named_as(self, scales: Iterable[PredictorScale]) -> "Description":
        """The same, with the predictor's name as the rules write it, whatever its capitals."""
        known = {scale.predictor.lower(): scale.predictor for scale in scales}
        return replace(self, name=known.get(self.name.lower(), self.name))


def score_source(text: str | Path) -> ScoreSource:
    """Read `FILE` or `FILE,key=value,key=value`, as `--scores` takes it.

    Raises:
        UnreadableFileError: a key that is none of `KEYS`.

    >>> source = score_source("revel.csv.gz,name=REVEL,pos=grch38_pos,score=REVEL")
    >>> source.path.name, source.said["pos"]
    ('revel.csv.gz', 'grch38_pos')
    """
    if isinstance(text, Path) or Path(text).is_file():
        return ScoreSource(Path(text))
    file, *pairs = re.split(r",(?=\w+=)", text)
    said = dict(pair.split("=", 1) for pair in pairs)
    unknown = [key for key in said if key not in KEYS]
    if unknown:
        problem = f"{unknown[0]!r} is no key of a file of scores"
        raise UnreadableFileError(file, problem, f"use one of {', '.join(KEYS)}")
    return ScoreSource(Path(file), said)


def score_option(entry: str | Mapping[str, object]) -> str:
    """Spell an entry of the configuration's `scores` as the option `--scores` takes it.

    >>> score_option({"file": "cadd.tsv.gz", "release": 1.7})
    'cadd.tsv.gz,release=1.7'
    """
    if isinstance(entry, str):
        return entry
    pairs = [f"{key}={value}" for key, value in entry.items() if key != "file"]
    return ",".join([str(entry["file"]), *pairs])


def described(path: Path, meta: Iterable[str], header: list[str], said: Mapping[str, str]) -> Description:
    """What a table of scores is, by the laboratory's words, then its own head, then a published layout.

    Raises:
        UnreadableFileError, InputFaultsError: it cannot be told, or a column that is named is not there.
    """
    meta = list(meta)
    head = dict(_head_item(line) for line in meta)
    layout = next((layout for layout in _layouts() if layout.fits(header)), None)
    cadd = next(filter(None, map(_CADD_HEAD.search, meta)), None)
    build = said.get("build", head.get("build", ""))
    named = {key.removeprefix("column "): theirs for key, theirs in head.items() if key[:7] == "column "}
    named |= {key: theirs for key, theirs in said.items() if key in COLUMNS and key != "build"}
    if build and build_of_words(build) is None:
        build, named = "", named | {"build": build}
    columns = (_usual_columns(header) | dict(layout.columns) if layout else _usual_columns(header)) | named
    _check_columns(path, columns, named, header)
    name = said.get("name") or head.get("name") or (layout.predictor if layout else "")
    found = {
        "name": name,
        "source": said.get("source") or head.get("source") or _layout_source(layout, path, said),
        "release": said.get("release") or head.get("release") or _release(layout, cadd, said),
    }
    if missing := [key for key in HEAD_KEYS if not found[key]]:
        remedy = f"write lines like '# {missing[0]}: …' at its head, or say it where you name the file; "
        raise UnreadableFileError(
            path, f"does not say its {', '.join(missing)}", f"{remedy}see docs/tables.md"
        )
    stated = build or (cadd[1] if cadd else layout.build if layout else "")
    known = build_of_words(stated) if stated else None
    return Description(**found, build=known.value if known else "", columns=columns)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A published table's columns; `columns`: ours to theirs."""

    predictor: str
    build: str
    source: str
    columns: Mapping[str, str]

    def fits(self, header: list[str]) -> bool:
        """Whether the table has every column of the layout."""
        return set(self.columns.values()).issubset(header)


@cache
def _layouts() -> tuple[_Layout, ...]:
    path = resources_folder() / "scores" / "layouts.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(
        _Layout(
            row["predictor"],
            row["build"],
            row["source"],
            dict(pair.split("=") for pair in row["columns"].split(",")),
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _head_item(line: str) -> tuple[str, str]:
    key, _, value = line.lstrip("# ").partition(":")
    return key.strip(), value.strip()


def _usual_columns(header: list[str]) -> dict[str, str]:
    """Columns that bear our names, or those of most tables."""
    by_name = {name.lower(): name for name in reversed(header)}
    usual = {ours: by_name[name] for ours, names in _USUAL_NAMES.items() for name in names if name in by_name}
    return usual | {ours: ours for ours in COLUMNS if ours in header}


def _check_columns(
    path: Path, columns: Mapping[str, str], named: Mapping[str, str], header: list[str]
) -> None:
    file, has = str(path), f"the table has {', '.join(header)}"
    remedy = f"use one of {', '.join(COLUMNS)}"
    faults = [
        InputFault(file, f"{ours!r} is no column of ours", remedy) for ours in named if ours not in COLUMNS
    ]
    wanted = dict.fromkeys([*named.values(), columns.get("score", "score")])
    absent = [theirs for theirs in wanted if theirs not in header]
    faults += [InputFault(file, "is missing", has, column=theirs) for theirs in absent]
    if not faults and not any(place in columns for place in _PLACES):
        faults.append(InputFault(file, "no column says which variant a row scores", f"{has}; {remedy}"))
    if faults:
        raise InputFaultsError(faults)


def _layout_source(layout: _Layout | None, path: Path, said: Mapping[str, str]) -> str:
    if layout and not said.get("name"):
        return f"{layout.source}, {path.name}"
    return path.name if said.get("name") else ""


def _release(layout: _Layout | None, cadd: re.Match[str] | None, said: Mapping[str, str]) -> str:
    if cadd:
        return cadd[2]
    return NOT_STATED if layout or said.get("name") else ""
