"""The sample columns of one record as arrays: a value of every sample in a few steps, whatever their number.

The text is looked at byte by byte and believed only where it is spelt plainly; each function gives,
beside what it read, for which samples it could. The others are read as text, in `calls.record_content`.

A value of up to eight letters is taken as one 64-bit number, its first letter in the lowest byte, so that
a step on a number is a step on all its letters.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]
    Bytes = NDArray[np.uint8]
    Packed = NDArray[np.uint64]

_TAB, _COLON = ord("\t"), ord(":")
# Letters that one 64-bit number holds.
_PACKED = 8
# By a value's width, up to one that is too long: which bits are its own, how far it is to be moved for its
# last letter to stand in the highest byte, and what then stands before it.
_KEPT = np.array([256**width - 1 for width in range(_PACKED + 1)] + [0], dtype=np.uint64)
_SHIFT = np.array([0, *(8 * (_PACKED - width) for width in range(1, _PACKED + 1)), 0], dtype=np.uint64)
_HALF = np.uint64(2 ** (4 * _PACKED) - 1)
_ZEROS = 0x3030303030303030
_BEFORE = np.array([0, *(_ZEROS >> 8 * width for width in range(1, _PACKED)), 0, 0], dtype=np.uint64)


def _packed(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(text.encode("ascii"), "little"))


_REFERENCE = [_packed(text) for text in ("0", "0/0", "0|0")]


class ColumnArrays:
    r"""Where each FORMAT value of each sample stands in the text of the sample columns.

    >>> arrays = ColumnArrays(("GT", "DP"), "0/0:30\t0/1:7\t0/0:.")
    >>> arrays.is_reference().tolist()
    [True, False, True]
    >>> values, fits = arrays.joined(["DP"])
    >>> [part_of(value, 0) for value in values.tolist()], fits.tolist()
    ([b'30', b'7', b'.'], [True, True, True])
    """

    def __init__(self, keys: tuple[str, ...], text: str) -> None:
        """Find the bounds of the columns; a character that is not ASCII becomes one byte, `?`."""
        self._keys = keys
        # As many bytes more, past the end, as are taken at once.
        self._bytes: Bytes = np.frombuffer((text + "\t" * _PACKED).encode("ascii", "replace"), dtype=np.uint8)
        self._every: Packed = np.ndarray((len(text) + 1,), "<u8", self._bytes.data, 0, (1,))
        used = self._bytes[: len(text) + 1]
        is_tab = used == _TAB
        count = int(np.count_nonzero(is_tab))
        bounds = np.flatnonzero(is_tab | (used == _COLON))
        # A row for each column, a bound for each key; None where a column has more or fewer values.
        self._table: Numbers | None = None
        if len(bounds) == count * len(keys) and bool(is_tab[bounds[len(keys) - 1 :: len(keys)]].all()):
            self._table = bounds.reshape(count, len(keys)).T.copy()
            self._ends: Numbers = self._table[-1]
        else:
            is_end = is_tab[bounds]
            self._ends = bounds[is_end]
            self._set_colons(bounds[~is_end])
        self._starts: Numbers = np.concatenate(([0], self._ends[:-1] + 1))

    def _set_colons(self, colons: "Numbers") -> None:
        # So many more, past the end, that a value which is left out still has bounds.
        self._colons: Numbers = np.concatenate((colons, np.full(len(self._keys) + 1, self._ends[-1] + 1)))
        starts = np.concatenate(([0], self._ends[:-1] + 1))
        self._first_colon: Numbers = np.searchsorted(colons, starts)
        # A column of more values than keys is malformed; who reads it as text will say so.
        self._are_named: Flags = np.diff(self._first_colon, append=len(colons)) < len(self._keys)

    def is_reference(self) -> "Flags":
        """Where GT is `0`, `0/0` or `0|0`; FORMAT has to begin with it (VCF 4.3, 1.6.2)."""
        values = self._values(*self._bounds(0))
        haploid, unphased, phased = (values == spelt for spelt in _REFERENCE)
        plain: Flags = haploid | unphased | phased
        return plain

    def joined(self, keys: "Sequence[str]") -> "tuple[Packed, Flags]":
        """Values of one or two keys as one number, four bytes each, and where they fit into them."""
        both = np.zeros(len(self._starts), dtype=np.uint64)
        every: Flags = np.ones(len(self._starts), dtype=np.bool_)
        fits = every if self._table is not None else self._are_named.copy()
        for number, key in enumerate(keys):
            starts, ends = self._bounds(self._keys.index(key))
            fits &= ends - starts <= _PACKED // 2
            both |= (self._values(starts, ends) & _HALF) << np.uint64(8 * _PACKED // 2 * number)
        return both, fits

    def says(self, key: str, word: str) -> "Flags":
        """Where a key's value is this word, of no more than eight letters."""
        same: Flags = self._values(*self._bounds(self._keys.index(key))) == _packed(word)
        return same

    def is_missing(self, key: str) -> "Flags":
        """Where a key's value is `.`, or left out with all that follow it."""
        starts, ends = self._bounds(self._keys.index(key))
        missing: Flags = (self._values(starts, ends) == _packed(".")) | (starts > ends)
        return missing

    def has_few_alternate_reads(self, key: str, alternates: int) -> "Flags":
        """Where a list is one number, or `.`, and then for each alternate allele `0`, `1` or `.`."""
        starts, ends = self._bounds(self._keys.index(key))
        head = ends - 2 * alternates
        few: Flags = head > starts
        for number in range(alternates):
            values = self._values(head + 2 * number, head + 2 * number + 2)
            few &= (values == _packed(",0")) | (values == _packed(",1")) | (values == _packed(",."))
        reads = self._values(starts, head)
        few &= _all_digits(_moved_up(reads, head - starts)) | (reads == _packed("."))
        return few

    def distinct(self, key: str) -> "tuple[list[str], Numbers] | None":
        """Distinct values of a key, and the number of each sample's among them; None where one is long."""
        starts, ends = self._bounds(self._keys.index(key))
        if bool((ends - starts > _PACKED).any()):
            return None
        values, numbers = np.unique(self._values(starts, ends), return_inverse=True)
        texts = [value.to_bytes(_PACKED, "little").rstrip(b"\0").decode() for value in values.tolist()]
        return texts, numbers

    def _bounds(self, number: int) -> "tuple[Numbers, Numbers]":
        """First byte of a value, and the one past its last; the first lies beyond where it is left out."""
        if self._table is not None:
            return (self._table[number - 1] + 1 if number else self._starts), self._table[number]
        ends = np.minimum(self._colons[self._first_colon + number], self._ends)
        if number == 0:
            return self._starts, ends
        before = self._colons[self._first_colon + number - 1]
        return np.where(before < self._ends, before + 1, self._ends + 1), ends

    def _values(self, starts: "Numbers", ends: "Numbers") -> "Packed":
        """Each value as one number; 0 where it is empty or too long, which no plain value is."""
        widths = np.minimum(ends - starts, _PACKED + 1)
        if self._table is None:  # some values are left out, and their bounds lie beyond the text
            starts = np.minimum(starts, len(self._every) - 1)
            widths = np.maximum(widths, 0)
        found = self._every[starts]
        found &= _KEPT[widths]
        return found


def part_of(joined: int, number: int) -> bytes:
    """Text of the first (0) or second (1) of two values that `ColumnArrays.joined` gave as one number."""
    half = joined >> 8 * _PACKED // 2 * number & int(_HALF)
    return half.to_bytes(_PACKED // 2, "little").rstrip(b"\0")


def _moved_up(text: "Packed", width: "Numbers") -> "Packed":
    """Values with `0` before them, so that they fill all eight bytes; other bytes where they are too long."""
    width = np.maximum(np.minimum(width, _PACKED + 1), 0)
    moved: Packed = (text << _SHIFT[width]) | _BEFORE[width]
    return moved


def _all_digits(text: "Packed") -> "Flags":
    """Where each of the eight bytes is one of `0` to `9`: those stay below the next sixteen with six more."""
    high = np.uint64(0xF0F0F0F0F0F0F0F0)
    same: Flags = ((text & high) | (((text + np.uint64(0x0606060606060606)) & high) >> np.uint64(4))) == (
        np.uint64(0x3333333333333333)
    )
    return same
