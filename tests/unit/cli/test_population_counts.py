"""A laboratory's counts, from the file that gnomAD gives to the class in the output."""

import json

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.annotator import Annotator
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.cli.tools import tools_of
from cd40lg_annot.io.population import read_population_table
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.cds_names import variant_of_cds_name

LOCUS = read_locus()
# c.655G>A p.(Gly219Arg), 300 alleles with 90 males; c.509A>G p.(Tyr170Cys), one woman; a filtered site.
JSON = json.dumps({"data": {"region": {"variants": [
    {"variant_id": "X-136659284-G-A", "genome": None,
     "exome": {"ac": 300, "an": 900000, "homozygote_count": 1, "hemizygote_count": 90, "filters": [],
               "populations": [{"id": "XY", "ac": 90, "an": 300000}]}},
    {"variant_id": "X-136659138-A-G", "genome": None,
     "exome": {"ac": 1, "an": 900000, "homozygote_count": 0, "hemizygote_count": 0, "filters": [],
               "populations": [{"id": "XY", "ac": 0, "an": 300000}]}},
    {"variant_id": "X-136659390-C-T", "genome": None,
     "exome": {"ac": 9, "an": 900000, "homozygote_count": 0, "hemizygote_count": 9, "filters": ["AC0"],
               "populations": []}},
]}}})  # fmt: skip
CSV = (
    "gnomAD ID,Chromosome,Position,rsIDs,Reference,Alternate,Source,Filters - exomes,Filters - genomes,"
    "Transcript,HGVS Consequence,Allele Count,Allele Number,Allele Frequency,Homozygote Count,"
    "Hemizygote Count\n"
    "X-136659284-G-A,X,136659284,rs148594123,G,A,gnomAD Exomes,PASS,NA,x,p.Gly219Arg,300,900000,0.0003,1,90\n"
    "X-136659138-A-G,X,136659138,,A,G,gnomAD Exomes,PASS,NA,x,p.Tyr170Cys,1,900000,0.000001,0,0\n"
    "X-136659390-C-T,X,136659390,,C,T,gnomAD Exomes,AC0,NA,x,p.Thr254Met,9,900000,0.00001,0,9\n"
)
VCF = (
    "##fileformat=VCFv4.2\n##contig=<ID=chrX,length=156040895,assembly=gnomAD_GRCh38>\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    "chr1\t5\t.\tA\tG\t.\tPASS\tAC=1;AN=2\n"
    "chrX\t136659138\t.\tA\tG\t.\tPASS\tAC=1;AN=900000;AC_XX=1;AN_XX=600000;AC_XY=0;AN_XY=300000\n"
    "chrX\t136659284\t.\tG\tA\t.\tPASS\tAC=300;AN=900000;AC_XY=90;AN_XY=300000;nhomalt_XX=1\n"
    "chrX\t136659390\t.\tC\tT\t.\tAC0\tAC=9;AN=900000;AC_XY=9;AN_XY=300000\n"
)
FORMS = {"answer.json": JSON, "export.csv": CSV, "sites.vcf": VCF}
NAMES = ("c.655G>A", "c.509A>G", "c.761C>T", "c.499G>T")


def converted(tmp_path, form, *options):
    (tmp_path / form).write_text(FORMS[form])
    output = tmp_path / "gnomad.tsv"
    arguments = ["refresh", "gnomad", "--from", str(tmp_path / form), "--output", str(output), *options]
    return main(arguments), output


def annotated(tmp_path, *options):
    (tmp_path / "names.txt").write_text("\n".join(NAMES) + "\n")
    output = tmp_path / "o.tsv"
    assert main(["annotate", str(tmp_path / "names.txt"), "--output", str(output), *options]) == 0
    head, *rows = [line.split("\t") for line in output.read_text().splitlines()]
    return {name: dict(zip(head, row, strict=True)) for name, row in zip(NAMES, rows, strict=True)}


