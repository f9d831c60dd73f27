"""Read every knowledge file that annotation needs, and index it: the one place where this is done."""

import argparse
import gc
from collections.abc import Iterable
from pathlib import Path

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
    missense_predictor: str = "",
) -> Knowledge:
    """Read the bundled tables and rules, and the laboratory's own, ready for `matches` and `assess`.

    Raises:
        UnreadableFileError, InputFaultsError: a table is at fault, or no table of scores is of the
            missense predictor that is to count.
    """
    # Everything made here is kept, so looking for garbage meanwhile finds none and doubles the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        counts = read_population_tables(population, locus)
        own_scores = _own_scores(scores, locus)
        check_missense_predictor(missense_predictor, own_scores, read_rules())
        return knowledge_of(read_tables(tables, locus), locus, read_rules(), counts, own_scores)
    finally:
        if was_enabled:
            gc.enable()


def _own_scores(scores: Iterable[str | Path], locus: Locus) -> tuple[ScoreTable, ...]:
    """Score tables of the laboratory; most runs have none, and need not load what reads them."""
    paths = tuple(scores)
    if not paths:
        return ()
    from cd40lg_annot.io.score_tables import read_score_tables

    return read_score_tables(paths, locus)


def knowledge_of_options(options: argparse.Namespace, locus: Locus) -> Knowledge:
    """Read the bundled tables and those that the options of `add_table_options` name; as `read_knowledge`."""
    return read_knowledge(
        locus,
        options.table,
        options.population,
        options.scores,
        missense_predictor=options.missense_predictor,
    )


def check_missense_predictor(name: str, tables: Iterable[ScoreTable], rules: Rules) -> None:
    """Refuse a missense predictor that is not calibrated, or that no table of scores gives.

    Raises:
        InputFaultsError: it would silently never count.
    """
    calibrated = [scale.predictor for scale in rules.scales if scale.kind == "missense"]
    given = [table.predictor for table in tables]
    if not name or (name in calibrated and name in given):
        return
    if name not in calibrated:
        problem, remedy = f"{name!r} has no calibrated thresholds", f"use one of {', '.join(calibrated)}"
    else:
        problem = f"{name} is in none of the files of scores ({', '.join(given) or 'none is given'})"
        remedy = "name its file under `scores` or with --scores"
    raise InputFaultsError([InputFault("missense_predictor", problem, remedy)])


def tables_in_force(knowledge: Knowledge) -> tuple[TableVersion, ...]:
    """What a run states as its tables: those that were read, and the bundled scores."""
    from cd40lg_annot.io.scores import read_splice_index

    return (*knowledge.versions, read_splice_index().version)
