"""ClinVar's VCF of before October 2017, with numbers for classes and lists by allele."""

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Build, Classification

LOCUS = read_locus()
HEAD = (
    "##fileformat=VCFv4.0\n##fileDate=20170104\n##source=ClinVar and dbSNP\n##dbSNP_BUILD_ID=149\n"
    "##reference=GRCh37.p13\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
)


def converted(tmp_path, *records):
    source, output = tmp_path / "clinvar.vcf", tmp_path / "clinvar.tsv"
    source.write_text(HEAD + "".join(f"{record}\n" for record in records))
    status = main(["refresh", "clinvar", "--from", str(source), "--output", str(output)])
    return status, output


def a_record(name, info, more_alts=""):
    variant = variant_of_cds_name(name, LOCUS)
    pos = LOCUS.genomic_pos(variant.pos, Build.GRCH37)
    alts = variant.alt + more_alts
    return f"X\t{pos}\trs1\t{variant.ref}\t{alts}\t.\t.\tRS=193922136;CLNORIGIN=1;{info}"


def test_codes_are_words_and_alleles_stay_apart(tmp_path):
    status, output = converted(
        tmp_path,
        a_record("c.31C>T", "CLNALLE=1;CLNSIG=5|5;CLNREVSTAT=mult|no_criteria;CLNDBN=Hyper-IgM\\x2c_type_1"),
        a_record(
            "c.761C>T", "CLNALLE=2,1;CLNSIG=3,5|2;CLNREVSTAT=single,exp|single;CLNACC=RCV2.1,RCV1.1", ",A"
        ),
        a_record("c.655G>A", "CLNALLE=-1;CLNSIG=5;CLNREVSTAT=single"),
        a_record("c.368C>A", "CLNSIG=12;CLNREVSTAT=conf"),
    )
    assert status == 0
    rows = {row.variant: row.evidence for row in read_table(output, LOCUS).rows}
    first = rows[variant_of_cds_name("c.31C>T", LOCUS)]
    assert (first.classification, first.stars) == (Classification.PATHOGENIC, 0)
    assert first.condition == "Hyper-IgM, type 1"
    assert "codes 5|5" in first.note
    # The second allele of the list is the first of ALT: pathogenic against benign conflicts.
    assert rows[variant_of_cds_name("c.761C>T", LOCUS)].classification is Classification.CONFLICTING
    assert rows[variant_of_cds_name("c.761C>T", LOCUS)].accession == "RCV1.1"
    assert rows[variant_of_cds_name("c.761C>A", LOCUS)].classification is Classification.LIKELY_BENIGN
    assert rows[variant_of_cds_name("c.368C>A", LOCUS)].classification is Classification.CONFLICTING
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("info", "words"),
    [
        ("CLNALLE=1;CLNSIG=14;CLNREVSTAT=single", "unknown term '14'"),
        ("CLNALLE=1;CLNSIG=5;CLNREVSTAT=starry", "unknown term 'starry'"),
    ],
)
def test_an_unknown_code_stops_the_load(tmp_path, capsys, info, words):
    assert converted(tmp_path, a_record("c.31C>T", info))[0] == 1
    error = capsys.readouterr().err
    assert words in error
    assert "row 7" in error


OLD_SUMMARY = (
    "#AlleleID\tType\tName\tGeneID\tGeneSymbol\tHGNC_ID\tClinicalSignificance\tClinSigSimple\tLastEvaluated\t"
    "RS# (dbSNP)\tPhenotypeList\tAssembly\tChromosome\tStart\tStop\tReferenceAllele\tAlternateAllele\t"
    "ReviewStatus\tVariationID\n"
)


def a_summary_row(name, build="GRCh37", significance="Pathogenic", number="35812"):
    return (
        f"1\tSNV\t{name}\t959\tCD40LG\tHGNC:11935\t{significance}\t1\tOct 05, 2017\t193922136\t"
        f"Hyper-IgM\t{build}\tX\t1\t2\t-\tA\tcriteria provided, single submitter\t{number}\n"
    )


def test_a_summary_of_before_2020_is_read_by_its_c_names(tmp_path):
    source, output = tmp_path / "variant_summary.txt", tmp_path / "clinvar.tsv"
    name = "NM_000074.2(CD40LG):c.31C>T (p.Arg11Ter)"
    source.write_text(
        OLD_SUMMARY
        + a_summary_row(name)
        + a_summary_row(name, "GRCh38")
        + a_summary_row(
            "NM_000074.2(CD40LG):c.189delT (p.Lys63Asnfs)", number="9", significance="Likely pathogenic"
        )
        + a_summary_row("Xq26.3(chrX:1-2)x0", number="10")
    )
    assert main(["refresh", "variant-summary", "--from", str(source), "--output", str(output)]) == 0
    rows = {row.variant: row.evidence for row in read_table(output, LOCUS).rows}
    assert rows[variant_of_cds_name("c.31C>T", LOCUS)].date == "2017-10-05"
    assert rows[variant_of_cds_name("c.189del", LOCUS)].classification is Classification.LIKELY_PATHOGENIC
    assert len(rows) == 2


SUMMARY_OF_2013 = (
    "AlleleID\tType\tName\tGeneID\tGeneSymbol\tClinicalSignificance\tRS# (dbSNP)\tnsv (dbVar)\tRCVaccession\t"
    "TestedInGTR\tPhenotypeIDs\tOrigin\tAssembly\tChromosome\tStart\tStop\tCytogenetic\tReviewStatus\tHGVS(c.)\t"
    "HGVS(p.)\tNumberSubmitters\tLastEvaluated\tGuidelines\tOtherIDs"
)


