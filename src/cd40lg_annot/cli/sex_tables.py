"""Ready-made tables of sexes, joined to the samples of one batch."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from cd40lg_annot.calls.sex_sources import from_table
from cd40lg_annot.model import ExtractedSample, SampleRow, SexSource, SexTableRow

if TYPE_CHECKING:
    from cd40lg_annot.io.pseudonyms import Pseudonyms


def with_sex_tables(
    paths: Sequence[Path],
    rows: Sequence[SampleRow],
    samples: Sequence[ExtractedSample],
    pseudonyms: "Pseudonyms | None" = None,
) -> tuple[dict[str, tuple[SexSource, ...]], tuple[ExtractedSample, ...]]:
    """What the tables say of each sample, and the samples with the tables among their inputs.

    A row is a sample's if it names the VCF's column, else the person, else the file given as `coverage`.

    Raises:
        UnreadableFileError, InputFaultsError: a table cannot be read.
    """
    from cd40lg_annot.io.files import input_file
    from cd40lg_annot.io.sex_tables import read_sex_tables, rows_of_sample

    if not paths:
        return {}, tuple(samples)
    files = tuple(input_file(str(path), "sex_table") for path in paths)
    table = read_sex_tables(paths)
    if pseudonyms:
        table = tuple(replace(row, names=tuple(map(pseudonyms.person, row.names))) for row in table)
    of_path = {path: [row for row in table if row.file == str(path)] for path in paths}
    found = {
        row.sample: tuple(
            source
            for path in paths
            for source in _sources(path, rows_of_sample(of_path[path], names_of(row)), row.sample)
        )
        for row in rows
    }
    return found, tuple(replace(sample, inputs=(*sample.inputs, *files)) for sample in samples)


def names_of(row: SampleRow) -> list[str]:
    """Names under which a table may speak of a sample, the surest first."""
    return [row.vcf_sample, row.sample, *([PurePath(row.coverage).name] if row.coverage else [])]


def _sources(path: Path, rows: Sequence[SexTableRow], sample: str) -> Iterator[SexSource]:
    yield from map(from_table, rows)
    if not rows:
        yield SexSource(path.name, f"no row for {sample}", "nothing is said")
