"""What each subcommand loads before it can begin, and how long that takes (`python -X importtime`).

    python bench/startup.py

Each is run for real: the stages of the workflow on the bundled family EX1 without PDFs, `name` on a variant,
`risk` on the bundled pedigree, `cite` on the folder of results. Printed are the milliseconds that imports
took (best of three), the number of modules, and which of the heavy libraries are among them.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HEAVY = {
    "cyvcf2",
    "jinja2",
    "numpy",
    "pandas",
    "pandera",
    "pydantic",
    "pysam",
    "requests",
    "snakemake",
    "typst",
}
# In the order in which data moves; {0} is the folder for what they write.
COMMANDS = (
    (
        "check-inputs --samples config/samples.tsv --pedigree config/pedigree.ped --people config/people.tsv "
        "--batch EX1 --output {0}/check.json"
    ),
    "extract --inputs {0}/check.json --batch EX1 --output {0}/extract.json",
    "annotate {0}/extract.json --output {0}/annotate.json",
    (
        "interpret --inputs {0}/check.json --batch EX1 --extract {0}/extract.json "
        "--variants {0}/annotate.json --output {0}/EX1.json"
    ),
    "report --interpreted {0}/EX1.json --results {0}/results --no-pdf",
    "summarize --interpreted {0}/EX1.json --results {0}/results",
    "name c.761C>T",
    "risk --pedigree config/pedigree.ped",
    "cite --results {0}/results",
)
_LINE = re.compile(r"import time: +(\d+) \| +\d+ \| *(\S+)")


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds that imports took, and every module that was imported."""

    milliseconds: float
    modules: frozenset[str]

    def heavy(self) -> list[str]:
        """Name the heavy libraries among them."""
        return sorted({name.partition(".")[0] for name in self.modules} & HEAVY)


def main() -> None:
    """Measure and print a row for each."""
    print("subcommand\timports_ms\tmodules\theavy")
    with tempfile.TemporaryDirectory() as folder:
        for command in COMMANDS:
            best = min((started(command, folder) for _ in range(3)), key=lambda start: start.milliseconds)
            heavy = ", ".join(best.heavy()) or "-"
            print(
                command.split()[0], round(best.milliseconds), len(best.modules), heavy, sep="\t", flush=True
            )


def started(command: str, folder: str) -> Start:
    """Run a subcommand from the project's folder, and take down what it imports."""
    # Without compiled bytecode each run would compile the package again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    program = "import sys; from cd40lg_annot.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program, *command.format(folder).split()],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command}\n{done.stderr[-2000:]}")
    found = _LINE.findall(done.stderr)
    return Start(sum(int(own) for own, _ in found) / 1000, frozenset(name for _, name in found))


if __name__ == "__main__":
    main()
