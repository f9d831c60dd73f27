"""Write every page, JSON record and VCF of one batch.

reads   results/interpret/B.json
writes  results/samples/<sample>/report.{html,pdf,json,fhir.json}, <sample>.vcf.gz and .tbi
        results/families/<family>/carrier_report.{html,pdf,json}, phenopacket.json
        results/families/<family>/extracts/<person>.{html,pdf}
        results/report/B.json, which lists them all, last

    cd40lg-annot report --interpreted results/interpret/B.json --results results
        --output results/report/B.json
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.cli.language_option import add_language_option, chosen_language
from cd40lg_annot.io import results as places
from cd40lg_annot.io.clinical import read_condition
from cd40lg_annot.io.files import write_whole, written_together
from cd40lg_annot.io.program import with_command
from cd40lg_annot.io.protein_features import read_protein_features
from cd40lg_annot.io.records import InterpretFile, as_json, read_record
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.vcf_writer import write_vcf
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import FamilyInterpretation, Person, Provenance
from cd40lg_annot.report.annotated_vcf import annotated_vcf
from cd40lg_annot.report.condition import Condition, condition_from
from cd40lg_annot.report.drawing.pedigree_symbols import CarrierMark
from cd40lg_annot.report.drawing.protein import Feature
from cd40lg_annot.report.exchange.fhir import fhir_bundle
from cd40lg_annot.report.exchange.own import own_report
from cd40lg_annot.report.exchange.phenopacket import phenopacket_family
from cd40lg_annot.report.extract import Extract
from cd40lg_annot.report.extracts import extracts
from cd40lg_annot.report.family import carrier_report
from cd40lg_annot.report.hiding import hidden_names, with_names_hidden
from cd40lg_annot.report.language import Language
from cd40lg_annot.report.pictures import Backdrop, backdrop, family_pictures, sample_pictures
from cd40lg_annot.report.sample import SampleReport, sample_report

HELP = "write the pages, JSON records and VCFs of one batch"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this subcommand."""
    parser.add_argument("--interpreted", type=Path, required=True, help="what `interpret` wrote")
    parser.add_argument("--results", type=Path, required=True, help="the results folder to write into")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a knowledge table of your own, drawn among the known variants; may be given more than once",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help="where to list the files written, with size and SHA-256, and the samples that failed (.json)",
    )
    add_language_option(parser)
    parser.add_argument(
        "--carrier-mark",
        choices=[mark.value for mark in CarrierMark],
        default=CarrierMark.DOT.value,
        help="how the pedigree marks a carrier: a dot, or half the symbol shaded (default: %(default)s)",
    )
    parser.add_argument(
        "--no-pdf", dest="pdf", action="store_false", help="write no PDFs: pages only, faster"
    )
    formats = "formats for other programs to write (default: all; none named: none)"
    parser.add_argument(
        "--exchange", nargs="*", choices=places.EXCHANGE, default=places.EXCHANGE, help=formats
    )


def run(options: argparse.Namespace) -> None:
    """Write the reports of every family and sample of the batch."""
    batch = read_record(InterpretFile, options.interpreted)
    locus = read_locus()
    provenance = with_command(batch.provenance, options.command_line)
    writer = _Writer(
        results=options.results,
        provenance=provenance,
        locus=locus,
        condition=condition_from(read_condition()),
        told=condition_from(read_condition(language=options.language)),
        language=chosen_language(options),
        mark=CarrierMark(options.carrier_mark),
        scene=_scene(locus, options.table),
        pdf=options.pdf,
        exchange=frozenset(options.exchange),
    )
    # The list of them, written after they are on the disk, is what tells that they are there.
    with written_together():
        for family in batch.families:
            hidden = writer.write_family(family)
            for sample in family.samples:
                writer.write_sample(sample_report(sample, family, provenance), sample.person, hidden)
    if options.output:
        files = _written(batch.families, options.results)
        failed = [asdict(item) for item in batch.failed]
        places.write_json({"files": files, "failed": failed}, options.output)


