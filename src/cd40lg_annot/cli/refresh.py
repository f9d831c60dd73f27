"""Fetch or convert knowledge tables: ClinVar, gnomAD, LOVD, UniProt, or a laboratory's own.

ClinVar is read from the remote VCF by its index, only the stretch that holds the gene; gnomAD through
its GraphQL interface. A new table replaces the old one only if every row is understood, REF agrees
with the reference and the table has not shrunk; the old one is kept beside it as NAME.previous.tsv.
This is the only subcommand that uses the network, and with --from it does not:

    cd40lg-annot refresh clinvar --output tables/clinvar.tsv
    cd40lg-annot refresh clinvar --from clinvar.vcf.gz --output tables/clinvar.tsv
    cd40lg-annot refresh gnomad --output tables/gnomad.tsv
    cd40lg-annot refresh lovd --from CD40LG.txt --name LOVD --output tables/lovd.tsv

Then give the tables to the other commands: annotate --table tables/clinvar.tsv.
"""

import argparse
import datetime
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from cd40lg_annot.errors import AnnotationError, UnreadableFileError
from cd40lg_annot.io.adapters.converted import CheckedTable, Converted, checked_table
from cd40lg_annot.io.download import Client
from cd40lg_annot.io.files import input_file
from cd40lg_annot.io.response import DownloadError
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build

HELP = "fetch or convert knowledge tables (the only subcommand that uses the network)"

CLINVAR_URL = "https://ftp.ncbi.nlm.nih.gov/pub/clinvar/vcf_GRCh38/clinvar.vcf.gz"
_FORMATS = ("clinvar", "variant-summary", "lovd", "uniprot", "table", "vcf", "gnomad")
_FETCHED = ("clinvar", "gnomad")
_HEADER_BYTES = 1 << 16
# Lines of a population table before its first row.
_HEAD_LINES = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("source", choices=_FORMATS, help="what to fetch, or the format of --from")
    parser.add_argument(
        "--output", required=True, type=Path, metavar="FILE", help="the table to write (.tsv)"
    )
    parser.add_argument(
        "--from", dest="from_file", type=Path, metavar="FILE", help="read this file; use no network"
    )
    parser.add_argument("--sha256", metavar="SUM", help="checksum that the file of --from must have")
    parser.add_argument(
        "--url", help="a mirror's address (default: key clinvar_url or gnomad_url, or the maker's)"
    )
    parser.add_argument("--proxy", metavar="URL", help="proxy for the transfer (default: key proxy)")
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="configuration with these keys (default: config/config.yaml, if it is there)",
    )
    parser.add_argument("--dataset", default="gnomad_r4", help="gnomAD dataset (default: gnomad_r4)")
    parser.add_argument("--name", help="what reports call the table")
    parser.add_argument("--release", default="", metavar="DATE", help="date of the data, ISO 8601")
    parser.add_argument("--kind", choices=("registry", "literature", "laboratory"), default="registry")
    parser.add_argument("--partial", action="store_true", help="absence from the table means nothing")
    parser.add_argument("--build", choices=[b.value for b in Build], help="build of a VCF that tells none")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="what a table or VCF of your own calls a column of ours; may be given more than once",
    )
    parser.add_argument("--accept-fewer", action="store_true", help="accept a table that has shrunk")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--retry-wait", type=float, default=1.0, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> None:
    """Fetch or convert one table, check it, and put it in place."""
    from cd40lg_annot.io.reference import read_locus
    from cd40lg_annot.io.replace import check_size, previous_of, replace_table

    if options.from_file is None and options.source not in _FETCHED:
        raise AnnotationError(f"refresh {options.source} reads a file; give it with --from")
    if options.from_file is not None:
        _check_sum(options.from_file, options.sha256)
    else:
        _fill_in(options)
    locus = read_locus()
    table = _gnomad(options, locus) if options.source == "gnomad" else _classified(options, locus)
    now = _rows_now(options, locus)
    check_size(options.output, table.rows, None if options.accept_fewer else now)
    what = f"{table.rows} rows, {table.outside} outside the locus set aside"
    if options.dry_run:
        print(f"{options.output}: would be written with {what}")
        return
    existed = options.output.exists()
    replace_table(options.output, table.text)
    kept = f"; the old table is {previous_of(options.output).name}" if existed else ""
    print(f"{options.output}: {what}{kept}")


def _fill_in(options: argparse.Namespace) -> None:
    """Take the addresses that no option gives from the configuration."""
    from cd40lg_annot.io.refresh_settings import read_refresh_settings

    settings = read_refresh_settings(options.config)
    options.proxy = options.proxy or settings.proxy
    mirrors = {"clinvar": settings.clinvar_url, "gnomad": settings.gnomad_url}
    options.url = options.url or mirrors.get(options.source)


