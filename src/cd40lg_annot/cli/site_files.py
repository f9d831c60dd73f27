"""From a VCF, a BCF or a list to a table, JSON or VCF: one row for each alternate allele, as it is read."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from cd40lg_annot.cli.cell_source import CellSource
from cd40lg_annot.cli.second_core import in_halves
from cd40lg_annot.cli.site_rows import COLUMNS, row_of
from cd40lg_annot.cli.sites import Placer, Site
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.sites import ListedName, VcfSites, read_sites
from cd40lg_annot.io.streams import write_lines, write_vcf_lines
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build

Row = Sequence[str]
# The rows of one record as the text that is written.
Spelling = Callable[[Sequence[Row]], str]
_ENDINGS = (".tsv", ".json", ".vcf.gz")


def annotate_file(options: argparse.Namespace) -> None:
    """Annotate the sites of one file; the ending of the output chooses the form.

    Raises:
        UnreadableFileError, BuildError, InputFaultsError: a file is at fault.
    """
    output: Path = options.output
    ending = next((ending for ending in _ENDINGS if output.name.endswith(ending)), None)
    if ending is None:
        raise UnreadableFileError(output, "its ending names no form", "end it in .tsv, .json or .vcf.gz")
    locus = read_locus()
    read = read_sites(options.inputs[0])
    source = CellSource(locus, options)
    source.check_own_tables()
    declared = Build(options.build) if options.build else None
    rows = _Rows(locus, source, _spelling(ending))
    if isinstance(read, VcfSites):
        _annotate_vcf(read, Placer(read, locus, declared), rows, output)
    else:
        _annotate_list(read, rows, declared, options)


class _Rows:
    """Rows of sites, spelled as the output wants them: one text for each record."""

    def __init__(self, locus: Locus, source: CellSource, spelling: Spelling) -> None:
        self.locus = locus
        self.source = source
        self.spelling = spelling
        self._offsets = {build: locus.axes[build].offset for build in Build}

    def texts(self, records: Sequence[Sequence[Site]]) -> list[str]:
        """One text for each record, from its sites."""
        variants = (site.variant for sites in records for site in sites if site.variant is not None)
        cells = self.source.cells(variants)
        return [
            self.spelling(
                [
                    row_of(site, cells[site.variant] if site.variant else (), self._offsets[site.build])
                    for site in sites
                ]
            )
            for sites in records
        ]

    def text_elsewhere(self, placer: Placer, columns: Sequence[str]) -> str:
        """The text of a record outside the locus."""
        return self.spelling([row_of(site, (), 0) for site in placer.sites_elsewhere(columns)])


def _annotate_vcf(vcf: VcfSites, placer: Placer, rows: _Rows, output: Path) -> None:
    rows.source.prepare(list(placer.keys()))
    placer.trust(rows.source.held)
    nearby = iter(in_halves(lambda records: rows.texts([*map(placer.sites, records)]), placer.nearby))
    texts = (
        (columns, next(nearby) if placer.is_nearby(columns) else rows.text_elsewhere(placer, columns))
        for columns in vcf.records()
    )
    if output.name.endswith(".vcf.gz"):
        from cd40lg_annot.cli.csq import annotated_vcf

        write_vcf_lines(output, annotated_vcf(vcf, texts))
    else:
        _write_table((text for _, text in texts), output)


def _annotate_list(
    names: Sequence[ListedName], rows: _Rows, declared: Build | None, options: argparse.Namespace
) -> None:
    from cd40lg_annot.cli.listed_sites import ListReader

    reader = ListReader(rows.locus, lambda: rows.source.knowledge, declared, legacy=options.legacy)
    sites = reader.sites(names, str(options.inputs[0]))
    variants = [site.variant for site in sites if site.variant is not None]
    rows.source.prepare([(variant.pos, variant.ref, variant.alt) for variant in variants])
    texts = in_halves(rows.texts, [(site,) for site in sites])
    if options.output.name.endswith(".vcf.gz"):
        from cd40lg_annot.cli.csq import vcf_of_list

        write_vcf_lines(options.output, vcf_of_list(sites, texts, rows.locus))
    else:
        _write_table(texts, options.output)


def _spelling(ending: str) -> Spelling:
    """How the rows of one record become the text that a file with this ending takes."""
    if ending == ".vcf.gz":
        from cd40lg_annot.cli.csq import csq_of

        return csq_of
    if ending == ".json":
        import json

        encoded = json.JSONEncoder(ensure_ascii=False).encode
        # A row filled into one line takes half as long as a dictionary of it encoded.
        line = "{" + ", ".join(f"{encoded(column)}: %s" for column in COLUMNS) + "}"
        return lambda rows: ",\n".join([line % tuple([encoded(cell) for cell in row]) for row in rows])
    return lambda rows: "\n".join(["\t".join(row) for row in rows])


def _write_table(texts: Iterable[str], output: Path) -> None:
    if output.suffix == ".json":
        write_lines(output, _json_lines(texts))
    else:
        write_lines(output, chain(("\t".join(COLUMNS),), texts))


def _json_lines(texts: Iterable[str]) -> Iterator[str]:
    """A list with one record a line."""
    before = "["
    for text in texts:
        yield before
        before = f"{text},"
    yield before.removesuffix(",")
    yield "]"
