"""Read the rules that classification applies: `resources/criteria/`, or a laboratory's own in their place.

A file of the laboratory's folder takes the place of the shipped one of the same name, whole; the others
stay as shipped. `docs/classification.md` says what each file may say.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.criteria_numbers import frequency_numbers
from cd40lg_annot.io.criteria_points import points_of_strengths
from cd40lg_annot.io.criteria_predictors import bands_of, scales_of
from cd40lg_annot.io.criteria_rows import COLUMNS, residues_of, rules_of, splice_losses_of
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.table_text import TableText
from cd40lg_annot.model import Rules, TableVersion

# Each file with its columns, all of which it needs.
FILES: Mapping[str, tuple[str, ...]] = {
    "criteria.tsv": COLUMNS,
    "predictors.tsv": (
        "predictor", "criterion", "strength", "low", "low_in", "high", "high_in", "source", "version", "note",
    ),
    "splice_losses.tsv": ("intron", "end", "exons", "strength", "reason", "source"),
    "residues.tsv": ("residue", "criterion", "role", "source"),
    "frequency.tsv": ("name", "value", "meaning", "source"),
    "predictor_scales.tsv": ("predictor", "kind", "lowest", "highest", "meaning"),
    "points.tsv": ("name", "value", "meaning", "source"),
}  # fmt: skip
HEAD_KEYS = ("source", "release")
_NAME = "classification rules"


def read_rules(folder: Path | None = None) -> Rules:
    """Read every rule table, those of the folder in place of the shipped ones.

    Raises:
        UnreadableFileError: the folder is missing or holds none of the files, or a file is not what its
            name says.
        InputFaultsError: rows at fault, each with file, row and column.
    """
    return _shipped() if folder is None else _rules_of(own_criteria_files(folder))


def own_criteria_files(folder: Path) -> dict[str, Path]:
    """Files of a laboratory's folder, by name, in the order of `FILES`; text that is no table is let be.

    Raises:
        UnreadableFileError: no such folder, none of the files in it, or a table of another name.
    """
    if not folder.is_dir():
        raise UnreadableFileError(folder, "is not a folder", "name the folder that holds your criteria")
    names = {path.name for path in folder.glob("*.tsv")}
    unknown = sorted(names - set(FILES))
    if unknown:
        remedy = f"use one of {', '.join(FILES)}, or move the file away"
        raise UnreadableFileError(folder / unknown[0], "is no table of criteria", remedy)
    if not names:
        remedy = f"put one of {', '.join(FILES)} in it, changed from the shipped one"
        raise UnreadableFileError(folder, "holds no table of criteria", remedy)
    return {name: folder / name for name in FILES if name in names}


@cache
def _shipped() -> Rules:
    return _rules_of({})


def _rules_of(own: Mapping[str, Path]) -> Rules:
    shipped = resources_folder() / "criteria"
    tables = {
        name: TableText(own.get(name, shipped / name), columns=columns, needed=columns, head_keys=HEAD_KEYS)
        for name, columns in FILES.items()
    }
    rules = rules_of(tables["criteria.tsv"], _shipped().rules if own else None)
    numbers = frequency_numbers(tables["frequency.tsv"], _shipped().numbers if own else None)
    scales = scales_of(tables["predictor_scales.tsv"])
    bands = bands_of(tables["predictors.tsv"], scales)
    residues = residues_of(tables["residues.tsv"])
    losses = splice_losses_of(tables["splice_losses.tsv"])
    points, lowest = points_of_strengths(tables["points.tsv"])
    _raise_all(tables.values())
    counted = ", ".join(str(row.residue) for row in residues)
    elsewhere = {"PM1": counted, "BA1": numbers["BA1"].text, "BS1": numbers["BS1"].text}
    rules |= {key: replace(rules[key], threshold=text) for key, text in elsewhere.items()}
    return Rules(
        rules={key: replace(rule, points=points) for key, rule in rules.items()},
        bands=bands,
        splice_losses=losses,
        residues=residues,
        numbers={name: number.value for name, number in numbers.items()},
        number_sources={name: number.source for name, number in numbers.items()},
        versions=tuple(_versions(tables, own)),
        scales=scales,
        points=points,
        lowest=lowest,
    )


def _raise_all(tables: Iterable[TableText]) -> None:
    faults: list[InputFault] = [fault for table in tables for fault in table.faults]
    if faults:
        raise InputFaultsError(faults)


def _versions(tables: Mapping[str, TableText], own: Mapping[str, Path]) -> Iterable[TableVersion]:
    """The shipped files together, then each file of the laboratory's own."""
    shipped = {name: table for name, table in tables.items() if name not in own}
    if shipped:
        content = b"".join(table.path.read_bytes() for table in shipped.values())
        note = "suggested: no expert panel has published rules for this gene"
        yield TableVersion(
            name=_NAME,
            source="ACMG/AMP 2015 with ClinGen's refinements, for this gene",
            release=max(table.head["release"] for table in shipped.values()),
            sha256=hashlib.sha256(content).hexdigest(),
            rows=sum(table.read for table in shipped.values()),
            note=f"{note}; as shipped: {', '.join(shipped)}" if own else note,
        )
    for name in own:
        table = tables[name]
        yield TableVersion(
            name=_NAME,
            source=f"{table.head['source']}; {name} of the laboratory's own",
            release=table.head["release"],
            sha256=table.sha256,
            rows=table.read,
            note="in place of the shipped file",
        )
