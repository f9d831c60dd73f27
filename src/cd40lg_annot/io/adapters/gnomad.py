"""Counts of gnomAD's GraphQL interface, by sex, turned into a population table.

Exome and genome counts are added up. A variant that one of the two filtered is marked with its
filters, so that its counts decide nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cd40lg_annot.io.population import COLUMNS

URL = "https://gnomad.broadinstitute.org/api"
DATASET = "gnomad_r4"
QUERY = """
query Locus($chrom: String!, $start: Int!, $stop: Int!, $dataset: DatasetId!) {
  region(chrom: $chrom, start: $start, stop: $stop, reference_genome: GRCh38) {
    variants(dataset: $dataset) {
      variant_id
      exome { ac an homozygote_count hemizygote_count filters populations { id ac an } }
      genome { ac an homozygote_count hemizygote_count filters populations { id ac an } }
    }
  }
}
"""


class UnknownAnswerError(ValueError):
    """The answer is not of the form that is known; the message says how."""


def query_of(start: int, end: int, dataset: str) -> dict[str, object]:
    """Give the question for a region, 1-based and inclusive on GRCh38."""
    return {
        "query": QUERY,
        "variables": {"chrom": "X", "start": start, "stop": end, "dataset": dataset},
    }


def population_text(answer: object, dataset: str, date: str) -> str:
    """Write the answer as a population table.

    Args:
        answer: the JSON that the interface gave.
        dataset: gnomAD's name of the dataset.
        date: when it was fetched, ISO 8601.

    Raises:
        UnknownAnswerError: the interface reports an error, or its form has changed.
    """
    source = f"gnomAD {dataset}, GraphQL interface, exomes and genomes added up"
    return table_text(map(_row, _variants(answer)), source, f"{dataset}, fetched {date}")


def table_text(found: Iterable[Mapping[str, str]], source: str, release: str) -> str:
    """Write rows of counts as a complete population table, sorted by place."""
    head = {
        "name": "gnomAD",
        "source": source,
        "release": release,
        "scope": "complete",
        "licence": "CC0 1.0, gnomAD",
    }
    rows = list(found)
    lines = [f"# {key}: {value}" for key, value in head.items()]
    lines.append("\t".join(COLUMNS))
    rows.sort(key=lambda row: (int(row["pos"]) if row["pos"].isdecimal() else 0, row["ref"], row["alt"]))
    lines.extend("\t".join(row.get(column, "") for column in COLUMNS) for row in rows)
    return "\n".join(lines) + "\n"


def _variants(answer: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(answer, dict) and answer.get("errors"):
        messages = "; ".join(str(error.get("message", error)) for error in answer["errors"])
        raise UnknownAnswerError(f"the interface reports: {messages}")
    try:
        variants = answer["data"]["region"]["variants"]  # type: ignore[index]
    except (KeyError, TypeError) as error:
        raise UnknownAnswerError("the answer has no data.region.variants") from error
    if not isinstance(variants, list):
        raise UnknownAnswerError("data.region.variants is no list")
    return variants


def _row(variant: Mapping[str, Any]) -> dict[str, str]:
    try:
        contig, pos, ref, alt = variant["variant_id"].split("-")
        halves = [half for half in (variant.get("exome"), variant.get("genome")) if half]
        counts = {
            "allele_count": _sum(half["ac"] for half in halves),
            "allele_number": _sum(half["an"] for half in halves),
            "allele_count_xy": _sum(half["hemizygote_count"] for half in halves),
            "allele_number_xy": _sum(_of_sex(half, "XY") for half in halves),
            "homozygotes": _sum(half["homozygote_count"] for half in halves),
        }
        filters = sorted({name for half in halves for name in half.get("filters") or ()})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnknownAnswerError(f"a variant of unknown form: {variant!r:.200}") from error
    cells = {name: "" if count is None else str(count) for name, count in counts.items()}
    place = {"contig": contig, "build": "GRCh38", "pos": pos, "ref": ref, "alt": alt}
    return {**place, **cells, "filters": ";".join(filters)}


def _of_sex(half: Mapping[str, Any], sex: str) -> int | None:
    populations = half.get("populations") or ()
    return next((row["an"] for row in populations if row["id"] == sex), None)


def _sum(numbers: Iterable[int | None]) -> int | None:
    """Sum of counts; None where one of them is missing, because missing is not zero."""
    found = list(numbers)
    return None if not found or None in found else sum(number or 0 for number in found)
