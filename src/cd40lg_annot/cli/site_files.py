"""From a VCF, a BCF or a list to a table, JSON or VCF: one row for each alternate allele, as it is read."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from cd40lg_annot.classify.assess import Settings
from cd40lg_annot.cli.knowledge import knowledge_of_options, versions_of
from cd40lg_annot.cli.knowledge_options import settings_of
from cd40lg_annot.cli.site_rows import COLUMNS, SHARED, SiteAnnotator
from cd40lg_annot.cli.sites import Placer, Site, sites_of_list
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.evidence.match import Knowledge
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.sites import ListedName, VcfSites, read_sites
from cd40lg_annot.io.streams import write_lines, write_vcf_lines
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build, Variant

Row = Sequence[str]


def annotate_file(options: argparse.Namespace) -> None:
    """Annotate the sites of one file; the ending of the output chooses the form.

    Raises:
        UnreadableFileError, BuildError, InputFaultsError: a file is at fault.
    """
    output: Path = options.output
    if not output.name.endswith((".tsv", ".json", ".vcf.gz")):
        raise UnreadableFileError(output, "its ending names no form", "end it in .tsv, .json or .vcf.gz")
    locus = read_locus()
    read = read_sites(options.inputs[0])
    knowledge = knowledge_of_options(options, locus)
    declared = Build(options.build) if options.build else None
    if isinstance(read, VcfSites):
        _annotate_vcf(read, Placer(read, locus, declared), locus, knowledge, options)
    else:
        _annotate_list(read, locus, knowledge, declared, options)


def _annotate_vcf(
    vcf: VcfSites, placer: Placer, locus: Locus, knowledge: Knowledge, options: argparse.Namespace
) -> None:
    annotator = _annotator(locus, knowledge, options, placer.variants())
    if options.output.name.endswith(".vcf.gz"):
        from cd40lg_annot.cli.csq import annotated_vcf

        write_vcf_lines(options.output, annotated_vcf(vcf, placer, annotator))
        return
    sites = (site for columns in vcf.records() for site in placer.sites(columns))
    _write_table(map(annotator.row, sites), options.output)


def _annotate_list(
    names: Sequence[ListedName],
    locus: Locus,
    knowledge: Knowledge,
    declared: Build | None,
    options: argparse.Namespace,
) -> None:
    sites = sites_of_list(names, locus, str(options.inputs[0]), declared, legacy=options.legacy)
    annotator = _annotator(locus, knowledge, options, _variants(sites))
    rows = annotator.rows(sites)
    if options.output.name.endswith(".vcf.gz"):
        from cd40lg_annot.cli.csq import vcf_of_list

        write_vcf_lines(options.output, vcf_of_list(sites, rows, locus))
    else:
        _write_table(rows, options.output)


def _annotator(
    locus: Locus,
    knowledge: Knowledge,
    options: argparse.Namespace,
    variants: Iterable[Variant],
) -> SiteAnnotator:
    """An annotator that has explained the variants, or taken their cells from the atlas."""
    wanted, settings = list(variants), settings_of(options)
    known = _from_atlas(knowledge, options.atlas, settings, wanted) if options.atlas else {}
    annotator = SiteAnnotator(locus, knowledge, known, settings)
    annotator.prepare(wanted)
    return annotator


def _from_atlas(
    knowledge: Knowledge, atlas: Path, settings: Settings, wanted: Sequence[Variant]
) -> dict[Variant, tuple[str, ...]]:
    from cd40lg_annot.io.atlas import fingerprint, read_atlas

    if settings.scheme != Settings().scheme:
        problem = f"its classes are by {Settings().scheme}, --scheme asks for {settings.scheme}"
        raise UnreadableFileError(atlas, problem, "leave out one of --atlas and --scheme")
    stamp = fingerprint(versions_of(knowledge), (*SHARED, settings.missense_predictor))
    return read_atlas(atlas, stamp, wanted)


def _variants(sites: Iterable[Site]) -> Iterator[Variant]:
    return (site.variant for site in sites if site.variant is not None)


def _write_table(rows: Iterable[Row], output: Path) -> None:
    if output.suffix == ".json":
        write_lines(output, _json_lines(rows))
    else:
        write_lines(output, ("\t".join(row) for row in chain((tuple(COLUMNS),), rows)))


def _json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A list with one record a line."""
    before = "["
    for row in rows:
        yield before
        before = json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + ","
    yield before.removesuffix(",")
    yield "]"
