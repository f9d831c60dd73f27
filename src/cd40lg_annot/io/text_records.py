"""Records of an indexed VCF as the text that they are, without htslib's parsing of every value.

Of a record htslib parses all values of all samples, which takes longer than everything else. Here a line
is divided as far as somebody asks: at first up to INFO, which tells whether it matters to the gene, and in
full where it does. Only then it is checked that its columns are as many as the header says, and that
what stands in them is of the types that the header declares.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from cd40lg_annot.errors import UnreadableFileError
from cd40lg_annot.model.columns import GENOTYPE

if TYPE_CHECKING:
    import pysam

REMEDY_RECORD = "mend the record (bcftools view shows where) or write the file again"
_FIXED = 9
_TAB = b"\t"
_WHOLE = r"(?:[-+]?\d*|\.)"
_NUMBER = r"(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?i:nan|inf|infinity)|\.|)"
# What a value of each type looks like, and what to call it.
_TYPES = {
    "Integer": (f"{_WHOLE}(?:,{_WHOLE})*", "a whole number"),
    "Float": (f"{_NUMBER}(?:,{_NUMBER})*", "a number"),
}
_GENOTYPE = (GENOTYPE, "a genotype")
_ANYTHING = ("[^:]*", "a text")


class TextRecord:
    """A record by its columns, with the names that pysam gives them; those of all samples are the last.

    `pos` is 1-based.
    """

    __slots__ = ("_columns", "_is_whole", "_reader", "alts", "contig", "pos", "ref")

    def __init__(self, line: str, reader: "TextColumns") -> None:
        """Take a line, and what reads its columns.

        Raises:
            UnreadableFileError: it has not as many columns as the header, or its POS is no number.
        """
        reader.check_width(line)
        columns = line.split("\t", _FIXED - 1)
        if not columns[1].isdecimal():
            reader.refuse_line(line)
        self._columns = columns
        self._is_whole = len(columns) < _FIXED
        self._reader = reader
        self.contig = columns[0]
        self.pos = int(columns[1])
        self.ref = columns[3]
        self.alts = alts_of(columns[4])

    @property
    def columns(self) -> list[str]:
        """Text of each column, those of the samples that are read together as the last.

        Raises:
            UnreadableFileError: FORMAT names a key twice.
        """
        if not self._is_whole:
            self._columns = self._reader.with_samples(self._columns)
            self._is_whole = True
        return self._columns

    def check(self, cell: str) -> None:
        """Refuse the text of a sample's column that holds what it cannot.

        Raises:
            UnreadableFileError: a value is not of the type that the header declares, or has no key.
        """
        self._reader.check(self.columns, cell)

    @property
    def stop(self) -> int:
        """Last base, 1-based, that REF or INFO/END cover."""
        if "END=" not in self._columns[7]:
            return self.pos + len(self.ref) - 1
        return covered_end(self.pos, self.ref, info_of(self._columns[7]))

    def info(self, key: str) -> str | None:
        """Give a value of INFO, as text."""
        return info_of(self._columns[7]).get(key)


Raw: TypeAlias = "pysam.VariantRecord | TextRecord"


class TextColumns:
    """Checks the columns of a file's records, and picks those of the samples that are read."""

    def __init__(
        self, path: str, samples: Sequence[str], chosen: Sequence[str], types: Mapping[str, str]
    ) -> None:
        """Take the file for messages, all its samples, those that are read, and types of FORMAT's keys."""
        self._path = path
        numbers = {name: number for number, name in enumerate(samples)}
        # Without samples, FORMAT may be left out.
        self._tabs = {_FIXED - 1 + len(samples)} if samples else {_FIXED - 2, _FIXED - 1}
        self._picked = None if len(chosen) == len(samples) else [numbers[name] for name in chosen]
        self._values = cache(lambda keys: [_value(key, types) for key in keys.split(":")])
        self._cell = cache(lambda keys: _cell(self._values(keys)) if _are_distinct(keys) else None)

    def check_width(self, line: str) -> None:
        """Refuse a line that has not as many columns as the header.

        Raises:
            UnreadableFileError: it has not.
        """
        if line.count("\t") not in self._tabs:
            refuse_other_columns(self._path, line.encode(), max(self._tabs))

    def with_samples(self, columns: list[str]) -> list[str]:
        """Divide FORMAT and the samples, which stand together as the last of a record's columns.

        Raises:
            UnreadableFileError: FORMAT names a key twice.
        """
        keys, tab, cells = columns[-1].partition("\t")
        columns = [*columns[:-1], keys]
        if not tab:
            return columns
        self._pattern(columns)
        if self._picked is not None:
            every = cells.split("\t")
            cells = "\t".join([every[number] for number in self._picked])
        return [*columns, cells]

    def check(self, columns: list[str], cell: str) -> None:
        """Refuse the text of a sample's column of a record that holds what it cannot.

        Raises:
            UnreadableFileError: a value is not of the type that the header declares, or has no key.
        """
        if not self._pattern(columns).fullmatch(cell):
            self._refuse(columns, self._fault(columns[8], cell))

    def refuse_line(self, line: str) -> NoReturn:
        """Refuse a line without a position.

        Raises:
            UnreadableFileError: always.
        """
        problem = f"the line {line[:60]!r} cannot be read: its POS is no number"
        raise UnreadableFileError(self._path, problem, REMEDY_RECORD)

    def _pattern(self, columns: list[str]) -> re.Pattern[str]:
        found = self._cell(columns[8])
        if found is None:
            self._refuse(columns, f"FORMAT {columns[8]} names a key twice")
        return found

    def _fault(self, keys: str, cell: str) -> str:
        values = cell.split(":")
        for key, (pattern, name), value in zip(keys.split(":"), self._values(keys), values, strict=False):
            if not re.fullmatch(pattern, value):
                return f"{key} is {value[:30]!r}, which is not {name}"
        return f"there are {len(values)} values for FORMAT {keys}"

    def _refuse(self, columns: list[str], fault: str) -> NoReturn:
        problem = f"the record at {columns[0]}:{columns[1]} cannot be read: {fault}"
        raise UnreadableFileError(self._path, problem, REMEDY_RECORD)


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


@lru_cache(maxsize=1024)
def alts_of(text: str) -> tuple[str, ...]:
    """ALTs one by one; none for `.`."""
    return () if text == "." else tuple(text.split(","))


def covered_end(pos: int, ref: str, info: dict[str, str]) -> int:
    """Last base that REF or INFO/END cover, 1-based; an END before POS is not believed."""
    end = info.get("END", "")
    return max(pos + len(ref) - 1, int(end) if end.isdecimal() else 0)


def _value(key: str, types: Mapping[str, str]) -> tuple[str, str]:
    """Pattern of a key's values, and what to call one."""
    return _GENOTYPE if key == "GT" else _TYPES.get(types.get(key, ""), _ANYTHING)


def _are_distinct(keys: str) -> bool:
    return len(set(keys.split(":"))) == keys.count(":") + 1


def _cell(values: Sequence[tuple[str, str]]) -> re.Pattern[str]:
    """Pattern of a sample's column, of which the last values may be left out."""
    text = ""
    for pattern, _ in reversed(values):
        text = f":{pattern}(?:{text})?" if text else f":{pattern}"
    return re.compile(text.removeprefix(":"))


def _pair(item: str) -> tuple[str, str]:
    key, _, value = item.partition("=")
    return key, value
