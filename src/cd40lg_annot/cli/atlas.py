"""Annotate every small variant of the locus once, for looking up and for faster runs.

Writes two files into a folder: atlas.sqlite, which `annotate --atlas` reads instead of working its rows
out again, and index.html, a page that searches by name, position or residue and needs no network:

    cd40lg-annot atlas --output atlas
    cd40lg-annot annotate calls.vcf.gz --atlas atlas/atlas.sqlite --output calls.tsv

It holds every substitution of the locus, every 1-base insertion and 1-to-4-base deletion of the gene.
An atlas made with other tables or another version is refused by `annotate`, never used.
"""

import argparse
from pathlib import Path

from cd40lg_annot import __version__
from cd40lg_annot.cli.cell_source import atlas_stamp
from cd40lg_annot.cli.knowledge import knowledge_of_options
from cd40lg_annot.cli.knowledge_options import add_table_options, predictors_of
from cd40lg_annot.cli.shared_cells import cells_of
from cd40lg_annot.cli.site_rows import SHARED
from cd40lg_annot.cli.tools import tools_of
from cd40lg_annot.io.atlas import write_atlas
from cd40lg_annot.io.files import write_whole
from cd40lg_annot.io.protein_features import read_protein_features
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.scores import read_splice_index
from cd40lg_annot.model import Provenance
from cd40lg_annot.variant.atlas import atlas_variants

HELP = "annotate every small variant of the locus, as a searchable page and a cache"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--output", required=True, type=Path, metavar="FOLDER", help="folder to write into")
    add_table_options(parser)


def run(options: argparse.Namespace) -> None:
    """Annotate, and write both files."""
    from cd40lg_annot.report.atlas import atlas_page
    from cd40lg_annot.report.drawing.protein import Feature
    from cd40lg_annot.report.pictures import backdrop

    locus = read_locus()
    knowledge = knowledge_of_options(options, locus)
    settings = predictors_of(options)
    variants = atlas_variants(locus)
    rows = list(zip(variants, cells_of(variants, tools_of(locus, knowledge, settings)), strict=True))
    stamp = atlas_stamp(options, knowledge)
    write_atlas(options.output / "atlas.sqlite", stamp, SHARED, rows)

    known = [row for table in knowledge.tables for row in table.rows]
    features = [
        Feature(row["kind"], int(row["first"]), int(row["last"]), row["label"], row["source"])
        for row in read_protein_features()
    ]
    versions = (*knowledge.versions, read_splice_index().version)
    provenance = Provenance(__version__, locus.transcript.accession, locus.sha256, versions)
    page = atlas_page(rows, SHARED, backdrop(locus.transcript, known, features), locus, provenance)
    write_whole(options.output / "index.html", page)
