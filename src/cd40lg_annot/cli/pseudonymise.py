"""Names taken out of what is written: every person, sample and family by its pseudonym, files by checksum.

The sheets and the files keep their names; what the stages hand on, and all reports, have none of them.
"""

import argparse
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.model import CheckedInputs, ExtractedSample, Person, SampleRow

if TYPE_CHECKING:
    from cd40lg_annot.io.pseudonyms import Pseudonyms

HIDDEN = "name withheld"
# A reason may name a file or a column, and they a person.
REASON_IN_LOG = "its file cannot be used; the log of that stage says why"
# Shorter names, and numbers, are replaced where they stand as names, but not inside sentences.
_SHORTEST_IN_TEXT = 4


def add_pseudonymise(parser: argparse.ArgumentParser) -> None:
    """Declare the option."""
    parser.add_argument(
        "--pseudonymise",
        type=Path,
        metavar="KEYFILE",
        help="write pseudonyms made with this key instead of names (docs/privacy.md)",
    )


def pseudonyms_of(options: argparse.Namespace) -> "Pseudonyms | None":
    """Read the key, where one is given.

    Raises:
        UnreadableFileError: the key file is missing, too short, or open to others.
    """
    from cd40lg_annot.io.pseudonyms import read_pseudonyms

    return read_pseudonyms(options.pseudonymise) if options.pseudonymise else None


def with_pseudonyms(
    rows: Iterable[SampleRow], people: Iterable[Person], pseudonyms: "Pseudonyms"
) -> tuple[tuple[SampleRow, ...], tuple[Person, ...]]:
    """Give the rows and people of the sheets their pseudonyms; paths and columns stay, for they are read."""
    return (
        tuple(replace(row, sample=pseudonyms.person(row.sample)) for row in rows),
        tuple(_person(person, pseudonyms) for person in people),
    )


def _person(person: Person, pseudonyms: "Pseudonyms") -> Person:
    def of(name: str | None) -> str | None:
        return pseudonyms.person(name) if name else None

    return replace(
        person,
        person=pseudonyms.person(person.person),
        family=pseudonyms.family(person.family),
        father=of(person.father),
        mother=of(person.mother),
        twin_group=of(person.twin_group),
        hidden_name=False,
    )


def without_files(checked: CheckedInputs, pseudonyms: "Pseudonyms") -> CheckedInputs:
    """What may be written of checked inputs: no path, no column, no warning, for each may hold a name."""
    rows = tuple(
        replace(
            row,
            vcf=HIDDEN,
            vcf_sample=pseudonyms.person(row.vcf_sample),
            coverage=HIDDEN if row.coverage else None,
            sv_vcf=HIDDEN if row.sv_vcf else None,
        )
        for row in checked.samples
    )
    failed = tuple(replace(item, reason=REASON_IN_LOG) for item in checked.failed)
    return replace(checked, samples=rows, warnings=(), failed=failed)


def without_names(
    samples: Iterable[ExtractedSample], rows: Iterable[SampleRow], names: Mapping[str, str]
) -> tuple[ExtractedSample, ...]:
    """Take paths and names out of what was read of samples.

    `names`: pseudonym by the name that the sheets have.
    """
    by_sample = {row.sample: row for row in rows}
    return tuple(_hidden(sample, by_sample[sample.sample], names) for sample in samples)


def _hidden(sample: ExtractedSample, row: SampleRow, names: Mapping[str, str]) -> ExtractedSample:
    files = {item.path: f"{item.role} {item.sha256[:12]}" for item in sample.inputs}
    text = _Text({**files, **_paths(row), **names})
    coverage = sample.coverage and replace(
        sample.coverage,
        path=text.clean(sample.coverage.path),
        rule=text.clean(sample.coverage.rule),
        notes=text.all(sample.coverage.notes),
        doubts=text.all(sample.coverage.doubts),
    )
    depths = sample.chromosome_depths
    return replace(
        sample,
        inputs=tuple(replace(item, path=files[item.path]) for item in sample.inputs),
        notes=text.all(sample.notes),
        build_reasons=text.all(sample.build_reasons),
        set_aside=tuple(replace(item, reason=text.clean(item.reason)) for item in sample.set_aside),
        coverage=coverage,
        chromosome_depths=depths and replace(depths, source=text.clean(depths.source)),
    )


def _paths(row: SampleRow) -> dict[str, str]:
    """Names of files, and of what stands beside them: a file is often called after the person."""
    found = {}
    for path in (row.vcf, row.sv_vcf, row.coverage):
        if path:
            found[path] = found[Path(path).name] = "the input file"
            stem = Path(path).name.partition(".")[0]
            if len(stem) >= _SHORTEST_IN_TEXT and not stem.isdecimal():
                found[stem] = "the input file"
    return found


class _Text:
    """Replaces names inside sentences, longest first, where they stand as words of their own."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {
            name: other
            for name, other in names.items()
            if len(name) >= _SHORTEST_IN_TEXT and not name.isdecimal()
        }
        words = sorted(self._names, key=len, reverse=True)
        pattern = "|".join(map(re.escape, words)) or r"(?!)"
        self._pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])")

    def clean(self, text: str) -> str:
        return self._pattern.sub(lambda found: self._names[found[0]], text)

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.clean, texts))
