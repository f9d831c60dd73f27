"""The GT field as text: every spelling that VCF 4.1 to 4.5 and its callers use."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cd40lg_annot.model.columns import GENOTYPE

_GT = re.compile(GENOTYPE)


@dataclass(frozen=True, slots=True)
class Genotype:
    """Allele indices, one per chromosome copy called; None where a copy is not called."""

    indices: tuple[int | None, ...]
    phased: bool


@lru_cache(maxsize=1024)
def read_genotype(text: str | None) -> Genotype | None:
    """Read a GT value; None where the record gives none.

    Raises:
        ValueError: the text is not a genotype.

    >>> read_genotype("0|1")
    Genotype(indices=(0, 1), phased=True)
    >>> [read_genotype(text).indices for text in ("2", "./1", "1/1/0")]
    [(2,), (None, 1), (1, 1, 0)]
    """
    if text is None or text == "":
        return None
    if not _GT.fullmatch(text):
        message = f"{text!r} is not a genotype"
        raise ValueError(message)
    indices = tuple(None if part == "." else int(part) for part in re.split(r"[|/]", text.lstrip("|/")))
    return Genotype(indices, phased="|" in text and "/" not in text)
