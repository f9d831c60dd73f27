"""Read the pedigree: PLINK's six columns, and the optional `people.tsv` beside it.

Both readers collect every fault of a file instead of stopping at the first.
Ids are data: whatever text they are, they are never parsed, expanded or used as a path here.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cd40lg_annot.errors import InputFault, UnreadableFileError
from cd40lg_annot.model import Affection, Karyotype, Person, Sex

COLUMNS = ("family", "person", "father", "mother", "sex", "phenotype")

_HEADER_WORDS = {
    "family": {"fid", "family", "familyid", "famid", "pedigree", "kindred"},
    "person": {"iid", "id", "individual", "individualid", "person", "sample", "sampleid", "subject"},
    "father": {"pat", "pid", "father", "fatherid", "paternalid", "dad"},
    "mother": {"mat", "mid", "mother", "motherid", "maternalid", "mom"},
    "sex": {"sex", "gender"},
    "phenotype": {
        "phenotype",
        "pheno",
        "pheno1",
        "phen",
        "affected",
        "affection",
        "affectionstatus",
        "status",
    },
}
_MISSING = {"", "0", "-9", ".", "na", "n/a", "nan", "none", "unknown", "u"}
_SEXES = {
    "1": Sex.MALE,
    "m": Sex.MALE,
    "male": Sex.MALE,
    "2": Sex.FEMALE,
    "f": Sex.FEMALE,
    "female": Sex.FEMALE,
    "other": Sex.UNKNOWN,
}
_AFFECTIONS = {
    "2": Affection.AFFECTED,
    "affected": Affection.AFFECTED,
    "1": Affection.UNAFFECTED,
    "unaffected": Affection.UNAFFECTED,
}
_MANY = 20
# Bytes of text in one line; a person takes some dozens, and reading cells costs many times their size.
_LONGEST_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class PedigreeFile:
    """A pedigree as read: people in file order, the line number of each, and what was wrong."""

    people: tuple[Person, ...]
    rows: tuple[int, ...]
    faults: tuple[InputFault, ...] = ()
    warnings: tuple[str, ...] = ()


def read_pedigree(path: str | Path) -> PedigreeFile:
    """Read a PED file: family, person, father, mother, sex, phenotype.

    Tab- or blank-separated; with tabs, ids may hold blanks. `#` begins a comment line; a first line
    that names the columns (with or without `#`) is read as a header, and may put them in any order.
    `0` is an unknown parent. Sex: 1 or M, 2 or F, any other code is unknown. Phenotype: 2 affected,
    1 unaffected, 0 or -9 unknown. Columns after the sixth are ignored with a warning.
    Whether the people contradict each other is asked by `family.faults.pedigree_faults`.

    Raises:
        UnreadableFileError: the file is missing, empty or not UTF-8 text.
    """
    lines = list(_lines(Path(path)))
    order, lines = _header(lines)
    reader = _Reader(str(path), order)
    for row, line in lines:
        if not line.startswith("#"):
            reader.read(row, line)
    if not reader.people and not reader.faults:
        raise UnreadableFileError(path, "has no people", f"write one line per person: {' '.join(COLUMNS)}")
    return PedigreeFile(tuple(reader.people), tuple(reader.rows), tuple(reader.faults), reader.warnings())


def read_people(
    path: str | Path, people: Sequence[Person]
) -> tuple[tuple[Person, ...], tuple[InputFault, ...]]:
    """Add what `people.tsv` says to the people of the pedigree; give them back with every fault.

    Tab-separated with a header. `person` is required; the others are optional: `deceased`, `adopted`,
    `pregnancy`, `proband`, `consultand`, `hidden_name`, `parentage_confirmed` (yes or no), `age` (years),
    `twin_group`, `twin_zygosity` (monozygotic, dizygotic, unknown), `gender` (free text), `karyotype`
    (47,XXY or XXY). `parentage_confirmed`: the laboratory has tested that the parents are the parents.
    `adopted` means that the parents in the pedigree are not the biological ones; `out` (adopted out of
    the family, so that they are) counts as no.

    Raises:
        UnreadableFileError: the file is missing, empty or not UTF-8 text.
    """
    lines = [(row, line) for row, line in _lines(Path(path)) if not line.startswith("#")]
    if not lines:
        raise UnreadableFileError(path, "has no header line", "begin with a line of column names")
    header_row, header = lines[0]
    names = [name.strip() for name in header.split("\t")]
    faults = list(_header_faults(str(path), header_row, names))
    if faults:
        return tuple(people), tuple(faults)
    added: dict[str, dict[str, Any]] = {}
    known = {person.person for person in people}
    for row, line in lines[1:]:
        values, found = _people_row(str(path), row, dict(zip(names, line.split("\t"), strict=False)))
        person = values.pop("person", "")
        faults += found + list(_person_faults(str(path), row, person, known, added))
        if len(line.split("\t")) > len(names):
            problem = f"has more cells than the {len(names)} columns"
            faults.append(InputFault(str(path), problem, "remove tabs inside cells", row=row))
        added.setdefault(person, values)
    return tuple(replace(person, **added.get(person.person, {})) for person in people), tuple(faults)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Line number and text of every line that is not blank."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read", "correct the path") from error
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start + 1})"
        raise UnreadableFileError(path, problem, "save it as plain text in UTF-8") from error
    if "\0" in text:
        raise UnreadableFileError(path, "is not plain text", "save it as plain text in UTF-8")
    if not text.strip():
        raise UnreadableFileError(path, "is empty", "write one line per person")
    # Only line ends count: str.splitlines would also break ids at rarer characters.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(len(line) > _LONGEST_LINE for line in lines):
        problem = f"has a line of more than {_LONGEST_LINE:,} characters"
        raise UnreadableFileError(path, problem, "write one line per person")
    return ((row, line) for row, line in enumerate(lines, start=1) if line.strip(" \t"))


def _cells(line: str) -> list[str]:
    by_blank = re.split("[ \t]+", line.strip(" \t"))
    if "\t" not in line:
        return by_blank
    by_tab = [cell.strip(" ") for cell in line.split("\t")]
    while len(by_tab) > len(COLUMNS) and not by_tab[-1]:
        by_tab.pop()  # spreadsheets pad rows with tabs
    # Hand-edited files mix blanks and tabs; six blank-separated cells are PLINK's reading.
    return by_blank if len(by_tab) < len(COLUMNS) <= len(by_blank) else by_tab


def _header(lines: list[tuple[int, str]]) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Column order and the lines below the header; the standard order if there is none.

    A header is a comment before the first person, or the first line that is none.
    """
    for index, (_, line) in enumerate(lines):
        named = _named_columns(line)
        if named is not None:
            return named, lines[index + 1 :]
        if not line.startswith("#"):
            break
    return {name: index for index, name in enumerate(COLUMNS)}, lines


