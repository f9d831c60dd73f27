"""Tables of other makers become the one schema, and what is wrong in them is named by row and column."""

import random

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.errors import InputFaultsError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Build, Classification, Variant

LOCUS = read_locus()
THR254MET = variant_of_cds_name("c.761C>T", LOCUS)
DELETION = variant_of_cds_name("c.322_325del", LOCUS)

NAMES = """
#AlleleID Type Name GeneID GeneSymbol HGNC_ID ClinicalSignificance ClinSigSimple LastEvaluated RS#_(dbSNP)
Origin Assembly Chromosome ReviewStatus PhenotypeList VariationID PositionVCF ReferenceAlleleVCF
AlternateAlleleVCF
"""
SUMMARY_COLUMNS = NAMES.split()


def summary(*changes: dict[str, str]) -> str:
    usual = {
        "#AlleleID": "44478", "Type": "single nucleotide variant", "GeneSymbol": "CD40LG",
        "ClinicalSignificance": "Pathogenic", "LastEvaluated": "Oct 05, 2025", "RS#_(dbSNP)": "193922136",
        "Assembly": "GRCh38", "Chromosome": "X", "VariationID": "35814", "PositionVCF": "136659390",
        "ReviewStatus": "criteria provided, multiple submitters, no conflicts",
        "PhenotypeList": "HIGM1|not provided",
        "ReferenceAlleleVCF": "C", "AlternateAlleleVCF": "T",
    }  # fmt: skip
    rows = [[(usual | change).get(column, "-") for column in SUMMARY_COLUMNS] for change in changes]
    return (
        "\n".join("\t".join(row) for row in [[c.replace("_(", " (") for c in SUMMARY_COLUMNS], *rows]) + "\n"
    )