def _rows_now(options: argparse.Namespace, locus: Locus) -> int | None:
    """Rows of the table that stands there now; None where there is none that can be read."""
    from cd40lg_annot.io.population import read_population_table
    from cd40lg_annot.io.tables import read_table

    if not options.output.exists():
        return None
    if options.source == "gnomad":
        return read_population_table(options.output, locus).version.rows
    table = read_table(options.output, locus)
    if table.kind == "laboratory" and options.kind != table.kind:
        problem = "holds the laboratory's own classifications"
        raise UnreadableFileError(options.output, problem, "write to another file, or say --kind laboratory")
    return table.version.rows


def _classified(options: argparse.Namespace, locus: Locus) -> CheckedTable:
    if options.from_file is None:
        return checked_table(_fetched_clinvar(options, locus), locus)
    head = {
        "name": options.name or _NAMES.get(options.source) or options.from_file.stem,
        "source": f"{_NAMES.get(options.source, 'the laboratory')}, file {options.from_file.name}",
        "release": options.release,
        "kind": options.kind,
        "scope": "partial" if options.partial else "complete",
    }
    columns = _columns(options.column)
    return checked_table(_READERS[options.source](options.from_file, head, columns, options), locus)


_NAMES = {"clinvar": "ClinVar", "variant-summary": "ClinVar", "lovd": "LOVD", "uniprot": "UniProt"}


def _columns(pairs: list[str]) -> dict[str, str]:
    from cd40lg_annot.io.tables import COLUMNS

    columns = dict(pair.partition("=")[::2] for pair in pairs)
    wrong = [ours for ours, theirs in columns.items() if ours not in COLUMNS or not theirs]
    if wrong:
        raise AnnotationError(
            f"--column {wrong[0]}=… names no column of ours; use one of {', '.join(COLUMNS)}"
        )
    return columns


Reader = Callable[[Path, dict[str, str], Mapping[str, str], argparse.Namespace], Converted]


def _read_clinvar_vcf(
    path: Path, head: dict[str, str], columns: Mapping[str, str], options: argparse.Namespace
) -> Converted:
    from cd40lg_annot.io.adapters.vcf_table import CLINVAR_KEYS, read_vcf_table

    del columns
    return read_vcf_table(path, head, CLINVAR_KEYS, Build(options.build) if options.build else None)


def _read_own_vcf(
    path: Path, head: dict[str, str], columns: Mapping[str, str], options: argparse.Namespace
) -> Converted:
    from cd40lg_annot.io.adapters.vcf_table import read_vcf_table

    keys = {"classification": "CLASSIFICATION", **columns}
    return read_vcf_table(path, head, keys, Build(options.build) if options.build else None)


def _read_summary(
    path: Path, head: dict[str, str], columns: Mapping[str, str], options: argparse.Namespace
) -> Converted:
    from cd40lg_annot.io.adapters.variant_summary import read_variant_summary

    del columns, options
    return read_variant_summary(path, head)


def _read_lovd(
    path: Path, head: dict[str, str], columns: Mapping[str, str], options: argparse.Namespace
) -> Converted:
    from cd40lg_annot.io.adapters.lovd import read_lovd

    del columns, options
    return read_lovd(path, head)


def _read_uniprot(
    path: Path, head: dict[str, str], columns: Mapping[str, str], options: argparse.Namespace
) -> Converted:
    from cd40lg_annot.io.adapters.uniprot import read_humsavar

    del columns, options
    return read_humsavar(path, {**head, "kind": "protein"})


def _read_own_table(
    path: Path, head: dict[str, str], columns: Mapping[str, str], options: argparse.Namespace
) -> Converted:
    from cd40lg_annot.io.adapters.own_table import read_own_table

    return read_own_table(path, head, columns, options.build or "")


_READERS: dict[str, Reader] = {
    "clinvar": _read_clinvar_vcf,
    "variant-summary": _read_summary,
    "lovd": _read_lovd,
    "uniprot": _read_uniprot,
    "table": _read_own_table,
    "vcf": _read_own_vcf,
}


def _client(options: argparse.Namespace) -> Client:
    parts = options.output.with_name(f"{options.output.stem}.part")
    return Client(proxy=options.proxy, first_wait_seconds=options.retry_wait, parts=parts)


