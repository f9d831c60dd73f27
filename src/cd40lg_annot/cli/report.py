"""Write every page, JSON record and VCF of one batch.

reads   results/interpret/B.json
writes  results/samples/<sample>/report.{html,json}, <sample>.vcf.gz and .tbi
        results/families/<family>/carrier_report.{html,json}

    cd40lg-annot report --interpreted results/interpret/B.json --results results
"""

import argparse
from pathlib import Path

from cd40lg_annot.io import results as places
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.files import write_whole
from cd40lg_annot.io.records import InterpretFile, as_json, read_record
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.vcf_writer import write_vcf
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import FamilyInterpretation, Provenance
from cd40lg_annot.report.annotated_vcf import annotated_vcf
from cd40lg_annot.report.condition import Condition, condition_from
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.sample import SampleReport, sample_report

HELP = "write the pages, JSON records and VCFs of one batch"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this subcommand."""
    parser.add_argument("--interpreted", type=Path, required=True, help="what `interpret` wrote")
    parser.add_argument("--results", type=Path, required=True, help="the results folder to write into")


def run(options: argparse.Namespace) -> None:
    """Write the reports of every family and sample of the batch."""
    batch = read_record(InterpretFile, options.interpreted)
    locus, condition = read_locus(), condition_from(read_condition())
    for family in batch.families:
        _write_family(family, batch.provenance, condition, options.results)
        for sample in family.samples:
            _write_sample(sample_report(sample, family, batch.provenance), locus, options.results)


def _write_family(
    family: FamilyInterpretation, provenance: Provenance, condition: Condition, results: Path
) -> None:
    from cd40lg_annot.report.page import carrier_page

    report = carrier_report(family, provenance, condition)
    folder = places.family_folder(results, family.family)
    write_whole(folder / "carrier_report.html", carrier_page(report))
    write_whole(folder / "carrier_report.json", as_json(report))


def _write_sample(report: SampleReport, locus: Locus, results: Path) -> None:
    from cd40lg_annot.report.page import sample_page

    folder = places.sample_folder(results, report.sample)
    write_whole(folder / "report.html", sample_page(report))
    write_whole(folder / "report.json", as_json(report))
    write_vcf(annotated_vcf(report, locus), places.sample_vcf(results, report.sample))
