"""Read `resources/criteria/`: the rules that classification applies, as rows."""

import csv
import hashlib
from functools import cache
from pathlib import Path

from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.model import PredictorBand, PredictorScale, Residue, Rule, Rules, SpliceLoss, TableVersion

_FILES = (
    "criteria.tsv",
    "predictors.tsv",
    "splice_losses.tsv",
    "residues.tsv",
    "frequency.tsv",
    "predictor_scales.tsv",
)


@cache
def read_rules(folder: Path | None = None) -> Rules:
    """Read every rule table of the folder, by default the shipped one."""
    folder = folder or resources_folder() / "criteria"
    criteria, predictors, losses, residues, numbers, scales = (_rows(folder / name) for name in _FILES)
    return Rules(
        rules={row["key"]: Rule(**row) for row in criteria},
        bands=tuple(_band(row) for row in predictors),
        splice_losses=tuple(_splice_loss(row) for row in losses),
        residues=tuple(
            Residue(int(row["residue"]), row["criterion"], row["role"], row["source"]) for row in residues
        ),
        numbers={row["name"]: float(row["value"]) for row in numbers},
        number_sources={row["name"]: f"{row['meaning']}; {row['source']}" for row in numbers},
        versions=(_version(folder),),
        scales=tuple(_scale(row) for row in scales),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _band(row: dict[str, str]) -> PredictorBand:
    return PredictorBand(
        predictor=row["predictor"],
        criterion=row["criterion"],
        strength=row["strength"],
        low=float(row["low"]) if row["low"] else None,
        low_in=row["low_in"] == "yes",
        high=float(row["high"]) if row["high"] else None,
        high_in=row["high_in"] == "yes",
        source=row["source"],
        version=row["version"],
        note=row["note"],
    )


def _scale(row: dict[str, str]) -> PredictorScale:
    return PredictorScale(
        row["predictor"], row["kind"], float(row["lowest"]), float(row["highest"]), row["meaning"]
    )


def _splice_loss(row: dict[str, str]) -> SpliceLoss:
    exons = tuple(int(number) for number in row["exons"].split(","))
    return SpliceLoss(int(row["intron"]), row["end"], exons, row["strength"], row["reason"], row["source"])


def _version(folder: Path) -> TableVersion:
    content = b"".join((folder / name).read_bytes() for name in _FILES)
    return TableVersion(
        name="classification rules",
        source="ACMG/AMP 2015 with ClinGen's refinements, for this gene",
        release="2026-11-23",
        sha256=hashlib.sha256(content).hexdigest(),
        rows=len(_rows(folder / "criteria.tsv")),
        note="suggested: no expert panel has published rules for this gene",
    )
