"""ClinVar's `variant_summary.txt`: two rows for each variant, one for each build."""

import datetime
from collections import Counter
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


def read_variant_summary(path: Path, head: dict[str, str]) -> Converted:
    """Read the rows of the gene, each variant once: on GRCh38 where it has such a row.

    Raises:
        UnreadableFileError, InputFaultsError: the file is missing, cut short, or of another form.
    """
    import pandera.pandas as pa

    build = pa.Check.isin(["GRCh37", "GRCh38", "NCBI36", "na", ""], error="is a build")
    number = pa.Check.str_matches(r"^(-1|\d+)$", error="is a position")
    schema = pa.DataFrameSchema(
        {
            "GeneSymbol": pa.Column(str),
            "VariationID": pa.Column(str, pa.Check.str_matches(r"^\d+$", error="is a VariationID")),
            "RS# (dbSNP)": pa.Column(str),
            **{name: pa.Column(str) for name in _COLUMNS.values()},
            "Assembly": pa.Column(str, build),
            "PositionVCF": pa.Column(str, number),
        }
    )
    frame = text_frame(path, "\t", keep=_of_the_gene)
    frame = checked_frame(frame, schema, path, first_row=2)
    aside: Counter[str] = Counter()
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for index, raw in zip(frame.index, frame.to_dict("records"), strict=True):
        row = _row({str(key): str(value) for key, value in raw.items()})
        if row["build"] not in ("GRCh37", "GRCh38"):
            continue
        if not row["ref"] or not row["alt"] or set(row["ref"] + row["alt"]) - _BASES:
            aside["rows without a spelt-out change of bases set aside"] += 1
        elif row["accession"] not in found or row["build"] == "GRCh38":
            found[row["accession"]] = (int(index) + 2, row)
    return Converted(
        path, head | {"release": head["release"] or "not dated"}, tuple(found.values()), _COLUMNS, aside
    )


def _of_the_gene(frame: "pd.DataFrame") -> "pd.Series[bool]":
    """Rows of the gene; all rows where the file has no column of genes, so that the schema refuses it."""
    if "GeneSymbol" not in frame:
        return frame.iloc[:, 0].notna()
    return frame["GeneSymbol"].str.contains(r"(?:^|;)CD40LG(?:;|$)")


def _row(raw: dict[str, str]) -> dict[str, str]:
    row = {ours: raw[theirs] for ours, theirs in _COLUMNS.items()}
    row["accession"] = f"VCV{int(raw['VariationID']):09d}"
    row["condition"] = row["condition"].replace("|", "; ")
    row["date"] = _iso_date(row["date"])
    row["note"] = f"rs{raw['RS# (dbSNP)']}" if raw["RS# (dbSNP)"] not in ("", "-1", "-") else ""
    return row


def _iso_date(text: str) -> str:
    """Give ClinVar's "Oct 05, 2025" as 2025-10-05; text of another form stays as it is.

    >>> _iso_date("Oct 05, 2025"), _iso_date("-")
    ('2025-10-05', '')
    """
    try:
        return datetime.datetime.strptime(text, "%b %d, %Y").replace(tzinfo=datetime.UTC).date().isoformat()
    except ValueError:
        return "" if text == "-" else text
