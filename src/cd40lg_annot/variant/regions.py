"""Which part of the protein a residue lies in, where that is confirmed, and who says so."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class ProteinRegion(NamedTuple):
    """Names of the features that cover a residue, joined by commas, and their sources, by semicolons."""

    label: str
    source: str


def regions_by_residue(features: Iterable[Mapping[str, str]]) -> dict[int, ProteinRegion]:
    """The features that cover each residue; residues without one are left out.

    Args:
        features: rows of `resources/clinical/protein_features.tsv`: `first`, `last` (1-based,
            inclusive), `label` and `source`.

    >>> regions_by_residue([{"first": "3", "last": "4", "label": "domain", "source": "UniProt"}])[4]
    ProteinRegion(label='domain', source='UniProt')
    """
    found: dict[int, list[Mapping[str, str]]] = {}
    for feature in features:
        for residue in range(int(feature["first"]), int(feature["last"]) + 1):
            found.setdefault(residue, []).append(feature)
    return {
        residue: ProteinRegion(
            ", ".join(feature["label"] for feature in there),
            "; ".join(dict.fromkeys(feature["source"] for feature in there)),
        )
        for residue, there in found.items()
    }
