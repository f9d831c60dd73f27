"""The sample columns of one record as arrays: a value of every sample in a few steps, whatever their number.

The text is looked at byte by byte and believed only where it is spelt plainly; each function gives,
beside what it read, for which samples it could. The others are read as text, in `calls.record_content`.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]
    Bytes = NDArray[np.uint8]

_TAB, _COLON, _COMMA, _DOT, _ZERO = (ord(character) for character in "\t:,.0")
_NINE = 9
# More digits than any depth or quality has; int64 holds many more.
_MOST_DIGITS = 9
_PAIR = 3
# Letters that one 64-bit number holds.
_PACKED = 8


class ColumnArrays:
    r"""Where each FORMAT value of each sample stands in the text of the sample columns.

    >>> arrays = ColumnArrays(("GT", "DP"), "0/0:30\t0/1:7\t0/0:.")
    >>> arrays.is_reference().tolist()
    [True, False, True]
    >>> [part.tolist() for part in arrays.whole_numbers("DP")]
    [[30, 7, 0], [True, True, False]]
    """

    def __init__(self, keys: tuple[str, ...], text: str) -> None:
        """Find the bounds of the columns; a character that is not ASCII becomes one byte, `?`."""
        self._keys = keys
        self._bytes: Bytes = np.frombuffer((text + "\t").encode("ascii", "replace"), dtype=np.uint8)
        self._ends: Numbers = np.flatnonzero(self._bytes == _TAB)
        self._starts: Numbers = np.concatenate(([0], self._ends[:-1] + 1))
        colons = np.flatnonzero(self._bytes == _COLON)
        # So many more, past the end, that a value which is left out still has bounds.
        self._colons: Numbers = np.concatenate((colons, np.full(len(keys) + 1, len(self._bytes))))
        self._first_colon: Numbers = self._first_colons(colons)

    def _first_colons(self, colons: "Numbers") -> "Numbers":
        """Count the colons before each column."""
        each = len(self._keys) - 1
        if each and len(colons) == each * len(self._starts):
            rows = colons.reshape(-1, each)
            if bool(((rows[:, 0] >= self._starts) & (rows[:, -1] < self._ends)).all()):
                return np.arange(0, len(colons), each)
        return np.searchsorted(colons, self._starts)

    def is_reference(self) -> "Flags":
        """Where GT is `0`, `0/0` or `0|0`; FORMAT has to begin with it (VCF 4.3, 1.6.2)."""
        starts, ends = self._bounds(0)
        width = ends - starts
        first, second, third = (self._at(starts + offset) for offset in range(_PAIR))
        separated = (second == ord("/")) | (second == ord("|"))
        pair = (width == _PAIR) & separated & (third == _ZERO)
        plain: Flags = (first == _ZERO) & (pair | (width == 1))
        return plain

    def whole_numbers(self, key: str) -> "tuple[Numbers, Flags]":
        """Values of a key, and where they are digits alone."""
        return self._digits(*self._bounds(self._keys.index(key)))

    def says(self, key: str, word: str) -> "Flags":
        """Where a key's value is this word."""
        starts, ends = self._bounds(self._keys.index(key))
        same: Flags = ends - starts == len(word)
        for offset, character in enumerate(word):
            same &= self._at(starts + offset) == ord(character)
        return same

    def is_missing(self, key: str) -> "Flags":
        """Where a key's value is `.`, or left out with all that follow it."""
        starts, ends = self._bounds(self._keys.index(key))
        missing: Flags = self.says(key, ".") | (starts > ends)
        return missing

    def has_few_alternate_reads(self, key: str, alternates: int) -> "Flags":
        """Where a list is one number, or `.`, and then for each alternate allele `0`, `1` or `.`."""
        starts, ends = self._bounds(self._keys.index(key))
        head = ends - 2 * alternates
        few: Flags = head > starts
        for number in range(alternates):
            value = self._at(head + 2 * number + 1)
            few &= self._at(head + 2 * number) == _COMMA
            few &= (value == _ZERO) | (value == _ZERO + 1) | (value == _DOT)
        _, counted = self._digits(starts, head)
        few &= counted | ((head - starts == 1) & (self._at(starts) == _DOT))
        return few

    def distinct(self, key: str) -> tuple[list[str], list[int]] | None:
        """Distinct values of a key, and the number of each sample's among them; None where one is long."""
        starts, ends = self._bounds(self._keys.index(key))
        width = ends - starts
        if int(width.max(initial=0)) > _PACKED:
            return None
        packed = np.zeros(len(starts), dtype=np.uint64)
        for offset in range(int(width.max(initial=0))):
            letter = np.where(offset < width, self._at(starts + offset), 0).astype(np.uint64)
            packed |= letter << np.uint64(8 * offset)
        values, numbers = np.unique(packed, return_inverse=True)
        texts = [value.to_bytes(_PACKED, "little").rstrip(b"\0").decode() for value in values.tolist()]
        return texts, numbers.tolist()

    def _bounds(self, number: int) -> "tuple[Numbers, Numbers]":
        """First byte of a value, and the one past its last; the first lies beyond where it is left out."""
        ends = np.minimum(self._colons[self._first_colon + number], self._ends)
        if number == 0:
            return self._starts, ends
        before = self._colons[self._first_colon + number - 1]
        return np.where(before < self._ends, before + 1, self._ends + 1), ends

    def _at(self, places: "Numbers") -> "Bytes":
        return self._bytes.take(places, mode="clip")

    def _digits(self, starts: "Numbers", ends: "Numbers") -> "tuple[Numbers, Flags]":
        width = ends - starts
        plain = (width > 0) & (width <= _MOST_DIGITS)
        values = np.zeros(len(starts), dtype=np.int64)
        for offset in range(min(_MOST_DIGITS, int(width.max(initial=0)))):
            inside = offset < width
            digit = self._at(starts + offset) - np.uint8(_ZERO)
            plain &= ~inside | (digit <= _NINE)
            values = np.where(inside, values * 10 + digit, values)
        return np.where(plain, values, 0), plain