def _written(families: Iterable[FamilyInterpretation], results: Path) -> list[dict[str, Any]]:
    """Every file in the folders of these families and of their samples."""
    folders = [places.family_folder(results, family.family) for family in families]
    folders += [places.sample_folder(results, item.sample) for family in families for item in family.samples]
    files = [path for folder in folders for path in folder.rglob("*")]
    return places.listed(results, [path for path in files if not path.name.startswith(".partial-")])


def _scene(locus: Locus, tables: Sequence[Path]) -> Backdrop:
    rows = [row for table in read_knowledge(locus, tables).tables for row in table.rows]
    features = (
        Feature(row["kind"], int(row["first"]), int(row["last"]), row["label"], row["source"])
        for row in read_protein_features()
    )
    return backdrop(locus.transcript, rows, features)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every file of a batch is written with; `told` is the account in the reader's language."""

    results: Path
    provenance: Provenance
    locus: Locus
    condition: Condition
    told: Condition
    language: Language
    mark: CarrierMark
    scene: Backdrop
    pdf: bool
    exchange: frozenset[str]

    def write_family(self, family: FamilyInterpretation) -> Mapping[str, str]:
        """Write the files of a family; gives the number that stands for each name that is hidden."""
        from cd40lg_annot.report.page import carrier_page
        from cd40lg_annot.report.pdf import carrier_pdf

        report = carrier_report(family, self.provenance, self.condition)
        pictures = family_pictures(report, family.people, self.scene, self.mark, self.language)
        folder = places.family_folder(self.results, family.family)
        write_whole(folder / "carrier_report.json", as_json(report))
        hidden = hidden_names(family.people, pictures.numbers)
        report, pictures = with_names_hidden(report, hidden), with_names_hidden(pictures, hidden)
        report = replace(report, condition=self.told)
        write_whole(folder / "carrier_report.html", carrier_page(report, pictures, self.language))
        if self.pdf:
            write_whole(folder / "carrier_report.pdf", carrier_pdf(report, pictures, as_json, self.language))
        if "phenopacket" in self.exchange:
            packet = phenopacket_family(family, self.provenance, hidden)
            write_whole(places.family_phenopacket(self.results, family.family), as_json(packet))
        for sheet in extracts(family, self.provenance):
            self._write_extract(family.family, sheet)
        return hidden

    def _write_extract(self, family: str, sheet: Extract) -> None:
        from cd40lg_annot.report.page import extract_page
        from cd40lg_annot.report.pdf import extract_pdf

        path = places.extract_page(self.results, family, sheet.person)
        write_whole(path, extract_page(sheet, self.language))
        if self.pdf:
            document = extract_pdf(sheet, as_json, self.language)
            write_whole(path.with_name(f"{path.name.removesuffix('.html')}.pdf"), document)

    def write_sample(self, report: SampleReport, person: Person, hidden: Mapping[str, str]) -> None:
        """Write the files of a sample; its page says nobody's hidden name but the sample's own."""
        from cd40lg_annot.report.page import sample_page
        from cd40lg_annot.report.pdf import sample_pdf

        folder = places.sample_folder(self.results, report.sample)
        pictures = sample_pictures(report, self.scene, self.language)
        others = {name: number for name, number in hidden.items() if name != person.person}
        shown = with_names_hidden(report, others)
        write_whole(folder / "report.html", sample_page(shown, pictures, self.language))
        write_whole(folder / "report.json", as_json(report))
        if self.pdf:
            write_whole(folder / "report.pdf", sample_pdf(shown, pictures, as_json, self.language))
        if "fhir" in self.exchange:
            bundle = fhir_bundle(own_report(report, person))
            write_whole(places.sample_bundle(self.results, report.sample), as_json(bundle))
        write_vcf(annotated_vcf(report, self.locus), places.sample_vcf(self.results, report.sample))
