import gzip

import pysam
import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.score_tables import read_score_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Variant

LOCUS = read_locus()
MISSENSE, DONOR = Variant(16_214, "C", "T"), Variant(11_255, "G", "A")
INFO = '##INFO=<ID=SpliceAI,Number=.,Type=String,Description="SpliceAIv1.3.1 variant annotation.">\n'
COLUMN_LINE = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
HEAD = "# name: MMSplice\n# source: own run\n# release: 2.4\n"


def spliceai(path, *records, head="##reference=GRCh38\n"):
    rows = "".join("\t".join(record.split()) + "\n" for record in records)
    path.write_text(f"##fileformat=VCFv4.2\n{head}{INFO}{COLUMN_LINE}{rows}")
    return path


def a_table(path, text):
    path.write_text(HEAD + text)
    return path


def values(path):
    return {variant: score.value for variant, score in read_score_table(path, LOCUS).scores.items()}


def test_spliceai_is_read_for_this_gene_alone(tmp_path):
    path = spliceai(
        tmp_path / "s.vcf",
        "X 136654431 . G A,C . . SpliceAI=A|CD40LG|0.00|0.05|0.01|0.99|3|-9|7|-1,C|OTHER|1|1|1|1|1|1|1|1",
        "X 136659390 . C T . . SpliceAI=T|CD40LG|.|.|.|.|.|.|.|.",
        "X 5 . C T . . SpliceAI=T|CD40LG|0.9|0.9|0.9|0.9|1|1|1|1",
        "7 136659390 . C T . . SpliceAI=T|CD40LG|0.9|0.9|0.9|0.9|1|1|1|1",
    )
    table = read_score_table(path, LOCUS)
    (variant, score), *others = table.scores.items()
    assert (variant, others) == (DONOR, [])
    assert (score.predictor, score.value, score.version) == ("SpliceAI", 0.99, "1.3.1")
    assert score.event == "donor loss 1 base upstream"


@pytest.mark.parametrize(
    ("head", "pos"),
    [
        ("##reference=hg19\n", 135_736_590),
        ("##contig=<ID=X,length=155270560>\n", 135_736_590),
        ("", 135_736_590),
        ("", 136_654_431),
        ("##contig=<ID=chrX,length=156040895>\n", 136_654_431),
    ],
)
def test_the_build_comes_from_the_header_or_from_the_bases(tmp_path, head, pos):
    record = f"chrX {pos} . G A . . SpliceAI=A|CD40LG|0.00|0.05|0.01|0.99|3|-9|7|-1"
    assert values(spliceai(tmp_path / "s.vcf", record, head=head)) == {DONOR: 0.99}


def test_a_reference_base_that_is_not_there_is_refused(tmp_path):
    record = "chrX 136654431 . T A . . SpliceAI=A|CD40LG|0.00|0.05|0.01|0.99|3|-9|7|-1"
    with pytest.raises(AnnotationError, match="REF is T, but GRCh38 has G there"):
        read_score_table(spliceai(tmp_path / "s.vcf", record), LOCUS)
    with pytest.raises(AnnotationError, match="neither its header nor its bases"):
        read_score_table(spliceai(tmp_path / "s.vcf", record, head=""), LOCUS)


def test_an_indexed_file_gives_the_same(tmp_path):
    record = "X 136654431 . G A . . SpliceAI=A|CD40LG|0.00|0.05|0.01|0.99|3|-9|7|-1"
    plain = spliceai(tmp_path / "s.vcf", "1 5 . G A . . SpliceAI=A|CD40LG|1|1|1|1|1|1|1|1", record)
    (tmp_path / "z.vcf.gz").write_bytes(gzip.compress(plain.read_bytes()))
    pysam.tabix_compress(str(plain), str(tmp_path / "i.vcf.gz"))
    pysam.tabix_index(str(tmp_path / "i.vcf.gz"), preset="vcf")
    assert values(tmp_path / "i.vcf.gz") == values(tmp_path / "z.vcf.gz") == values(plain) == {DONOR: 0.99}