def refreshed(tmp_path, source: str, text: str, *arguments: str, name: str = "in.txt"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    status = main(
        ["refresh", source, "--from", str(tmp_path / name), "--output", str(tmp_path / "out.tsv"), *arguments]
    )
    return read_table(tmp_path / "out.tsv", LOCUS) if status == 0 else None


def test_variant_summary(tmp_path):
    text = summary(
        {"GeneSymbol": "BTK", "VariationID": "1"},
        {"Assembly": "GRCh37", "PositionVCF": "135741549"},
        {},
        {"VariationID": "2", "PositionVCF": "-1", "ReferenceAlleleVCF": "na", "AlternateAlleleVCF": "na"},
        {"VariationID": "3", "Assembly": "GRCh37", "PositionVCF": "135730438", "AlternateAlleleVCF": "T",
         "ClinicalSignificance": "Conflicting classifications of pathogenicity; other",
         "ReviewStatus": "criteria provided, conflicting classifications", "GeneSymbol": "CD40LG;OTHER"},
    )  # fmt: skip
    table = refreshed(tmp_path, "variant-summary", text, "--release", "2026-11-01")
    assert [row.evidence.accession for row in table.rows] == ["VCV000000003", "VCV000035814"]
    conflicting, pathogenic = (row.evidence for row in table.rows)
    assert (conflicting.classification, conflicting.stars) == (Classification.CONFLICTING, 1)
    assert (pathogenic.date, pathogenic.stars, pathogenic.note) == ("2025-10-05", 2, "rs193922136")
    assert "1 rows without a spelt-out change of bases set aside" in table.version.note


def test_variant_summary_names_the_row_and_column_of_every_fault(tmp_path, capsys):
    text = summary({"GeneSymbol": "BTK"}, {"PositionVCF": "near the end"}, {"VariationID": "x"})
    assert refreshed(tmp_path, "variant-summary", text) is None
    error = capsys.readouterr().err
    assert "row 3, column PositionVCF" in error
    assert "row 4, column VariationID" in error


def test_an_unknown_term_is_named_by_the_files_own_column(tmp_path, capsys):
    assert refreshed(tmp_path, "variant-summary", summary({"ClinicalSignificance": "Rather bad"})) is None
    assert "row 2, column ClinicalSignificance: unknown term 'Rather bad'" in capsys.readouterr().err


def test_a_file_without_the_columns_is_refused(tmp_path, capsys):
    assert refreshed(tmp_path, "variant-summary", "a\tb\n1\t2\n") is None
    assert "column GeneSymbol: is missing" in capsys.readouterr().err


LOVD = """### LOVD-version 3000-290 ### Full data download ### Do not alter this header ###
# charset = UTF-8

## Variants_On_Genome ## Do not remove or alter this header ##
"{{id}}"\t"{{effectid}}"\t"{{chromosome}}"\t"{{VariantOnGenome/DBID}}"\t"{{VariantOnGenome/ClinicalClassification}}"\t"{{edited_date}}"
"0001"\t"99"\t"X"\t"CD40LG_000001"\t"pathogenic (recessive)"\t"2024-02-03 10:00:00"
"0002"\t"70"\t"X"\t"CD40LG_000002"\t""\t"2024-02-03 10:00:00"
"0003"\t"55"\t"X"\t"CD40LG_000003"\t"VUS"\t""
"0004"\t"90"\t"X"\t"CD40LG_000004"\t"pathogenic"\t""

## Variants_On_Transcripts ## Do not remove or alter this header ##
"{{id}}"\t"{{transcriptid}}"\t"{{VariantOnTranscript/DNA}}"\t"{{VariantOnTranscript/Protein}}"
"0001"\t"1"\t"c.761C>T"\t"p.(Thr254Met)"
"0002"\t"1"\t"c.322_325del"\t"p.(Glu108*)"
"0003"\t"1"\t"c.655G>A"\t"p.(Gly219Arg)"
"0004"\t"1"\t"c.(156+1_157-1)_(288+1_289-1)del"\t"p.?"
"""


def test_lovd(tmp_path):
    table = refreshed(tmp_path, "lovd", LOVD, "--release", "2024-03-01")
    found = {row.evidence.accession: (row.variant, row.evidence.classification) for row in table.rows}
    assert found == {
        "CD40LG_000001": (THR254MET, Classification.PATHOGENIC),
        "CD40LG_000002": (DELETION, Classification.LIKELY_PATHOGENIC),
        "CD40LG_000003": (variant_of_cds_name("c.655G>A", LOCUS), Classification.UNCERTAIN_SIGNIFICANCE),
    }
    assert "1 variants without an exact c. name set aside" in table.version.note


def test_a_lovd_download_of_many_genes_gives_the_variants_of_this_gene_alone(tmp_path):
    """c.761C>T of another gene, or of another transcript, is not ours."""
    many = LOVD.replace(
        "## Variants_On_Genome",
        "## Transcripts ## Do not remove or alter this header ##\n"
        '"{{id}}"\t"{{geneid}}"\t"{{id_ncbi}}"\n'
        '"1"\t"CD40LG"\t"NM_000074.2"\n"2"\t"BTK"\t"NM_000061.2"\n"3"\t"CD40LG"\t"NM_999999.1"\n\n'
        "## Variants_On_Genome",
    )
    many = many.replace('"0001"\t"1"\t"c.761C>T"', '"0001"\t"2"\t"c.761C>T"')
    many = many.replace('"0003"\t"1"\t"c.655G>A"', '"0003"\t"3"\t"c.655G>A"')
    table = refreshed(tmp_path, "lovd", many, "--release", "2024-03-01")
    assert [row.evidence.accession for row in table.rows] == ["CD40LG_000002"]
    assert "2 variants on other transcripts or genes set aside" in table.version.note


def test_a_header_of_another_build_than_was_said_stops(tmp_path, capsys):
    text = (
        "##fileformat=VCFv4.2\n##reference=GRCh37\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "X\t136659390\t.\tC\tT\t.\t.\tCLNSIG=Pathogenic;AC=1;AN=9\n"
    )
    for source in ("clinvar", "vcf", "gnomad"):
        assert refreshed(tmp_path, source, text, "--build", "GRCh38") is None
        assert "its header names GRCh37, and GRCh38 was asked for" in capsys.readouterr().err


def test_a_dash_is_an_empty_cell_of_variant_summary(tmp_path):
    """As files of 2024 and later write records with a somatic classification alone."""
    somatic = {
        "VariationID": "3",
        "AlternateAlleleVCF": "A",
        "ClinicalSignificance": "-",
        "ReviewStatus": "-",
    }
    text = summary({}, somatic)
    table = refreshed(tmp_path, "variant-summary", text)
    found = {row.evidence.accession: (row.evidence.classification, row.evidence.stars) for row in table.rows}
    assert found["VCV000000003"] == (Classification.NOT_PROVIDED, None)


def test_humsavar(tmp_path):
    text = (
        "        Release:     2026_03 of 02-Sep-2026\n"
        "CD40        P25942     VAR_000001  p.Cys83Arg     LP/P     rs28931586   HIGM3\n"
        "CD40LG      P29965     VAR_007528  p.Thr254Met    LP/P     rs193922136  HIGM1 [MIM:308230]\n"
        "CD40LG      P29965     VAR_007523  p.Gly219Arg    LB/B     -            -\n"
    )
    table = refreshed(tmp_path, "uniprot", text)
    assert [(row.residue_change, row.evidence.classification) for row in table.rows] == [
        ("Gly219Arg", Classification.LIKELY_BENIGN),
        ("Thr254Met", Classification.LIKELY_PATHOGENIC),
    ]
    assert (table.kind, table.version.release) == ("protein", "2026_03 of 02-Sep-2026")


def test_a_laboratorys_own_table_with_its_own_column_names(tmp_path):
    text = 'gene,nucleotide,our class,"by, when"\nCD40LG,c.761C>T,LP,"Ana, 2026"\nCD40LG,c.322_325del,P,Ben\n'
    table = refreshed(
        tmp_path, "table", text, "--name", "ours", "--kind", "laboratory", "--column", "hgvs_c=nucleotide",
        "--column", "classification=our class", "--column", "submitter=by, when", name="in.csv",
    )  # fmt: skip
    assert [(row.variant, row.evidence.classification) for row in table.rows] == [
        (DELETION, Classification.PATHOGENIC),
        (THR254MET, Classification.LIKELY_PATHOGENIC),
    ]


def test_a_column_that_the_table_lacks_is_named(tmp_path, capsys):
    assert refreshed(tmp_path, "table", "a\tb\n1\t2\n", "--column", "classification=verdict") is None
    assert "column verdict: is missing" in capsys.readouterr().err


def test_a_laboratorys_own_vcf_on_either_build(tmp_path):
    pos = LOCUS.genomic_pos(THR254MET.pos, Build.GRCH37)
    text = (
        "##fileformat=VCFv4.2\n##reference=hg19.fa\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        f"chrX\t{pos}\t.\tC\tT,A\t.\tPASS\tCLASS=5;VERDICT=Likely_pathogenic\n"
    )
    table = refreshed(tmp_path, "vcf", text, "--name", "ours", "--column", "classification=VERDICT")
    assert {row.variant for row in table.rows} == {THR254MET, Variant(THR254MET.pos, "C", "A")}


def ten_spellings(variant: Variant, chance: random.Random) -> list[dict[str, str]]:
    """One allele written in ten ways: padded, shifted, on both builds, by its c. name."""
    spellings = [{"hgvs_c": "c.322_325del"}, {"hgvs_c": "NM_000074.2:c.322_325delGAAA"}]
    for build in Build:
        for _ in range(4):
            left, right = chance.randrange(6), chance.randrange(12)
            start, end = variant.pos - 1 - left, variant.pos - 1 + len(variant.ref) + right
            ref = LOCUS.bases(start, end)
            alt = LOCUS.bases(start, variant.pos - 1) + variant.alt + LOCUS.bases(end - right, end)
            spellings.append(
                {
                    "contig": chance.choice(["X", "chrX", "23"]),
                    "build": build.value,
                    "pos": str(LOCUS.genomic_pos(start + 1, build)),
                    "ref": ref,
                    "alt": alt.lower(),
                }
            )
    return spellings


def test_ten_spellings_of_one_deletion_are_one_allele(tmp_path):
    columns = ("contig", "build", "pos", "ref", "alt", "hgvs_c", "classification")
    rows = [row | {"classification": "Pathogenic"} for row in ten_spellings(DELETION, random.Random(1))]
    head = "# name: t\n# source: t\n# release: t\n# kind: registry\n# scope: partial\n"
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    path = tmp_path / "t.tsv"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    assert {row.variant for row in read_table(path, LOCUS).rows} == {DELETION}


def test_a_row_without_a_name_gets_one(tmp_path):
    table = refreshed(
        tmp_path, "variant-summary", summary({}, {"VariationID": "3", "ReferenceAlleleVCF": "CGT"})
    )
    assert [row.evidence.name for row in table.rows] == ["X-136659389-ACG-A", "NM_000074.3:c.761C>T"]


def test_all_faults_of_a_table_are_told_together(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text(
        "# name: t\n# source: t\n# release: t\n# kind: registry\n# scope: partial\n"
        "contig\tbuild\tpos\tref\talt\tclassification\n"
        "X\tGRCh38\t136659390\tC\tT\tDreadful\n"
        "X\thg18\t136659390\tC\tT\tBenign\n"
        "X\tGRCh38\t136659390\tG\tT\tBenign\n"
        "X\tGRCh38\t12.5\tG\tT\tBenign\n"
        "X\tGRCh38\t136659390\tC\n"
        "X\tGRCh38\t1000\tC\tT\tBenign\n",
        encoding="utf-8",
    )
    with pytest.raises(InputFaultsError) as caught:
        read_table(path, LOCUS)
    places = [(fault.row, fault.column) for fault in caught.value.faults]
    assert places == [(7, "classification"), (8, "build"), (9, "ref"), (10, "pos"), (11, None)]
