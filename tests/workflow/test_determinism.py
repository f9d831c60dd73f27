"""The same input gives the same bytes: in another folder, locale, time zone, on more or fewer cores."""

import hashlib
import json

from runs import copy_example, snakemake


def files_of(results):
    """Bytes of every file by its path; the time of writing and the crate's checksum are taken out."""
    manifest = json.loads((results / "manifest.json").read_text())
    crate = hashlib.sha256((results / "ro-crate-metadata.json").read_bytes()).hexdigest()
    found = {path.relative_to(results): path.read_bytes() for path in results.rglob("*") if path.is_file()}
    for name in ("manifest.json", "ro-crate-metadata.json"):
        (path,) = (path for path in found if path.as_posix() == name)
        for text in (manifest["written"], crate):
            found[path] = found[path].replace(text.encode(), b"")
    return found


def test_two_runs_of_the_example_are_the_same_bytes(finished, tmp_path):
    folder = tmp_path / "ein anderer Ordner" / "ñ"
    folder.mkdir(parents=True)
    copy_example(folder)
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}

    done = snakemake(folder, "--cores", "1", **other)

    assert done.returncode == 0, done.stderr
    here, there = files_of(finished / "results"), files_of(folder / "results")
    assert set(here) == set(there)
    assert [path for path in here if here[path] != there[path]] == []
