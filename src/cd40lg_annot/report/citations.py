"""What to cite for a run, from what its manifest names: as text, as BibTeX, as a CITATION.cff."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ALWAYS = "cd40lg-annot"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a run used. `version`: of a tool, or a release; `note`: what it says of itself."""

    name: str
    version: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """How a source is cited: a row of `resources/citations.tsv`; text that is not known is empty."""

    id: str
    authors: tuple[str, ...]
    title: str
    journal: str
    volume: str
    pages: str
    year: str
    doi: str
    pmid: str
    licence: str


@dataclass(frozen=True, slots=True)
class Run:
    """The program, its tables and its tools; `commit` is empty where it is not known."""

    version: str
    commit: str
    tables: tuple[Source, ...]
    tools: tuple[Source, ...]


def citation_of(row: Mapping[str, str]) -> Citation:
    """A row of `resources/citations.tsv` as a citation."""
    fields = {name: row[name] for name in Citation.__dataclass_fields__ if name != "authors"}
    return Citation(authors=tuple(part.strip() for part in row["authors"].split(";")), **fields)


def as_text(run: Run, known: Mapping[str, Citation]) -> str:
    """What to cite, for the methods of a paper or the end of a report."""
    commit = f", commit {run.commit}" if run.commit else ""
    lines = [
        "Program",
        f"  The cd40lg-annot maintainers. cd40lg-annot {run.version}{commit}. MIT licence.",
        "",
    ]
    lines += ["Tables", *_listed(run.tables, known), "", "Tools", *_listed(run.tools, known)]
    return "\n".join(lines) + "\n"


def as_bibtex(run: Run, known: Mapping[str, Citation]) -> str:
    """Entries of BibTeX: the program, then each article and data set once."""
    entries = [_software(run)]
    entries += [_entry(source, known.get(source.name)) for source in (*run.tables, *run.tools)]
    return "\n\n".join(dict.fromkeys(entries)) + "\n"


def as_cff(run: Run, known: Mapping[str, Citation]) -> str:
    """A CITATION.cff 1.2.0 of this run: the program, and what it used as references."""
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite the program, the tables and the tools of this run.",
        "type: software",
        "title: cd40lg-annot",
        f"version: {_quoted(run.version)}",
        *([f"commit: {_quoted(run.commit)}"] if run.commit else []),
        "license: MIT",
        "authors:",
        "  - name: The cd40lg-annot maintainers",
        "references:",
    ]
    for source in (*run.tables, *run.tools):
        lines += _reference(source, known.get(source.name))
    return "\n".join(lines) + "\n"


def _listed(sources: Iterable[Source], known: Mapping[str, Citation]) -> list[str]:
    lines = []
    for source in sources:
        lines.append(f"  {source.name} {source.version}".rstrip())
        citation = known.get(source.name)
        if citation and citation.year:
            lines.append(f"    {_printed(citation)}")
        if citation and citation.licence:
            lines.append(f"    Licence: {citation.licence}")
        lines += [f"    {source.note}"] if source.note and not citation else []
    return lines


def _printed(item: Citation) -> str:
    """A citation as journals print it.

    >>> _printed(Citation("x", ("A B", "C D"), "T", "J", "1", "2", "2020", "10.1/2", "", ""))
    'A B, C D. T. J 2020;1:2. doi:10.1/2'
    """
    place = f"{item.journal} {item.year};{item.volume}:{item.pages}."
    places = [f"doi:{item.doi}" if item.doi else "", f"PMID {item.pmid}" if item.pmid else ""]
    return " ".join([f"{', '.join(item.authors)}. {item.title}. {place}", *filter(None, places)])


def _software(run: Run) -> str:
    fields = {"author": "{The cd40lg-annot maintainers}", "title": "cd40lg-annot", "version": run.version}
    return _bibtex(
        "software", "cd40lg-annot", fields | ({"note": f"commit {run.commit}"} if run.commit else {})
    )


def _entry(source: Source, item: Citation | None) -> str:
    if item is None or not item.year:
        fields = {
            "title": source.name,
            "version": source.version,
            "note": item.licence if item else source.note,
        }
        return _bibtex("misc", _identifier(item.id if item else source.name), fields)
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in item.authors),
        "title": item.title,
        "journal": item.journal,
        "volume": item.volume,
        "pages": item.pages,
        "year": item.year,
        "doi": item.doi,
        "note": f"{source.name} {source.version}",
    }
    return _bibtex("article", item.id, fields)


def _bibtex(kind: str, identifier: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{_escaped(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{identifier},", *lines, "}"])


def _bibtex_name(name: str) -> str:
    family, initials = _parts(name)
    return f"{family}, {initials}" if initials else name.removeprefix("and ")


def _escaped(text: str) -> str:
    r"""Text as BibTeX reads it; braces of our own keep a name in one piece.

    >>> _escaped("50% & more")
    '50\\% \\& more'
    """
    for sign in "%&#_$":
        text = text.replace(sign, f"\\{sign}")
    return text


def _identifier(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum()) or "source"


def _reference(source: Source, item: Citation | None) -> list[str]:
    title = item.title if item and item.year else source.name
    lines = [f"  - type: {'article' if item and item.year else 'generic'}", f"    title: {_quoted(title)}"]
    lines += ["    authors:", *(line for name in _names(source, item) for line in _cff_name(name))]
    values = {"journal": item.journal, "doi": item.doi} if item else {}
    lines += [f"    {key}: {_quoted(value)}" for key, value in values.items() if value]
    lines += [f"    year: {item.year}"] if item and item.year else []
    lines += [f"    version: {_quoted(source.version)}"] if source.version else []
    note = item.licence if item else source.note
    return [*lines, *([f"    notes: {_quoted(note)}"] if note else [])]


def _names(source: Source, item: Citation | None) -> Sequence[str]:
    return (
        [name for name in item.authors if name != "and others"] if item else [f"The authors of {source.name}"]
    )


def _cff_name(name: str) -> list[str]:
    family, initials = _parts(name)
    if not initials:
        return [f"      - name: {_quoted(family)}"]
    return [f"      - family-names: {_quoted(family)}", f"        given-names: {_quoted(initials)}"]


def _parts(name: str) -> tuple[str, str]:
    """Family name and initials; a body has no initials.

    >>> _parts("Mölder F"), _parts("UniProt Consortium")
    (('Mölder', 'F'), ('UniProt Consortium', ''))
    """
    family, _, initials = name.rpartition(" ")
    return (family, initials) if family and initials.isalpha() and initials.isupper() else (name, "")


def _quoted(text: str) -> str:
    """Text as YAML reads it back, whatever it holds: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)
