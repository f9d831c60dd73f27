"""The shipped reference, read and verified before anything is computed from it."""

import csv
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import ReferenceFilesError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.locus.axis import Axis, Locus, Neighbour
from cd40lg_annot.locus.transcript import Exon, Transcript
from cd40lg_annot.model import Build


@cache
def read_locus(folder: Path | None = None) -> Locus:
    """Read `resources/reference/` (or another folder of that form) and verify it.

    Checked: file checksums, length of the locus, start and stop codon, splice sites of every
    intron, length of the protein.

    Raises:
        ReferenceFilesError: a file is missing or altered, or the parts contradict each other.
    """
    folder = folder or resources_folder() / "reference"
    checksums = _verified_checksums(folder)
    record = json.loads((folder / "transcript.json").read_text(encoding="utf-8"))
    sequence = _read_fasta(folder / "locus.fa")
    locus = Locus(
        sequence=sequence,
        axes={build: _axis(build, record["axes"][build.value]) for build in Build},
        transcript=_transcript(record["transcript"], sequence),
        neighbours=_read_neighbours(folder / "neighbours.tsv"),
        sha256=hashlib.sha256("".join(checksums).encode()).hexdigest(),
    )
    _verify(locus, record)
    return locus


def _verified_checksums(folder: Path) -> list[str]:
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        stated = [line.split("  ", 1) for line in lines]
        for checksum, name in stated:
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != checksum:
                message = f"{folder / name} has been altered; install the package again"
                raise ReferenceFilesError(message)
    except OSError as error:
        message = f"{error.filename}: {error.strerror}; install the package again"
        raise ReferenceFilesError(message) from error
    return sorted(checksum for checksum, _ in stated)


def _read_fasta(path: Path) -> str:
    lines = path.read_text(encoding="ascii").splitlines()
    return "".join(line.strip().upper() for line in lines if not line.startswith(">"))


def _axis(build: Build, record: dict[str, Any]) -> Axis:
    return Axis(build, record["accession"], record["contig_length"], record["offset"])


def _transcript(record: dict[str, Any], sequence: str) -> Transcript:
    # The file counts as people do, from 1 and inclusive; the model is 0-based and half-open.
    exons = tuple(Exon(exon["number"], exon["first"] - 1, exon["last"]) for exon in record["exons"])
    return Transcript(
        accession=record["accession"],
        protein_accession=record["protein_accession"],
        exons=exons,
        cds_start=record["cds"]["first"] - 1,
        cds_end=record["cds"]["last"],
        sequence="".join(sequence[exon.start : exon.end] for exon in exons),
    )


def _read_neighbours(path: Path) -> tuple[Neighbour, ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Neighbour(
                symbol=row["symbol"],
                hgnc_id=row["hgnc_id"],
                transcript=row["transcript"],
                start=int(row["grch38_start"]),
                end=int(row["grch38_end"]),
                strand=row["strand"],
            )
            for row in csv.DictReader(lines, delimiter="\t")
        )


def _verify(locus: Locus, record: dict[str, Any]) -> None:
    transcript = locus.transcript
    introns = [
        (left.end, right.start) for left, right in zip(transcript.exons, transcript.exons[1:], strict=False)
    ]
    checks = {
        "length of the locus": len(locus) == record["locus"]["length"],
        "bases of the locus": not set(locus.sequence) - set("ACGT"),
        "start codon": transcript.cds.startswith("ATG"),
        "stop codon": transcript.cds[-3:] in {"TAA", "TAG", "TGA"},
        "reading frame": len(transcript.cds) % 3 == 0 and "*" not in transcript.protein,
        "length of the protein": len(transcript.protein) == record["transcript"]["protein_length"],
        "splice sites": all(
            locus.bases(start, start + 2) == "GT" and locus.bases(end - 2, end) == "AG"
            for start, end in introns
        ),
    }
    failed = [name for name, holds in checks.items() if not holds]
    if failed:
        message = f"the shipped reference contradicts itself ({', '.join(failed)}); install the package again"
        raise ReferenceFilesError(message)
