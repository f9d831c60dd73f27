"""Classifications in a VCF: ClinVar's own of any year, or a laboratory's.

ClinVar's INFO keys: CLNSIG, CLNREVSTAT, CLNSIGCONF, CLNSIGINCL, CLNDN, ALLELEID, RS, CLNHGVS; since
2024 also ONC* and SCI*, which speak about cancer, so that a record may have no CLNSIG at all.
"""

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, cast

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.adapters.clinvar_codes import is_coded, statements
from cd40lg_annot.io.adapters.converted import Converted
from cd40lg_annot.io.bgzf import GZIP
from cd40lg_annot.io.limits import LONGEST_ROW, lines_within_limits
from cd40lg_annot.io.table_text import CONTIGS
from cd40lg_annot.model import Build

CLINVAR_KEYS = {"classification": "CLNSIG", "review_status": "CLNREVSTAT", "condition": "CLNDN"}
_HAPLOTYPE_ONLY = "no classification for the single variant"


def read_vcf_table(
    path: Path, head: Mapping[str, str], keys: Mapping[str, str], build: Build | None = None
) -> Converted:
    """Read the records of chromosome X from a VCF, plain or compressed.

    Args:
        path: the VCF.
        head: what the new table says of itself; `release` may be empty and is then the header's fileDate.
        keys: which INFO key gives which of our columns.
        build: where the header does not name it.

    Raises:
        UnreadableFileError: not a VCF, cut short, or a header without a build.
    """
    return vcf_table_of_lines(lines_of(path), path, head, keys, build)


def vcf_table_of_lines(
    lines: Iterable[str],
    path: Path,
    head: Mapping[str, str],
    keys: Mapping[str, str],
    build: Build | None = None,
) -> Converted:
    """As `read_vcf_table`, from lines."""
    meta: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    aside: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            meta.append(line)
            continue
        if number == 1 or not meta or not meta[0].startswith("##fileformat=VCF"):
            raise UnreadableFileError(path, "is not a VCF", "give a VCF with its header")
        fields = line.rstrip("\n").split("\t")
        if fields[0] not in CONTIGS:
            continue
        if len(fields) < 8:
            raise UnreadableFileError(path, f"row {number} has {len(fields)} columns", "give a whole VCF")
        rows += [(number, row) for row in _rows_of_record(fields, keys, aside)]
    told = _build_of(meta)
    named = build or told
    if named is None:
        raise UnreadableFileError(path, "its header names no build", "say --build GRCh38 or GRCh37")
    if told not in (None, named):
        problem = f"its header names {told.value if told else ''}, and {named.value} was asked for"
        raise UnreadableFileError(path, problem, "give the file of that build, or leave the build out")
    for _, row in rows:
        row["build"] = named.value
    found = dict(head)
    found["release"] = head.get("release") or _file_date(meta) or "not dated"
    names = {"ref": "REF", "alt": "ALT", "pos": "POS", "contig": "CHROM", **keys}
    return Converted(path, found, tuple(rows), names, dict(aside))


def lines_of(path: Path) -> Iterator[str]:
    """Lines of a text file, compressed or not.

    Raises:
        UnreadableFileError: it is missing, cut short, not text, or asks for more than `io.limits` allows.
    """
    try:
        with path.open("rb") as file:
            is_gzip = file.read(2) == GZIP
        with gzip.open(path, "rb") if is_gzip else path.open("rb") as source:
            raw = cast("IO[bytes]", source)
            for line in lines_within_limits(str(path), raw, is_gzip=is_gzip, longest=LONGEST_ROW):
                text = line.decode("utf-8").replace("\r\n", "\n")
                # Lines of an old Macintosh end in \r.
                yield from [f"{part}\n" for part in text.removesuffix("\n").split("\r")]
    except (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError) as error:
        raise UnreadableFileError(path, "is cut short or damaged", "fetch it again") from error
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error


def _rows_of_record(
    fields: list[str], keys: Mapping[str, str], aside: Counter[str]
) -> Iterator[dict[str, str]]:
    contig, pos, identifier, ref, alts, _, _, info_text = fields[:8]
    info = dict(item.partition("=")[::2] for item in info_text.split(";"))
    if keys.get("classification") == "CLNSIG" and is_coded(info):
        yield from _coded_rows(fields, info)
        return
    said = {column: _plain(info.get(key, "")) for column, key in keys.items()}
    if keys.get("classification") == "CLNSIG":
        said |= _clinvar_details(identifier, info, said)
    if not said["classification"]:
        aside["records without a classification set aside"] += 1
        return
    for alt in alts.split(","):
        if not re.fullmatch("[ACGTacgt]+", alt) or not re.fullmatch("[ACGTacgt]+", ref):
            aside["records without a spelt-out change of bases set aside"] += 1
            continue
        yield {"contig": contig, "pos": pos, "ref": ref, "alt": alt, **said}


def _coded_rows(fields: list[str], info: dict[str, str]) -> Iterator[dict[str, str]]:
    contig, pos, _, ref, alts = fields[:5]
    written = alts.split(",")
    for index, said in statements(info, len(written)):
        if re.fullmatch("[ACGTacgt]+", written[index]) and re.fullmatch("[ACGTacgt]+", ref):
            yield {"contig": contig, "pos": pos, "ref": ref, "alt": written[index], **said}


def _clinvar_details(identifier: str, info: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    details = {
        "accession": f"VCV{int(identifier):09d}" if identifier.isdecimal() else identifier,
        "condition": said["condition"].replace("|", "; "),
    }
    notes = []
    if info.get("RS"):
        notes.append(f"rs{info['RS']}")
    if info.get("CLNSIGCONF"):
        notes.append(f"submissions: {_plain(info['CLNSIGCONF']).replace('|', ', ')}")
    if info.get("CLNSIGINCL"):
        notes.append(f"part of {_included(info['CLNSIGINCL'])}")
        details["classification"] = said["classification"] or _HAPLOTYPE_ONLY
    somatic = [f"{key} {_plain(info[key])}" for key in ("ONC", "SCI") if info.get(key)]
    if somatic:
        notes.append("somatic statements, not counted here: " + ", ".join(somatic))
        details["classification"] = details.get("classification") or said["classification"] or "not provided"
    return details | {"note": "; ".join(notes)}


def _included(text: str) -> str:
    parts = (item.partition(":") for item in text.split("|"))
    return ", ".join(f"VariationID {number}, which is {_plain(words)}" for number, _, words in parts)


def _plain(text: str) -> str:
    return text.replace("_", " ").strip() if text != "." else ""


def _build_of(meta: Iterable[str]) -> Build | None:
    text = " ".join(line for line in meta if line.startswith(("##reference", "##contig", "##assembly")))
    found = [
        build
        for build, words in ((Build.GRCH38, "GRCh38|hg38"), (Build.GRCH37, "GRCh37|hg19|b37"))
        if re.search(words, text)
    ]
    return found[0] if len(found) == 1 else None


def _file_date(meta: Iterable[str]) -> str:
    for line in meta:
        if match := re.match(r"##fileDate=(\d{4})-?(\d{2})-?(\d{2})", line):
            return "-".join(match.groups())
    return ""
