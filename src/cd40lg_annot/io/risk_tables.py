"""Read what a risk calculation is given: the evidence table, and the shipped parameters."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from cd40lg_annot.errors import InputFault, UnreadableFileError
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.model import Assumption, EvidenceKind, RiskEvidence

COLUMNS = ("person", "kind", "result", "sensitivity", "specificity", "note")

_GENOTYPES = ("hemizygous", "heterozygous", "homozygous", "absent")
_POSITIVE = ("positive", "carrier", "abnormal")
_NEGATIVE = ("negative", "normal", "noncarrier", "non_carrier")


def _words(*, positive: tuple[str, ...] = (), negative: tuple[str, ...] = ()) -> dict[str, str]:
    words = dict.fromkeys((*_POSITIVE, *positive), "positive")
    return words | dict.fromkeys((*_NEGATIVE, *negative), "negative")


_RESULTS = {
    EvidenceKind.GENOTYPE: {**{name: name for name in _GENOTYPES}, "negative": "absent"},
    EvidenceKind.CARRIER_TEST: _words(),
    EvidenceKind.FLOW: _words(positive=("reduced", "low", "bimodal", "mosaic", "absent")),
    EvidenceKind.XCI: _words(positive=("skewed", "skewed_to_mutant"), negative=("random",)),
}
_NO_RESULT = {"", "no_call", "not_assessed", "not_informative", "unknown", "."}
# Without a result, and yet a reader wants to know that the assay was done.
_TOLD = {"not_informative"}


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """Evidence as read, the line number of each item, and what was wrong."""

    evidence: tuple[RiskEvidence, ...]
    rows: tuple[int, ...]
    faults: tuple[InputFault, ...]


def read_evidence(path: str | Path, people: Collection[str] | None = None) -> EvidenceFile:
    """Read the evidence table: `person`, `kind`, `result`, `sensitivity`, `specificity`, `note`.

    Tab-separated with a header; `#` begins a comment line. `kind` is genotype, carrier_test, flow or xci.
    A genotype is certain unless sensitivity or specificity say otherwise. The other kinds have no figure
    of their own: a negative result needs its sensitivity, a positive one its specificity, and the other
    of the two is taken as 1. An xci result without its figure is kept as a note and no evidence.
    `people`: who may stand in it; None for anybody.

    Raises:
        UnreadableFileError: the file is missing, empty or not UTF-8 text.
    """
    lines = _rows(Path(path))
    header = [name.strip() for name in lines[0][1]]
    faults = list(_header_faults(str(path), lines[0][0], header))
    found: list[RiskEvidence] = []
    rows: list[int] = []
    for row, cells in lines[1:] if not faults else ():
        values = {name: cell.strip(" ") for name, cell in zip(header, cells, strict=False)}
        reader = _Row(str(path), row, values)
        item = reader.evidence(people)
        faults += reader.faults
        if item is not None and not reader.faults:
            found.append(item)
            rows.append(row)
    return EvidenceFile(tuple(found), tuple(rows), tuple(faults))


def read_assumptions() -> Mapping[str, Assumption]:
    """The shipped parameters of the risk model, by name: `resources/risk/parameters.tsv`."""
    lines = _rows(resources_folder() / "risk" / "parameters.tsv")
    return {cells[0]: Assumption(*cells) for _, cells in lines[1:]}


class _Row:
    """One line of the evidence table, and what is wrong with it."""

    def __init__(self, file: str, row: int, values: Mapping[str, str]) -> None:
        self.file, self.row, self.values = file, row, values
        self.faults: list[InputFault] = []

    def evidence(self, people: Collection[str] | None) -> RiskEvidence | None:
        """The row as evidence; None where there is no result, or a fault."""
        person = self.values.get("person", "")
        if people is not None and person not in people:
            self._fault("person", f"person {person!r} is not in the pedigree", "correct the id")
        kind = self._kind()
        if kind is None:
            return None
        word = self.values.get("result", "").lower().replace("-", "_").replace(" ", "_")
        note = self.values.get("note", "")
        if kind is EvidenceKind.XCI and word in _TOLD:
            return RiskEvidence(person, kind, "", note=note, stated=word)
        if word in _NO_RESULT:
            return None
        if word not in _RESULTS[kind]:
            self._fault("result", f"result {word!r} is not known", f"write {' or '.join(_RESULTS[kind])}")
            return None
        sensitivity, specificity = self._probability("sensitivity"), self._probability("specificity")
        result = _RESULTS[kind][word]
        deciding = "specificity" if result == "positive" else "sensitivity"
        known = kind is EvidenceKind.GENOTYPE or bool(self.values.get(deciding, "").strip("."))
        if known:
            sensitivity = Fraction(1) if sensitivity is None else sensitivity
            specificity = Fraction(1) if specificity is None else specificity
        elif kind is not EvidenceKind.XCI:
            problem = f"a {result} {kind.value} needs its {deciding}"
            self._fault(deciding, problem, "write a number from 0 to 1")
        return RiskEvidence(person, kind, result, sensitivity, specificity, note, word)

    def _kind(self) -> EvidenceKind | None:
        word = self.values.get("kind", "").lower()
        if word not in {kind.value for kind in EvidenceKind}:
            known = ", ".join(kind.value for kind in EvidenceKind)
            self._fault("kind", f"kind {word!r} is not known", f"write one of {known}")
            return None
        return EvidenceKind(word)

    def _probability(self, column: str) -> Fraction | None:
        text = self.values.get(column, "")
        if text in ("", "."):
            return None
        try:
            number = Fraction(text)
        except (ValueError, ZeroDivisionError):
            number = Fraction(-1)
        if not 0 <= number <= 1:
            self._fault(column, f"{text!r} is no probability", "write a number from 0 to 1, such as 0.95")
        return number

    def _fault(self, column: str, problem: str, remedy: str) -> None:
        self.faults.append(InputFault(self.file, problem, remedy, row=self.row, column=column))


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Line number and cells of every line that is neither blank nor a comment; at least one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, "is not UTF-8 text", "save it as plain text in UTF-8") from error
    lines = csv.reader(io.StringIO(text, newline=None), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [
        (n, cells) for n, cells in enumerate(lines, start=1) if any(cells) and not cells[0].startswith("#")
    ]
    if not found:
        raise UnreadableFileError(path, "is empty", f"begin with the header {' '.join(COLUMNS)}")
    return found


def _header_faults(file: str, row: int, names: list[str]) -> Iterator[InputFault]:
    for name in names:
        if name not in COLUMNS:
            yield InputFault(file, f"column {name!r} is not known", f"use only: {' '.join(COLUMNS)}", row=row)
    for name in COLUMNS[:3]:
        if name not in names:
            yield InputFault(file, f"column {name!r} is missing", "add it, separated by tabs", row=row)