def test_a_table_with_a_map_of_its_columns(tmp_path):
    path = a_table(
        tmp_path / "t.tsv",
        "# build: GRCh38\n# column variant: ID\n# column score: delta\nID\texons\tdelta\n"
        "X:136654431:G>A\te3\t-4.1\nX:136654431:G>A\te4\t0.5\nchrX:136659390:C:['T']\te5\tNA\n1:5:A>C\te\t9\n",
    )
    assert values(path) == {DONOR: -4.1}


def test_a_table_by_c_name_and_by_position_meets_in_normal_form(tmp_path):
    path = a_table(
        tmp_path / "t.tsv",
        "contig\tbuild\tpos\tref\talt\thgvs_c\tscore\n"
        "chrX\tGRCh38\t136650293\tGAT\tGA\t\t0.25\n\t\t\t\t\tc.761C>T\t0.5\n",
    )
    assert sorted(values(path).values()) == [0.25, 0.5]
    assert variant_of_cds_name("c.189del", LOCUS) in values(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hgvs_c\tscore\nc.761C>T\thigh\n", "row 5, column score: is 'high'"),
        ("hgvs_c\tscore\nc.761G>T\t1\n", "row 5, column hgvs_c"),
        ("hgvs_c\tvalue\nc.761C>T\t1\n", "column score: is missing"),
        ("# column scor: value\nhgvs_c\tvalue\tscore\nc.761C>T\t1\t1\n", "'scor' is no column of ours"),
        ("hgvs_c\tscore\nc.761C>T\n", "row 5: has 1 fields, not 2"),
        ("variant\tscore\nrs123\t1\n", "row 5, column variant"),
    ],
)
def test_faults_are_told_with_row_and_column(tmp_path, text, message):
    with pytest.raises(AnnotationError) as caught:
        read_score_table(a_table(tmp_path / "t.tsv", text), LOCUS)
    assert message in str(caught.value)


def test_a_table_without_a_head_is_refused(tmp_path):
    (tmp_path / "t.tsv").write_text("hgvs_c\tscore\nc.761C>T\t1\n")
    with pytest.raises(AnnotationError, match="does not say its name, source, release"):
        read_score_table(tmp_path / "t.tsv", LOCUS)


def test_own_scores_are_shown_and_what_is_not_scored_stays_empty(tmp_path, capsys):
    path = a_table(tmp_path / "t.tsv", "hgvs_c\tscore\tevent\nc.761C>T\t0\t\nc.300_310inv\t0.7\tlost\n")
    (tmp_path / "names.txt").write_text("c.761C>T\nc.300_310inv\nc.5T>G\n")
    output = tmp_path / "o.tsv"
    command = ["annotate", str(tmp_path / "names.txt"), "--output", str(output), "--scores", str(path)]
    assert main(command) == 0
    head, *rows = [line.split("\t") for line in output.read_text().splitlines()]
    assert [row[head.index("own_scores")] for row in rows] == ["MMSplice 0", "MMSplice 0.7 (lost)", ""]
    assert main(["name", "c.300_310inv", "--scores", str(path)]) == 0
    assert "own score         MMSplice 0.7 (lost)" in capsys.readouterr().out


def test_spliceai_of_the_laboratory_counts_where_the_bundled_scores_are_silent(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text(
        HEAD.replace("MMSplice", "SpliceAI")
        + "hgvs_c\tscore\nc.289-30_289-25delinsG\t0.6\nc.289-40C>A\t0.6\n"
    )
    place = LOCUS.transcript.exons[2].start - 40
    base = LOCUS.sequence[place]
    other = "A" if base != "A" else "C"
    path.write_text(path.read_text().replace("c.289-40C>A", f"c.289-40{base}>{other}"))
    (tmp_path / "names.txt").write_text(f"c.289-30_289-25delinsG\nc.289-40{base}>{other}\n")
    output = tmp_path / "o.tsv"
    command = ["annotate", str(tmp_path / "names.txt"), "--output", str(output), "--scores", str(path)]
    assert main(command) == 0
    head, *rows = [line.split("\t") for line in output.read_text().splitlines()]
    assert ["PP3" in row[head.index("criteria")] for row in rows] == [True, False]
