"""Registry words and what they count as: classification terms and review statuses, from two tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.model import Classification

_PATHOGENIC = {Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC}
_BENIGN = {Classification.BENIGN, Classification.LIKELY_BENIGN}
_FIVE = _PATHOGENIC | _BENIGN | {Classification.UNCERTAIN_SIGNIFICANCE}


@dataclass(frozen=True, eq=False)
class Terms:
    """Words as the tables list them, lower-case, with what each counts as."""

    classifications: Mapping[str, Classification]
    stars: Mapping[str, int]

    @lru_cache(maxsize=4096)  # noqa: B019 - one Terms lives as long as the process
    def classification(self, stated: str) -> Classification | None:
        """Class that a registry's own words count as, or None where a word is not in the table.

        Conflicting wins over everything, and words of opposite meaning side by side conflict.
        "Pathogenic/Likely pathogenic" counts as the weaker of the two.
        """
        text = _plain(stated)
        if text in self.classifications:
            return self.classifications[text]
        numbered = _numbered(text)
        if numbered:
            # "5 - pathogenic", "VUS (class 3)": where number and word differ, neither is believed.
            number, word = numbered
            by_number = self.classifications.get(f"class {number}")
            return by_number if not word or self.classification(word) is by_number else None
        text = text.replace(", low penetrance", " low penetrance")
        parts = [part.strip() for part in re.split(r"[|/,;]", text) if part.strip()]
        if not parts or any(part not in self.classifications for part in parts):
            return None
        return _combined({self.classifications[part] for part in parts})

    @lru_cache(maxsize=4096)  # noqa: B019 - one Terms lives as long as the process
    def stars_of(self, review_status: str) -> int | None:
        """Stars of a review status, 0 to 4, or None where the status is not in the table."""
        return self.stars.get(_plain(review_status))


@cache
def read_terms(folder: Path | None = None) -> Terms:
    """Read `classification_terms.tsv` and `review_status.tsv`."""
    folder = folder or resources_folder() / "variants"
    return Terms(
        {term: Classification(name) for term, name in _pairs(folder / "classification_terms.tsv")},
        {term: int(stars) for term, stars in _pairs(folder / "review_status.tsv")},
    )


# "class 5", "ACMG class 5", "C5", "5 - pathogenic"; then "pathogenic (class 5)", "VUS 3".
_NUMBER_FIRST = re.compile(r"((?:acmg |iarc )?(?:class ?|c))?([1-5])(?: ?[-:\u2013=.)/] ?| )?(\D.*)?")
_NUMBER_LAST = re.compile(r"(\D+?) ?[-,]? ?[(\[]? ?(?:acmg |iarc )?(?:class ?|c)?([1-5])[)\]]?")


def _numbered(text: str) -> tuple[str, str] | None:
    """Number of the five classes and the word beside it; None where there is none, or only a bare number.

    A bare number is not read: ClinVar's codes of before 2017 give 2 to benign and 3 to likely benign.
    """
    if first := _NUMBER_FIRST.fullmatch(text):
        return (first[2], first[3] or "") if first[1] or first[3] else None
    last = _NUMBER_LAST.fullmatch(text)
    return (last[2], last[1]) if last else None


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(term, value) for term, value in (line.split("\t") for line in lines[1:])]


# What LOVD says behind its classes: "pathogenic (recessive)".
_INHERITANCE = re.compile(
    r"\s*\((?:recessive|dominant|maternal|paternal|imprinted|x-linked|!)\)", re.IGNORECASE
)


def _plain(text: str) -> str:
    spaced = _INHERITANCE.sub("", text.replace("_", " ").replace("..", ", "))
    return re.sub(r"\s*,\s*", ", ", re.sub(r"\s+", " ", spaced)).strip().lower()


def _combined(classes: set[Classification]) -> Classification:
    named = classes & _FIVE
    if Classification.CONFLICTING in classes:
        return Classification.CONFLICTING
    if not named:
        return min(classes, key=lambda item: item is not Classification.OTHER)
    if len(named) == 1:
        return next(iter(named))
    if named == _PATHOGENIC:
        return Classification.LIKELY_PATHOGENIC
    return Classification.LIKELY_BENIGN if named == _BENIGN else Classification.CONFLICTING
