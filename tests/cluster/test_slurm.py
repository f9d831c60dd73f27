"""The bundled example on a real Slurm, of one node."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from cluster import extras
from cluster.one_node import output_of, running_cluster, why_not
from runs import PROJECT, copy_example

PLUGIN = "snakemake_executor_plugin_slurm"
PROFILE = PROJECT / "workflow/profiles/slurm"


@pytest.fixture
def slurm():
    """A cluster in a folder whose name is short, as a socket's has to be."""
    reason = why_not() or ("" if extras.has(PLUGIN) else extras.needed(PLUGIN))
    if reason:
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="cd40lg-slurm-"))
    try:
        with running_cluster(folder):
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_example_runs_as_one_slurm_job_a_family(slurm, tmp_path):
    copy_example(tmp_path)
    site = ["--default-resources", "slurm_partition=main", "mem_mb=500", "runtime=10"]
    quick = ["--seconds-between-status-checks", "2", "--slurm-init-seconds-before-status-checks", "2"]
    done = extras.snakemake(tmp_path, "--profile", str(PROFILE), *site, *quick, "--latency-wait", "20")
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = json.loads((tmp_path / "results/manifest.json").read_text())
    assert (manifest["samples"], manifest["families"]) == (11, 2)
    # Two families and the summary.
    assert output_of("squeue", "-h", "-t", "all", "-o", "%T").split() == ["COMPLETED"] * 3
