"""Read every knowledge file that annotation needs, and index it: the one place where this is done."""

import argparse
import gc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cd40lg_annot.classify.lines import BUNDLED_SPLICE_PREDICTOR
from cd40lg_annot.errors import InputFault, InputFaultsError
from cd40lg_annot.evidence.match import Knowledge, knowledge_of
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.population import read_population_tables
from cd40lg_annot.io.tables import read_tables
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Rules, ScoreTable, TableVersion


def read_knowledge(
    locus: Locus,
    tables: Iterable[Path] = (),
    population: Iterable[Path] = (),
    scores: Iterable[str | Path] = (),
    *,
    criteria: Path | None = None,
    missense_predictor: str = "",
    splice_predictor: str = "",
) -> Knowledge:
    """Read the bundled tables and rules, and the laboratory's own, ready for `matches` and `assess`.

    Raises:
        UnreadableFileError, InputFaultsError: a table is at fault, or no table of scores is of a
            predictor that is to count.
    """
    # Everything made here is kept, so looking for garbage meanwhile finds none and doubles the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        rules = read_rules(criteria)
        counts = read_population_tables(population, locus)
        own_scores = tuple(score_tables(scores, locus, rules))
        check_predictors(own_scores, rules, missense=missense_predictor, splice=splice_predictor)
        return knowledge_of(read_tables(tables, locus), locus, rules, counts, own_scores)
    finally:
        if was_enabled:
            gc.enable()


def score_tables(sources: Iterable[str | Path], locus: Locus, rules: Rules) -> Iterator[ScoreTable]:
    """Score tables of the laboratory; most runs have none, and need not load what reads them."""
    for source in sources:
        from cd40lg_annot.io.score_tables import read_score_table

        yield read_score_table(source, locus, rules.scales)


def knowledge_of_options(options: argparse.Namespace, locus: Locus) -> Knowledge:
    """Read the bundled tables and those that the options of `add_table_options` name; as `read_knowledge`."""
    return read_knowledge(
        locus,
        options.table,
        options.population,
        options.scores,
        criteria=options.criteria,
        missense_predictor=options.missense_predictor,
        splice_predictor=options.splice_predictor,
    )


def check_predictors(tables: Iterable[ScoreTable], rules: Rules, *, missense: str, splice: str) -> None:
    """Refuse a predictor that has no thresholds, or that no table of scores gives.

    Raises:
        InputFaultsError: it would silently never count.
    """
    given = [table.predictor for table in tables]
    faults = [
        *_predictor_faults("missense_predictor", missense, "missense", given, rules),
        *_predictor_faults("splice_predictor", splice, "splice", [BUNDLED_SPLICE_PREDICTOR, *given], rules),
    ]
    if faults:
        raise InputFaultsError(faults)


def _predictor_faults(
    key: str, name: str, kind: str, given: Sequence[str], rules: Rules
) -> Iterator[InputFault]:
    with_limits = {band.predictor for band in rules.bands}
    known = [
        scale.predictor for scale in rules.scales if scale.kind == kind and scale.predictor in with_limits
    ]
    if name and name not in known:
        problem = f"{name!r} has no thresholds as a predictor of {kind} effects"
        yield InputFault(key, problem, f"use one of {', '.join(known)}")
    elif name and name not in given:
        problem = f"{name} is in none of the files of scores ({', '.join(given) or 'none is given'})"
        yield InputFault(key, problem, "name its file under `scores` or with --scores")


def tables_in_force(knowledge: Knowledge) -> tuple[TableVersion, ...]:
    """What a run states as its tables: those that were read, and the bundled scores."""
    from cd40lg_annot.io.scores import read_splice_index

    return (*knowledge.versions, read_splice_index().version)
