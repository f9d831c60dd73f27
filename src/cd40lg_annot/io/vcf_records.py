"""One VCF record as the model has it, taken apart from the text that htslib has checked.

Genotypes are handed on as text, so that every spelling reaches one place (`calls.genotype_text`).
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.io.limits import refuse_many_alleles
from cd40lg_annot.io.text_records import REMEDY_RECORD, Raw, TextRecord, alts_of, covered_end, info_of
from cd40lg_annot.io.vcf_file import VcfFile
from cd40lg_annot.model import SampleColumns, VcfRecord

if TYPE_CHECKING:
    import pysam

_BEFORE_SAMPLES = 9


class RecordReader:
    """Takes records of one open file apart; the numbers of its columns are worked out once."""

    def __init__(self, file: VcfFile) -> None:
        """Take the file, whose columns have been chosen."""
        self._path = file.path
        self._numbers = {name: number for number, name in enumerate(file.columns)}

    def record(self, raw: Raw) -> VcfRecord:
        """Give a record.

        Raises:
            UnreadableFileError: it has not the sample columns that the header names, or too many alleles.
        """
        columns = self.columns(raw)
        contig, pos, _, ref, alts, _, filters, info_text = columns[:8]
        refuse_many_alleles(self._path, f"{contig}:{pos}", alts)
        info = info_of(info_text)
        keys, formats = self.formats(columns, raw.check if isinstance(raw, TextRecord) else None)
        return VcfRecord(
            contig=contig,
            pos=int(pos),
            end=covered_end(int(pos), ref, info),
            ref=ref.upper(),
            alts=tuple(map(_upper, alts_of(alts))),
            filters=() if filters in {".", "PASS"} else tuple(filters.split(";")),
            info=info,
            format_keys=keys,
            formats=formats,
        )

    def columns(self, raw: Raw) -> list[str]:
        """Give the text of a record by its columns, those of all samples together as the last.

        Raises:
            UnreadableFileError: it has not the sample columns that the header names.
        """
        if isinstance(raw, TextRecord):
            return raw.columns
        columns = str(raw).rstrip("\n").split("\t", _BEFORE_SAMPLES)
        samples = columns[_BEFORE_SAMPLES].count("\t") + 1 if len(columns) > _BEFORE_SAMPLES else 0
        if len(columns) >= _BEFORE_SAMPLES and samples != len(self._numbers):
            place = f"{columns[0]}:{columns[1]}"
            problem = f"the record at {place} cannot be read: its FORMAT does not fit its sample columns"
            raise UnreadableFileError(self._path, problem, REMEDY_RECORD)
        return columns

    def formats(
        self, columns: list[str], check: Callable[[str], None] | None = None
    ) -> tuple[tuple[str, ...], Mapping[str, dict[str, str]]]:
        """Give FORMAT's keys and the sample columns of a record, by its columns; `check` as they have it."""
        if len(columns) < _BEFORE_SAMPLES:
            return (), {}
        keys = _keys_of(columns[8])
        text = columns[9] if len(columns) > _BEFORE_SAMPLES else None
        return keys, SampleColumns(keys, self._numbers, text, check) if text is not None else {}


@lru_cache(maxsize=256)
def _keys_of(text: str) -> tuple[str, ...]:
    return tuple(text.split(":"))


def record_end(raw: "pysam.VariantRecord") -> int:
    """Last base that REF or INFO/END cover, 1-based, read from the record's text."""
    columns = str(raw).split("\t", 8)
    return covered_end(int(columns[1]), columns[3], info_of(columns[7].rstrip("\n")))


def _upper(alt: str) -> str:
    """Bases in upper case; symbolic alleles and breakends keep their contig names."""
    return alt.upper() if alt.isalpha() else alt
