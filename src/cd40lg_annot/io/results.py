"""Where each file of a results folder stands, and what the manifest says of it."""

import hashlib
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.files import file_name_of, write_whole
from cd40lg_annot.model import Person

# Formats of other people that `report` can write: one file for a sample, or for a family.
EXCHANGE = ("fhir", "phenopacket")


def sample_folder(results: Path, sample: str) -> Path:
    """Give the folder of one sample's files."""
    return results / "samples" / file_name_of(sample)


def sample_vcf(results: Path, sample: str) -> Path:
    """Give the path of one sample's annotated VCF."""
    return sample_folder(results, sample) / f"{file_name_of(sample)}.vcf.gz"


def family_folder(results: Path, family: str) -> Path:
    """Give the folder of one family's files."""
    return results / "families" / file_name_of(family)


def extract_page(results: Path, family: str, person: str) -> Path:
    """Give the path of the sheet that one relative takes home, as a page."""
    return family_folder(results, family) / "extracts" / f"{file_name_of(person)}.html"


def sample_bundle(results: Path, sample: str) -> Path:
    """Give the path of one sample's FHIR bundle."""
    return sample_folder(results, sample) / "report.fhir.json"


def family_phenopacket(results: Path, family: str) -> Path:
    """Give the path of one family's phenopacket."""
    return family_folder(results, family) / "phenopacket.json"


def sample_files(
    results: Path, sample: str, *, pdf: bool = True, exchange: Collection[str] = EXCHANGE
) -> list[Path]:
    """Give every file that `report` writes for one sample."""
    folder, vcf = sample_folder(results, sample), sample_vcf(results, sample)
    pages = [folder / "report.html", folder / "report.json", *([folder / "report.pdf"] if pdf else [])]
    bundle = [sample_bundle(results, sample)] if "fhir" in exchange else []
    return [*pages, *bundle, vcf, vcf.with_name(f"{vcf.name}.tbi")]


def family_files(
    results: Path,
    family: str,
    people: Iterable[Person],
    *,
    pdf: bool = True,
    exchange: Collection[str] = EXCHANGE,
) -> list[Path]:
    """Give every file that `report` writes for one family; a sheet for each living, born member."""
    folder = family_folder(results, family)
    packet = [family_phenopacket(results, family)] if "phenopacket" in exchange else []
    suffixes = ("html", "json", "pdf") if pdf else ("html", "json")
    sheets = [extract_page(results, family, p.person) for p in people if not (p.deceased or p.pregnancy)]
    pdfs = [sheet.with_name(f"{sheet.name.removesuffix('.html')}.pdf") for sheet in sheets] if pdf else []
    return [*(folder / f"carrier_report.{suffix}" for suffix in suffixes), *packet, *sheets, *pdfs]


def link(path: Path, results: Path) -> str:
    """Give a path as a link from a page that stands in the results folder."""
    return quote(path.relative_to(results).as_posix())


def listed(results: Path, paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Give path, size and SHA-256 of each file that is there, paths relative to the results folder."""
    return [_entry(path, results) for path in sorted(set(paths)) if path.is_file()]


def read_list(path: Path) -> list[dict[str, Any]]:
    """Read what `report` wrote of the files of its batch, as `listed` gives them.

    Raises:
        UnreadableFileError: the file is not such a list.
    """
    try:
        files: list[dict[str, Any]] = json.loads(path.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableFileError(
            path, "is no list of files", "delete it and run the workflow again"
        ) from error
    return files


def write_json(value: object, path: Path) -> None:
    """Write plain data as indented JSON."""
    write_whole(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def _entry(path: Path, results: Path) -> dict[str, Any]:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return {"path": path.relative_to(results).as_posix(), "bytes": len(data), "sha256": digest}
