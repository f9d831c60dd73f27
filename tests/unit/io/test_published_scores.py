"""Tables of scores as their makers publish them, and tables whose columns the laboratory names."""

import gzip
from pathlib import Path

import pysam
import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.score_tables import read_score_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name

LOCUS = read_locus()
T254M, K143I = variant_of_cds_name("c.761C>T", LOCUS), variant_of_cds_name("c.428A>T", LOCUS)
HG38, HG19 = 136_659_390, 135_741_549

ALPHAMISSENSE = (
    "# Copyright 2023 DeepMind Technologies Limited\n#\n# Licensed under CC BY-NC-SA 4.0 license\n"
    "#CHROM\tPOS\tREF\tALT\tgenome\tuniprot_id\ttranscript_id\tprotein_variant\tam_pathogenicity\tam_class\n"
    "chr1\t69094\tG\tT\thg38\tQ8NH21\tENST00000335137.4\tV2L\t0.2937\tlikely_benign\n"
    "chrX\t{pos}\tC\tT\t{genome}\tP29965\tENST00000370629.7\tT254M\t0.7653\tlikely_pathogenic\n"
    "chrX\t{pos}\tC\tT\t{genome}\tQ8NH21\tENST00000335137.4\tV2L\t0.9999\tlikely_pathogenic\n"
)
BY_CHANGE = (
    "# Copyright 2023 DeepMind Technologies Limited\n"
    "uniprot_id\tprotein_variant\tam_pathogenicity\tam_class\n"
    "A0A024R1R8\tM1A\t0.9\tlikely_pathogenic\nP29965\tT254M\t0.7653\tlikely_pathogenic\n"
    "P29965\tK143I\t0.95\tlikely_pathogenic\n"
)
REVEL = (
    "chr,hg19_pos,grch38_pos,ref,alt,aaref,aaalt,REVEL,Ensembl_transcriptid\n"
    "1,35142,35142,G,A,T,M,0.027,ENST00000417324\n"
    "X,135741549,.,C,A,T,K,0.1,ENST00000370629\n"
    "X,135741549,136659390,C,T,T,M,0.9,ENST00000000001\n"
    "X,135741549,136659390,C,T,T,M,0.62,ENST00000370629;ENST00000370628\n"
)
CADD = (
    "## CADD GRCh38-v1.7 (c) University of Washington\n#Chrom\tPos\tRef\tAlt\tRawScore\tPHRED\n"
    "1\t10001\tT\tA\t0.7\t8.4\nX\t136659390\tC\tT\t3.9\t24.9\n"
)


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def the_score(source):
    """The one score of a table: allele, predictor, value, release."""
    table = read_score_table(str(source), LOCUS)
    ((place, score),) = [*table.scores.items(), *table.by_change.items()]
    return place, score.predictor, score.value, score.version


@pytest.mark.parametrize(("pos", "genome"), [(HG38, "hg38"), (HG19, "hg19")])
def test_alphamissense_by_allele_of_either_build(tmp_path, pos, genome):
    path = written(tmp_path / "am.tsv", ALPHAMISSENSE.format(pos=pos, genome=genome))
    assert the_score(path) == (T254M, "AlphaMissense", 0.7653, "release not stated")
    packed = tmp_path / "am.tsv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert the_score(f"{packed},release=2023-09")[2:] == (0.7653, "2023-09")


def test_alphamissense_indexed(tmp_path):
    path = written(tmp_path / "am.tsv", ALPHAMISSENSE.format(pos=HG38, genome="hg38"))
    pysam.tabix_compress(str(path), str(tmp_path / "i.tsv.gz"))
    pysam.tabix_index(str(tmp_path / "i.tsv.gz"), seq_col=0, start_col=1, end_col=1)
    assert the_score(tmp_path / "i.tsv.gz")[:3] == (T254M, "AlphaMissense", 0.7653)


def test_alphamissense_by_residue_change_scores_every_allele_that_makes_it(tmp_path):
    path = written(tmp_path / "aa.tsv", BY_CHANGE)
    table = read_score_table(path, LOCUS)
    assert {change: score.value for change, score in table.by_change.items()} == {
        "Thr254Met": 0.7653,
        "Lys143Ile": 0.95,
    }
    (tmp_path / "names.txt").write_text("c.761C>T\nc.761_762delinsTT\nc.428A>T\nc.762G>A\n")
    output = tmp_path / "o.tsv"
    arguments = ["annotate", str(tmp_path / "names.txt"), "--scores", str(path), "--output", str(output)]
    assert main(arguments) == 0
    head, *rows = [line.split("\t") for line in output.read_text().splitlines()]
    cells = [row[head.index("own_scores")] for row in rows]
    assert cells[0] == "AlphaMissense 0.7653 (of the residue change Thr254Met)"
    assert [bool(cell) for cell in cells] == [True, False, True, False]


def test_another_proteins_residues_are_refused_where_no_column_says_whose_they_are(tmp_path):
    path = written(tmp_path / "aa.csv", "protein_variant,am_pathogenicity,am_class\nV2L,0.3,x\n")
    with pytest.raises(AnnotationError, match=r"row 2, column protein_variant: .*has Ile at residue 2"):
        read_score_table(path, LOCUS)


def test_revel_of_our_transcript(tmp_path):
    assert the_score(written(tmp_path / "r.csv", REVEL))[:3] == (T254M, "REVEL", 0.62)
    older = "\n".join(",".join(line.split(",")[:2] + line.split(",")[3:8]) for line in REVEL.splitlines()[:2])
    older += "\nX,135741549,C,T,T,M,0.62\n"
    assert the_score(written(tmp_path / "old.csv", older))[:3] == (T254M, "REVEL", 0.62)


