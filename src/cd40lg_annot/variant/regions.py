"""Which part of the protein a residue lies in, where that is confirmed."""

from collections.abc import Iterable, Mapping


def regions_by_residue(features: Iterable[Mapping[str, str]]) -> dict[int, str]:
    """Names of the features that cover each residue, joined by commas; residues without one are left out.

    Args:
        features: rows of `resources/clinical/protein_features.tsv`: `first`, `last` (1-based,
            inclusive) and `label`.

    >>> regions_by_residue([{"first": "3", "last": "4", "label": "domain"}])
    {3: 'domain', 4: 'domain'}
    """
    found: dict[int, list[str]] = {}
    for feature in features:
        for residue in range(int(feature["first"]), int(feature["last"]) + 1):
            found.setdefault(residue, []).append(feature["label"])
    return {residue: ", ".join(labels) for residue, labels in found.items()}
