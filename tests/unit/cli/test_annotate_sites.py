import csv
import gzip
import json
import shutil
import subprocess

import pysam
import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.site_rows import COLUMNS

FIRST = """
contig pos ref alt build norm_pos norm_ref norm_alt hgvs_g hgvs_c hgvs_p
consequence impact exon intron residue nmd clinvar_classification clinvar_stars
clinvar_accession splice_max splice_event population_af hemizygotes classification points criteria
""".split()  # noqa: SIM905 - as the issue prints them
HEAD_38 = "##fileformat=VCFv4.3\n##contig=<ID=chrX,length=156040895>\n"
COLUMN_LINE = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"


def a_vcf(path, *records, head=HEAD_38, columns=COLUMN_LINE):
    lines = [record if "\t" in record else "\t".join(record.split()) for record in records]
    path.write_text(head + columns + "\n" + "\n".join(lines) + "\n")
    return path


def annotated(tmp_path, source, ending="tsv", *options):
    output = tmp_path / f"out.{ending}"
    status = main(["annotate", str(source), "--output", str(output), *options])
    assert status == 0
    if ending == "json":
        return json.loads(output.read_text())
    if ending == "tsv":
        with output.open() as lines:
            return list(csv.DictReader(lines, delimiter="\t"))
    return output


def test_columns_begin_as_agreed():
    assert list(COLUMNS)[: len(FIRST)] == FIRST


def test_one_row_for_each_allele_in_input_order_none_dropped(tmp_path):
    source = a_vcf(
        tmp_path / "in.vcf",
        "chr1 100 . A C . . .",
        "chrX 136659390 . C T,G,CA . . .",
        "chrX 136648396 . T C . . .",
        "chrX 136659400 . C <DEL>,* . . .",
        "chrX 136000000 . A C . . .",
        "chrX 136659390 . A T . . .",
        head=HEAD_38 + "##contig=<ID=chr1,length=248956422>\n",
    )
    rows = annotated(tmp_path, source)
    assert [(row["contig"], row["pos"], row["alt"]) for row in rows] == [
        ("chr1", "100", "C"),
        ("chrX", "136659390", "T"),
        ("chrX", "136659390", "G"),
        ("chrX", "136659390", "CA"),
        ("chrX", "136648396", "C"),
        ("chrX", "136659400", "<DEL>"),
        ("chrX", "136659400", "*"),
        ("chrX", "136000000", "C"),
        ("chrX", "136659390", "T"),
    ]
    notes = [row["note"].partition(":")[0] for row in rows]
    outside, unnamed = "outside the locus", "not named here"
    assert notes == [outside, "", "", "", "", unnamed, unnamed, outside, unnamed]
    assert rows[1]["hgvs_p"] == "NP_000065.1:p.(Thr254Met)"
    assert rows[1]["clinvar_classification"] == "Pathogenic"
    assert rows[4]["classification"] == "benign"
    assert "has C" in rows[8]["note"]


def test_both_builds_give_the_same_names(tmp_path):
    on_38 = a_vcf(tmp_path / "a.vcf", "chrX 136650293 . GAT GA . . .")
    on_37 = a_vcf(
        tmp_path / "b.vcf",
        "X 135732452 . GAT GA . . .",
        head="##fileformat=VCFv4.2\n##contig=<ID=X,length=155270560>\n",
    )
    first, second = annotated(tmp_path, on_38)[0], annotated(tmp_path, on_37)[0]
    assert first["hgvs_c"] == second["hgvs_c"] == "NM_000074.3:c.189del"
    assert (first["build"], second["build"]) == ("GRCh38", "GRCh37")
    assert (first["norm_pos"], second["norm_pos"]) == ("136650294", "135732453")
    assert second["hgvs_g"] == "NC_000023.10:g.135732457del"


def test_a_vcf_that_tells_no_build_needs_one(tmp_path, capsys):
    head = "##fileformat=VCFv4.2\n"
    source = a_vcf(tmp_path / "in.vcf", "X 136659390 . C T . . .", head=head)
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv")]) == 1
    assert "--build" in capsys.readouterr().err
    assert annotated(tmp_path, source, "tsv", "--build", "GRCh38")[0]["hgvs_c"] == "NM_000074.3:c.761C>T"


def test_a_plain_list_of_names(tmp_path):
    source = tmp_path / "names.txt"
    source.write_text("# of a paper\nc.761C>T\n\nX-135741549-C-T\np.Trp140Ter\n")
    rows = annotated(tmp_path, source)
    assert [row["hgvs_c"].partition(":")[2] for row in rows] == [
        "c.761C>T",
        "c.761C>T",
        "c.419G>A",
        "c.420G>A",
    ]


