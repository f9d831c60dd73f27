"""Build the package, install it into an empty environment, and run it there, far from the checkout.

    python bench/check_package.py

The wheel is built from the source distribution, so that both are tried. Libraries are installed as the wheel
asks for them, in the versions of requirements.lock; then `cd40lg-annot validate` has to find every installed
file unchanged and every requirement met, and the other commands read a file of their own.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from cd40lg_annot import __version__

ROOT = Path(__file__).resolve().parent.parent
# Needs what only the laboratory has; everything else has to be met.
NOT_TESTED = {"PQ-2"}


def main() -> None:
    """Build, install, run; the first thing that fails ends it."""
    with tempfile.TemporaryDirectory(prefix="cd40lg-package-") as name:
        folder = Path(name)
        wheel = built(folder)
        command = installed(wheel, folder)
        said = output([command, "--version"], folder)
        if said != f"cd40lg-annot {__version__}":
            sys.exit(f"the installed command says {said!r}, not {__version__}")
        report = validated(command, folder)
        output([command, "name", "c.761C>T"], folder)
        print(f"{wheel.name}: {wheel.stat().st_size:,} bytes; {report['headline']}")


def built(folder: Path) -> Path:
    """Give a wheel, built from the source distribution."""
    hatch = [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist"), "-t"]
    output([*hatch, "sdist"], ROOT)
    (source,) = (folder / "dist").glob("*.tar.gz")
    with tarfile.open(source) as archive:
        # Python before 3.11.4 knows no filters.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        archive.extractall(folder / "source")  # noqa: S202 - our own archive
    (unpacked,) = (folder / "source").iterdir()
    output([*hatch, "wheel"], unpacked)
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def installed(wheel: Path, folder: Path) -> str:
    """Install the wheel and what it asks for into an empty environment; gives its command."""
    environment = folder / "empty"
    output([sys.executable, "-m", "venv", str(environment)], folder)
    python = str(environment / "bin" / "python")
    constraints = folder / "constraints.txt"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    # With its marker, for some packages have a version for each Python.
    pinned = re.findall(r"^[\w.-]+==[^\\\n]+", lock, flags=re.MULTILINE)
    constraints.write_text("\n".join(pinned), encoding="utf-8")
    uv = os.environ.get("UV") or shutil.which("uv")
    pip = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install", "-q"]
    output([*pip, "--constraint", str(constraints), str(wheel)], folder)
    return str(environment / "bin" / "cd40lg-annot")


def validated(command: str, folder: Path) -> dict[str, object]:
    """Run the validation pack of the installed command; gives its report."""
    output([command, "validate", "--output", "validation"], folder)
    report = json.loads((folder / "validation" / "report.json").read_bytes())
    items = [item for part in report["parts"] for item in part["requirements"]]
    left = {item["id"]: item["not_tested"] for item in items if item["outcome"] == "not_tested"}
    if set(left) != NOT_TESTED:
        sys.exit(f"not tested in an installation: {left}")
    return dict(report)


def output(command: list[str], folder: Path) -> str:
    """What a command prints; it has to succeed, and knows nothing of this checkout."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


if __name__ == "__main__":
    main()
