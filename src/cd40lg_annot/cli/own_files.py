"""Read the laboratory's own tables and clinic data before any job runs, and gather every fault."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.clinic import read_clinic
from cd40lg_annot.io.population import read_population_table
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.score_tables import read_score_table
from cd40lg_annot.io.sex_tables import read_sex_tables
from cd40lg_annot.io.tables import read_table


def own_file_faults(
    tables: Iterable[Path],
    population: Iterable[Path],
    clinic: Path | None,
    people: Collection[str] | None = None,
    scores: Iterable[Path] = (),
    *,
    sex_tables: Iterable[Path] = (),
) -> Iterator[str]:
    """What is wrong with each file, one line for each fault; nothing where all is in order.

    Args:
        tables: knowledge tables.
        population: population tables.
        clinic: clinic data.
        people: everybody in the pedigree; None where that is not known.
        scores: score tables.
        sex_tables: sexes found by other tools.
    """
    locus = read_locus()
    reads: list[Callable[[], object]] = [partial(read_table, path, locus) for path in tables]
    reads += [partial(read_population_table, path, locus) for path in population]
    reads += [partial(read_score_table, path, locus) for path in scores]
    if clinic is not None:
        reads.append(partial(read_clinic, clinic, people))
    reads += [partial(read_sex_tables, [path]) for path in sex_tables]
    for read in reads:
        try:
            read()
        except AnnotationError as error:
            yield str(error)