def _named_columns(line: str) -> dict[str, int] | None:
    """Place of each column that a header line names; None if the line is no header."""
    words = [re.sub("[^a-z0-9]", "", cell.lower()) for cell in _cells(line.lstrip("# "))]
    named = {
        column: next(i for i, word in enumerate(words) if word in spellings)
        for column, spellings in _HEADER_WORDS.items()
        if any(word in spellings for word in words)
    }
    names_parents = {"person", "father", "mother", "sex"} <= set(named)
    names_all = {"person", "sex"} <= set(named) and len(named) == len(words)
    return named if names_parents or names_all else None


class _Reader:
    """Turns lines into people, and keeps what was wrong with them."""

    def __init__(self, file: str, order: Mapping[str, int]) -> None:
        self.file, self.order = file, order
        self.people: list[Person] = []
        self.rows: list[int] = []
        self.faults: list[InputFault] = []
        self._extra = 0
        self._odd_sexes: list[int] = []
        self._phenotypes: set[str] = set()

    def read(self, row: int, line: str) -> None:
        cells = _cells(line)
        needed = max(self.order.values()) + 1
        if len(cells) < needed:
            problem = f"has {len(cells)} columns where {needed} are expected"
            self._fault(row, None, problem, f"write {' '.join(COLUMNS)}, with 0 for what is not known")
            return
        self._extra += len(cells) > max(needed, len(COLUMNS))
        cell = {name: cells[i] for name, i in self.order.items()}
        sex = self._sex(row, cell.get("sex", ""))
        affected = self._affection(row, cell.get("phenotype", ""))
        self._control_characters(row, cell)
        person = cell["person"]
        if person in ("", "0"):
            self._fault(
                row, "person", f"{person!r} is not a person's id", "give every person an id other than 0"
            )
            return
        family = cell.get("family", "0")
        if family in ("", "0"):
            family = person  # PLINK: 0 is "no family"
        father, mother = (self._parent(cell.get(name, "0")) for name in ("father", "mother"))
        self.people.append(Person(person, family, father, mother, sex, affected))
        self.rows.append(row)

    def warnings(self) -> tuple[str, ...]:
        found = []
        if self._extra:
            found.append(f"{self.file}: columns after the sixth are ignored ({self._extra} lines have them)")
        if "phenotype" not in self.order:
            found.append(f"{self.file}: no phenotype column; everybody's phenotype is unknown")
        if self._odd_sexes:
            rows = ", ".join(map(str, self._odd_sexes[:_MANY]))
            found.append(f"{self.file}: a sex code that is neither 1 nor 2 is read as unknown (row {rows})")
        if {"0", "1"} <= self._phenotypes and not self._phenotypes & {"2", "affected"}:
            found.append(
                f"{self.file}: nobody is affected (phenotype 2); "
                "if this file codes affected as 1 and unaffected as 0, recode it to 2 and 1"
            )
        return tuple(found)

    def _control_characters(self, row: int, cell: Mapping[str, str]) -> None:
        """Such an id would show on a page as another one."""
        for column, text in cell.items():
            if not text.isprintable():
                self._fault(row, column, f"{text!r} holds a control character", "remove it")

    def _fault(self, row: int, column: str | None, problem: str, remedy: str) -> None:
        self.faults.append(InputFault(self.file, problem, remedy, row=row, column=column))

    @staticmethod
    def _parent(text: str) -> str | None:
        return None if text in ("", "0", ".", "-9") else text

    def _sex(self, row: int, text: str) -> Sex:
        word = text.lower()
        if word in _SEXES:
            return _SEXES[word]
        if word in _MISSING:
            return Sex.UNKNOWN
        if re.fullmatch(r"-?\d{1,3}", word):
            self._odd_sexes.append(row)
            return Sex.UNKNOWN
        self._fault(row, "sex", f"sex {text!r} is not known", "write 1 (male), 2 (female) or 0 (not known)")
        return Sex.UNKNOWN

    def _affection(self, row: int, text: str) -> Affection:
        word = text.lower()
        self._phenotypes.add(word)
        if word in _AFFECTIONS:
            return _AFFECTIONS[word]
        if word not in _MISSING:
            remedy = "write 2 (affected), 1 (unaffected) or 0 (not known)"
            self._fault(row, "phenotype", f"phenotype {text!r} is not known", remedy)
        return Affection.UNKNOWN