@pytest.mark.parametrize("form", FORMS)
def test_counts_reach_the_class(tmp_path, form):
    status, table = converted(tmp_path, form, "--build", "GRCh38")
    assert status == 0
    rows = annotated(tmp_path, "--population", str(table))
    common, woman, filtered, last_exon = (rows[name] for name in NAMES)
    assert (common["classification"], common["criteria"], common["hemizygotes"]) == ("benign", "BA1", "90")
    assert "PM2_Supporting" in woman["criteria"]
    assert "PM2" not in filtered["criteria"]
    # The last-exon stop: 4 points, and 1 once the counts show that it is absent.
    assert (last_exon["points"], last_exon["criteria"]) == ("5", "PVS1_Strong,PM2_Supporting")
    assert last_exon["classification"] == "uncertain_significance"
    without = annotated(tmp_path)
    assert (without["c.499G>T"]["points"], without["c.499G>T"]["criteria"]) == ("4", "PVS1_Strong")
    assert without["c.655G>A"]["criteria"] == ""


def test_the_three_forms_count_alike(tmp_path):
    found = []
    for form in FORMS:
        status, table = converted(tmp_path, form, "--build", "GRCh38", "--accept-fewer")
        assert status == 0
        counts = read_population_table(table, LOCUS).counts
        found.append(
            sorted((c.variant, c.allele_count, c.allele_number, c.allele_count_xy, c.filters) for c in counts)
        )
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 3


def test_an_export_has_to_say_its_build(tmp_path, capsys):
    assert converted(tmp_path, "export.csv")[0] == 1
    assert "does not say its build; add --build GRCh38" in capsys.readouterr().err
    assert converted(tmp_path, "export.csv", "--build", "GRCh37")[0] == 1


@pytest.mark.parametrize(
    ("rows", "name", "criteria", "verdict"),
    [
        # Seen in a man by a partial table: not absent, whatever other tables do not know.
        ("c.499G>T\t1\t100000\t1", "c.499G>T", "PVS1_Strong", "not_met"),
        # No allele among many: nobody has it, also where males are not counted apart.
        ("c.499G>T\t0\t1000000\t", "c.499G>T", "PVS1_Strong,PM2_Supporting", "met"),
        # 20 of a million: above BS1, below BA1.
        ("c.655G>A\t20\t1000000\t3", "c.655G>A", "BS1", "not_met"),
    ],
)
def test_what_one_row_amounts_to(tmp_path, rows, name, criteria, verdict):
    table = tmp_path / "own.tsv"
    scope = "complete" if verdict == "met" else "partial"
    table.write_text(
        f"# name: own\n# source: constructed\n# release: 2026\n# scope: {scope}\n"
        f"hgvs_c\tallele_count\tallele_number\tallele_count_xy\n{rows}\n"
    )
    assert annotated(tmp_path, "--population", str(table))[name]["criteria"] == criteria
    annotator = Annotator(tools_of(LOCUS, read_knowledge(LOCUS, population=[table])))
    assessment = annotator.annotated(variant_of_cds_name(name, LOCUS)).assessment
    lines = {line.criterion: line for line in assessment.criteria}
    assert lines["PM2"].verdict == verdict
    # Every input of the formula is printed beside the count and its confidence limit.
    for text in ("1.94e-06 x 1 x 1 / 1 = 1.94e-06", "95% limit", "times 5", "own 2026"):
        assert text in lines["BS1"].reason


def test_absence_from_a_small_table_is_no_absence(tmp_path):
    table = tmp_path / "own.tsv"
    table.write_text(
        "# name: our controls\n# source: constructed\n# release: 2026\n# scope: complete\n"
        "hgvs_c\tallele_count\tallele_number\tallele_count_xy\nc.655G>A\t1\t300\t0\n"
    )
    assert annotated(tmp_path, "--population", str(table))["c.499G>T"]["criteria"] == "PVS1_Strong"
