"""Write the bundled tables of `resources/variants/` from the gathered facts.

    python bench/make_bundled_tables.py FOLDER_OF_FACTS

The folder holds `clinvar_by_variant.tsv`, `clinvar_records.tsv`, `uniprot_variants.tsv` and
`literature_variants.tsv`. Positions are normalised on the locus axis and REF is checked; c. and p.
names are computed from the alleles and must agree with the names the sources give.
"""

import csv
import re
import sys
from pathlib import Path

from cd40lg_annot.evidence.match import residue_change_of
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import COLUMNS
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import Build, Variant

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "variants"
ACCESSION = "NM_000074.3"
HIGM1 = "Hyper-IgM syndrome type 1 (MIM 308230)"

# The newest snapshot in which each variant was seen, and how sure its date is. Whose copy it is
# stands in resources/README.md; reports say only that it is a copy.
SNAPSHOTS = (
    (
        "ClinVar E-utilities, queried 2026-10-03 (release 2026/09/29 05:12)",
        "2026-09-29",
        "on 2026-09-29",
    ),
    ("ClinVar queried 2026-10-03", "2026-10-03", "on 2026-10-03"),
    ("git 2025-10-15", "2025-10-15", "on 2025-10-15"),
    ("git 2021-08-31", "2021-08-31", "no later than 2021-08-31"),
    ("git 2021-03-01", "2021-03-01", "no later than 2021-03-01"),
    ("git 2019-03-14", "2019-03-14", "no later than 2019-03-14"),
    ("March 2018 release", "2018-03-06", "in March 2018"),
    ("git 2018-01-20", "2018-01-20", "no later than 2018-01-20"),
    ("git 2017-03-08", "2017-03-08", "no later than 2017-03-08"),
    ("git commit 2016-09-10", "2016-09-10", "about 2016-09-10"),
    ("git commit 2016-05-20", "2016-05-20", "about 2016-05-20"),
    ("git 2016-04-07", "2016-04-07", "no later than 2016-04-07"),
)
PATHOGENIC_SET = "Pathogenic/Likely pathogenic"
SPELT = {"P": "Pathogenic", "P/LP": "Pathogenic/Likely pathogenic"}
HAPLOTYPE_NOTE = (
    "The classification of VariationID 11158 is that of the haplotype c.[384T>A;386A>G] "
    "(p.Ser128Arg with p.Glu129Gly), not of this change alone"
)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a tab-separated file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def snapshot_of(text: str) -> tuple[str, str]:
    """Date of a snapshot, ISO 8601, and how sure that date is, in words."""
    return next((date, what) for start, date, what in SNAPSHOTS if text.startswith(start))


def cells(variant: Variant, locus: Locus, **values: str) -> dict[str, str]:
    """One row of the table: the allele on GRCh38 and its names, with what the source says."""
    if len(variant.ref) == len(variant.alt) == 1:
        place = locus.transcript.cds_position(variant.pos)
        values.setdefault("hgvs_c", f"{ACCESSION}:c.{place}{variant.ref}>{variant.alt}")
    if variant_of_cds_name(values["hgvs_c"], locus) != variant:
        message = f"{values['hgvs_c']} is not {variant}"
        raise ValueError(message)
    if change := residue_change_of(variant, locus):
        values.setdefault("hgvs_p", f"NP_000065.1:p.({change})")
    return {
        "contig": "NC_000023.11",
        "build": "GRCh38",
        "pos": str(locus.genomic_pos(variant.pos, Build.GRCH38)),
        "ref": variant.ref,
        "alt": variant.alt,
        **values,
    }


def clinvar(facts: Path, locus: Locus) -> list[dict[str, str]]:
    """One row per variant with the newest statement seen, the older ones in the note."""
    records = rows_of(facts / "clinvar_records.tsv")
    table = [clinvar_row(row, records, locus) for row in rows_of(facts / "clinvar_by_variant.tsv")]
    haplotype = variant_of_cds_name("c.384_386delinsAGG", locus)
    table.append(
        cells(
            haplotype,
            locus,
            hgvs_c=f"{ACCESSION}:c.384_386delinsAGG",
            hgvs_p="NP_000065.1:p.(Ser128_Glu129delinsArgGly)",
            classification="Pathogenic",
            review_status="no assertion criteria provided",
            date="1993-01-29",
            accession="VariationID 11158",
            condition=HIGM1,
            submitter="OMIM",
            citation="PMID:7678782",
            release="2018-03-06",
            note="Both changes on one chromosome, written as one allele (constructed spelling of the "
            "haplotype); ClinVar of March 2018 (public copy)",
        )
    )
    return sorted(table, key=lambda row: (int(row["pos"]), row["ref"], row["alt"]))


