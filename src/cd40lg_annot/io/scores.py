"""The bundled splice scores, read into an index by position; `bench/make_splice_index.py` wrote the file."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

from cd40lg_annot.errors import ReferenceFilesError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.model import SpliceIndex, TableVersion


@cache
def read_splice_index(path: Path | None = None) -> SpliceIndex:
    """Read `resources/scores/ci_spliceai.tsv.gz`, or another file of that form.

    Lines are kept as text and read when a variant asks for them: a run asks for few.

    Raises:
        ReferenceFilesError: the file is missing or damaged.
    """
    path = path or resources_folder() / "scores" / "ci_spliceai.tsv.gz"
    try:
        content = path.read_bytes()
        text = gzip.decompress(content).decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        message = f"{path}: {error}; install the package again"
        raise ReferenceFilesError(message) from error
    head: dict[str, str] = {}
    entries: dict[int, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            head[key.strip()] = value.strip()
        else:
            pos, _, alleles = line.partition("\t")
            entries[int(pos)] = alleles
    first, _, last = head["range"].partition("-")
    version = TableVersion(
        name=head["name"],
        source=head["source"],
        release=head["release"],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=sum(alleles.count("=") for alleles in entries.values()),
        note=f"{head['licence']}. {head['cite']}",
    )
    return SpliceIndex(version, int(first), int(last), entries)