def test_a_name_elsewhere_is_a_marked_row_and_not_the_end_of_the_list(tmp_path):
    elsewhere = ["NC_000023.11:g.1C>T", "NC_000001.11:g.5A>T", "X-5-A-T", "chr7-100-A-G", "c.-90000A>G"]
    source = tmp_path / "names.txt"
    source.write_text("\n".join(["c.761C>T", *elsewhere]) + "\n")
    first, *others = annotated(tmp_path, source)
    assert (first["hgvs_c"], first["typed"], first["note"]) == ("NM_000074.3:c.761C>T", "c.761C>T", "")
    assert [row["typed"] for row in others] == elsewhere
    assert {(row["hgvs_c"], row["pos"], row["note"]) for row in others} == {("", "", "outside the locus")}


def test_whole_exons_in_a_list_have_their_name_and_no_alleles(tmp_path):
    source = tmp_path / "names.txt"
    source.write_text("exon 2 deletion\nc.(288+1_289-1)_(409+1_410-1)dup\n")
    two, three = annotated(tmp_path, source)
    assert two["hgvs_c"] == "NM_000074.3:c.(156+1_157-1)_(288+1_289-1)del"
    assert (two["hgvs_p"], two["exon"], two["alt"]) == ("NP_000065.1:p.?", "2/5", "")
    assert two["note"] == "exon 2 lost: 132 coding bases, in frame"
    assert (three["exon"], three["typed"]) == ("3-4/5", "c.(288+1_289-1)_(409+1_410-1)dup")


def test_a_list_tells_what_name_would_tell(tmp_path):
    source = tmp_path / "names.txt"
    source.write_text("c.[189del;195dup]\nc.761C>T (p.Thr254Lys)\nNM_000074.2:c.761C>T\np.Trp140Ter\n")
    notes = [row["note"] for row in annotated(tmp_path, source)]
    together = "On one chromosome, together NM_000074.3:c.[189del;195dup], "
    assert notes[:2] == [f"{together}NP_000065.1:p.(Phe63_Phe65delinsLeuTyrSer)."] * 2
    assert notes[2] == "The name came with p.Thr254Lys; this allele gives NP_000065.1:p.(Thr254Met)."
    assert "read on NM_000074.3" in notes[3]
    assert notes[4] == notes[5] == "2 alleles fit this name; which one it is, only the DNA tells."


def test_rows_of_a_list_without_alleles_stand_in_the_header_of_a_vcf(tmp_path):
    source = tmp_path / "names.txt"
    source.write_text("c.761C>T\nNC_000023.11:g.1C>T\nexon 2 deletion\n")
    with pysam.VariantFile(str(annotated(tmp_path, source, "vcf.gz"))) as read:
        told = [dict(record) for record in read.header.records if record.key == "cd40lg_annot_no_record"]
        assert [record.pos for record in read] == [136659390]
    assert [record["Name"] for record in told] == ['"NC_000023.11:g.1C>T"', '"exon 2 deletion"']
    assert told[0]["CSQ"].endswith('|outside_the_locus"')
    assert "NM_000074.3:c.(156+1_157-1)_(288+1_289-1)del" in told[1]["CSQ"]


def test_a_list_with_columns(tmp_path):
    source = tmp_path / "list.tsv"
    source.write_text("id\tcontig\tpos\tref\talt\na\tX\t135741549\tC\tT\nb\t7\t100\tA\tG\n")
    rows = annotated(tmp_path, source)
    assert [(row["hgvs_c"], row["build"], row["note"]) for row in rows] == [
        ("NM_000074.3:c.761C>T", "GRCh37", ""),
        ("", "GRCh38", "outside the locus"),
    ]


def test_all_faults_of_a_list_are_told_with_their_lines(tmp_path, capsys):
    source = tmp_path / "names.txt"
    source.write_text("c.761C>T\nc.761G>T\nnonsense\n")
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "names.txt, row 2: c.761G>T contradicts the reference" in lines[0]
    assert "names.txt, row 3: nonsense" in lines[1]


def test_json_has_the_columns_of_the_table(tmp_path):
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . .")
    assert list(annotated(tmp_path, source, "json")[0]) == list(COLUMNS)


@pytest.mark.parametrize("ending", ["vcf.gz", "bcf"])
def test_compressed_inputs_read_as_the_text_does(tmp_path, ending):
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . .")
    other = tmp_path / f"in.{ending}"
    with (
        pysam.VariantFile(str(source)) as read,
        pysam.VariantFile(str(other), "wb" if ending == "bcf" else "wz", header=read.header) as written,
    ):
        for record in read:
            written.write(record)
    assert annotated(tmp_path, other) == annotated(tmp_path, source)


def test_a_truncated_file_is_refused(tmp_path, capsys):
    source = tmp_path / "in.vcf.gz"
    source.write_bytes(gzip.compress((HEAD_38 + COLUMN_LINE + "\n").encode() * 500)[:-20])
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv")]) == 1
    assert "truncated" in capsys.readouterr().err


