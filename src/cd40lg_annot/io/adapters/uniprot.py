"""UniProt's `humsavar.txt`: one protein variant a line, matched by residue change."""

import re
from pathlib import Path

from cd40lg_annot.errors import InputFault, InputFaultsError, UnreadableFileError
from cd40lg_annot.io.adapters.converted import Converted
from cd40lg_annot.io.table_text import text_of

_LINE = re.compile(
    r"CD40LG\s+P29965\s+(VAR_\d+)\s+p\.([A-Z][a-z]{2}\d+[A-Z][a-z]{2})\s+(\S+)\s+(-|rs\d+)\s*(.*)"
)


def read_humsavar(path: Path, head: dict[str, str]) -> Converted:
    """Read the lines of the gene.

    Raises:
        UnreadableFileError: no line of the gene, or not the file.
        InputFaultsError: a line of the gene that is of another form.
    """
    text = text_of(path)
    rows, faults = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("CD40LG "):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            faults.append(InputFault(str(path), "is not a variant line", "fetch the file again", number))
            continue
        accession, change, category, rsid, disease = match.groups()
        note = "" if rsid == "-" else rsid
        disease = disease.strip(" -")
        values = (f"p.{change}", category, accession, disease, note)
        keys = ("hgvs_p", "classification", "accession", "condition", "note")
        rows.append((number, dict(zip(keys, values, strict=True))))
    if faults:
        raise InputFaultsError(faults)
    if not rows:
        raise UnreadableFileError(path, "names no variant of CD40LG", "give UniProt's humsavar.txt")
    match = re.search(r"Release:\s*(\S+) of (\S+)", text[:3000])
    release = head["release"] or (f"{match[1]} of {match[2]}" if match else "not dated")
    return Converted(path, head | {"release": release}, tuple(rows), {})