def _fetched_clinvar(options: argparse.Namespace, locus: Locus) -> Converted:
    """Read ClinVar's remote VCF: its head, its index, and the stretch that holds the locus."""
    from cd40lg_annot.io.adapters.vcf_table import CLINVAR_KEYS, vcf_table_of_lines
    from cd40lg_annot.io.tabix import DamagedFileError, chunk_of_region, lines_of_blocks

    url, client = options.url or CLINVAR_URL, _client(options)
    first = locus.genomic_pos(1, Build.GRCH38) - 1
    head = {
        "name": "ClinVar",
        "source": f"ClinVar (NCBI), {url}",
        "release": options.release,
        "kind": "registry",
        "scope": "complete",
        "licence": "ClinVar data are in the public domain",
    }
    try:
        chunk = chunk_of_region(client.whole(f"{url}.tbi"), "X", first, first + len(locus))
        meta = [line for line in lines_of_blocks(client.piece(url, 0, _HEADER_BYTES)) if line.startswith("#")]
        records = list(lines_of_blocks(client.piece(url, chunk.start, chunk.end), chunk.skip))
    except DamagedFileError as error:
        raise DownloadError(url, str(error), "the old table stays; try later, or use --from") from error
    here = [line for line in records if _starts_within(line, first, first + len(locus))]
    name = Path(url.rsplit("/", 1)[-1])
    converted = vcf_table_of_lines([*meta, *here], name, head, CLINVAR_KEYS, Build.GRCH38)
    if converted.rows and not any(row.get("review_status") for _, row in converted.rows):
        problem = "no record of the gene has a review status (CLNREVSTAT)"
        raise DownloadError(url, problem, "the old table stays; the file's form may have changed")
    return converted


def _starts_within(line: str, first: int, last: int) -> bool:
    """Whether a record is of X and its POS lies in the region, 0-based and half-open."""
    fields = line.split("\t", 2)
    return fields[0] == "X" and len(fields) > 1 and fields[1].isdecimal() and first < int(fields[1]) <= last


def _gnomad(options: argparse.Namespace, locus: Locus) -> CheckedTable:
    """Ask gnomAD, or read an answer that was kept, and check it as a population table."""
    import tempfile

    from cd40lg_annot.io.adapters.gnomad import URL, UnknownAnswerError, population_text, query_of
    from cd40lg_annot.io.population import read_population_table

    url = options.url or URL
    first = locus.genomic_pos(1, Build.GRCH38)
    text = None if options.from_file is None else _gnomad_export(options)
    if text is None:
        if options.from_file is not None:
            answer, date = _json_of(options.from_file), options.release or "at a date not given"
        else:
            answer = _client(options).post_json(url, query_of(first, first + len(locus) - 1, options.dataset))
            date = options.release or datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        try:
            text = population_text(answer, options.dataset, date)
        except UnknownAnswerError as error:
            remedy = "the old table stays; a newer version may know it"
            raise DownloadError(url, str(error), remedy) from error
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / options.output.name
        draft.write_text(text, encoding="utf-8")
        table = read_population_table(draft, locus)
    return CheckedTable(text, table.version.rows, text.count("\n") - _HEAD_LINES - table.version.rows)


def _gnomad_export(options: argparse.Namespace) -> str | None:
    """A population table from gnomAD's browser export or sites VCF; None where the file is neither."""
    from cd40lg_annot.io.adapters.gnomad import table_text
    from cd40lg_annot.io.adapters.gnomad_export import rows_of_export, rows_of_vcf
    from cd40lg_annot.io.adapters.vcf_table import lines_of

    path, build = options.from_file, Build(options.build) if options.build else None
    first = next(lines_of(path), "")
    if first.startswith("##fileformat=VCF"):
        rows, what = rows_of_vcf(path, lines_of(path), build), "sites VCF"
    elif first.lstrip("\ufeff").startswith("gnomAD ID,"):
        rows, what = (
            rows_of_export(path, (line.lstrip("\ufeff") for line in lines_of(path)), build),
            "browser export",
        )
    else:
        return None
    release = options.release or f"{options.dataset}, at a date not given"
    return table_text(rows, f"gnomAD, {what}, file {path.name}", release)


def _json_of(path: Path) -> object:
    try:
        content: object = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(path, "is not JSON", "give the answer of gnomAD's interface") from error
    return content


def _check_sum(path: Path, stated: str | None) -> None:
    """Compare the file with the checksum given, or with the one that lies beside it (FILE.md5)."""
    if stated and input_file(str(path), "table").sha256 != stated.lower():
        raise UnreadableFileError(path, "its SHA-256 is not the one given", "fetch the file again")
    beside = path.with_name(path.name + ".md5")
    if beside.is_file():
        import hashlib

        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
        if digest not in beside.read_text(encoding="utf-8"):
            raise UnreadableFileError(
                path, f"its MD5 is not the one in {beside.name}", "fetch the file again"
            )
