"""Variant files named by address, read from an S3 server on this machine."""

import csv
import json
import os
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest

from cluster import extras
from runs import copy_example

KEYS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
PUT = """
import sys, boto3
endpoint, *files = sys.argv[1:]
client = boto3.client("s3", endpoint_url=endpoint)
client.create_bucket(Bucket="calls")
for path in files:
    client.upload_file(path, "calls", path)
"""


@contextmanager
def s3_server(folder):
    """An S3 server on the loopback interface; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(extras.ENVIRONMENT / "bin/moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def put_files(folder, endpoint, files):
    """Put files of a folder into the bucket `calls`, under their paths."""
    put = [str(extras.ENVIRONMENT / "bin/python"), "-c", PUT, endpoint, *files]
    subprocess.run(put, cwd=folder, env={**os.environ, **KEYS}, check=True)


def wait_for(port, server):
    for _ in range(600):
        assert server.poll() is None
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


@pytest.mark.skipif(
    not (extras.has("snakemake_storage_plugin_s3") and extras.has("moto")),
    reason=extras.needed("snakemake_storage_plugin_s3 or moto"),
)
def test_indexed_vcfs_are_read_from_s3(tmp_path):
    copy_example(tmp_path)
    sheet = tmp_path / "config/samples.tsv"
    local = sorted({row["vcf"] for row in rows_of(sheet)})
    sheet.write_text(sheet.read_text().replace("examples/", "s3://calls/examples/"))
    with s3_server(tmp_path) as endpoint:
        files = [name for path in local for name in (path, f"{path}.tbi")]
        assert all((tmp_path / name).is_file() for name in files)
        put_files(tmp_path, endpoint, files)
        for name in files:
            (tmp_path / name).unlink()  # what is read can only come from the server
        run = ["--cores", "2", "--config", "batch_size=250", "--storage-s3-endpoint-url", endpoint]
        done = extras.snakemake(tmp_path, *run, **KEYS)
        assert done.returncode == 0, done.stdout + done.stderr
        again = extras.snakemake(tmp_path, *run, "--dry-run", **KEYS)
        assert "Nothing to be done" in again.stdout + again.stderr, again.stdout + again.stderr

    report = json.loads((tmp_path / "results/samples/EX1-boy/report.json").read_text())
    assert [finding["hgvs_c"] for finding in report["findings"]] == ["NM_000074.3:c.761C>T"]
    assert report["inputs"][0]["path"].endswith("s3/calls/examples/EX1/EX1-boy.g.vcf.gz")


def rows_of(sheet):
    lines = [line for line in sheet.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))