def _yes_or_no(text: str) -> bool:
    if text.lower() in ("yes", "y", "true", "1", "in"):
        return True
    if text.lower() in ("no", "n", "false", "0", "out"):
        return False
    raise ValueError("yes or no")


def _age(text: str) -> float:
    try:
        years = float(text)
    except ValueError:
        years = math.nan
    if not 0 <= years <= 130:
        raise ValueError("an age in years, such as 0.5 or 34")
    return years


def _twin_zygosity(text: str) -> str:
    words = {"mz": "monozygotic", "identical": "monozygotic", "dz": "dizygotic", "fraternal": "dizygotic"}
    word = words.get(text.lower(), text.lower())
    if word not in ("monozygotic", "dizygotic", "unknown"):
        raise ValueError("monozygotic, dizygotic or unknown")
    return word


def _karyotype(text: str) -> Karyotype:
    short = text.upper().replace(" ", "").split(",")[-1].replace("X0", "X").replace("XO", "X")
    for karyotype in Karyotype:
        if karyotype.value.split(",")[1] == short and (
            "," not in text or text.startswith(karyotype.value[:2])
        ):
            return karyotype
    raise ValueError(f"one of {' '.join(known.value for known in Karyotype)}")


_PEOPLE_COLUMNS: dict[str, Callable[[str], Any]] = {
    "person": str,
    "deceased": _yes_or_no,
    "age": _age,
    "twin_group": str,
    "twin_zygosity": _twin_zygosity,
    "adopted": _yes_or_no,
    "pregnancy": _yes_or_no,
    "gender": str,
    "karyotype": _karyotype,
    "proband": _yes_or_no,
    "consultand": _yes_or_no,
    "hidden_name": _yes_or_no,
    "parentage_confirmed": _yes_or_no,
}


def _header_faults(file: str, row: int, names: Sequence[str]) -> Iterator[InputFault]:
    known = " ".join(_PEOPLE_COLUMNS)
    for name in names:
        if name not in _PEOPLE_COLUMNS:
            yield InputFault(file, f"column {name!r} is not known", f"use only: {known}", row=row)
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield InputFault(file, f"column {name!r} stands twice", "keep one of them", row=row)
    if "person" not in names:
        yield InputFault(file, "column 'person' is missing", "add it, separated by tabs", row=row)


def _people_row(file: str, row: int, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[InputFault]]:
    values: dict[str, Any] = {}
    faults = []
    for name, cell in cells.items():
        text = cell.strip(" ")
        if text in ("", ".", "NA"):
            continue
        try:
            values[name] = _PEOPLE_COLUMNS[name](text)
        except ValueError as error:
            faults.append(
                InputFault(file, f"{text!r} cannot be read", f"write {error}", row=row, column=name)
            )
    return values, faults


def _person_faults(
    file: str, row: int, person: str, known: set[str], seen: Mapping[str, object]
) -> Iterator[InputFault]:
    if person not in known:
        problem = f"person {person!r} is not in the pedigree"
        yield InputFault(
            file, problem, "correct the id, or add a row to the pedigree", row=row, column="person"
        )
    elif person in seen:
        yield InputFault(
            file, f"person {person!r} has more than one row", "keep one", row=row, column="person"
        )
