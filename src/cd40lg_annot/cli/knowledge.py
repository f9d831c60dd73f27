"""Read every knowledge file that annotation needs, and index it: the one place where this is done."""

import argparse
import gc
from collections.abc import Iterable
from pathlib import Path

from cd40lg_annot.evidence.match import Knowledge, knowledge_of
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.population import read_population_tables
from cd40lg_annot.io.score_tables import read_score_tables
from cd40lg_annot.io.tables import read_tables
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import TableVersion


def read_knowledge(
    locus: Locus, tables: Iterable[Path] = (), population: Iterable[Path] = (), scores: Iterable[Path] = ()
) -> Knowledge:
    """Read the bundled tables and rules, and the laboratory's own, ready for `matches` and `assess`.

    Raises:
        UnreadableFileError, InputFaultsError: a table is at fault.
    """
    # Everything made here is kept, so looking for garbage meanwhile finds none and doubles the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        counts = read_population_tables(population, locus)
        own_scores = read_score_tables(scores, locus)
        return knowledge_of(read_tables(tables, locus), locus, read_rules(), counts, own_scores)
    finally:
        if was_enabled:
            gc.enable()


def knowledge_of_options(options: argparse.Namespace, locus: Locus) -> Knowledge:
    """Read the bundled tables and those that the options of `add_table_options` name; as `read_knowledge`."""
    return read_knowledge(locus, options.table, options.population, options.scores)


def versions_of(knowledge: Knowledge) -> tuple[TableVersion, ...]:
    """What was read, for `Provenance.tables`."""
    tables = tuple(table.version for table in knowledge.tables)
    population = tuple(table.version for table in knowledge.population)
    scores = tuple(table.version for table in knowledge.score_tables)
    return tables + population + scores + knowledge.rules.versions
