"""Build the documentation site: pages as they stand, a reference made from the code, nothing from elsewhere.

    python bench/make_site.py            # writes build/site/, or fails at the first broken link

The pages of `docs/`, the READMEs and what they link to are laid out in `build/site-source/` as they stand in
the project, so that every link works in both places.
"""

import argparse
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from cd40lg_annot.cli import SUBCOMMANDS
from cd40lg_annot.cli.site_rows import COLUMNS as ANNOTATE
from cd40lg_annot.cli.summarize import MEANINGS
from cd40lg_annot.io.population import COLUMNS as POPULATION
from cd40lg_annot.io.tables import COLUMNS as KNOWLEDGE
from cd40lg_annot.io.validation import CASE_COLUMNS
from cd40lg_annot.report.cohort import COLUMNS as SUMMARY
from cd40lg_annot.report.compare import COLUMNS as CHANGES
from cd40lg_annot.report.exchange.clinvar_submission import COLUMNS as SUBMISSION

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SOURCE = BUILD / "site-source"
PAGES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "config/README.md",
    "resources/README.md",
)
_LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
_MADE = "Made from the code by `bench/make_site.py`."


def main() -> None:
    """Put the pages together and build the site; a broken link fails."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    for page in (*PAGES, *(path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("docs/**/*.md")))):
        _copy(page)
    _list_decisions()
    for name, text in reference().items():
        target = SOURCE / "docs" / "reference" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    # Strict counts warnings, and only those that are printed: no --quiet here.
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(ROOT / "docs/site.yml"),
    ]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    print("written: build/site/index.html")


def reference() -> dict[str, str]:
    """The pages that are made from the code, by file name."""
    return {
        "commands.md": "\n".join(_commands()) + "\n",
        "configuration.md": "\n".join(_configuration()) + "\n",
        "columns.md": "\n".join(_columns()) + "\n",
        "json.md": "\n".join(_json()) + "\n",
    }


def _copy(page: str) -> None:
    """Copy a page, and the files that it links to."""
    path = ROOT / page
    files = {path} | {
        (path.parent / link).resolve() for link in _LINK.findall(path.read_text(encoding="utf-8"))
    }
    for file in sorted(files):
        if file.is_file():
            target = SOURCE / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _list_decisions() -> None:
    folder = SOURCE / "docs" / "decisions"
    titles = {
        path.name: path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
        for path in sorted(folder.glob("0*.md"))
    }
    with (folder / "README.md").open("a", encoding="utf-8") as page:
        page.write("\n" + "".join(f"- [{title}]({name})\n" for name, title in titles.items()))


def _commands() -> Iterator[str]:
    yield f"# Commands\n\n{_MADE}"
    for name in SUBCOMMANDS:
        module = importlib.import_module(f"cd40lg_annot.cli.{name.replace('-', '_')}")
        parser = argparse.ArgumentParser(
            prog=f"cd40lg-annot {name}",
            description=module.__doc__,
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=100),
        )
        module.add_arguments(parser)
        yield f"\n## {name}\n\n{module.HELP.capitalize()}.\n"
        yield _block(parser.format_help())


def _configuration() -> Iterator[str]:
    schema = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text(encoding="utf-8"))
    yield f"# Keys of config.yaml\n\n{_MADE}"
    yield "What the sheets hold: [config/README.md](../../config/README.md).\n"
    yield "| key | type | default | what it is |\n|---|---|---|---|"
    for key, value in schema["properties"].items():
        default = "required" if key in schema["required"] else value.get("default")
        shown = "none" if default is None else default if isinstance(default, str) else json.dumps(default)
        yield _row(f"`{key}`", _type(value), shown, value.get("description", ""))


def _columns() -> Iterator[str]:
    yield f"# Columns of tables\n\n{_MADE}"
    yield from _table("results/summary.tsv", {name: MEANINGS.get(name) or ANNOTATE[name] for name in SUMMARY})
    yield from _table("What `annotate` writes (.tsv, .json, CSQ of .vcf.gz)", ANNOTATE)
    yield from _table("results/clinvar_submission.tsv", SUBMISSION)
    yield from _table("changes.tsv of `compare`", dict.fromkeys(CHANGES, ""))
    yield "\nDescribed in [reanalysis.md](../reanalysis.md)."
    yield from _table("Cases of `validate`", dict.fromkeys(CASE_COLUMNS, ""))
    yield "\nDescribed in [validation.md](../validation.md)."
    yield from _table("Knowledge tables", dict.fromkeys(KNOWLEDGE, ""))
    yield "\nDescribed in [tables.md](../tables.md)."
    yield from _table("Population tables", dict.fromkeys(POPULATION, ""))
    yield "\nDescribed in [tables.md](../tables.md)."


def _table(title: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield f"\n## {title}\n"
    described = any(columns.values())
    yield "| column | what it is |\n|---|---|" if described else "| column |\n|---|"
    for name, meaning in columns.items():
        yield _row(f"`{name}`", meaning) if described else _row(f"`{name}`")


def _json() -> Iterator[str]:
    from pydantic import TypeAdapter

    from cd40lg_annot.report.family import CarrierReport
    from cd40lg_annot.report.sample import SampleReport
    from cd40lg_annot.report.validation import ValidationReport

    yield f"# JSON fields\n\n{_MADE}"
    yield "The first two have JSON Schemas in `docs/schemas/`; a field is never renamed.\n"
    told: set[str] = set()
    for title, view in (
        ("report.json of a sample", SampleReport),
        ("carrier_report.json of a family", CarrierReport),
        ("report.json of a validation", ValidationReport),
    ):
        schema = TypeAdapter(view).json_schema(mode="serialization")
        yield from _fields(title, schema)
        for name, part in sorted(schema.get("$defs", {}).items()):
            if name not in told and "properties" in part:
                yield from _fields(name, part)
            elif name not in told:
                yield f"\n## {name}\n\n{_words(part)}\n\nOne of: {', '.join(f'`{v}`' for v in part['enum'])}."
            told.add(name)


def _fields(title: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n## {title}\n\n{_words(schema)}\n\n| field | type |\n|---|---|"
    for name, value in schema["properties"].items():
        yield _row(f"`{name}`", _type(value))


def _words(schema: Mapping[str, Any]) -> str:
    return re.sub(r"\s+", " ", schema.get("description", ""))


def _type(value: Mapping[str, Any]) -> str:
    """A JSON type in words; another object is a link to its own table."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf"):
        if key in value:
            return " or ".join(_type(item) for item in value[key])
    kind = value.get("type", "")
    kinds = [kind] if isinstance(kind, str) else kind
    inner = value.get("items") or next(iter(value.get("prefixItems", [])), None)
    words = [
        f"list of {_type(inner)}" if k == "array" and inner else "none" if k == "null" else k for k in kinds
    ]
    choices = value.get("enum") or ([value["const"]] if "const" in value else [])
    return " or ".join(words) + (f": {', '.join(map(str, choices))}" if choices else "")


def _row(*cells: str) -> str:
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _block(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


if __name__ == "__main__":
    main()
