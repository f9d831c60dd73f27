"""The top level of the project holds what the documentation says, and nothing else."""

import subprocess

import pytest

TOP_LEVEL = {
    *(
        ".ci",
        ".dockerignore",
        ".gitignore",
        ".snakemake-workflow-catalog.yml",
        "CHANGELOG.md",
        "CITATION.cff",
    ),
    *(
        "CONTRIBUTING.md",
        "Dockerfile",
        "LICENSE",
        "Makefile",
        "README.md",
        "SECURITY.md",
        "Snakefile",
        "bench",
    ),
    *("config", "docs"),
    *(
        "examples",
        "pyproject.toml",
        "profiles",
        "requirements.lock",
        "requirements-cluster.lock",
        "resources",
        "src",
        "tests",
        "workflow",
    ),
}


def test_top_level(project):
    if not (project / ".git").exists():
        pytest.skip("not a git checkout: there may be files that nobody committed")
    listed = subprocess.run(["git", "ls-files"], cwd=project, check=True, capture_output=True, text=True)

    assert {line.split("/")[0] for line in listed.stdout.splitlines()} == TOP_LEVEL
