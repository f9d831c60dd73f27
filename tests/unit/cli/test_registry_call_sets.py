"""Call sets and tables as national registries and other years of ClinVar shape them, of our own making.

No (likely) pathogenic call may come out (likely) benign, whatever tables are at hand.
"""

import csv
import random

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Build, Classification

LOCUS = read_locus()
P, LP = Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC
BENIGN = {"benign", "likely_benign"}
# Published names and kinds of change that registries hold as (likely) pathogenic, beside the bundled ones.
NAMES = (
    "c.1A>G", "c.3G>A", "c.31C>T", "c.44_46del", "c.107T>A", "c.107T>G", "c.156+1G>A", "c.156+2T>C",
    "c.156+5G>A", "c.157-1G>A", "c.157-2A>G", "c.189del", "c.288+1G>A", "c.288+5G>C", "c.289-1G>C",
    "c.322_325del", "c.322G>T", "c.346+1G>T", "c.346+2T>C", "c.346+5G>A", "c.347-1G>A", "c.347-2A>G",
    "c.361C>T", "c.368C>A", "c.409+1G>A", "c.409+5G>A", "c.410-1G>A", "c.418T>C", "c.419G>C",
    "c.428A>T", "c.433T>G", "c.499G>T", "c.505_506del", "c.535_537del", "c.607_608insA", "c.608G>C",
    "c.619A>G", "c.654C>A", "c.658C>T", "c.719_720del", "c.761C>A", "c.761C>T", "c.786A>C",
)  # fmt: skip
POPULATION = (
    "# name: gnomAD\n# source: made\n# release: 2026-11-01\n# scope: complete\n"
    "hgvs_c\tallele_count\tallele_number\tallele_count_xy\tallele_number_xy\n"
    "c.655G>A\t400\t1000000\t120\t330000\n"
)


def known_pathogenic():
    tables = read_knowledge(LOCUS).tables
    rows = (row for table in tables if table.kind == "registry" for row in table.rows)
    return {row.variant for row in rows if row.variant and row.evidence.classification in (P, LP)}


def named():
    return [variant_of_cds_name(name, LOCUS) for name in NAMES]


def call_set(path, variants, build, seed=0):
    """A VCF without samples: each allele with bases that need not be there, some records with two alleles."""
    chance = random.Random(seed)
    reference = "GRCh37" if build is Build.GRCH37 else "GRCh38"
    lines = ["##fileformat=VCFv4.2", f"##reference={reference}", "##contig=<ID=X>",
             "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"]  # fmt: skip
    for variant in sorted(variants):
        left, right = chance.randrange(4), chance.randrange(4)
        start, end = variant.pos - 1 - left, variant.pos - 1 + len(variant.ref) + right
        before, after = LOCUS.bases(start, variant.pos - 1), LOCUS.bases(end - right, end)
        ref, alt = before + variant.ref + after, before + variant.alt + after
        pos = LOCUS.genomic_pos(start + 1, build)
        lines.append(f"X\t{pos}\t.\t{ref}\t{alt}\t.\t.\t.")
    path.write_text("\n".join(lines) + "\n")
    return path


