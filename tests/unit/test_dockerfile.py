"""The container recipe cannot be built here, so it is read: in step with the lock, and with good habits."""

import re
import shlex

import cd40lg_annot
from runs import PROJECT

TEXT = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
COMMANDS = {"ARG", "FROM", "ENV", "WORKDIR", "COPY", "RUN", "LABEL", "USER", "ENTRYPOINT", "CMD"}


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments, lines that go on joined."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE))
    lines = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    return [(word, rest) for word, rest in lines]


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, what stands before the first FROM aside."""
    found: list[list[tuple[str, str]]] = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        if found:
            found[-1].append((word, rest))
    return found


def test_only_known_instructions():
    assert {word for word, _ in instructions()} <= COMMANDS


def test_two_stages_and_the_last_brings_no_tools_to_build_with():
    first, last = stages()
    assert first[0][1].endswith(" AS build")
    assert not [rest for word, rest in last if word == "RUN" and "pip" in rest]
    assert ("COPY", "--from=build /opt/venv /opt/venv") in last


def test_the_base_image_is_pinned_and_as_old_as_the_floor():
    (image,) = [rest.split("=")[1] for word, rest in instructions() if word == "ARG"]
    assert re.fullmatch(r"python:3\.11-slim-[a-z]+(@sha256:[0-9a-f]{64})?", image)
    assert all(stage[0][1].split()[0] == "${PYTHON_IMAGE}" for stage in stages())


def test_packages_come_from_the_lock_by_hash_and_nothing_else_is_fetched():
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    locked, own = installs
    assert {"--no-deps", "--require-hashes", "--only-binary", "requirements.lock"} <= set(shlex.split(locked))
    assert {"--no-deps", "--no-build-isolation", "."} <= set(shlex.split(own))
    assert not re.search(r"\b(curl|wget|apt-get|git)\b", TEXT)
    # The package is built from what the lock holds.
    assert re.search(r"^hatchling==", LOCK, flags=re.MULTILINE)


def test_every_runtime_dependency_is_locked():
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    names = re.findall(r'"([A-Za-z0-9-]+)', dependencies[1])
    assert "snakemake" in names
    assert not [name for name in names if not re.search(rf"^{name}==", LOCK, re.MULTILINE | re.IGNORECASE)]


def test_it_runs_as_nobody_in_particular():
    users = [rest for word, rest in stages()[-1] if word == "USER"]
    assert [user for user in users if user.isdecimal() and int(user) > 0] == users
    words = [word for word, _ in stages()[-1]]
    assert words.index("USER") < words.index("ENTRYPOINT")


def test_what_is_copied_is_there_and_reaches_the_builder():
    kept = [line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line[:1] == "!"]
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and "--from" not in rest]
    for name in (name for names in copied for name in names):
        assert (PROJECT / name).exists(), name
        assert {name, name.split("/")[0]} & set(kept)


def test_the_version_is_the_packages_and_the_workflow_names_this_image():
    assert f'image.version="{cd40lg_annot.__version__}"' in TEXT
    snakefile = (PROJECT / "workflow/Snakefile").read_text()
    assert f'container: "docker://cd40lg-annot:{cd40lg_annot.__version__}"' in snakefile
