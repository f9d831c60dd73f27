"""A second environment, with the executor and storage plugins: `make cluster-setup` makes it.

The plugins are not in the first one: where Slurm's is installed and its controller is down,
every start of Snakemake takes ten seconds more.
"""

import os
import subprocess
from pathlib import Path

from runs import PROJECT

ENVIRONMENT = Path(os.environ.get("CD40LG_CLUSTER_VENV", PROJECT / ".venv-cluster"))


def has(module: str) -> bool:
    """Whether the second environment has a module."""
    return any((ENVIRONMENT / "lib").glob(f"python3.*/site-packages/{module}"))


def needed(module: str) -> str:
    """What to say where the module is not there."""
    return f"{module} is not installed; `make cluster-setup` installs it"


def snakemake(
    folder: Path, *arguments: str, timeout: float = 300, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the second environment's Snakemake in a folder."""
    command = [str(ENVIRONMENT / "bin/snakemake"), "-s", str(PROJECT / "Snakefile"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