def annotated(source, output, *arguments):
    assert main(["annotate", str(source), "--output", str(output), *map(str, arguments)]) == 0
    with output.open(newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {row["hgvs_c"].partition(":")[2]: row for row in rows}


@pytest.fixture
def population(tmp_path):
    path = tmp_path / "gnomad.tsv"
    path.write_text(POPULATION)
    return path


@pytest.mark.parametrize("build", list(Build))
@pytest.mark.parametrize("counted", [True, False])
def test_no_pathogenic_call_comes_out_benign(tmp_path, population, build, counted):
    variants = known_pathogenic() | set(named())
    source = call_set(tmp_path / "calls.vcf", variants, build)
    tables = ["--population", population] if counted else []
    for scheme in ("points", "2015"):
        rows = annotated(source, tmp_path / "out.tsv", *tables, "--scheme", scheme)
        assert len(rows) == len(variants)
        assert not {name: row for name, row in rows.items() if row["classification"] in BENIGN}


def test_what_the_dossier_works_out(tmp_path, population):
    """Last exon nonsense is 5 points without case evidence; Thr254Met's score reaches no PP3; Gly219Arg."""
    scores = tmp_path / "am.csv"
    scores.write_text("contig,build,pos,ref,alt,score\nX,GRCh38,136659390,C,T,0.7653\n")
    variants = [variant_of_cds_name(name, LOCUS) for name in ("c.655G>A", *NAMES)]
    source = call_set(tmp_path / "calls.vcf", variants, Build.GRCH38)
    predictor = ["--scores", f"{scores},name=AlphaMissense", "--missense-predictor", "AlphaMissense"]
    rows = annotated(source, tmp_path / "out.tsv", "--population", population, *predictor)
    for name in ("c.499G>T", "c.654C>A", "c.658C>T"):
        found = rows[name]["points"], rows[name]["criteria"], rows[name]["classification"]
        assert found == ("5", "PVS1_Strong,PM2_Supporting", "uncertain_significance")
    assert rows["c.761C>T"]["criteria"] == "PM2_Supporting,PM5_Supporting"
    assert rows["c.761C>T"]["clinvar_classification"].lower().startswith("pathogenic")
    assert rows["c.655G>A"]["classification"] in BENIGN
    alone = annotated(source, tmp_path / "alone.tsv")
    assert alone["c.655G>A"]["classification"] not in BENIGN


REGISTRIES = [
    # Words of a class in Japanese and English, positions on hg19.
    ("mgend.tsv", "Chr\tPos\tR\tA\tSignificance", {P: "病的", LP: "おそらく病的"}, "\t",
     {"contig": "Chr", "pos": "Pos", "ref": "R", "alt": "A", "classification": "Significance"}),
    ("jvar.csv", "chromosome,position,reference,alternate,clinical_significance",
     {P: "Pathogenic", LP: "Likely pathogenic"}, ",",
     {"contig": "chromosome", "pos": "position", "ref": "reference", "alt": "alternate",
      "classification": "clinical_significance"}),
    ("spain.csv", "CHROM,POS,REF,ALT,CLASE", {P: "Patogénica", LP: "Probablemente patogénica"}, ",",
     {"contig": "CHROM", "pos": "POS", "ref": "REF", "alt": "ALT", "classification": "CLASE"}),
    ("classes.csv", "c,p,r,a,acmg", {P: "Class 5", LP: "4 - likely pathogenic"}, ",",
     {"contig": "c", "pos": "p", "ref": "r", "alt": "a", "classification": "acmg"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "header", "words", "comma", "columns"), REGISTRIES, ids=lambda x: str(x)[:9]
)
def test_a_registrys_table_of_other_names_and_words(tmp_path, file, header, words, comma, columns):
    variants = dict.fromkeys(named(), P) | {variant_of_cds_name("c.761C>A", LOCUS): LP}
    lines = [header]
    for variant, stated in variants.items():
        pos = LOCUS.genomic_pos(variant.pos, Build.GRCH37)
        lines.append(comma.join(("chrX", str(pos), variant.ref, variant.alt, words[stated])))
    (tmp_path / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    output = tmp_path / "registry.tsv"
    pairs = [f"--column={ours}={theirs}" for ours, theirs in columns.items()]
    source = ["refresh", "table", "--from", str(tmp_path / file), "--output", str(output)]
    assert main([*source, "--name", "registry", "--build", "GRCh37", *pairs]) == 0
    found = {row.variant: row.evidence.classification for row in read_table(output, LOCUS).rows}
    assert found == variants
    rows = annotated(call_set(tmp_path / "calls.vcf", variants, Build.GRCH38), tmp_path / "out.tsv",
                     "--table", output)  # fmt: skip
    assert not [row for row in rows.values() if row["classification"] in BENIGN]


REVIEW, SINGLE = "CLNREVSTAT=criteria_provided", "CLNREVSTAT=criteria_provided,_single_submitter"
CONFLICTING, NONE = Classification.CONFLICTING, Classification.NOT_PROVIDED
CLINVAR_YEARS = {
    "20130118": ("CLNALLE=1;CLNSIG=5;CLNACC=RCV000011111.1", P, None),
    "20160531": ("CLNALLE=1;CLNSIG=5|4;CLNREVSTAT=mult|single", LP, 1),
    "2018-03-04": (f"CLNSIG=Pathogenic;{SINGLE}", P, 1),
    "2021-01-23": (f"CLNSIG=Pathogenic/Likely_pathogenic;{REVIEW},_multiple_submitters,_no_conflicts", LP, 2),
    "2022-06-04": (
        f"CLNSIG=Conflicting_interpretations_of_pathogenicity;{REVIEW},_conflicting_interpretations",
        CONFLICTING, 1,
    ),
    "2024-11-11": ("CLNSIG=Pathogenic|risk_factor;CLNREVSTAT=practice_guideline;ONC=Oncogenic", P, 4),
    "2026-10-05": (
        "CLNSIG=Likely_pathogenic,_low_penetrance/Likely_risk_allele;CLNREVSTAT=reviewed_by_expert_panel",
        LP, 3,
    ),
    "2026-10-06": (
        "CLNSIGINCL=11158:Pathogenic;CLNREVSTAT=no_classification_for_the_single_variant", NONE, 0,
    ),
    "2026-10-07": ("ONC=Benign;ONCREVSTAT=criteria_provided,_single_submitter", NONE, None),
}  # fmt: skip


@pytest.mark.parametrize("build", list(Build))
@pytest.mark.parametrize("day", CLINVAR_YEARS)
def test_clinvar_of_each_year_on_either_build(tmp_path, day, build):
    info, expected, stars = CLINVAR_YEARS[day]
    source, output = tmp_path / "clinvar.vcf", tmp_path / "clinvar.tsv"
    lines = call_set(source, named(), build, seed=3).read_text().splitlines()
    lines[1:1] = [f"##fileDate={day}", "##source=ClinVar"]
    lines = [line if line[0] == "#" else f"{line.removesuffix('.')}{info}" for line in lines]
    source.write_text("\n".join(lines) + "\n")
    assert main(["refresh", "clinvar", "--from", str(source), "--output", str(output)]) == 0
    rows = read_table(output, LOCUS).rows
    assert {row.variant for row in rows} == set(named())
    assert {(row.evidence.classification, row.evidence.stars) for row in rows} == {(expected, stars)}
