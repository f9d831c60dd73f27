"""Read the laboratory's own tables and clinic data before any job runs, and gather every fault."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from cd40lg_annot.cli.knowledge import check_predictors
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.clinic import read_clinic, read_intervals
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.population import read_population_table
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.score_tables import read_score_table
from cd40lg_annot.io.sex_tables import read_sex_tables
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Rules


def own_file_faults(
    tables: Iterable[Path],
    population: Iterable[Path],
    clinic: Path | None,
    people: Collection[str] | None = None,
    scores: Iterable[str | Path] = (),
    *,
    missense_predictor: str = "",
    splice_predictor: str = "",
    criteria: Path | None = None,
    intervals: Path | None = None,
    sex_tables: Iterable[Path] = (),
) -> Iterator[str]:
    """What is wrong with each file, one line for each fault; nothing where all is in order.

    Args:
        tables: knowledge tables.
        population: population tables.
        clinic: clinic data.
        people: everybody in the pedigree; None where that is not known.
        scores: score tables, each as `--scores` takes it.
        intervals: reference intervals of the laboratory's own.
        missense_predictor: the one that is to count; empty for none.
        splice_predictor: the one that is to count; empty as shipped.
        criteria: folder of classification rules of the laboratory's own.
        sex_tables: sexes found by other tools.
    """
    locus = read_locus()
    reads: list[Callable[[], object]] = [partial(read_table, path, locus) for path in tables]
    reads += [partial(read_population_table, path, locus) for path in population]
    if clinic is not None:
        reads.append(partial(read_clinic, clinic, people))
    if intervals is not None:
        reads.append(partial(read_intervals, intervals))
    reads += [partial(read_sex_tables, [path]) for path in sex_tables]
    for read in reads:
        try:
            read()
        except AnnotationError as error:
            yield str(error)
    try:
        rules = read_rules(criteria)
    except AnnotationError as error:
        yield str(error)
        return
    yield from _score_faults(scores, locus, rules, missense=missense_predictor, splice=splice_predictor)


def _score_faults(
    sources: Iterable[str | Path], locus: Locus, rules: Rules, *, missense: str, splice: str
) -> Iterator[str]:
    tables, faults = [], []
    for source in sources:
        try:
            tables.append(read_score_table(source, locus, rules.scales))
        except AnnotationError as error:
            faults.append(str(error))
    if not faults:
        try:
            check_predictors(tables, rules, missense=missense, splice=splice)
        except AnnotationError as error:
            faults.append(str(error))
    yield from faults
