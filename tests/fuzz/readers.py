"""Every reader of a file that a stranger may have written, by name, and beginnings that get far into them."""

from pathlib import Path

from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.clinic import read_clinic
from cd40lg_annot.io.depth_bed import read_depth_bed
from cd40lg_annot.io.pedigree import read_pedigree, read_people
from cd40lg_annot.io.records import ExtractFile, InterpretFile, VariantsFile, read_record
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.refresh_settings import read_refresh_settings
from cd40lg_annot.io.risk_tables import read_evidence
from cd40lg_annot.io.samples import read_samples
from cd40lg_annot.io.sex_tables import read_sex_tables
from cd40lg_annot.io.sites import VcfSites, read_sites
from cd40lg_annot.io.tables import read_tables
from cd40lg_annot.model import Build, CheckedInputs, SampleRow
from cd40lg_annot.variant.reading import read_name
from vcfs import vcf_text

LOCUS = read_locus()
HEADS = [
    "sample\tvcf\tvcf_sample\n", "F P 0 0 1 2\n", "person\tdeceased\tage\n", "person\tkind\tresult\n",
    "person\tigm\tigm_unit\n", "# name: x\n# source: y\n# release: z\n# kind: registry\n# scope: partial\n",
    "sample_id,error,het_count\n", "#family_id\tsample_id\tsex\n", "{", "[[[[", "", "\ufeff",
    "chrX\t136648000\t136661000\t30\n", "proxy: [", "c.761C>T",
]  # fmt: skip
RECORD = "chrX 136659390 . C T,<DEL> 50 PASS END=136659400 GT:AD:DP:GQ 0/1:5,6,0:11:99"
SEEDS = [*(head.encode() for head in HEADS), vcf_text(RECORD).encode()]


def _sites(path: Path) -> None:
    found = read_sites(path)
    if isinstance(found, VcfSites):
        list(found.records())


def _vcf(path: Path) -> None:
    extracted_samples([SampleRow("S", str(path), "S", 2)], LOCUS)


READERS = {
    "samples": read_samples,
    "pedigree": read_pedigree,
    "people": lambda path: read_people(path, ()),
    "evidence": read_evidence,
    "clinic": read_clinic,
    "sexes": lambda path: read_sex_tables([path]),
    "table": lambda path: read_tables([path], LOCUS),
    "yaml": read_refresh_settings,
    "depth": lambda path: read_depth_bed(str(path), LOCUS, Build.GRCH38),
    "sites": _sites,
    "vcf": _vcf,
    "name": lambda path: read_name(path.read_bytes().decode("utf-8", "replace"), LOCUS),
    **{kind.__name__: lambda path, kind=kind: read_record(kind, path)
       for kind in (ExtractFile, VariantsFile, InterpretFile, CheckedInputs)},
}  # fmt: skip


def answered(read, *given):
    """Read; our own errors are answers, if each of their lines can be printed."""
    said = ""
    try:
        read(*given)
    except AnnotationError as error:
        said = str(error)
    assert all(line.isprintable() for line in said.splitlines())
