"""Where the cells of a variant come from: the atlas where it holds them, else they are worked out."""

import argparse
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cd40lg_annot.cli.knowledge_options import SCHEMES, has_own_tables
from cd40lg_annot.cli.site_rows import SHARED
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Variant

if TYPE_CHECKING:
    from cd40lg_annot.cli.sites import AlleleKey
    from cd40lg_annot.cli.tools import Tools
    from cd40lg_annot.evidence.match import Knowledge


class CellSource:
    """Gives cells in the order of `SHARED`, for one run.

    A run that takes all its rows from an atlas reads no tables but the laboratory's own, which have to be
    those that the atlas was made with.
    """

    def __init__(self, locus: Locus, options: argparse.Namespace) -> None:
        self._locus = locus
        self._options = options
        self.held: Mapping[AlleleKey, str] = {}

    def check_own_tables(self) -> None:
        """Read the laboratory's own tables, so that what is wrong with them is told before any work.

        Raises:
            InputFaultsError, UnreadableFileError: a table is at fault.
        """
        if has_own_tables(self._options):
            _ = self.knowledge

    def prepare(self, alleles: Collection["AlleleKey"]) -> None:
        """Read what explaining these alleles takes: the atlas, if one is given, and tables for the rest.

        Raises:
            UnreadableFileError: no atlas, or one made with other code, resources, tables or settings.
        """
        if self._options.atlas:
            self.held = self._from_atlas(alleles)
        if not all(key in self.held for key in alleles):
            # Here and not when they are first used: a child that is forked then shares them.
            _ = self._tools

    def cells(self, variants: Iterable[Variant]) -> dict[Variant, Sequence[str]]:
        """Cells of each variant; what no atlas holds is worked out, many at once."""
        found: dict[Variant, Sequence[str]] = {}
        wanted = []
        for variant in dict.fromkeys(variants):
            held = self.held.get((variant.pos, variant.ref, variant.alt))
            if held is None:
                wanted.append(variant)
            else:
                found[variant] = held.split("\t")
        if wanted:
            from cd40lg_annot.cli.shared_cells import cells_of

            found.update(zip(wanted, cells_of(wanted, self._tools), strict=True))
        return found

    @cached_property
    def knowledge(self) -> "Knowledge":
        """The bundled tables and the laboratory's own, read when they are first asked for."""
        from cd40lg_annot.cli.knowledge import knowledge_of_options

        return knowledge_of_options(self._options, self._locus)

    @cached_property
    def _tools(self) -> "Tools":
        from cd40lg_annot.cli.knowledge_options import settings_of
        from cd40lg_annot.cli.tools import tools_of

        return tools_of(self._locus, self.knowledge, settings_of(self._options))

    def _from_atlas(self, alleles: Iterable["AlleleKey"]) -> Mapping["AlleleKey", str]:
        from cd40lg_annot.io.atlas import read_atlas

        options = self._options
        if options.scheme != SCHEMES[0]:
            problem = f"its classes are by {SCHEMES[0]}, --scheme asks for {options.scheme}"
            raise UnreadableFileError(options.atlas, problem, "leave out one of --atlas and --scheme")
        stamp = atlas_stamp(options, self.knowledge if has_own_tables(options) else None)
        return read_atlas(options.atlas, stamp, (pos for pos, _, _ in alleles))


def atlas_stamp(options: argparse.Namespace, knowledge: "Knowledge | None") -> str:
    """Fingerprint of an atlas made with these options; `knowledge` is asked for own tables alone.

    The bundled tables are covered as the files that they are.
    """
    from cd40lg_annot.io.atlas import fingerprint

    versions = knowledge.versions if knowledge and has_own_tables(options) else ()
    return fingerprint(versions, (*SHARED, options.missense_predictor, options.splice_predictor))
