"""Records of an indexed file as the text that they are, without htslib's parsing of every value.

Of a record of thousands of columns htslib parses all values of all samples, which takes longer than
everything else. Here a record is taken as text where its columns are as many as the header says and hold
nothing but digits and the signs between them. At the first one that holds more (a phase set's name, a
minus, a letter), htslib reads on, and stops at what is malformed.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from cd40lg_annot.errors import UnreadableFileError

if TYPE_CHECKING:
    import pysam

REMEDY_RECORD = "mend the record (bcftools view shows where) or write the file again"
# Fewer columns are parsed quickly, and the index is loaded a second time for reading text.
FEWEST_COLUMNS = 8
_FIXED = 9
_TAB = b"\t"
_VALUES = b"0123456789./|,"


class TextRecord:
    """A record by its columns, with the names that pysam gives them; those of all samples are the last.

    `pos` is 1-based; `stop` is the 1-based last base that REF or INFO/END cover.
    """

    __slots__ = ("alts", "columns", "contig", "pos", "ref", "stop")

    def __init__(self, columns: list[str]) -> None:
        """Take the columns."""
        self.columns = columns
        self.contig = columns[0]
        self.pos = int(columns[1])
        self.ref = columns[3]
        self.alts = () if columns[4] == "." else tuple(columns[4].split(","))
        self.stop = covered_end(self.pos, self.ref, info_of(columns[7]))


Raw: TypeAlias = "pysam.VariantRecord | TextRecord"


class TextColumns:
    """Picks the columns of the samples that are read out of a record's text."""

    def __init__(self, path: str, samples: Sequence[str], chosen: Sequence[str]) -> None:
        """Take the file for messages, all its samples, and those that are read, in file order."""
        self._path = path
        numbers = {name: number for number, name in enumerate(samples)}
        self._tabs = len(samples) - 1
        self._picked = None if len(chosen) == len(samples) else [numbers[name] for name in chosen]

    def of_line(self, line: str) -> list[str] | None:
        """Columns of a line; None where htslib has to look at it.

        Raises:
            UnreadableFileError: they are not as many as the header's.
        """
        columns = line.split("\t", _FIXED)
        if len(columns) <= _FIXED or not columns[1].isdecimal():
            return None
        keys = columns[8].split(":")
        text = columns[9]
        # What is left of plain columns without their values: a colon between two of one sample, and tabs.
        bounds = text.encode("ascii", "replace").translate(None, _VALUES)
        if bounds.count(_TAB) != self._tabs:
            refuse_other_columns(self._path, line.encode(), self._tabs + _FIXED)
        if bounds.translate(None, b":\t") or b":" * len(keys) in bounds:
            return None
        if len(set(keys)) < len(keys):
            return None
        if self._picked is not None:
            cells = text.split("\t")
            columns[9] = "\t".join([cells[number] for number in self._picked])
        return columns


def refuse_other_columns(path: str, line: bytes, tabs: int) -> None:
    """Refuse a record that has not as many columns as the header, which has one more than these tabs.

    Raises:
        UnreadableFileError: it has not.
    """
    if line.count(_TAB) == tabs:
        return
    contig, pos = (part.decode("utf-8", "replace") for part in line.split(_TAB, 2)[:2])
    columns = f"it has {line.count(_TAB) + 1} columns where the header has {tabs + 1}"
    raise UnreadableFileError(path, f"the record at {contig}:{pos} cannot be read: {columns}", REMEDY_RECORD)


def info_of(text: str) -> dict[str, str]:
    """INFO by key; a flag has no value."""
    return dict(_pair(item) for item in text.split(";")) if text != "." else {}


def covered_end(pos: int, ref: str, info: dict[str, str]) -> int:
    """Last base that REF or INFO/END cover, 1-based; an END before POS is not believed."""
    end = info.get("END", "")
    return max(pos + len(ref) - 1, int(end) if end.isdecimal() else 0)


def text_records(
    lines: Iterator[str],
    columns: TextColumns,
    by_htslib: Callable[[int], Iterator["pysam.VariantRecord"]],
) -> Iterator[Raw]:
    """Records of a region in file order: as text, and from the first one on that is not plain by htslib.

    Args:
        lines: the region's lines.
        columns: picks the samples that are read.
        by_htslib: records of the region from a 0-based position on.
    """
    pos, given = 0, 0
    for line in lines:
        found = columns.of_line(line)
        if found is None:
            break
        given = given + 1 if int(found[1]) == pos else 1
        pos = int(found[1])
        yield TextRecord(found)
    else:
        return
    # Those at the last position that have been given come again, and some that begin before it.
    for raw in by_htslib(max(0, pos - 1)):
        if raw.pos == pos and given:
            given -= 1
        elif raw.pos >= pos:
            yield raw


def _pair(item: str) -> tuple[str, str]:
    key, _, value = item.partition("=")
    return key, value
