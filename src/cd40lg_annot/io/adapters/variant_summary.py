"""ClinVar's `variant_summary.txt` of any year: two rows for each variant, one for each build."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cd40lg_annot.io.adapters.converted import Converted
from cd40lg_annot.io.adapters.schema import checked_frame, text_frame

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {
    "classification": "ClinicalSignificance",
    "review_status": "ReviewStatus",
    "pos": "PositionVCF",
    "ref": "ReferenceAlleleVCF",
    "alt": "AlternateAlleleVCF",
    "build": "Assembly",
    "contig": "Chromosome",
    "condition": "PhenotypeList",
    "date": "LastEvaluated",
}
_BASES = frozenset("ACGTN")
# Files of before 2020 give no alleles as a VCF does; their names of the transcript do.
_OLD_COLUMNS = {ours: theirs for ours, theirs in _COLUMNS.items() if not theirs.endswith("VCF")}
_C_NAME = re.compile(r"(NM_000074\.\d+)(?:\(CD40LG\))?:(c\.\S+)")
# What files of before 2016 call the same, and what some of them lack altogether.
_OLD_NAMES = {
    "AlleleID": "#AlleleID",
    "VariantID": "VariationID",
    "PhenotypeIDs": "PhenotypeList",
    "PhenotypeIDS": "PhenotypeList",
}
# How the file writes a cell without content.
_EMPTY = ("-", "na")
_DATES = ("%b %d, %Y", "%d %b %Y")


def read_variant_summary(path: Path, head: dict[str, str]) -> Converted:
    """Read the rows of the gene, each variant once: on GRCh38 where it has such a row.

    Raises:
        UnreadableFileError, InputFaultsError: the file is missing, cut short, or of another form.
    """
    import pandera.pandas as pa

    build = pa.Check.isin(["GRCh37", "GRCh38", "NCBI36", "na", ""], error="is a build")
    number = pa.Check.str_matches(r"^(-1|\d+)$", error="is a position")
    frame = text_frame(path, "\t", keep=_of_the_gene)
    frame = frame.rename(columns={old: new for old, new in _OLD_NAMES.items() if new not in frame})
    is_old = "PositionVCF" not in frame and "Name" in frame
    columns = _OLD_COLUMNS if is_old else _COLUMNS
    schema = pa.DataFrameSchema(
        {
            "GeneSymbol": pa.Column(str),
            "VariationID": pa.Column(
                str, pa.Check.str_matches(r"^\d+$", error="is a VariationID"), required=not is_old
            ),
            "RS# (dbSNP)": pa.Column(str),
            **{name: pa.Column(str) for name in columns.values()},
            "Assembly": pa.Column(str, build),
            **({} if is_old else {"PositionVCF": pa.Column(str, number)}),
        }
    )
    frame = checked_frame(frame, schema, path, first_row=2)
    aside: Counter[str] = Counter()
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for index, raw in zip(frame.index, frame.to_dict("records"), strict=True):
        row = _row({str(key): str(value) for key, value in raw.items()}, columns)
        if row["build"] not in ("GRCh37", "GRCh38"):
            continue
        if is_old:
            # Without a position the c. name is read.
            aside["rows without a c. name of NM_000074 set aside"] += not row["hgvs_c"]
            if row["hgvs_c"]:
                found.setdefault(row["accession"], (int(index) + 2, row))
        elif not row["ref"] or not row["alt"] or set(row["ref"] + row["alt"]) - _BASES:
            aside["rows without a spelt-out change of bases set aside"] += 1
        elif row["accession"] not in found or row["build"] == "GRCh38":
            found[row["accession"]] = (int(index) + 2, row)
    names = columns | {"hgvs_c": "Name"}
    dated = head | {"release": head["release"] or "not dated"}
    return Converted(path, dated, tuple(found.values()), names, +aside)


def _of_the_gene(frame: "pd.DataFrame") -> "pd.Series[bool]":
    """Rows of the gene; all rows where the file has no column of genes, so that the schema refuses it."""
    if "GeneSymbol" not in frame:
        return frame.iloc[:, 0].notna()
    return frame["GeneSymbol"].str.contains(r"(?:^|;)CD40LG(?:;|$)")


def _row(raw: dict[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    row = {ours: raw[theirs] for ours, theirs in columns.items()}
    if "pos" not in row:
        name = _C_NAME.search(raw["Name"]) or _C_NAME.search(raw.get("HGVS(c.)", ""))
        row["hgvs_c"] = f"{name[1]}:{name[2]}" if name else ""
    if row["review_status"] in _EMPTY:
        row["review_status"] = ""
    row["accession"] = _accession(raw)
    row["condition"] = row["condition"].replace("|", "; ")
    row["date"] = _iso_date(row["date"])
    row["note"] = f"rs{raw['RS# (dbSNP)']}" if raw["RS# (dbSNP)"] not in ("", "-1", "-") else ""
    return row


def _accession(raw: Mapping[str, str]) -> str:
    """What identifies the variant; files of before 2015 give no VariationID, but accessions of records."""
    if raw.get("VariationID"):
        return f"VCV{int(raw['VariationID']):09d}"
    records = "; ".join(re.split(r"[;|]", raw.get("RCVaccession", "")))
    return records if records not in ("", "-") else f"AlleleID {raw.get('#AlleleID', 'not given')}"


def _iso_date(text: str) -> str:
    """Give ClinVar's "Oct 05, 2025", or "05 Oct 2012", as 2025-10-05; text of another form stays as it is.

    >>> _iso_date("Oct 05, 2025"), _iso_date("05 Oct 2012"), _iso_date("-")
    ('2025-10-05', '2012-10-05', '')
    """
    for form in _DATES:
        try:
            return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC).date().isoformat()
        except ValueError:
            continue
    return "" if text == "-" else text
