"""Everything that can be wrong with the input.

AnnotationError                 the input is at fault; one line, a remedy, exit status 1
├── InputFaultsError            several faults found together, each with file, row and column
├── UnreadableFileError         a file is missing, empty, truncated or not what its name says
├── BuildError                  a file fits neither build, or disagrees with itself
├── ReferenceFilesError         the shipped reference does not verify
├── ImpossibleEvidenceError     what is recorded about a family cannot all be true
├── ValidationFailedError       the installation, or a laboratory's case, does not do what is required
└── NomenclatureError           a typed variant name cannot be read or contradicts the reference
    └── OutsideLocusError       it names a place that this program does not look at

Faults of ours are not here: they show their traceback.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class AnnotationError(Exception):
    """The input is at fault. The message says where, what, and what to do."""


@dataclass(frozen=True, slots=True)
class InputFault:
    """One fault in one input file.

    `row` is the line number in the file, 1-based, header and comments counted;
    `column` is the column's name. Either is None where the fault has no such place.

    >>> print(InputFault("samples.tsv", "no such file: a.vcf", "correct the path", row=3, column="vcf"))
    samples.tsv, row 3, column vcf: no such file: a.vcf; correct the path
    """

    file: str
    problem: str
    remedy: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{one_line(place)}: {one_line(self.problem)}; {one_line(self.remedy)}"


class InputFaultsError(AnnotationError):
    """Faults found together, one line each."""

    def __init__(self, faults: Iterable[InputFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableFileError(AnnotationError):
    """A file is missing, empty, truncated or not what its name says."""

    def __init__(self, file: object, problem: str, remedy: str) -> None:
        super().__init__(f"{one_line(str(file))}: {one_line(problem)}; {one_line(remedy)}")


class BuildError(UnreadableFileError):
    """A file fits neither build, or disagrees with itself about its build."""


class ReferenceFilesError(AnnotationError):
    """The shipped reference does not verify: the installation is damaged."""


class NomenclatureError(AnnotationError):
    """A typed variant name cannot be read or contradicts the reference."""


class OutsideLocusError(NomenclatureError):
    """A typed variant name is of a place that this program does not look at."""


class ImpossibleEvidenceError(AnnotationError):
    """What is recorded about a family cannot all be true; `people` are those who contradict each other."""

    def __init__(self, family: str, people: Iterable[str], statements: Iterable[str]) -> None:
        self.family, self.people = family, tuple(people)
        told = "; ".join(statements)
        remedy = "correct one of them, or allow for it (penetrance, mosaicism, sensitivity, specificity)"
        self.fault = InputFault(f"family {family}", f"these records cannot all be true: {told}", remedy)
        super().__init__(str(self.fault))


class ValidationFailedError(AnnotationError):
    """A requirement of the validation is not met."""

    def __init__(self, report: object, requirements: Iterable[str]) -> None:
        failed = ", ".join(requirements)
        super().__init__(f"{one_line(str(report))}: not met: {failed}; read there what differs, and why")


def one_line(text: str, limit: int = 500) -> str:
    r"""Give text from a file back as one printable line, cut at `limit` characters.

    >>> one_line("a\nb\x1b[31m")
    'a\\nb\\x1b[31m'
    """
    # What is cut away is not looked at: a line of a hostile file may be of any length.
    printable = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text[: limit + 1]
    )
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"
