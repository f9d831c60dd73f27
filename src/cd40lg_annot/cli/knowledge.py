"""Read every knowledge file that annotation needs, and index it: the one place where this is done."""

from collections.abc import Iterable
from pathlib import Path

from cd40lg_annot.evidence.match import Knowledge, knowledge_of
from cd40lg_annot.io.tables import read_tables
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import TableVersion


def read_knowledge(locus: Locus, tables: Iterable[Path] = ()) -> Knowledge:
    """Read the bundled tables and the laboratory's own, ready for `matches` and `assess`.

    Raises:
        UnreadableFileError, InputFaultsError: a table is at fault.
    """
    return knowledge_of(read_tables(tables, locus), locus)


def versions_of(knowledge: Knowledge) -> tuple[TableVersion, ...]:
    """What was read, for `Provenance.tables`."""
    return tuple(table.version for table in knowledge.tables)
