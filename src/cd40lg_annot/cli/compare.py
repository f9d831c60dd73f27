"""Compare two results folders: which variants, people and samples changed, why, and whom to contact.

reads   OLD/ and NEW/: samples/*/report.json, families/*/carrier_report.json, failed.tsv
writes  OUTPUT/changes.tsv, changes.json, changes.html

    cd40lg-annot compare results-2025 results --output results/compare
"""

import argparse
import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cd40lg_annot import __version__
from cd40lg_annot.cli.language_option import add_language_option, chosen_language
from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.model import Provenance

if TYPE_CHECKING:
    from cd40lg_annot.report.changes import Failure

HELP = "compare two results folders, and say whom to contact again"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("old", type=Path, metavar="OLD", help="the earlier results folder")
    parser.add_argument("new", type=Path, metavar="NEW", help="the later results folder")
    parser.add_argument("--output", required=True, type=Path, metavar="FOLDER", help="folder to write into")
    add_language_option(parser)


def run(options: argparse.Namespace) -> None:
    """Compare, write the three files, print the headline."""
    from cd40lg_annot.io.files import write_whole
    from cd40lg_annot.report.changes import Results
    from cd40lg_annot.report.cohort import guarded
    from cd40lg_annot.report.compare import COLUMNS, comparison
    from cd40lg_annot.report.page import compare_page

    old, new = (
        Results(*_reports_of(folder), _failed_in(folder / "failed.tsv"))
        for folder in (options.old, options.new)
    )
    found = comparison(old, new)
    rows = [[guarded(getattr(change, name)) for name in COLUMNS] for change in found.changes]
    table = "\n".join("\t".join(row) for row in [list(COLUMNS), *rows]) + "\n"
    write_whole(options.output / "changes.tsv", table)
    content = json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"
    write_whole(options.output / "changes.json", content)
    language, provenance = chosen_language(options), _provenance(new.samples.values())
    page = compare_page(found, provenance, language)
    write_whole(options.output / "changes.html", page)
    print(found.headline)


def _reports_of(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sample reports and family reports of a folder, by name.

    Raises:
        UnreadableFileError: the folder holds no report, or one that is not JSON.
    """
    samples = [_json_of(path) for path in sorted(folder.glob("samples/*/report.json"))]
    families = [_json_of(path) for path in sorted(folder.glob("families/*/carrier_report.json"))]
    if not samples and not families and not (folder / "failed.tsv").is_file():
        raise UnreadableFileError(folder, "holds no report", "give a results folder of the workflow")
    return (
        {str(report["sample"]): report for report in samples},
        {str(report["family"]): report for report in families},
    )


def _failed_in(path: Path) -> "dict[str, Failure]":
    """Samples that failed, with stage and reason; none where an older version wrote no such file.

    Raises:
        UnreadableFileError: the file is there and is no such table.
    """
    from cd40lg_annot.report.changes import Failure

    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
        return {row["sample"]: Failure(row["family"], f"{row['stage']}: {row['reason']}") for row in rows}
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        problem = "is no list of samples that failed"
        raise UnreadableFileError(path, problem, "run the workflow again") from error


def _json_of(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(path, "is not JSON", "run the workflow again") from error
    if not isinstance(content, dict) or not {"sample", "family"} & content.keys():
        raise UnreadableFileError(path, "is not a report", "run the workflow again")
    return content


def _provenance(reports: Iterable[Mapping[str, Any]]) -> Provenance:
    """Give the later run's reference and transcript; the version is the one that compares."""
    found = [report["provenance"] for report in reports if report.get("provenance")]
    stated: Mapping[str, Any] = found[0] if found else {}
    return Provenance(__version__, stated.get("transcript", ""), stated.get("reference_sha256", ""))