def clinvar_row(row: dict[str, str], records: list[dict[str, str]], locus: Locus) -> dict[str, str]:
    """One variant of the snapshot table, with the newest statement that says anything."""
    pos = locus.locus_pos(int(row["grch37_pos"]), Build.GRCH37)
    variant = normalize(pos, row["grch37_ref"], row["grch37_alt"], locus.sequence)
    mine = [record for record in records if same(record, row)]
    statements = statements_of(row)
    date, when = snapshot_of(row["latest_snapshot_seen"])
    stated = statements[-1][1] if statements else PATHOGENIC_SET
    note = [f"Last seen in ClinVar {when} (public copy)"]
    if not statements or (date > statements[-1][0] and date in ("2025-10-15", "2021-08-31", "2021-03-01")):
        note.append("that copy says only that it counted as pathogenic or likely pathogenic")
        stated = statements[-1][1] if statements else stated
    if len(statements) > 1:
        note.append("earlier: " + ", ".join(f"{word} ({day})" for day, word in statements[:-1]))
    if row["variation_id"] == "11158":
        stated, note = "not provided", [HAPLOTYPE_NOTE, *note[:1]]
    pmids = sorted({pmid for r in mine for pmid in re.findall(r"\d{5,}", r["pmids_raw"])}, key=int)
    values = {
        "classification": stated,
        "review_status": plain(re.sub(r" \[.*", "", row["review_status_latest_seen"]).split(" | ")[0]),
        "accession": row["vcv"].split("; ")[-1] or variation(row["variation_id"]),
        "condition": HIGM1 if row["variation_id"] != "11158" else "",
        "submitter": "; ".join(sorted({r["submitters_raw"] for r in mine if r["submitters_raw"].isalpha()})),
        "citation": ";".join(f"PMID:{pmid}" for pmid in pmids),
        "release": date,
        "date": max(
            (r["last_evaluated_raw"] for r in mine if r["last_evaluated_raw"][:2] == "20"), default=""
        ),
        "note": "; ".join(note) + (f"; {row['rsid']}" if row["rsid"] else ""),
    }
    for name in filter(None, row["hgvs_c"].split("; ")):
        if variant_of_cds_name(name.replace("(CD40LG)", ""), locus) != variant:
            message = f"{name} is not {variant}"
            raise ValueError(message)
    if len(variant.ref) != len(variant.alt):
        name = row["hgvs_c"].split(":")[1]
        values["hgvs_c"] = f"{ACCESSION}:{re.sub('del[ACGT]+$', 'del', name)}"
    return cells(variant, locus, **values)


def variation(number: str) -> str:
    """Give ClinVar's VariationID as an accession, or nothing."""
    return f"VariationID {number}" if number else ""


def plain(text: str) -> str:
    """Give a cell of a VCF INFO field its spaces and commas back."""
    return text.replace("..", ", ").replace("_", " ")


def same(record: dict[str, str], row: dict[str, str]) -> bool:
    """Whether a record of one release speaks about the variant."""
    if record["grch37_pos"]:
        keys = ("grch37_pos", "grch37_ref", "grch37_alt")
        return all(record[key] == row[key] for key in keys)
    return bool(record["vcv"]) and record["vcv"] in row["vcv"]


def statements_of(row: dict[str, str]) -> list[tuple[str, str]]:
    """Distinct statements about the variant, oldest first: date and words."""
    found = []
    for part in filter(None, row["significance_by_snapshot"].split(" || ")):
        snapshot, words = re.fullmatch(r"\S+ \[(.*)\]: (.*)", part).groups()  # type: ignore[union-attr]
        words = SPELT.get(words, words).replace("_", " ")
        if words.startswith("-") or "not reported" in words:
            continue
        if re.search(r"[,|]", words):
            # InterVar's joined cell lists every allele of the site, not only this one.
            words = PATHOGENIC_SET
        found.append((snapshot_of(snapshot)[0], words[:1].upper() + words[1:]))
    return sorted(set(found))


def uniprot(facts: Path) -> list[dict[str, str]]:
    """Protein-level rows, matched by residue change."""
    table = []
    for row in rows_of(facts / "uniprot_variants.tsv"):
        change = re.fullmatch(r"p\.([A-Z][a-z]{2}\d+[A-Z][a-z]{2})", row["aa_change"])
        if change is None:
            continue  # the two-residue change stands in clinvar.tsv with its allele
        table.append(
            {
                "hgvs_p": f"p.{change[1]}",
                "classification": row["variant_category"],
                "accession": row["ftid"],
                "condition": HIGM1 if row["disease"] else "",
                "submitter": "UniProt",
                "release": "2026-09-02",
                "note": row["dbsnp"],
            }
        )
    return sorted(table, key=lambda row: int(re.findall(r"\d+", row["hgvs_p"])[0]))


