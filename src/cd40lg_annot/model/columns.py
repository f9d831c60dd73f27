"""The sample columns of one VCF record, taken apart only where a sample is asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

# A GT as VCF 4.1 to 4.5 spell it: numbers of alleles, or `.`, with `/` or `|` between and, since 4.4, before.
GENOTYPE = r"[|/]?(?:[0-9]+|\.)(?:[|/](?:[0-9]+|\.))*"


class SampleColumns(Mapping[str, dict[str, str]]):
    r"""Each sample's FORMAT values by key, missing ones left out: what `VcfRecord.formats` holds.

    A joint file has thousands of columns in each record, nearly all of them plain; they stay text.

    >>> columns = SampleColumns(("GT", "DP"), {"A": 0, "B": 1}, "0/1:30\t0/0:.")
    >>> columns["A"], columns["B"]
    ({'GT': '0/1', 'DP': '30'}, {'GT': '0/0'})
    """

    __slots__ = ("_check", "_keys", "_numbers", "_texts", "text")

    def __init__(
        self,
        keys: tuple[str, ...],
        numbers: Mapping[str, int],
        text: str,
        check: Callable[[str], None] | None = None,
    ) -> None:
        """Take FORMAT's keys, each sample's column number from 0, and the columns with tabs between.

        `check` raises an error for the text of a column that holds what it cannot, once it is asked for.
        """
        self._check = check
        self._keys = keys
        self._numbers = numbers
        self._texts: list[str] | None = None
        self.text = text

    def __getitem__(self, sample: str) -> dict[str, str]:
        """Values of one sample by key."""
        column = self.column(sample)
        if self._check is not None:
            self._check(column)
        values = zip(self._keys, column.split(":"), strict=False)
        return {key: value for key, value in values if value != "."}

    def __contains__(self, sample: object) -> bool:
        """Whether the sample has a column; nothing is taken apart for it."""
        return sample in self._numbers

    def __iter__(self) -> Iterator[str]:
        """Names of the samples, in file order."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Count the samples."""
        return len(self._numbers)

    def column(self, sample: str) -> str:
        """Text of one sample's column."""
        return self.texts()[self._numbers[sample]]

    def number(self, sample: str) -> int:
        """Number of a sample's column among the columns read, from 0."""
        return self._numbers[sample]

    def texts(self) -> list[str]:
        """Text of every column, in file order."""
        if self._texts is None:
            self._texts = self.text.split("\t")
        return self._texts


class XSite(NamedTuple):
    """Genotypes at a change of one base on X outside the PARs, or on Y.

    `pos` is 1-based in the build of the file; `bases` are REF and the ALTs, in upper case.
    """

    pos: int
    on_y: bool
    bases: tuple[str, ...]
    format_keys: tuple[str, ...]
    columns: SampleColumns
