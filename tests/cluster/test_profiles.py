"""Every profile has only keys that Snakemake knows, and each cloud's profile plans the example."""

import subprocess

import pytest
import yaml

from cluster import extras
from cluster.test_storage import KEYS, put_files, rows_of, s3_server
from runs import PROJECT, copy_example

PROFILES = sorted(path.parent.name for path in (PROJECT / "workflow/profiles").glob("*/config.yaml"))
OWN = {
    "slurm": ["slurm-"],
    "kubernetes": ["kubernetes-", "storage-s3-"],
    "aws-batch": ["aws-batch-", "storage-s3-"],
    "googlebatch": ["googlebatch-", "storage-s3-"],
}
STAGES = {"check_inputs", "extract", "annotate", "interpret", "report"}


def profile(name: str) -> dict:
    return yaml.safe_load((PROJECT / "workflow/profiles" / name / "config.yaml").read_text())


@pytest.fixture(scope="module")
def options() -> str:
    """What `snakemake --help` says, of the second environment if it is there."""
    program = extras.ENVIRONMENT / "bin/snakemake"
    if not program.is_file():
        pytest.skip(extras.needed("snakemake"))
    return subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", PROFILES)
def test_every_key_is_an_option(name, options):
    unknown = [key for key in profile(name) if f"--{key}" not in options]
    assert not unknown


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_five_steps_of_a_batch_are_one_job(name):
    settings = profile(name)
    assert settings["executor"] == name
    assert settings["groups"] == dict.fromkeys(STAGES, "batch")
    assert settings["group-components"] == {"batch": 1}
    assert set(PROFILES) == {"default", *OWN}


@pytest.mark.parametrize("name", ["kubernetes", "aws-batch", "googlebatch"])
def test_a_clouds_profile_plans_the_example(name, tmp_path):
    plugin = f"snakemake_executor_plugin_{name.replace('-', '_')}"
    if not (extras.has(plugin) and extras.has("moto")):
        pytest.skip(extras.needed(plugin))
    copy_example(tmp_path)
    sheet = tmp_path / "config/samples.tsv"
    local = sorted({row["vcf"] for row in rows_of(sheet)})
    sheet.write_text(sheet.read_text().replace("examples/", "s3://calls/examples/"))
    with s3_server(tmp_path) as endpoint:
        put_files(tmp_path, endpoint, [name for path in local for name in (path, f"{path}.tbi")])
        place = ["--default-storage-prefix", "s3://calls/run", "--storage-s3-endpoint-url", endpoint]
        chosen = ["--profile", str(PROJECT / "workflow/profiles" / name)]
        done = extras.snakemake(tmp_path, *chosen, *place, "--dry-run", **KEYS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "check_inputs        2" in done.stdout + done.stderr