NAMED_IN_PAPERS = {
    # as the paper writes it: the name on NM_000074.3
    "c.322G>T": "c.322G>T",
    "c.499G>T": "c.499G>T",
    "c.654C>A": "c.654C>A",
    "c.172delA": "c.172del",
    "c.A229T": "c.229A>T",
    "c.C478T": "c.478C>T",
    "c.A506G": "c.506A>G",
    "c.346+2(T→C)": "c.346+2T>C",
    "c.289-1(G→C)": "c.289-1G>C",
    "c.346+1(G→T)": "c.346+1G>T",
    "c.505_506del": "c.505_506del",
    "782C → T": "c.761C>T",
    "c.107T>A": "c.107T>A",
}


CASE_NOTE = (
    "One male, 41 years at last encounter, hemizygous, childhood onset, severe Leishmania infection; "
    "phenopacket PMID_35572607 of the phenopacket-store (commit b694d17e)"
)


def citation_of(row: dict[str, str]) -> str:
    """The paper, by the best identifier that the row has."""
    if row["pmid"]:
        return f"PMID:{row['pmid']}"
    return f"doi:{row['doi']}" if row["doi"] else row["source"]


def literature(facts: Path, locus: Locus) -> list[dict[str, str]]:
    """Rows that name an exact change in a primary source or a curated case."""
    table = []
    for row in rows_of(facts / "literature_variants.tsv"):
        written = row["hgvs_c_as_written"]
        if written not in NAMED_IN_PAPERS:
            continue
        name = NAMED_IN_PAPERS[written]
        case = written == "c.107T>A"
        note = CASE_NOTE if case else f"{row['patients_as_stated']}; {row['clinical_statement']}"
        if written != name:
            note += f"; the paper writes {written}"
            note += " in legacy numbering (c. position plus 21)" if written.startswith("782") else ""
        table.append(
            cells(
                variant_of_cds_name(name, locus),
                locus,
                hgvs_c=f"{ACCESSION}:{name}",
                classification="Pathogenic" if case else "reported in a patient",
                condition=HIGM1,
                citation=citation_of(row),
                release="2026-06-23" if case else row["year"],
                note=note,
            )
        )
    return sorted(table, key=lambda row: (int(row["pos"]), row["ref"], row["alt"]))


def polymorphisms(locus: Locus) -> list[dict[str, str]]:
    """Common variants known to be harmless."""
    return [
        cells(
            variant_of_cds_name("c.148T>C", locus),
            locus,
            classification="Benign",
            accession="rs1126535",
            citation="dbSNP rs1126535",
            release="2026-11-23",
            note="Common polymorphism, synonymous; carried by the public reference samples NA12891 "
            "(hemizygous) and NA12878 (heterozygous), called alike by DRAGEN and freebayes on both "
            "builds; no allele frequency is bundled",
        )
    ]


HEADS = {
    "clinvar.tsv": {
        "name": "ClinVar",
        "source": "ClinVar (NCBI), 31 variants found in public copies of its releases from 2016 to 2026",
        "release": "2016-05-20 to 2026-10-03, by row",
        "kind": "registry",
        "scope": "partial",
        "note": "partial: 31 variants, and one haplotype as an allele, of about 547 records that ClinVar "
        "held on 2026-10-03; a variant missing here may well be in ClinVar",
        "licence": "ClinVar data are in the public domain",
    },
    "uniprot.tsv": {
        "name": "UniProt",
        "source": "UniProt P29965, humsavar.txt release 2026_03",
        "release": "2026-09-02",
        "kind": "protein",
        "scope": "complete",
        "note": "single-residue variants of the protein; the nucleotide change is not given",
        "licence": "CC BY 4.0, UniProt Consortium",
    },
    "literature.tsv": {
        "name": "literature",
        "source": "papers that name an exact change, read at abstract level, and one phenopacket",
        "release": "2026-11-23",
        "kind": "literature",
        "scope": "partial",
        "note": "partial: what a search of abstracts found; reported in a patient is not a classification",
        "licence": "facts, each row names its paper; the phenopacket is BSD-3-Clause",
    },
    "polymorphisms.tsv": {
        "name": "known polymorphisms",
        "source": "dbSNP, and public reference samples",
        "release": "2026-11-23",
        "kind": "polymorphism",
        "scope": "partial",
        "note": "partial: common variants met in public reference samples",
        "licence": "facts; dbSNP data are in the public domain",
    },
}


def write(name: str, rows: list[dict[str, str]]) -> None:
    """Write one table with its head."""
    lines = [f"# {key}: {value}" for key, value in HEADS[name].items()]
    lines.append("\t".join(COLUMNS))
    lines.extend("\t".join(row.get(column, "") for column in COLUMNS) for row in rows)
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows")


def main() -> None:
    """Write all four tables."""
    facts, locus = Path(sys.argv[1]), read_locus()
    write("clinvar.tsv", clinvar(facts, locus))
    write("uniprot.tsv", uniprot(facts))
    write("literature.tsv", literature(facts, locus))
    write("polymorphisms.tsv", polymorphisms(locus))


if __name__ == "__main__":
    main()