def a_row_of_2013(number, name, hgvs_c, significance, review, build="GRCh37"):
    return (
        f"{number}\tSNV\t{name}\t959\tCD40LG\t{significance}\t-1\t-\tRCV00000{number};RCV00001{number}\tN\t"
        f"MedGen:C0398689\tgermline\t{build}\tX\t1\t2\tXq26.3\t{review}\t{hgvs_c}\t-\t1\t08 Mar 2012\t-\t-"
    )


def converted_summary(tmp_path, header, *rows):
    source, output = tmp_path / "variant_summary.txt", tmp_path / "clinvar.tsv"
    source.write_text("\n".join([header, *rows]) + "\n")
    status = main(["refresh", "variant-summary", "--from", str(source), "--output", str(output)])
    return status, output


def test_a_summary_of_2013_has_other_columns_and_words(tmp_path):
    single, multiple = "classified by single submitter", "classified by multiple submitters"
    status, output = converted_summary(
        tmp_path,
        SUMMARY_OF_2013,
        a_row_of_2013("1111", "NM_000074.2:c.31C>T", "NM_000074.2:c.31C>T", "Pathogenic", multiple),
        a_row_of_2013("1111", "NM_000074.2:c.31C>T", "NM_000074.2:c.31C>T", "Pathogenic", multiple, "NCBI36"),
        a_row_of_2013("2222", "CD40LG, ARG11", "NM_000074.2:c.761C>T", "Pathogenic;risk factor", single),
        a_row_of_2013("3333", "NM_000074.2(CD40LG):c.655G>A (p.Gly219Arg)", "-",
                      "conflicting data from submitters", "not classified by submitter"),
        a_row_of_2013("4444", "NM_000074.2(CD40LG):c.368C>A (p.Ala123Glu)", "-",
                      "Benign;Pathogenic", "reviewed by professional society"),
        a_row_of_2013("5555", "CD40LG, 1-BP DEL, 534T", "-", "Pathogenic", single),
    )  # fmt: skip
    assert status == 0
    rows = {row.variant: row.evidence for row in read_table(output, LOCUS).rows}
    found = {
        name: (item.classification, item.stars, item.accession, item.date)
        for name in ("c.31C>T", "c.761C>T", "c.655G>A", "c.368C>A")
        if (item := rows.pop(variant_of_cds_name(name, LOCUS)))
    }
    assert not rows
    day = "2012-03-08"
    assert found == {
        "c.31C>T": (Classification.PATHOGENIC, 2, "RCV000001111; RCV000011111", day),
        "c.761C>T": (Classification.PATHOGENIC, 1, "RCV000002222; RCV000012222", day),
        "c.655G>A": (Classification.CONFLICTING, 0, "RCV000003333; RCV000013333", day),
        "c.368C>A": (Classification.CONFLICTING, 4, "RCV000004444; RCV000014444", day),
    }
    assert "1 rows without a c. name of NM_000074 set aside" in output.read_text()


def test_a_summary_of_2015_gives_the_variation_under_its_old_name(tmp_path):
    row = a_row_of_2013("1111", "NM_000074.2:c.31C>T", "-", "Pathogenic", "classified by single submitter")
    status, output = converted_summary(tmp_path, f"#{SUMMARY_OF_2013}\tVariantID", f"{row}\t35812")
    assert status == 0
    (known,) = read_table(output, LOCUS).rows
    assert known.evidence.accession == "VCV000035812"


@pytest.mark.parametrize(
    ("significance", "review", "message"),
    [
        ("Pathogenik", "classified by single submitter", "row 2, column ClinicalSignificance: unknown term"),
        (
            "Pathogenic;so what",
            "classified by single submitter",
            "row 2, column ClinicalSignificance: unknown",
        ),
        (
            "Pathogenic",
            "classified by nobody",
            "row 2, column ReviewStatus: unknown term 'classified by nobody'",
        ),
    ],
)
def test_an_unknown_word_of_2013_stops_the_load(tmp_path, capsys, significance, review, message):
    row = a_row_of_2013("1111", "NM_000074.2:c.31C>T", "-", significance, review)
    assert converted_summary(tmp_path, SUMMARY_OF_2013, row)[0] == 1
    assert message in capsys.readouterr().err


def test_a_vcf_of_2014_reviews_in_its_own_codes(tmp_path):
    status, output = converted(
        tmp_path,
        a_record("c.31C>T", "CLNALLE=1;CLNSIG=5|5;CLNREVSTAT=mult|single;CLNSRC=.;CLNACC=RCV1.1|RCV2.1"),
        a_record("c.368C>A", "CLNALLE=1;CLNSIG=4;CLNREVSTAT=not"),
        a_record("c.655G>A", "CLNALLE=1;CLNSIG=2;CLNREVSTAT=prof"),
        a_record("c.761C>T", "CLNALLE=1;CLNSIG=255|5;CLNREVSTAT=exp|exp"),
        a_record("c.107T>G", "CLNALLE=1;CLNSIG=3"),
    )
    assert status == 0
    rows = {row.variant: row.evidence for row in read_table(output, LOCUS).rows}
    found = [
        (
            rows[variant_of_cds_name(name, LOCUS)].classification.value,
            rows[variant_of_cds_name(name, LOCUS)].stars,
        )
        for name in ("c.31C>T", "c.368C>A", "c.655G>A", "c.761C>T", "c.107T>G")
    ]
    assert found == [
        ("pathogenic", 1), ("likely_pathogenic", 0), ("benign", 4), ("pathogenic", 3), ("likely_benign", None)
    ]  # fmt: skip
