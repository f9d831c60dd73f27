"""Rewrite the table of files in `resources/README.md`: size and SHA-256 checksum of each.

    python bench/list_resources.py

What each file is, where it comes from, its date and its licence stay as a person wrote them.
"""

import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources"
NOT_LISTED = {"README.md"}


def main() -> None:
    """Put the checksum of every file into its row; name files that have no row."""
    readme = FOLDER / "README.md"
    text = readme.read_text(encoding="utf-8")
    for path in sorted(FOLDER.rglob("*")):
        name = path.relative_to(FOLDER).as_posix()
        if path.is_dir() or name in NOT_LISTED:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        row = re.compile(rf"(?m)^(\| `{re.escape(name)}` \|.*\| )`[0-9a-f]*`( \|)$")
        if not row.search(text):
            print(f"no row for {name}")
        text = row.sub(rf"\1`{digest}`\2", text)
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
