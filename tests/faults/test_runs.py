"""Runs that are killed, starved, locked out or fed a bad file: one line, and the same command finishes."""

import fcntl
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time

import pytest

from cd40lg_annot.cli import main
from runs import PROJECT, snakemake

REPORT = "results/samples/EX2-boy/report.html"


def files_of(folder):
    """Bytes of every report, by path."""
    parts = (folder / "results" / name for name in ("samples", "families"))
    return {path.relative_to(folder): path.read_bytes() for part in parts for path in part.rglob("*.*")}


def killed(folder, after):
    """Start the workflow and kill it with all its jobs; whether it was still at work then."""
    profile = PROJECT / "workflow/profiles/default"
    command = [sys.executable, "-m", "snakemake", "-s", str(PROJECT / "Snakefile"), "--cores", "2"]
    command += ["--workflow-profile", str(profile)]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    was_at_work = process.poll() is None
    if was_at_work:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return was_at_work


def test_a_run_that_is_killed_at_any_moment_is_finished_by_the_same_command(small, tmp_path_factory):
    moments = random.Random(os.environ.get("FAULT_SEED", "1"))
    number = int(os.environ.get("FAULT_KILLS", "3"))
    were_at_work = [killed(small, moments.uniform(1, 8)) for _ in range(number)]
    assert any(were_at_work)

    done = snakemake(small)

    assert done.returncode == 0, done.stderr
    assert not [path for path in small.rglob(".partial-*") if path.is_file() and path.suffix == ".json"]
    whole = tmp_path_factory.mktemp("whole")
    shutil.copytree(
        small, whole, dirs_exist_ok=True, ignore=shutil.ignore_patterns("results", "logs", ".snakemake")
    )
    assert snakemake(whole).returncode == 0
    assert files_of(small) == files_of(whole)


def test_a_second_run_in_the_folder_is_told_in_one_line(small):
    (small / ".snakemake").mkdir()
    with (small / ".snakemake/cd40lg-annot.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = snakemake(small)

    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "another run" in line]
    assert lines == ["another run is at work in this folder; wait until it ends, or run in another folder"]
    assert "Traceback" not in done.stderr
    assert not (small / REPORT).exists()


def test_a_report_of_an_earlier_run_does_not_look_current_after_a_failure(small):
    assert snakemake(small).returncode == 0
    calls = small / "calls.vcf.gz"
    whole = calls.read_bytes()
    before = (small / REPORT).read_bytes()
    calls.write_bytes(whole[:-40])

    done = snakemake(small)

    assert done.returncode == 1
    assert "files of an earlier run were moved to results/stale" in done.stderr
    assert not (small / REPORT).exists()
    assert "EX2-boy\t" in (small / "results/failed.tsv").read_text()
    assert "they are not negative" in (small / "results/index.html").read_text()
    assert (small / "results/stale/samples/EX2-boy/report.html").read_bytes() == before

    calls.write_bytes(whole)
    assert snakemake(small).returncode == 0
    assert (small / REPORT).read_bytes() == before
    assert "stale" not in (small / "results/manifest.json").read_text().replace("stale_tables", "")


def test_what_is_written_is_its_owners_alone(small):
    assert snakemake(small).returncode == 0
    written = [path for name in ("results", "logs") for path in (small / name).rglob("*")]
    assert written
    assert {stat.S_IMODE(path.stat().st_mode) for path in written if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in written if path.is_dir()} == {0o700}


def test_a_group_may_read_what_it_is_meant_to_share(small):
    with (small / "config/config.yaml").open("a") as file:
        file.write("shared_group: true\n")
    assert snakemake(small, "results/check/EX2.json").returncode == 0
    assert stat.S_IMODE((small / "results/check/EX2.json").stat().st_mode) == 0o640
    assert stat.S_IMODE((small / "results/check").stat().st_mode) == 0o750


def mounted(folder, options):
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.fixture
def check_arguments(small, monkeypatch):
    monkeypatch.chdir(small)
    return ["check-inputs", "--samples", "samples.tsv", "--pedigree", "pedigree.ped"]


@pytest.mark.parametrize(
    ("options", "words"), [("size=4k", "No space left"), ("ro", "Read-only file system")]
)
def test_a_full_disk_and_a_read_only_folder_are_told_in_one_line(
    tmp_path, check_arguments, capsys, options, words
):
    folder = tmp_path / "mounted"
    if not mounted(folder, options):
        pytest.skip("a file system of its own cannot be mounted here")
    try:
        if options != "ro":
            (folder / "filler").write_bytes(b"x" * 4096)
        assert main([*check_arguments, "--output", str(folder / "out.json")]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"cd40lg-annot: {folder / 'out.json'}: cannot be written ({words}")
        assert [path.name for path in folder.iterdir() if path.name != "filler"] == []
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_an_input_that_vanishes_after_the_check_is_told_in_one_line(small, check_arguments, capsys):
    assert main([*check_arguments, "--output", "check.json"]) == 0
    (small / "calls.vcf.gz").unlink()
    capsys.readouterr()
    assert main(["extract", "--inputs", "check.json", "--batch", "EX2", "--output", "extract.json"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "calls.vcf.gz: No such file" in line
    assert not (small / "extract.json").exists()


def test_the_whole_workflow_needs_no_network_documents_included(small):
    config = small / "config/config.yaml"
    config.write_text(config.read_text().replace("pdf: false", "pdf: true"))
    alone = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("a network namespace cannot be made here")
    profile = PROJECT / "workflow/profiles/default"
    command = [*alone, sys.executable, "-m", "snakemake", "-s", str(PROJECT / "Snakefile")]
    command += ["--workflow-profile", str(profile), "--cores", "2"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    done = subprocess.run(
        command, cwd=small, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert (small / REPORT).is_file()
    assert (small / REPORT).with_suffix(".pdf").read_bytes().startswith(b"%PDF")