def test_cadd_says_its_build_and_release(tmp_path):
    assert the_score(written(tmp_path / "c.tsv", CADD)) == (T254M, "CADD", 24.9, "1.7")


def test_a_head_counts_also_where_the_column_names_are_marked(tmp_path):
    head = "# name: MaxEntScan\n# source: own run\n# release: 2\n# build: GRCh38\n"
    path = written(tmp_path / "m.tsv", f"{head}#CHROM\tPOS\tREF\tALT\tscore\nX\t{HG38}\tC\tT\t-3.5\n")
    assert the_score(path) == (T254M, "MaxEntScan", -3.5, "2")


def test_a_table_of_many_predictors_by_transcript(tmp_path):
    """dbNSFP writes one score for each transcript, parted by semicolons."""
    path = written(
        tmp_path / "dbnsfp.tsv",
        "#chr\tpos(1-based)\tref\talt\tEnsembl_transcriptid\tREVEL_score\tCADD_phred\n"
        "X\t136659390\tC\tT\tENST00000370628;ENST00000370629\t0.1;0.7\t24.9\n",
    )
    column = "contig=chr,pos=pos(1-based),transcript=Ensembl_transcriptid,build=GRCh38"
    assert the_score(f"{path},name=revel,release=5.1,score=REVEL_score,{column}") == (
        T254M,
        "REVEL",
        0.7,
        "5.1",
    )


def test_info_fields_of_a_vcf(tmp_path):
    head = "##fileformat=VCFv4.2\n##reference=GRCh38\n"
    head += '##INFO=<ID=AM,Number=A,Type=Float,Description="AlphaMissense">\n'
    head += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    path = written(tmp_path / "s.vcf", f"{head}chrX\t136659390\t.\tC\tT,A\t.\t.\tDP=3;AM=0.7,.\n")
    assert the_score(f"{path},name=alphamissense,score=AM")[:3] == (T254M, "AlphaMissense", 0.7)
    path = written(tmp_path / "s.vcf", f"{head}chrX\t136659390\t.\tC\tT,A\t.\t.\tAM=0.7\n")
    with pytest.raises(AnnotationError, match="row 5, column INFO/AM: has 1 values for 2 alternate"):
        read_score_table(f"{path},score=AM", LOCUS)
    with pytest.raises(AnnotationError, match="describes no INFO/REVEL"):
        read_score_table(f"{path},score=REVEL", LOCUS)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("score=PHRED", "does not say its name, source, release"),
        ("nam=CADD,score=PHRED", "'nam' is no key of a file of scores"),
        ("name=CADD,score=Phred", "column Phred: is missing"),
        ("name=CADD", "column score: is missing"),
        ("name=REVEL,score=PHRED", "is 24.9, but REVEL runs from 0 to 1"),
        ("name=CADD,score=RawScore,build=GRCh37", "REF is C, but GRCh37"),
    ],
)
def test_what_cannot_be_told_is_refused(tmp_path, keys, message):
    path = written(
        tmp_path / "c.tsv", "chrom\tpos\tref\talt\tRawScore\tPHRED\nX\t136659390\tC\tT\t3.9\t24.9\n"
    )
    if "GRCh37" in keys:
        path.write_text(path.read_text().replace("136659390", "135741550"))
    with pytest.raises(AnnotationError) as caught:
        read_score_table(f"{path},{keys}" if "build" in keys else f"{path},build=GRCh38,{keys}", LOCUS)
    assert message in str(caught.value)


def test_a_zip_archive_and_a_truncated_file_are_refused(tmp_path):
    path = tmp_path / "am.tsv.gz"
    path.write_bytes(gzip.compress(ALPHAMISSENSE.format(pos=HG38, genome="hg38").encode() * 50)[:-9])
    with pytest.raises(AnnotationError, match="cut short or damaged"):
        read_score_table(path, LOCUS)


def annotated(tmp_path, *options):
    (tmp_path / "names.txt").write_text("c.761C>T\nc.428A>T\nc.761C>A\n")
    output = tmp_path / "o.tsv"
    status = main(["annotate", str(tmp_path / "names.txt"), "--output", str(output), *options])
    if status:
        return status
    head, *rows = [line.split("\t") for line in output.read_text().splitlines()]
    return [row[head.index("criteria")] for row in rows]


def test_only_the_named_predictor_counts_and_beside_pm1_no_further_than_strong(tmp_path):
    scores = ["--scores", str(written(tmp_path / "aa.tsv", BY_CHANGE.replace("0.95", "0.995")))]
    scores += ["--scores", str(written(tmp_path / "r.csv", REVEL.replace("0.62", "0.95")))]
    assert not any("PP3" in cell for cell in annotated(tmp_path, *scores))
    by_am = annotated(tmp_path, *scores, "--missense-predictor", "AlphaMissense")
    # T254M scores 0.7653, below the first limit, 0.792; K143I is strong, and PM1 leaves room for moderate.
    assert ["PP3" in cell for cell in by_am] == [False, True, False]
    assert "PP3_Moderate" in by_am[1]
    assert "PP3_Strong" in annotated(tmp_path, *scores, "--missense-predictor", "REVEL")[0]


def test_a_predictor_without_scores_or_thresholds_stops_the_run(tmp_path, capsys):
    assert annotated(tmp_path, "--missense-predictor", "REVEL") == 1
    assert "REVEL is in none of the files of scores (none is given)" in capsys.readouterr().err
    assert annotated(tmp_path, "--missense-predictor", "PolyPhen") == 1
    assert "use one of REVEL, AlphaMissense, BayesDel, CADD" in capsys.readouterr().err