def test_vcf_output_keeps_the_input_and_adds_a_field(tmp_path):
    source = a_vcf(
        tmp_path / "in.vcf",
        "chrX\t136648395\t.\tT\tA\t9\tPASS\t.\tGT\t0/1",
        "chrX\t136659390\trs1\tC\tT,G\t50\tPASS\tDP=3\tGT\t1/2",
        head=HEAD_38 + '##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">\n'
        '##FILTER=<ID=PASS,Description="passed">\n##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">\n',
        columns=COLUMN_LINE + "\tFORMAT\tS1",
    )
    output = annotated(tmp_path, source, "vcf.gz")
    with pysam.VariantFile(str(output)) as read:
        described = read.header.info["CSQ"].description
        fields = described.partition("Format: ")[2].split("|")
        records = list(read)
    assert len(records) == 2
    assert records[1].info["DP"] == 3
    assert records[1].samples["S1"]["GT"] == (1, 2)
    entries = [dict(zip(fields, entry.split("|"), strict=True)) for entry in records[1].info["CSQ"]]
    assert [entry["Allele"] for entry in entries] == ["T", "G"]
    assert entries[0]["HGVSc"] == "NM_000074.3:c.761C>T"
    with gzip.open(output, "rt") as text:
        header = [line for line in text if line.startswith("##")]
    assert all(any(f"=<ID={field},Description=" in line for line in header) for field in fields)


def test_vcf_output_says_of_each_allele_without_names_why(tmp_path):
    source = a_vcf(
        tmp_path / "in.vcf",
        "chr7 5 . A T,C . . .",
        "chrX 136659390 . C T,<DEL> . . .",
        "chrX 136659391 . T A . . .",
    )
    with pysam.VariantFile(str(annotated(tmp_path, source, "vcf.gz"))) as read:
        fields = read.header.info["CSQ"].description.partition("Format: ")[2].split("|")
        found = [
            (record.pos, entry["Allele"], entry["SYMBOL"], entry["note"].replace("_", " "))
            for record in read
            for text in record.info["CSQ"]
            for entry in [dict(zip(fields, text.split("|"), strict=True))]
        ]
    assert found == [
        (5, "T", "", "outside the locus"),
        (5, "C", "", "outside the locus"),
        (136659390, "T", "CD40LG", ""),
        (136659390, "<DEL>", "", "not named here: symbolic allele%2C breakend%2C * or unknown bases"),
        (136659391, "A", "", "not named here: REF contradicts the reference%2C which has G"),
    ]


def test_an_annotation_of_another_program_is_kept(tmp_path):
    head = HEAD_38 + '##INFO=<ID=CSQ,Number=.,Type=String,Description="VEP. Format: Allele|Consequence">\n'
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . CSQ=T|missense_variant", head=head)
    with pysam.VariantFile(str(annotated(tmp_path, source, "vcf.gz"))) as read:
        record = next(iter(read))
        assert record.info["CSQ"] == ("T|missense_variant",)
        assert "c.761C>T" in record.info["CD40LG_CSQ"][0]


@pytest.mark.skipif(not shutil.which("bcftools"), reason="bcftools is not installed")
def test_split_vep_reads_the_field(tmp_path):
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . .", "chrX 136659391 . G A . . .")
    output = annotated(tmp_path, source, "vcf.gz")
    query = ["bcftools", "+split-vep", "-f", "%HGVSp %Consequence %Protein_position\n", str(output)]
    found = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    assert found.splitlines() == [
        "NP_000065.1:p.(Thr254Met) missense_variant 254",
        "NP_000065.1:p.(Thr254%3D) synonymous_variant 254",
    ]


def test_an_ending_that_names_no_form_is_refused(tmp_path, capsys):
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . .")
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.txt")]) == 1
    assert ".tsv, .json or .vcf.gz" in capsys.readouterr().err


def test_unsorted_records_keep_their_order_and_have_no_index(tmp_path):
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . .", "chrX 136648396 . T C . . .")
    output = annotated(tmp_path, source, "vcf.gz")
    assert not output.with_name("out.vcf.gz.tbi").exists()
    with gzip.open(output, "rt") as text:
        assert [line.split("\t")[1] for line in text if line[0] != "#"] == ["136659390", "136648396"]
    in_order = a_vcf(tmp_path / "in.vcf", "chrX 136648396 . T C . . .", "chrX 136659390 . C T . . .")
    annotated(tmp_path, in_order, "vcf.gz")
    assert output.with_name("out.vcf.gz.tbi").exists()


def test_a_file_that_ends_early_leaves_no_output(tmp_path, capsys):
    record = "chrX\t136659390\t.\tC\tT\t.\t.\t.\n"
    whole = gzip.compress((HEAD_38 + COLUMN_LINE + "\n" + record * 50_000).encode())
    source = tmp_path / "in.vcf.gz"
    source.write_bytes(whole[:-100])
    output = tmp_path / "o.tsv"
    assert main(["annotate", str(source), "--output", str(output)]) == 1
    assert "truncated" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in.vcf.gz"]


def test_a_line_that_is_no_record_is_told_with_its_number(tmp_path, capsys):
    source = a_vcf(tmp_path / "in.vcf", "chrX 136659390 . C T . . .", "chrX x . C T . . .")
    assert main(["annotate", str(source), "--output", str(tmp_path / "o.tsv")]) == 1
    assert "in.vcf, row 5" in capsys.readouterr().err
